//! A filter line: a query over facts, or plain words where there are no facts to ask.

use crate::app::judged::{AccountRow, Book};
use crate::engine::{Completion, Query, QueryError, complete, values_seen};

/// A text that could be read.
#[derive(Debug, Clone, PartialEq)]
struct Good {
    text: String,
    /// What it asks of the facts; nothing where there are none to ask.
    query: Option<Query>,
    /// Its words in lower case.
    words: Vec<String>,
}

/// What narrows a list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    text: String,
    /// The last text that could be read; it counts while a new one is being typed.
    good: Option<Good>,
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
        let query = self.good.as_ref().and_then(|it| it.query.as_ref());
        query.is_none_or(|it| it.facts().is_empty())
    }

    /// Reads a text against a book's facts. One that cannot be read changes nothing but the error.
    pub fn set(&mut self, text: &str, book: &Book) {
        text.trim().clone_into(&mut self.text);
        self.error = None;
        if self.text.is_empty() {
            self.good = None;
            return;
        }
        match Good::read(&self.text, book) {
            Ok(good) => self.good = Some(good),
            Err(error) => {
                self.error = Some(error);
                self.drop_name(book);
            }
        }
    }

    /// Where the text that could be read ends with a name and the new one goes on with what compares
    /// it, the name was no word to search but the beginning of this condition.
    fn drop_name(&mut self, book: &Book) {
        let Some(good) = &self.good else { return };
        let Some(rest) = self.text.strip_prefix(&good.text) else { return };
        let start = good.text.rfind(|it: char| it.is_whitespace() || it == '(');
        let at = start.map_or(0, |it| it + 1);
        let name = good.text.get(at..).unwrap_or_default().trim_start_matches('-');
        let is_compared = rest.trim_start().starts_with(['<', '>', '=', '!', ':']);
        if is_compared || book.catalogue.find(&name.to_lowercase()).is_some() {
            let before = good.text.get(..at).unwrap_or_default().trim_end().to_owned();
            if before.is_empty() {
                self.good = None;
            } else if let Ok(good) = Good::read(&before, book) {
                self.good = Some(good);
            }
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
        let Some(good) = &self.good else { return true };
        let by_words = || {
            let words = words.to_lowercase();
            good.words.iter().all(|it| words.contains(it.as_str()))
        };
        let sheet = account.and_then(|it| it.sheet.as_deref());
        match (&good.query, sheet) {
            (Some(query), Some(sheet)) => query.matches(sheet) || by_words(),
            _ => by_words(),
        }
    }
}

impl Good {
    /// Reads a text; a book that is only kept from an earlier run has no facts to ask.
    fn read(text: &str, book: &Book) -> Result<Self, QueryError> {
        let query = if book.is_kept {
            None
        } else {
            Some(Query::parse(text, &book.catalogue, book.as_of)?)
        };
        let words = text.split_whitespace().map(str::to_lowercase).collect();
        Ok(Self { text: text.to_owned(), query, words })
    }
}

/// What could stand in the place of the word being typed, by the facts and the values of a book.
pub(in crate::app) fn completion(before: &str, book: &Book) -> Completion {
    let sheets = || book.accounts.iter().filter_map(|it| it.sheet.as_deref());
    complete(before, &book.catalogue, &|fact| values_seen(sheets(), fact))
}
