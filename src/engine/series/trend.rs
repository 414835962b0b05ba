//! Whether a series rises or falls: Theil-Sen and Mann-Kendall (`docs/numbers.md`, "Usage series and grain").

use super::order::median;
use super::special::{norm_cdf, norm_quantile};

/// One value and its place in time; places may have gaps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct At {
    /// The place, such as the number of the week.
    pub x: f64,
    /// The value there.
    pub y: f64,
}

/// The median slope and its interval (Sen 1968).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TheilSen {
    /// Change per step of `x`.
    pub slope: f64,
    /// The interval's lower end.
    pub low: f64,
    /// The interval's upper end.
    pub high: f64,
    /// Where the line is at `x = 0` that goes through both medians.
    pub intercept: f64,
    /// Where the line is at `x = 0` that leaves a median of 0.
    pub joint_intercept: f64,
}

/// The rank test for a monotone trend.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decline {
    /// Pairs that rise less pairs that fall.
    pub s: i64,
    /// `s` over the number of pairs (Kendall's tau-a), -1 to 1.
    pub tau: f64,
    /// The variance of `s` without a trend, corrected for ties; 0 for the exact test.
    pub variance: f64,
    /// `s` in standard deviations, corrected for continuity; 0 for the exact test.
    pub z: f64,
    /// The probability of a trend as strong either way by chance.
    pub p_two_sided: f64,
    /// The probability of a fall as strong by chance.
    pub p_decline: f64,
}

/// The median of all pairwise slopes; nothing for fewer than two places.
pub fn theil_sen_slope(points: &[At]) -> Option<f64> {
    median(&mut slopes(points))
}

/// The median slope with its interval at `confidence`, rounded as scipy does.
pub fn theil_sen(points: &[At], confidence: f64) -> Option<TheilSen> {
    let mut slopes = slopes(points);
    let slope = median(&mut slopes)?;
    slopes.sort_unstable_by(f64::total_cmp);
    let n = points.len() as f64;
    let mut xs: Vec<f64> = points.iter().map(|it| it.x).collect();
    let mut ys: Vec<f64> = points.iter().map(|it| it.y).collect();
    let variance = (n * (n - 1.0) * (2.0 * n + 5.0) - tie_sum(&mut xs) - tie_sum(&mut ys)) / 18.0;
    let reach = norm_quantile((1.0 - confidence) / 2.0) * variance.max(0.0).sqrt();
    let count = slopes.len() as f64;
    let upper = f64::midpoint(count, -reach).round_ties_even().min(count - 1.0).max(0.0);
    let lower = (f64::midpoint(count, reach).round_ties_even() - 1.0).max(0.0);
    let mut left: Vec<f64> = points.iter().map(|it| it.y - slope * it.x).collect();
    Some(TheilSen {
        slope,
        low: *slopes.get(lower as usize)?,
        high: *slopes.get(upper as usize)?,
        intercept: median(&mut ys)? - slope * median(&mut xs)?,
        joint_intercept: median(&mut left)?,
    })
}

/// The Mann-Kendall test by the normal approximation; nothing for fewer than two values.
pub fn mann_kendall(values: &[f64]) -> Option<Decline> {
    if values.len() < 2 {
        return None;
    }
    let n = values.len() as f64;
    let s = rises_less_falls(values);
    let variance = (n * (n - 1.0) * (2.0 * n + 5.0) - tie_sum(&mut values.to_vec())) / 18.0;
    let z = if s == 0 || variance <= 0.0 { 0.0 } else { (s - s.signum()) as f64 / variance.sqrt() };
    let p_two_sided = (2.0 * norm_cdf(-z.abs())).min(1.0);
    let tau = s as f64 / pairs(values.len());
    Some(Decline { s, tau, variance, z, p_two_sided, p_decline: norm_cdf(z) })
}

/// The exact Mann-Kendall test; nothing for more than 10 values, for fewer than two, or with ties.
pub fn mann_kendall_exact(values: &[f64]) -> Option<Decline> {
    let n = values.len();
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let has_ties = sorted.chunk_by(|a, b| a.total_cmp(b).is_eq()).any(|run| run.len() > 1);
    if !(2..=10).contains(&n) || has_ties {
        return None;
    }
    let s = rises_less_falls(values);
    let counts = inversion_counts(n);
    let total: f64 = counts.iter().sum();
    let inversions = ((n * (n - 1) / 2) as i64 - s) as usize / 2;
    let at_most: f64 = counts.iter().take(inversions + 1).sum();
    let at_least: f64 = counts.iter().skip(inversions).sum();
    let p_two_sided = (2.0 * at_most.min(at_least) / total).min(1.0);
    let tau = s as f64 / pairs(n);
    Some(Decline { s, tau, variance: 0.0, z: 0.0, p_two_sided, p_decline: at_least / total })
}

/// The smallest probability that the exact test can give for a fall in `n` values, `1 / n!`; for a
/// trend either way it is twice that. Too few values can never be significant.
pub fn least_p_decline(n: u32) -> f64 {
    (1..=n).map(|it| 1.0 / f64::from(it)).product()
}

/// The slope from one point to another; nothing where they are at one place.
pub(super) fn slope_between(a: &At, b: &At) -> Option<f64> {
    b.x.total_cmp(&a.x).is_ne().then(|| (b.y - a.y) / (b.x - a.x))
}

fn slopes(points: &[At]) -> Vec<f64> {
    let mut slopes = Vec::with_capacity(points.len() * points.len().saturating_sub(1) / 2);
    for (index, a) in points.iter().enumerate() {
        slopes.extend(points.iter().skip(index + 1).filter_map(|b| slope_between(a, b)));
    }
    slopes
}

/// How many pairs there are among `n`.
fn pairs(n: usize) -> f64 {
    n as f64 * (n as f64 - 1.0) / 2.0
}

fn rises_less_falls(values: &[f64]) -> i64 {
    let mut s = 0;
    for (index, a) in values.iter().enumerate() {
        for b in values.iter().skip(index + 1) {
            s += i64::from(b > a) - i64::from(b < a);
        }
    }
    s
}

/// What equal values take from the variance of the rank test; sorts the values.
fn tie_sum(values: &mut [f64]) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values
        .chunk_by(|a, b| a.total_cmp(b).is_eq())
        .map(|run| run.len() as f64)
        .map(|run| run * (run - 1.0) * (2.0 * run + 5.0))
        .sum()
}

/// How many orders of `n` values have 0, 1, 2 … inversions.
fn inversion_counts(n: usize) -> Vec<f64> {
    let mut counts = vec![1.0];
    for size in 2..=n {
        let mut next = vec![0.0; counts.len() + size - 1];
        for (inversions, count) in counts.iter().enumerate() {
            for cell in next.iter_mut().skip(inversions).take(size) {
                *cell += count;
            }
        }
        counts = next;
    }
    counts
}
