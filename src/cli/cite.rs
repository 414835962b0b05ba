//! Rows of files as they are cited.

use crate::domain::RowRef;

/// The first rows of several, and how many more there are.
pub(super) fn few(rows: &[RowRef]) -> String {
    let first: Vec<String> = rows.iter().take(2).map(cited).collect();
    let more = rows.len().saturating_sub(2);
    if more > 0 { format!("{} and {more} more", first.join(", ")) } else { first.join(", ") }
}

/// A row as it is cited: `usage.csv:17`.
pub(super) fn cited(row: &RowRef) -> String {
    if row.file.is_empty() { "by hand".to_owned() } else { format!("{}:{}", row.file, row.line) }
}
