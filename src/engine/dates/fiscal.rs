//! Fiscal years and quarters, and the review that follows each quarter.

use super::business::{Calendar, Roll};
use crate::domain::Day;

/// A fiscal year that begins with a month, and is named by the calendar year in which it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FiscalYear {
    first_month: u32,
}

/// A quarter of a fiscal year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quarter {
    /// The name of the fiscal year.
    pub year: i32,
    /// 1 to 4.
    pub number: i32,
    /// Its first day.
    pub start: Day,
    /// Its last day.
    pub end: Day,
}

/// The business review of a quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Review {
    /// The quarter it looks back on.
    pub quarter: Quarter,
    /// The last day on which it is in time.
    pub due: Day,
    /// Where it stands.
    pub state: ReviewState,
}

/// Where a review stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewState {
    /// It was held since the quarter ended.
    Done,
    /// It can still be held in time.
    Due,
    /// It is late.
    Overdue,
}

impl FiscalYear {
    /// A year that begins with a month, 1 to 12; nothing for any other.
    pub fn beginning(first_month: u32) -> Option<Self> {
        (1..=12).contains(&first_month).then_some(Self { first_month })
    }

    /// The quarter of a day: `((month - first month) mod 12) / 3 + 1`.
    pub fn quarter_of(self, day: Day) -> Quarter {
        let (_, month, date) = day.ymd();
        let months_in = ((month + 12 - self.first_month) % 12) as i32;
        let month_start = day - (date as i32 - 1);
        let start = month_start.add_months(-(months_in % 3));
        let last_month = month_start.add_months(11 - months_in);
        Quarter {
            year: last_month.ymd().0,
            number: months_in / 3 + 1,
            start,
            end: start.add_months(3) - 1,
        }
    }

    /// The review, as of a day, of the quarter that ended last: due by the `workday`th working day
    /// of the present one, and done where one was held on its first day or later.
    pub fn review(
        self,
        as_of: Day,
        workday: i32,
        calendar: &Calendar<'_>,
        last_held: Option<Day>,
    ) -> Review {
        let present = self.quarter_of(as_of);
        let due = calendar.offset(present.start, workday - 1, Roll::Forward);
        let state = match last_held {
            Some(held) if held >= present.start => ReviewState::Done,
            _ if as_of > due => ReviewState::Overdue,
            _ => ReviewState::Due,
        };
        Review { quarter: self.quarter_of(present.start - 1), due, state }
    }
}

impl ReviewState {
    /// The written form.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Due => "due",
            Self::Overdue => "overdue",
        }
    }
}
