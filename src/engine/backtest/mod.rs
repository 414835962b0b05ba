//! How rules would have done: the past of a book replayed week by week, and what the alerts of each
//! rule came to (`docs/numbers.md`, "How a rule would have done").
//!
//! **Invariant:** a rule is tried on what was known on each day; only what became of the accounts is
//! looked up afterwards.

mod fate;
mod replay;
mod report;
mod tally;

pub use fate::{Fate, Stretch};
pub use replay::{Past, Replay};
pub use report::{Burden, Missed, Report, RuleReport, Trial, Verdict, report};
pub use tally::{Against, Lead, Tally, against_losses, against_silence};
