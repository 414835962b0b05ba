//! One fact of the catalogue.

use std::sync::Arc;

use crate::domain::{Phrase, Type, Value, shown_score};

/// The place of a fact in the book's [`Catalogue`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId(pub(crate) u16);

/// What is known of one fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Its name, such as `renewal.days_left`.
    pub name: Arc<str>,
    /// Short names for the filter line, such as `renews`.
    pub aliases: Vec<Box<str>>,
    /// What its values are.
    pub ty: Type,
    /// The unit in words, empty where the type says it.
    pub unit: &'static str,
    /// What it means, in one sentence.
    pub meaning: Box<str>,
    /// How it is used in a query.
    pub example: Box<str>,
    /// What it is computed from.
    pub source: Box<str>,
}

impl Fact {
    /// A value of it as a person reads it; a score is rounded down as everywhere.
    pub fn phrase(&self, value: &Value) -> String {
        match (self.name.as_ref(), value) {
            ("health.score" | "health.uncapped", Value::Number(it)) => shown_score(*it),
            _ => Phrase(value).to_string(),
        }
    }
}

/// A custom field of the book's accounts, which makes a fact of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomField {
    /// Its name with the prefix `custom.`.
    pub name: Box<str>,
    /// What its values are.
    pub ty: Type,
}
