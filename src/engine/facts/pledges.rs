//! Facts about what we owe the customer: promises and requests, kept as tasks with a tag.

use super::cells::{Cells, count};
use super::inputs::Inputs;
use super::known::Known;
use super::spoken::has_tag;
use crate::domain::{Kind, Record, Task, Value};

/// The tags of a promise of ours.
const PROMISE: &[&str] = &["promise", "commitment"];
/// The tags of a request of theirs.
const REQUEST: &[&str] = &["request", "feature_request", "feature-request"];

/// The facts of promises and requests; the book itself keeps them, so that none is 0.
pub(super) fn add(of: &Inputs<'_>, cells: &mut Cells<'_>) {
    let late = open(of, PROMISE).filter_map(|it| Task::from_record(it).days_late(of.as_of));
    cells.put(Known::PromisesOpen, Some(count(open(of, PROMISE).count())), None);
    cells.put(Known::PromisesOverdue, Some(count(late.clone().count())), None);
    let oldest = late.max().map(|it| Value::Days(it as f64));
    cells.put(Known::PromisesOverdueDays, oldest, None);
    cells.put(Known::RequestsOpen, Some(count(open(of, REQUEST).count())), None);
    let silent = open(of, REQUEST).filter_map(|it| silence(of, it)).max();
    let silent = silent.map(|it| Value::Days(it as f64));
    cells.put(Known::RequestsSilentDays, silent, None);
}

/// The tasks behind one of these facts.
pub(super) fn behind<'a>(of: &Inputs<'a>, fact: Known) -> impl Iterator<Item = &'a Record> {
    let is_request = matches!(fact, Known::RequestsOpen | Known::RequestsSilentDays);
    open(of, if is_request { REQUEST } else { PROMISE })
}

/// The tasks with one of these tags that are still to be done.
fn open<'a>(
    of: &Inputs<'a>,
    tags: &'static [&'static str],
) -> impl Iterator<Item = &'a Record> + Clone {
    let tasks = of.view.of(Kind::Task).iter();
    tasks.filter(|it| has_tag(it, tags) && Task::from_record(it).done_on.is_none())
}

/// Days since anything was said of a request.
fn silence(of: &Inputs<'_>, request: &Record) -> Option<i64> {
    let last = request.cells.iter().map(|it| it.effective_on).max()?;
    Some(of.as_of.days_since(last))
}
