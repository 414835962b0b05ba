//! Records as CSV that a spreadsheet opens without running anything.

use std::io::{self, Write};

use super::json::{Json, Object};
use crate::domain::acts;

/// Writes records as CSV: the keys of the first one as header, missing values empty, several words
/// joined by `; `.
pub fn write_csv(out: &mut dyn Write, records: &[Object]) -> io::Result<()> {
    let Some(first) = records.first() else { return Ok(()) };
    let mut writer = csv::Writer::from_writer(out);
    let keys: Vec<&str> = first.fields().map(|it| it.0).collect();
    writer.write_record(&keys).map_err(unwrapped)?;
    for record in records {
        let cells = keys.iter().map(|key| record.get(key).map_or_else(String::new, cell));
        writer.write_record(cells).map_err(unwrapped)?;
    }
    writer.flush()
}

/// The error of the stream itself, so that a reader who has left is known as one.
fn unwrapped(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

fn cell(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::Text(it) => guarded(it),
        Json::List(items) => guarded(&items.iter().map(words).collect::<Vec<_>>().join("; ")),
        other => words(other),
    }
}

fn words(value: &Json) -> String {
    match value {
        Json::Text(it) => it.clone(),
        Json::Object(object) => {
            let parts = object.fields().filter(|it| *it.1 != Json::Null);
            parts.map(|(key, it)| format!("{key}={}", words(it))).collect::<Vec<_>>().join(" ")
        }
        Json::List(items) => items.iter().map(words).collect::<Vec<_>>().join(" "),
        other => {
            let mut text = Vec::new();
            match super::json::write_json(&mut text, other) {
                Ok(()) => String::from_utf8_lossy(&text).trim_end().to_owned(),
                Err(_) => String::new(),
            }
        }
    }
}

/// Text that a spreadsheet takes for text: what starts like a formula gets a leading `'`. Line
/// ends stay, other characters that act go.
fn guarded(text: &str) -> String {
    let kept: String = text.chars().filter(|it| *it == '\n' || !acts(*it)).collect();
    let starts_formula =
        kept.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if starts_formula || text.starts_with(['\t', '\r']) { format!("'{kept}") } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(records: &[Object]) -> String {
        let mut out = Vec::new();
        write_csv(&mut out, records).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_formula_in_a_name_is_text_and_a_negative_number_is_a_number() {
        for start in ["=1+1", "+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", " =1", "＝1"] {
            let text = written(&[Object::new().with("name", start).with("change", -1.5)]);
            let line = text.lines().nth(1).unwrap();
            assert!(line.starts_with('\'') || line.starts_with("\"'"), "{start:?}: {line}");
            assert!(line.ends_with(",-1.5"), "{line}");
        }
    }

    #[test]
    fn what_is_missing_is_empty_and_several_words_are_one_cell() {
        let tags: Json = ["a", "b"].into_iter().collect();
        let record = Object::new().with("name", "Acme, Inc.").with("arr", None::<f64>);
        let text = written(&[record.with("tags", tags)]);
        assert_eq!(text, "name,arr,tags\n\"Acme, Inc.\",,a; b\n");
    }
}
