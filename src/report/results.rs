//! Goals and what became of them, value, and what comes next.

use super::document::Block;
use super::review::{Review, dated, in_full, number};
use crate::domain::{Day, Kind, Record};

/// The goals with where they started, should end, and stand.
pub(super) fn goals(review: &Review<'_>) -> Vec<Block> {
    let goals = review.view.of(Kind::Objective);
    if goals.is_empty() {
        return vec![Block::ask(
            "We have no agreed goal on file. Which result, in their own numbers, should the next \
             quarter bring, and who at their side answers for it?",
        )];
    }
    let row = |it: &Record| {
        let unit = it.text("unit").unwrap_or_default();
        let with_unit = |field: &str| format!("{} {unit}", number(it, field)).trim().to_owned();
        [
            it.text("title").unwrap_or_default().to_owned(),
            with_unit("baseline"),
            with_unit("target"),
            with_unit("current"),
            status(it).to_owned(),
            dated(measured_on(it)),
        ]
    };
    let heads = ["Goal", "Start", "Target", "Now", "Status", "Measured"];
    let mut blocks = vec![Block::grid(heads, goals.iter().map(row).collect())];
    for it in goals.iter().filter(|it| it.get("target").is_none() || it.get("current").is_none()) {
        let title = it.text("title").unwrap_or("a goal");
        blocks.push(Block::Ask(format!(
            "\"{title}\" has no target or no measured value: what was agreed, and where does it \
             stand?"
        )));
    }
    blocks
}

/// The day that a goal's figures are of.
pub(super) fn measured_on(goal: &Record) -> Option<Day> {
    goal.day("measured_on").or_else(|| goal.day("created_on"))
}

/// A status in words that fit a customer's table.
fn status(goal: &Record) -> &str {
    match goal.text("status") {
        Some("achieved") => "reached",
        Some("at_risk") => "needs attention",
        Some("on_track") => "on track",
        Some("not_started") => "not started",
        Some("missed") => "not reached",
        Some("partial") => "partly reached",
        Some(other) => other,
        None => "to be agreed",
    }
}

/// Results that the customer confirmed.
pub(super) fn value(review: &Review<'_>) -> Vec<Block> {
    let confirmed: Vec<&Record> = confirmed(review).collect();
    if confirmed.is_empty() {
        return vec![Block::ask(
            "No result is confirmed by the customer yet. Which improvement would they put a \
             number on: hours, cost or incidents before and after?",
        )];
    }
    vec![
        Block::List(confirmed.iter().map(|it| result(it)).collect()),
        Block::ask("What is that worth to them in hours or money? Would they agree to the sum?"),
    ]
}

/// A confirmed result in one line, with who confirmed it and when.
pub(super) fn result(goal: &Record) -> String {
    let by = goal.text("verified_by").unwrap_or("the customer");
    let on = goal.day("verified_on").map_or_else(String::new, |on| format!(" on {}", in_full(on)));
    let unit = goal.text("unit").unwrap_or_default();
    let reached = match (number(goal, "baseline").as_str(), number(goal, "current").as_str()) {
        (_, "") => String::new(),
        ("", now) => format!(" {now} {unit}").trim_end().to_owned() + ",",
        (start, now) => format!(" from {start} to {now} {unit}").trim_end().to_owned() + ",",
    };
    let title = goal.text("title").unwrap_or_default();
    format!("{title}:{reached} confirmed by {by}{on}.")
}

/// Results of the last twelve months that the customer confirmed, newest first.
pub(super) fn confirmed<'a>(review: &Review<'a>) -> impl Iterator<Item = &'a Record> {
    let since = review.as_of().add_months(-12);
    let mut found: Vec<&Record> = review
        .view
        .of(Kind::Objective)
        .iter()
        .filter(|it| it.day("verified_on").is_some_and(|on| on >= since))
        .collect();
    found.sort_by_key(|it| std::cmp::Reverse(it.day("verified_on")));
    found.into_iter()
}

/// What did not go well, as far as the data tell; the rest is for the CSM to say.
pub(super) fn troubles(review: &Review<'_>) -> Vec<Block> {
    let mut lines: Vec<String> = Vec::new();
    for it in review.view.of(Kind::Objective) {
        if matches!(it.text("status"), Some("at_risk" | "missed")) {
            let title = it.text("title").unwrap_or_default();
            lines.push(format!("\"{title}\" is behind ({}).", dated(measured_on(it))));
        }
    }
    for it in review.of_period(Kind::Milestone, "due_on") {
        let Some(due) = it.day("due_on") else { continue };
        let done = it.day("done_on");
        let late = done.unwrap_or(review.as_of()).days_since(due);
        if late > 7 {
            let end = done.map_or("open".to_owned(), |on| format!("done {}", in_full(on)));
            let title = it.text("title").unwrap_or_default();
            lines.push(format!("\"{title}\" was due {}, {end}.", in_full(due)));
        }
    }
    for it in review.of_period(Kind::Ticket, "created_on") {
        if it.text("priority") == Some("urgent") {
            let subject = it.text("subject").unwrap_or("without a subject");
            let on = it.day("created_on").map(in_full).unwrap_or_default();
            lines.push(format!("Urgent request of {on}: {subject}."));
        }
    }
    let mut blocks = Vec::new();
    if !lines.is_empty() {
        blocks.push(Block::List(lines));
    }
    blocks.push(Block::ask(
        "Name at least one thing that we should have done better, in your own words, and what \
         changes now.",
    ));
    blocks
}

/// Open goals and the steps of the next quarter.
pub(super) fn ahead(review: &Review<'_>) -> Vec<Block> {
    let until = review.as_of() + 92;
    let is_ahead = |it: &&Record| {
        it.day("done_on").is_none()
            && !matches!(it.text("status"), Some("achieved" | "missed"))
            && it.day("due_on").is_some_and(|on| on > review.as_of() && on <= until)
    };
    let records = [Kind::Objective, Kind::Milestone].map(|kind| review.view.of(kind));
    let mut found: Vec<&Record> = records.into_iter().flatten().filter(is_ahead).collect();
    found.sort_by_key(|it| it.day("due_on"));
    let row = |it: &&Record| {
        [
            it.text("title").unwrap_or_default().to_owned(),
            it.text("customer_owner").unwrap_or("to be named").to_owned(),
            it.day("due_on").map(in_full).unwrap_or_default(),
        ]
    };
    let mut blocks = Vec::new();
    if !found.is_empty() {
        let heads = ["What", "Owner at their side", "By"];
        blocks.push(Block::grid(heads, found.iter().map(row).collect()));
    }
    blocks.push(Block::ask(
        "Which two or three goals do both sides want for the next quarter, and who owns each?",
    ));
    blocks
}
