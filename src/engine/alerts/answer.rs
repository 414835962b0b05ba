//! What the user did about an alert, from the book's answer records.

use crate::domain::{AccountHistory, AccountView, AlertOutcome, Day, Kind};

/// The field that holds the condition on which a snoozed alert wakes.
const WAKES_WHEN: &str = "wakes_when";

/// What the user did about one alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Answer<'a> {
    /// The day they saw it.
    pub(super) acknowledged_on: Option<Day>,
    /// They do not want to see it before then,
    pub(super) snoozed_until: Option<Day>,
    /// or not before this holds.
    pub(super) wakes: Option<Wakes<'a>>,
    /// The day they closed it.
    pub(super) closed_on: Option<Day>,
    /// How it ended.
    pub(super) outcome: Option<AlertOutcome>,
}

/// The condition on which a snoozed alert wakes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wakes<'a> {
    /// In the query language.
    pub(super) when: &'a str,
    /// The day it was said.
    pub(super) since: Day,
}

impl<'a> Answer<'a> {
    /// The answer to the alert of this id, as known on the view's day.
    pub(super) fn to(alert: &str, view: &'a AccountView) -> Option<Self> {
        let record = view.of(Kind::Answer).iter().find(|it| *it.key == *alert)?;
        let wakes = record
            .cell(WAKES_WHEN)
            .and_then(|it| Some(Wakes { when: it.value.as_text()?, since: it.effective_on }));
        Some(Self {
            acknowledged_on: record.day("acknowledged_on"),
            snoozed_until: record.day("snoozed_until"),
            wakes,
            closed_on: record.day("closed_on"),
            outcome: record.text("outcome").and_then(|it| it.parse().ok()),
        })
    }
}

/// Whether an alert of the account was ever snoozed until a condition: then any fact may matter on
/// any day of judgement.
pub(in crate::engine) fn waits_for_condition(history: &AccountHistory) -> bool {
    let answers = history.records.iter().filter(|it| it.kind == Kind::Answer);
    answers
        .flat_map(|it| it.versions.iter().flat_map(|it| &it.patch))
        .any(|(name, value)| name.as_str() == WAKES_WHEN && value.is_some())
}

/// Whether an alert of the account sleeps until a condition, as known on the view's day.
pub(super) fn has_condition(view: &AccountView) -> bool {
    view.of(Kind::Answer).iter().any(|it| it.cell(WAKES_WHEN).is_some())
}
