//! Why a whole file cannot be read, said for the person who exported it.

use std::fmt;

use super::kind::FileKind;
use crate::domain::Day;

/// What went wrong with a file. A single bad row is no error but a [`super::Reject`].
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The path is a folder.
    #[error("{file} is a folder. Name the files in it: rounds import {file}/*.csv")]
    Folder {
        /// The path.
        file: String,
    },
    /// The file cannot be opened or read.
    #[error("{file} cannot be read: {what}")]
    Unreadable {
        /// The path.
        file: String,
        /// What the system says.
        what: String,
    },
    /// The file has no bytes, or no line with words.
    #[error("{file} is empty: it has no header line. Export it again")]
    Empty {
        /// The file.
        file: String,
    },
    /// The file is no text.
    #[error(
        "{file} is not a text file: it looks like {what}. Save it as CSV (UTF-8) and import that"
    )]
    Binary {
        /// The file.
        file: String,
        /// What it looks like.
        what: &'static str,
    },
    /// A pipe goes on and on.
    #[error(
        "{file} says more than 1 GiB and does not end. Save what it says as a file, and import that"
    )]
    Endless {
        /// The path.
        file: String,
    },
    /// A row is longer than any row is.
    #[error(
        "{file}: line {line}: the row that begins here is longer than 16 MiB, as where a quote is left open"
    )]
    LongRow {
        /// The file.
        file: String,
        /// The row's first line.
        line: u64,
    },
    /// The header has more columns than any table of records has.
    #[error(
        "{file}: line {line}: has {columns} columns, and at most {most} can be imported. A table with an account in each column has to be turned round first"
    )]
    Wide {
        /// The file.
        file: String,
        /// The header's line.
        line: u32,
        /// Its columns.
        columns: usize,
        /// The most that there may be.
        most: usize,
    },
    /// The header fits no kind of record.
    #[error(
        "{file}: line {line}: the columns ({seen}) fit no kind of file. Say what it holds with --as KIND, one of: {}",
        FileKind::listed(possible)
    )]
    UnknownKind {
        /// The file.
        file: String,
        /// The header's line.
        line: u32,
        /// The first columns.
        seen: String,
        /// The kinds that it has the columns for; where there is none, any may be meant.
        possible: Vec<FileKind>,
    },
    /// The header fits two kinds equally well.
    #[error(
        "{file}: line {line}: the columns ({seen}) could be {first} or {second}. Say which with --as {first} or --as {second} (all kinds: {})",
        FileKind::listed(FileKind::ALL)
    )]
    AmbiguousKind {
        /// The file.
        file: String,
        /// The header's line.
        line: u32,
        /// The first columns.
        seen: String,
        /// One kind.
        first: FileKind,
        /// The other.
        second: FileKind,
    },
    /// The kind was named by the user, and a column that it cannot do without is not there.
    #[error("{file}: line {line}: {kind} need a column for {needs}; the columns are {seen}")]
    MissingColumn {
        /// The file.
        file: String,
        /// The header's line.
        line: u32,
        /// The kind.
        kind: FileKind,
        /// What is missing.
        needs: String,
        /// The first columns.
        seen: String,
    },
    /// Every date of a column can be read in two ways, or its dates contradict each other.
    #[error("{file}: {readings}. Say which with --dates dmy or --dates mdy")]
    AmbiguousDates {
        /// The file.
        file: String,
        /// The column, and how one of its cells can be read.
        readings: Box<TwoReadings>,
    },
    /// The built-in list of headers cannot be read: a fault of ours.
    #[error(
        "the built-in list of columns (assets/columns.toml) cannot be read: {0}. This is a fault of rounds"
    )]
    Columns(String),
}

/// A date that can be read in two ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TwoReadings {
    /// The column's header.
    pub column: String,
    /// Why the column's order cannot be told.
    pub why: &'static str,
    /// The line of the example.
    pub line: u32,
    /// The example as the file has it.
    pub cell: String,
    /// The example read day first.
    pub day_first: Day,
    /// The example read month first.
    pub month_first: Day,
}

impl fmt::Display for TwoReadings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { column, why, line, cell, day_first, month_first } = self;
        write!(f, "column {column:?}: {why}; line {line} says {cell:?}, which ")?;
        if day_first == month_first {
            return write!(f, "can only be {day_first}");
        }
        write!(f, "is {day_first} day first and {month_first} month first")
    }
}
