//! Contact with the customer: how many people carry it, and whether the sponsor is with us.

use super::ratio::ratio;
use crate::domain::{Currency, Day, Money};

/// Where the executive sponsor stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SponsorState {
    /// In contact within 90 days.
    Engaged,
    /// In contact within 180 days.
    Stale,
    /// Longer without contact.
    Lapsed,
    /// There is no sponsor.
    None,
}

/// Who carries the contact of a while.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Threads {
    /// How many people took part.
    pub people: usize,
    /// One over the sum of their squared shares; nothing where nobody took part.
    pub effective: Option<f64>,
    /// The largest share; nothing where nobody took part.
    pub top_share: Option<f64>,
}

/// How accounts stand with their sponsors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SponsorCoverage {
    /// Accounts whose sponsor is engaged.
    pub engaged: u32,
    /// Accounts whose sponsor is stale.
    pub stale: u32,
    /// Accounts whose sponsor has lapsed.
    pub lapsed: u32,
    /// Accounts without one.
    pub none: u32,
}

/// How long ago the last contact was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recency {
    /// Days since.
    pub days: i64,
    /// Since what.
    pub since: Since,
}

/// What recency is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// The last contact in which the customer took part.
    Touch,
    /// There was none: the day from which there should have been some.
    ClockStart,
}

/// An account and the contact it should have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paced {
    /// Days between contacts; nothing where its tier has no cadence, which leaves it out.
    pub cadence_days: Option<i64>,
    /// Days since the last contact; nothing where there was none.
    pub days_since: Option<i64>,
    /// Recurring revenue a year.
    pub arr: Money,
}

/// How far a cadence is kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Compliance {
    /// Accounts that have a cadence.
    pub accounts: u32,
    /// The share of them that is in time; the last day of the cadence is.
    pub share: Option<f64>,
    /// The share of their ARR that is.
    pub arr_share: Option<f64>,
}

/// Who carries the contact, from how often each person took part.
pub fn threads(times: &[u32]) -> Threads {
    let all: f64 = times.iter().map(|it| f64::from(*it)).sum();
    let share = |it: &u32| f64::from(*it) / all;
    let has_any = all > 0.0;
    Threads {
        people: times.iter().filter(|it| **it > 0).count(),
        effective: has_any.then(|| 1.0 / times.iter().map(|it| share(it).powi(2)).sum::<f64>()),
        top_share: has_any.then(|| times.iter().map(share).fold(0.0, f64::max)),
    }
}

/// How long ago the last contact was as of a day, from the days on which the customer took part; what
/// lies ahead does not count. Nothing where there was none and no clock runs.
pub fn recency(touches: &[Day], clock_start: Option<Day>, as_of: Day) -> Option<Recency> {
    let last = touches.iter().filter(|it| **it <= as_of).max();
    let since = if last.is_some() { Since::Touch } else { Since::ClockStart };
    let day = last.copied().or(clock_start)?;
    Some(Recency { days: as_of.days_since(day), since })
}

/// How far the cadence is kept, over the accounts that have one; ARR in other currencies than the
/// book's is left out.
pub fn compliance(accounts: &[Paced], currency: Currency) -> Compliance {
    let paced = || accounts.iter().filter_map(|it| Some((it, it.cadence_days?)));
    let in_time =
        || paced().filter(|(it, cadence)| it.days_since.is_some_and(|days| days <= *cadence));
    let arr = |it: (&Paced, i64)| Some(it.0.arr).filter(|it| it.currency() == currency);
    let all_arr: i64 = paced().filter_map(arr).map(Money::minor).sum();
    let kept_arr: i64 = in_time().filter_map(arr).map(Money::minor).sum();
    let n = paced().count();
    Compliance {
        accounts: n as u32,
        share: ratio(in_time().count() as f64, n as f64),
        arr_share: ratio(kept_arr as f64, all_arr as f64),
    }
}

impl Recency {
    /// The days over those of the cadence; above 1 the account is overdue.
    pub fn ratio(&self, cadence_days: i64) -> Option<f64> {
        ratio(self.days as f64, cadence_days as f64)
    }
}

impl SponsorCoverage {
    /// How accounts that need a sponsor stand.
    pub fn of(states: impl IntoIterator<Item = SponsorState>) -> Self {
        let mut res = Self::default();
        for state in states {
            let count = match state {
                SponsorState::Engaged => &mut res.engaged,
                SponsorState::Stale => &mut res.stale,
                SponsorState::Lapsed => &mut res.lapsed,
                SponsorState::None => &mut res.none,
            };
            *count += 1;
        }
        res
    }

    /// The share whose sponsor is engaged; nothing without accounts.
    pub fn share(&self) -> Option<f64> {
        let all = self.engaged + self.stale + self.lapsed + self.none;
        ratio(f64::from(self.engaged), f64::from(all))
    }
}

impl SponsorState {
    /// Where a sponsor who was last in contact on that day stands.
    pub fn of_sponsor(as_of: Day, last_contact: Option<Day>) -> Self {
        match last_contact.map(|it| as_of.days_since(it)) {
            Some(..=90) => Self::Engaged,
            Some(91..=180) => Self::Stale,
            _ => Self::Lapsed,
        }
    }

    /// The written form.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Engaged => "engaged",
            Self::Stale => "stale",
            Self::Lapsed => "lapsed",
            Self::None => "none",
        }
    }
}
