//! The judged book as screens show it: its rows, an account's page, the dates ahead.

mod agenda;
mod book;
mod calibrate;
mod crew;
mod judge;
pub(in crate::app) mod named;
pub(in crate::app) mod page;
mod policy;
pub(in crate::app) mod rows;
mod trial;
mod what_if;

pub use book::{
    AccountRow, AgendaItem, AgendaKind, AlertRow, Book, QuietRow, Reason, TaskRow, Totals,
};
pub(in crate::app) use calibrate::calibrated;
pub use judge::{Ground, Judged, Keep, judge};
pub(in crate::app) use named::Names;
pub use page::{AccountPage, CapRow, FactRow, FieldRow, MeasureRow, PersonRow, TimelineRow};
pub use policy::{
    CheckedPolicy, LaidPlaybooks, ModelInForce, OwnPolicy, check_policy, model_in_force,
};
pub(in crate::app) use trial::try_out;
pub use trial::{AgainstWhat, TrialWish};
pub(in crate::app) use what_if::tried;
pub use what_if::{OtherModel, Tried};
