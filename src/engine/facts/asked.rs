//! What the customer asked for in words: to take its data elsewhere, or to pay less.

use super::cells::{Cells, days};
use super::contract::last_outcome;
use super::inputs::Inputs;
use super::known::Known;
use crate::domain::{Day, Kind, Record, is_two_way};

/// Words older than this are history.
const HALF_YEAR: i64 = 180;

/// A question that shows in words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Question {
    /// Beginnings of words without which none of the phrases is there.
    stems: &'static [&'static str],
    /// What is written where it is asked, lower case.
    phrases: &'static [&'static str],
}

/// How to take the data out, or to another product.
const EXPORT: Question = Question {
    stems: &["export", "migrat", "portab", "offboard", "takeout"],
    phrases: &[
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
    ],
};

/// Fewer seats, a smaller plan, a lower price.
const CONTRACTION: Question = Question {
    stems: &["downgrad", "discount", "fewer", "reduc", "cheaper", "smaller", "lower"],
    phrases: &[
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
    ],
};

/// The question that a fact counts from.
pub(super) fn question(fact: Known) -> Question {
    if fact == Known::AskedExportDays { EXPORT } else { CONTRACTION }
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
    let question = question(fact);
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
fn says(record: &Record, fields: &[&str], question: Question) -> bool {
    fields.iter().filter_map(|it| record.text(it)).any(|it| question.stands_in(it))
}

impl Question {
    /// Whether a text asks it.
    fn stands_in(self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.stems.iter().any(|it| text.contains(it))
            && self.phrases.iter().any(|it| text.contains(it))
    }
}
