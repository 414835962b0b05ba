//! Recurring revenue on a day, of what is in force and what is signed.

use super::total::total;
use crate::domain::{Currency, Day, Money};

/// A line of a contract.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sold {
    /// What it is worth a year, as [`super::annualised`] says.
    pub yearly: Money,
    /// Its first day.
    pub start: Day,
    /// Its last day.
    pub end: Day,
    /// Whether it recurs; services and other single amounts do not.
    pub is_recurring: bool,
    /// Whether it is signed; what is not yet does not count before it begins.
    pub is_signed: bool,
    /// The yearly worth of the line that it takes the place of, where it does.
    pub replaces: Option<Money>,
}

/// A price for so many units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Priced {
    /// How many.
    pub quantity: i64,
    /// What one costs in each interval.
    pub price: Money,
    /// The interval's months.
    pub interval_months: i64,
}

/// Annual recurring revenue on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arr {
    /// Of the lines in force.
    pub arr: Money,
    /// That, and the signed lines that have not begun, less what they replace (contracted ARR).
    pub contracted: Money,
}

/// Annual recurring revenue as of a day; a line is in force on its first and last day. Lines in other
/// currencies are left out.
pub fn arr(lines: &[Sold], as_of: Day, currency: Currency) -> Arr {
    let recurring = || lines.iter().filter(|it| it.is_recurring);
    let in_force = recurring().filter(|it| it.start <= as_of && as_of <= it.end);
    let arr = total(in_force.map(|it| it.yearly), currency);
    let ahead = recurring().filter(|it| it.start > as_of && it.is_signed);
    let added = |it: &Sold| {
        let replaced = it.replaces.map(|it| it.times(-1, 1));
        [Some(it.yearly), replaced].into_iter().flatten()
    };
    Arr { arr, contracted: total([arr].into_iter().chain(ahead.flat_map(added)), currency) }
}

/// Monthly recurring revenue from the bottom up: quantity × price / months, over all items.
pub fn mrr(items: &[Priced], currency: Currency) -> Money {
    total(items.iter().map(|it| it.price.times(it.quantity, it.interval_months)), currency)
}
