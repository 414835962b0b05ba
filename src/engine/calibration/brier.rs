//! How far told probabilities were from what happened.

use super::case::{Case, events};

/// The mean squared distance between probability and event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Brier {
    /// The mean of `(p - y)²`, 0 to 1; lower is better (Brier 1950).
    pub score: f64,
    /// The share of cases with the event.
    pub base_rate: f64,
    /// What telling everyone the base rate would have scored.
    pub reference: f64,
    /// `1 - score / reference`: above 0 better than the base rate. Nothing where all cases went the
    /// same way.
    pub skill: Option<f64>,
}

/// Murphy's parts (1973) of the Brier score over groups of equal probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Murphy {
    /// How far each group's probability was from its rate; lower is better.
    pub reliability: f64,
    /// How far the rates of the groups are apart; higher is better.
    pub resolution: f64,
    /// What the base rate alone leaves open.
    pub uncertainty: f64,
}

impl Murphy {
    /// The Brier score that the parts add up to.
    pub fn score(&self) -> f64 {
        self.reliability - self.resolution + self.uncertainty
    }
}

/// The Brier score of probabilities; nothing without cases.
pub fn brier(cases: &[Case]) -> Option<Brier> {
    let (n, base_rate) = base_rate(cases)?;
    let distance = |it: &Case| (it.risk - f64::from(u8::from(it.had_event))).powi(2);
    let score = cases.iter().map(distance).sum::<f64>() / n;
    let reference = base_rate * (1.0 - base_rate);
    let skill = (reference > 0.0).then(|| 1.0 - score / reference);
    Some(Brier { score, base_rate, reference, skill })
}

/// The parts of the Brier score; nothing without cases.
pub fn murphy(cases: &[Case]) -> Option<Murphy> {
    let (n, base_rate) = base_rate(cases)?;
    let mut sorted = cases.to_vec();
    sorted.sort_unstable_by(|a, b| a.risk.total_cmp(&b.risk));
    let (mut reliability, mut resolution) = (0.0, 0.0);
    for group in sorted.chunk_by(|a, b| a.risk.total_cmp(&b.risk).is_eq()) {
        let size = group.len() as f64;
        let rate = f64::from(events(group)) / size;
        let told = group.first().map_or(rate, |it| it.risk);
        reliability += size * (told - rate).powi(2) / n;
        resolution += size * (rate - base_rate).powi(2) / n;
    }
    Some(Murphy { reliability, resolution, uncertainty: base_rate * (1.0 - base_rate) })
}

/// How many cases there are, and the share of those with the event.
fn base_rate(cases: &[Case]) -> Option<(f64, f64)> {
    let n = cases.len() as f64;
    (n > 0.0).then(|| (n, f64::from(events(cases)) / n))
}
