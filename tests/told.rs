//! What is told of a score in words and tables: it adds up, and one number has one value.

use std::collections::BTreeMap;

use crate::demo::Sample;

fn printed(words: &[&str]) -> String {
    String::from_utf8(Sample::shared().printed(words)).unwrap()
}

/// The rows of a table in Markdown, its cells by their heads.
fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut lines = text.lines().filter(|it| it.starts_with('|')).map(|it| {
        let cells = it.trim_matches('|').split(" | ");
        cells.map(|it| it.trim().to_owned()).collect::<Vec<_>>()
    });
    let heads = lines.next().unwrap();
    let rows = lines.skip(1);
    rows.map(|it| heads.iter().cloned().zip(it).collect()).collect()
}

fn json(words: &[&str]) -> serde_json::Value {
    serde_json::from_str(&printed(words)).unwrap()
}

/// Numbers of a column in tenths; what is no number is left out.
fn tenths(rows: &[BTreeMap<String, String>], head: &str) -> i64 {
    let numbers = rows.iter().filter_map(|it| it[head].parse::<f64>().ok());
    numbers.map(|it| (it * 10.0).round() as i64).sum()
}

const ACCOUNTS: [&str; 6] = ["1", "2", "7", "12", "23", "40"];

#[test]
fn the_points_of_a_table_add_up_to_the_number_above_it() {
    for account in ACCOUNTS {
        let uncapped = json(&["explain", account, "--json"])["uncapped"].as_f64().unwrap();
        let shown = (uncapped * 10.0 + 1e-9).floor() as i64;
        let table = rows(&printed(&["explain", account, "--md"]));
        assert_eq!(tenths(&table, "Points"), shown, "account {account}");
        assert_eq!(tenths(&table, "Lost"), 1000 - shown, "account {account}");
        let text = printed(&["explain", account]);
        let above = format!(" {}.{}", shown / 10, shown % 10);
        assert!(text.lines().nth(1).unwrap().contains(above.trim_end_matches(".0")), "{text}");
    }
}

#[test]
fn the_parts_of_a_change_add_up_to_the_change_above_them() {
    for account in ACCOUNTS {
        let between = ["explain", account, "--between", "2026-08-01", "2026-10-14"];
        let text = printed(&between);
        let table = rows(&printed(&[&between[..], &["--md"]].concat()));
        let change = text.lines().next().unwrap().rsplit(": ").next().unwrap();
        let change = (change.parse::<f64>().unwrap() * 10.0).round() as i64;
        assert_eq!(tenths(&table, "Points"), change, "{text}");
    }
}

#[test]
fn a_score_has_one_value_wherever_it_is_read() {
    for account in ACCOUNTS {
        let object = json(&["explain", account, "--json"]);
        let score = object["score"].as_f64().unwrap().floor();
        let text = printed(&["explain", account]);
        assert!(text.contains(&format!(": health {score} (")), "{text}");
        let capped = object["cap_points"].as_f64().unwrap() < 0.0;
        assert_eq!(text.contains("before limits"), capped, "{text}");
        let fact = printed(&["explain", account, "health.score"]);
        assert!(fact.contains(&format!("health.score = {score},")), "{fact}");
    }
}
