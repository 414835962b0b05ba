//! Logistic regression in which no value can lower the risk: a healthier pillar never raises it.

use super::design::{Design, Logit, Sample};

const SWEEPS: usize = 20_000;
const CLOSE: f64 = 1e-13;

/// As [`super::ridge_logit`], with no slope below 0: Newton's method one coefficient at a time, a
/// slope that would fall below 0 held there. Nothing where there are no samples, samples of unequal
/// length, or no ridge and a value that is always 0.
pub fn nonnegative_logit(samples: &[Sample], ridge: f64) -> Option<Logit> {
    let design = Design::new(samples)?;
    let mut found = vec![0.0; design.width()];
    for _ in 0..SWEEPS {
        let mut largest = 0.0_f64;
        for at in 0..design.width() {
            let moved = moved(&design, &found, at, ridge)?;
            let slot = found.get_mut(at)?;
            largest = largest.max((moved - *slot).abs());
            *slot = moved;
        }
        if largest < CLOSE {
            break;
        }
    }
    Some(Logit::new(&found))
}

/// A coefficient after one step, the others held.
fn moved(design: &Design, found: &[f64], at: usize, ridge: f64) -> Option<f64> {
    let old = *found.get(at)?;
    let penalty = if at == 0 { 0.0 } else { ridge };
    let (mut slope, mut curvature) = (penalty * old, penalty);
    let chances = design.chances(found);
    for ((row, y), p) in design.rows().iter().zip(design.events()).zip(chances) {
        let value = row.get(at)?;
        slope += (p - y) * value;
        curvature += p * (1.0 - p) * value * value;
    }
    if curvature <= 0.0 {
        return None;
    }
    let new = old - slope / curvature;
    Some(if at == 0 { new } else { new.max(0.0) })
}
