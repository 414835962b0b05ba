//! Whole numbers that add up: what a screen shows of parts of a sum
//! (`docs/numbers.md`, "Rounding and display").

/// Rounds each part to a whole number so that they add up to the rounded sum: all are rounded
/// down, and what is left goes to those with the largest remainders, the first of equals first.
pub fn whole_parts(parts: &[f64]) -> Vec<i64> {
    let sum: f64 = parts.iter().sum();
    let rounded = (sum.abs() + 0.5 + 1e-9).floor().copysign(sum) as i64;
    let down: Vec<i64> = parts.iter().map(|it| (it + 1e-12).floor() as i64).collect();
    let left = rounded - down.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    let remainder = |at: usize| match (parts.get(at), down.get(at)) {
        (Some(part), Some(floor)) => part - *floor as f64,
        _ => 0.0,
    };
    order.sort_by(|a, b| remainder(*b).total_cmp(&remainder(*a)));
    let mut res = down.clone();
    for at in order.into_iter().take(usize::try_from(left).unwrap_or_default()) {
        if let Some(it) = res.get_mut(at) {
            *it += 1;
        }
    }
    res
}
