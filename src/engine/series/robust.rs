//! Lines and outliers that a few wild values do not move.

use super::order::{mad, mad_factor, median};
use super::trend::{At, slope_between};

/// A straight line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// Change per step of `x`.
    pub slope: f64,
    /// The value where `x` is 0.
    pub intercept: f64,
}

/// The repeated median line (Siegel 1982): the median over the points of the median slope from each
/// to all others, through the median of what it leaves. Up to half of the points may be wild. Nothing
/// for fewer than two places.
pub fn siegel(points: &[At]) -> Option<Line> {
    let from = |at: usize, a: &At| {
        let others = points.iter().enumerate().filter(|it| it.0 != at);
        median(&mut others.filter_map(|(_, b)| slope_between(a, b)).collect::<Vec<_>>())
    };
    let slopes = points.iter().enumerate().filter_map(|(at, it)| from(at, it));
    let slope = median(&mut slopes.collect::<Vec<_>>())?;
    let mut left: Vec<f64> = points.iter().map(|it| it.y - slope * it.x).collect();
    Some(Line { slope, intercept: median(&mut left)? })
}

/// The modified z-score of each value (Iglewicz and Hoaglin 1993): its distance from the median in
/// scaled MADs, wild from 3.5 on. Nothing where the MAD is 0.
pub fn modified_z(values: &[f64]) -> Option<Vec<f64>> {
    let centre = median(&mut values.to_vec())?;
    let spread = mad(&mut values.to_vec()).filter(|it| *it > 0.0)? * mad_factor(usize::MAX);
    Some(values.iter().map(|it| (it - centre) / spread).collect())
}

/// Kendall's rank correlation of two measures, tau-b, -1 to 1: pairs in the same order less pairs in
/// the other, over the geometric mean of the pairs that differ in each. Nothing where one of the two
/// is the same for all.
pub fn kendall_tau_b(points: &[At]) -> Option<f64> {
    let sign = |a: f64, b: f64| f64::from(i8::from(a > b) - i8::from(a < b));
    let (mut agreeing, mut differ_x, mut differ_y) = (0.0, 0.0, 0.0);
    for (at, a) in points.iter().enumerate() {
        for b in points.iter().skip(at + 1) {
            let (x, y) = (sign(a.x, b.x), sign(a.y, b.y));
            agreeing += x * y;
            differ_x += x.abs();
            differ_y += y.abs();
        }
    }
    let scale = (differ_x * differ_y).sqrt();
    (scale > 0.0).then(|| agreeing / scale)
}
