//! Reads a TOML document piece by piece and keeps every problem with its place.
//!
//! What is reported is answered with a stand-in (0, an empty text), so that reading goes on and
//! all problems are told at once; nothing is made of a document that has any.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::ModelError;
use crate::domain::nearest;
use crate::engine::place::Place;

/// A document being read.
pub(super) struct Document<'t> {
    text: &'t str,
    problems: Vec<ModelError>,
}

/// A value of the document, and what to call it in a message.
#[derive(Clone, Copy)]
pub(super) struct Item<'a> {
    value: &'a DeValue<'a>,
    pub place: Place,
}

/// A table of the document.
#[derive(Clone, Copy)]
pub(super) struct Section<'a> {
    table: &'a DeTable<'a>,
    pub place: Place,
}

impl Item<'_> {
    /// Whether it is a list.
    pub(super) const fn is_list(&self) -> bool {
        matches!(self.value, DeValue::Array(_))
    }
}

impl<'t> Document<'t> {
    /// Starts reading; the problems of this table are what `parse` found.
    pub(super) fn new(text: &'t str, broken: &[toml::de::Error]) -> Self {
        let mut res = Self { text, problems: Vec::new() };
        for it in broken {
            let place = res.place(&it.span().unwrap_or_default());
            res.problems.push(place.error(it.message()));
        }
        res
    }

    /// The whole document as a section.
    pub(super) fn root<'a>(&self, table: &'a Spanned<DeTable<'a>>) -> Section<'a> {
        Section { table: table.get_ref(), place: self.place(&table.span()) }
    }

    /// Notes a problem.
    pub(super) fn report(&mut self, place: Place, message: impl Into<String>) {
        self.problems.push(place.error(message));
    }

    /// Every problem, in the order of the text.
    pub(super) fn finish(mut self) -> Vec<ModelError> {
        self.problems.sort_by_key(|it| (it.line, it.column));
        self.problems
    }

    /// Reports every key that is none of `known`.
    pub(super) fn only(&mut self, section: Section<'_>, known: &[&str]) {
        for key in section.table.keys() {
            if !known.contains(&key.get_ref().as_ref()) {
                let place = self.place(&key.span());
                let message = unknown("key", key.get_ref(), known);
                self.report(place, message);
            }
        }
    }

    /// A value that may be left out.
    pub(super) fn optional<'a>(&self, section: Section<'a>, key: &str) -> Option<Item<'a>> {
        let value = section.table.get(key)?;
        Some(Item { value: value.get_ref(), place: self.place(&value.span()) })
    }

    /// A value that must be there.
    pub(super) fn required<'a>(&mut self, section: Section<'a>, key: &str) -> Option<Item<'a>> {
        let found = self.optional(section, key);
        if found.is_none() {
            self.report(section.place, format!("`{key}` is missing here"));
        }
        found
    }

    /// A table that must be there.
    pub(super) fn section<'a>(&mut self, section: Section<'a>, key: &str) -> Option<Section<'a>> {
        let item = self.required(section, key)?;
        self.as_section(item)
    }

    /// A value that is a table.
    pub(super) fn as_section<'a>(&mut self, item: Item<'a>) -> Option<Section<'a>> {
        match item.value {
            DeValue::Table(table) => Some(Section { table, place: item.place }),
            other => self.mismatch(item.place, "a table", other),
        }
    }

    /// The values of a list.
    pub(super) fn items<'a>(&mut self, item: Item<'a>) -> Vec<Item<'a>> {
        match item.value {
            DeValue::Array(array) => array
                .iter()
                .map(|it| Item { value: it.get_ref(), place: self.place(&it.span()) })
                .collect(),
            other => self.mismatch(item.place, "a list", other).unwrap_or_default(),
        }
    }

    /// The tables of a list of tables that must be there.
    pub(super) fn sections<'a>(&mut self, section: Section<'a>, key: &str) -> Vec<Section<'a>> {
        let Some(item) = self.required(section, key) else { return Vec::new() };
        let items = self.items(item);
        items.into_iter().filter_map(|it| self.as_section(it)).collect()
    }

    /// The values of a table with their keys, in the order of the text.
    pub(super) fn entries<'a>(&self, section: Section<'a>) -> Vec<(&'a str, Item<'a>)> {
        let mut entries: Vec<_> = section
            .table
            .iter()
            .map(|(key, value)| {
                let item = Item { value: value.get_ref(), place: self.place(&value.span()) };
                (key.get_ref().as_ref(), item)
            })
            .collect();
        entries.sort_by_key(|it| it.1.place);
        entries
    }

    /// A number from `least` to `most`.
    pub(super) fn as_number(&mut self, item: Item<'_>, least: f64, most: f64) -> f64 {
        let number = match item.value {
            DeValue::Integer(it) if it.radix() == 10 => it.as_str().parse().ok(),
            DeValue::Float(it) => it.as_str().parse().ok(),
            other => return self.mismatch(item.place, "a number", other).unwrap_or_default(),
        };
        match number {
            Some(it) if (least..=most).contains(&it) => it,
            _ => {
                let range = match (least.is_finite(), most.is_finite()) {
                    (true, true) => format!("a number from {least} to {most}"),
                    (true, false) => format!("a number from {least} up"),
                    _ => "a finite number".to_owned(),
                };
                self.report(item.place, format!("{range} is needed here"));
                0.0
            }
        }
    }

    /// A number from `least` to `most` that must be there.
    pub(super) fn number(&mut self, section: Section<'_>, key: &str, least: f64, most: f64) -> f64 {
        let item = self.required(section, key);
        item.map_or(0.0, |it| self.as_number(it, least, most))
    }

    /// A text.
    pub(super) fn as_text<'a>(&mut self, item: Item<'a>) -> &'a str {
        match item.value {
            DeValue::String(it) => it,
            other => self.mismatch(item.place, "a text in quotes", other).unwrap_or_default(),
        }
    }

    /// A text that must be there.
    pub(super) fn text<'a>(&mut self, section: Section<'a>, key: &str) -> &'a str {
        let item = self.required(section, key);
        item.map_or("", |it| self.as_text(it))
    }

    /// A yes or no that may be left out, which means no.
    pub(super) fn flag(&mut self, section: Section<'_>, key: &str) -> bool {
        match self.optional(section, key) {
            Some(Item { value: DeValue::Boolean(it), .. }) => *it,
            Some(it) => self.mismatch(it.place, "true or false", it.value).unwrap_or_default(),
            None => false,
        }
    }

    fn mismatch<T>(&mut self, place: Place, wanted: &str, found: &DeValue<'_>) -> Option<T> {
        self.report(place, format!("{wanted} is needed here, not a {}", found.type_str()));
        None
    }

    fn place(&self, span: &Range<usize>) -> Place {
        Place::of(self.text, span.start)
    }
}

/// Says that a word is none of those known, and which is nearest.
pub(super) fn unknown(what: &str, word: &str, known: &[&str]) -> String {
    match nearest(word, known.iter().copied()) {
        Some(near) => format!("unknown {what} `{word}`; did you mean `{near}`?"),
        None => format!("unknown {what} `{word}`; it is one of {}", known.join(", ")),
    }
}
