//! Retention of the accounts of a day, some time later.

use super::movements::Movements;
use super::total::total;
use crate::domain::{Currency, Money};
use crate::engine::formulas::ratio;

/// An account on two days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holding {
    /// Its recurring revenue on the first; 0 where it was no customer.
    pub start: Money,
    /// On the second; 0 where it is none.
    pub end: Money,
    /// Whether it had been a customer before the first.
    pub was_customer: bool,
}

/// What became of the customers of the first day: new and returning accounts are lines of the bridge,
/// and no part of any rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cohort {
    /// How their revenue moved.
    pub movements: Movements,
    /// How many of them still are.
    pub kept: u32,
    /// How many are not.
    pub lost: u32,
}

impl Cohort {
    /// The share of customers that is kept; nothing where there were none.
    pub fn logo_retention(&self) -> Option<f64> {
        ratio(f64::from(self.kept), f64::from(self.kept + self.lost))
    }

    /// The share of customers that is lost.
    pub fn logo_churn(&self) -> Option<f64> {
        logo_churn(self.lost, 0, self.kept + self.lost)
    }
}

/// The cohort of accounts with revenue on the first of two days. An account's growth never hides
/// another's loss; a net credit counts as 0. Accounts in other currencies are left out.
pub fn cohort(accounts: &[Holding], currency: Currency) -> Cohort {
    let floored = |it: Money| Money::new(it.minor().max(0), it.currency());
    let own = || {
        accounts.iter().filter(|it| [it.start, it.end].iter().all(|it| it.currency() == currency))
    };
    let start = total(own().map(|it| floored(it.start)), currency);
    let mut res = Cohort { movements: Movements::starting(start), kept: 0, lost: 0 };
    for it in own() {
        res.movements.step(it.start, it.end, it.was_customer);
        match (it.start.minor() > 0, it.end.minor() > 0) {
            (true, true) => res.kept += 1,
            (true, false) => res.lost += 1,
            (false, _) => {}
        }
    }
    res
}

/// Customers lost over customers at the start; those that joined and left within the time are out of
/// both. Nothing where there were none at the start.
pub fn logo_churn(lost: u32, joined_and_lost: u32, at_start: u32) -> Option<f64> {
    ratio(f64::from(lost) - f64::from(joined_and_lost), f64::from(at_start))
}
