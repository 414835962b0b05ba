//! What is offered while a query is being typed: what fits there, and nothing that would be refused.

use proptest::prelude::*;
use rounds::domain::Value;
use rounds::engine::{Completion, FactId, Query, complete, values_seen};

use super::properties::soup;
use super::{catalogue, sheet, today};

/// Owners and tags as some book has them.
fn seen(fact: FactId) -> Vec<Box<str>> {
    let accounts = [
        sheet(&[("csm", Value::text("Kim Larsen")), ("tags", Value::list(["paused", "vip"]))]),
        sheet(&[("csm", Value::text("Ana Ruiz")), ("tier", Value::text("platinum"))]),
        sheet(&[("tags", Value::list(["vip", "advisory board"])), ("tier", Value::text("a"))]),
    ];
    values_seen(accounts.iter(), fact)
}

fn completion(before: &str) -> Completion {
    complete(before, catalogue(), &seen)
}

/// What is offered, the first few.
fn offered(before: &str) -> Vec<String> {
    completion(before).offers.iter().take(4).map(|it| it.text.to_string()).collect()
}

/// The text with its first offer taken.
fn taken(before: &str) -> String {
    let completion = completion(before);
    let offer = completion.offers.first().unwrap_or_else(|| panic!("{before}: nothing offered"));
    format!("{}{}", &before[..completion.start], offer.text)
}

#[test]
fn a_condition_begins_with_a_fact_by_its_short_name_first() {
    assert_eq!(offered("ren")[..2], ["renews", "renewal.call"]);
    assert_eq!(offered("tier:A -cov")[0], "coverage");
    assert_eq!(taken("tier:A (-cov"), "tier:A (-coverage");
    assert_eq!(offered("days_left"), ["renewal.days_left", "notice.days_left"]);
    assert_eq!(offered("")[..3], ["health", "renews", "tier"]);
    assert_eq!(offered("missing renewal.no"), ["renewal.notice_days"]);
    assert_eq!(offered("is:champ"), ["champion.lost"]);
    assert!(offered("tier:A o").contains(&"or".to_owned()));
}

#[test]
fn a_fact_is_followed_by_what_suits_its_type() {
    assert_eq!(offered("arr"), ["arr<", "arr<=", "arr>", "arr>="]);
    assert_eq!(offered("arr "), ["<", "<=", ">", ">="]);
    assert_eq!(offered("tier "), [":", "=", "!=", "is not"]);
    assert_eq!(offered("renewal.date be"), ["before"]);
    assert_eq!(offered("arr be"), ["below"]);
    assert_eq!(offered("arr at "), ["least", "most"]);
    assert_eq!(offered("arr is un"), ["under"]);
    assert_eq!(offered("tier contain"), Vec::<String>::new());
}

#[test]
fn a_sign_is_followed_by_literals_and_by_values_of_the_book() {
    assert_eq!(offered("renews<"), ["90d", "8w", "6mo", "1y"]);
    assert_eq!(offered("renews<30"), ["30d", "30w", "30mo", "30y"]);
    assert_eq!(offered("coverage under 4"), ["4%"]);
    assert_eq!(offered("renewal.date before eo"), ["eom", "eoq", "eoy"]);
    assert_eq!(offered("champion.lost="), ["yes", "no"]);
    assert_eq!(offered("tier:"), ["A", "B", "C", "D"]);
    assert_eq!(offered("tier:pl"), ["platinum"]);
    assert_eq!(offered("csm:"), ["\"Ana Ruiz\"", "\"Kim Larsen\""]);
    assert_eq!(offered("csm is lar"), ["\"Kim Larsen\""]);
    assert_eq!(taken("csm is \"kim la"), "csm is \"Kim Larsen\"");
    assert_eq!(offered("tag "), [":", "!=", "is not", "has"]);
    assert_eq!(offered("tag pa"), ["paused"]);
    assert_eq!(offered("not tag:adv"), ["\"advisory board\""]);
    assert_eq!(offered("renewal.date is miss"), ["missing"]);
    // The second word is no tag but the fact of the next condition.
    assert_eq!(offered("tag arr<"), ["50k", "1M"]);
}

#[test]
fn each_offer_says_what_it_means() {
    let facts = completion("renew").offers;
    assert_eq!(&*facts[0].meaning, "Days to the renewal date; missing once it has passed.");
    let tiers = completion("tier:").offers;
    assert_eq!(&*tiers[0].meaning, "in this book");
    assert_eq!(&*tiers[1].meaning, "in no account of this book");
}

#[test]
fn behind_something_whole_nothing_is_offered_until_a_blank() {
    for text in ["\"acme\"", "(tier:A)", "renews<90d"] {
        assert_eq!(offered(text), Vec::<String>::new(), "{text}");
    }
    assert_eq!(offered("(tier:A) ")[0], "health");
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        let made = completion(&text);
        prop_assert!(text.is_char_boundary(made.start) && made.offers.len() <= 24);
    }

    #[test]
    fn what_is_offered_is_refused_only_for_what_is_still_to_come(text in soup()) {
        let completion = completion(&text);
        let whole = &text[..completion.start];
        for offer in &completion.offers {
            let taken = format!("{whole}{}", offer.text);
            if let Err(error) = Query::parse(&taken, catalogue(), today()) {
                let start = whole.chars().count() + 1;
                let end = taken.chars().count() + 1;
                prop_assert!(
                    error.column < start || error.column >= end,
                    "{:?} with {:?}: {}", text, offer.text, error
                );
            }
        }
    }
}
