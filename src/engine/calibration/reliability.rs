//! Reliability: of those told 20 %, did one in five have the event?

use super::case::{Case, events};
use crate::engine::series::{Interval, wilson};

/// Cases of similar probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bin {
    /// How many.
    pub n: u32,
    /// Their mean probability.
    pub told: f64,
    /// How many had the event.
    pub events: u32,
}

impl Bin {
    /// Cases as one bin; nothing without cases.
    fn of(cases: &[Case]) -> Option<Self> {
        let n = cases.len() as u32;
        let told = cases.iter().map(|it| it.risk).sum::<f64>() / f64::from(n);
        (n > 0).then(|| Self { n, told, events: events(cases) })
    }

    /// The share that had the event.
    pub fn rate(&self) -> f64 {
        f64::from(self.events) / f64::from(self.n)
    }

    /// Wilson's 95 % interval of that share.
    pub fn interval(&self) -> Option<Interval> {
        wilson(self.events, self.n)
    }
}

/// The reliability table in `bins` bins of equal counts, from the lowest probability up: bin b holds
/// the cases from the ⌊b·n/bins⌋th on. Equal probabilities keep their order; bins that fewer cases
/// leave empty are left out.
pub fn reliability(cases: &[Case], bins: usize) -> Vec<Bin> {
    let mut sorted = cases.to_vec();
    sorted.sort_by(|a, b| a.risk.total_cmp(&b.risk));
    let edge = |bin: usize| bin * sorted.len() / bins;
    (0..bins).filter_map(|it| Bin::of(sorted.get(edge(it)..edge(it + 1))?)).collect()
}

/// The reliability table in `bins` bins of equal width between 0 and 1, as scikit-learn's
/// `calibration_curve`: a probability on an edge belongs to the bin below it. Bins without cases are
/// left out.
pub fn reliability_by_width(cases: &[Case], bins: usize) -> Vec<Bin> {
    let edges: Vec<f64> = (1..bins).map(|it| it as f64 / bins as f64).collect();
    let bin_of = |it: &Case| edges.iter().filter(|edge| **edge < it.risk).count();
    let within = |bin: usize| -> Vec<Case> {
        cases.iter().filter(|it| bin_of(it) == bin).copied().collect()
    };
    (0..bins).filter_map(|it| Bin::of(&within(it))).collect()
}
