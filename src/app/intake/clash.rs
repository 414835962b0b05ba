//! Values that two files of one call give differently: the first file counts, and both are named.

use std::collections::HashMap;

use super::report::{Conflict, ConflictSide};
use crate::domain::{Day, FieldName, RecordId, Value};

/// Conflicts kept for the report.
const SHOWN: usize = 100;

/// A place in a file of the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// The file's place among the files of the call.
    pub(super) file: usize,
    /// The line in it.
    pub(super) line: u32,
}

/// A field of a record, and of which day where a snapshot says it: figures of two days may differ.
type Claim = (RecordId, FieldName, Option<Day>);

/// The conflicts of a call, and which file said what first.
#[derive(Debug)]
pub(super) struct Clashes {
    names: Vec<String>,
    claims: HashMap<Claim, (Place, Value)>,
    /// The first of them.
    pub(super) list: Vec<Conflict>,
    /// How many there are.
    pub(super) count: u64,
}

impl Clashes {
    /// None yet; `names` are those of the files of the call.
    pub(super) fn new(names: Vec<String>) -> Self {
        Self { names, claims: HashMap::new(), list: Vec::new(), count: 0 }
    }

    /// Takes out of a row's fields what an earlier file of the call says otherwise, and notes the
    /// rest as said by this row.
    pub(super) fn settle(
        &mut self,
        (record, snapshot_on): (RecordId, Option<Day>),
        key: &str,
        place: Place,
        fields: &mut Vec<(FieldName, Option<Value>)>,
    ) {
        let mut dropped = Vec::new();
        fields.retain(|(name, value)| {
            let Some(value) = value else { return true };
            let claim = (record, name.clone(), snapshot_on);
            match self.claims.get(&claim) {
                Some((first, kept)) if first.file != place.file => {
                    if kept != value {
                        dropped.push((name.clone(), *first, kept.clone(), value.clone()));
                    }
                    kept == value
                }
                _ => {
                    self.claims.insert(claim, (place, value.clone()));
                    true
                }
            }
        });
        for (name, first, kept, value) in dropped {
            self.add(key, name.as_str(), (first, shown(&kept)), (place, shown(&value)));
        }
    }

    /// Whether the next conflict is listed, and not only counted.
    pub(super) fn lists_more(&self) -> bool {
        self.list.len() < SHOWN
    }

    /// Notes a conflict.
    pub(super) fn add(
        &mut self,
        record: &str,
        field: &str,
        kept: (Place, String),
        dropped: (Place, String),
    ) {
        self.count += 1;
        if self.lists_more() {
            let side = |(place, value): (Place, String)| ConflictSide {
                file: self.names.get(place.file).cloned().unwrap_or_default(),
                line: place.line,
                value,
            };
            self.list.push(Conflict {
                record: record.to_owned(),
                field: field.to_owned(),
                kept: side(kept),
                dropped: side(dropped),
            });
        }
    }
}

/// A value as a message says it.
fn shown(value: &Value) -> String {
    match value {
        Value::Text(it) => it.to_string(),
        Value::Number(it) | Value::Percent(it) | Value::Days(it) => it.to_string(),
        Value::Money(it) => format!("{it} {}", it.currency()),
        Value::Date(it) => it.to_string(),
        Value::Flag(it) => (if *it { "yes" } else { "no" }).to_owned(),
        Value::List(it) => it.join("; "),
    }
}
