//! Whether an account's facts satisfy a query, in three values: yes, no, unknown.

use std::cmp::Ordering;

use super::literal::{Literal, Operand};
use super::token::Sign;
use super::tree::Node;
use crate::domain::Value;
use crate::engine::facts::{Reading, Sheet};

/// Judges a node; nothing where a fact that would decide it is not known.
pub(super) fn holds(node: &Node, sheet: &Sheet) -> Option<bool> {
    match node {
        Node::All(nodes) => unless(nodes, sheet, false),
        Node::Any(nodes) => unless(nodes, sheet, true),
        Node::Not(node) => holds(node, sheet).map(|it| !it),
        Node::Flag(fact) => sheet.get(fact.id)?.as_flag(),
        Node::Missing(fact) => Some(match sheet.reading(fact.id) {
            Reading::Missing => true,
            Reading::Present(Value::List(it)) => it.is_empty(),
            Reading::Present(_) | Reading::NotApplicable(_) => false,
        }),
        Node::Words(words) => Some(sheet.words.lines().any(|it| it.contains(words.as_ref()))),
        Node::Lists(fact, word) => Some(match sheet.get(fact.id) {
            Some(Value::List(it)) => it.iter().any(|it| is_same_word(it, word)),
            _ => false,
        }),
        Node::Compare(fact, sign, literal) => compare(sheet.get(fact.id)?, *sign, literal),
    }
}

/// The answer that one node can give for all of them: "no" for an "and", "yes" for an "or";
/// otherwise the opposite, unless one of them is unknown.
fn unless(nodes: &[Node], sheet: &Sheet, decisive: bool) -> Option<bool> {
    let mut is_known = true;
    for node in nodes {
        match holds(node, sheet) {
            Some(it) if it == decisive => return Some(decisive),
            Some(_) => {}
            None => is_known = false,
        }
    }
    is_known.then_some(!decisive)
}

fn compare(value: &Value, sign: Sign, literal: &Literal) -> Option<bool> {
    let order = match (value, &literal.operand) {
        (Value::Number(_) | Value::Money(_), Operand::Size(it))
        | (Value::Percent(_), Operand::Fraction(it))
        | (Value::Days(_), Operand::Days(it)) => value.as_f64()?.partial_cmp(it)?,
        (Value::Date(it), Operand::Date { on, .. }) => it.cmp(on),
        (Value::Flag(it), Operand::Flag(other)) => it.cmp(other),
        (Value::Text(it), Operand::Words(words)) => {
            let is_so = match sign {
                Sign::Colon => it.to_lowercase().contains(words.as_ref()),
                _ => is_same_word(it, words) != (sign == Sign::NotEqual),
            };
            return Some(is_so);
        }
        _ => return None,
    };
    Some(satisfies(order, sign))
}

/// Whether a word is the same as one in lower case.
fn is_same_word(word: &str, lower: &str) -> bool {
    if word.is_ascii() { word.eq_ignore_ascii_case(lower) } else { word.to_lowercase() == lower }
}

/// Whether this order of value and literal is what the sign asks for.
fn satisfies(order: Ordering, sign: Sign) -> bool {
    match sign {
        Sign::Less => order.is_lt(),
        Sign::AtMost => order.is_le(),
        Sign::More => order.is_gt(),
        Sign::AtLeast => order.is_ge(),
        Sign::Equal | Sign::Colon => order.is_eq(),
        Sign::NotEqual => order.is_ne(),
    }
}
