//! Time in the life of an alert: how long a condition has held, how long an ended alert keeps quiet.

use crate::domain::{Day, Severity};

/// Since when a condition has held without a break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hold {
    since: Option<Day>,
}

impl Hold {
    /// Takes a day's verdict and says whether the condition has now held for `days`. A day that
    /// does not know neither counts nor breaks.
    pub fn after(&mut self, verdict: Option<bool>, day: Day, days: i64) -> bool {
        match verdict {
            Some(true) => day.days_since(*self.since.get_or_insert(day)) >= days,
            Some(false) => {
                self.since = None;
                false
            }
            None => false,
        }
    }
}

/// The quiet after an alert ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CoolDown {
    /// The day it ended.
    pub since: Day,
    /// How long.
    pub days: i64,
    /// How grave it was.
    pub severity: Severity,
}

impl CoolDown {
    /// Days after any end.
    pub const USUAL: i64 = 14;
    /// Days after the first false alarm.
    const FALSE_ALARM: i64 = 30;
    /// A false alarm every month for a year is quiet for longer than any book is kept.
    const MOST_DOUBLINGS: u32 = 10;

    /// The days after so many false alarms: 30, then twice as long each time.
    pub fn after_false_alarms(count: u32) -> i64 {
        Self::FALSE_ALARM << count.saturating_sub(1).min(Self::MOST_DOUBLINGS)
    }

    /// Whether an alert this grave may open on a day: after the quiet, or where it is graver.
    pub fn lets_through(self, day: Day, severity: Severity) -> bool {
        day.days_since(self.since) >= self.days || severity < self.severity
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_false_alarm_doubles_the_quiet() {
        let days: Vec<i64> = (1..=4).map(CoolDown::after_false_alarms).collect();
        assert_eq!(days, [30, 60, 120, 240]);
        assert_eq!(CoolDown::after_false_alarms(u32::MAX), 30 << 10);
    }
}
