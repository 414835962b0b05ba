//! How long a cumulative sum takes to signal.

use super::linear::solve;
use super::special::norm_cdf;

/// The states of the coarser of two chains; the finer has twice as many.
const STATES: usize = 40;

/// The average number of values until a one-sided cumulative sum with this limit and slack signals,
/// both in standard deviations, where values are normal and `shift` deviations above the target
/// (Brook and Evans 1972): a Markov chain on the height of the sum, and Richardson's extrapolation
/// from two numbers of states. Nothing where no answer is finite.
pub fn cusum_run_length(limit: f64, slack: f64, shift: f64) -> Option<f64> {
    let coarse = chain(limit, slack - shift, STATES)?;
    let fine = chain(limit, slack - shift, 2 * STATES)?;
    Some(fine + (fine - coarse) / 3.0).filter(|it| it.is_finite())
}

/// The run length from a sum of 0, on a grid of that many heights.
fn chain(limit: f64, drift: f64, states: usize) -> Option<f64> {
    let width = 2.0 * limit / (2.0 * states as f64 - 1.0);
    let below = |steps: f64| norm_cdf((steps + 0.5) * width + drift);
    let row = |from: usize| {
        let cell = |to: usize| {
            let steps = to as f64 - from as f64;
            // All that would fall below 0 stays at 0.
            let moves = if to == 0 { below(steps) } else { below(steps) - below(steps - 1.0) };
            if from == to { 1.0 - moves } else { -moves }
        };
        (0..states).map(cell).chain([1.0]).collect()
    };
    solve((0..states).map(row).collect())?.first().copied()
}
