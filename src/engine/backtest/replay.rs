//! One account's past, judged again week after week.

use std::collections::BTreeSet;

use super::fate::Fate;
use crate::domain::{AccountHistory, AccountId, Day};
use crate::engine::alerts::{Rules, Watch};
use crate::engine::assess::{Judge, Policy};
use crate::engine::facts::{Context, FactId, Wanted};

/// Judges accounts again on days of the past: the rules on trial each by itself, and beside them the
/// rules that are shown, as the desk shows them. What the user closed is left open.
pub struct Replay<'a> {
    judge: Judge<'a>,
    context: &'a Context,
    policy: &'a Policy,
    trial: &'a Rules,
    wanted: Wanted,
    days: &'a [Day],
    /// The day as of which the fate of accounts is known.
    known_on: Day,
}

/// An account's past, and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    /// Whose.
    pub account: AccountId,
    /// Its name.
    pub name: Box<str>,
    /// The days on which it was known, oldest first.
    pub days: Vec<Day>,
    /// For each rule on trial, in their order, the days on which it raised an alert.
    pub raised: Vec<Vec<Day>>,
    /// The day of each alert that the desk would have shown.
    pub shown: Vec<Day>,
    /// The facts that model or rules ask for and that it had on any of the days.
    pub had: BTreeSet<FactId>,
    /// What became of it.
    pub fate: Fate,
}

impl<'a> Replay<'a> {
    /// Prepares to replay accounts of a book. `context` holds the norms of `days`; `known_on` is the
    /// day as of which it is known how the accounts went on.
    pub fn new(
        context: &'a Context,
        policy: &'a Policy,
        trial: &'a Rules,
        days: &'a [Day],
        known_on: Day,
    ) -> Self {
        let judge = Judge::new(context, policy, known_on);
        let wanted = Wanted::only(judge.facts().chain(trial.all_facts()));
        Self { judge, context, policy, trial, wanted, days, known_on }
    }

    /// Replays one account, with what became of it; nothing where it was not known on any of the
    /// days.
    pub fn of(&self, history: &AccountHistory) -> Option<Past> {
        let past = self.judged(history)?;
        Some(Past { fate: Fate::of(history, self.context, self.known_on), ..past })
    }

    /// Replays one account, and does not ask what became of it.
    pub fn judged(&self, history: &AccountHistory) -> Option<Past> {
        let mut fold = self.judge.fold(history);
        let mut each = Watch::each(self.trial, &self.context.catalogue);
        let mut desk = Watch::new(&self.policy.rules, &self.context.catalogue);
        let mut past = Past {
            account: history.id,
            name: Box::default(),
            days: Vec::new(),
            raised: vec![Vec::new(); self.trial.iter().count()],
            shown: Vec::new(),
            had: BTreeSet::new(),
            fate: Fate::default(),
        };
        for day in self.days {
            let sheet = fold.look(*day, &self.wanted).map(|it| it.sheet);
            let (Some(mut sheet), Some(view)) = (sheet, fold.view()) else { continue };
            past.days.push(*day);
            past.had.extend(sheet.cells().iter().filter(|it| it.value.is_ok()).map(|it| it.fact));
            desk.step(&mut sheet, view);
            desk.tell(&mut sheet, view);
            each.step(&mut sheet, view);
            for it in each.opened_on(*day) {
                let place = self.trial.iter().position(|rule| rule.slug == it.slug);
                if let Some(raised) = place.and_then(|it| past.raised.get_mut(it)) {
                    raised.push(*day);
                }
            }
            past.shown.extend(desk.opened_on(*day).map(|_| *day));
        }
        let account = &fold.view()?.account;
        past.name = account.text("name").unwrap_or(&account.key).into();
        Some(past)
    }
}
