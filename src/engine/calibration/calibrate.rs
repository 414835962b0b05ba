//! Whether the health score told what happened to accounts: the score, its pillars, its measures.

use std::collections::BTreeMap;

use super::auc::{Auc, auc};
use super::brier::{Brier, brier};
use super::case::Case;
use super::concordance::{Member, concordance};
use super::design::Sample;
use super::lift::{Slice, lift};
use super::logistic::ridge_logit;
use super::reliability::{Bin, reliability};
use crate::domain::{AccountId, Band, Day, Pillar};
use crate::engine::health::{MeasureName, MeasureScore};
use crate::engine::series::{Interval, median, wilson};

/// What the model said of an account on a day, and what became of the account.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// Which.
    pub account: AccountId,
    /// The day of the score.
    pub on: Day,
    /// Whether the account was lost, or a part of it.
    pub had_event: bool,
    /// 0 to 100; nothing where nothing was known.
    pub score: Option<f64>,
    /// The band of the score, for a first guess at its risk.
    pub band: Band,
    /// Its measures.
    pub measures: Vec<MeasureScore>,
}

/// Who is compared with whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compared {
    /// Each decision about an account with all others: what was lost with what was renewed.
    Decisions,
    /// Each loss with the accounts that stayed, as they stood on the same day.
    SameDay,
}

/// How well something told losses from the rest.
#[derive(Debug, Clone, PartialEq)]
pub struct Skill {
    /// The area under the curve, with its counts and its error.
    pub auc: Auc,
    /// Cases without a value, which were taken at the median of the others.
    pub without: usize,
}

/// A part of a score.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartOf {
    /// A pillar.
    Pillar(Pillar),
    /// A measure, by its name in the model.
    Measure(Box<str>),
}

/// How well a part of a score told by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Which.
    pub of: PartOf,
    /// Its name for a person.
    pub name: Box<str>,
    /// How well.
    pub skill: Skill,
}

/// How well a score told what happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// Who was compared with whom.
    pub compared: Compared,
    /// The score as a whole.
    pub whole: Skill,
    /// Its pillars and measures, each by itself.
    pub parts: Vec<Part>,
    /// Where the probabilities below come from.
    pub chances: Chances,
    /// How far they were from what happened.
    pub brier: Option<Brier>,
    /// Told against seen, in five bins of equal counts.
    pub bins: Vec<Bin>,
    /// The list by risk cut into parts of equal counts.
    pub slices: Vec<Slice>,
}

/// Where the probabilities of loss come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chances {
    /// A first guess by band: 3, 15 and 40 %.
    Priors,
    /// A logistic curve through these very cases.
    Fitted,
}

/// Too few cases to say anything of a score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TooFew {
    /// Cases with the event.
    pub events: usize,
    /// Cases without.
    pub others: usize,
    /// The share with the event, for want of more.
    pub rate: Option<Interval>,
}

impl TooFew {
    /// Cases of each kind from which something can be said.
    pub const NEEDED: usize = 10;

    /// How many events are wanting.
    pub const fn events_wanting(&self) -> usize {
        Self::NEEDED.saturating_sub(self.events)
    }

    /// How many cases without an event are wanting.
    pub const fn others_wanting(&self) -> usize {
        Self::NEEDED.saturating_sub(self.others)
    }
}

/// Events from which a curve is fitted.
const TO_FIT: usize = 30;
/// Events from which the list is cut into tenths; fifths below.
const FOR_TENTHS: usize = 50;
/// The ridge of the curve.
const RIDGE: f64 = 1.0;

/// Holds what a model said against what happened. `measures` are those of the model.
///
/// # Errors
///
/// Below ten cases with the event, or without.
pub fn calibrate(
    said: &[Said],
    measures: &[MeasureName<'_>],
    compared: Compared,
) -> Result<Calibration, TooFew> {
    let events = said.iter().filter(|it| it.had_event).count();
    let mut others: Vec<AccountId> =
        said.iter().filter(|it| !it.had_event).map(|it| it.account).collect();
    if compared == Compared::SameDay {
        others.sort_unstable();
        others.dedup();
    }
    let too_few = TooFew {
        events,
        others: others.len(),
        rate: wilson(events as u32, (events + others.len()) as u32),
    };
    if too_few.events_wanting() + too_few.others_wanting() > 0 {
        return Err(too_few);
    }
    let whole = skill(said, compared, |it| it.score).ok_or(too_few)?;
    let cases = with_chances(said);
    let chances = if events < TO_FIT { Chances::Priors } else { Chances::Fitted };
    Ok(Calibration {
        compared,
        whole,
        parts: parts(said, measures, compared),
        chances,
        brier: brier(&cases),
        bins: reliability(&cases, 5),
        slices: lift(&cases, if events < FOR_TENTHS { 5 } else { 10 }).unwrap_or_default(),
    })
}

impl Skill {
    /// Whether it told more than chance does: the whole interval lies above a half.
    pub fn is_shown(&self) -> bool {
        self.auc.interval().is_some_and(|it| it.low > 0.5)
    }
}

/// How well a value between 0 and 100, best highest, tells; nothing where no case has one.
fn skill(said: &[Said], compared: Compared, value: impl Fn(&Said) -> Option<f64>) -> Option<Skill> {
    let values: Vec<Option<f64>> = said.iter().map(value).collect();
    let mut known: Vec<f64> = values.iter().flatten().copied().collect();
    let without = values.len() - known.len();
    let middle = median(&mut known)?;
    let case = |said: &Said, value: Option<f64>| Case {
        risk: 100.0 - value.unwrap_or(middle),
        had_event: said.had_event,
    };
    let cases = said.iter().zip(values).map(|(said, value)| case(said, value));
    let auc = match compared {
        Compared::Decisions => auc(&cases.collect::<Vec<_>>()),
        Compared::SameDay => {
            let mut days: BTreeMap<Day, Vec<Member>> = BTreeMap::new();
            for (said, case) in said.iter().zip(cases) {
                days.entry(said.on).or_default().push(Member { account: said.account, case });
            }
            concordance(&days.into_values().collect::<Vec<_>>())
        }
    };
    Some(Skill { auc: auc?, without })
}

/// The pillars and the measures, those left out that no case has.
fn parts(said: &[Said], measures: &[MeasureName<'_>], compared: Compared) -> Vec<Part> {
    let of_pillar = |pillar: &Pillar| {
        let value = |it: &Said| {
            let is_own =
                |it: &&MeasureScore| measures.get(it.place).is_some_and(|it| it.pillar == *pillar);
            let own: Vec<&MeasureScore> = it.measures.iter().filter(is_own).collect();
            let weight: f64 = own.iter().map(|it| it.weight).sum();
            let sum: f64 = own.iter().map(|it| it.weight * it.score).sum();
            (weight > 0.0).then(|| sum / weight)
        };
        Some(Part {
            of: PartOf::Pillar(*pillar),
            name: pillar.word().into(),
            skill: skill(said, compared, value)?,
        })
    };
    // A measure for seated accounts and its twin for others are one.
    let mut names: Vec<&MeasureName<'_>> = Vec::new();
    for it in measures {
        if names.iter().all(|known| known.id != it.id) {
            names.push(it);
        }
    }
    let of_measure = |name: &&MeasureName<'_>| {
        let value = |it: &Said| {
            let is_own =
                |it: &&MeasureScore| measures.get(it.place).is_some_and(|it| it.id == name.id);
            it.measures.iter().find(is_own).map(|it| it.score)
        };
        Some(Part {
            of: PartOf::Measure(name.id.into()),
            name: name.name.into(),
            skill: skill(said, compared, value)?,
        })
    };
    Pillar::ALL.iter().filter_map(of_pillar).chain(names.iter().filter_map(of_measure)).collect()
}

/// Each case with a probability of loss: by the curve where there are events enough for one, else by
/// band.
fn with_chances(said: &[Said]) -> Vec<Case> {
    let events = said.iter().filter(|it| it.had_event).count();
    let mut known: Vec<f64> = said.iter().filter_map(|it| it.score).collect();
    let middle = median(&mut known).unwrap_or(50.0);
    let lacks = |it: &Said| (100.0 - it.score.unwrap_or(middle)) / 100.0;
    let samples: Vec<Sample> =
        said.iter().map(|it| Sample { values: vec![lacks(it)], had_event: it.had_event }).collect();
    let curve = (events >= TO_FIT).then(|| ridge_logit(&samples, RIDGE)).flatten();
    let case = |(said, sample): (&Said, &Sample)| Case {
        risk: curve.as_ref().map_or_else(|| prior(said.band), |it| it.chance(&sample.values)),
        had_event: said.had_event,
    };
    said.iter().zip(&samples).map(case).collect()
}

/// A first guess at the probability of loss, not a finding.
const fn prior(band: Band) -> f64 {
    match band {
        Band::Green => 0.03,
        Band::Yellow | Band::Unknown => 0.15,
        Band::Red => 0.40,
    }
}
