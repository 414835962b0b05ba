//! How far apart the rows of a metric are, told from a sample of accounts.

use std::collections::{BTreeSet, HashMap};

use crate::domain::{Day, Grain};

/// Accounts whose rows are looked at: enough to tell, few enough to be free.
const ACCOUNTS: usize = 64;
/// Distances between rows that are enough to tell a metric's own grain from.
const ENOUGH: usize = 12;

/// What was seen of the days of each metric.
#[derive(Debug, Default)]
pub(super) struct Spacing {
    accounts: HashMap<Box<str>, usize>,
    last: Option<(Box<str>, Option<usize>)>,
    days: HashMap<(usize, u32), BTreeSet<i32>>,
}

/// A grain, and whether the rows prove it: one row an account proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InferredGrain {
    /// How far apart the rows are.
    pub grain: Grain,
    /// Whether some account had two rows to tell it from.
    pub is_proven: bool,
}

impl Spacing {
    /// Notes a row of an account.
    pub(super) fn note(&mut self, account: &str, metric: u32, on: Day) {
        let tracked = match &self.last {
            Some((last, tracked)) if **last == *account => *tracked,
            _ => {
                let known = self.accounts.get(account).copied();
                let tracked = known.or_else(|| {
                    let next = self.accounts.len();
                    (next < ACCOUNTS).then(|| {
                        self.accounts.insert(account.into(), next);
                        next
                    })
                });
                self.last = Some((account.into(), tracked));
                tracked
            }
        };
        if let Some(tracked) = tracked {
            self.days.entry((tracked, metric)).or_default().insert(on.number());
        }
    }

    /// The grain of a metric; that of the whole file where the sample has too few rows of it.
    pub(super) fn grain(&self, metric: u32) -> InferredGrain {
        let own: Vec<_> = self.days.iter().filter(|it| it.0.1 == metric).map(|it| it.1).collect();
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
        let mut spacing = Spacing::default();
        for day in days {
            spacing.note("a", 0, day.parse().unwrap());
        }
        spacing.grain(0).grain
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
