//! What an import did, file by file.

use crate::domain::{Day, EntryId, counted};
use crate::import::{FileKind, Mapping, Reject};

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

/// Counts of rows; created, updated, unchanged and rejected add up to the first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Rows read, blank ones left out.
    pub rows: u64,
    /// Rows that made a record or a value that was not there.
    pub created: u64,
    /// Rows that changed one.
    pub updated: u64,
    /// Rows that said what the book knows, or nothing.
    pub unchanged: u64,
    /// Of the unchanged, rows that say that nothing happened (`churned` = 0): they hold no outcome.
    pub without_outcome: u64,
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
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
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
            without_outcome: sum.without_outcome + it.totals.without_outcome,
            rejected: sum.rejected + it.totals.rejected,
        })
    }

    /// Whether there were rows and none was taken, so that the command fails.
    pub fn is_all_rejected(&self) -> bool {
        let totals = self.totals();
        totals.rows > 0 && totals.rejected == totals.rows
    }

    /// The whole in one line, for a message line: how many records of which kind, and what is new.
    pub fn headline(&self) -> String {
        let totals = self.totals();
        if self.is_all_rejected() {
            let rows = counted(totals.rejected, "row");
            return format!("Nothing to import: {rows} rejected");
        }
        let verb = if self.is_dry_run { "Would import" } else { "Imported" };
        let files = counted(self.files.len() as u64, "file");
        let mut parts = vec![format!("{verb} {files}: {}", self.held().join(", "))];
        if totals.updated + totals.known() > 0 {
            parts.push(format!(
                "{} created, {} updated, {} unchanged",
                totals.created,
                totals.updated,
                totals.known()
            ));
        }
        parts.extend(totals.silence());
        if totals.rejected > 0 {
            parts.push(counted(totals.rejected, "row") + " rejected");
        }
        if self.conflict_count > 0 || self.files.len() > 1 {
            parts.push(counted(self.conflict_count, "conflict"));
        }
        parts.join("; ")
    }

    /// What the taken rows are, files of one kind together.
    fn held(&self) -> Vec<String> {
        let mut kinds: Vec<(&FileReport, Vec<u64>)> = Vec::new();
        for file in &self.files {
            let alike = |it: &&mut (&FileReport, Vec<u64>)| {
                it.0.kind == file.kind && it.0.has_usage() == file.has_usage()
            };
            match kinds.iter_mut().find(alike) {
                Some((_, taken)) => taken.push(file.totals.taken()),
                None => kinds.push((file, vec![file.totals.taken()])),
            }
        }
        kinds.into_iter().map(|(first, taken)| self.held_by(first, &taken)).collect()
    }

    /// What the taken rows of files like this one are, so many of each.
    fn held_by(&self, file: &FileReport, taken: &[u64]) -> String {
        let sum = taken.iter().sum();
        if file.kind == FileKind::Snapshot.word() {
            if !file.has_usage() {
                return format!("{sum} with reported figures");
            }
            let dated = self.assumed.as_ref().map_or_else(String::new, |it| {
                let from = it.source().unwrap_or_else(|| "the day of the import".to_owned());
                format!(" dated {} (assumed from {from})", it.on)
            });
            return format!("{sum} with usage figures{dated}");
        }
        // Two files may speak of the same records: their rows are no count of these.
        if file.kind == FileKind::Usage.word() || taken.len() > 1 {
            return format!("{} of {}", counted(sum, "row"), file.kind);
        }
        let one = match file.kind.strip_suffix("ies") {
            Some(stem) => format!("{stem}y"),
            None => file.kind.trim_end_matches('s').to_owned(),
        };
        counted(sum, &one)
    }
}

impl FileReport {
    fn has_usage(&self) -> bool {
        self.mapping.iter().any(|it| it.becomes.starts_with("usage."))
    }
}

impl Totals {
    /// Rows that said what the book knows.
    pub fn known(&self) -> u64 {
        self.unchanged - self.without_outcome
    }

    /// Rows that hold a record or a value, new or not.
    fn taken(&self) -> u64 {
        self.created + self.updated + self.known()
    }

    /// How many rows say that nothing happened, in words; nothing where none does.
    pub fn silence(&self) -> Option<String> {
        let rows = counted(self.without_outcome, "row");
        match self.without_outcome {
            0 => None,
            1 => Some(format!("{rows} holds no outcome")),
            _ => Some(format!("{rows} hold no outcome")),
        }
    }
}

impl AssumedDate {
    /// Where the day was taken from: `zendesk_tickets.csv, last_csm_contact_date`.
    pub fn source(&self) -> Option<String> {
        let (file, column) = (self.file.as_ref()?, self.column.as_ref()?);
        Some(format!("{file}, {column}"))
    }
}
