//! The two-level weighted mean: measures to pillars, pillars to the score
//! (`docs/numbers.md`, "Health: weights, curves and freshness").

use crate::domain::Pillar;

/// A weight for each pillar.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PillarWeights([f64; Pillar::ALL.len()]);

/// What one applicable measure brings to the score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// The pillar it belongs to.
    pub pillar: Pillar,
    /// Its weight within the pillar.
    pub weight: f64,
    /// 0 to 100; nothing where its data are missing.
    pub score: Option<f64>,
    /// The share of its weight that its age leaves, 0 to 1.
    pub freshness: f64,
}

/// A score and what it is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Composite {
    /// 0 to 100; nothing where no measure has data.
    pub score: Option<f64>,
    /// The share of weight that had fresh data, 0 to 1.
    pub coverage: f64,
    /// The effective share of each part in the whole score, in their order; they add up to 1, or
    /// are all 0 where there is no score.
    pub weights: Vec<f64>,
}

impl PillarWeights {
    /// The weight of a pillar.
    pub fn get(&self, pillar: Pillar) -> f64 {
        self.0.get(pillar as usize).copied().unwrap_or_default()
    }

    /// Gives a pillar another weight.
    pub fn set(&mut self, pillar: Pillar, weight: f64) {
        if let Some(it) = self.0.get_mut(pillar as usize) {
            *it = weight;
        }
    }

    /// Each weight times the other's.
    #[must_use]
    pub fn times(mut self, other: &Self) -> Self {
        for (it, factor) in self.0.iter_mut().zip(other.0) {
            *it *= factor;
        }
        self
    }

    /// All weights together.
    pub fn sum(&self) -> f64 {
        self.0.iter().sum()
    }
}

/// Combines the applicable measures. A pillar whose data cover less than `full` of its weight
/// speaks with less of it, so that one thin measure does not speak for the whole pillar.
pub fn composite(parts: &[Part], pillars: &PillarWeights, full: f64) -> Composite {
    let mut applicable = PillarWeights::default();
    let mut covered = PillarWeights::default();
    for part in parts {
        let add = |to: &mut PillarWeights, by| to.set(part.pillar, to.get(part.pillar) + by);
        add(&mut applicable, part.weight);
        add(&mut covered, part.fresh_weight());
    }
    let mut voice = PillarWeights::default();
    let (mut possible, mut present) = (0.0, 0.0);
    for &pillar in Pillar::ALL {
        let (all, fresh) = (applicable.get(pillar), covered.get(pillar));
        if all > 0.0 {
            let coverage = fresh / all;
            possible += pillars.get(pillar);
            present += pillars.get(pillar) * coverage;
            voice.set(pillar, pillars.get(pillar) * (coverage / full).min(1.0));
        }
    }
    let voices = voice.sum();
    if voices <= 0.0 {
        return Composite { score: None, coverage: 0.0, weights: vec![0.0; parts.len()] };
    }
    let share = |part: &Part| match covered.get(part.pillar) {
        fresh if fresh > 0.0 => voice.get(part.pillar) / voices * part.fresh_weight() / fresh,
        _ => 0.0,
    };
    let weights: Vec<f64> = parts.iter().map(share).collect();
    let points =
        parts.iter().zip(&weights).map(|(part, weight)| weight * part.score.unwrap_or(0.0));
    // The last bit of a sum may lie outside what its parts allow.
    let score = points.sum::<f64>().clamp(0.0, 100.0);
    Composite { score: Some(score), coverage: (present / possible).min(1.0), weights }
}

impl Part {
    fn fresh_weight(&self) -> f64 {
        if self.score.is_some() { self.weight * self.freshness } else { 0.0 }
    }
}
