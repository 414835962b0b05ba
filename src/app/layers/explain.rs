//! An explanation that lies on the screen: what it is about, and how far it is scrolled.

use crate::domain::{AccountId, RecordId};

/// What is explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Topic {
    /// An alert, by id: rule, values, rows, rank.
    Alert(Box<str>),
    /// An account's score: every measure with the points it takes.
    Account(AccountId),
    /// One measure of an account's score, by its name in the model.
    Measure(AccountId, Box<str>),
    /// Something that happened, with all its words.
    Event(RecordId),
    /// What several accounts opened this week, by the short name of the rule.
    Pattern(Box<str>),
    /// The quiet rules that fire today.
    Quiet,
    /// What an import did, line by line.
    Import(Vec<String>),
}

/// An explanation that lies on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explain {
    /// What is explained.
    pub topic: Topic,
    /// The first line seen.
    pub scroll: usize,
}

impl Explain {
    /// An explanation from its first line on.
    pub const fn new(topic: Topic) -> Self {
        Self { topic, scroll: 0 }
    }
}
