//! Every fact that this book has: name, type, unit, meaning, example.

use std::collections::HashMap;

use crate::domain::{Metric, Type};

/// The place of a fact in the book's [`Catalogue`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId(pub(crate) u16);

/// What is known of one fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Its name, such as `renewal.days_left`.
    pub name: Box<str>,
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

/// A custom field of the book's accounts, which makes a fact of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomField {
    /// Its name with the prefix `custom.`.
    pub name: Box<str>,
    /// What its values are.
    pub ty: Type,
}

/// Every fact of a book, in a fixed order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Catalogue {
    facts: Vec<Fact>,
    by_name: HashMap<Box<str>, FactId>,
}

impl Catalogue {
    /// The built-in facts, and those that the book's own metrics and custom fields make.
    pub fn for_book(_metrics: &[Metric], _custom: &[CustomField]) -> Self {
        Self::default()
    }

    /// The fact of this name or alias.
    pub fn find(&self, name: &str) -> Option<FactId> {
        self.by_name.get(name).copied()
    }

    /// What is known of a fact.
    pub fn fact(&self, id: FactId) -> Option<&Fact> {
        self.facts.get(usize::from(id.0))
    }

    /// Every fact with its place.
    pub fn iter(&self) -> impl Iterator<Item = (FactId, &Fact)> {
        (0..).map(FactId).zip(&self.facts)
    }

    /// The names and aliases nearest to a misspelt one, best first, at most three.
    pub fn nearest(&self, _name: &str) -> Vec<&str> {
        Vec::new()
    }
}
