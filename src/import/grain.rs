//! How far apart the rows of a metric are, told from a sample of accounts.

use std::collections::{BTreeSet, HashMap};

use csv::StringRecord;

use super::cells::{DateForm, read_date};
use super::role::{Role, slug};
use crate::domain::{Day, Grain};

/// Accounts whose rows are looked at: enough to tell, few enough to be free.
const ACCOUNTS: usize = 64;
/// Rows that are looked at.
const ROWS: usize = 200_000;
/// Distances between rows that are enough to tell a metric's own grain from.
const ENOUGH: usize = 12;

/// A grain, and whether the rows prove it: one row an account proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InferredGrain {
    /// How far apart the rows are.
    pub grain: Grain,
    /// Whether some account had two rows to tell it from.
    pub is_proven: bool,
}

/// Rows of a few accounts, as they stand in the file.
#[derive(Debug, Default)]
pub(super) struct Sample {
    whose: Option<usize>,
    date: Option<usize>,
    metric: Option<usize>,
    accounts: HashMap<Box<str>, usize>,
    last: String,
    tracked: Option<usize>,
    metrics: Vec<Box<str>>,
    rows: Vec<SampledRow>,
}

#[derive(Debug)]
struct SampledRow {
    account: usize,
    metric: usize,
    date: Box<str>,
}

impl Sample {
    /// A sample of a file whose columns have these roles.
    pub(super) fn of(roles: &[Option<Role>]) -> Self {
        let place = |role: Role| roles.iter().position(|it| it.as_ref() == Some(&role));
        let whose = [
            Role::Subscription,
            Role::Account,
            Role::AccountDomain,
            Role::AccountEmail,
            Role::AccountName,
        ];
        Self {
            whose: whose.into_iter().find_map(place),
            date: place(Role::Date),
            metric: place(Role::Metric),
            ..Self::default()
        }
    }

    /// Looks at a row.
    pub(super) fn note(&mut self, cells: &StringRecord) {
        let (Some(whose), Some(date)) = (self.whose, self.date) else { return };
        let account = cells.get(whose).unwrap_or_default();
        if self.last != account {
            self.last.clear();
            self.last.push_str(account);
            self.tracked = self.accounts.get(account).copied();
            if self.tracked.is_none() && self.accounts.len() < ACCOUNTS {
                self.tracked = Some(self.accounts.len());
                self.accounts.insert(account.into(), self.accounts.len());
            }
        }
        let Some(account) = self.tracked.filter(|_| self.rows.len() < ROWS) else { return };
        let cell = self.metric.and_then(|it| cells.get(it)).unwrap_or_default();
        let metric = self.metrics.iter().position(|it| **it == *cell).unwrap_or_else(|| {
            self.metrics.push(cell.into());
            self.metrics.len() - 1
        });
        let date = cells.get(date).unwrap_or_default().into();
        self.rows.push(SampledRow { account, metric, date });
    }
}

/// What was seen of the days of each metric.
#[derive(Debug, Default)]
pub(super) struct Spacing {
    metrics: Vec<String>,
    days: HashMap<(usize, usize), BTreeSet<i32>>,
}

impl Spacing {
    /// The days of a sample.
    pub(super) fn of(sample: &Sample, form: DateForm) -> Self {
        let mut days: HashMap<_, BTreeSet<i32>> = HashMap::new();
        for row in &sample.rows {
            if let Ok(on) = read_date(&row.date, form) {
                days.entry((row.account, row.metric)).or_default().insert(on.number());
            }
        }
        Self { metrics: sample.metrics.iter().map(|it| slug(it)).collect(), days }
    }

    /// The grain of a metric; that of the whole file where the sample has too few rows of it.
    pub(super) fn grain(&self, metric: &str) -> InferredGrain {
        let is_own = |place: usize| self.metrics.get(place).is_some_and(|it| it == metric);
        let own: Vec<_> = self.days.iter().filter(|it| is_own(it.0.1)).map(|it| it.1).collect();
        let gaps: usize = own.iter().map(|it| it.len().saturating_sub(1)).sum();
        if gaps >= ENOUGH {
            return infer(&own);
        }
        let mut whole: HashMap<usize, BTreeSet<i32>> = HashMap::new();
        for ((account, _), days) in &self.days {
            whole.entry(*account).or_default().extend(days);
        }
        infer(&whole.values().collect::<Vec<_>>())
    }
}

/// The grain of the days of several accounts.
fn infer(accounts: &[&BTreeSet<i32>]) -> InferredGrain {
    let gaps = || {
        accounts.iter().flat_map(|days| days.iter().zip(days.iter().skip(1)).map(|(a, b)| b - a))
    };
    let days = || accounts.iter().flat_map(|it| it.iter()).map(|it| Day::from_number(*it));
    let Some(nearest) = gaps().min() else {
        return InferredGrain { grain: Grain::Snapshot, is_proven: false };
    };
    let weekday = days().next().map(Day::weekday);
    let are_month_starts = || days().all(|it| it.ymd().2 == 1);
    let are_month_ends = || days().all(|it| it == it.month_end());
    let grain = if nearest < 28 && days().all(|it| Some(it.weekday()) == weekday) {
        Grain::Week
    } else if nearest < 28 {
        Grain::Day
    } else if nearest <= 31 && (are_month_starts() || are_month_ends()) {
        Grain::Month
    } else {
        Grain::Snapshot
    };
    InferredGrain { grain, is_proven: true }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grain(days: &[&str]) -> Grain {
        let mut sample = Sample::of(&[Some(Role::Account), Some(Role::Date)]);
        for day in days {
            sample.note(&StringRecord::from(vec!["a", day]));
        }
        Spacing::of(&sample, DateForm { order: None, epoch: None }).grain("logins").grain
    }

    #[test]
    fn the_grain_is_told_from_the_distance_between_rows() {
        assert_eq!(grain(&["2024-01-01", "2024-01-02", "2024-01-05"]), Grain::Day);
        assert_eq!(grain(&["2024-01-01", "2024-01-08", "2024-01-22"]), Grain::Week);
        assert_eq!(grain(&["2024-01-01", "2024-02-01", "2024-03-01"]), Grain::Month);
        assert_eq!(grain(&["2024-01-31", "2024-02-29"]), Grain::Month);
        assert_eq!(grain(&["2024-01-15", "2024-04-15"]), Grain::Snapshot);
        assert_eq!(grain(&["2024-01-15"]), Grain::Snapshot);
    }
}
