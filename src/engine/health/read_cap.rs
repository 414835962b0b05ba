//! Reads the caps of a model file.

use super::check::NUMBERS;
use super::document::{Document, Section};
use super::error::OwnKey;
use super::model::{CapRule, Condition, Test};
use super::reading::Wording;
use super::sentences::sentences;
use crate::domain::Type;

/// The caps of a file, or those below with the file's laid over them.
pub(super) fn caps(
    doc: &mut Document<'_>,
    root: Section<'_>,
    below: Option<&[CapRule]>,
    own: &mut Vec<OwnKey>,
) -> Vec<CapRule> {
    let mut res: Vec<CapRule> = below.unwrap_or_default().to_vec();
    let list = match below {
        Some(_) => doc.optional(root, "caps"),
        None => doc.required(root, "caps"),
    };
    let sections = list.map(|it| doc.sections(it)).unwrap_or_default();
    let mut seen: Vec<&str> = Vec::new();
    for it in sections {
        let mark = doc.mark();
        let id = doc.text(it, "id");
        if seen.contains(&id) {
            doc.report(it.place, format!("a second cap `{id}`"));
        }
        seen.push(id);
        let old = res.iter().position(|other| *other.id == *id);
        let cap = cap(doc, it, id, old.and_then(|at| res.get(at)));
        if below.is_some() && !doc.is_sound(mark, it.place) {
            continue;
        }
        own.extend(OwnKey::all(&format!("caps.{id}"), &doc.lines(it)));
        match old.and_then(|at| res.get_mut(at)) {
            Some(old) => *old = cap,
            None => res.push(cap),
        }
    }
    res
}

fn cap(doc: &mut Document<'_>, it: Section<'_>, id: &str, below: Option<&CapRule>) -> CapRule {
    doc.only(it, &["id", "at_most", "hard", "when", "reason"]);
    let when = match below {
        Some(_) => doc.optional(it, "when"),
        None => doc.required(it, "when"),
    };
    let conditions = match (when, below) {
        (Some(list), _) => {
            let sections = doc.sections(list);
            if sections.is_empty() {
                doc.report(list.place, "a cap needs a condition");
            }
            sections.into_iter().map(|it| condition(doc, it)).collect()
        }
        (None, below) => below.map(|it| it.conditions.clone()).unwrap_or_default(),
    };
    CapRule {
        id: id.into(),
        at_most: doc.number(it, "at_most", 0.0..=100.0, below.map(|it| it.at_most)),
        is_hard: doc.flag(it, "hard", below.is_some_and(|it| it.is_hard)),
        conditions,
        reason: Wording {
            sentences: sentences(doc, it, "reason", below.map(|it| it.reason.sentences.as_slice())),
            ..Wording::default()
        },
    }
}

fn condition(doc: &mut Document<'_>, it: Section<'_>) -> Condition {
    doc.only(it, &["fact", "is", "at_least", "at_most", "missing"]);
    let mut tests = Vec::new();
    if let Some(item) = doc.optional(it, "is") {
        let words = doc.items(item);
        tests.push(Test::Is(words.into_iter().map(|it| doc.as_text(it).into()).collect()));
    }
    if let Some(item) = doc.optional(it, "at_least") {
        tests.push(Test::AtLeast(doc.as_number(item, f64::MIN..=f64::MAX)));
    }
    if let Some(item) = doc.optional(it, "at_most") {
        tests.push(Test::AtMost(doc.as_number(item, f64::MIN..=f64::MAX)));
    }
    if doc.flag(it, "missing", false) {
        tests.push(Test::Missing);
    }
    if tests.len() > 1 {
        let message = "only one of `is`, `at_least`, `at_most` and `missing` is allowed";
        doc.report(it.place, message);
    }
    let test = tests.pop().unwrap_or(Test::True);
    let types = match test {
        Test::True => &[Type::Flag],
        Test::Is(_) => &[Type::Text],
        Test::AtLeast(_) | Test::AtMost(_) => NUMBERS,
        Test::Missing => Type::ALL,
    };
    let fact = match doc.required(it, "fact") {
        Some(item) => doc.fact(item, types),
        None => "".into(),
    };
    Condition { fact, test }
}
