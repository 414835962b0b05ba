//! Working time between two moments, for response times in business hours.

use super::business::Calendar;
use crate::domain::Day;

/// A moment, to the minute, by the clock of the place that works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The day.
    pub day: Day,
    /// Minutes since midnight.
    pub minute: i64,
}

/// When a working day opens and closes, in minutes since midnight; the minute of closing is no more
/// part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hours {
    /// When it opens.
    pub open: i64,
    /// When it closes.
    pub close: i64,
}

/// The minutes of opening hours on working days from one moment up to another; 0 where the second is
/// not later.
pub fn business_minutes(from: Moment, to: Moment, hours: Hours, calendar: &Calendar<'_>) -> i64 {
    let days = to.day.days_since(from.day);
    let within = |ahead: i64| {
        let day = from.day + ahead as i32;
        let begin = if day == from.day { hours.open.max(from.minute) } else { hours.open };
        let end = if day == to.day { hours.close.min(to.minute) } else { hours.close };
        if calendar.is_worked(day) { (end - begin).max(0) } else { 0 }
    };
    (0..=days).map(within).sum()
}
