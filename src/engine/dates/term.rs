//! Contract terms and notice deadlines; first and last day of a term both belong to it.

use super::business::{Calendar, Roll};
use crate::domain::Day;

/// A contract's term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// The first day.
    pub start: Day,
    /// The last day.
    pub end: Day,
}

/// How long before the end notice must be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticePeriod {
    /// Days of the calendar.
    Days(i32),
    /// Working days.
    WorkingDays(i32),
    /// Months, the day clamped to the month's last.
    Months(i32),
}

/// The last days on which notice can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notice {
    /// The last day of timely notice.
    pub deadline: Day,
    /// The last working day up to then.
    pub act_by: Day,
}

/// Where a contract stands beside its notice deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeState {
    /// Notice can still be given.
    WindowOpen,
    /// Too late: it will renew by itself.
    LockedIn,
    /// Too late for notice; it ends unless it is renewed.
    WillExpire,
    /// The term is over and has renewed by itself.
    AutoRenewed,
    /// The term is over.
    Expired,
    /// The customer gave notice.
    Received,
}

impl Term {
    /// The first day after the term.
    pub fn renewal_date(&self) -> Day {
        self.end + 1
    }

    /// The notice deadline, counted back from the last day of the term.
    pub fn notice(&self, period: NoticePeriod, calendar: &Calendar<'_>) -> Notice {
        let deadline = match period {
            NoticePeriod::Days(days) => self.end - days,
            NoticePeriod::WorkingDays(days) => calendar.offset(self.end, -days, Roll::Backward),
            NoticePeriod::Months(months) => self.end.add_months(-months),
        };
        Notice { deadline, act_by: calendar.roll(deadline, Roll::Backward) }
    }
}

impl NoticeState {
    /// The written form.
    pub const fn word(self) -> &'static str {
        match self {
            Self::WindowOpen => "window_open",
            Self::LockedIn => "locked_in",
            Self::WillExpire => "will_expire_unless_renewed",
            Self::AutoRenewed => "auto_renewed",
            Self::Expired => "expired",
            Self::Received => "notice_received",
        }
    }

    /// Where a contract stands that neither side has ended.
    pub fn on(as_of: Day, term: &Term, deadline: Day, auto_renew: Option<bool>) -> Self {
        let renews = auto_renew == Some(true);
        match (as_of > term.end, as_of > deadline) {
            (true, _) if renews => Self::AutoRenewed,
            (true, _) => Self::Expired,
            (false, true) if renews => Self::LockedIn,
            (false, true) => Self::WillExpire,
            (false, false) => Self::WindowOpen,
        }
    }
}

/// The last day of a term of this many months.
pub fn term_end(start: Day, months: i32) -> Day {
    start.add_months(months) - 1
}

/// The `nth` date of a chain that recurs `every` so many months, counted from its first date: stepping
/// from the date before would drift from the 31st to the 28th for ever.
pub fn nth_date(first: Day, every: i32, nth: i32) -> Day {
    first.add_months(every * nth)
}

/// The length of a term in whole months; nothing where it is none.
pub fn term_months(term: &Term) -> Option<i32> {
    let (from_year, from_month, _) = term.start.ymd();
    let (to_year, to_month, _) = term.renewal_date().ymd();
    let months = (to_year - from_year) * 12 + to_month as i32 - from_month as i32;
    // A term that starts on the 31st may end a month early because of a short month.
    [months, months + 1].into_iter().find(|it| *it > 0 && term_end(term.start, *it) == term.end)
}
