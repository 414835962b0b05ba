//! JSON whose bytes are the same for the same values: keys in their order, money with exactly its
//! currency's digits.

use std::sync::Arc;

use std::io::{self, Write};

use crate::domain::{Day, Money, Value, acts};

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    /// `null`: missing.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A number; what is no number is written as `null`.
    Number(f64),
    /// An amount in major units, digit by digit, never through a float.
    Money(Money),
    /// Words.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object.
    Object(Object),
}

/// A JSON object; its keys keep the order in which they were set.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Object {
    fields: Vec<(String, Json)>,
}

impl Object {
    /// An object without keys.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a key; what it holds may be missing.
    #[must_use]
    pub fn with(mut self, key: impl Into<String>, value: impl Into<Json>) -> Self {
        self.set(key, value);
        self
    }

    /// Adds a key; what it holds may be missing.
    pub fn set(&mut self, key: impl Into<String>, value: impl Into<Json>) {
        self.fields.push((key.into(), value.into()));
    }

    /// Every key with what it holds, in the order of the object.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.fields.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// What a key holds.
    pub fn get(&self, key: &str) -> Option<&Json> {
        self.fields().find(|it| it.0 == key).map(|it| it.1)
    }
}

macro_rules! json_from {
    ($($from:ty => |$it:ident| $to:expr;)+) => {
        $(impl From<$from> for Json {
            fn from($it: $from) -> Self {
                $to
            }
        })+
    };
}

json_from! {
    bool => |it| Self::Flag(it);
    f64 => |it| Self::Number(it);
    i64 => |it| Self::Number(it as f64);
    u64 => |it| Self::Number(it as f64);
    u32 => |it| Self::Number(f64::from(it));
    u8 => |it| Self::Number(f64::from(it));
    usize => |it| Self::Number(it as f64);
    &str => |it| Self::Text(it.to_owned());
    String => |it| Self::Text(it);
    Box<str> => |it| Self::Text(it.into());
    &Box<str> => |it| Self::Text(it.to_string());
    &Arc<str> => |it| Self::Text(it.to_string());
    Money => |it| Self::Money(it);
    Day => |it| Self::Text(it.to_string());
    Object => |it| Self::Object(it);
    Vec<Json> => |it| Self::List(it);
    &Value => |it| match it {
        Value::Text(it) => Self::Text(it.to_string()),
        Value::Number(it) | Value::Percent(it) | Value::Days(it) => Self::Number(*it),
        Value::Money(it) => Self::Money(*it),
        Value::Date(it) => Self::Text(it.to_string()),
        Value::Flag(it) => Self::Flag(*it),
        Value::List(it) => it.iter().map(|it| Self::Text(it.to_string())).collect(),
    };
}

impl<T: Into<Json>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Json>> FromIterator<T> for Json {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

/// Writes a value: the items of the outermost array, or the keys of the outermost object and the
/// objects in their arrays, on a line each, so that a difference between two runs is a line.
pub fn write_json(out: &mut dyn Write, value: &Json) -> io::Result<()> {
    match value {
        Json::List(items) if items.is_empty() => out.write_all(b"[]")?,
        Json::List(items) => {
            out.write_all(b"[\n")?;
            for (at, item) in items.iter().enumerate() {
                out.write_all(if at == 0 { b"  " } else { b",\n  " })?;
                write_flat(out, item)?;
            }
            out.write_all(b"\n]")?;
        }
        Json::Object(object) if object.fields.is_empty() => out.write_all(b"{}")?,
        Json::Object(object) => {
            out.write_all(b"{\n")?;
            for (at, (key, item)) in object.fields().enumerate() {
                out.write_all(if at == 0 { b"  " } else { b",\n  " })?;
                write_text(out, key)?;
                out.write_all(b": ")?;
                write_member(out, item)?;
            }
            out.write_all(b"\n}")?;
        }
        other => write_flat(out, other)?,
    }
    out.write_all(b"\n")
}

fn write_member(out: &mut dyn Write, value: &Json) -> io::Result<()> {
    let Json::List(items) = value else { return write_flat(out, value) };
    if !items.iter().any(|it| matches!(it, Json::Object(_))) {
        return write_flat(out, value);
    }
    out.write_all(b"[\n")?;
    for (at, item) in items.iter().enumerate() {
        out.write_all(if at == 0 { b"    " } else { b",\n    " })?;
        write_flat(out, item)?;
    }
    out.write_all(b"\n  ]")
}

fn write_flat(out: &mut dyn Write, value: &Json) -> io::Result<()> {
    match value {
        Json::Null => out.write_all(b"null"),
        Json::Flag(it) => write!(out, "{it}"),
        Json::Number(it) => write_number(out, *it),
        Json::Money(it) => write!(out, "{it}"),
        Json::Text(it) => write_text(out, it),
        Json::List(items) => {
            out.write_all(b"[")?;
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.write_all(b", ")?;
                }
                write_flat(out, item)?;
            }
            out.write_all(b"]")
        }
        Json::Object(object) => {
            out.write_all(b"{")?;
            for (at, (key, item)) in object.fields().enumerate() {
                if at > 0 {
                    out.write_all(b", ")?;
                }
                write_text(out, key)?;
                out.write_all(b": ")?;
                write_flat(out, item)?;
            }
            out.write_all(b"}")
        }
    }
}

/// The largest size up to which every whole number is exact in an `f64`.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Whole numbers without a point, others with the fewest digits that read back the same.
fn write_number(out: &mut dyn Write, number: f64) -> io::Result<()> {
    if !number.is_finite() {
        return out.write_all(b"null");
    }
    if number.fract() == 0.0 && number.abs() < EXACT {
        return write!(out, "{}", number as i64);
    }
    serde_json::to_writer(out, &number).map_err(Into::into)
}

/// Words in quotes; beside what JSON demands, what acts on a terminal is escaped.
fn write_text(out: &mut dyn Write, text: &str) -> io::Result<()> {
    let quoted = serde_json::to_string(text)?;
    if !quoted.chars().any(acts) {
        return out.write_all(quoted.as_bytes());
    }
    let mut units = [0_u16; 2];
    for letter in quoted.chars() {
        if acts(letter) {
            for unit in letter.encode_utf16(&mut units) {
                write!(out, "\\u{unit:04x}")?;
            }
        } else {
            write!(out, "{letter}")?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Currency;

    fn written(value: &Json) -> String {
        let mut out = Vec::new();
        write_json(&mut out, value).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn money_has_exactly_the_digits_of_its_currency() {
        let money = |minor, code: &str| Json::from(Money::new(minor, code.parse().unwrap()));
        let list = Json::List(vec![money(8_400_000, "USD"), money(5, "JPY"), money(-5, "EUR")]);
        assert_eq!(written(&list), "[\n  84000.00,\n  5,\n  -0.05\n]\n");
        let huge = Money::new(i64::MAX, Currency::USD);
        assert_eq!(written(&huge.into()), "92233720368547758.07\n");
    }

    #[test]
    fn numbers_are_whole_or_shortest_and_what_is_none_is_null() {
        let list: Json = [100.0, 61.3, 0.1 + 0.2, -0.0, f64::NAN].into_iter().collect();
        assert_eq!(written(&list), "[\n  100,\n  61.3,\n  0.30000000000000004,\n  0,\n  null\n]\n");
    }

    #[test]
    fn an_escape_code_in_a_name_stays_asleep_and_reads_back_the_same() {
        let name = "A\u{1b}[2J\u{9b}\u{202e}\u{e0041}\"é";
        let text = written(&Object::new().with("name", name).into());
        assert!(!text.contains(['\u{1b}', '\u{9b}', '\u{202e}', '\u{e0041}']));
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["name"], name);
    }
}
