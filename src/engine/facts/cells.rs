//! The cells of a sheet in the making.

use super::fact::FactId;
use super::known::Known;
use super::sheet::FactCell;
use super::wanted::Wanted;
use crate::domain::{Day, Value};

/// The cells of a sheet in the making; what is missing or not asked for gets none.
#[derive(Debug)]
pub(super) struct Cells<'a> {
    wanted: &'a Wanted,
    cells: Vec<FactCell>,
}

impl<'a> Cells<'a> {
    /// An empty sheet for these facts, with room for the built-in ones.
    pub(super) fn new(wanted: &'a Wanted) -> Self {
        Self { wanted, cells: Vec::with_capacity(Known::ALL.len()) }
    }

    /// Whether a fact is asked for, where it takes more than a moment to compute.
    pub(super) fn asks_for(&self, fact: Known) -> bool {
        self.wanted.asks_for(fact.id())
    }

    /// A fact, where it has a value.
    pub(super) fn put(&mut self, fact: Known, value: Option<Value>, data_on: Option<Day>) {
        self.put_at(fact.id(), value, data_on);
    }

    /// A fact of the book's own, where it has a value.
    pub(super) fn put_at(&mut self, fact: FactId, value: Option<Value>, data_on: Option<Day>) {
        if let Some(value) = value.filter(|_| self.wanted.asks_for(fact)) {
            self.cells.push(FactCell { fact, value: Ok(value), data_on });
        }
    }

    /// A fact that makes no sense for this account, and why.
    pub(super) fn not_applicable(&mut self, fact: Known, why: &str) {
        if self.asks_for(fact) {
            self.cells.push(FactCell { fact: fact.id(), value: Err(why.into()), data_on: None });
        }
    }

    /// The cells.
    pub(super) fn into_vec(self) -> Vec<FactCell> {
        self.cells
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
