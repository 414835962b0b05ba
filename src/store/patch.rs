//! The fields that a version sets and empties, as the JSON that a row keeps.
//!
//! Every value says what it is, so that a row can be read without the list of fields:
//!
//! ```text
//! {"arr":{"m":8500000,"c":"EUR"},"auto_renew":true,"csm":null,"custom.share":{"p":0.83},
//!  "name":"Acme","notice_days":{"n":30.0},"renewal_date":{"d":"2026-01-31"},
//!  "seats":25.0,"tags":["pilot","eu"]}
//! ```
//!
//! A shape that is not among these is an error which names the field. It is never skipped: a field
//! left out without a word would change a score, and a newer version that writes new shapes also
//! writes a newer schema, which is refused when the book is opened.

use std::fmt;
use std::sync::LazyLock;

use serde::de::{self, Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::ser::{self, Serialize, SerializeMap, Serializer};

use crate::domain::{Currency, Day, FIELDS, FieldName, Money, Value};

/// Fields and what they are set to; nothing empties the field.
pub(super) type Patch = Vec<(FieldName, Option<Value>)>;

/// The JSON of a patch, its fields in order of their names, as a record has them; an error where a
/// number is not finite.
pub(super) fn encode(patch: &[(FieldName, Option<Value>)]) -> serde_json::Result<String> {
    let mut fields: Vec<&(FieldName, Option<Value>)> = patch.iter().collect();
    fields.sort_by(|a, b| a.0.cmp(&b.0));
    serde_json::to_string(&Sheet(&fields))
}

/// The patch of a JSON text; an error says which field cannot be read.
pub(super) fn decode(json: &str) -> serde_json::Result<Patch> {
    let Fields(patch) = serde_json::from_str(json)?;
    Ok(patch)
}

/// A patch on its way out.
struct Sheet<'a>(&'a [&'a (FieldName, Option<Value>)]);

/// A value on its way out.
struct Written<'a>(&'a Value);

/// A number on its way out: JSON has no word for one that is not finite.
struct Finite(f64);

/// A patch on its way in.
struct Fields(Patch);

/// A field's name on its way in.
struct Name(FieldName);

/// A value on its way in.
struct Read(Option<Value>);

impl Serialize for Sheet<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in self.0 {
            map.serialize_entry(name.as_str(), &value.as_ref().map(Written))?;
        }
        map.end()
    }
}

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Text(it) => serializer.serialize_str(it),
            Value::Number(it) => Finite(*it).serialize(serializer),
            Value::Flag(it) => serializer.serialize_bool(*it),
            Value::List(it) => serializer.collect_seq(it.iter()),
            Value::Date(it) => tagged(serializer, "d", &it.to_string()),
            Value::Percent(it) => tagged(serializer, "p", &Finite(*it)),
            Value::Days(it) => tagged(serializer, "n", &Finite(*it)),
            Value::Money(it) => {
                let mut map = serializer.serialize_map(Some(2))?;
                map.serialize_entry("m", &it.minor())?;
                map.serialize_entry("c", it.currency().code())?;
                map.end()
            }
        }
    }
}

fn tagged<S: Serializer>(to: S, tag: &str, value: &impl Serialize) -> Result<S::Ok, S::Error> {
    let mut map = to.serialize_map(Some(1))?;
    map.serialize_entry(tag, value)?;
    map.end()
}

impl Serialize for Finite {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !self.0.is_finite() {
            return Err(ser::Error::custom(format!("{} is no number", self.0)));
        }
        serializer.serialize_f64(self.0)
    }
}

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reading;

        impl<'de> Visitor<'de> for Reading {
            type Value = Fields;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("fields and their values")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
                let mut patch = Patch::new();
                while let Some(Name(name)) = map.next_key()? {
                    let Read(value) = map
                        .next_value()
                        .map_err(|it| de::Error::custom(format!("field {name}: {it}")))?;
                    patch.push((name, value));
                }
                Ok(Fields(patch))
            }
        }

        deserializer.deserialize_map(Reading)
    }
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        /// The known names, sorted: they are found here a hundred times faster than in the list
        /// of fields, and none of them is copied.
        static KNOWN: LazyLock<Box<[&'static str]>> = LazyLock::new(|| {
            let mut names: Vec<_> = FIELDS.iter().map(|it| it.name).collect();
            names.sort_unstable();
            names.dedup();
            names.into()
        });

        struct Reading;

        impl Visitor<'_> for Reading {
            type Value = Name;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a field")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Name, E> {
                let at = KNOWN.binary_search(&text).ok();
                let known = at.and_then(|it| KNOWN.get(it));
                Ok(Name(known.map_or_else(|| FieldName::new(text), |it| FieldName::known(it))))
            }
        }

        deserializer.deserialize_str(Reading)
    }
}

impl<'de> Deserialize<'de> for Read {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reading;

        impl<'de> Visitor<'de> for Reading {
            type Value = Read;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value that this version of rounds knows")
            }

            fn visit_unit<E: de::Error>(self) -> Result<Read, E> {
                Ok(Read(None))
            }

            fn visit_bool<E: de::Error>(self, it: bool) -> Result<Read, E> {
                Ok(Read(Some(Value::Flag(it))))
            }

            fn visit_f64<E: de::Error>(self, it: f64) -> Result<Read, E> {
                Ok(Read(Some(Value::Number(it))))
            }

            fn visit_i64<E: de::Error>(self, it: i64) -> Result<Read, E> {
                self.visit_f64(it as f64)
            }

            fn visit_u64<E: de::Error>(self, it: u64) -> Result<Read, E> {
                self.visit_f64(it as f64)
            }

            fn visit_str<E: de::Error>(self, it: &str) -> Result<Read, E> {
                Ok(Read(Some(Value::text(it))))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Read, A::Error> {
                let mut words: Vec<Box<str>> = Vec::new();
                while let Some(word) = seq.next_element()? {
                    words.push(word);
                }
                Ok(Read(Some(Value::List(words.into()))))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Read, A::Error> {
                let tag: Option<Box<str>> = map.next_key()?;
                let value = match tag.as_deref() {
                    Some("d") => Value::Date(day(&map.next_value::<Box<str>>()?)?),
                    Some("p") => Value::Percent(map.next_value()?),
                    Some("n") => Value::Days(map.next_value()?),
                    Some("m") => {
                        let minor = map.next_value()?;
                        Value::Money(Money::new(minor, currency(&mut map)?))
                    }
                    _ => {
                        let found = tag.unwrap_or_default();
                        return Err(de::Error::custom(format!("unknown kind of value {found:?}")));
                    }
                };
                match map.next_entry::<IgnoredAny, IgnoredAny>()? {
                    Some(_) => Err(de::Error::custom("more in it than a value has")),
                    None => Ok(Read(Some(value))),
                }
            }
        }

        deserializer.deserialize_any(Reading)
    }
}

fn day<E: de::Error>(text: &str) -> Result<Day, E> {
    text.parse().map_err(de::Error::custom)
}

fn currency<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Currency, A::Error> {
    match map.next_entry::<Box<str>, Box<str>>()? {
        Some((tag, code)) if &*tag == "c" => code.parse().map_err(de::Error::custom),
        _ => Err(de::Error::custom("an amount without a currency")),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn value() -> impl Strategy<Value = Value> {
        let finite = prop_oneof![
            any::<f64>().prop_filter("finite", |it| it.is_finite()),
            any::<i32>().prop_map(f64::from),
        ];
        prop_oneof![
            ".*".prop_map(Value::text),
            finite.clone().prop_map(Value::Number),
            finite.clone().prop_map(Value::Percent),
            finite.prop_map(Value::Days),
            any::<bool>().prop_map(Value::Flag),
            any::<i32>().prop_map(|it| Value::Date(Day::from_number(it))),
            (any::<i64>(), prop_oneof!["EUR", "USD", "JPY", "KWD"])
                .prop_map(|(it, code)| Value::Money(Money::new(it, code.parse().unwrap()))),
            prop::collection::vec(".*", 0..4).prop_map(Value::list),
        ]
    }

    proptest! {
        #[test]
        fn a_patch_comes_back_with_its_fields_in_order(
            fields in prop::collection::vec((0..FIELDS.len(), "[a-z]{1,6}", any::<bool>()), 0..12),
            values in prop::collection::vec(prop::option::of(value()), 12),
        ) {
            let names = fields.iter().map(|(known, own, is_own)| match is_own {
                true => FieldName::custom(own),
                false => FieldName::known(FIELDS[*known].name),
            });
            let mut patch: Patch = names.zip(values).collect();
            let json = encode(&patch).unwrap();
            patch.sort_by(|a, b| a.0.cmp(&b.0));
            prop_assert_eq!(decode(&json).unwrap(), patch);
        }

        #[test]
        fn any_text_is_read_or_refused_without_a_panic(text in ".*") {
            drop(decode(&text));
        }
    }

    #[test]
    fn the_written_form_is_the_one_that_the_books_of_today_hold() {
        let json = r#"{"arr":{"m":8500000,"c":"EUR"},"auto_renew":true,"csm":null,"custom.share":{"p":0.83},"name":"Acme \"A\"","notice_days":{"n":30.0},"renewal_date":{"d":"2026-01-31"},"seats":25.0,"tags":["eu"]}"#;
        assert_eq!(encode(&decode(json).unwrap()).unwrap(), json);
        // Older books wrote the fields in the order of the row.
        let older = r#"{"tags":["eu"],"seats":25.0}"#;
        assert_eq!(encode(&decode(older).unwrap()).unwrap(), r#"{"seats":25.0,"tags":["eu"]}"#);
    }

    #[test]
    fn what_no_version_wrote_is_refused_and_names_its_field() {
        for value in [
            r#"{"x":1}"#,
            "{}",
            r#"{"d":"2026-02-30"}"#,
            r#"{"d":"2026-01-01","p":1}"#,
            r#"{"m":1}"#,
            r#"{"m":1.5,"c":"EUR"}"#,
            r#"{"m":1,"c":"XQZ"}"#,
            "[1]",
        ] {
            let error = decode(&format!(r#"{{"tier":"A","arr":{value}}}"#)).unwrap_err();
            assert!(error.to_string().starts_with("field arr: "), "{value}: {error}");
        }
    }

    #[test]
    fn a_number_that_is_not_finite_is_never_written() {
        let patch = [(FieldName::known("seats"), Some(Value::Number(f64::NAN)))];
        assert!(encode(&patch).is_err());
    }
}
