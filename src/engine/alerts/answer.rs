//! What the user did about an alert, from the book's answer records.

use crate::domain::{AccountView, AlertOutcome, Day, Kind};

/// What the user did about one alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Answer {
    /// The day they saw it.
    pub(super) acknowledged_on: Option<Day>,
    /// They do not want to see it before then.
    pub(super) snoozed_until: Option<Day>,
    /// The day they closed it.
    pub(super) closed_on: Option<Day>,
    /// How it ended.
    pub(super) outcome: Option<AlertOutcome>,
}

impl Answer {
    /// The answer to the alert of this id, as known on the view's day.
    pub(super) fn to(alert: &str, view: &AccountView) -> Option<Self> {
        let record = view.of(Kind::Answer).iter().find(|it| *it.key == *alert)?;
        Some(Self {
            acknowledged_on: record.day("acknowledged_on"),
            snoozed_until: record.day("snoozed_until"),
            closed_on: record.day("closed_on"),
            outcome: record.text("outcome").and_then(|it| it.parse().ok()),
        })
    }
}
