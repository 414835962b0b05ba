//! A measure's value in words: templates with the names of facts in braces.

use crate::domain::{Phrase, Value};

/// How a value is told: the first sentence whose every fact is present.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Wording {
    pub sentences: Vec<Sentence>,
    /// What is told of some values instead.
    pub plain: Vec<PlainWords>,
    /// What is told where the value is missing: the first whose every fact is present.
    pub missing: Vec<Sentence>,
}

/// How a colleague says one value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PlainWords {
    /// The value, as the curve reads it.
    pub at: f64,
    /// What is told.
    pub words: Box<str>,
}

/// One sentence with gaps.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sentence {
    pieces: Vec<Piece>,
}

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq)]
enum Piece {
    Words(Box<str>),
    /// The value of the fact of this name.
    Fact(Box<str>),
    /// The value of the measure itself.
    Own,
}

impl Sentence {
    /// Reads a template; nothing where a brace is left open or stands alone.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, tail) = after.split_once('}')?;
            pieces.push(Piece::Words(before.into()));
            pieces.push(if name == "value" { Piece::Own } else { Piece::Fact(name.into()) });
            rest = tail;
        }
        if rest.contains('}')
            || pieces.iter().any(|it| matches!(it, Piece::Words(it) if it.contains('}')))
        {
            return None;
        }
        pieces.push(Piece::Words(rest.into()));
        Some(Self { pieces })
    }

    /// The facts that it names.
    pub(super) fn facts(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|it| match it {
            Piece::Fact(name) => Some(name.as_ref()),
            Piece::Words(_) | Piece::Own => None,
        })
    }

    /// As a model file writes it.
    pub(super) fn template(&self) -> String {
        let piece = |it: &Piece| match it {
            Piece::Words(it) => it.to_string(),
            Piece::Fact(name) => format!("{{{name}}}"),
            Piece::Own => "{value}".to_owned(),
        };
        self.pieces.iter().map(piece).collect()
    }

    fn told<'a>(&self, own: &Value, fact: &impl Fn(&str) -> Option<&'a Value>) -> Option<String> {
        let mut res = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Words(it) => res.push_str(it),
                Piece::Fact(name) => res.push_str(&Phrase(fact(name)?).to_string()),
                Piece::Own => res.push_str(&Phrase(own).to_string()),
            }
        }
        Some(res)
    }
}

impl Wording {
    /// What is told of this value in place of a sentence with the number, where anything is.
    pub(super) fn plain(&self, raw: f64) -> Option<&str> {
        // Values that a sentence would show alike are told alike.
        let found = self.plain.iter().find(|it| (it.at - raw).abs() < 0.05);
        found.map(|it| it.words.as_ref())
    }

    /// What is told where the value is missing.
    pub(super) fn missing<'a>(&self, fact: impl Fn(&str) -> Option<&'a Value>) -> String {
        let own = Value::text("");
        self.missing.iter().find_map(|it| it.told(&own, &fact)).unwrap_or_default()
    }

    /// The value in words; the bare value where each sentence lacks a fact.
    pub(super) fn told<'a>(&self, own: &Value, fact: impl Fn(&str) -> Option<&'a Value>) -> String {
        let mut told = self.sentences.iter().filter_map(|it| it.told(own, &fact));
        told.next().unwrap_or_else(|| Phrase(own).to_string())
    }
}
