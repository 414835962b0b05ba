//! Whether a series left its level: robust z, usual range, quasi-Poisson shift.

use super::order::{mad, mad_factor, median};
use super::special::norm_cdf;

/// The fewest weeks that a usual range is made from.
const FEWEST: usize = 6;

/// The usual range of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Normal {
    /// The median.
    pub median: f64,
    /// The robust standard deviation, floored for counts (`docs/numbers.md`, "Usage series and grain").
    pub sigma: f64,
    /// How many weeks it was made from.
    pub n: usize,
}

/// The last weeks against those before (`docs/numbers.md`, "Usage series and grain").
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shift {
    /// Standard errors between the two levels; negative where it fell.
    pub z: f64,
    /// How much more than a Poisson process the weeks before vary; 1 or more.
    pub phi: f64,
    /// The fall as a share of the level before; nothing where that is 0.
    pub drop: Option<f64>,
    /// The probability of a fall as deep by chance.
    pub p_decline: f64,
    /// The level before.
    pub before: f64,
    /// The level now.
    pub now: f64,
}

impl Normal {
    /// How many standard deviations `x` is above the median.
    pub fn z(&self, x: f64) -> f64 {
        (x - self.median) / self.sigma
    }
}

/// The usual range of at least six weeks; nothing for fewer. The deviation is never below the
/// square root of the median, a tenth of it, or 1, so that a flat series makes no alarm.
pub fn normal(weeks: &[Option<f64>]) -> Option<Normal> {
    normal_by(weeks, mad_factor(weeks.iter().flatten().count()))
}

/// As [`normal`], with another factor from MAD to standard deviation.
pub fn normal_by(weeks: &[Option<f64>], factor: f64) -> Option<Normal> {
    let mut known: Vec<f64> = weeks.iter().copied().flatten().collect();
    let n = known.len();
    if n < FEWEST {
        return None;
    }
    let median = median(&mut known)?;
    let scaled = factor * mad(&mut known)?;
    let sigma = scaled.max(median.max(0.0).sqrt()).max(0.10 * median).max(1.0);
    Some(Normal { median, sigma, n })
}

/// Compares the last `recent` weeks with the `before` weeks that precede them, as counts of a
/// quasi-Poisson process. Needs every recent week and eight of those before.
pub fn level_shift(weeks: &[Option<f64>], recent: usize, before: usize) -> Option<Shift> {
    let split = weeks.len().checked_sub(recent)?;
    let (old, new) = weeks.split_at(split);
    let old = old.get(split.saturating_sub(before)..)?;
    let new_n = new.iter().flatten().count();
    let old_n = old.iter().flatten().count();
    if new_n < recent || old_n < 8 {
        return None;
    }
    let old_sum: f64 = old.iter().flatten().sum();
    let new_sum: f64 = new.iter().flatten().sum();
    let (n_old, n_new) = (old_n as f64, new_n as f64);
    let (m, r) = (old_sum / n_old, new_sum / n_new);
    if m == 0.0 && r == 0.0 {
        return Some(Shift { z: 0.0, phi: 1.0, drop: None, p_decline: 0.5, before: m, now: r });
    }
    let variance = old.iter().flatten().map(|it| (it - m).powi(2)).sum::<f64>() / (n_old - 1.0);
    let phi = if m == 0.0 { 1.0 } else { (variance / m).max(1.0) };
    let pool = (old_sum + new_sum) / (n_old + n_new);
    let z = (r - m) / (phi * pool * (1.0 / n_new + 1.0 / n_old)).sqrt();
    let drop = (m != 0.0).then(|| (m - r) / m);
    Some(Shift { z, phi, drop, p_decline: norm_cdf(z), before: m, now: r })
}
