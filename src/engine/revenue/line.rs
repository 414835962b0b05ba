//! Recurring revenue of one contract line.

use crate::domain::Money;
use crate::engine::dates::{Term, term_months};

/// What a contract line says of its price; the first thing present counts.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Line {
    /// Recurring amount a year.
    pub yearly: Option<Money>,
    /// Recurring amount a month.
    pub monthly: Option<Money>,
    /// Recurring amount of the whole term.
    pub whole: Option<Money>,
    /// Length of the term in months, where it is given.
    pub months: Option<u32>,
    /// The term, where it has an end.
    pub term: Option<Term>,
}

/// The recurring amount a year: 12 months' worth of a term in whole months, 365 days' worth of any
/// other. An amount without a term counts as a year's.
pub fn annualised(line: &Line) -> Option<Money> {
    if let Some(money) = line.yearly {
        return Some(money);
    }
    if let Some(money) = line.monthly {
        return Some(money.times(12, 1));
    }
    let money = line.whole?;
    let given = line.months.filter(|it| *it > 0).map(i64::from);
    let counted = || line.term.and_then(|it| term_months(&it)).map(i64::from);
    if let Some(months) = given.or_else(counted) {
        return Some(money.times(12, months));
    }
    match line.term {
        Some(term) => {
            let days = term.renewal_date().days_since(term.start);
            (days > 0).then(|| money.times(365, days))
        }
        None => Some(money),
    }
}
