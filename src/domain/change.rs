//! A journal entry: one change, undone and redone as a whole.

use super::ids::EntryId;

/// One change of the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number, in the order of writing.
    pub id: EntryId,
    /// The instant it was written, RFC 3339 in UTC.
    pub at: Box<str>,
    /// What it did, in one line: `import accounts.csv, usage.csv`.
    pub what: Box<str>,
    /// How many records and values it touched.
    pub changes: u64,
    /// Whether it is undone.
    pub is_undone: bool,
}
