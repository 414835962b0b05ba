//! Facts about what the user did about alerts.

use super::cells::{Cells, count};
use super::inputs::Inputs;
use super::known::Known;
use crate::domain::{Kind, RecordHistory};

/// An alert that woke this many days ago is over, or else was answered.
const WOKE_LATELY: i64 = 14;

/// The facts of answers to alerts; the book itself keeps them, so that none is 0.
pub(super) fn add(of: &Inputs<'_>, cells: &mut Cells<'_>) {
    let answers = of.history.records.iter().filter(|it| it.kind == Kind::Answer);
    let most = answers.map(|it| snoozes(of, it)).max().unwrap_or_default();
    cells.put(Known::AlertsSnoozes, Some(count(most)), None);
}

/// How often an alert was snoozed since it was last closed; 0 where that is long over.
fn snoozes(of: &Inputs<'_>, answer: &RecordHistory) -> usize {
    let (mut times, mut until) = (0, None);
    let said = answer.versions_on(of.as_of).flat_map(|it| &it.patch);
    for (name, value) in said.filter_map(|(name, it)| Some((name, it.as_ref()?))) {
        match name.as_str() {
            "snoozed_until" => (times, until) = (times + 1, value.as_day()),
            // It sleeps until then, or did so lately.
            "wakes_when" => (times, until) = (times + 1, Some(of.as_of)),
            "closed_on" => (times, until) = (0, None),
            _ => {}
        }
    }
    until.filter(|it| of.as_of.days_since(*it) <= WOKE_LATELY).map_or(0, |_| times)
}
