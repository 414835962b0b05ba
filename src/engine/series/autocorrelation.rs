//! Series whose weeks hang together: autocorrelation, and the trend test that allows for it.

use super::order::midranks;
use super::special::{norm_cdf, norm_quantile};
use super::trend::{At, mann_kendall, theil_sen_slope};

/// The rank test for a trend in a series whose values hang together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HamedRao {
    /// Pairs that rise less pairs that fall.
    pub s: i64,
    /// By how much the variance is larger than that of independent values.
    pub widened: f64,
    /// The variance of `s` without a trend, widened.
    pub variance: f64,
    /// `s` in standard deviations, corrected for continuity.
    pub z: f64,
    /// The probability of a trend as strong either way by chance.
    pub p_two_sided: f64,
}

/// The correlation of a series with itself `lag` steps later: the sum of products of deviations from
/// the mean, over that of their squares. Nothing for a flat series.
pub fn autocorrelation(values: &[f64], lag: usize) -> Option<f64> {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let deviations: Vec<f64> = values.iter().map(|it| it - mean).collect();
    let squares: f64 = deviations.iter().map(|it| it * it).sum();
    let products: f64 =
        deviations.iter().zip(deviations.iter().skip(lag)).map(|(a, b)| a * b).sum();
    (squares > 0.0).then(|| products / squares)
}

/// The Mann-Kendall test with Hamed and Rao's (1998) correction: the variance is widened by the
/// autocorrelations, significant at 5 %, of the ranks of the series less its Theil-Sen trend. Nothing
/// for fewer than three values, or where the correction leaves no variance.
pub fn hamed_rao(values: &[f64]) -> Option<HamedRao> {
    let n = values.len() as f64;
    if n < 3.0 {
        return None;
    }
    let plain = mann_kendall(values)?;
    let points: Vec<At> =
        values.iter().enumerate().map(|(x, y)| At { x: x as f64, y: *y }).collect();
    let slope = theil_sen_slope(&points)?;
    let level: Vec<f64> = points.iter().map(|it| it.y - slope * (it.x + 1.0)).collect();
    let ranks = midranks(&level);
    let significant = norm_quantile(0.975) / n.sqrt();
    let weighted = |lag: usize| {
        let found = autocorrelation(&ranks, lag).filter(|it| it.abs() > significant)?;
        let left = n - lag as f64;
        Some(left * (left - 1.0) * (left - 2.0) * found)
    };
    let sum: f64 = (1..values.len()).filter_map(weighted).sum();
    let widened = 1.0 + 2.0 / (n * (n - 1.0) * (n - 2.0)) * sum;
    let variance = plain.variance * widened;
    let z = match plain.s {
        0 => 0.0,
        s if variance > 0.0 => (s - s.signum()) as f64 / variance.sqrt(),
        _ => return None,
    };
    let p_two_sided = (2.0 * norm_cdf(-z.abs())).min(1.0);
    Some(HamedRao { s: plain.s, widened, variance, z, p_two_sided })
}
