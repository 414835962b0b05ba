//! Playbooks: named lists of tasks whose dates count from an anchor.
//!
//! **Invariant:** a playbook is checked when it is read, so that planning it can fail in one way
//! only: the account lacks the date that it counts from.

mod plan;
mod playbook;
mod read;

pub use plan::{NoAnchor, Plan, PlannedTask};
pub use playbook::{Playbook, PlaybookError, PlaybookTask, Playbooks};
pub use read::OverlaidPlaybooks;
