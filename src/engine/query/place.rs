//! Where in a query the cursor stands, and which word it stands behind.

use super::literal;
use super::token::{Piece, Sign, Token, tokens};
use super::vocabulary::PHRASES;
use crate::domain::Type;
use crate::engine::facts::{Catalogue, FactId};

/// What may stand at a place of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// Nothing: the cursor stands right behind something whole.
    Nothing,
    /// A condition: at the start, behind a bracket, behind a word that joins or turns.
    First,
    /// Another condition, or a word between the two.
    Condition,
    /// What compares this fact, behind the words of a phrase that stand already.
    Operator(FactId, Vec<String>),
    /// What this fact is compared with, behind the words of the phrase where the sign is one.
    Value(FactId, Vec<String>),
    /// The fact that is asked to be missing.
    Missing,
    /// A yes-or-no fact.
    Flag,
}

/// The word that is being typed, and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Typed {
    /// Where the word begins, in bytes.
    pub(super) start: usize,
    /// What was typed of it, without quotes.
    pub(super) word: String,
    /// What may stand there.
    pub(super) place: Place,
}

/// The word at the end of a text, and its place.
pub(super) fn typed(before: &str, catalogue: &Catalogue) -> Typed {
    let nothing = Typed { start: before.len(), word: String::new(), place: Place::Nothing };
    let tokens_before = match tokens(before) {
        Ok(it) => it,
        // A quote that is still open holds the word.
        Err(error) => {
            let start = byte_of(before, error.column);
            let (whole, quoted) = before.split_at_checked(start).unwrap_or((before, ""));
            let word = quoted.trim_start_matches('"').to_owned();
            let Ok(whole) = tokens(whole) else { return nothing };
            return Typed { start, word, place: place(&whole, catalogue) };
        }
    };
    match tokens_before.split_last() {
        Some((last, whole)) if byte_of(before, last.end) == before.len() => match &last.piece {
            Piece::Word(word) => {
                let start = byte_of(before, last.column);
                let place = place(whole, catalogue);
                // Before a condition a minus turns it round; before a number it is its sign.
                let signs = match place {
                    Place::First | Place::Condition => {
                        word.len() - word.trim_start_matches('-').len()
                    }
                    _ => 0,
                };
                let word = word.get(signs..).unwrap_or_default().to_owned();
                Typed { start: start + signs, word, place }
            }
            Piece::Open | Piece::Sign(_) => {
                Typed { place: place(&tokens_before, catalogue), ..nothing }
            }
            Piece::Close | Piece::Quoted(_) => nothing,
        },
        _ => Typed { place: place(&tokens_before, catalogue), ..nothing },
    }
}

/// The byte at which a column begins, counted from 1 in characters.
fn byte_of(text: &str, column: usize) -> usize {
    text.char_indices().nth(column.saturating_sub(1)).map_or(text.len(), |(at, _)| at)
}

/// What may follow these tokens.
fn place(tokens: &[Token], catalogue: &Catalogue) -> Place {
    let mut at = 0;
    let mut res = Place::First;
    while let Some(token) = tokens.get(at) {
        at += 1;
        res = match (res, &token.piece) {
            (Place::Operator(id, _), Piece::Sign(_)) => Place::Value(id, Vec::new()),
            (Place::Operator(id, said), Piece::Word(word)) => {
                at -= 1;
                match phrase(tokens.get(at..).unwrap_or_default()) {
                    Some(Phrase::Whole(words)) => {
                        at += words.len();
                        Place::Value(id, words)
                    }
                    Some(Phrase::Begun(words)) => {
                        at += words.len();
                        Place::Operator(id, words)
                    }
                    None if is_list(id, catalogue)
                        && said.is_empty()
                        && !is_compared(tokens.get(at + 1)) =>
                    {
                        at += 1;
                        Place::Condition
                    }
                    None => {
                        at += 1;
                        condition(word, tokens.get(at), catalogue)
                    }
                }
            }
            (Place::Value(id, said), Piece::Sign(_)) => Place::Value(id, said),
            (Place::Value(..), Piece::Word(word)) => {
                let next = match tokens.get(at).map(|it| &it.piece) {
                    Some(Piece::Word(it)) => it.as_str(),
                    _ => "",
                };
                at += usize::from(literal::is_numeric(word) && literal::is_unit(next));
                Place::Condition
            }
            (Place::Missing, Piece::Sign(Sign::Colon)) => Place::Missing,
            (Place::Flag, Piece::Sign(_)) => Place::Flag,
            (Place::First | Place::Condition, Piece::Word(word)) => {
                condition(word, tokens.get(at), catalogue)
            }
            (_, Piece::Open) => Place::First,
            _ => Place::Condition,
        };
    }
    res
}

/// What may follow a word that stands where a condition may begin.
fn condition(word: &str, next: Option<&Token>, catalogue: &Catalogue) -> Place {
    let lower = word.trim_start_matches('-').to_lowercase();
    let is_colon = next.is_some_and(|it| it.piece == Piece::Sign(Sign::Colon));
    match lower.as_str() {
        "missing" => Place::Missing,
        "and" | "or" | "not" | "" => Place::First,
        "is" if is_colon => Place::Flag,
        name => catalogue.find(name).map_or(Place::Condition, |it| Place::Operator(it, Vec::new())),
    }
}

/// Words that stand for a sign.
enum Phrase {
    /// All of them.
    Whole(Vec<String>),
    /// The text ends before the last of them.
    Begun(Vec<String>),
}

/// The phrase that these tokens begin with.
fn phrase(tokens: &[Token]) -> Option<Phrase> {
    let words: Vec<String> = tokens
        .iter()
        .map_while(|it| match &it.piece {
            Piece::Word(word) => Some(word.to_lowercase()),
            _ => None,
        })
        .collect();
    let is_same = |it: &[&str], words: &[String]| it.iter().zip(words).all(|(a, b)| a == b);
    let whole =
        PHRASES.iter().map(|it| it.0).find(|it| it.len() <= words.len() && is_same(it, &words));
    if let Some(found) = whole {
        return Some(Phrase::Whole(words.into_iter().take(found.len()).collect()));
    }
    let is_all = words.len() == tokens.len();
    let begun =
        is_all && PHRASES.iter().any(|it| it.0.len() > words.len() && is_same(it.0, &words));
    begun.then_some(Phrase::Begun(words))
}

/// Whether a word begins a comparison of its own, by what follows it.
fn is_compared(next: Option<&Token>) -> bool {
    next.is_some_and(|it| matches!(it.piece, Piece::Sign(_)))
}

fn is_list(id: FactId, catalogue: &Catalogue) -> bool {
    catalogue.fact(id).is_some_and(|it| it.ty == Type::List)
}
