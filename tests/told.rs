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
        assert!(text.contains(" on 2026-08-01, ") && text.contains(" on 2026-10-14: "), "{text}");
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

#[test]
fn a_band_that_is_not_the_scores_own_says_why_wherever_an_account_is_read() {
    let accounts = json(&["accounts", "--json"]);
    let mut told = 0;
    for it in accounts.as_array().unwrap() {
        let score = it["health.score"].as_f64();
        let alone = match score {
            Some(it) if it >= 75.0 => "green",
            Some(it) if it >= 50.0 => "yellow",
            _ => "red",
        };
        let is_own = it["health.computed_band"] == alone;
        assert_eq!(it["health.band_reason"].is_null(), is_own, "{}", it["name"]);
        if let Some(reason) = it["health.band_reason"].as_str().filter(|_| told < 3) {
            told += 1;
            let account = it["id"].to_string();
            for command in ["explain", "show"] {
                let text = printed(&[command, &account]);
                assert!(text.lines().take(4).any(|it| it.trim() == reason), "{reason}\n{text}");
            }
        }
    }
    assert!(told > 0);
}

#[test]
fn a_score_without_a_band_stands_in_no_list_and_the_account_comes_last() {
    let lists =
        [printed(&["accounts", "--md"]), printed(&["renewals", "--md"])].map(|it| rows(&it));
    for it in lists.iter().flatten() {
        assert_eq!(it["Band"] == "unknown", it["Health"] == "–", "{it:?}");
    }
    let known = lists[0].iter().take_while(|it| it["Band"] != "unknown").count();
    assert!(lists[0].iter().skip(known).all(|it| it["Band"] == "unknown"));
    let in_json = json(&["accounts", "--json"]);
    let unknown = in_json.as_array().unwrap().iter().filter(|it| it["health.band"] == "unknown");
    assert!(unknown.into_iter().any(|it| it["health.score"].is_number()));
}

#[test]
fn a_table_calls_a_measure_by_its_name() {
    let tables = [
        printed(&["explain", "1", "--md"]),
        printed(&["explain", "1", "--between", "2026-08-01", "2026-10-14", "--md"]),
    ];
    for it in tables.iter().flat_map(|it| rows(it)) {
        assert!(!it["Measure"].contains('_'), "{it:?}");
    }
    let measures = &json(&["explain", "1", "--json"])["measures"];
    assert_eq!(measures[0]["measure"], "seat_util_ratio");
    assert!(tables[0].contains("Seats in use"));
}
