//! The only place that reads today's date and the time.

use chrono::{DateTime, Local, SecondsFormat, Utc};

use crate::domain::Day;

/// Where "today" comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// The machine's own calendar.
    System,
    /// A date held still, so that a run can be repeated exactly.
    Fixed(Day),
}

impl Clock {
    /// The date that every rule is asked about.
    pub fn today(self) -> Day {
        match self {
            Self::System => Local::now().date_naive().into(),
            Self::Fixed(day) => day,
        }
    }
}

/// The instant, RFC 3339 in UTC to the second: for the journal, never for a rule.
pub fn instant() -> String {
    Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// An instant of [`instant`] by the machine's own clock: `2026-10-14 09:05`. Other text stays as it
/// is.
pub fn on_this_clock(instant: &str) -> String {
    DateTime::parse_from_rfc3339(instant).map_or_else(
        |_| instant.to_owned(),
        |it| it.with_timezone(&Local).format("%Y-%m-%d %H:%M").to_string(),
    )
}
