//! How sure a share of few cases is.

use super::quantiles::beta_quantile;

/// The two ends of an interval, as fractions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// What may still be true of a share of which no case was seen, at 95 % confidence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NoneSeen {
    /// The largest share: `1 - 0.05^(1/n)`.
    pub at_most: f64,
    /// The rule of thumb for it: `3 / n`.
    pub three_over_n: f64,
}

/// Wilson's 95 % interval of `hits` in `n`; nothing without cases.
pub fn wilson(hits: u32, n: u32) -> Option<Interval> {
    const Z: f64 = 1.959_963_984_540_054;
    if n == 0 {
        return None;
    }
    let n = f64::from(n);
    let p = f64::from(hits) / n;
    let scale = 1.0 + Z * Z / n;
    let centre = (p + Z * Z / (2.0 * n)) / scale;
    let reach = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt() / scale;
    Some(Interval { low: (centre - reach).max(0.0), high: (centre + reach).min(1.0) })
}

/// The exact interval of `hits` in `n` at `confidence` (Clopper and Pearson 1934), from the quantiles
/// of the beta distribution; nothing without cases, or with more hits than cases.
pub fn clopper_pearson(hits: u32, n: u32, confidence: f64) -> Option<Interval> {
    let misses = f64::from(n.checked_sub(hits).filter(|_| n > 0)?);
    let tail = (1.0 - confidence) / 2.0;
    let hits = f64::from(hits);
    Some(Interval {
        low: if hits == 0.0 { 0.0 } else { beta_quantile(tail, hits, misses + 1.0) },
        high: if misses == 0.0 { 1.0 } else { beta_quantile(1.0 - tail, hits + 1.0, misses) },
    })
}

/// How large a share may be of which none was seen in `n` cases; nothing without cases.
pub fn none_seen(n: u32) -> Option<NoneSeen> {
    let n = (n > 0).then(|| f64::from(n))?;
    Some(NoneSeen { at_most: 1.0 - 0.05_f64.powf(1.0 / n), three_over_n: 3.0 / n })
}
