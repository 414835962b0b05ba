//! A checked query.

use std::collections::BTreeSet;
use std::fmt;

use super::error::QueryError;
use super::evaluate::holds;
use super::lacking::lacking;
use super::literal::{Literal, Operand};
use super::parse::{Bare, parse};
use super::threshold::replaced;
use super::tree::Node;
use crate::domain::Day;
use crate::engine::facts::{Catalogue, FactId, Sheet};

/// A query that was checked against the catalogue. Written out, it reads back as itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    root: Node,
}

impl Query {
    /// The query that every account satisfies.
    pub const fn everything() -> Self {
        Self { root: Node::All(Vec::new()) }
    }

    /// The query that is satisfied where this one is known not to be.
    #[must_use]
    pub fn opposite(&self) -> Self {
        Self { root: Node::Not(Box::new(self.root.clone())) }
    }

    /// Reads and checks a query; `today` is what relative dates count from.
    pub fn parse(text: &str, catalogue: &Catalogue, today: Day) -> Result<Self, QueryError> {
        parse(text, catalogue, today, Bare::Searched).map(|root| Self { root })
    }

    /// Reads and checks the query of a rule, which is judged on many days: a bare word has to be a
    /// fact, and dates may not count from today.
    pub fn parse_for_rule(text: &str, catalogue: &Catalogue) -> Result<Self, QueryError> {
        let query = Self { root: parse(text, catalogue, Day::MIN, Bare::Refused)? };
        if query.is_relative() {
            let message = "a rule is judged on many days: compare days, not a date from today";
            return Err(QueryError::new(1, message));
        }
        Ok(query)
    }

    /// Whether an account's facts satisfy it. A missing fact satisfies no comparison, and a
    /// condition whose answer would need one is not satisfied either way round.
    pub fn matches(&self, sheet: &Sheet) -> bool {
        self.verdict(sheet) == Some(true)
    }

    /// Whether an account's facts satisfy it; nothing where a fact that would decide it is unknown.
    pub fn verdict(&self, sheet: &Sheet) -> Option<bool> {
        holds(&self.root, sheet)
    }

    /// The facts it names, each once, in the order of its text.
    pub fn facts(&self) -> Vec<FactId> {
        let mut seen = BTreeSet::new();
        let leaves = self.root.leaves().into_iter();
        leaves.filter_map(fact_of).filter(|it| seen.insert(*it)).collect()
    }

    /// This query with `threshold`, a single comparison, in place of each comparison on the same fact
    /// in the same direction; nothing where there is none.
    pub fn with_threshold(&self, threshold: &Self) -> Option<Self> {
        replaced(&self.root, &threshold.root).map(|root| Self { root })
    }

    /// The facts without which it cannot hold, of those that `has` says no account has; none where
    /// it can hold.
    pub fn lacking(&self, has: &dyn Fn(FactId) -> bool) -> Vec<FactId> {
        lacking(&self.root, has)
    }

    /// Whether it counts dates from today, and so means another thing tomorrow.
    fn is_relative(&self) -> bool {
        self.root.leaves().into_iter().any(|it| {
            matches!(
                it,
                Node::Compare(
                    _,
                    _,
                    Literal { operand: Operand::Date { is_relative: true, .. }, .. }
                )
            )
        })
    }
}

impl Default for Query {
    fn default() -> Self {
        Self::everything()
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.root.fmt(f)
    }
}

fn fact_of(node: &Node) -> Option<FactId> {
    match node {
        Node::Flag(fact)
        | Node::Missing(fact)
        | Node::Lists(fact, _)
        | Node::Compare(fact, _, _) => Some(fact.id),
        Node::Words(_) | Node::All(_) | Node::Any(_) | Node::Not(_) => None,
    }
}
