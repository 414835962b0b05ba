//! Facts about what the user wrote down: tasks and notes.

use super::cells::{Cells, count};
use super::inputs::Inputs;
use super::known::Known;
use super::schedule::times_put_off;
use crate::domain::{Kind, Task, Value};

/// The facts of tasks and notes; the book itself keeps them, so that none is 0 and not missing.
pub(super) fn add(of: &Inputs<'_>, cells: &mut Cells<'_>) {
    let tasks = of.view.of(Kind::Task).iter().map(Task::from_record);
    let open: Vec<Task> = tasks.filter(|it| it.done_on.is_none()).collect();
    let overdue = open.iter().filter(|it| it.days_late(of.as_of).is_some()).count();
    cells.put(Known::TasksOpen, Some(count(open.len())), None);
    cells.put(Known::TasksOverdue, Some(count(overdue)), None);
    let oldest = open.iter().filter_map(|it| it.days_late(of.as_of)).max().unwrap_or_default();
    cells.put(Known::TasksOldestOverdue, Some(Value::Days(oldest as f64)), None);
    if cells.asks_for(Known::TasksRollovers) {
        let records = of.view.of(Kind::Task).iter();
        let open = records.filter(|it| Task::from_record(it).done_on.is_none());
        let most = open.map(|it| times_put_off(of, it)).max().unwrap_or_default();
        cells.put(Known::TasksRollovers, Some(count(most)), None);
    }
    cells.put(Known::NotesCount, Some(count(of.view.of(Kind::Note).len())), None);
}
