//! The state of the cockpit, the actions that change it, the effects that reach the store.
//!
//! **Invariant:** nothing here names a terminal, and `update` does no I/O.

mod book;
mod effect;
mod page;

pub use book::{
    AccountRow, AgendaItem, AgendaKind, AlertRow, Book, EvidenceRow, Reason, TaskRow, Totals,
};
pub use effect::{Answer, Change, Done, Effect};
pub use page::{AccountPage, FieldRow, MeasureRow, PersonRow, TimelineRow};
