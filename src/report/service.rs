//! Support, and what the customer said.

use super::document::Block;
use super::reported::{SUPPORT, VOICE, reported};
use super::review::{Review, in_full};
use crate::domain::{Kind, Record, grouped};

/// Tickets of the time that the review looks at.
pub(super) fn support(review: &Review<'_>) -> Vec<Block> {
    let tickets = review.view.of(Kind::Ticket);
    if tickets.is_empty() {
        let none = "There are no support requests on file: how many were there, and what about?";
        return vec![reported(review, SUPPORT).unwrap_or_else(|| Block::ask(none))];
    }
    let opened = review.of_period(Kind::Ticket, "created_on").count();
    let closed: Vec<&Record> = review.of_period(Kind::Ticket, "closed_on").collect();
    let open: Vec<&Record> = tickets.iter().filter(|it| it.day("closed_on").is_none()).collect();
    let days = closed
        .iter()
        .filter_map(|it| Some(it.day("closed_on")?.days_since(it.day("created_on")?) as f64));
    let took = median(days.collect())
        .map_or_else(String::new, |it| format!(", half of them within {} days", grouped(it, 1)));
    let mut blocks = vec![Block::Text(format!(
        "From {} to {}: {opened} requests opened, {} solved{took}. Open now: {} ({}).",
        in_full(review.from()),
        in_full(review.as_of()),
        closed.len(),
        open.len(),
        review.dated(
            tickets.iter().filter_map(|it| it.day("closed_on").or(it.day("created_on"))).max()
        )
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

/// Survey answers of a year, and what was written beside them; without names.
pub(super) fn voice(review: &Review<'_>) -> Vec<Block> {
    let since = review.as_of().add_months(-12);
    let answers: Vec<&Record> = review
        .view
        .of(Kind::Survey)
        .iter()
        .filter(|it| it.text("type") == Some("nps") && it.day("on").is_some_and(|on| on > since))
        .collect();
    let mut blocks = Vec::new();
    if answers.is_empty() {
        let none =
            "No survey answer of the last twelve months is on file: ask them how we are doing.";
        blocks.push(reported(review, VOICE).unwrap_or_else(|| Block::ask(none)));
    } else {
        let between = |low: f64, high: f64| {
            let within =
                |it: &&&Record| it.number("score").is_some_and(|it| (low..=high).contains(&it));
            answers.iter().filter(within).count()
        };
        blocks.push(Block::Text(format!(
            "\"Would you recommend us?\": {} answers in twelve months, {} of them 9 or 10, {} of \
             them 7 or 8, {} of them 6 or less ({}).",
            answers.len(),
            between(9.0, 10.0),
            between(7.0, 8.0),
            between(0.0, 6.0),
            review.dated(answers.iter().filter_map(|it| it.day("on")).max())
        )));
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
