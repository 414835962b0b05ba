//! Single fields of a record's history as of a day, without folding the whole record.

use crate::domain::{Day, RecordHistory, Value};

/// The value of one field on a day.
pub(super) fn field_on<'a>(history: &'a RecordHistory, field: &str, day: Day) -> Option<&'a Value> {
    history
        .versions_on(day)
        .rev()
        .find_map(|it| it.patch.iter().rev().find(|(name, _)| name.as_str() == field))
        .and_then(|(_, value)| value.as_ref())
}

/// Whether the record is known on a day and not in the bin.
pub(super) fn is_known_on(history: &RecordHistory, day: Day) -> bool {
    let is_deleted = field_on(history, "deleted", day).and_then(Value::as_flag).unwrap_or(false);
    !is_deleted && history.versions_on(day).next().is_some()
}
