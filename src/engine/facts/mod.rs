//! Facts: named, typed values about one account as of one day, computed in one place.

mod catalogue;
mod compute;
mod norms;
mod sheet;

pub use catalogue::{Catalogue, CustomField, Fact, FactId};
pub use compute::{Wanted, compute, rows_behind};
pub use norms::Norms;
pub use sheet::{FactCell, Reading, Sheet};
