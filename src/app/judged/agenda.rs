//! What has a date ahead: meetings, milestones, objectives.

use super::book::{AgendaItem, AgendaKind};
use crate::domain::{AccountHistory, Day, Kind, Record};

/// How far ahead the agenda looks, in days.
const AHEAD: i64 = 30;

/// Whether a day is one of those that the agenda shows.
pub(super) fn is_ahead(on: Day, as_of: Day) -> bool {
    (0..=AHEAD).contains(&on.days_since(as_of))
}

/// The meetings of an account, and the milestones and objectives that fall due, in the days ahead.
/// Its name is put in by whoever lists them.
pub(super) fn planned(history: &AccountHistory, as_of: Day) -> Vec<AgendaItem> {
    let dated = history.records.iter().filter(|it| place(it.kind).is_some());
    let records = dated.filter_map(|it| it.as_of(as_of));
    records
        .filter_map(|it| {
            let (date, title, kind) = place(it.kind)?;
            let on = it.day(date).filter(|on| is_ahead(*on, as_of))?;
            (!is_over(&it, on, as_of)).then(|| AgendaItem {
                on,
                kind,
                account: history.id,
                account_name: Box::default(),
                text: it.text(title).unwrap_or_default().to_owned(),
            })
        })
        .collect()
}

/// Where a kind of record has its date and its words.
fn place(kind: Kind) -> Option<(&'static str, &'static str, AgendaKind)> {
    match kind {
        Kind::Activity => Some(("on", "subject", AgendaKind::Meeting)),
        Kind::Milestone | Kind::Objective => Some(("due_on", "title", AgendaKind::Plan)),
        _ => None,
    }
}

/// Whether it needs no more attention: a meeting of today has been logged, a milestone is done, an
/// objective has ended one way or the other.
fn is_over(it: &Record, on: Day, as_of: Day) -> bool {
    match it.kind {
        Kind::Activity => on <= as_of,
        Kind::Milestone => it.day("done_on").is_some_and(|done| done <= as_of),
        _ => matches!(it.text("status"), Some("achieved" | "partial" | "missed")),
    }
}
