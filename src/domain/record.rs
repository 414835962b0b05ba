//! A record, and the versions that it is folded from as of a day.

use super::day::Day;
use super::field::FieldName;
use super::ids::{AccountId, EntryId, FileId, RecordId};
use super::kind::Kind;
use super::money::Money;
use super::value::Value;

/// Where a value came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Origin {
    /// The change that brought it.
    pub entry: EntryId,
    /// The file, where a file brought it; otherwise the user wrote it.
    pub file: Option<FileId>,
    /// The line in that file, counted from 1; 0 where there is no file.
    pub line: u32,
}

/// What one row or one edit said about a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// Where it came from.
    pub origin: Origin,
    /// The day it is about (`docs/numbers.md`, "Time and versions").
    pub effective_on: Day,
    /// The day it was learned.
    pub known_on: Day,
    /// The fields it sets, and those it empties.
    pub patch: Vec<(FieldName, Option<Value>)>,
}

/// All that was ever said about a record, and not undone.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordHistory {
    /// Its number.
    pub id: RecordId,
    /// What it is about.
    pub kind: Kind,
    /// Whose it is; for an account its own id, for a setting none.
    pub account: Option<AccountId>,
    /// What a source calls it: unique within its kind.
    pub key: Box<str>,
    /// Ordered by `effective_on`, then by when they were written.
    pub versions: Vec<Version>,
}

/// One field of a record as of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The field.
    pub name: FieldName,
    /// Its value.
    pub value: Value,
    /// Where the value came from.
    pub origin: Origin,
    /// From which day the value counts; [`Day::MIN`] means "assumed for earlier dates".
    pub effective_on: Day,
}

/// A record as of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Its number.
    pub id: RecordId,
    /// What it is about.
    pub kind: Kind,
    /// Whose it is.
    pub account: Option<AccountId>,
    /// What a source calls it.
    pub key: Box<str>,
    /// Its fields, ordered by name.
    pub cells: Vec<Cell>,
}

impl Version {
    /// The first day on which it counts: the day it is about and the day it was learned have come.
    pub fn counts_from(&self) -> Day {
        self.effective_on.max(self.known_on)
    }

    /// Whether it counts on a day.
    pub fn counts_on(&self, day: Day) -> bool {
        self.counts_from() <= day
    }

    /// What it says by itself, ordered by name; of two values for one field the later counts.
    fn cells(&self) -> Vec<Cell> {
        let cell = |(name, value): &(FieldName, Option<Value>)| {
            Some(Cell {
                name: name.clone(),
                value: value.clone()?,
                origin: self.origin,
                effective_on: self.effective_on,
            })
        };
        let mut res: Vec<Cell> = Vec::with_capacity(self.patch.len());
        res.extend(self.patch.iter().filter_map(cell));
        // The store keeps them in order; those of an older book may not be.
        if !res.is_sorted_by(|a, b| a.name < b.name) {
            res.sort_by(|a, b| a.name.cmp(&b.name));
        }
        res.dedup_by(|later, kept| {
            let is_same = later.name == kept.name;
            if is_same {
                std::mem::swap(later, kept);
            }
            is_same
        });
        res
    }
}

impl RecordHistory {
    /// The versions that count on a day, oldest first.
    pub fn versions_on(&self, day: Day) -> impl DoubleEndedIterator<Item = &Version> {
        self.versions.iter().filter(move |it| it.counts_on(day))
    }

    /// The record as it was known on `as_of`; nothing where no version counts, or it is in the bin.
    pub fn as_of(&self, as_of: Day) -> Option<Record> {
        let mut versions = self.versions_on(as_of);
        let first = versions.next()?;
        let mut cells = first.cells();
        for version in versions {
            for (name, value) in &version.patch {
                let found = cells.binary_search_by(|it| it.name.cmp(name));
                match (found, value) {
                    (Ok(at), Some(value)) => {
                        if let Some(cell) = cells.get_mut(at) {
                            cell.value = value.clone();
                            cell.origin = version.origin;
                            cell.effective_on = version.effective_on;
                        }
                    }
                    (Ok(at), None) => drop(cells.remove(at)),
                    (Err(at), Some(value)) => cells.insert(
                        at,
                        Cell {
                            name: name.clone(),
                            value: value.clone(),
                            origin: version.origin,
                            effective_on: version.effective_on,
                        },
                    ),
                    (Err(_), None) => {}
                }
            }
        }
        let record = Record {
            id: self.id,
            kind: self.kind,
            account: self.account,
            key: self.key.clone(),
            cells,
        };
        (!record.flag("deleted").unwrap_or(false)).then_some(record)
    }
}

impl Record {
    /// The field of this name.
    pub fn cell(&self, name: &str) -> Option<&Cell> {
        let at = self.cells.binary_search_by(|it| it.name.as_str().cmp(name)).ok()?;
        self.cells.get(at)
    }

    /// Its value.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.cell(name).map(|it| &it.value)
    }

    /// Its words, where it holds words.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_text()
    }

    /// Its date, where it holds one.
    pub fn day(&self, name: &str) -> Option<Day> {
        self.get(name)?.as_day()
    }

    /// Its number, where it holds one; a fraction for a percentage.
    pub fn number(&self, name: &str) -> Option<f64> {
        self.get(name)?.as_f64()
    }

    /// Its amount, where it holds one.
    pub fn money(&self, name: &str) -> Option<Money> {
        self.get(name)?.as_money()
    }

    /// Its answer, where it is a yes or no.
    pub fn flag(&self, name: &str) -> Option<bool> {
        self.get(name)?.as_flag()
    }

    /// Its words, where it holds several (one text counts as one word).
    pub fn list(&self, name: &str) -> Vec<&str> {
        match self.get(name) {
            Some(Value::List(it)) => it.iter().map(AsRef::as_ref).collect(),
            Some(Value::Text(it)) => vec![it],
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn version(effective: &str, known: &str, tier: Option<&str>) -> Version {
        Version {
            origin: Origin { entry: EntryId::new(1), file: None, line: 0 },
            effective_on: day(effective),
            known_on: day(known),
            patch: vec![(FieldName::known("tier"), tier.map(Value::text))],
        }
    }

    fn history(versions: Vec<Version>) -> RecordHistory {
        let id = RecordId::new(1);
        RecordHistory { id, kind: Kind::Account, account: None, key: "a".into(), versions }
    }

    #[test]
    fn a_correction_counts_from_the_day_it_was_learned() {
        let history = history(vec![
            version("2026-01-01", "2026-01-01", Some("A")),
            version("2026-01-01", "2026-03-01", Some("B")),
        ]);
        let tier = |on: &str| history.as_of(day(on)).unwrap().text("tier").map(str::to_owned);
        assert_eq!(history.as_of(day("2025-12-31")), None);
        assert_eq!(tier("2026-02-28").as_deref(), Some("A"));
        assert_eq!(tier("2026-03-01").as_deref(), Some("B"));
    }

    #[test]
    fn an_emptied_field_is_missing_and_not_blank() {
        let history = history(vec![
            version("2026-01-01", "2026-01-01", Some("A")),
            version("2026-02-01", "2026-02-01", None),
        ]);
        assert_eq!(history.as_of(day("2026-02-01")).unwrap().get("tier"), None);
    }
}
