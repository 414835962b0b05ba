//! `rounds tasks`: what is to be done, by date.

use super::args::{Format, List};
use super::aside::aside;
use super::error::Error;
use super::pick::{NOTHING, Picked};
use super::run::Run;
use crate::domain::{Day, Task};
use crate::engine::Assessment;
use crate::export::{Cell, Column, Json, Object, Table, Tone};

/// A task with its account, where it has one.
struct Row<'a> {
    task: &'a Task,
    account: Option<&'a Assessment>,
}

/// Lists the open tasks of the accounts that the query leaves; without a query, all of them.
pub(super) fn list(run: &mut Run<'_>, args: &List) -> Result<(), Error> {
    let mut session = run.read()?;
    let as_of = session.as_of();
    let mut tasks = session.tasks()?;
    tasks.retain(|it| it.is_open(as_of));
    tasks.sort_by_key(|it| (it.due_on.unwrap_or(Day::MAX), it.due_time.clone(), it.id));
    let judged = session.judge()?;
    let picked = Picked::new(&args.query, &judged, as_of)?;
    let rows: Vec<Row<'_>> = tasks
        .iter()
        .map(|task| Row { task, account: task.account.and_then(|it| picked.account(it)) })
        .filter(|it| picked.is_all() || it.account.is_some())
        .collect();
    let format = args.form.into();
    if rows.is_empty() && format == Format::Text {
        aside("no open tasks");
        return Ok(());
    }
    run.list(
        format,
        || table(&rows, as_of),
        || rows.iter().map(|it| record(it.task, it.account, as_of)).collect(),
    )
}

fn table(rows: &[Row<'_>], as_of: Day) -> Table {
    let columns = vec![
        Column::numbers("Id"),
        Column::words("Due"),
        Column::words(""),
        Column::words("Account"),
        Column::words("Task"),
        Column::words("Priority"),
        Column::words("Tags"),
    ];
    let row = |it: &Row<'_>| {
        let late = it.task.days_late(as_of);
        let late = late
            .map_or_else(Cell::default, |it| Cell::from(format!("{it}d late")).in_tone(Tone::Bad));
        vec![
            it.task.id.to_string().into(),
            due(it.task).into(),
            late,
            it.account.map_or("", |it| it.name.as_ref()).into(),
            it.task.title.as_ref().into(),
            it.task.priority.as_deref().unwrap_or("").into(),
            it.task.tags.join(", ").into(),
        ]
    };
    Table { columns, rows: rows.iter().map(row).collect() }
}

/// When a task is due, as a person reads it.
pub(super) fn due(task: &Task) -> String {
    match (task.due_on, task.due_time.as_deref()) {
        (Some(day), Some(time)) => format!("{day} {time}"),
        (Some(day), None) => day.to_string(),
        (None, _) => NOTHING.to_owned(),
    }
}

/// A task as JSON.
pub(super) fn record(task: &Task, account: Option<&Assessment>, as_of: Day) -> Object {
    Object::new()
        .with("id", task.id.raw())
        .with("title", &task.title)
        .with("account", account.map(|it| it.account.raw()))
        .with("external_id", account.and_then(|it| it.external_id.as_deref()))
        .with("name", account.map(|it| it.name.as_ref()))
        .with("due_on", task.due_on)
        .with("due_time", task.due_time.as_deref())
        .with("days_late", task.days_late(as_of))
        .with("priority", task.priority.as_deref())
        .with("done_on", task.done_on)
        .with("tags", task.tags.iter().collect::<Json>())
        .with("notes", task.notes.as_deref())
        .with("playbook", task.playbook.as_deref())
        .with("origin", task.origin.as_deref())
}
