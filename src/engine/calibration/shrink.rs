//! Weights from few events: drawn towards those of the model.

use crate::domain::Pillar;
use crate::engine::health::PillarWeights;

/// Weights drawn towards others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shrunk {
    /// How far they went from the usual weights to the fitted ones, 0 to 1.
    pub trust: f64,
    /// The weights; they add up to 1.
    pub weights: PillarWeights,
}

/// The weights `(1 - κ)` times the usual and `κ` times the fitted ones, scaled to a sum of 1, with
/// `κ = events / (events + firmness)`: at a firmness of 50, 12 events move the weights by 19 %.
/// Nothing where neither events nor firmness, or no weight at all, is given.
pub fn shrunk_weights(
    usual: &PillarWeights,
    fitted: &PillarWeights,
    events: u32,
    firmness: f64,
) -> Option<Shrunk> {
    let events = f64::from(events);
    let trust = (events + firmness > 0.0).then(|| events / (events + firmness))?;
    let drawn = |it: Pillar| (1.0 - trust) * usual.get(it) + trust * fitted.get(it);
    let sum: f64 = Pillar::ALL.iter().map(|it| drawn(*it)).sum();
    let mut weights = PillarWeights::default();
    for &pillar in Pillar::ALL.iter().filter(|_| sum > 0.0) {
        weights.set(pillar, drawn(pillar) / sum);
    }
    (sum > 0.0).then_some(Shrunk { trust, weights })
}
