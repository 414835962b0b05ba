//! What kinds of record the book keeps at all: no tickets in a book without tickets is no news.

use super::lookup::field_on;
use super::spoken::is_review_type;
use crate::domain::{AccountHistory, Day, Kind, RecordHistory, Value, Version};
use crate::engine::formulas::{Answer, Classes, latest_answers};

/// Something that a book keeps or does not keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trace {
    Contact,
    /// A contact with a role.
    Role,
    Contract,
    Activity,
    /// An activity whose type is that of a business review.
    Review,
    Ticket,
    /// Whether a ticket was escalated.
    Escalation,
    Survey,
    Objective,
    Milestone,
    /// A first-value date or milestone.
    FirstValue,
}

const TRACES: usize = 11;

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

    /// Adds what was recorded elsewhere; answers to NPS are not carried over.
    pub(super) fn merge(&mut self, other: &Self) {
        for (own, other) in self.seen.iter_mut().zip(&other.seen) {
            *own = merged(*own, *other);
        }
    }

    /// Notes one more thing that was recorded.
    pub(super) fn mark(&mut self, mark: Mark) {
        if let Some(slot) = self.seen.get_mut(mark.trace as usize) {
            *slot = merged(*slot, Some(Seen { first: mark.on, last: mark.on }));
        }
    }
}

/// One thing that was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    trace: Trace,
    /// The day that it is about.
    on: Day,
    /// The first day of judgement on which it counts.
    pub(super) counts_from: Day,
}

/// What the versions of a record show that the book keeps.
pub(super) fn marks(record: &RecordHistory) -> impl Iterator<Item = Mark> {
    record.versions.iter().flat_map(|version| {
        let counts_from = version.counts_from();
        let mark = move |trace| Mark { trace, on: version.effective_on, counts_from };
        shown(record.kind, version).into_iter().flatten().map(mark)
    })
}

/// What a version of a record of this kind shows: the record itself, and a part of it that not
/// every book keeps.
fn shown(kind: Kind, version: &Version) -> [Option<Trace>; 2] {
    let sets = |field: &str| {
        version.patch.iter().any(|(name, value)| name.as_str() == field && value.is_some())
    };
    match kind {
        Kind::Contact => [Some(Trace::Contact), sets("roles").then_some(Trace::Role)],
        Kind::Ticket => [Some(Trace::Ticket), sets("escalated").then_some(Trace::Escalation)],
        Kind::Milestone => {
            let is_first_value = version.patch.iter().any(|(name, value)| {
                let text = value.as_ref().and_then(Value::as_text);
                name.as_str() == "type" && text == Some("first_value")
            });
            [Some(Trace::Milestone), is_first_value.then_some(Trace::FirstValue)]
        }
        Kind::Account => [None, sets("first_value_on").then_some(Trace::FirstValue)],
        Kind::Contract => [Some(Trace::Contract), None],
        Kind::Activity => {
            let is_review = version.patch.iter().any(|(name, value)| {
                let text = value.as_ref().and_then(Value::as_text);
                name.as_str() == "type" && text.is_some_and(is_review_type)
            });
            [Some(Trace::Activity), is_review.then_some(Trace::Review)]
        }
        Kind::Survey => [Some(Trace::Survey), None],
        Kind::Objective => [Some(Trace::Objective), None],
        Kind::Outcome | Kind::Task | Kind::Note | Kind::Answer | Kind::Setting => [None, None],
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
