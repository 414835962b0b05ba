//! How sure a share of few cases is.

/// The two ends of an interval, as fractions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
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
