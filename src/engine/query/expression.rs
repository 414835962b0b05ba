//! A checked query.

use super::error::QueryError;
use crate::domain::Day;
use crate::engine::facts::{Catalogue, FactId, Sheet};

/// A query that was checked against the catalogue.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {}

impl Query {
    /// Reads and checks a query; `today` is what relative dates count from.
    pub fn parse(_text: &str, _catalogue: &Catalogue, _today: Day) -> Result<Self, QueryError> {
        Ok(Self {})
    }

    /// Whether an account's facts satisfy it; a missing fact satisfies no comparison.
    pub fn matches(&self, _sheet: &Sheet) -> bool {
        true
    }

    /// The facts it compares, in the order of its text.
    pub fn facts(&self) -> Vec<FactId> {
        Vec::new()
    }
}
