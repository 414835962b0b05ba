//! The first draft of a quarterly review, for the customer's eyes (`docs/numbers.md`, "Reviews").

use super::document::{Block, Document};
use super::reported::{Topic, oldest};
use super::review::{FRESH, Review, dated, in_full};
use super::{adoption, results, service};
use crate::domain::{Day, Kind, Record};

/// How many people of theirs the draft proposes to invite.
const GUESTS: usize = 6;

/// Drafts the review of an account from what is known of it.
pub fn qbr(review: &Review<'_>) -> Document {
    let mut blocks = opening(review);
    let mut section = |title: &str, content: Vec<Block>| {
        blocks.push(Block::heading(title));
        blocks.extend(content);
    };
    section("Summary", summary(review));
    section("Actions from the last review", last_review(review));
    section("Your goals and results", results::goals(review));
    section("Value delivered", results::value(review));
    section("Adoption and usage", adoption::adoption(review));
    section("Support and reliability", service::support(review));
    section("Your feedback and wishes", service::voice(review));
    section("What did not go well", results::troubles(review));
    section("Looking ahead", results::ahead(review));
    section(
        "What we plan that matters to you",
        vec![Block::ask("Which planned work answers a wish of theirs? Leave out what does not.")],
    );
    section("Decisions and next steps", decisions());
    section("Appendix: where the figures come from", sources(review));
    Document { title: format!("Review with {}", review.name()), blocks }
}

fn opening(review: &Review<'_>) -> Vec<Block> {
    let line = format!(
        "Draft of {}. Looks at {} to {}.",
        in_full(review.as_of()),
        in_full(review.from()),
        in_full(review.as_of())
    );
    let there = |it: &&Record| it.day("left_on").is_none_or(|on| on > review.as_of());
    let mut people: Vec<&Record> = review.view.of(Kind::Contact).iter().filter(there).collect();
    people.sort_by_key(|it| {
        let has = |role: &str| it.list("roles").contains(&role);
        (!has("exec_sponsor"), !has("economic_buyer"), !has("champion"), it.id)
    });
    let mut blocks = vec![Block::Text(line)];
    if people.is_empty() {
        blocks.push(Block::ask("Who comes from their side?"));
    } else {
        let guest = |it: &&Record| match (it.text("name"), it.text("title")) {
            (Some(name), Some(title)) => format!("{name}, {title}"),
            (name, title) => name.or(title).unwrap_or(&it.key).to_owned(),
        };
        blocks.push(Block::Text("Invited from your side:".to_owned()));
        blocks.push(Block::List(people.iter().take(GUESTS).map(guest).collect()));
    }
    blocks.push(Block::ask("Who comes from our side, and what is to be decided in this meeting?"));
    blocks
}

fn summary(review: &Review<'_>) -> Vec<Block> {
    let top = results::confirmed(review).next().map(|it| Block::Text(results::result(it)));
    let ask =
        "Say in at most four lines: the result that counts most, one difficulty, one request.";
    top.into_iter().chain([Block::ask(ask)]).collect()
}

fn last_review(review: &Review<'_>) -> Vec<Block> {
    let held = review
        .view
        .of(Kind::Activity)
        .iter()
        .filter(|it| {
            let words = format!(
                "{} {}",
                it.text("type").unwrap_or_default(),
                it.text("subject").unwrap_or_default()
            )
            .to_lowercase();
            ["qbr", "ebr", "business review"].iter().any(|it| words.contains(it))
        })
        .filter_map(|it| it.day("on"))
        .filter(|on| *on <= review.as_of())
        .max();
    match held {
        Some(on) => vec![Block::Ask(format!(
            "The last review was on {}. Which of its actions are done, partly done, or missed?",
            in_full(on)
        ))],
        None => vec![Block::ask(
            "No earlier review is on file. Is this the first one? Then say what will be different \
             after it.",
        )],
    }
}

fn decisions() -> Vec<Block> {
    let empty = || [String::new(), String::new(), String::new()];
    vec![
        Block::grid(["Action", "Owner", "By"], vec![empty(), empty(), empty()]),
        Block::ask("When is the next review?"),
    ]
}

/// The newest date of each kind of record, so that nobody takes an old figure for today's; what is
/// old is one question to the author.
fn sources(review: &Review<'_>) -> Vec<Block> {
    let days = |kind: Kind, dates: &[&str]| -> Vec<Day> {
        let records = review.view.of(kind).iter();
        let days = records.flat_map(|it| dates.iter().filter_map(|name| it.day(name)));
        days.filter(|on| *on <= review.as_of()).collect()
    };
    let newest = |kind: Kind, dates: &[&str]| days(kind, dates).into_iter().max();
    let usage = review.data_on("usage.primary.now");
    let support = newest(Kind::Ticket, &["closed_on", "created_on"]);
    let voice = newest(Kind::Survey, &["on"]);
    let sources = [
        ("Goals", newest(Kind::Objective, &["measured_on", "created_on"])),
        ("Steps", newest(Kind::Milestone, &["done_on", "created_on"])),
        ("Usage", usage.or_else(|| oldest(review, Topic::Use))),
        ("Support requests", support.or_else(|| oldest(review, Topic::Support))),
        ("Survey answers", voice.or_else(|| oldest(review, Topic::Voice))),
    ];
    let known = sources.iter().filter_map(|(what, on)| Some((*what, (*on)?)));
    let rows: Vec<[String; 2]> =
        known.clone().map(|(what, on)| [what.to_owned(), dated(Some(on))]).collect();
    if rows.is_empty() {
        return vec![Block::ask("No figure with a date is on file: which can be shown?")];
    }
    let goals = review.view.of(Kind::Objective).iter();
    let oldest_goal = goals.filter_map(results::measured_on).min();
    let checked = known.filter(|(what, _)| *what != "Goals");
    let checked = oldest_goal.map(|on| ("Goals", on)).into_iter().chain(checked);
    let old: Vec<String> = checked
        .filter(|(_, on)| review.is_old(*on))
        .map(|(what, on)| format!("{what} (from {})", in_full(on)))
        .collect();
    let mut blocks = vec![Block::grid(["Figures", "Newest"], rows)];
    if !old.is_empty() {
        blocks.push(Block::Ask(format!(
            "Older than {FRESH} days: {}. Are these figures still right?",
            old.join(", ")
        )));
    }
    blocks
}
