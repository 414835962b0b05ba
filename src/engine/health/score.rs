//! From an account's facts to its health.

use super::model::Model;
use crate::domain::{Band, Health};
use crate::engine::context::Context;
use crate::engine::facts::Sheet;

/// Scores one account as of the sheet's day; the band is the one that this day alone gives.
pub fn score(_sheet: &Sheet, _context: &Context, _model: &Model) -> Health {
    Health {
        measures: Vec::new(),
        caps: Vec::new(),
        coverage: 0.0,
        uncapped: None,
        computed_band: Band::Unknown,
        band: Band::Unknown,
    }
}
