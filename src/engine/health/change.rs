//! Why a score changed between two days, in parts that add up to the change
//! (`docs/numbers.md`, "Health: weights, curves and freshness").

use crate::domain::{Health, Measure};

/// A change of score, in parts that add up to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The score before.
    pub from: f64,
    /// The score after.
    pub to: f64,
    /// What each measure did, in the order of the model; measures that counted on neither day are
    /// left out.
    pub parts: Vec<ChangePart>,
    /// What caps that came into force or ended did.
    pub cap_effect: f64,
}

/// What one measure did to a score.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangePart {
    /// The measure's name in the model.
    pub measure: Box<str>,
    /// The points that its own change of score brought or cost.
    pub score_effect: f64,
    /// The points that its change of weight brought or cost: data that came, aged or went, or
    /// another tier or phase.
    pub weight_effect: f64,
}

impl ChangePart {
    /// All that the measure did.
    pub fn effect(&self) -> f64 {
        self.score_effect + self.weight_effect
    }
}

/// Splits the change between two days exactly and symmetrically in time (Bennet's decomposition).
/// A measure that counted on one day only keeps its one score for both, so all its effect is one
/// of weight. Nothing where one of the days has no score.
pub fn attribution(then: &Health, now: &Health) -> Option<Change> {
    let middle = f64::midpoint(then.uncapped?, now.uncapped?);
    let ids = now.measures.iter().chain(&then.measures).map(|it| &it.id);
    let mut parts: Vec<ChangePart> = Vec::new();
    for id in ids {
        if parts.iter().any(|it| it.measure == *id) {
            continue;
        }
        let (a, b) = (Share::of(then, id), Share::of(now, id));
        let (Some(from), Some(to)) = (a.score.or(b.score), b.score.or(a.score)) else { continue };
        parts.push(ChangePart {
            measure: id.clone(),
            score_effect: f64::midpoint(a.weight, b.weight) * (to - from),
            weight_effect: (b.weight - a.weight) * (f64::midpoint(from, to) - middle),
        });
    }
    let cap_effect = now.cap_points()? - then.cap_points()?;
    Some(Change { from: then.score()?, to: now.score()?, parts, cap_effect })
}

/// What a measure counted for on a day: nothing of both where it had no weight.
struct Share {
    weight: f64,
    score: Option<f64>,
}

impl Share {
    fn of(health: &Health, id: &str) -> Self {
        let counts = |it: &&Measure| *it.id == *id && it.weight > 0.0;
        let found = health.measures.iter().find(counts);
        Self {
            weight: found.map_or(0.0, |it| it.weight),
            score: found.and_then(|it| it.score.ok()),
        }
    }
}
