//! The page about the language: each of its examples does what the page says.

use rounds::domain::{Day, Family, Grain, Metric, MetricId};
use rounds::engine::{Catalogue, Query};

use super::today;

const PAGE: &str = include_str!("../../docs/query.md");

/// The facts of a book that counts active users, as the page has it.
fn catalogue() -> Catalogue {
    let metric = Metric {
        id: MetricId::new(1),
        name: "active_users".into(),
        grains: Grain::Day.into(),
        family: Family::Usage,
    };
    Catalogue::for_book(&[metric], &[], Day::MAX)
}

/// The lines of the page between fences of this kind.
fn lines(kind: &str) -> Vec<&'static str> {
    let fence = format!("```{kind}\n");
    let blocks = PAGE.split(fence.as_str()).skip(1);
    let res: Vec<&str> =
        blocks.flat_map(|it| it.split("```").next().unwrap_or_default().lines()).collect();
    assert!(!res.is_empty(), "the page has no {kind}");
    res
}

/// The two sides of a line, with at least two blanks between them.
fn sides(line: &str) -> (&str, &str) {
    let (left, right) = line.split_once("  ").unwrap_or_else(|| panic!("{line}"));
    (left.trim(), right.trim())
}

#[test]
fn each_example_can_be_asked() {
    for line in lines("query") {
        let read = Query::parse(line, &catalogue(), today());
        assert!(read.is_ok(), "{line}: {read:?}");
    }
}

#[test]
fn each_way_of_saying_it_is_the_query_beside_it() {
    for line in lines("same") {
        let (said, meant) = sides(line);
        let read = Query::parse(said, &catalogue(), today()).unwrap();
        assert_eq!(read.to_string(), meant, "{said}");
        assert_eq!(Query::parse(meant, &catalogue(), today()), Ok(read), "{said}");
    }
}

#[test]
fn each_mistake_is_refused_with_the_words_beside_it() {
    for line in lines("refused") {
        let (query, told) = sides(line);
        let error = Query::parse(query, &catalogue(), today()).unwrap_err();
        assert_eq!(error.to_string(), told, "{query}");
    }
}

#[test]
fn each_literal_of_the_tables_is_one_of_its_type() {
    let of_type = |ty: &str| match ty {
        "number" => "seats",
        "money" => "arr",
        "percent" => "coverage",
        "days" => "renews",
        "flag" => "champion.lost",
        "text" => "csm",
        _ => "renewal.date",
    };
    let mut checked = 0;
    for row in PAGE.lines().filter(|it| it.starts_with("| ")) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let (ty, literals) = match cells.as_slice() {
            [ty @ ("number" | "money" | "percent" | "days" | "flag" | "text"), literals, _] => {
                (*ty, *literals)
            }
            [dates, _] if row.starts_with("| `") && !row.contains("arr") => ("date", *dates),
            _ => continue,
        };
        for literal in literals.split('`').skip(1).step_by(2).filter(|it| *it != "word") {
            let text = format!("{} != {literal}", of_type(ty));
            let facts = Query::parse(&text, &catalogue(), today()).map(|it| it.facts().len());
            assert_eq!(facts, Ok(1), "{text}");
            checked += 1;
        }
    }
    assert!(checked > 25, "{checked}");
}
