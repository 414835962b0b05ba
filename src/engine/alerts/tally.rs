//! The facts about an account's alerts on a day, which rules over alerts read.

use super::episode::{Ending, Episode, Track};
use super::rule::{Conduct, Rule};
use crate::domain::{AlertKind, AlertOutcome, AlertState, Day, Severity, Value};
use crate::engine::facts::{FactCell, Known};

/// Risks that were open within these days stand together.
const TOGETHER: i64 = 30;

/// What the rules found on a day, counted.
#[derive(Debug)]
pub(super) struct Tally<'a> {
    day: Day,
    open: u32,
    worst: Option<Severity>,
    /// The day on which the oldest alert opened that nobody touched.
    untouched_since: Option<Day>,
    risks_open: Independent<'a>,
    risks_30d: Independent<'a>,
}

/// A count of sightings that have nothing to do with each other.
#[derive(Debug, Default)]
struct Independent<'a> {
    families: Vec<&'a str>,
    /// What was counted, by the names of the rules.
    names: Vec<&'a str>,
}

impl<'a> Tally<'a> {
    /// Nothing found yet.
    pub(super) fn new(day: Day) -> Self {
        Self {
            day,
            open: 0,
            worst: None,
            untouched_since: None,
            risks_open: Independent::default(),
            risks_30d: Independent::default(),
        }
    }

    /// Takes an open alert that is shown into account.
    pub(super) fn add_shown(&mut self, state: AlertState, episode: &Episode) {
        if state.asks_for_user() {
            self.open += 1;
            let worst = self.worst.map_or(episode.severity, |it| it.min(episode.severity));
            self.worst = Some(worst);
        }
        if state == AlertState::Open {
            let opened_on = episode.opened_on;
            let oldest = self.untouched_since.map_or(opened_on, |it| it.min(opened_on));
            self.untouched_since = Some(oldest);
        }
    }

    /// Takes a rule into account where it is one of risk.
    pub(super) fn add_risk(&mut self, rule: &'a Rule, conduct: &'a Conduct, track: &Track) {
        if rule.kind != AlertKind::Risk {
            return;
        }
        let is_open = track.running.is_some();
        let was_open = track.ended.as_ref().is_some_and(|it| {
            let was_real = it.ending != Ending::User(Some(AlertOutcome::FalseAlarm));
            was_real && self.day.days_since(it.quiet.since) < TOGETHER
        });
        let family = conduct.family.as_deref();
        if is_open {
            self.risks_open.add(family, &rule.title);
        }
        if is_open || was_open {
            self.risks_30d.add(family, &rule.title);
        }
    }

    /// The facts that follow.
    pub(super) fn facts(self) -> Vec<FactCell> {
        let number = |it: u32| Some(Value::Number(f64::from(it)));
        let untouched = self.untouched_since.map(|it| self.day.days_since(it) as f64);
        let named = || Value::text(self.risks_30d.names.join(", "));
        let facts = [
            (Known::AlertsOpen, number(self.open)),
            (Known::AlertsWorst, self.worst.and_then(|it| number(it.number().into()))),
            (Known::AlertsUntouchedDays, untouched.map(Value::Days)),
            (Known::AlertsRisksOpen, number(self.risks_open.count())),
            (Known::AlertsRisks30d, number(self.risks_30d.count())),
            // One risk is told by its own alert.
            (Known::AlertsRisksNamed, (self.risks_30d.count() > 1).then(named)),
        ];
        let cell = |(fact, value): (Known, Option<Value>)| {
            Some(FactCell { fact: fact.id(), value: Ok(value?), data_on: Some(self.day) })
        };
        facts.into_iter().filter_map(cell).collect()
    }
}

impl<'a> Independent<'a> {
    /// One more, unless its family is counted already.
    fn add(&mut self, family: Option<&'a str>, name: &'a str) {
        if family.is_some_and(|it| self.families.contains(&it)) {
            return;
        }
        self.families.extend(family);
        self.names.push(name);
    }

    /// How many they are.
    fn count(&self) -> u32 {
        self.names.len() as u32
    }
}
