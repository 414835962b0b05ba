//! What a change says, before it has an entry.

use crate::domain::{Day, FieldName, FileId, Lines, Value};

/// A file about to be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile<'a> {
    /// Its name without its folder.
    pub name: &'a str,
    /// What it holds, for `doctor` and the import's report.
    pub kind: &'a str,
    /// The day that it says how things stand on: the import's day.
    pub on: Day,
}

/// What a row or an edit says about a record.
#[derive(Debug, Clone, PartialEq)]
pub struct NewVersion {
    /// The file, where one brought it.
    pub file: Option<FileId>,
    /// The line in it, 0 where there is none.
    pub line: u32,
    /// The day it is about.
    pub effective_on: Day,
    /// The day it was learned.
    pub known_on: Day,
    /// The fields it sets, and those it empties.
    pub patch: Vec<(FieldName, Option<Value>)>,
}

/// A value of a series.
#[derive(Debug, Clone, PartialEq)]
pub struct NewPoint {
    /// The first day of the period that the value is about.
    pub on: Day,
    /// The day it was learned.
    pub known_on: Day,
    /// The value; never NaN or infinite.
    pub value: f64,
    /// The lines that were added up to it.
    pub lines: Lines,
}
