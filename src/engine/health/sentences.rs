//! Reads the sentences of a model file.

use super::document::{Document, Section};
use super::reading::Sentence;

/// One sentence or several; those that are not there are as below, or told.
pub(super) fn sentences(
    doc: &mut Document<'_>,
    it: Section<'_>,
    key: &str,
    below: Option<&[Sentence]>,
) -> Vec<Sentence> {
    let item = match below {
        Some(below) => match doc.optional(it, key) {
            Some(item) => item,
            None => return below.to_vec(),
        },
        None => match doc.required(it, key) {
            Some(item) => item,
            None => return Vec::new(),
        },
    };
    let items = if item.is_list() { doc.items(item) } else { vec![item] };
    let mut res = Vec::new();
    for item in items {
        match Sentence::parse(doc.as_text(item)) {
            Some(it) => {
                doc.check_sentence(item.place, &it);
                res.push(it);
            }
            None => doc.report(item.place, "a `{` without its `}`; write {value} or {a.fact}"),
        }
    }
    res
}
