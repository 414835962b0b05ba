//! The cells of a sheet in the making.

use super::fact::FactId;
use super::known::Known;
use super::sheet::{FactCell, Gap, Sheet};
use super::wanted::Wanted;
use crate::domain::{AccountId, Day, Value};

/// The cells of a sheet in the making; what is missing or not asked for gets none.
#[derive(Debug)]
pub(super) struct Cells<'a> {
    wanted: &'a Wanted,
    present: Vec<FactCell>,
    gaps: Vec<Gap>,
}

impl<'a> Cells<'a> {
    /// An empty sheet for these facts, with room for the built-in ones.
    pub(super) fn new(wanted: &'a Wanted) -> Self {
        Self { wanted, present: Vec::with_capacity(Known::ALL.len()), gaps: Vec::new() }
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
            self.present.push(FactCell { fact, value: Ok(value), data_on });
        }
    }

    /// A fact that makes no sense for this account, and why.
    pub(super) fn not_applicable(&mut self, fact: Known, why: &str) {
        if self.asks_for(fact) {
            self.present.push(FactCell { fact: fact.id(), value: Err(why.into()), data_on: None });
        }
    }

    /// Why a fact that could be known is missing.
    pub(super) fn missing(&mut self, fact: FactId, why: impl Into<Box<str>>) {
        if self.wanted.asks_for(fact) {
            self.gaps.push(Gap { fact, why: why.into() });
        }
    }

    /// The sheet of an account as of a day, with the words that a search finds it by.
    pub(super) fn into_sheet(self, account: AccountId, as_of: Day, words: String) -> Sheet {
        Sheet::new(account, as_of, words, self.present).with_gaps(self.gaps)
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
