//! Rates of small counts: how sure one is, and whether two differ.

use super::proportion::Interval;
use super::quantiles::chi2_quantile;
use super::special::ln_gamma;

/// Events in an exposure, such as tickets in weeks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Counted {
    /// How many.
    pub events: u32,
    /// In how much time, seats or other exposure; above 0.
    pub exposure: f64,
}

/// The test of two rates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateTest {
    /// The difference of the rates in standard errors.
    pub statistic: f64,
    /// The probability of a difference as large either way, were the rates the same.
    pub p_two_sided: f64,
    /// The probability of a first rate as much higher.
    pub p_higher: f64,
}

/// Differences this close to the one observed count as large as it.
const CLOSE: f64 = 1e-12;

impl Counted {
    fn rate(self) -> f64 {
        f64::from(self.events) / self.exposure
    }

    /// What the events add to the squared standard error of a difference.
    fn variance(self) -> f64 {
        f64::from(self.events) / (self.exposure * self.exposure)
    }
}

/// The exact interval of a Poisson rate at `confidence` (Garwood 1936), from quantiles of the
/// chi-squared distribution.
pub fn garwood(counted: Counted, confidence: f64) -> Interval {
    let tail = (1.0 - confidence) / 2.0;
    let events = f64::from(counted.events);
    let low = if events == 0.0 { 0.0 } else { chi2_quantile(tail, 2.0 * events) / 2.0 };
    let high = chi2_quantile(1.0 - tail, 2.0 * events + 2.0) / 2.0;
    Interval { low: low / counted.exposure, high: high / counted.exposure }
}

/// Krishnamoorthy and Thomson's (2004) E-test of two Poisson rates: the probability, at the rate of
/// both together, of all pairs of counts that differ as much.
pub fn e_test(first: Counted, second: Counted) -> RateTest {
    let rate = f64::from(first.events + second.events) / (first.exposure + second.exposure);
    let statistic = difference(first, second);
    let mut res = RateTest { statistic, p_two_sided: 0.0, p_higher: 0.0 };
    let others = chances(rate * second.exposure);
    for (events, chance) in (0..).zip(chances(rate * first.exposure)) {
        for (other_events, other_chance) in (0..).zip(&others) {
            let other = Counted { events: other_events, ..second };
            let found = difference(Counted { events, ..first }, other);
            if events + other_events > 0 && found.abs() >= statistic.abs() - CLOSE {
                res.p_two_sided += chance * other_chance;
            }
            if events + other_events > 0 && found >= statistic - CLOSE {
                res.p_higher += chance * other_chance;
            }
        }
    }
    res
}

/// How many standard errors the first rate is above the second; 0 without events.
fn difference(first: Counted, second: Counted) -> f64 {
    let variance = first.variance() + second.variance();
    if variance > 0.0 { (first.rate() - second.rate()) / variance.sqrt() } else { 0.0 }
}

/// The probabilities of 0, 1, 2 … events where `mean` are expected, as far as they matter.
fn chances(mean: f64) -> Vec<f64> {
    if mean <= 0.0 {
        return vec![1.0];
    }
    let most = (mean + 12.0 * mean.sqrt() + 40.0) as u32;
    let chance = |k: u32| {
        let k = f64::from(k);
        (k * mean.ln() - mean - ln_gamma(k + 1.0)).exp()
    };
    (0..most).map(chance).collect()
}

/// Benjamini and Hochberg's (1995) adjusted probabilities, in the order given: those at most q are
/// findings of which a share q is expected to be false.
pub fn false_discovery(probabilities: &[f64]) -> Vec<f64> {
    let n = probabilities.len() as f64;
    let mut sorted: Vec<(usize, f64)> = probabilities.iter().copied().enumerate().collect();
    sorted.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut res = vec![1.0; probabilities.len()];
    let mut least = 1.0_f64;
    for (rank, (at, p)) in sorted.iter().enumerate().rev() {
        least = least.min(p * n / (rank as f64 + 1.0));
        if let Some(slot) = res.get_mut(*at) {
            *slot = least;
        }
    }
    res
}
