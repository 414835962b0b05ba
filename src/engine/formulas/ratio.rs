//! Shares of a whole.

/// A part over its whole, as escalated tickets over all of a month, or renewed over expiring ARR;
/// nothing where the whole is 0, for that is neither 0 nor infinite.
pub fn ratio(part: f64, whole: f64) -> Option<f64> {
    (whole != 0.0).then(|| part / whole)
}
