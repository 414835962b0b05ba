//! `rounds playbook`: lists of tasks with dates, and how they are started.

use std::sync::Arc;

use super::args::{Format, Playbook as Args, PlaybookStart as StartArgs};
use super::aside::aside;
use super::edit::said;
use super::error::Error;
use super::run::Run;
use crate::app::{self, Again, Change, PlaybookStart, date_in_words};
use crate::engine::{Plan, PlannedTask, Playbook, Playbooks};
use crate::export::{Column, Json, Object, Table};

/// Does what was asked about playbooks.
pub(super) fn playbook(run: &mut Run<'_>, args: &Args) -> Result<(), Error> {
    match args {
        Args::List { form } => list(run, (*form).into()),
        Args::Show { playbook, form } => show(run, playbook, (*form).into()),
        Args::Start(it) => start(run, it),
    }
}

/// The playbooks that can be started; what is wrong in the user's own is told beside.
fn playbooks(run: &Run<'_>) -> Result<Playbooks, Error> {
    let laid = run.setup()?.policy.laid_playbooks();
    for it in laid.problems {
        aside(format_args!("rounds: {it} (the built-in one holds)"));
    }
    Ok(laid.playbooks)
}

fn list(run: &mut Run<'_>, format: Format) -> Result<(), Error> {
    let all = playbooks(run)?;
    run.list(format, || table(&all), || all.iter().map(|it| record(it)).collect())
}

fn table(all: &Playbooks) -> Table {
    let columns = vec![
        Column::words("Playbook"),
        Column::words("Name").minor(),
        Column::numbers("Tasks"),
        Column::words("Counts from"),
        Column::words("What for"),
    ];
    let row = |it: &Arc<Playbook>| {
        vec![
            it.slug.as_ref().into(),
            it.title.as_ref().into(),
            it.tasks.len().to_string().into(),
            it.anchor.word().into(),
            it.purpose.as_ref().into(),
        ]
    };
    Table { columns, rows: all.iter().map(row).collect() }
}

fn record(it: &Playbook) -> Object {
    let tasks = it.tasks.iter().map(|it| {
        Object::new()
            .with("title", &it.title)
            .with("due", i64::from(it.due))
            .with("anchor", it.anchor.word())
            .with("priority", it.priority.as_deref())
            .with("owner", it.owner.as_deref())
            .with("done_when", it.done_when.as_deref())
    });
    Object::new()
        .with("playbook", &it.slug)
        .with("title", &it.title)
        .with("purpose", &it.purpose)
        .with("anchor", it.anchor.word())
        .with("tasks", tasks.collect::<Json>())
}

fn show(run: &mut Run<'_>, slug: &str, format: Format) -> Result<(), Error> {
    let all = playbooks(run)?;
    let it = all.get(slug).ok_or_else(|| app::Error::NoPlaybook {
        wanted: slug.to_owned(),
        nearest: all.nearest(slug),
    })?;
    let columns = vec![
        Column::words("Day"),
        Column::words(""),
        Column::words("Task"),
        Column::words("Owner").minor(),
        Column::words("Done when").minor(),
    ];
    let rows = it.tasks.iter().map(|task| {
        vec![
            format!("{} {:+}d", task.anchor.word(), task.due).into(),
            sign(task.priority.as_deref()).into(),
            task.title.as_ref().into(),
            task.owner.as_deref().unwrap_or("").into(),
            task.done_when.as_deref().unwrap_or("").into(),
        ]
    });
    let table = Table { columns, rows: rows.collect() };
    match format {
        Format::Json => run.object(record(it)),
        Format::Text => {
            run.line(format!("{}: {}", it.slug, it.title))?;
            run.line(&it.purpose)?;
            run.line("")?;
            run.table(&table)
        }
        format => run.list(format, || table, || vec![record(it)]),
    }
}

/// Starts a playbook for an account, or says what that would write down.
fn start(run: &mut Run<'_>, args: &StartArgs) -> Result<(), Error> {
    let mut session = if args.dry_run { run.read()? } else { run.write()? };
    let account = session.find_account(&args.account)?;
    let given = args.anchor_date.as_deref().map(|it| date_in_words(it, run.today));
    let given = given.transpose().map_err(Error::Usage)?;
    let plan = session.plan(&args.playbook, account, given)?;
    if let Some(id) = &args.alert {
        let alerts = session.assess(account)?.alerts;
        if alerts.iter().all(|it| *it.id != **id) {
            return Err(Error::NotFound(format!(
                "the account has no alert {id:?}. List them with: rounds alerts --json"
            )));
        }
    }
    if args.dry_run {
        tell(run, &plan)?;
        aside("nothing was written: leave out --dry-run to start it");
        return Ok(());
    }
    let again = if args.again { Again::Allowed } else { Again::Refused };
    let start = PlaybookStart::new(&plan, account, args.alert.as_deref(), again);
    let what = session.change(&Change::StartPlaybook(start))?;
    tell(run, &plan)?;
    run.flush()?;
    said(&what);
    Ok(())
}

/// Prints the tasks with their dates.
fn tell(run: &mut Run<'_>, plan: &Plan) -> Result<(), Error> {
    let columns = vec![
        Column::words("Due"),
        Column::words(""),
        Column::words("Task"),
        Column::words("Owner").minor(),
    ];
    let row = |it: &PlannedTask| {
        let passed = it.passed_on.map(|it| format!(" ({it} has passed)"));
        vec![
            it.due_on.to_string().into(),
            sign(it.priority.as_deref()).into(),
            format!("{}{}", it.title, passed.unwrap_or_default()).into(),
            it.owner.as_deref().unwrap_or("").into(),
        ]
    };
    run.table(&Table { columns, rows: plan.tasks.iter().map(row).collect() })
}

/// What stands before a task of a priority.
fn sign(priority: Option<&str>) -> &'static str {
    if priority == Some("high") { "!" } else { "" }
}
