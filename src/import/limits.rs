//! What a number can be, by what it counts: no book has minus three seats.

use super::header::words;
use super::role::SeriesName;
use crate::domain::{Family, Field, Kind, Value};

/// Fields that count or measure what cannot be less than nothing.
const FROM_NOTHING: [&str; 12] = [
    "arr",
    "mrr",
    "seats",
    "term_months",
    "notice_days",
    "minutes",
    "first_response_minutes",
    "resolution_hours",
    "csat",
    "score",
    "influence",
    "weight",
];

/// Words of a metric whose values may be below 0.
const SIGNED: [&str; 13] = [
    "balance",
    "net",
    "change",
    "delta",
    "diff",
    "difference",
    "growth",
    "trend",
    "variance",
    "deviation",
    "margin",
    "score",
    "sentiment",
];

/// Refuses a value that a field of the record cannot have; the reason follows the cell in quotes.
pub(super) fn check(field: &Field, value: &Value) -> Result<(), String> {
    let Some(number) = amount(value) else { return Ok(()) };
    // The amount of an outcome is what was won or lost, either way.
    let is_price = field.kind == Kind::Contract && field.name == "amount";
    if number < 0.0 && (is_price || FROM_NOTHING.contains(&field.name)) {
        return Err(format!("is below 0, and {} cannot be", named(field.name)));
    }
    if field.name == "seats" && number.fract() != 0.0 {
        return Err("is not whole, and seats are counted".to_owned());
    }
    Ok(())
}

/// Refuses a value that a metric cannot have. Usage is counted from 0, unless the metric's name says
/// that it is a balance or a change.
pub(super) fn check_metric(metric: &SeriesName, value: f64) -> Result<(), String> {
    let may_be_negative = || words(&metric.name).iter().any(|it| SIGNED.contains(&it.as_str()));
    if value >= 0.0 || metric.family != Family::Usage || may_be_negative() {
        return Ok(());
    }
    let name = &metric.name;
    Err(format!("is below 0, and usage cannot be (a balance can: call it {name}_balance)"))
}

/// The number in a value; of an amount its sign is all that counts.
fn amount(value: &Value) -> Option<f64> {
    match value {
        Value::Money(it) => Some(it.minor() as f64),
        it => it.as_f64(),
    }
}

/// A field as a message says it.
fn named(field: &str) -> String {
    match field {
        "arr" | "mrr" => field.to_uppercase(),
        it => it.replace('_', " "),
    }
}
