//! Rows of a call by what they are about, so that a row that comes twice is told from one that
//! contradicts another.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::call::Effect;
use super::clash::Place;
use super::key::Identity;
use crate::domain::{FieldName, Kind, Value};
use crate::import::{Reject, SeriesName};

/// The rows of a call so far.
#[derive(Debug, Default)]
pub(super) struct SeenRows {
    rows: HashMap<(Kind, Box<str>), Row>,
}

#[derive(Debug, Clone, Copy)]
struct Row {
    place: Place,
    said: Print,
}

/// A print of what a row says, to compare it with another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Print(u64);

/// An earlier row of the file about the same.
#[derive(Debug, Clone, Copy)]
pub(super) struct Repeated {
    first: Place,
    is_same: bool,
}

impl Print {
    /// The print of fields and numbers.
    pub(super) fn of(
        fields: &[(FieldName, Option<Value>)],
        readings: &[(SeriesName, f64)],
    ) -> Self {
        let mut hasher = DefaultHasher::new();
        for (name, value) in fields {
            name.hash(&mut hasher);
            match value {
                None => 0_u8.hash(&mut hasher),
                Some(Value::Text(it)) => (1_u8, it).hash(&mut hasher),
                Some(Value::Number(it) | Value::Percent(it) | Value::Days(it)) => {
                    (2_u8, it.to_bits()).hash(&mut hasher);
                }
                Some(Value::Money(it)) => (3_u8, it).hash(&mut hasher),
                Some(Value::Date(it)) => (4_u8, it).hash(&mut hasher),
                Some(Value::Flag(it)) => (5_u8, it).hash(&mut hasher),
                Some(Value::List(it)) => (6_u8, it).hash(&mut hasher),
            }
        }
        for (name, value) in readings {
            (name, value.to_bits()).hash(&mut hasher);
        }
        Self(hasher.finish())
    }
}

impl SeenRows {
    /// Notes a row; an earlier row of the same file about the same is returned instead.
    pub(super) fn note(
        &mut self,
        kind: Kind,
        key: &str,
        place: Place,
        said: Print,
    ) -> Option<Repeated> {
        let key = (kind, key.into());
        if let Some(first) = self.rows.get(&key).filter(|it| it.place.file == place.file) {
            return Some(Repeated { first: first.place, is_same: first.said == said });
        }
        self.rows.insert(key, Row { place, said });
        None
    }

    /// Notes a row by its identity, and returns the key of its record. Rows that are known only by
    /// what they describe, and differ in the rest, are numbered.
    pub(super) fn key(
        &mut self,
        kind: Kind,
        identity: Identity,
        place: Place,
        said: Print,
    ) -> Result<Box<str>, Repeated> {
        match identity {
            Identity::Own(key) => match self.note(kind, &key, place, said) {
                Some(repeated) => Err(repeated),
                None => Ok(key.into()),
            },
            Identity::Described(base) => {
                let mut key = base.clone();
                let mut count = 1;
                while let Some(repeated) = self.note(kind, &key, place, said) {
                    if repeated.is_same {
                        return Err(repeated);
                    }
                    count += 1;
                    key = format!("{base}#{count}");
                }
                Ok(key.into())
            }
        }
    }
}

impl Repeated {
    /// What comes of a row that repeats another: nothing where it says the same.
    pub(super) fn outcome(self, line: u32) -> Result<Effect, Reject> {
        if self.is_same {
            return Ok(Effect::Unchanged);
        }
        let first = self.first.line;
        let reason =
            format!("has the id of line {first} and says something else; line {first} counts");
        Err(Reject { line, column: None, reason })
    }
}
