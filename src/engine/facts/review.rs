//! Facts about business reviews: the last one, the next one, what follows from them.

use super::cells::{Cells, count, days};
use super::inputs::Inputs;
use super::known::Known;
use super::relationship::has_log;
use super::spoken::{has_tag, is_review, is_review_task, is_sent};
use super::traces::Trace;
use crate::domain::{Day, Kind, Record, Task, Touch, Value};

/// A summary is asked for in so many days after a review.
const SENT_UNTIL: i64 = 30;

/// The facts of business reviews.
pub(super) fn add(of: &Inputs<'_>, cells: &mut Cells<'_>) {
    let late = |it: &Record| open_task(it).and_then(|it| it.days_late(of.as_of)).is_some();
    let actions = of.view.of(Kind::Task).iter().filter(|it| is_action(it));
    let overdue = actions.filter(|it| late(it)).count();
    cells.put(Known::ReviewActionsOverdue, Some(count(overdue)), None);
    let activities = of.view.of(Kind::Activity).iter();
    let reviews: Vec<(Day, &Record)> =
        activities.filter(|it| is_review(it)).filter_map(|it| Some((it.day("on")?, it))).collect();
    let next = next_on(of, &reviews);
    cells.put(Known::ReviewNextOn, next.map(Value::Date), None);
    let cadence = cadence(of.touch);
    cells.put(Known::ReviewCadence, Some(Value::Days(cadence as f64)), None);
    let held = reviews.iter().filter(|it| it.0 <= of.as_of);
    let last = held.max_by_key(|it| it.0);
    let on = last.map(|it| it.0);
    cells.put(Known::ReviewLastOn, on.map(Value::Date), on);
    let is_kept = on.is_some() || of.keeps(Trace::Review) && has_log(of);
    if let Some(from) = on.or(of.since).filter(|it| is_kept && *it <= of.as_of) {
        let age = of.as_of.days_since(from);
        cells.put(Known::ReviewLastDays, Some(Value::Days(age as f64)), on);
        cells.put(Known::ReviewDueDays, Some(Value::Days((cadence - age) as f64)), on);
    }
    if let Some((on, review)) = last.filter(|it| of.as_of.days_since(it.0) <= SENT_UNTIL) {
        let unsent = is_unsent(of, review, *on).then(|| days(*on, of.as_of));
        cells.put(Known::ReviewUnsentDays, unsent, Some(*on));
    }
}

/// Days between reviews: where there is a CSM for everyone a quarter, else half a year or a year.
const fn cadence(touch: Touch) -> i64 {
    match touch {
        Touch::High => 91,
        Touch::Mid => 182,
        Touch::Low | Touch::Tech => 365,
    }
}

/// The next review that is planned, as an activity or as a task.
fn next_on(of: &Inputs<'_>, reviews: &[(Day, &Record)]) -> Option<Day> {
    let planned = reviews.iter().map(|it| it.0).filter(|it| *it > of.as_of);
    let tasks = of.view.of(Kind::Task).iter().filter(|it| is_review_task(it));
    let due = tasks.filter_map(|it| open_task(it)?.due_on).filter(|it| *it >= of.as_of);
    planned.chain(due).min()
}

/// The task of a record that is still to be done.
fn open_task(record: &Record) -> Option<Task> {
    Some(Task::from_record(record)).filter(|it| it.done_on.is_none())
}

/// Whether a task is what was agreed in a review.
fn is_action(task: &Record) -> bool {
    has_tag(task, &["qbr", "ebr", "review"])
}

/// Whether nothing was sent after a review, in an account whose log holds mails of ours.
fn is_unsent(of: &Inputs<'_>, review: &Record, on: Day) -> bool {
    let sent = of.view.of(Kind::Activity).iter().filter(|it| it.id != review.id && is_sent(it));
    let mut days = sent.filter_map(|it| it.day("on")).filter(|it| *it <= of.as_of).peekable();
    days.peek().is_some() && days.all(|it| it < on)
}
