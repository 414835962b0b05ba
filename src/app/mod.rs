//! The state of the cockpit, the actions that change it, the effects that reach the store.
//!
//! **Invariant:** nothing here names a terminal, and `update` does no I/O.

mod book;
mod effect;
mod error;
mod judge;
mod named;
mod page;
mod rows;
mod session;
mod writes;

pub use book::{
    AccountRow, AgendaItem, AgendaKind, AlertRow, Book, EvidenceRow, Reason, TaskRow, Totals,
};
pub use effect::{Answer, Change, Done, Effect};
pub use error::Error;
pub use judge::{Judged, judge};
pub use page::{AccountPage, CapRow, FactRow, FieldRow, MeasureRow, PersonRow, TimelineRow};
pub use session::{Session, Setup};
