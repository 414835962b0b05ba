//! Alerts: rules over facts, their episodes, their rank and their budget.
//!
//! **Invariant:** an alert is rule and account; the same sighting has the same id for ever, and a
//! rule that fires again while its alert is open changes that alert. What is unknown neither opens
//! nor clears anything.

mod answer;
mod episode;
mod hold;
mod message;
mod pattern;
mod rank;
mod read;
mod rule;
mod score_rows;
mod tally;
mod watch;

pub(super) use answer::waits_for_condition;
pub use hold::{CoolDown, Hold};
pub use pattern::{Pattern, patterns};
pub use rank::{Ranked, days_to_decision, ranked, together, urgency};
pub use read::Overlaid;
pub use rule::{Rule, RuleError, Rules};
pub(super) use score_rows::cite_score;
pub use watch::Watch;
