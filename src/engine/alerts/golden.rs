//! The published values that waiting, quiet and rank must reproduce.

use serde_json::Value;

const FILE: &str = include_str!("../../../tests/goldens/11_alerting.json");

/// The goldens of one operation.
pub(super) fn goldens(op: &str) -> Vec<Value> {
    let all: Vec<Value> = serde_json::from_str(FILE).unwrap();
    let found: Vec<Value> = all.into_iter().filter(|it| it["op"] == op).collect();
    assert!(!found.is_empty(), "{op}");
    found
}
