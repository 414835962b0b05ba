//! Logistic regression with a ridge penalty: few events never make a large slope.

use super::design::{Design, Logit, Sample, largest};
use crate::engine::series::solve;

const STEPS: usize = 100;
const CLOSE: f64 = 1e-12;

/// The model that minimises the negative log likelihood plus `ridge / 2` times the squares of the
/// slopes, by Newton's method; the intercept is not penalised. Nothing where there are no samples,
/// samples of unequal length, or no single best model (without a ridge, where a value separates).
pub fn ridge_logit(samples: &[Sample], ridge: f64) -> Option<Logit> {
    let design = Design::new(samples)?;
    let mut found = vec![0.0; design.width()];
    for _ in 0..STEPS {
        let chances = design.chances(&found);
        let left: Vec<f64> = design.events().iter().zip(&chances).map(|(y, p)| y - p).collect();
        let mut rows = design.information(&chances);
        let slopes = design.weighted_sum(&left);
        for (at, ((row, slope), value)) in rows.iter_mut().zip(slopes).zip(&found).enumerate() {
            let penalty = if at == 0 { 0.0 } else { ridge };
            if let Some(diagonal) = row.get_mut(at) {
                *diagonal += penalty;
            }
            row.push(slope - penalty * value);
        }
        let steps = solve(rows)?;
        for (value, step) in found.iter_mut().zip(&steps) {
            *value += step;
        }
        if largest(&steps) < CLOSE {
            return Some(Logit::new(&found));
        }
    }
    found.iter().all(|it| it.is_finite()).then(|| Logit::new(&found))
}
