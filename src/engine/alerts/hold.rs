//! Time in the life of an alert: how long a condition has held, how long an ended alert keeps quiet.

use crate::domain::{Day, Severity};

/// Since when a condition has held without a break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Hold {
    since: Option<Day>,
}

impl Hold {
    /// Takes a day's verdict and says whether the condition has now held for `days`. A day that
    /// does not know neither counts nor breaks.
    pub(super) fn after(&mut self, verdict: Option<bool>, day: Day, days: i64) -> bool {
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
pub(super) struct CoolDown {
    /// The day it ended.
    pub(super) since: Day,
    /// How long.
    pub(super) days: i64,
    /// How grave it was.
    pub(super) severity: Severity,
}

impl CoolDown {
    /// Days after any end.
    pub(super) const USUAL: i64 = 14;
    /// Days after the first false alarm.
    const FALSE_ALARM: i64 = 30;
    /// A false alarm every month for a year is quiet for longer than any book is kept.
    const MOST_DOUBLINGS: u32 = 10;

    /// The days after so many false alarms: 30, then twice as long each time.
    pub(super) fn after_false_alarms(count: u32) -> i64 {
        Self::FALSE_ALARM << count.saturating_sub(1).min(Self::MOST_DOUBLINGS)
    }

    /// Whether an alert this grave may open on a day: after the quiet, or where it is graver.
    pub(super) fn lets_through(self, day: Day, severity: Severity) -> bool {
        day.days_since(self.since) >= self.days || severity < self.severity
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::alerts::golden::goldens;

    /// A severity of the goldens, where higher is worse.
    fn severity(rank: u64) -> Severity {
        *Severity::ALL.iter().find(|it| u64::from(it.number()) == 5 - rank).unwrap()
    }

    #[test]
    fn an_alarm_waits_to_open_and_to_clear_as_the_goldens_say() {
        for golden in goldens("alarm_state") {
            let inputs = &golden["inputs"];
            let limit = |name: &str| inputs[name].as_f64().unwrap();
            // A count of weeks in a row is a wait of one week less.
            let weeks = |name: &str| 7 * (inputs[name].as_i64().unwrap() - 1);
            let (mut open, mut clear) = (Hold::default(), Hold::default());
            let (mut is_open, mut found) = (false, Vec::new());
            for (week, z) in (0..).zip(inputs["z"].as_array().unwrap()) {
                let day = Day::from_number(20_000 + 7 * week);
                let z = z.as_f64();
                let opens = open.after(z.map(|it| it <= limit("on")), day, weeks("on_count"));
                let clears = clear.after(z.map(|it| it >= limit("off")), day, weeks("off_count"));
                is_open = if is_open { !clears } else { opens };
                found.push(serde_json::Value::Bool(is_open));
            }
            assert_eq!(&found, golden["expected"].as_array().unwrap(), "{}", golden["id"]);
        }
    }

    #[test]
    fn a_repeated_alert_keeps_quiet_unless_it_is_graver_as_the_goldens_say() {
        for golden in goldens("cooldown") {
            let days = golden["inputs"]["cooldown_days"].as_i64().unwrap();
            let mut last: Option<CoolDown> = None;
            let mut found = Vec::new();
            for firing in golden["inputs"]["firings"].as_array().unwrap() {
                let since: Day = firing["date"].as_str().unwrap().parse().unwrap();
                let severity = severity(firing["severity"].as_u64().unwrap());
                let is_told = last.is_none_or(|it| it.lets_through(since, severity));
                if is_told {
                    last = Some(CoolDown { since, days, severity });
                }
                found.push(serde_json::Value::Bool(is_told));
            }
            assert_eq!(&found, golden["expected"].as_array().unwrap(), "{}", golden["id"]);
        }
    }

    #[test]
    fn each_false_alarm_doubles_the_quiet() {
        let days: Vec<i64> = (1..=4).map(CoolDown::after_false_alarms).collect();
        assert_eq!(days, [30, 60, 120, 240]);
        assert_eq!(CoolDown::after_false_alarms(u32::MAX), 30 << 10);
    }
}
