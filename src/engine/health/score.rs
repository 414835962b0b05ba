//! From an account's facts to its health.

use super::band::{BandMemory, CoveragePolicy, Limits};
use super::composite::{Composite, Part, composite};
use super::model::{CapRule, MeasureRule, Model, Scale, Seating, Source, Test};
use super::pulse::{GivenPulse, Pulse, PulseState};
use crate::domain::{
    Absence, Band, BandReason, Cap, Day, Health, Measure, Phase, Phrase, Touch, Value,
};
use crate::engine::facts::{Catalogue, FactId, Reading, Sheet};

/// A model whose facts were found in a book's catalogue.
#[derive(Debug)]
pub struct Scorer<'a> {
    model: &'a Model,
    catalogue: &'a Catalogue,
    measures: Vec<Bound<'a>>,
    caps: Vec<BoundCap<'a>>,
    frame: Frame,
}

/// A measure and the facts it reads.
#[derive(Debug)]
struct Bound<'a> {
    rule: &'a MeasureRule,
    fact: Option<FactId>,
    age: Option<FactId>,
    /// Whether the model has it in another form for the accounts that this form is not for.
    has_twin: bool,
}

/// A cap and the facts of its conditions, in their order.
#[derive(Debug)]
struct BoundCap<'a> {
    rule: &'a CapRule,
    facts: Vec<Option<FactId>>,
}

/// The facts that decide how a model is applied.
#[derive(Debug)]
struct Frame {
    touch: Option<FactId>,
    phase: Option<FactId>,
    seats: Option<FactId>,
    seats_in_use: Option<FactId>,
    customer_since: Option<FactId>,
    pulse: Option<FactId>,
    pulse_age: Option<FactId>,
    pulse_reason: Option<FactId>,
}

/// One day's numbers, before they are put in words.
#[derive(Debug)]
pub struct Judged {
    valued: Vec<Valued>,
    composite: Composite,
    limits: Limits,
    is_settling: bool,
    pulse: Option<Pulse>,
}

/// One measure's number.
#[derive(Debug, Clone, Copy)]
struct Valued {
    /// The place of the measure in the scorer.
    measure: usize,
    raw: Option<f64>,
    score: Result<f64, Absence>,
    freshness: f64,
}

/// What one measure brings to a score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeasureScore {
    /// Its place in the model: that of [`Model::measures`].
    pub place: usize,
    /// 0 to 100.
    pub score: f64,
    /// Its effective share of the whole score.
    pub weight: f64,
}

/// The band that the numbers give, and the one shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BandPair {
    /// What score, coverage and the weeks before give.
    pub computed: Band,
    /// Why the computed band is not that of the score alone; nothing where it is.
    pub reason: Option<BandReason>,
    /// The computed band, or as the CSM's pulse moves it.
    pub shown: Band,
}

impl<'a> Scorer<'a> {
    /// Finds the model's facts; a fact that the catalogue lacks is missing for every account.
    pub fn new(model: &'a Model, catalogue: &'a Catalogue) -> Self {
        let find = |name: &str| catalogue.find(name);
        let measures = model.measures.iter().map(|rule| Bound {
            rule,
            fact: match &rule.source {
                Source::Fact(name) => find(name),
                Source::None(_) => None,
            },
            age: rule.age.as_ref().and_then(|it| find(it)),
            has_twin: model.measures.iter().filter(|it| it.id == rule.id).count() > 1,
        });
        let caps = model.caps.iter().map(|rule| BoundCap {
            rule,
            facts: rule.conditions.iter().map(|it| find(&it.fact)).collect(),
        });
        Self {
            model,
            catalogue,
            measures: measures.collect(),
            caps: caps.collect(),
            frame: Frame {
                touch: find("touch_model"),
                phase: find("health.phase"),
                seats: find("seats"),
                seats_in_use: find("seats.util_ratio"),
                customer_since: find("customer_since"),
                pulse: find("pulse"),
                pulse_age: find("pulse.age_days"),
                pulse_reason: find("pulse.reason"),
            },
        }
    }

    /// The facts that a score needs; its words may name more.
    pub fn facts(&self) -> impl Iterator<Item = FactId> {
        let Frame {
            touch,
            phase,
            seats,
            seats_in_use,
            customer_since,
            pulse,
            pulse_age,
            pulse_reason,
        } = self.frame;
        let frame =
            [touch, phase, seats, seats_in_use, customer_since, pulse, pulse_age, pulse_reason];
        let measures = self.measures.iter().flat_map(|it| [it.fact, it.age]);
        let caps = self.caps.iter().flat_map(|it| it.facts.iter().copied());
        frame.into_iter().chain(measures).chain(caps).flatten()
    }

    /// Computes one day's numbers.
    pub fn judge(&self, sheet: &Sheet) -> Judged {
        let touch = word(sheet, self.frame.touch).unwrap_or(Touch::Mid);
        let phase = word(sheet, self.frame.phase).unwrap_or(Phase::Value);
        let valued = self.valued(sheet);
        let is_applicable = |it: &&Valued| it.score != Err(Absence::NotApplicable);
        let parts: Vec<Part> = valued
            .iter()
            .filter(is_applicable)
            .filter_map(|it| {
                let rule = self.measures.get(it.measure)?.rule;
                Some(Part {
                    pillar: rule.pillar,
                    weight: rule.weight,
                    score: it.score.ok(),
                    freshness: it.freshness,
                })
            })
            .collect();
        let weights = self.model.pillar_weights(touch, phase);
        let composite = composite(&parts, &weights, self.model.coverage.pillar_full);
        let in_force = || self.caps.iter().filter(|it| it.holds(sheet)).map(|it| it.rule);
        let limits = Limits {
            at_most: in_force().map(|it| it.at_most).min_by(f64::total_cmp),
            is_hard: in_force().any(|it| it.is_hard),
            coverage: composite.coverage,
        };
        let is_settling = phase == Phase::Onboarding && self.is_new(sheet);
        Judged { valued, composite, limits, is_settling, pulse: self.pulse(sheet, touch) }
    }

    /// Takes a day into the memory of the band and gives the band that its score has kept through
    /// the weeks. Mondays are the weekly evaluations; another day looks and confirms no rise.
    pub fn steady(&self, memory: &mut BandMemory, judged: &Judged, day: Day) -> Band {
        let score = judged.steady_score(&self.model.coverage);
        if day.weekday() == 0 {
            memory.step(&self.model.bands, score)
        } else {
            memory.glance(&self.model.bands, score)
        }
    }

    /// The bands of a day, `steady` being the band that its score has kept through the weeks.
    pub fn bands(&self, judged: &Judged, steady: Band) -> BandPair {
        let Model { bands, coverage, .. } = self.model;
        let computed = bands.limited(steady, &judged.limits, coverage);
        let shown = judged.pulse.map_or(computed, |it| it.on(computed, &judged.limits));
        let reason = bands.reason(judged.score(), steady, &judged.limits, coverage).or_else(|| {
            judged.is_settling.then_some(BandReason::TooNew { days: self.model.settling_days })
        });
        BandPair { computed, reason, shown }
    }

    /// Puts a day's numbers in words.
    pub fn health(&self, sheet: &Sheet, judged: &Judged, steady: Band) -> Health {
        let mut weights = judged.composite.weights.iter().copied();
        let measures = judged.valued.iter().filter_map(|it| {
            let bound = self.measures.get(it.measure)?;
            let counts = it.score != Err(Absence::NotApplicable);
            let weight = if counts { weights.next()? } else { 0.0 };
            Some(Measure {
                id: bound.rule.id.clone(),
                name: bound.rule.name.clone(),
                pillar: bound.rule.pillar,
                fact: bound.rule.source.fact().into(),
                raw: it.raw,
                reading: self.told(sheet, bound, it),
                score: it.score,
                freshness: it.freshness,
                weight,
            })
        });
        let bands = self.bands(judged, steady);
        Health {
            measures: measures.collect(),
            caps: self.caps_in_force(sheet),
            coverage: judged.composite.coverage,
            uncapped: judged.composite.score,
            computed_band: bands.computed,
            band_reason: bands.reason,
            band: bands.shown,
        }
    }

    fn valued(&self, sheet: &Sheet) -> Vec<Valued> {
        let seats = self.frame.seats.and_then(|it| sheet.get(it)).and_then(Value::as_f64);
        // Seats without a count of the people in them say nothing about use.
        let in_use = self.frame.seats_in_use.map(|it| sheet.reading(it));
        let is_counted = !matches!(in_use, Some(Reading::NotApplicable(_)));
        let is_seated = is_counted && seats.is_some_and(|it| it >= self.model.seats_from);
        let seating = if is_seated { Seating::Seated } else { Seating::Unseated };
        let absent =
            |measure, absence| Valued { measure, raw: None, score: Err(absence), freshness: 0.0 };
        let mut res = Vec::with_capacity(self.measures.len());
        for (measure, bound) in self.measures.iter().enumerate() {
            if !bound.rule.seating.meets(seating) {
                if !bound.has_twin {
                    res.push(absent(measure, Absence::NotApplicable));
                }
                continue;
            }
            res.push(match bound.reading(sheet) {
                Reading::NotApplicable(_) => absent(measure, Absence::NotApplicable),
                Reading::Missing => absent(measure, Absence::Missing),
                Reading::Present(value) => Valued {
                    measure,
                    raw: number(value),
                    score: bound.rule.scale.score(value).ok_or(Absence::Missing),
                    freshness: bound.freshness(sheet),
                },
            });
        }
        res
    }

    fn is_new(&self, sheet: &Sheet) -> bool {
        let since = self.frame.customer_since.and_then(|it| sheet.get(it)).and_then(Value::as_day);
        since.is_some_and(|it| sheet.as_of.days_since(it) < self.model.settling_days)
    }

    /// The CSM's judgement, where it has a reason and is not too old.
    fn pulse(&self, sheet: &Sheet, touch: Touch) -> Option<Pulse> {
        let reason = sheet.get(self.frame.pulse_reason?).and_then(Value::as_text)?;
        let band = word(sheet, self.frame.pulse).filter(|it| *it != Band::Unknown)?;
        let age = self.frame.pulse_age.and_then(|it| sheet.get(it)).and_then(Value::as_f64)?;
        let days_left = self.model.pulse_days(touch) - age;
        match (GivenPulse { band, reason, days_left }).state() {
            PulseState::InForce(it) => Some(it),
            PulseState::Ended | PulseState::WithoutReason => None,
        }
    }

    fn caps_in_force(&self, sheet: &Sheet) -> Vec<Cap> {
        let mut res: Vec<Cap> = self
            .caps
            .iter()
            .filter(|it| it.holds(sheet))
            .map(|it| Cap {
                id: it.rule.id.clone(),
                at_most: it.rule.at_most,
                is_hard: it.rule.is_hard,
                reason: it.rule.reason.told(&Value::Flag(true), |name| self.named(sheet, name)),
            })
            .collect();
        res.sort_by(|a, b| a.at_most.total_cmp(&b.at_most));
        res
    }

    fn told(&self, sheet: &Sheet, bound: &Bound<'_>, valued: &Valued) -> String {
        let rule = bound.rule;
        match (bound.reading(sheet), valued.score) {
            (Reading::NotApplicable(why), _) => why.to_owned(),
            (_, Err(Absence::NotApplicable)) => rule.seating.reason().to_owned(),
            (Reading::Missing, _) => bound.why_missing(sheet).map_or_else(
                || rule.wording.missing(|name| self.named(sheet, name)),
                str::to_owned,
            ),
            (Reading::Present(value), Err(Absence::Missing)) => {
                format!("{} (the model has no score for it)", Phrase(value))
            }
            (Reading::Present(value), Ok(_)) => {
                let plain = valued.raw.and_then(|it| rule.wording.plain(it)).map(str::to_owned);
                let told = plain
                    .unwrap_or_else(|| rule.wording.told(value, |name| self.named(sheet, name)));
                if valued.freshness > 0.0 { told } else { format!("{told} (too old to count)") }
            }
        }
    }

    fn named<'s>(&self, sheet: &'s Sheet, name: &str) -> Option<&'s Value> {
        sheet.get(self.catalogue.find(name)?)
    }
}

impl Judged {
    /// 0 to 100 before caps.
    pub fn uncapped(&self) -> Option<f64> {
        self.composite.score
    }

    /// 0 to 100, at most the lowest cap in force.
    pub fn score(&self) -> Option<f64> {
        let uncapped = self.composite.score?;
        Some(self.limits.at_most.map_or(uncapped, |it| uncapped.min(it)))
    }

    /// The share of weight that had fresh data, 0 to 1.
    pub fn coverage(&self) -> f64 {
        self.composite.coverage
    }

    /// The measures that have a score, in the order of the model.
    pub fn measures(&self) -> impl Iterator<Item = MeasureScore> {
        let counts = self.valued.iter().filter(|it| it.score != Err(Absence::NotApplicable));
        counts.zip(&self.composite.weights).filter_map(|(it, weight)| {
            Some(MeasureScore { place: it.measure, score: it.score.ok()?, weight: *weight })
        })
    }

    /// The score that the band follows through the weeks: before caps, which act at once, and
    /// nothing where there is too little data, or the customer is too new, for a band.
    fn steady_score(&self, policy: &CoveragePolicy) -> Option<f64> {
        let is_known = !self.is_settling && self.composite.coverage >= policy.min;
        self.composite.score.filter(|_| is_known)
    }
}

impl Bound<'_> {
    fn reading<'s>(&'s self, sheet: &'s Sheet) -> Reading<'s> {
        match (&self.rule.source, self.fact) {
            (Source::None(why), _) => Reading::NotApplicable(why),
            (Source::Fact(_), Some(fact)) => sheet.reading(fact),
            (Source::Fact(_), None) => Reading::Missing,
        }
    }

    /// Why its fact is missing, where more is known of it than that.
    fn why_missing<'s>(&self, sheet: &'s Sheet) -> Option<&'s str> {
        sheet.why_missing(self.fact?)
    }

    /// What its age leaves of a measure that has a value. A value without a date counts fully: it
    /// is one of a sheet that says how things always were.
    fn freshness(&self, sheet: &Sheet) -> f64 {
        let Some(freshness) = self.rule.freshness else { return 1.0 };
        if self.rule.age.is_some() {
            let age = self.age.and_then(|it| sheet.get(it)).and_then(Value::as_f64);
            return freshness.at(age);
        }
        let newest = self.fact.and_then(|it| sheet.cell(it)).and_then(|it| it.data_on);
        newest.map_or(1.0, |it| freshness.at(Some(sheet.as_of.days_since(it) as f64)))
    }
}

impl BoundCap<'_> {
    fn holds(&self, sheet: &Sheet) -> bool {
        let mut tests = self.rule.conditions.iter().zip(&self.facts);
        tests.all(|(condition, fact)| {
            let Some(fact) = fact else { return false };
            match (&condition.test, sheet.get(*fact)) {
                (Test::Missing, value) => value.is_none(),
                (Test::True, value) => value.and_then(Value::as_flag) == Some(true),
                (Test::Is(words), Some(Value::Text(it))) => words.contains(it),
                (Test::AtLeast(least), Some(value)) => number(value).is_some_and(|it| it >= *least),
                (Test::AtMost(most), Some(value)) => number(value).is_some_and(|it| it <= *most),
                _ => false,
            }
        })
    }
}

impl Scale {
    /// The score of a value; nothing where the scale does not know it.
    fn score(&self, value: &Value) -> Option<f64> {
        match self {
            Self::Curve(curve) => number(value).map(|it| curve.score(it)),
            Self::States(states) => {
                let word = value.as_text()?;
                states.iter().find(|it| *it.word == *word).map(|it| it.score)
            }
        }
    }
}

/// The number that a model file writes for a value: 80 for 80 %.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Percent(it) => Some(it * 100.0),
        it => it.as_f64(),
    }
}

/// The word of a fact, as one of the words of a list.
fn word<T: std::str::FromStr>(sheet: &Sheet, fact: Option<FactId>) -> Option<T> {
    sheet.get(fact?)?.as_text()?.parse().ok()
}
