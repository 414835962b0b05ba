//! Rows of files as they are cited.

use crate::domain::RowRef;

/// The first rows of several, and how many more there are.
pub(super) fn few(rows: &[RowRef]) -> String {
    let first: Vec<String> = rows.iter().take(2).map(ToString::to_string).collect();
    let more = rows.len().saturating_sub(2);
    if more > 0 { format!("{} and {more} more", first.join(", ")) } else { first.join(", ") }
}
