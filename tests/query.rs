//! One grammar for filters, views and rules: typed, checked, and never a surprise.

use std::fmt::Write as _;

use proptest::prelude::*;
use rounds::domain::{AccountId, Currency, Day, Money, Type, Value};
use rounds::engine::{Catalogue, FactCell, Query, Sheet};

fn catalogue() -> Catalogue {
    Catalogue::for_book(&[], &[], Day::MAX)
}

fn today() -> Day {
    "2026-10-14".parse().unwrap()
}

fn query(text: &str) -> Query {
    Query::parse(text, &catalogue(), today()).unwrap_or_else(|it| panic!("{text}: {it}"))
}

fn refusal(text: &str) -> String {
    match Query::parse(text, &catalogue(), today()) {
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

/// A plain tree that the tests print and judge in their own way.
#[derive(Debug, Clone)]
enum Plain {
    And(Vec<Plain>),
    Or(Vec<Plain>),
    Not(Box<Plain>),
    Flag(&'static str),
    Missing(&'static str),
    Word(String),
    Below(&'static str, i32),
    NotEqual(&'static str, i32),
}

const NUMBERS: [&str; 3] = ["health.score", "renewal.days_left", "seats"];
const FLAGS: [&str; 2] = ["champion.lost", "usage.quiet"];

impl Plain {
    fn write(&self, out: &mut String) {
        match self {
            Self::And(nodes) => Self::join(nodes, " and ", out),
            Self::Or(nodes) => Self::join(nodes, " or ", out),
            Self::Not(node) => {
                out.push('-');
                out.push('(');
                node.write(out);
                out.push(')');
            }
            Self::Flag(name) => out.push_str(name),
            Self::Missing(name) => write!(out, "missing {name}").unwrap(),
            Self::Word(word) => write!(out, "\"{word}\"").unwrap(),
            Self::Below(name, number) => write!(out, "{name} < {number}").unwrap(),
            Self::NotEqual(name, number) => write!(out, "{name} is not {number}").unwrap(),
        }
    }

    fn join(nodes: &[Self], between: &str, out: &mut String) {
        for (index, node) in nodes.iter().enumerate() {
            out.push_str(if index == 0 { "(" } else { between });
            out.push('(');
            node.write(out);
            out.push(')');
        }
        out.push(')');
    }

    /// Three values as numbers: 0 no, 1 unknown, 2 yes.
    fn judge(&self, account: &Known) -> u8 {
        let two = |it: bool| if it { 2 } else { 0 };
        let number =
            |name: &str| account.numbers[NUMBERS.iter().position(|it| *it == name).unwrap()];
        match self {
            Self::And(nodes) => nodes.iter().map(|it| it.judge(account)).min().unwrap(),
            Self::Or(nodes) => nodes.iter().map(|it| it.judge(account)).max().unwrap(),
            Self::Not(node) => 2 - node.judge(account),
            Self::Flag(name) => {
                account.flags[FLAGS.iter().position(|it| it == name).unwrap()].map_or(1, two)
            }
            Self::Missing(name) => two(number(name).is_none()),
            Self::Word(word) => two(account.words.contains(word)),
            Self::Below(name, than) => number(name).map_or(1, |it| two(it < *than)),
            Self::NotEqual(name, than) => number(name).map_or(1, |it| two(it != *than)),
        }
    }
}

/// What is known of an account.
#[derive(Debug, Clone)]
struct Known {
    numbers: [Option<i32>; 3],
    flags: [Option<bool>; 2],
    words: String,
}

impl Known {
    fn sheet(&self) -> Sheet {
        let catalogue = catalogue();
        let cell = |name: &str, value: Value| {
            let fact = catalogue.find(name).unwrap();
            FactCell { fact, value: Ok(value), data_on: None }
        };
        let number = |(name, value): (&&str, &Option<i32>)| {
            let value = f64::from((*value)?);
            let ty = catalogue.fact(catalogue.find(name)?)?.ty;
            Some(cell(
                name,
                if ty == Type::Days { Value::Days(value) } else { Value::Number(value) },
            ))
        };
        let flag = |(name, value): (&&str, &Option<bool>)| Some(cell(name, Value::Flag((*value)?)));
        let mut cells: Vec<FactCell> =
            NUMBERS.iter().zip(&self.numbers).filter_map(number).collect();
        cells.extend(FLAGS.iter().zip(&self.flags).filter_map(flag));
        Sheet::new(AccountId::new(1), today(), self.words.clone(), cells)
    }
}

fn plain() -> impl Strategy<Value = Plain> {
    let number = proptest::sample::select(NUMBERS.to_vec());
    let leaf = prop_oneof![
        proptest::sample::select(FLAGS.to_vec()).prop_map(Plain::Flag),
        number.clone().prop_map(Plain::Missing),
        "[ab]{1,2}".prop_map(Plain::Word),
        (number.clone(), -3..3_i32).prop_map(|(name, it)| Plain::Below(name, it)),
        (number, -3..3_i32).prop_map(|(name, it)| Plain::NotEqual(name, it)),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 1..4).prop_map(Plain::And),
            proptest::collection::vec(inner.clone(), 1..4).prop_map(Plain::Or),
            inner.prop_map(|it| Plain::Not(Box::new(it))),
        ]
    })
}

fn known() -> impl Strategy<Value = Known> {
    let number = || proptest::option::of(-4..4_i32);
    let flag = || proptest::option::of(any::<bool>());
    ([number(), number(), number()], [flag(), flag()], "[abc]{0,3}")
        .prop_map(|(numbers, flags, words)| Known { numbers, flags, words })
}

proptest! {
    #[test]
    fn a_query_agrees_with_a_plain_reading_of_it(tree in plain(), account in known()) {
        let mut text = String::new();
        tree.write(&mut text);
        let verdict = query(&text).matches(&account.sheet());
        prop_assert_eq!(verdict, tree.judge(&account) == 2, "{}", text);
    }

    #[test]
    fn a_printed_query_reads_back_as_itself(tree in plain()) {
        let mut text = String::new();
        tree.write(&mut text);
        let first = query(&text);
        prop_assert_eq!(query(&first.to_string()), first);
    }

    #[test]
    fn whatever_can_be_read_can_be_printed_and_read_again(
        parts in proptest::collection::vec(proptest::sample::select(vec![
            "arr", "tier", "tag", "renews", "is", "not", "or", "and", "missing", "-", "(", ")", "<", ">=", ":",
            "!=", "=", "50k", "-30%", "90", "days", "+30d", "today", "\"a b\"", "\"\\\"\"", "champion.lost", "over", "at",
            "least", "-acme", "É", "renewal.date", "csm", "2026-12-31", "coverage", "within_normal", "!",
        ]), 0..12),
        gap in proptest::bool::ANY,
    ) {
        let text = parts.join(if gap { " " } else { "" });
        if let Ok(first) = Query::parse(&text, &catalogue(), today()) {
            let second = Query::parse(&first.to_string(), &catalogue(), today());
            prop_assert_eq!(second, Ok(first), "{}", text);
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        let _ = Query::parse(&text, &catalogue(), today());
    }
}
