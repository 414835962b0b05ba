//! Reads a TOML document piece by piece and keeps every problem with its place.
//!
//! What is reported is answered with a stand-in (0, an empty text), so that reading goes on and
//! all problems are told at once; nothing is made of an entry that has any.

use std::ops::{Range, RangeInclusive};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::check;
use super::error::ModelError;
use super::reading::Sentence;
use crate::domain::{Type, nearest};
use crate::engine::facts::Catalogue;
use crate::engine::place::Place;

/// A document being read.
pub(super) struct Document<'t> {
    text: &'t str,
    /// The facts of the book; without them facts are not checked.
    catalogue: Option<&'t Catalogue>,
    problems: Vec<ModelError>,
    /// The lines of the headers below which the text is no TOML.
    broken: Vec<usize>,
    /// How many of the problems say that it is no TOML.
    syntax: usize,
}

/// How much of a document was found wrong so far.
#[derive(Clone, Copy)]
pub(super) struct Mark(usize);

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
    pub(super) fn new(
        text: &'t str,
        broken: &[toml::de::Error],
        catalogue: Option<&'t Catalogue>,
    ) -> Self {
        let mut res = Self { text, catalogue, problems: Vec::new(), broken: Vec::new(), syntax: 0 };
        for it in broken {
            let place = res.place(&it.span().unwrap_or_default());
            // What follows on the same line follows from it.
            if res.problems.last().is_none_or(|it| it.line != place.line) {
                res.problems.push(place.error(it.message()));
            }
            let header = res.header_above(place.line);
            res.broken.push(header);
        }
        res.syntax = res.problems.len();
        res
    }

    /// Where it stands, to be asked of later.
    pub(super) const fn mark(&self) -> Mark {
        Mark(self.problems.len())
    }

    /// Whether nothing was found wrong since then.
    pub(super) const fn is_quiet(&self, since: Mark) -> bool {
        self.problems.len() == since.0
    }

    /// Whether nothing was found wrong since then, nor in the text of the entry that begins here.
    pub(super) fn is_sound(&self, since: Mark, entry: Place) -> bool {
        self.is_quiet(since) && !self.broken.contains(&self.header_above(entry.line))
    }

    /// The line of the header that a line stands below, counted from 1; 0 where there is none.
    fn header_above(&self, line: usize) -> usize {
        let is_header = |it: &str| {
            let name = it.trim_start().strip_prefix('[').unwrap_or_default();
            name.trim_start_matches('[').starts_with(char::is_alphabetic)
        };
        let above = (1..).zip(self.text.lines()).take(line);
        above.filter(|(_, it)| is_header(it)).last().map_or(0, |(number, _)| number)
    }

    /// Reports what is wrong with a fact that is used as one of these types.
    pub(super) fn check_fact(&mut self, place: Place, name: &str, types: &[Type]) {
        let problem = self.catalogue.and_then(|it| check::problem(it, name, types));
        if let Some(problem) = problem {
            self.report(place, problem);
        }
    }

    /// Reports what is wrong with the facts of a sentence.
    pub(super) fn check_sentence(&mut self, place: Place, sentence: &Sentence) {
        let problems = self.catalogue.map(|it| check::problems_of(it, sentence));
        for problem in problems.into_iter().flatten() {
            self.report(place, problem);
        }
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
        let problems = std::mem::take(&mut self.problems);
        let syntax = self.syntax;
        // An entry that is no TOML was not read right.
        let kept = problems
            .into_iter()
            .enumerate()
            .filter(|(at, it)| *at < syntax || !self.broken.contains(&self.header_above(it.line)));
        self.problems = kept.map(|it| it.1).collect();
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

    /// A table; one that is not there is told, unless there is something below it that holds.
    pub(super) fn section<'a, T>(
        &mut self,
        section: Section<'a>,
        key: &str,
        below: Option<&T>,
    ) -> Option<Section<'a>> {
        let item = match below {
            Some(_) => self.optional(section, key)?,
            None => self.required(section, key)?,
        };
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

    /// The tables of a list of tables.
    pub(super) fn sections<'a>(&mut self, item: Item<'a>) -> Vec<Section<'a>> {
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

    /// A number within a range.
    pub(super) fn as_number(&mut self, item: Item<'_>, range: RangeInclusive<f64>) -> f64 {
        let number = match item.value {
            DeValue::Integer(it) if it.radix() == 10 => it.as_str().parse().ok(),
            DeValue::Float(it) => it.as_str().parse().ok(),
            other => return self.mismatch(item.place, "a number", other).unwrap_or_default(),
        };
        match number {
            Some(it) if range.contains(&it) => it,
            _ => {
                let (least, most) = range.into_inner();
                let wanted = match (least.is_finite(), most.is_finite()) {
                    (true, true) => format!("a number from {least} to {most}"),
                    (true, false) => format!("a number from {least} up"),
                    _ => "a finite number".to_owned(),
                };
                self.report(item.place, format!("{wanted} is needed here"));
                0.0
            }
        }
    }

    /// A number within a range; one that is not there is as below, or told.
    pub(super) fn number(
        &mut self,
        section: Section<'_>,
        key: &str,
        range: RangeInclusive<f64>,
        below: Option<f64>,
    ) -> f64 {
        match (self.optional(section, key), below) {
            (Some(it), _) => self.as_number(it, range),
            (None, Some(below)) => below,
            (None, None) => self.required(section, key).map_or(0.0, |it| self.as_number(it, range)),
        }
    }

    /// The keys of a table with the line that each begins on.
    pub(super) fn lines<'a>(&self, section: Section<'a>) -> Vec<(&'a str, usize)> {
        let line = |span: &Range<usize>| self.place(span).line;
        section.table.keys().map(|it| (it.get_ref().as_ref(), line(&it.span()))).collect()
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

    /// A yes or no; one that is not there is as below.
    pub(super) fn flag(&mut self, section: Section<'_>, key: &str, below: bool) -> bool {
        match self.optional(section, key) {
            Some(Item { value: DeValue::Boolean(it), .. }) => *it,
            Some(it) => self.mismatch(it.place, "true or false", it.value).unwrap_or_default(),
            None => below,
        }
    }

    /// One of some words.
    pub(super) fn word<T: Copy>(
        &mut self,
        item: Item<'_>,
        what: &str,
        choices: &[T],
        spelling: fn(T) -> &'static str,
    ) -> Option<T> {
        let text = self.as_text(item);
        let found = choices.iter().copied().find(|it| spelling(*it) == text);
        if found.is_none() && !text.is_empty() {
            self.report(item.place, unknown(what, text, &words(choices, spelling)));
        }
        found
    }

    /// The name of a fact that is used as one of these types.
    pub(super) fn fact(&mut self, item: Item<'_>, types: &[Type]) -> Box<str> {
        let name = self.as_text(item);
        if !name.is_empty() {
            self.check_fact(item.place, name, types);
        }
        name.into()
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

/// How these are spelt.
pub(super) fn words<T: Copy>(choices: &[T], spelling: fn(T) -> &'static str) -> Vec<&'static str> {
    choices.iter().copied().map(spelling).collect()
}
