//! The checked tree of a query, and how it is written.

use std::fmt;

use super::literal::{Literal, quote, quote_if_needed};
use super::token::Sign;
use crate::engine::facts::FactId;

/// A fact that a query names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// Which.
    pub(super) id: FactId,
    /// Its full name, also where the query used an alias.
    pub(super) name: Box<str>,
}

/// A query that was checked against the catalogue.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// All of them hold; of none, that is true.
    All(Vec<Node>),
    /// At least one holds.
    Any(Vec<Node>),
    /// It does not hold.
    Not(Box<Node>),
    /// The flag is set.
    Flag(Named),
    /// The fact could be known, and is not.
    Missing(Named),
    /// The account's words hold this text; lower case.
    Words(Box<str>),
    /// The list holds this word, lower case; a list that is not known is empty.
    Lists(Named, Box<str>),
    /// A fact compared with a literal; [`Sign::Colon`] means "contains".
    Compare(Named, Sign, Literal),
}

impl Node {
    /// All of these; nested ones are lifted, so that one meaning has one tree.
    pub(super) fn all(nodes: Vec<Self>) -> Self {
        let lift = |it| match it {
            Self::All(inner) => inner,
            other => vec![other],
        };
        Self::one_or(nodes.into_iter().flat_map(lift).collect(), Self::All)
    }

    /// Any of these; nested ones are lifted, so that one meaning has one tree.
    pub(super) fn any(nodes: Vec<Self>) -> Self {
        let lift = |it| match it {
            Self::Any(inner) => inner,
            other => vec![other],
        };
        Self::one_or(nodes.into_iter().flat_map(lift).collect(), Self::Any)
    }

    fn one_or(mut nodes: Vec<Self>, several: fn(Vec<Self>) -> Self) -> Self {
        match (nodes.pop(), nodes.is_empty()) {
            (Some(only), true) => only,
            (last, _) => {
                nodes.extend(last);
                several(nodes)
            }
        }
    }

    /// The leaves in the order of the text.
    pub(super) fn leaves(&self) -> Vec<&Self> {
        match self {
            Self::All(nodes) | Self::Any(nodes) => nodes.iter().flat_map(Self::leaves).collect(),
            Self::Not(node) => node.leaves(),
            leaf => vec![leaf],
        }
    }

    /// Writes the node where something binds tighter around it.
    fn write_inner(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(_) | Self::Any(_) => write!(f, "({self})"),
            _ => write!(f, "{self}"),
        }
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(nodes) => joined(f, nodes, " "),
            Self::Any(nodes) => joined(f, nodes, " or "),
            Self::Not(node) => {
                f.write_str("not ")?;
                node.write_inner(f)
            }
            Self::Flag(fact) => f.write_str(&fact.name),
            Self::Missing(fact) => write!(f, "missing {}", fact.name),
            Self::Words(words) => f.write_str(&quote(words)),
            Self::Lists(fact, word) => write!(f, "{}:{}", fact.name, quote_if_needed(word)),
            Self::Compare(fact, sign, literal) => {
                write!(f, "{}{}{}", fact.name, sign.text(), literal.text)
            }
        }
    }
}

/// Writes nodes side by side; an "and" inside an "or" gets brackets it could do without, which
/// spares the reader the question.
fn joined(f: &mut fmt::Formatter<'_>, nodes: &[Node], separator: &str) -> fmt::Result {
    for (index, node) in nodes.iter().enumerate() {
        if index > 0 {
            f.write_str(separator)?;
        }
        node.write_inner(f)?;
    }
    Ok(())
}
