//! A filter line: a query over facts, or plain words where there are no facts to ask.

use std::collections::BTreeSet;

use crate::app::judged::{AccountRow, Book};
use crate::domain::{Phrase, Value};
use crate::engine::{Query, QueryError};

/// How many completions are offered at once.
const OFFERED: usize = 8;

/// What narrows a list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    text: String,
    /// The last text that could be read; it counts while a new one is being typed.
    query: Option<Query>,
    /// The text's words in lower case.
    words: Vec<String>,
    error: Option<QueryError>,
}

impl Filter {
    /// The text as it was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What is wrong with it.
    pub const fn error(&self) -> Option<&QueryError> {
        self.error.as_ref()
    }

    /// Whether it narrows anything.
    pub const fn is_on(&self) -> bool {
        !self.text.is_empty()
    }

    /// Whether it asks for words only, and for no fact.
    pub fn is_words(&self) -> bool {
        self.query.as_ref().is_none_or(|it| it.facts().is_empty())
    }

    /// Reads a text against a book's facts.
    pub fn set(&mut self, text: &str, book: &Book) {
        text.trim().clone_into(&mut self.text);
        self.words = self.text.split_whitespace().map(str::to_lowercase).collect();
        self.error = None;
        if self.text.is_empty() || book.is_kept {
            self.query = None;
            return;
        }
        match Query::parse(&self.text, &book.catalogue, book.as_of) {
            Ok(query) => self.query = Some(query),
            Err(error) => self.error = Some(error),
        }
    }

    /// Reads the same text against a new book.
    pub fn reread(&mut self, book: &Book) {
        let text = std::mem::take(&mut self.text);
        self.set(&text, book);
    }

    /// Whether a row stays: its account's facts satisfy the query, or its own words hold every word
    /// of the filter.
    pub fn keeps(&self, account: Option<&AccountRow>, words: &str) -> bool {
        if self.text.is_empty() {
            return true;
        }
        let by_words = || {
            let words = words.to_lowercase();
            self.words.iter().all(|it| words.contains(it.as_str()))
        };
        let sheet = account.and_then(|it| it.sheet.as_deref());
        match (&self.query, sheet) {
            (Some(query), Some(sheet)) => query.matches(sheet) || by_words(),
            _ => by_words(),
        }
    }
}

/// The words that could stand in the place of the one being typed: facts, then values of a fact.
pub(in crate::app) fn completions(before: &str, book: &Book) -> Vec<String> {
    let start = before.rfind(|c: char| c.is_whitespace() || c == '(').map_or(0, |it| it + 1);
    let word = before.get(start..).unwrap_or_default();
    let sign = word.len() - word.trim_start_matches('-').len();
    let (sign, word) = word.split_at(sign);
    if word.is_empty() {
        return Vec::new();
    }
    if let Some((fact, value)) = word.split_once(':') {
        return values(fact, value, book).map(|it| format!("{sign}{fact}:{it}")).collect();
    }
    let starting = |names: Vec<&'_ str>| {
        let mut found: Vec<String> = names
            .into_iter()
            .filter(|it| it.starts_with(word) && *it != word)
            .map(str::to_owned)
            .collect();
        found.sort_by_key(|it| (it.len(), it.clone()));
        found
    };
    let facts = || book.catalogue.iter().map(|(_, fact)| fact);
    // The short names that people write come before the full ones.
    let mut found = starting(facts().flat_map(|it| it.aliases.iter().map(AsRef::as_ref)).collect());
    found.extend(starting(facts().map(|it| it.name.as_ref()).collect()));
    found.dedup();
    found.into_iter().take(OFFERED).map(|it| format!("{sign}{it}")).collect()
}

fn values(fact: &str, start: &str, book: &Book) -> impl Iterator<Item = String> {
    let fact = book.catalogue.find(fact);
    let start = start.to_lowercase();
    let sheets = book.accounts.iter().filter_map(|it| it.sheet.as_deref());
    let found: BTreeSet<String> = sheets
        .filter_map(|it| it.get(fact?))
        .flat_map(|it| match it {
            Value::List(words) => words.iter().map(ToString::to_string).collect(),
            other => vec![Phrase(other).to_string()],
        })
        .filter(|it| it.to_lowercase().starts_with(&start))
        .map(|it| if it.contains(' ') { format!("\"{it}\"") } else { it })
        .collect();
    found.into_iter().take(OFFERED)
}
