//! What the customer asked for in words: to take its data elsewhere, or to pay less.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::cells::{Cells, days};
use super::contract::last_outcome;
use super::inputs::Inputs;
use super::known::Known;
use crate::domain::{Day, Kind, Record, is_two_way};

/// Words older than this are history.
const HALF_YEAR: i64 = 180;

/// A question that shows in words: what finds its phrases, in upper or lower case.
type Question = LazyLock<Option<AhoCorasick>>;

/// How to take the data out, or to another product.
static EXPORT: Question = LazyLock::new(|| {
    finder(&[
        "data export",
        "export of all",
        "export of our",
        "export all",
        "export our",
        "full export",
        "bulk export",
        "export everything",
        "data portability",
        "data takeout",
        "migrate away",
        "migrating away",
        "migration away",
        "migrate off",
        "migrating off",
        "migrate to another",
        "migrating to another",
        "migrate from you",
        "offboarding",
        "data migration out",
    ])
});

/// Fewer seats, a smaller plan, a lower price.
static CONTRACTION: Question = LazyLock::new(|| {
    finder(&[
        "downgrad",
        "discount",
        "fewer seats",
        "fewer licen",
        "fewer users",
        "reduce seats",
        "reduce the seats",
        "reduce our seats",
        "reduce licen",
        "reduce our licen",
        "reduce the number of",
        "reducing seats",
        "seat reduction",
        "reduction of seats",
        "licence reduction",
        "license reduction",
        "price reduction",
        "cheaper plan",
        "smaller plan",
        "lower tier",
        "lower plan",
        "lower price",
    ])
});

fn finder(phrases: &[&str]) -> Option<AhoCorasick> {
    AhoCorasick::builder().ascii_case_insensitive(true).build(phrases).ok()
}

/// The question that a fact counts from.
fn question(fact: Known) -> Option<&'static AhoCorasick> {
    if fact == Known::AskedExportDays { EXPORT.as_ref() } else { CONTRACTION.as_ref() }
}

/// The facts of questions; missing where nothing was asked.
pub(super) fn add(of: &Inputs<'_>, cells: &mut Cells<'_>) {
    for fact in [Known::AskedExportDays, Known::AskedContractionDays] {
        if cells.asks_for(fact) {
            let last = asked(of, fact).into_iter().filter_map(said_on).max();
            cells.put(fact, last.map(|it| days(it, of.as_of)), last);
        }
    }
}

/// The tickets, activities and notes of 180 days in which a question stands. One about the price
/// that was asked before the last outcome has had its answer.
pub(super) fn asked<'a>(of: &Inputs<'a>, fact: Known) -> Vec<&'a Record> {
    let Some(question) = question(fact) else { return Vec::new() };
    let answered = last_outcome(of).and_then(|it| it.day("on"));
    let answered = answered.filter(|_| fact == Known::AskedContractionDays);
    let counts = |it: &&Record| {
        said_on(it).is_some_and(|on| of.is_within(on, HALF_YEAR) && Some(on) > answered)
    };
    let tickets = of.view.of(Kind::Ticket).iter();
    let tickets = tickets.filter(counts).filter(|it| says(it, &["subject", "topic"], question));
    let talks = of.view.of(Kind::Activity).iter().filter(counts).filter(|it| is_two_way(it));
    let talks = talks.filter(|it| says(it, &["subject", "notes"], question));
    let notes = of.view.of(Kind::Note).iter().filter(counts);
    tickets.chain(talks).chain(notes.filter(|it| says(it, &["text"], question))).collect()
}

/// The day on which a record was written.
fn said_on(record: &Record) -> Option<Day> {
    record.day(if record.kind == Kind::Ticket { "created_on" } else { "on" })
}

/// Whether one of the fields asks it.
fn says(record: &Record, fields: &[&str], question: &AhoCorasick) -> bool {
    fields.iter().filter_map(|it| record.text(it)).any(|it| question.is_match(it))
}
