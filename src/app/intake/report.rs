//! What an import did, file by file.

use serde::Serialize;

use crate::domain::{Day, EntryId};
use crate::import::{Mapping, Reject};

/// What an import did.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportReport {
    /// The journal entry; nothing where the book did not change, or the import was a dry run.
    pub entry: Option<EntryId>,
    /// Whether nothing was kept.
    pub is_dry_run: bool,
    /// The files, in the order in which they were taken.
    pub files: Vec<FileReport>,
    /// Values that two files of the call give differently, at most a hundred of them; the first file
    /// counts.
    pub conflicts: Vec<Conflict>,
    /// How many there are in all.
    pub conflict_count: u64,
    /// The day that the call's snapshots are of, where no one said it.
    pub assumed: Option<AssumedDate>,
}

/// Counts of rows; the last four add up to the first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Rows read, blank ones left out.
    pub rows: u64,
    /// Rows that made a record or a value that was not there.
    pub created: u64,
    /// Rows that changed one.
    pub updated: u64,
    /// Rows that said what the book knows, or nothing.
    pub unchanged: u64,
    /// Rows that were not taken.
    pub rejected: u64,
}

/// What became of one file.
#[derive(Debug, Clone, PartialEq)]
pub struct FileReport {
    /// Its name without its folder.
    pub file: String,
    /// What it holds: `accounts`, `usage` …
    pub kind: &'static str,
    /// How its columns were recognised: `built-in` for the built-in list of headers.
    pub profile: &'static str,
    /// Its rows.
    pub totals: Totals,
    /// Where the rejected rows are, where there are any and the import was kept.
    pub rejects_file: Option<String>,
    /// The first rejects, at most twenty.
    pub rejects: Vec<Reject>,
    /// How its characters are written: `UTF-8`, `Windows-1252` …
    pub encoding: &'static str,
    /// The mark between its cells: `comma`, `semicolon`, `tab`, `pipe`.
    pub delimiter: &'static str,
    /// What became of each column.
    pub mapping: Vec<Mapping>,
    /// What the user should know.
    pub notes: Vec<String>,
}

/// One value that two files of a call give differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// Whose value: the record's key.
    pub record: String,
    /// The field or metric.
    pub field: String,
    /// The side that counts.
    pub kept: ConflictSide,
    /// The side that does not.
    pub dropped: ConflictSide,
}

/// One side of a conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConflictSide {
    /// The file's name.
    pub file: String,
    /// The line in it.
    pub line: u32,
    /// What it says.
    pub value: String,
}

/// The day that snapshots are of, and where it was taken from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssumedDate {
    /// The day.
    pub on: Day,
    /// The file that has it, where one has; else it is the day of the import.
    pub file: Option<String>,
    /// The column that has it.
    pub column: Option<String>,
}

impl ImportReport {
    /// The sums over all files.
    pub fn totals(&self) -> Totals {
        self.files.iter().fold(Totals::default(), |sum, it| Totals {
            rows: sum.rows + it.totals.rows,
            created: sum.created + it.totals.created,
            updated: sum.updated + it.totals.updated,
            unchanged: sum.unchanged + it.totals.unchanged,
            rejected: sum.rejected + it.totals.rejected,
        })
    }

    /// Whether there were rows and none was taken, so that the command fails.
    pub fn is_all_rejected(&self) -> bool {
        let totals = self.totals();
        totals.rows > 0 && totals.rejected == totals.rows
    }

    /// The whole in one line, for a message line.
    pub fn headline(&self) -> String {
        let totals = self.totals();
        let verb = if self.is_dry_run { "Would import" } else { "Imported" };
        let files = if self.files.len() == 1 { "file" } else { "files" };
        let line = format!(
            "{verb} {} {files}: {} rows, {} created, {} updated, {} unchanged",
            self.files.len(),
            totals.rows,
            totals.created,
            totals.updated,
            totals.unchanged
        );
        let rejected = match totals.rejected {
            0 => String::new(),
            count => format!(", {count} rejected"),
        };
        let conflicts = match self.conflict_count {
            0 => String::new(),
            1 => ", 1 conflict".to_owned(),
            count => format!(", {count} conflicts"),
        };
        line + &rejected + &conflicts
    }

    /// The report for programs; its keys are stable.
    pub fn to_json(&self) -> serde_json::Value {
        let totals = self.totals();
        let files: Vec<serde_json::Value> = self.files.iter().map(FileReport::to_json).collect();
        serde_json::json!({
            "import": self.entry.map(EntryId::raw),
            "dry_run": self.is_dry_run,
            "rows": totals.rows,
            "created": totals.created,
            "updated": totals.updated,
            "unchanged": totals.unchanged,
            "rejected": totals.rejected,
            "conflicts": self.conflict_count,
            "conflict_list": self.conflicts,
            "snapshot_date": self.assumed.as_ref().map(|it| it.on.to_string()),
            "snapshot_date_assumed_from": self.assumed.as_ref().and_then(AssumedDate::source),
            "files": files,
        })
    }
}

impl AssumedDate {
    /// Where the day was taken from: `zendesk_tickets.csv, column last_csm_contact_date`.
    pub fn source(&self) -> Option<String> {
        let (file, column) = (self.file.as_ref()?, self.column.as_ref()?);
        Some(format!("{file}, column {column}"))
    }
}

impl FileReport {
    fn to_json(&self) -> serde_json::Value {
        let mapping: Vec<serde_json::Value> = self
            .mapping
            .iter()
            .map(|it| serde_json::json!({"column": it.column, "becomes": it.becomes, "dates": it.dates}))
            .collect();
        let rejects: Vec<serde_json::Value> = self
            .rejects
            .iter()
            .map(
                |it| serde_json::json!({"line": it.line, "column": it.column, "reason": it.reason}),
            )
            .collect();
        serde_json::json!({
            "file": self.file,
            "kind": self.kind,
            "profile": self.profile,
            "rows": self.totals.rows,
            "created": self.totals.created,
            "updated": self.totals.updated,
            "unchanged": self.totals.unchanged,
            "rejected": self.totals.rejected,
            "rejects_file": self.rejects_file,
            "rejects": rejects,
            "encoding": self.encoding,
            "delimiter": self.delimiter,
            "columns": mapping,
            "notes": self.notes,
        })
    }
}
