//! Which band each account would be in under another model.

use super::timeline::Timeline;
use crate::domain::{AccountHistory, AccountId, Band, Day, Money};
use crate::engine::facts::{Context, FactId, Subject, Wanted, grid};
use crate::engine::health::{BandMemory, Model, Scorer};

/// Judges accounts by two models, each through the same weeks as if it had always been the one.
pub struct WhatIf<'a> {
    context: &'a Context,
    before: Scorer<'a>,
    after: Scorer<'a>,
    wanted: Wanted,
    arr: Option<FactId>,
    /// The last is the day of judgement.
    days: Vec<Day>,
}

/// What two models say of one account.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// Whose.
    pub account: AccountId,
    /// Its name.
    pub name: Box<str>,
    /// Its id in the system it came from.
    pub external_id: Option<Box<str>>,
    /// Recurring revenue a year.
    pub arr: Option<Money>,
    /// What the model in force says.
    pub before: Verdict,
    /// What the other one says.
    pub after: Verdict,
}

/// A score and the band shown with it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Verdict {
    /// 0 to 100; nothing where nothing is known.
    pub score: Option<f64>,
    /// The band shown.
    pub band: Band,
}

impl Compared {
    /// Whether the account would stand in another band.
    pub fn changes_band(&self) -> bool {
        self.before.band != self.after.band
    }

    /// By how many points its score would move.
    pub fn points(&self) -> Option<f64> {
        Some(self.after.score? - self.before.score?)
    }
}

impl<'a> WhatIf<'a> {
    /// Prepares to judge accounts of a book as of a day, whose context holds the norms of [`grid`].
    pub fn new(context: &'a Context, before: &'a Model, after: &'a Model, as_of: Day) -> Self {
        let [before, after] = [before, after].map(|it| Scorer::new(it, &context.catalogue));
        let arr = context.catalogue.find("arr");
        let wanted = Wanted::only(before.facts().chain(after.facts()).chain(arr));
        Self { context, before, after, wanted, arr, days: grid(as_of) }
    }

    /// What the two models say of an account; nothing where it was not known yet.
    pub fn of(&self, history: &AccountHistory) -> Option<Compared> {
        let subject = Subject::new(history, self.context);
        let mut timeline = Timeline::new(history);
        let (mut old, mut new) = (BandMemory::default(), BandMemory::default());
        let mut last = None;
        for day in &self.days {
            let Some(view) = timeline.advance(*day) else {
                last = None;
                continue;
            };
            let sheet = subject.sheet(view, &self.wanted);
            let verdict = |scorer: &Scorer<'_>, memory: &mut BandMemory| {
                let judged = scorer.judge(&sheet);
                let steady = scorer.steady(memory, &judged, *day);
                Verdict { score: judged.score(), band: scorer.bands(&judged, steady).shown }
            };
            let before = verdict(&self.before, &mut old);
            let after = verdict(&self.after, &mut new);
            let account = &view.account;
            last = Some(Compared {
                account: view.id(),
                name: account.text("name").unwrap_or(&account.key).into(),
                external_id: account.text("external_id").map(Into::into),
                arr: self.arr.and_then(|it| sheet.get(it)).and_then(crate::domain::Value::as_money),
                before,
                after,
            });
        }
        last
    }
}
