//! Retention apart from what exchange rates did to it.

use crate::domain::Money;
use crate::engine::formulas::ratio;

/// An account that pays in a currency of its own, with what one unit of it is in the book's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Abroad {
    /// Its revenue on the first day.
    pub start: Money,
    /// On the second.
    pub end: Money,
    /// The rate of the plan, used for both days.
    pub plan_rate: f64,
    /// The rate on the first day.
    pub start_rate: f64,
    /// The rate on the second.
    pub end_rate: f64,
}

/// Net retention with the effect of exchange rates apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FxRetention {
    /// At the rates of the plan on both days (constant currency).
    pub constant: Option<f64>,
    /// At the rates of each day.
    pub reported: Option<f64>,
    /// What the change of rates made of the revenue of the second day, in the book's major units.
    pub effect: f64,
}

/// Net retention of accounts in several currencies.
pub fn fx_retention(accounts: &[Abroad]) -> FxRetention {
    let sum = |of: fn(&Abroad) -> f64| accounts.iter().map(of).sum::<f64>();
    FxRetention {
        constant: ratio(
            sum(|it| it.end.to_f64() * it.plan_rate),
            sum(|it| it.start.to_f64() * it.plan_rate),
        ),
        reported: ratio(
            sum(|it| it.end.to_f64() * it.end_rate),
            sum(|it| it.start.to_f64() * it.start_rate),
        ),
        effect: sum(|it| it.end.to_f64() * (it.end_rate - it.start_rate)),
    }
}
