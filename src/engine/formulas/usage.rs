//! Adoption: what may be expected of an account at its age.

use crate::domain::Day;

/// The seat utilisation to be expected `months` after the start, as a fraction; nothing in the
/// first month.
pub fn expected_utilisation(months: f64) -> Option<f64> {
    (months >= 1.0).then(|| (0.20 + (months - 1.0) * 0.075).clamp(0.20, 0.80))
}

/// Days from the start to the first value; 0 where value came before the contract.
pub fn time_to_first_value(start: Day, first_value: Day) -> i64 {
    first_value.days_since(start).max(0)
}
