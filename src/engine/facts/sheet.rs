//! The facts of one account as of a day.

use super::fact::FactId;
use super::place::Places;
use crate::domain::{AccountId, Day, Value};

/// One fact of one account, present or not applicable; what is missing has no cell.
#[derive(Debug, Clone, PartialEq)]
pub struct FactCell {
    /// Which.
    pub fact: FactId,
    /// Its value, or why the fact makes no sense for this account.
    pub value: Result<Value, Box<str>>,
    /// The date of the newest data behind it.
    pub data_on: Option<Day>,
}

/// A fact that could be known and is not, where the reason is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Gap {
    /// Which.
    pub(super) fact: FactId,
    /// Why it has no value.
    pub(super) why: Box<str>,
}

/// What is known of a fact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reading<'a> {
    /// It has a value.
    Present(&'a Value),
    /// It could be known, and is not.
    Missing,
    /// It makes no sense for this account, and why.
    NotApplicable(&'a str),
}

/// The facts of one account as of a day, by fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Whose.
    pub account: AccountId,
    /// The day.
    pub as_of: Day,
    /// What a bare word searches, lower case: name, domain, contacts and tags, a line each.
    pub words: Box<str>,
    /// Ordered by fact.
    cells: Vec<FactCell>,
    places: Places,
    gaps: Vec<Gap>,
}

impl Sheet {
    /// A sheet of these cells; of two cells for one fact the later counts.
    pub fn new(account: AccountId, as_of: Day, words: String, mut cells: Vec<FactCell>) -> Self {
        cells.sort_by_key(|it| it.fact);
        cells.reverse();
        cells.dedup_by_key(|it| it.fact);
        cells.reverse();
        let places = Places::of(cells.iter().map(|it| it.fact));
        Self { account, as_of, words: words.into_boxed_str(), cells, places, gaps: Vec::new() }
    }

    /// With why some facts are missing.
    pub(super) fn with_gaps(self, gaps: Vec<Gap>) -> Self {
        Self { gaps, ..self }
    }

    /// Why a fact is missing, where more is known of it than that.
    pub fn why_missing(&self, fact: FactId) -> Option<&str> {
        let gap = self.gaps.iter().find(|it| it.fact == fact)?;
        (self.reading(fact) == Reading::Missing).then_some(&gap.why)
    }

    /// The cell of a fact, where there is one.
    pub fn cell(&self, fact: FactId) -> Option<&FactCell> {
        self.cells.get(self.places.of_fact(fact)?)
    }

    /// What is known of a fact.
    pub fn reading(&self, fact: FactId) -> Reading<'_> {
        match self.cell(fact).map(|it| &it.value) {
            Some(Ok(value)) => Reading::Present(value),
            Some(Err(why)) => Reading::NotApplicable(why),
            None => Reading::Missing,
        }
    }

    /// The value of a fact that has one.
    pub fn get(&self, fact: FactId) -> Option<&Value> {
        match self.reading(fact) {
            Reading::Present(value) => Some(value),
            Reading::Missing | Reading::NotApplicable(_) => None,
        }
    }

    /// Every cell, by fact.
    pub fn cells(&self) -> &[FactCell] {
        &self.cells
    }

    /// Gives back the memory that making it took and keeping it does not.
    pub fn shrink(&mut self) {
        self.cells.shrink_to_fit();
        self.gaps.shrink_to_fit();
    }

    /// Adds facts that were judged from the others (health, alerts).
    pub fn extend(&mut self, more: Vec<FactCell>) {
        self.cells.reserve_exact(more.len());
        for cell in more {
            match self.cells.binary_search_by_key(&cell.fact, |it| it.fact) {
                Ok(at) => {
                    if let Some(old) = self.cells.get_mut(at) {
                        *old = cell;
                    }
                }
                Err(at) => self.cells.insert(at, cell),
            }
        }
        self.places = Places::of(self.cells.iter().map(|it| it.fact));
    }
}
