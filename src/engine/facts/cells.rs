//! The cells of a sheet in the making.

use super::fact::FactId;
use super::known::Known;
use super::sheet::FactCell;
use crate::domain::{Day, Value};

/// The cells of a sheet in the making; what is missing gets none.
#[derive(Debug, Default)]
pub(super) struct Cells(Vec<FactCell>);

impl Cells {
    /// An empty sheet with room for the built-in facts.
    pub(super) fn new() -> Self {
        Self(Vec::with_capacity(Known::ALL.len()))
    }

    /// A fact, where it has a value.
    pub(super) fn put(&mut self, fact: Known, value: Option<Value>, data_on: Option<Day>) {
        self.put_at(fact.id(), value, data_on);
    }

    /// A fact of the book's own, where it has a value.
    pub(super) fn put_at(&mut self, fact: FactId, value: Option<Value>, data_on: Option<Day>) {
        if let Some(value) = value {
            self.0.push(FactCell { fact, value: Ok(value), data_on });
        }
    }

    /// A fact that makes no sense for this account, and why.
    pub(super) fn not_applicable(&mut self, fact: Known, why: &str) {
        self.0.push(FactCell { fact: fact.id(), value: Err(why.into()), data_on: None });
    }

    /// The cells.
    pub(super) fn into_vec(self) -> Vec<FactCell> {
        self.0
    }
}

/// A count as a value.
pub(super) fn count(n: usize) -> Value {
    Value::Number(n as f64)
}

/// Days between two dates as a value.
pub(super) fn days(from: Day, to: Day) -> Value {
    Value::Days(to.days_since(from) as f64)
}
