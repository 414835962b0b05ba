//! How much recurring revenue is at risk: three figures that are easily taken for one another.

use super::total::{share, total};
use crate::domain::{Band, Currency, Day, Money};

/// An account and what is feared for it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Exposed {
    /// Recurring revenue a year.
    pub arr: Money,
    /// Its band.
    pub band: Band,
    /// The probability that it is lost, where one is known.
    pub loss: Option<f64>,
    /// When it renews, where that is known.
    pub renews_on: Option<Day>,
}

/// Revenue at risk. An account counts once, however many risks it has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AtRisk {
    /// Of red accounts.
    pub red: Money,
    /// Of yellow accounts.
    pub yellow: Money,
    /// Of red accounts that renew within the horizon.
    pub red_due: Money,
    /// Of all accounts.
    pub all: Money,
    /// The sum of revenue × probability of loss, in major units.
    pub expected_loss: f64,
}

impl AtRisk {
    /// The share of red accounts; nothing without revenue.
    pub fn red_share(&self) -> Option<f64> {
        share(self.red, self.all)
    }
}

/// Revenue at risk as of a day; the horizon's last day is within it. Accounts in other currencies are
/// left out.
pub fn at_risk(accounts: &[Exposed], as_of: Day, horizon_days: i64, currency: Currency) -> AtRisk {
    let own = || accounts.iter().filter(|it| it.arr.currency() == currency);
    let sum =
        |of: &dyn Fn(&Exposed) -> bool| total(own().filter(|it| of(it)).map(|it| it.arr), currency);
    let is_due = |it: &Exposed| {
        it.renews_on.is_some_and(|on| (0..=horizon_days).contains(&on.days_since(as_of)))
    };
    AtRisk {
        red: sum(&|it| it.band == Band::Red),
        yellow: sum(&|it| it.band == Band::Yellow),
        red_due: sum(&|it| it.band == Band::Red && is_due(it)),
        all: sum(&|_| true),
        expected_loss: own().map(|it| it.arr.to_f64() * it.loss.unwrap_or_default()).sum(),
    }
}
