//! Whether the book's scores told what happened to its accounts.

use std::collections::{BTreeMap, BTreeSet};

use super::crew;
use super::judge::{Ground, context};
use super::policy::OwnPolicy;
use crate::app::error::Error;
use crate::domain::{AccountHistory, AccountId, Day};
use crate::engine::backtest::Fate;
use crate::engine::calibration::{Calibration, Compared, Said, TooFew, calibrate};
use crate::engine::health::MeasureName;
use crate::engine::{Norms, Scores, Sketch};
use crate::store::Store;

/// Accounts younger than this are compared with nobody, in days.
const YOUNGEST: f64 = 56.0;

/// What accounts are to be scored for: the decisions about them, and the days of the scores.
struct Agenda {
    compared: Compared,
    /// For each day of a score, the accounts that were lost or renewed so many days later, and which
    /// of the two.
    decided: BTreeMap<Day, BTreeMap<AccountId, bool>>,
    /// Accounts that were never lost, nor a part of them.
    kept: BTreeSet<AccountId>,
}

/// Holds the scores of some days before each decision against what was decided.
///
/// # Errors
///
/// Where the book cannot be read.
pub(in crate::app) fn calibrated(
    store: &Store,
    own: &OwnPolicy,
    before: i64,
    as_of: Day,
) -> Result<Result<Calibration, TooFew>, Error> {
    store.snapshot(|store| {
        let ground = Ground::read(store, own, as_of)?;
        let fate = |it: AccountHistory| Some((it.id, Fate::of(&it, &ground.context, as_of)));
        let fates = crew::share(fate, |to| store.each_account(|it| to.send(it).is_ok()));
        fates.fed?;
        let agenda = Agenda::of(fates.made, before);
        let days: Vec<Day> = agenda.decided.keys().copied().collect();
        let mut said = Vec::new();
        for days in days.chunks(Norms::MOST_DAYS) {
            let context = context(store, as_of, days)?;
            let scores = Scores::new(&context, &ground.policy.model);
            let work = |it: AccountHistory| Some(agenda.said(&scores, &it, days));
            let found = crew::share(work, |to| store.each_account(|it| to.send(it).is_ok()));
            found.fed?;
            said.extend(found.made.into_iter().flatten());
        }
        said.sort_by_key(|it| (it.on, it.account));
        let measures: Vec<MeasureName<'_>> = ground.policy.model.measures().collect();
        Ok(calibrate(&said, &measures, agenda.compared))
    })?
}

impl Agenda {
    /// What to score for: every decision where enough were renewals, else every loss beside the
    /// accounts that stayed.
    fn of(fates: Vec<(AccountId, Fate)>, before: i64) -> Self {
        let renewals: usize = fates.iter().map(|(_, it)| it.renewals.len()).sum();
        let compared =
            if renewals >= TooFew::NEEDED { Compared::Decisions } else { Compared::SameDay };
        let before = i32::try_from(before).unwrap_or(i32::MAX);
        let mut res = Self { compared, decided: BTreeMap::new(), kept: BTreeSet::new() };
        for (account, fate) in fates {
            let lost = fate.losses.iter().map(|it| (*it, true));
            let renewed = fate.renewals.iter().map(|it| (*it, false));
            let is_kept = fate.losses.is_empty();
            if is_kept {
                res.kept.insert(account);
            }
            for (on, is_lost) in lost.chain(renewed) {
                if is_lost || compared == Compared::Decisions {
                    let of_day = res.decided.entry(on - before).or_default();
                    // A loss on the day of a renewal is a loss.
                    *of_day.entry(account).or_default() |= is_lost;
                }
            }
        }
        res
    }

    /// What was said of an account on those of the days that ask for it.
    fn said(&self, scores: &Scores<'_>, history: &AccountHistory, days: &[Day]) -> Vec<Said> {
        let account = history.id;
        let asked = days.iter().filter_map(|day| {
            let own = self.decided.get(day).and_then(|it| it.get(&account)).copied();
            let beside = self.compared == Compared::SameDay && self.kept.contains(&account);
            Some((*day, own.or(beside.then_some(false))?))
        });
        let asked: Vec<(Day, bool)> = asked.collect();
        let days: Vec<Day> = asked.iter().map(|(day, _)| *day).collect();
        let sketches = scores.of(history, &days).into_iter();
        let old_enough = |it: &Sketch| it.tenure.is_none_or(|it| it >= YOUNGEST);
        sketches
            .zip(asked)
            .filter_map(|(sketch, (on, had_event))| {
                let Sketch { score, band, measures, .. } = sketch.filter(old_enough)?;
                Some(Said { account, on, had_event, score, band, measures })
            })
            .collect()
    }
}
