//! What each rule came to over the whole book, beside what chance would have come to.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::fate::Stretch;
use super::replay::Past;
use super::tally::{Against, Tally, against_losses, against_silence};
use crate::domain::{AccountId, AlertKind, Day};
use crate::engine::alerts::{Rule, Rules};
use crate::engine::facts::FactId;

/// What rules are tried on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// What their alerts are held against.
    pub against: Against,
    /// The days of judgement, oldest first. What stands open on the first of them is no news, and is
    /// counted apart.
    pub days: Vec<Day>,
    /// The last day of which it is known how the accounts went on.
    pub data_end: Day,
    /// New alerts a week that the user wants at most.
    pub budget: usize,
}

/// How rules would have done.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// What they were tried on.
    pub trial: Trial,
    /// Accounts that were judged.
    pub accounts: usize,
    /// What an alert on any account in any week would have come to: the base rate is its precision.
    pub chance: Tally,
    /// The rules, in their order.
    pub rules: Vec<RuleReport>,
    /// What the desk would have shown with the rules that are on.
    pub burden: Burden,
    /// Short names of the rules that are worth switching on together within the budget, best first.
    pub proposal: Vec<Arc<str>>,
}

/// How one rule would have done.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleReport {
    /// Its short name.
    pub rule: Arc<str>,
    /// Its number in the catalogue of rules.
    pub number: Box<str>,
    /// What it raises.
    pub kind: AlertKind,
    /// Whether it is evaluated and counted, but not shown.
    pub is_quiet: bool,
    /// Alerts it raised after the first day.
    pub fired: u32,
    /// Alerts it raised on the first day.
    pub fired_at_first: u32,
    /// What the former came to.
    pub tally: Tally,
    /// Events that it did not tell in time.
    pub missed: Vec<Missed>,
    /// What no account has and it cannot do without.
    pub lacks: Vec<FactId>,
    /// What to make of it.
    pub verdict: Verdict,
}

/// An event that no alert told in time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missed {
    /// The day.
    pub on: Day,
    /// The account's name.
    pub account: Box<str>,
}

/// What to make of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It waits for data that the book has not.
    NoData,
    /// It raises what is no loss, so that losses say nothing about it.
    NotAboutLoss,
    /// It raised too few alerts, or there were too few events, to tell it from chance.
    TooFew,
    /// It does no better than chance.
    Noise,
    /// It does better than chance.
    Earns,
}

/// New alerts a week.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Burden {
    /// On the first day.
    pub at_first: u32,
    /// On each later day of judgement.
    pub weekly: Vec<u32>,
    /// The days of both, account by account.
    pub by_account: BTreeMap<AccountId, Vec<Day>>,
}

/// Judged alerts from which a rule can be told from chance.
const FEWEST_ALERTS: u32 = 20;
/// Events from which it can.
const FEWEST_EVENTS: u32 = 10;

/// What rules came to on these accounts.
pub fn report(rules: &Rules, pasts: &[Past], trial: Trial) -> Report {
    let mut had: BTreeSet<FactId> = BTreeSet::new();
    let mut chance = Tally::default();
    for past in pasts {
        had.extend(&past.had);
        let stayed = past.days.iter().filter(|it| past.fate.left_on.is_none_or(|left| **it < left));
        let days: Vec<Day> = stayed.copied().filter(|it| trial.is_news(*it)).collect();
        chance.add(&trial.tally(past, &days));
    }
    let each = rules.iter().enumerate();
    let rules: Vec<RuleReport> =
        each.map(|(place, rule)| of_rule(rule, place, pasts, &trial, &chance, &had)).collect();
    Report {
        accounts: pasts.len(),
        burden: burden(pasts, &trial),
        proposal: proposal(&rules, &trial),
        trial,
        chance,
        rules,
    }
}

fn of_rule(
    rule: &Rule,
    place: usize,
    pasts: &[Past],
    trial: &Trial,
    chance: &Tally,
    had: &BTreeSet<FactId>,
) -> RuleReport {
    let mut tally = Tally::default();
    let (mut fired, mut fired_at_first) = (0, 0);
    let mut missed = Vec::new();
    for past in pasts {
        let raised = past.raised.get(place).map(Vec::as_slice).unwrap_or_default();
        let news: Vec<Day> = raised.iter().copied().filter(|it| trial.is_news(*it)).collect();
        fired += news.len() as u32;
        fired_at_first += (raised.len() - news.len()) as u32;
        let own = trial.tally(past, &news);
        missed.extend(own.missed.iter().map(|it| Missed { on: *it, account: past.name.clone() }));
        tally.add(&own);
    }
    missed.sort();
    let lacks =
        if fired + fired_at_first > 0 { Vec::new() } else { rule.lacking(&|it| had.contains(&it)) };
    let verdict =
        if lacks.is_empty() { verdict(rule.kind, &tally, chance) } else { Verdict::NoData };
    RuleReport {
        rule: Arc::clone(&rule.slug),
        number: rule.number.clone(),
        kind: rule.kind,
        is_quiet: rule.is_quiet,
        fired,
        fired_at_first,
        tally,
        missed,
        lacks,
        verdict,
    }
}

fn verdict(kind: AlertKind, tally: &Tally, chance: &Tally) -> Verdict {
    if matches!(kind, AlertKind::Expansion | AlertKind::Hygiene) {
        return Verdict::NotAboutLoss;
    }
    let is_enough = tally.judged() >= FEWEST_ALERTS && tally.events >= FEWEST_EVENTS;
    match (tally.precision_interval(), chance.precision()) {
        (Some(interval), Some(base)) if is_enough => {
            if interval.low > base {
                Verdict::Earns
            } else {
                Verdict::Noise
            }
        }
        _ => Verdict::TooFew,
    }
}

/// What the desk would have shown week by week.
fn burden(pasts: &[Past], trial: &Trial) -> Burden {
    let mut by_day: BTreeMap<Day, u32> = BTreeMap::new();
    for day in pasts.iter().flat_map(|it| &it.shown) {
        *by_day.entry(*day).or_default() += 1;
    }
    let on = |day: &Day| by_day.get(day).copied().unwrap_or_default();
    Burden {
        at_first: trial.days.first().map(on).unwrap_or_default(),
        weekly: trial.days.iter().skip(1).map(on).collect(),
        by_account: pasts.iter().map(|it| (it.account, it.shown.clone())).collect(),
    }
}

/// The rules that do better than chance, those with the best precision first, as far as their alerts
/// together stay within the budget.
fn proposal(rules: &[RuleReport], trial: &Trial) -> Vec<Arc<str>> {
    let weeks = trial.days.len().saturating_sub(1);
    let mut good: Vec<&RuleReport> =
        rules.iter().filter(|it| it.verdict == Verdict::Earns).collect();
    let precision = |it: &RuleReport| it.tally.precision().unwrap_or_default();
    good.sort_by(|a, b| precision(b).total_cmp(&precision(a)).then_with(|| a.rule.cmp(&b.rule)));
    let mut left = trial.budget * weeks;
    let mut res = Vec::new();
    for it in good {
        if let Some(rest) = left.checked_sub(it.fired as usize) {
            left = rest;
            res.push(Arc::clone(&it.rule));
        }
    }
    res
}

impl Trial {
    /// Whether what is raised on a day is news.
    fn is_news(&self, day: Day) -> bool {
        self.days.first().is_some_and(|it| *it < day)
    }

    fn tally(&self, past: &Past, alerts: &[Day]) -> Tally {
        let from = past.days.first().copied().unwrap_or(self.data_end);
        let seen = Stretch { from, to: self.data_end };
        match self.against {
            Against::Losses(lead) => against_losses(alerts, &past.fate.losses, seen, lead),
            Against::Silence(days) => against_silence(alerts, &past.fate, seen, days),
        }
    }
}

impl Report {
    /// The precision of chance: the share of account-weeks that an event followed in time.
    pub fn base_rate(&self) -> Option<f64> {
        self.chance.precision()
    }
}

impl RuleReport {
    /// How many times better than chance; nothing where neither can be told.
    pub fn lift(&self, base: Option<f64>) -> Option<f64> {
        let base = base.filter(|it| *it > 0.0)?;
        Some(self.tally.precision()? / base)
    }

    /// Alerts a week over the whole book.
    pub fn weekly(&self, trial: &Trial) -> f64 {
        f64::from(self.fired) / (trial.days.len().saturating_sub(1).max(1)) as f64
    }
}

impl Burden {
    /// The mean over the weeks.
    pub fn mean(&self) -> Option<f64> {
        let weeks = self.weekly.len();
        (weeks > 0).then(|| f64::from(self.weekly.iter().sum::<u32>()) / weeks as f64)
    }

    /// Weeks with more than so many.
    pub fn weeks_over(&self, budget: usize) -> usize {
        self.weekly.iter().filter(|it| **it as usize > budget).count()
    }
}
