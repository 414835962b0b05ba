//! Files on their way into the book: whose each row is, what is new in it, and the report.
//!
//! **Invariant:** a call is one change of the book, all of it or nothing, and a file that says nothing
//! new makes no change.

mod accounts;
mod call;
mod clash;
mod currency;
mod error;
mod key;
mod ledger;
mod options;
mod record_rows;
mod rejects;
mod report;
mod run;
mod said;
mod seen;
mod series;
mod snapshot_point;
mod usage_rows;
mod versions;

pub use error::Error;
pub use options::{Doing, Going, ImportOptions, Step};
pub use report::{AssumedDate, Conflict, ConflictSide, FileReport, ImportReport, Totals};
pub use run::import;
