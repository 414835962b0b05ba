//! Working days: Monday to Friday, less the days off of the user's list.

use crate::domain::Day;

/// Which days are worked.
#[derive(Debug, Clone, Copy)]
pub struct Calendar<'a> {
    /// Days off, ordered.
    holidays: &'a [Day],
    /// Whether each weekday is worked, Monday first.
    week: [bool; 7],
}

/// Where a day that is not worked moves to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Roll {
    /// To the next working day.
    Forward,
    /// To the working day before.
    Backward,
    /// To the next working day of its month, or the last one where there is none.
    ForwardInMonth,
    /// To the working day before in its month, or the first one where there is none.
    BackwardInMonth,
}

impl<'a> Calendar<'a> {
    /// Monday to Friday, less these days off, which are ordered.
    pub const fn new(holidays: &'a [Day]) -> Self {
        Self { holidays, week: [true, true, true, true, true, false, false] }
    }

    /// The same days off with another working week, Monday first; a week without a working day is
    /// taken as Monday to Friday.
    #[must_use]
    pub fn with_week(self, week: [bool; 7]) -> Self {
        if week.contains(&true) { Self { week, ..self } } else { self }
    }

    /// Whether the day is worked.
    pub fn is_worked(&self, day: Day) -> bool {
        let weekday = usize::from(day.weekday());
        self.week.get(weekday).copied().unwrap_or(false)
            && self.holidays.binary_search(&day).is_err()
    }

    /// The day itself, or the nearest working day in that direction.
    #[must_use]
    pub fn roll(&self, day: Day, roll: Roll) -> Day {
        let in_month = |it: &Day| it.ymd().1 == day.ymd().1;
        match roll {
            Roll::Forward => self.search(day, 1),
            Roll::Backward => self.search(day, -1),
            Roll::ForwardInMonth => {
                Some(self.search(day, 1)).filter(in_month).unwrap_or_else(|| self.search(day, -1))
            }
            Roll::BackwardInMonth => {
                Some(self.search(day, -1)).filter(in_month).unwrap_or_else(|| self.search(day, 1))
            }
        }
    }

    /// The first working day from a day on, in steps of one day either way.
    fn search(&self, mut day: Day, step: i32) -> Day {
        while !self.is_worked(day) && day > Day::MIN && day < Day::MAX {
            day = day + step;
        }
        day
    }

    /// The day `count` working days away: first rolled, then stepped.
    #[must_use]
    pub fn offset(&self, day: Day, count: i32, roll: Roll) -> Day {
        let mut day = self.roll(day, roll);
        let step = count.signum();
        for _ in 0..count.unsigned_abs() {
            day = self.search(day + step, step);
        }
        day
    }

    /// Working days from `from` up to, not including, `to`; negative, and counted from the day
    /// after `to` up to `from`, where `to` is earlier.
    pub fn between(&self, from: Day, to: Day) -> i64 {
        let count = |start: Day, days: i64| {
            (0..days).filter(|it| self.is_worked(start + *it as i32)).count() as i64
        };
        let days = to.days_since(from);
        if days < 0 { -count(to + 1, -days) } else { count(from, days) }
    }
}
