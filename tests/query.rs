//! One grammar for filters, views and rules: typed, checked, and never a surprise.

mod complete;
mod page;
mod properties;
mod reference;

use std::sync::LazyLock;

use rounds::domain::{AccountId, Currency, Day, Money, Value};
use rounds::engine::{Catalogue, FactCell, Query, Sheet};

fn catalogue() -> &'static Catalogue {
    static FACTS: LazyLock<Catalogue> = LazyLock::new(Catalogue::default);
    &FACTS
}

fn today() -> Day {
    "2026-10-14".parse().unwrap()
}

fn query(text: &str) -> Query {
    Query::parse(text, catalogue(), today()).unwrap_or_else(|it| panic!("{text}: {it}"))
}

fn refusal(text: &str) -> String {
    match Query::parse(text, catalogue(), today()) {
        Ok(it) => panic!("{text} was read as {it}"),
        Err(it) => it.to_string(),
    }
}

/// An account of these facts, the values written as in a query.
fn sheet(facts: &[(&str, Value)]) -> Sheet {
    let catalogue = catalogue();
    let cell = |(name, value): &(&str, Value)| FactCell {
        fact: catalogue.find(name).unwrap_or_else(|| panic!("no fact {name}")),
        value: Ok(value.clone()),
        data_on: None,
    };
    let words = "acme corp\nacme.example\nkenji sato\nstrategic".to_owned();
    Sheet::new(AccountId::new(1), today(), words, facts.iter().map(cell).collect())
}

fn usd(minor: i64) -> Value {
    Value::Money(Money::new(minor, Currency::USD))
}

fn acme() -> Sheet {
    sheet(&[
        ("arr", usd(8_405_000)),
        ("tier", Value::text("A")),
        ("stage", Value::text("onboarding")),
        ("tags", Value::list(["Paused", "strategic"])),
        ("renewal.days_left", Value::Days(90.0)),
        ("renewal.date", Value::Date("2027-01-12".parse().unwrap())),
        ("health.score", Value::Number(59.5)),
        ("health.data_coverage", Value::Percent(0.3)),
        ("champion.lost", Value::Flag(true)),
        ("usage.quiet", Value::Flag(false)),
        ("usage.primary.within_normal", Value::Flag(true)),
        ("csm", Value::text("Kim Larsen")),
    ])
}

#[test]
fn every_way_of_asking_reads_the_facts() {
    let account = acme();
    let yes = [
        "",
        "renews<=90d health<60",
        "renews at most 90 days and health below 60",
        "arr over 84k",
        "arr at least 84.05k",
        "arr is at least 84050",
        "arr = 84.05k",
        "arr:>84k",
        "tier:a",
        "tier is A",
        "tier is not B",
        "stage:onboarding or health.data_coverage<20%",
        "coverage = 30%",
        "coverage at most 30 %",
        "tag:paused",
        "tag paused",
        "tags != gone",
        "not tag vip",
        "-tag:vip -stage:growth",
        "csm:larsen",
        "champion.lost",
        "is:champion.lost",
        "is:within_normal",
        "champion.lost = yes",
        "-usage.quiet",
        "missing notice.date",
        "missing:notice.date",
        "notice.date is missing",
        "arr is not missing",
        "tier is not \"missing\"",
        "acme",
        "\"Acme Corp\" kenji",
        "-(globex or initech)",
        "renewal.date<=2027-01-12",
        "renewal.date before +6mo",
        "renewal.date>today",
        "renews >= 12w",
        "tier:b or tier:a renews<1y",
        "renewal.date before in 3 months",
        "renewal.date after 90 days ago",
        "renewal.date after in 12 weeks",
        "renewal.date>eow renewal.date>eom renewal.date>eoq renewal.date>eoy",
    ];
    for text in yes {
        assert!(query(text).matches(&account), "{text}");
    }
    let no = [
        "renews<90d",
        "arr over 84.05k",
        "tier:b",
        "tier != a",
        "csm=larsen",
        "tag:pause",
        "-champion.lost",
        "usage.quiet",
        "missing arr",
        "globex",
        "\"corp\nacme\"",
        "(tier:b or tier:a) renews<2mo",
        "not (acme)",
    ];
    for text in no {
        assert!(!query(text).matches(&account), "{text}");
    }
}

#[test]
fn what_is_missing_satisfies_no_comparison_either_way_round() {
    let empty = sheet(&[]);
    for text in ["arr<50k", "arr>=50k", "arr!=50k", "not arr<50k", "-(arr<50k)", "champion.lost"] {
        assert!(!query(text).matches(&empty), "{text}");
    }
    assert!(query("arr<50k or acme").matches(&empty));
    assert!(!query("arr<50k acme").matches(&empty));
    assert!(query("not (arr<50k globex)").matches(&empty));
    assert!(query("missing arr").matches(&empty));
    assert!(query("missing tags -tag:paused").matches(&empty));
}

#[test]
fn what_makes_no_sense_for_an_account_is_not_missing() {
    let fact = catalogue().find("touch.ratio").unwrap();
    let cell = FactCell { fact, value: Err("no cadence for tier D".into()), data_on: None };
    let tech = Sheet::new(AccountId::new(1), today(), String::new(), vec![cell]);
    assert!(!query("missing touch.ratio").matches(&tech));
    assert!(!query("touch.ratio<1").matches(&tech));
}

#[test]
fn and_binds_tighter_than_or_and_not_tighter_than_both() {
    assert_eq!(query("a b or c and d").to_string(), r#"("a" "b") or ("c" "d")"#);
    assert_eq!(query("not a b").to_string(), r#"not "a" "b""#);
    assert_eq!(query("a (b (c d))").to_string(), r#""a" "b" "c" "d""#);
    assert_eq!(query("-(a or b) --c").to_string(), r#"not ("a" or "b") not not "c""#);
}

#[test]
fn an_error_names_the_column_and_what_would_be_right() {
    let cases = [
        ("arr < 90d", "column 7: arr is money: write 50k or 1.2M, not a time"),
        (
            "tier:A renews<50k",
            "column 15: renewal.days_left is a count of days: write 90d, 8w, 6mo or 2y, not a size",
        ),
        (
            "renews<90x",
            "column 8: \"x\" is no unit: renewal.days_left is a count of days: write 90d, 8w, 6mo or 2y",
        ),
        (
            "coverage<60",
            "column 10: health.data_coverage is a percentage: write 25%, not the bare number 60",
        ),
        (
            "renewal.date<90d",
            "column 14: renewal.date is a date: write 2026-12-31, today or +30d, not \"90d\"",
        ),
        (
            "renewal.date<2026-02-30",
            "column 14: renewal.date is a date: write 2026-12-31, today or +30d, not \"2026-02-30\"",
        ),
        (
            "champion.lost=perhaps",
            "column 15: champion.lost is yes or no: write yes or no, not \"perhaps\"",
        ),
        ("arr > 50,000", "column 7: \",000\" is no unit: arr is money: write 50k or 1.2M"),
        ("arr > \"50k\"", "column 7: arr takes no quotes: write 50k or 1.2M"),
        ("arr >", "column 6: arr is compared with nothing: write 50k or 1.2M"),
        ("arr > )", "column 6: arr is compared with nothing: write 50k or 1.2M"),
        ("tier < B", "column 6: tier has no order: write tier:… or tier != …"),
        ("< 5", "column 1: \"<\" needs a fact before it"),
        ("(a or b", "column 8: a bracket is still open: close it with )"),
        ("a) b", "column 2: this bracket closes nothing: remove it"),
        ("()", "column 2: a condition or a word must stand before this"),
        ("a or", "column 5: something must follow: a condition or a word"),
        ("or a", "column 1: \"or\" needs a condition before it"),
        ("größe \"x", "column 7: the quote is not closed: put another \" at its end"),
        ("missing", "column 8: name the fact that is missing, as in: missing renewal.date"),
        ("is:tier", "column 4: tier is no flag: compare it, as tier = a word or \"several words\""),
    ];
    for (text, expected) in cases {
        assert_eq!(refusal(text), expected, "{text}");
    }
}

#[test]
fn an_unknown_fact_is_told_with_the_nearest_one() {
    let told = refusal("tier:A renewal.days_lef<90d");
    assert!(told.starts_with("column 8: there is no fact \"renewal.days_lef\""), "{told}");
    assert!(told.contains("renewal.days_left"), "{told}");
    assert!(refusal("ar over 50k").starts_with("column 1: there is no fact \"ar\""));
    assert!(refusal("missing renewal.dat").starts_with("column 9: there is no fact"));
}

#[test]
fn a_number_means_what_it_says_to_the_cent() {
    let account = sheet(&[("arr", usd(110))]);
    assert!(query("arr=1.1").matches(&account));
    let account = sheet(&[("arr", usd(100_501)), ("coverage", Value::Percent(0.07))]);
    assert!(query("arr=1.00501k coverage=7%").matches(&account));
}

#[test]
fn the_example_of_every_fact_can_be_asked() {
    let catalogue = catalogue();
    for (id, fact) in catalogue.iter() {
        let facts = query(&fact.example).facts();
        assert_eq!(facts, [id], "{} in {}", fact.name, fact.example);
    }
}

#[test]
fn a_flag_that_could_be_several_is_asked_back() {
    let told = refusal("is:lost");
    assert_eq!(told, "column 4: \"lost\" could be several: sponsor.lost, champion.lost");
}

#[test]
fn a_query_names_each_fact_once_in_its_order() {
    let catalogue = catalogue();
    let facts = query("renews<90d (health<60 or missing arr) renews>30d acme").facts();
    let names: Vec<&str> = facts.iter().map(|it| &*catalogue.fact(*it).unwrap().name).collect();
    assert_eq!(names, ["renewal.days_left", "health.score", "arr"]);
}

#[test]
fn no_text_exhausts_the_stack() {
    let deep = "(".repeat(100_000);
    assert_eq!(refusal(&deep), "column 65: nested more than 64 deep: write it flatter");
    assert!(refusal(&"not ".repeat(100_000)).contains("nested more than 64 deep"));
    assert!(refusal(&format!("{}x", "-".repeat(100_000))).contains("nested more than 64 deep"));
    let long = "acme ".repeat(20_000);
    assert!(query(&long).matches(&acme()));
}
