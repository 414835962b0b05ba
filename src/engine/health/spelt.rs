//! Numbers, texts and curves as a model file writes them.

use std::fmt;

use super::curve::{Curve, Knot};

/// A number as a model file writes it.
pub(super) fn number(value: f64) -> String {
    if value != 0.0 && value.is_finite() && !(1e-6..1e15).contains(&value.abs()) {
        // Plain digits would make an integer that is too long for a file.
        return format!("{value:e}");
    }
    value.to_string()
}

/// A text as a model file writes it.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

impl fmt::Display for Curve {
    /// As a model file writes it: `[[0, 100], [1, 85]]`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pair = |it: &Knot| format!("[{}, {}]", number(it.at), number(it.score));
        let pairs: Vec<String> = self.knots().iter().map(pair).collect();
        write!(f, "[{}]", pairs.join(", "))
    }
}
