//! `rounds history`: what was changed, newest first.

use super::args;
use super::error::Error;
use super::run::Run;
use crate::clock::on_this_clock;
use crate::domain::{Entry, grouped};
use crate::export::{Cell, Column, Object, Table, Tone};

/// Lists the latest changes.
pub(super) fn list(run: &mut Run<'_>, args: &args::History) -> Result<(), Error> {
    let session = run.read()?;
    let entries = session.journal(args.limit)?;
    run.list(args.form.into(), || table(&entries), || entries.iter().map(record).collect())
}

fn table(entries: &[Entry]) -> Table {
    let columns = vec![
        Column::numbers("Id"),
        Column::words("At"),
        Column::numbers("Values"),
        Column::words(""),
        Column::words("What"),
    ];
    let row = |it: &Entry| {
        let undone = if it.is_undone { "undone" } else { "" };
        vec![
            it.id.to_string().into(),
            on_this_clock(&it.at).into(),
            grouped(it.changes as f64, 0).into(),
            Cell::from(undone).in_tone(Tone::Faint),
            it.what.as_ref().into(),
        ]
    };
    Table { columns, rows: entries.iter().map(row).collect() }
}

fn record(it: &Entry) -> Object {
    Object::new()
        .with("id", it.id.raw())
        .with("at", &it.at)
        .with("what", &it.what)
        .with("changes", it.changes)
        .with("undone", it.is_undone)
}
