//! Order statistics: median, quantile, median absolute deviation.

/// Factors that make the MAD of `n` normal values an unbiased standard deviation, from n = 2 on
/// (simulated; the textbook's 1.4826 is only reached for large n).
const FACTORS: [f64; 19] = [
    1.7721, 2.2043, 2.0176, 1.8038, 1.7634, 1.6868, 1.671, 1.633, 1.6257, 1.6013, 1.5965, 1.5808,
    1.5771, 1.5656, 1.5637, 1.5556, 1.5536, 1.547, 1.5455,
];

/// The factor for a long series.
const ASYMPTOTIC: f64 = 1.482_602_218_505_602;

/// The median; reorders the values.
pub fn median(values: &mut [f64]) -> Option<f64> {
    if values.is_empty() {
        return None;
    }
    let is_even = values.len().is_multiple_of(2);
    let (lower, upper, _) = values.select_nth_unstable_by(values.len() / 2, f64::total_cmp);
    let upper = *upper;
    if !is_even {
        return Some(upper);
    }
    let below = lower.iter().copied().max_by(f64::total_cmp)?;
    Some(f64::midpoint(below, upper))
}

/// The quantile at `p`, Hyndman and Fan's type 7 (as numpy and R); sorts the values.
pub fn quantile(values: &mut [f64], p: f64) -> Option<f64> {
    values.sort_unstable_by(f64::total_cmp);
    let last = values.len().checked_sub(1)?;
    let place = last as f64 * p.clamp(0.0, 1.0);
    let lower = *values.get(place.floor() as usize)?;
    let upper = *values.get((place.floor() as usize + 1).min(last))?;
    Some(lower + (place - place.floor()) * (upper - lower))
}

/// The rank of each value from 1 on, in their order; equal values share the middle of their ranks.
pub fn midranks(values: &[f64]) -> Vec<f64> {
    // Adding zero makes -0.0 the equal of 0.0.
    let mut sorted: Vec<(usize, f64)> = values.iter().map(|it| it + 0.0).enumerate().collect();
    sorted.sort_unstable_by(|a, b| a.1.total_cmp(&b.1));
    let mut ranks = vec![0.0; values.len()];
    let mut below = 0;
    for equal in sorted.chunk_by(|a, b| a.1.total_cmp(&b.1).is_eq()) {
        let rank = below as f64 + f64::midpoint(1.0, equal.len() as f64);
        for (at, _) in equal {
            if let Some(slot) = ranks.get_mut(*at) {
                *slot = rank;
            }
        }
        below += equal.len();
    }
    ranks
}

/// The median absolute deviation from the median; overwrites the values.
pub fn mad(values: &mut [f64]) -> Option<f64> {
    let centre = median(values)?;
    for value in values.iter_mut() {
        *value = (*value - centre).abs();
    }
    median(values)
}

/// What the MAD of `n` values is multiplied by to stand for a standard deviation.
pub fn mad_factor(n: usize) -> f64 {
    match n {
        0..=20 => n.checked_sub(2).and_then(|at| FACTORS.get(at)).copied().unwrap_or(ASYMPTOTIC),
        21..=38 => 1.5297,
        39..=104 => 1.5055,
        _ => ASYMPTOTIC,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_sample_has_its_own_factor() {
        for (n, factor) in [(8, 1.671), (12, 1.5965), (1000, 1.482_602_218_505_602)] {
            assert!((mad_factor(n) - factor).abs() < 1e-12, "{n}");
        }
    }

    #[test]
    fn equal_values_share_the_middle_of_their_ranks() {
        assert_eq!(midranks(&[5.0, -0.0, 5.0, 0.0, 7.0]), [3.5, 1.5, 3.5, 1.5, 5.0]);
    }
}
