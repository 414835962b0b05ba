//! Whether the customer answers: what we wrote in vain, which meetings it declined.

use super::cells::{Cells, count, days};
use super::inputs::Inputs;
use super::known::Known;
use super::people::Contact;
use crate::domain::{Day, Kind, Record, is_missed, is_two_way};

/// Declined meetings are counted over a month.
const MONTH: i64 = 30;

/// The facts of answers that did not come. `contacts` are those in which the customer took part.
pub(super) fn add(of: &Inputs<'_>, contacts: &[&Contact], cells: &mut Cells<'_>) {
    let facts = [Known::TouchUnanswered, Known::TouchUnansweredDays, Known::TouchDeclined30d];
    if !facts.iter().any(|it| cells.asks_for(*it)) {
        return;
    }
    let last = contacts.iter().map(|it| it.on).max();
    let unanswered = unanswered(of, last);
    let first = unanswered.iter().filter_map(|it| it.day("on")).min();
    let newest = unanswered.iter().filter_map(|it| it.day("on")).max();
    cells.put(Known::TouchUnanswered, Some(count(unanswered.len())), newest.or(last));
    cells.put(Known::TouchUnansweredDays, first.map(|it| days(it, of.as_of)), newest);
    let declined = declined(of, last).len();
    cells.put(Known::TouchDeclined30d, Some(count(declined)), last);
}

/// What we wrote or said to the customer after a day and up to the day of judgement.
pub(super) fn unanswered<'a>(of: &Inputs<'a>, last: Option<Day>) -> Vec<&'a Record> {
    let since = since(of, last);
    since.filter(|it| it.text("direction") == Some("outbound") && !is_two_way(it)).collect()
}

/// The meetings of 30 days, after a day, that the customer declined or did not come to.
pub(super) fn declined<'a>(of: &Inputs<'a>, last: Option<Day>) -> Vec<&'a Record> {
    let is_recent = |it: &&Record| it.day("on").is_some_and(|on| of.is_within(on, MONTH));
    since(of, last).filter(|it| is_missed(it)).filter(is_recent).collect()
}

fn since<'a>(of: &Inputs<'a>, last: Option<Day>) -> impl Iterator<Item = &'a Record> {
    let as_of = of.as_of;
    of.view
        .of(Kind::Activity)
        .iter()
        .filter(move |it| it.day("on").is_some_and(|on| Some(on) > last && on <= as_of))
}
