//! Rows of files as they are cited.

use crate::domain::{Cap, RowRef};
use crate::export::Object;

/// The first rows of several, and how many more there are.
pub(super) fn few(rows: &[RowRef]) -> String {
    let first: Vec<String> = rows.iter().take(2).map(ToString::to_string).collect();
    let more = rows.len().saturating_sub(2);
    if more > 0 { format!("{} and {more} more", first.join(", ")) } else { first.join(", ") }
}

/// A limit as JSON.
pub(super) fn cap(it: &Cap) -> Object {
    Object::new().with("cap", &it.id).with("at_most", it.at_most).with("text", it.reason.as_str())
}
