//! A rule as data: `assets/rules/*.toml`, or the user's own files.

use crate::domain::{AlertKind, Severity};
use crate::engine::facts::Catalogue;

/// One rule, checked against a book's catalogue.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// Its short name, the same for ever: `usage_shift`.
    pub slug: Box<str>,
    /// Its number in the catalogue of rules: `R1`.
    pub number: Box<str>,
    /// Its name for a person.
    pub title: Box<str>,
    /// What it raises.
    pub kind: AlertKind,
    /// How grave, before its steps.
    pub severity: Severity,
    /// The condition that opens it, in the query language.
    pub open: Box<str>,
    /// The condition that clears it, in the query language.
    pub clear: Box<str>,
    /// Whether it is evaluated and counted, but not shown.
    pub is_quiet: bool,
    /// Facts that the rule needs and that no part of this version computes; such a rule is listed
    /// as "no data" and never fires.
    pub lacks: Vec<Box<str>>,
}

/// What is wrong with a rule file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {message}")]
pub struct RuleError {
    /// The line, counted from 1.
    pub line: usize,
    /// The column, counted from 1.
    pub column: usize,
    /// What is wrong, and what would be right.
    pub message: String,
}

/// The rules of a book.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rules {
    rules: Vec<Rule>,
}

impl Rules {
    /// The rules that ship with Rounds, checked against a book's catalogue.
    pub fn built_in(_catalogue: &Catalogue) -> Self {
        Self::default()
    }

    /// Every rule, in the order of the catalogue of rules.
    pub fn iter(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter()
    }
}
