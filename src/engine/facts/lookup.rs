//! Single fields of a record's history as of a day, without folding the whole record; the metric of
//! a series.

use crate::domain::{Day, Metric, RecordHistory, Series, Value};
use crate::engine::context::Context;

/// The metric that a series is of.
pub(super) fn metric_of<'a>(context: &'a Context, series: &Series) -> Option<&'a Metric> {
    let at = context.metrics.binary_search_by_key(&series.metric, |it| it.id).ok()?;
    context.metrics.get(at)
}

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
