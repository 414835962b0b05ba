//! Facts: named, typed values about one account as of one day, computed in one place.

mod catalogue;
mod compute;
mod fact;
mod known;
mod norms;
mod sheet;
mod suffix;

pub use catalogue::Catalogue;
pub use compute::{Wanted, compute, rows_behind};
pub use fact::{CustomField, Fact, FactId};
pub use norms::Norms;
pub use sheet::{FactCell, Reading, Sheet};
