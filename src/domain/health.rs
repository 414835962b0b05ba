//! A health score, the measures that make it, and the band it falls in.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::phrase::grouped;
use super::words::words;

words!(
    /// A part of the score.
    Pillar {
        Usage = "usage",
        Relationship = "relationship",
        Outcomes = "outcomes",
        Support = "support",
        Survey = "survey",
        Commercial = "commercial",
    }
);

words!(
    /// The colour of a score.
    Band {
        Red = "red",
        Yellow = "yellow",
        Green = "green",
        /// Too little data to say.
        Unknown = "unknown",
    }
);

words!(
    /// The CSM's own judgement of an account.
    Pulse {
        Red = "red",
        Yellow = "yellow",
        Green = "green",
    }
);

words!(
    /// The service level that weights and cadence follow
    /// (`docs/numbers.md`, "Health: weights, curves and freshness").
    Touch {
        /// Tier A.
        High = "high",
        /// Tier B, and accounts whose tier is not set.
        Mid = "mid",
        /// Tier C.
        Low = "low",
        /// Tier D.
        Tech = "tech",
    }
);

words!(
    /// Where the account is in its life, as the model reads it
    /// (`docs/numbers.md`, "Health: weights, curves and freshness").
    Phase {
        Onboarding = "onboarding",
        Adoption = "adoption",
        Value = "value",
        Renewal = "renewal",
    }
);

words!(
    /// Why a measure has no part in a score.
    Absence {
        /// It could be known, and is not: it lowers the coverage.
        Missing = "missing",
        /// It makes no sense for this account: it leaves the weights.
        NotApplicable = "not applicable",
    }
);

/// Why a band is not the one that its score alone would have.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum BandReason {
    /// There is too little data for any band; both are shares, 0 to 1.
    TooLittleData {
        /// What there is.
        coverage: f64,
        /// What a band needs.
        needed: f64,
    },
    /// The customer's first days have no band.
    TooNew {
        /// How many days.
        days: i64,
    },
    /// There is enough data for a band, and too little for green.
    ThinData {
        /// The share that there is, 0 to 1.
        coverage: f64,
    },
    /// The score is past the threshold, but not far enough to fall to the next band.
    UntilBelow(BandStep),
    /// The score is past the threshold, but not far or not long enough to rise to the next band.
    UntilReached(BandStep),
}

/// What it takes to leave a band.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct BandStep {
    /// The band that it is in.
    pub band: Band,
    /// The score before limits that moves it.
    pub score: f64,
    /// On how many Mondays in a row.
    pub mondays: u32,
}

impl fmt::Display for BandReason {
    /// `yellow at best: 52 % of the data`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Rounded down, or 39.9 % would read as the 40 % that it lacks.
        let percent = |share: f64| grouped((share * 100.0 + 1e-9).floor(), 0);
        match self {
            Self::TooLittleData { coverage, needed } => {
                let (coverage, needed) = (percent(*coverage), percent(*needed));
                write!(f, "no band: {coverage} % of the data, {needed} % needed")
            }
            Self::TooNew { days } => write!(f, "no band in the first {days} days of onboarding"),
            Self::ThinData { coverage } => {
                write!(f, "yellow at best: {} % of the data", percent(*coverage))
            }
            Self::UntilBelow(BandStep { band, score, mondays }) => {
                write!(
                    f,
                    "{band} until it falls below {}{}",
                    grouped(*score, 1),
                    in_a_row(*mondays)
                )
            }
            // The score of one day may be there already, and still wait for the Mondays.
            Self::UntilReached(BandStep { band, score, mondays }) => {
                write!(f, "{band} until it is {} or more{}", grouped(*score, 1), in_a_row(*mondays))
            }
        }
    }
}

/// ` on 2 Mondays in a row`; nothing for a single one.
fn in_a_row(mondays: u32) -> String {
    if mondays < 2 { String::new() } else { format!(" on {mondays} Mondays in a row") }
}

/// One measure's part in a score.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// Its name in the model.
    pub id: Box<str>,
    /// Its name for a person.
    pub name: Box<str>,
    /// The pillar it belongs to.
    pub pillar: Pillar,
    /// The fact that its value is read from.
    pub fact: Box<str>,
    /// The value before normalisation, where it is a number.
    pub raw: Option<f64>,
    /// The value in words: `66 of 120 seats active, 80 % expected at this age`.
    pub reading: String,
    /// 0 to 100, or why there is none.
    pub score: Result<f64, Absence>,
    /// 1 while fresh, falling to 0 at expiry; it lowers the weight, never the value.
    pub freshness: f64,
    /// Its effective share of the whole score; the shares of a score add up to 1.
    pub weight: f64,
}

impl Measure {
    /// What it adds to the score.
    pub fn points(&self) -> f64 {
        self.score.map_or(0.0, |it| self.weight * it)
    }

    /// What it takes from 100.
    pub fn lost(&self) -> f64 {
        self.score.map_or(0.0, |it| self.weight * (100.0 - it))
    }
}

/// A cap that is in force: a fact that no average may hide.
#[derive(Debug, Clone, PartialEq)]
pub struct Cap {
    /// Its name in the model.
    pub id: Box<str>,
    /// The highest score it allows.
    pub at_most: f64,
    /// Whether a pulse may lift the band past it.
    pub is_hard: bool,
    /// Why it is in force.
    pub reason: String,
}

/// An account's health as of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Health {
    /// Every measure of the model, with or without data.
    pub measures: Vec<Measure>,
    /// The caps in force, lowest first.
    pub caps: Vec<Cap>,
    /// The share of weight that had fresh data, 0 to 1.
    pub coverage: f64,
    /// 0 to 100 before caps; nothing where no measure had data.
    pub uncapped: Option<f64>,
    /// The band that score, coverage and the weeks before give.
    pub computed_band: Band,
    /// Why the computed band is not that of the score alone; nothing where it is.
    pub band_reason: Option<BandReason>,
    /// The band shown: the computed one, or as the CSM's pulse moves it.
    pub band: Band,
}

impl Health {
    /// The score: the measures' points, at most the lowest cap.
    pub fn score(&self) -> Option<f64> {
        let uncapped = self.uncapped?;
        Some(self.caps.iter().fold(uncapped, |score, cap| score.min(cap.at_most)))
    }

    /// What the caps take: zero or negative, so that `uncapped + cap_points = score`.
    pub fn cap_points(&self) -> Option<f64> {
        Some(self.score()? - self.uncapped?)
    }

    /// The measures that cost points, the dearest first.
    pub fn losses(&self) -> Vec<&Measure> {
        let mut res: Vec<&Measure> = self.measures.iter().filter(|it| it.lost() > 0.0).collect();
        res.sort_by(|a, b| b.lost().total_cmp(&a.lost()));
        res
    }
}
