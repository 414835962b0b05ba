//! The report of an import as JSON; its keys are stable.

use std::path::Path;

use crate::app::{AssumedDate, Conflict, ConflictSide, FileReport, ImportReport};
use crate::domain::EntryId;
use crate::export::{Json, Object};
use crate::import::{Mapping, Reject};

/// What an import did.
pub(super) fn object(report: &ImportReport) -> Object {
    let totals = report.totals();
    let assumed = report.assumed.as_ref();
    Object::new()
        .with("import", report.entry.map(EntryId::raw))
        .with("dry_run", report.is_dry_run)
        .with("rows", totals.rows)
        .with("created", totals.created)
        .with("updated", totals.updated)
        .with("unchanged", totals.unchanged)
        .with("without_outcome", totals.without_outcome)
        .with("rejected", totals.rejected)
        .with("conflicts", report.conflict_count)
        .with("conflict_list", report.conflicts.iter().map(conflict).collect::<Json>())
        .with("snapshot_date", assumed.map(|it| it.on))
        .with("snapshot_date_assumed_from", assumed.and_then(AssumedDate::source))
        .with("files", report.files.iter().map(file).collect::<Json>())
}

fn file(it: &FileReport) -> Object {
    // A name only: the report says the same in whichever folder the files lie.
    let rejects = it.rejects_file.as_deref().and_then(|it| Path::new(it).file_name());
    Object::new()
        .with("file", it.file.as_str())
        .with("kind", it.kind)
        .with("profile", it.profile)
        .with("rows", it.totals.rows)
        .with("created", it.totals.created)
        .with("updated", it.totals.updated)
        .with("unchanged", it.totals.unchanged)
        .with("without_outcome", it.totals.without_outcome)
        .with("rejected", it.totals.rejected)
        .with("rejects_file", rejects.map(|it| it.to_string_lossy().into_owned()))
        .with("rejects", it.rejects.iter().map(reject).collect::<Json>())
        .with("encoding", it.encoding)
        .with("delimiter", it.delimiter)
        .with("columns", it.mapping.iter().map(column).collect::<Json>())
        .with("notes", it.notes.iter().map(String::as_str).collect::<Json>())
}

fn column(it: &Mapping) -> Object {
    Object::new()
        .with("column", it.column.as_str())
        .with("becomes", it.becomes.as_str())
        .with("dates", it.dates)
}

fn reject(it: &Reject) -> Object {
    Object::new()
        .with("line", it.line)
        .with("column", it.column.as_deref())
        .with("reason", it.reason.as_str())
}

fn conflict(it: &Conflict) -> Object {
    Object::new()
        .with("record", it.record.as_str())
        .with("field", it.field.as_str())
        .with("kept", side(&it.kept))
        .with("dropped", side(&it.dropped))
}

fn side(it: &ConflictSide) -> Object {
    Object::new()
        .with("file", it.file.as_str())
        .with("line", it.line)
        .with("value", it.value.as_str())
}
