//! Tests of small counts: tickets of a week, active weeks of twelve
//! (`docs/numbers.md`, "Usage series and grain").

use super::special::{betainc, gammainc_q, poisson_at_least};

/// How much the counts of a series vary beside their mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dispersion {
    /// Their mean.
    pub mean: f64,
    /// Their sample variance.
    pub variance: f64,
    /// Variance over mean, 1 for a Poisson process; nothing where the mean is 0.
    pub ratio: Option<f64>,
    /// The ratio times one less than the number of counts, chi-squared in a Poisson process.
    pub chi2: Option<f64>,
    /// The probability of a ratio as large in a Poisson process.
    pub p: Option<f64>,
}

/// The probability of `k` or more successes in `n` trials of chance `p`.
pub fn binomial_at_least(k: u32, n: u32, p: f64) -> f64 {
    match k {
        0 => 1.0,
        _ if k > n => 0.0,
        _ => betainc(f64::from(k), f64::from(n - k) + 1.0, p),
    }
}

/// The conditional exact test of two counts: the probability of `now` or more of all `now + before`
/// events in an exposure of `exposure_now` beside `exposure_before`, were the rate the same.
pub fn same_rate_tail(now: u32, before: u32, exposure_now: f64, exposure_before: f64) -> f64 {
    binomial_at_least(now, now + before, exposure_now / (exposure_now + exposure_before))
}

/// The probability of `now` or more events after `before` in `exposure_before`, with a Jeffreys
/// prior on the rate (gamma-Poisson predictive tail).
pub fn predictive_tail(now: u32, before: u32, exposure_now: f64, exposure_before: f64) -> f64 {
    let chance = exposure_before / (exposure_before + exposure_now);
    negative_binomial_at_least(now, f64::from(before) + 0.5, chance)
}

/// The probability of `k` or more events of this mean and variance: negative binomial, or Poisson
/// where the variance is no larger than the mean.
pub fn negative_binomial_tail(k: u32, mean: f64, variance: f64) -> f64 {
    if variance <= mean {
        return poisson_at_least(k, mean);
    }
    let size = mean * mean / (variance - mean);
    negative_binomial_at_least(k, size, size / (size + mean))
}

/// How much the counts vary; nothing for fewer than two.
pub fn dispersion(counts: &[f64]) -> Option<Dispersion> {
    if counts.len() < 2 {
        return None;
    }
    let n = counts.len() as f64;
    let mean = counts.iter().sum::<f64>() / n;
    let variance = counts.iter().map(|it| (it - mean).powi(2)).sum::<f64>() / (n - 1.0);
    let ratio = (mean != 0.0).then(|| variance / mean);
    let chi2 = ratio.map(|it| (n - 1.0) * it);
    let p = chi2.map(|it| gammainc_q((n - 1.0) / 2.0, it / 2.0));
    Some(Dispersion { mean, variance, ratio, chi2, p })
}

/// The probability of `gap` silent periods in a row for someone active in `active` of `periods`,
/// with a Jeffreys prior.
pub fn gap_probability(active: u32, periods: u32, gap: u32) -> f64 {
    let p = (f64::from(active) + 0.5) / (f64::from(periods) + 1.0);
    (1.0 - p).powi(gap as i32)
}

/// The probability of `k` or more failures before `size` successes of this chance.
pub fn negative_binomial_at_least(k: u32, size: f64, chance: f64) -> f64 {
    if k == 0 { 1.0 } else { betainc(f64::from(k), size, 1.0 - chance) }
}
