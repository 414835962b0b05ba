//! Support, and what the customer said.

use super::document::Block;
use super::reported::{Topic, reported};
use super::review::{Review, dated, in_full};
use crate::domain::{Day, Kind, Record, counted, grouped};
use crate::engine::formulas::{Answer, Classes, latest_answers, nps};

/// Days in which a person's latest answer counts.
const YEAR: i64 = 365;

/// Tickets of the time that the review looks at.
pub(super) fn support(review: &Review<'_>) -> Vec<Block> {
    let tickets = review.view.of(Kind::Ticket);
    if tickets.is_empty() {
        let none = "There are no support requests on file: how many were there, and what about?";
        let reported = reported(review, Topic::Support);
        return if reported.is_empty() { vec![Block::ask(none)] } else { reported };
    }
    let opened = review.of_period(Kind::Ticket, "created_on").count();
    let closed: Vec<&Record> = review.of_period(Kind::Ticket, "closed_on").collect();
    let open: Vec<&Record> = tickets.iter().filter(|it| it.day("closed_on").is_none()).collect();
    let days = closed
        .iter()
        .filter_map(|it| Some(it.day("closed_on")?.days_since(it.day("created_on")?) as f64));
    let took = match median(days.collect()) {
        None => String::new(),
        Some(days) if days <= 1.0 => ", half of them within a day".to_owned(),
        Some(days) => format!(", half of them within {} days", grouped(days, 1)),
    };
    let mut blocks = vec![Block::Text(format!(
        "From {} to {}: {} opened, {} solved{took}. Open now: {} ({}).",
        in_full(review.from()),
        in_full(review.as_of()),
        counted(opened as u64, "request"),
        closed.len(),
        open.len(),
        dated(tickets.iter().filter_map(|it| it.day("closed_on").or(it.day("created_on"))).max())
    ))];
    if !open.is_empty() {
        let row = |it: &&Record| {
            [
                it.text("subject").unwrap_or("without a subject").to_owned(),
                it.text("priority").unwrap_or_default().to_owned(),
                it.day("created_on").map(in_full).unwrap_or_default(),
                "to be filled in".to_owned(),
            ]
        };
        let heads = ["Open request", "Priority", "Since", "Expected by"];
        blocks.push(Block::grid(heads, open.iter().map(row).collect()));
    }
    blocks
}

/// The middle value, or the mean of the two middle ones.
fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    let high = values.get(middle).copied()?;
    if values.len() % 2 == 1 {
        return Some(high);
    }
    values.get(middle.checked_sub(1)?).map(|low| f64::midpoint(*low, high))
}

/// Survey answers of a year, each person's latest as the health model counts them, and what was
/// written beside them; without names.
pub(super) fn voice(review: &Review<'_>) -> Vec<Block> {
    let since = review.as_of() - YEAR as i32;
    let is_past = |on: Day| on > since && on <= review.as_of();
    let answers: Vec<&Record> = review
        .view
        .of(Kind::Survey)
        .iter()
        .filter(|it| it.text("type") == Some("nps") && it.day("on").is_some_and(is_past))
        .collect();
    let mut blocks = Vec::new();
    if answers.is_empty() {
        let none =
            "No survey answer of the last twelve months is on file: ask them how we are doing.";
        let reported = reported(review, Topic::Voice);
        blocks.extend(if reported.is_empty() { vec![Block::ask(none)] } else { reported });
    } else {
        let given: Vec<Answer<'_>> = answers
            .iter()
            .filter_map(|it| {
                let contact = it.text("contact").unwrap_or(&it.key);
                Some(Answer { contact, on: it.day("on")?, score: it.number("score")? })
            })
            .collect();
        let latest = latest_answers(&given, review.as_of(), YEAR);
        let classes = Classes::of(latest.iter().map(|it| it.score));
        let people = match classes.n() {
            1 => "1 person".to_owned(),
            n => format!("{} people", grouped(f64::from(n), 0)),
        };
        let words = [
            (classes.promoters, "9 or 10"),
            (classes.passives, "7 or 8"),
            (classes.detractors, "6 or less"),
        ];
        let words = words.into_iter().filter(|(count, _)| *count > 0);
        let words: Vec<String> = words.map(|(count, of)| format!("{count} × {of}")).collect();
        if let Some(nps) = nps(&classes) {
            let sign = if nps > 0.0 { "+" } else { "" };
            blocks.push(Block::Text(format!(
                "\"Would you recommend us?\": {people} in twelve months, by the latest answer of \
                 each: {}. NPS {sign}{} ({}).",
                words.join(", "),
                grouped(nps, 0),
                dated(latest.iter().map(|it| it.on).max())
            )));
        }
        let said: Vec<String> = answers
            .iter()
            .filter_map(|it| {
                let words = it.text("comment").filter(|it| !it.is_empty())?;
                Some(format!("\"{words}\" ({})", in_full(it.day("on")?)))
            })
            .collect();
        if !said.is_empty() {
            blocks.push(Block::List(said));
        }
    }
    blocks.push(Block::ask(
        "Which of their wishes are open, and what can we honestly say about each?",
    ));
    blocks
}
