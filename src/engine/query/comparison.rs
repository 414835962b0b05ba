//! Conditions that begin with a word: a fact compared, a flag, or text to search.

use super::error::QueryError;
use super::literal::{self, Literal};
use super::parse::{Bare, Parser};
use super::token::{Piece, Sign, Token};
use super::tree::{Named, Node};
use super::vocabulary::{KEYWORDS, PHRASES, values_of};
use crate::domain::Type;
use crate::engine::facts::{Fact, FactId};

/// A sign of the query, and where it stands.
#[derive(Debug, Clone, Copy)]
struct Asked {
    sign: Sign,
    column: usize,
}

impl Parser<'_> {
    /// A condition that begins with a word: a comparison, a flag, or a search.
    pub(super) fn worded(&mut self, word: &str, column: usize) -> Result<Node, QueryError> {
        let known = self.known(word);
        if let Some(Token { piece: Piece::Sign(sign), column: sign_column, .. }) = self.peek() {
            let (id, fact) = known.ok_or_else(|| self.unknown(word, column))?;
            self.at += 1;
            return self.compared(id, fact, Asked { sign: *sign, column: *sign_column });
        }
        if let Some((length, sign)) = self.phrase() {
            let after = self.tokens.get(self.at + length);
            let is_missing = |it: &Token| matches!(&it.piece, Piece::Word(it) if it.eq_ignore_ascii_case("missing"));
            let is_number =
                |it: &Token| matches!(&it.piece, Piece::Word(it) if literal::is_numeric(it));
            match known {
                Some((id, fact)) if after.is_some_and(is_missing) && is_equality(sign) => {
                    self.at += length + 1;
                    let missing = Node::Missing(Named { id, name: fact.name.as_ref().into() });
                    let is_turned = sign == Sign::NotEqual;
                    return Ok(if is_turned { Node::Not(Box::new(missing)) } else { missing });
                }
                Some((id, fact)) if after.is_some() => {
                    let asked = Asked { sign, column: self.peek().map_or(column, |it| it.column) };
                    self.at += length;
                    return self.compared(id, fact, asked);
                }
                // "ar over 50k" is no search for three words but a slip of the pen.
                None if after.is_some_and(is_number) => return Err(self.unknown(word, column)),
                _ => {}
            }
        }
        match known {
            Some((id, fact)) if fact.ty == Type::Flag => {
                Ok(Node::Flag(Named { id, name: fact.name.as_ref().into() }))
            }
            Some((id, fact)) if fact.ty == Type::List && self.is_before_a_word() => {
                self.compared(id, fact, Asked { sign: Sign::Colon, column })
            }
            Some((_, fact)) if self.bare == Bare::Refused => {
                let (name, example) = (&fact.name, literal::example(fact.ty));
                let message = format!("{name} is no flag: compare it, as {name} = {example}");
                Err(QueryError::new(column, message))
            }
            None if self.bare == Bare::Refused || self.is_of_a_family(word) => {
                Err(self.unknown(word, column))
            }
            _ => Ok(Node::Words(word.into())),
        }
    }

    /// Whether a word begins as the names of facts do: `usage.quite` is no search but a slip.
    fn is_of_a_family(&self, word: &str) -> bool {
        let family = word.split_inclusive('.').next().filter(|it| it.ends_with('.'));
        family.is_some_and(|family| self.facts().any(|it| it.name.starts_with(family)))
    }

    /// Whether the next token can be the word that a list is asked for: `tag paused`.
    fn is_before_a_word(&self) -> bool {
        match self.peek().map(|it| &it.piece) {
            Some(Piece::Quoted(_)) => true,
            Some(Piece::Word(it)) => {
                let is_keyword = KEYWORDS.contains(&it.to_lowercase().as_str());
                let is_compared = matches!(
                    self.tokens.get(self.at + 1),
                    Some(Token { piece: Piece::Sign(_), .. })
                );
                !is_keyword && !is_compared && !it.starts_with('-')
            }
            _ => false,
        }
    }

    /// The sign that the next words stand for, and how many they are.
    fn phrase(&self) -> Option<(usize, Sign)> {
        let is_next = |words: &[&str]| {
            words.iter().enumerate().all(|(index, wanted)| {
                self.word_at(self.at + index).is_some_and(|it| it.eq_ignore_ascii_case(wanted))
            })
        };
        PHRASES.iter().find(|(words, _)| is_next(words)).map(|(words, sign)| (words.len(), *sign))
    }

    /// The comparison whose fact and sign were read.
    fn compared(&mut self, id: FactId, fact: &Fact, asked: Asked) -> Result<Node, QueryError> {
        let mut sign = asked.sign;
        // `arr:>50k` is how other tools write it.
        if let (Sign::Colon, Some(Token { piece: Piece::Sign(second), .. })) = (sign, self.peek()) {
            self.at += 1;
            sign = *second;
        }
        let is_ordered = matches!(sign, Sign::Less | Sign::AtMost | Sign::More | Sign::AtLeast);
        if is_ordered && matches!(fact.ty, Type::Text | Type::List | Type::Flag) {
            let message = format!("{0} has no order: write {0}:… or {0} != …", fact.name);
            return Err(QueryError::new(asked.column, message));
        }
        let end = self.end();
        let example = literal::example(fact.ty);
        let nothing = || {
            QueryError::new(end, format!("{} is compared with nothing: write {example}", fact.name))
        };
        let token = self.peek().ok_or_else(nothing)?;
        let literal = match &token.piece {
            Piece::Word(word) => {
                self.at += 1;
                let word = self.spelled_out(word, fact.ty);
                Literal::read(&fact.name, fact.ty, &word, self.today)
                    .map_err(|message| QueryError::new(token.column, message))?
            }
            Piece::Quoted(text) if matches!(fact.ty, Type::Text | Type::List) => {
                self.at += 1;
                Literal::words(text)
            }
            Piece::Quoted(_) => {
                let message = format!("{} takes no quotes: write {example}", fact.name);
                return Err(QueryError::new(token.column, message));
            }
            Piece::Open | Piece::Close | Piece::Sign(_) => return Err(nothing()),
        };
        let named = Named { id, name: fact.name.as_ref().into() };
        Ok(node(named, fact.ty, sign, literal))
    }

    /// A literal of several words in one: `90 days`; for dates `in 90 days` and `90 days ago`, too.
    fn spelled_out(&mut self, word: &str, ty: Type) -> String {
        let is_date = ty == Type::Date;
        let number = self.word_at(self.at).filter(|it| literal::is_numeric(it));
        if let Some(number) = number.filter(|_| is_date && word.eq_ignore_ascii_case("in")) {
            self.at += 1;
            return format!("+{}", self.with_its_unit(number, ty));
        }
        let word = self.with_its_unit(word, ty);
        let is_count = word.starts_with(|it: char| it.is_ascii_digit());
        if is_date && is_count && self.takes("ago") { format!("-{word}") } else { word }
    }

    /// A number with the unit that stands apart from it: `90 days`.
    fn with_its_unit(&mut self, word: &str, ty: Type) -> String {
        let is_measured =
            matches!(ty, Type::Number | Type::Money | Type::Percent | Type::Days | Type::Date);
        match self.word_at(self.at) {
            Some(next) if is_measured && literal::is_numeric(word) && literal::is_unit(next) => {
                self.at += 1;
                format!("{word}{next}")
            }
            _ => word.to_owned(),
        }
    }
}

/// Whether the sign asks for the value itself: `renewal.date is missing`.
fn is_equality(sign: Sign) -> bool {
    matches!(sign, Sign::Equal | Sign::NotEqual)
}

/// The one tree of a comparison.
fn node(fact: Named, ty: Type, sign: Sign, literal: Literal) -> Node {
    match (ty, literal.operand, sign) {
        (Type::List, literal::Operand::Words(word), Sign::NotEqual) => {
            Node::Not(Box::new(Node::Lists(fact, word)))
        }
        (Type::List, literal::Operand::Words(word), _) => Node::Lists(fact, word),
        (_, operand, sign) => {
            let is_free_text = ty == Type::Text && values_of(&fact.name).is_none();
            let sign = match sign {
                Sign::Colon if !is_free_text => Sign::Equal,
                other => other,
            };
            Node::Compare(fact, sign, Literal { operand, text: literal.text })
        }
    }
}
