//! ISO weeks: Monday to Sunday, numbered by the year of their Thursday (ISO 8601).

use crate::domain::Day;

/// A week of the ISO calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IsoWeek {
    /// The year that it belongs to; the first days of January may be of the last week of the year
    /// before.
    pub year: i32,
    /// Its number, from 1.
    pub number: i64,
    /// Its first day.
    pub monday: Day,
}

impl IsoWeek {
    /// The week of a day.
    pub fn of(day: Day) -> Self {
        let monday = day.monday();
        let (year, month, date) = (monday + 3).ymd();
        let january_first = (monday + 3).add_months(1 - month as i32) - (date as i32 - 1);
        let number = (monday + 3).days_since(january_first) / 7 + 1;
        Self { year, number, monday }
    }

    /// Its last day.
    pub fn sunday(&self) -> Day {
        self.monday + 6
    }
}
