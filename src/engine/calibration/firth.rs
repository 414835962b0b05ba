//! Firth's logistic regression (1993): finite answers where a value separates, or nothing happened.

use super::design::{Design, Logit, Sample, dot, largest};
use crate::engine::series::inverse;

const STEPS: usize = 300;
const CLOSE: f64 = 1e-12;
/// A longer step is cut to this, or a separating value would make it jump to and fro.
const LONGEST_STEP: f64 = 2.0;

/// A model and how sure its coefficients are.
#[derive(Debug, Clone, PartialEq)]
pub struct Firth {
    /// The model.
    pub model: Logit,
    /// The standard errors, that of the intercept first.
    pub errors: Vec<f64>,
}

/// The model that maximises the likelihood penalised by Jeffreys' prior: the score of each sample is
/// `y - p + h (1/2 - p)`, with `h` its leverage. Without events in n samples and without values the
/// probability is `0.5 / (n + 1)`. Nothing where there are no samples, samples of unequal length, or
/// values that say the same.
pub fn firth(samples: &[Sample]) -> Option<Firth> {
    let design = Design::new(samples)?;
    let mut found = vec![0.0; design.width()];
    let mut covariance = Vec::new();
    for _ in 0..STEPS {
        let chances = design.chances(&found);
        covariance = inverse(&design.information(&chances))?;
        let score = |((row, y), p): ((&Vec<f64>, &f64), &f64)| {
            let leverage = p * (1.0 - p) * dot(row, &times(&covariance, row));
            y - p + leverage * (0.5 - p)
        };
        let samples = design.rows().iter().zip(design.events()).zip(&chances);
        let scores: Vec<f64> = samples.map(score).collect();
        let mut steps = times(&covariance, &design.weighted_sum(&scores));
        let most = largest(&steps);
        if most > LONGEST_STEP {
            for step in &mut steps {
                *step *= LONGEST_STEP / most;
            }
        }
        for (value, step) in found.iter_mut().zip(&steps) {
            *value += step;
        }
        if most < CLOSE {
            break;
        }
    }
    let variance = |(at, column): (usize, &Vec<f64>)| column.get(at).copied();
    let errors = covariance.iter().enumerate().filter_map(variance).map(f64::sqrt).collect();
    Some(Firth { model: Logit::new(&found), errors })
}

/// A symmetric matrix times a vector.
fn times(matrix: &[Vec<f64>], vector: &[f64]) -> Vec<f64> {
    matrix.iter().map(|it| dot(it, vector)).collect()
}
