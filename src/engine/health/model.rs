//! The health model as data: `assets/health.toml`, or the user's own file.

use super::band::{Bands, CoveragePolicy};
use super::composite::PillarWeights;
use super::curve::{Curve, Freshness};
use super::reading::Wording;
use crate::domain::{Phase, Pillar, Touch};

/// A health model whose every word, number and sum was checked; of the user's own also
/// whether its facts are those of the book ([`Model::overlaid`]).
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    pub(super) bands: Bands,
    pub(super) coverage: CoveragePolicy,
    /// The number of seats from which an account is judged by its seats.
    pub(super) seats_from: f64,
    /// So many days of a new customer's onboarding have no band.
    pub(super) settling_days: i64,
    /// In the order of [`Touch::ALL`].
    pub(super) tiers: Vec<TierPlan>,
    /// Factors on the weights, in the order of [`Phase::ALL`].
    pub(super) phases: Vec<PillarWeights>,
    pub(super) measures: Vec<MeasureRule>,
    pub(super) caps: Vec<CapRule>,
}

/// What a service level changes.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct TierPlan {
    pub weights: PillarWeights,
    /// How long the CSM's own judgement counts.
    pub pulse_days: f64,
}

/// Which accounts a measure is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seating {
    Any,
    Seated,
    Unseated,
}

/// One measure.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct MeasureRule {
    pub id: Box<str>,
    /// For a person.
    pub name: Box<str>,
    pub pillar: Pillar,
    pub seating: Seating,
    /// Its weight within the pillar.
    pub weight: f64,
    pub source: Source,
    pub scale: Scale,
    /// None for what carries its own age, such as "days since".
    pub freshness: Option<Freshness>,
    /// The fact that says how old the data are; otherwise the date of the newest row counts.
    pub age: Option<Box<str>>,
    /// The fact that the value grows in proportion with, in which a person is told what is needed.
    pub counted: Option<Box<str>>,
    pub wording: Wording,
}

/// Where a measure's value comes from.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Source {
    Fact(Box<str>),
    /// No fact yet, and why the measure does not apply.
    None(Box<str>),
}

/// How a value becomes 0 to 100.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Scale {
    Curve(Curve),
    States(Vec<State>),
}

/// The score of one word.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct State {
    pub word: Box<str>,
    pub score: f64,
}

/// A cap: the highest score while all its conditions hold.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct CapRule {
    pub id: Box<str>,
    pub at_most: f64,
    pub is_hard: bool,
    pub conditions: Vec<Condition>,
    pub reason: Wording,
}

/// One condition of a cap.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Condition {
    pub fact: Box<str>,
    pub test: Test,
}

/// What a condition asks of its fact.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Test {
    /// It is a yes.
    True,
    /// It is missing, or makes no sense for the account.
    Missing,
    /// It is one of these words.
    Is(Vec<Box<str>>),
    /// It is this number or more.
    AtLeast(f64),
    /// It is this number or less.
    AtMost(f64),
}

impl Source {
    /// The fact's name; empty where there is none.
    pub(super) fn fact(&self) -> &str {
        match self {
            Self::Fact(name) => name,
            Self::None(_) => "",
        }
    }
}

impl MeasureRule {
    /// Its path among these measures; where two share a name, the kind of accounts says which.
    pub(super) fn key(&self, among: &[Self]) -> String {
        let is_one = among.iter().filter(|it| it.id == self.id).count() < 2;
        let id = &self.id;
        if is_one {
            format!("measures.{id}")
        } else {
            format!("measures.{id}.{}", self.seating.word())
        }
    }
}

impl Seating {
    /// As the file writes it.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Any => "all",
            Self::Seated => "seated",
            Self::Unseated => "unseated",
        }
    }

    /// As the file writes it; nothing for every account, which is not written.
    pub(super) const fn written(self) -> Option<&'static str> {
        match self {
            Self::Any => None,
            Self::Seated | Self::Unseated => Some(self.word()),
        }
    }

    /// Why it does not apply to the other accounts.
    pub(super) const fn reason(self) -> &'static str {
        match self {
            Self::Any => "not for this account",
            Self::Seated => "only where enough seats are known and their use is counted",
            Self::Unseated => "only where seats are few, or their use is not counted",
        }
    }

    /// Whether an account can be of both.
    pub(super) fn meets(self, other: Self) -> bool {
        self == other || self == Self::Any || other == Self::Any
    }
}

/// What a measure of a model is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MeasureName<'a> {
    /// Its name in the model; the one for seated accounts and the one for others may share it.
    pub id: &'a str,
    /// Its name for a person.
    pub name: &'a str,
    /// The pillar it belongs to.
    pub pillar: Pillar,
}

impl Model {
    /// The measures, in their order.
    pub fn measures(&self) -> impl Iterator<Item = MeasureName<'_>> {
        self.measures.iter().map(|it| MeasureName { id: &it.id, name: &it.name, pillar: it.pillar })
    }

    /// The weight of each pillar for a service level and a phase of life.
    pub(super) fn pillar_weights(&self, touch: Touch, phase: Phase) -> PillarWeights {
        let tier = self.tiers.get(touch as usize).map(|it| it.weights).unwrap_or_default();
        self.phases.get(phase as usize).map_or(tier, |it| tier.times(it))
    }

    /// How long the CSM's own judgement counts at a service level.
    pub(super) fn pulse_days(&self, touch: Touch) -> f64 {
        self.tiers.get(touch as usize).map_or(0.0, |it| it.pulse_days)
    }
}
