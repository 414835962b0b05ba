//! What kinds of record the book keeps at all: no tickets in a book without tickets is no news.

use super::lookup::field_on;
use crate::domain::{AccountHistory, Day, Kind, RecordHistory, Value};
use crate::engine::formulas::{Answer, Classes, latest_answers};

/// Something that a book keeps or does not keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trace {
    Contact,
    /// A contact with a role.
    Role,
    Contract,
    Activity,
    Ticket,
    /// Whether a ticket was escalated.
    Escalation,
    Survey,
    Objective,
    Milestone,
    /// A first-value date or milestone.
    FirstValue,
}

const TRACES: usize = 10;

/// The first and the last day on which something was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seen {
    /// The earliest day that it is about.
    pub(super) first: Day,
    /// The latest day that it is about.
    pub(super) last: Day,
}

/// What the book keeps as of one day.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Traces {
    seen: [Option<Seen>; TRACES],
    /// The latest NPS answer of each contact in 365 days.
    pub(super) nps: Classes,
}

impl Seen {
    fn merge(self, other: Self) -> Self {
        Self { first: self.first.min(other.first), last: self.last.max(other.last) }
    }
}

impl Traces {
    /// When something was recorded; nothing where it never was.
    pub(super) fn seen(&self, trace: Trace) -> Option<Seen> {
        self.seen.get(trace as usize).copied().flatten()
    }

    /// Takes over what the day before had.
    pub(super) fn inherit(&mut self, before: &Self) {
        for (own, old) in self.seen.iter_mut().zip(&before.seen) {
            *own = merged(*own, *old);
        }
    }

    fn mark(&mut self, trace: Trace, day: Day) {
        if let Some(slot) = self.seen.get_mut(trace as usize) {
            *slot = merged(*slot, Some(Seen { first: day, last: day }));
        }
    }
}

/// Marks what an account's records show, each version on the first of `days` on which it counts.
pub(super) fn mark(account: &AccountHistory, days: &[Day], traces: &mut [Traces]) {
    for record in &account.records {
        for version in &record.versions {
            let counts_from = version.effective_on.max(version.known_on);
            let slot = days.partition_point(|it| *it < counts_from);
            let Some(traces) = traces.get_mut(slot) else { continue };
            let day = version.effective_on;
            let sets = |field: &str| {
                version.patch.iter().any(|(name, value)| name.as_str() == field && value.is_some())
            };
            let is_first_value = |it: &Value| it.as_text().is_some_and(|it| it == "first_value");
            match record.kind {
                Kind::Contact => {
                    traces.mark(Trace::Contact, day);
                    if sets("roles") {
                        traces.mark(Trace::Role, day);
                    }
                }
                Kind::Ticket => {
                    traces.mark(Trace::Ticket, day);
                    if sets("escalated") {
                        traces.mark(Trace::Escalation, day);
                    }
                }
                Kind::Milestone => {
                    traces.mark(Trace::Milestone, day);
                    let mut values = version.patch.iter().filter_map(|(_, it)| it.as_ref());
                    if values.any(is_first_value) {
                        traces.mark(Trace::FirstValue, day);
                    }
                }
                Kind::Account if sets("first_value_on") => traces.mark(Trace::FirstValue, day),
                Kind::Contract => traces.mark(Trace::Contract, day),
                Kind::Activity => traces.mark(Trace::Activity, day),
                Kind::Survey => traces.mark(Trace::Survey, day),
                Kind::Objective => traces.mark(Trace::Objective, day),
                _ => {}
            }
        }
    }
}

/// The NPS answers of an account as of a day, one per contact, the latest of 365 days.
pub(super) fn nps_classes(account: &AccountHistory, as_of: Day) -> Classes {
    let answers: Vec<Answer<'_>> = account
        .records
        .iter()
        .filter(|it| it.kind == Kind::Survey)
        .filter_map(|it| answer_on(it, as_of))
        .collect();
    Classes::of(latest_answers(&answers, as_of, 365).iter().map(|it| it.score))
}

fn answer_on(record: &RecordHistory, as_of: Day) -> Option<Answer<'_>> {
    let field = |name: &str| field_on(record, name, as_of);
    let is_deleted = field("deleted").and_then(Value::as_flag).unwrap_or(false);
    if is_deleted || field("type")?.as_text()? != "nps" {
        return None;
    }
    let contact = field("contact").and_then(Value::as_text).unwrap_or(&record.key);
    let (on, score) = (field("on")?.as_day()?, field("score")?.as_f64()?);
    Some(Answer { contact, on, score })
}

fn merged(a: Option<Seen>, b: Option<Seen>) -> Option<Seen> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.merge(b)),
        (one, other) => one.or(other),
    }
}
