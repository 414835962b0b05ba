//! What a model is, for whoever prints it.

use super::band::{Bands, CoveragePolicy};
use super::composite::PillarWeights;
use super::model::{Condition, Model, Scale, Source, Test};
use super::spelt::number;
use crate::domain::{Phase, Pillar, Touch};

/// A measure in a few words.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasureLine {
    /// Its path in the model.
    pub key: String,
    /// Its name for a person.
    pub name: Box<str>,
    /// The pillar it belongs to.
    pub pillar: Pillar,
    /// Its weight within the pillar.
    pub weight: f64,
    /// The fact it reads; nothing where it waits for one.
    pub fact: Option<Box<str>>,
    /// Which value has which score.
    pub scores: String,
    /// Up to which age in days data count fully, and from which not at all; nothing for facts that
    /// carry their own age.
    pub days: Option<String>,
}

/// A cap in a few words.
#[derive(Debug, Clone, PartialEq)]
pub struct CapLine {
    /// Its path in the model.
    pub key: String,
    /// The highest score while it is in force.
    pub at_most: f64,
    /// Whether no pulse lifts the band past it.
    pub is_hard: bool,
    /// When it is in force.
    pub when: String,
}

impl Model {
    /// Where the bands lie.
    pub const fn bands(&self) -> &Bands {
        &self.bands
    }

    /// So many days of a new customer's onboarding have no band.
    pub const fn settling_days(&self) -> i64 {
        self.settling_days
    }

    /// What little data allow.
    pub const fn coverage(&self) -> &CoveragePolicy {
        &self.coverage
    }

    /// The number of seats from which an account is judged by its seats.
    pub const fn seats_from(&self) -> f64 {
        self.seats_from
    }

    /// The weights of the pillars at a service level.
    pub fn tier_weights(&self, touch: Touch) -> PillarWeights {
        self.tiers.get(touch as usize).map(|it| it.weights).unwrap_or_default()
    }

    /// The factors on them in a phase of the customer's life.
    pub fn phase_factors(&self, phase: Phase) -> PillarWeights {
        self.phases.get(phase as usize).copied().unwrap_or_default()
    }

    /// The measures, in their order.
    pub fn measure_lines(&self) -> Vec<MeasureLine> {
        let line = |it: &super::model::MeasureRule| MeasureLine {
            key: it.key(&self.measures),
            name: it.name.clone(),
            pillar: it.pillar,
            weight: it.weight,
            fact: match &it.source {
                Source::Fact(name) => Some(name.clone()),
                Source::None(_) => None,
            },
            scores: match &it.scale {
                Scale::Curve(curve) => {
                    pairs(curve.knots().iter().map(|it| (number(it.at), it.score)))
                }
                Scale::States(states) => {
                    pairs(states.iter().map(|it| (it.word.to_string(), it.score)))
                }
            },
            days: it
                .freshness
                .map(|it| format!("{}-{}", number(it.fresh_days), number(it.expire_days))),
        };
        self.measures.iter().map(line).collect()
    }

    /// The caps, in their order.
    pub fn cap_lines(&self) -> Vec<CapLine> {
        let line = |it: &super::model::CapRule| CapLine {
            key: format!("caps.{}", it.id),
            at_most: it.at_most,
            is_hard: it.is_hard,
            when: it.conditions.iter().map(ToString::to_string).collect::<Vec<_>>().join(" and "),
        };
        self.caps.iter().map(line).collect()
    }
}

/// `0 is 100, 1 is 85`.
fn pairs(each: impl Iterator<Item = (String, f64)>) -> String {
    let each = each.map(|(value, score)| format!("{value} is {}", number(score)));
    each.collect::<Vec<_>>().join(", ")
}

impl std::fmt::Display for Condition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let fact = &self.fact;
        match &self.test {
            Test::True => write!(f, "{fact}"),
            Test::Missing => write!(f, "missing {fact}"),
            Test::Is(words) => write!(f, "{fact} is {}", words.join(" or ")),
            Test::AtLeast(it) => write!(f, "{fact} at least {}", number(*it)),
            Test::AtMost(it) => write!(f, "{fact} at most {}", number(*it)),
        }
    }
}
