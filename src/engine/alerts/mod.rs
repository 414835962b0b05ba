//! Alerts: rules over facts, their episodes, their rank and their budget.

mod rule;

pub use rule::{Rule, RuleError, Rules};
