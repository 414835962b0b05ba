//! Discrimination among accounts that are compared on the same day.

use std::collections::BTreeMap;

use super::auc::{Auc, mann_whitney};
use super::case::Case;
use crate::domain::AccountId;

/// An account among others on one day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Member {
    /// Which.
    pub account: AccountId,
    /// Its risk, and whether it had the event.
    pub case: Case,
}

/// The area under the curve within days: for each event, the share of the accounts without one on
/// its day that had a lower risk, equal ones counted half; the mean over the events. An account that
/// is compared on several days is one account in the standard error, which for a single day is that
/// of [`super::auc`] (the variances of the events' and of the accounts' influence, DeLong, DeLong and
/// Clarke-Pearson 1988). Nothing where no day has both.
pub fn concordance(days: &[Vec<Member>]) -> Option<Auc> {
    let days: Vec<Day<'_>> = days.iter().filter_map(|it| Day::of(it)).collect();
    let m = days.iter().map(|it| it.with.len()).sum::<usize>();
    if m == 0 {
        return None;
    }
    let events = m as f64;
    let beaten: Vec<f64> = days.iter().flat_map(Day::beaten).collect();
    let area = beaten.iter().sum::<f64>() / events;
    // What each account without the event adds to the area beyond the mean.
    let mut influence: BTreeMap<AccountId, f64> = BTreeMap::new();
    for day in &days {
        let n = day.without.len() as f64;
        for it in &day.without {
            let below = mann_whitney(&day.with, &[it.case.risk]) - area * day.with.len() as f64;
            *influence.entry(it.account).or_default() += below / n / events;
        }
    }
    let n = influence.len() as f64;
    let of_events: f64 = beaten.iter().map(|it| (it - area).powi(2)).sum::<f64>();
    let of_others: f64 = influence.values().map(|it| it.powi(2)).sum::<f64>();
    let is_enough = m > 1 && influence.len() > 1;
    let variance = of_events / (events - 1.0) / events + of_others * n / (n - 1.0);
    Some(Auc::new(area, m, influence.len(), is_enough.then(|| variance.sqrt())))
}

/// A day with accounts of both kinds.
struct Day<'a> {
    /// The risks of those with the event.
    with: Vec<f64>,
    without: Vec<&'a Member>,
}

impl<'a> Day<'a> {
    fn of(members: &'a [Member]) -> Option<Self> {
        let (with, without): (Vec<&Member>, Vec<&Member>) =
            members.iter().partition(|it| it.case.had_event);
        let with: Vec<f64> = with.iter().map(|it| it.case.risk).collect();
        (!with.is_empty() && !without.is_empty()).then_some(Self { with, without })
    }

    /// For each event the share of the others with a lower risk.
    fn beaten(&self) -> Vec<f64> {
        let others: Vec<f64> = self.without.iter().map(|it| it.case.risk).collect();
        let n = others.len() as f64;
        self.with.iter().map(|it| mann_whitney(&[*it], &others) / n).collect()
    }
}
