//! What is used and what is spent: key features, products, tries beyond the plan, the bill.

use rounds::domain::{Grain, Kind, Value};

use super::support::{Book, date};

/// A Monday.
const START: &str = "2025-08-04";

fn weeks(values: &[f64]) -> Vec<Option<f64>> {
    values.iter().copied().map(Some).collect()
}

/// A book whose first account used a feature in some weeks, and whose others use it every week.
fn using(feature: &str, values: &[f64]) -> Book {
    let mut book = Book::of_one(START);
    let metric = book.metric(feature, Grain::Week);
    book.usage(0, metric, START, 7, &weeks(values));
    book.neighbours(metric, START, values.len());
    book
}

/// The Monday after so many weeks.
fn after(n: usize) -> String {
    (START.parse::<rounds::domain::Day>().unwrap() + 7 * n as i32).to_string()
}

#[test]
fn a_key_feature_is_dropped_after_two_silent_weeks_and_stays_dropped() {
    let dropped = |values: &[f64]| {
        let mut book = using("reports", values);
        book.settings.key_features = vec!["reports".into()];
        book.facts(&after(values.len())).number("usage.key_features_dropped")
    };
    assert_eq!(dropped(&[5.0, 5.0, 0.0, 5.0, 0.0, 0.0]), Some(1.0));
    assert_eq!(dropped(&[5.0, 5.0, 0.0, 5.0, 0.0]), Some(0.0));
    assert_eq!(dropped(&[5.0, 0.0, 0.0, 5.0, 0.0, 0.0]), Some(0.0));
    let mut long = vec![5.0; 6];
    long.extend([0.0; 10]);
    assert_eq!(dropped(&long), Some(1.0));
    long.push(1.0);
    assert_eq!(dropped(&long), Some(0.0));
}

#[test]
fn no_key_feature_is_guessed() {
    let values = [5.0, 5.0, 5.0, 5.0, 0.0, 0.0];
    let mut book = using("reports", &values);
    let why = book.facts(&after(6)).why_not("usage.key_features_dropped");
    assert!(why.unwrap().contains("key_features"));
    book.settings.key_features = vec!["exports".into()];
    assert_eq!(book.facts(&after(6)).get("usage.key_features_dropped"), None);
    book.settings.key_features = vec!["reports".into()];
    let facts = book.facts(&after(6));
    assert_eq!(facts.text("usage.key_feature_dropped").as_deref(), Some("reports"));
    assert!(!book.lines_behind("usage.key_features_dropped", &after(6)).is_empty());
}

fn contract(book: &mut Book, product: Option<&str>) {
    let mut fields = vec![("start_on", date(START))];
    fields.extend(product.map(|it| ("product", Value::text(it))));
    book.add(Kind::Contract, START, &fields);
}

#[test]
fn a_product_is_used_where_a_metric_of_its_name_is() {
    let mut book = using("data_hub_queries", &[3.0; 12]);
    let other = book.metric("alerting_rules", Grain::Week);
    book.neighbours(other, START, 12);
    contract(&mut book, Some("Data Hub"));
    contract(&mut book, Some("Alerting"));
    let facts = book.facts(&after(12));
    assert_eq!(facts.number("contract.products"), Some(2.0));
    assert_eq!(facts.number("usage.products_used"), Some(1.0));
    // One that no metric speaks of: nobody knows whether it is used.
    contract(&mut book, Some("Billing"));
    let facts = book.facts(&after(12));
    assert_eq!(facts.number("contract.products"), Some(3.0));
    assert_eq!(facts.get("usage.products_used"), None);
    contract(&mut book, None);
    assert_eq!(book.facts(&after(12)).get("contract.products"), None);
}

#[test]
fn tries_beyond_the_plan_are_counted_where_the_product_counts_them() {
    let mut book = using("gated_feature_tries", &[9.0, 0.0, 1.0, 0.0, 2.0]);
    assert_eq!(book.facts(&after(5)).number("usage.gated_tries_28d"), Some(3.0));
    let quiet = book.account("quiet", START);
    assert_eq!(book.facts_of(quiet, &after(5)).get("usage.gated_tries_28d"), None);
    let none = using("logins", &[9.0; 5]);
    assert_eq!(none.facts(&after(5)).get("usage.gated_tries_28d"), None);
}

#[test]
fn the_coming_month_follows_the_trend_of_what_is_spent() {
    let spent: Vec<f64> = (0..8).map(|week| 100.0 - 2.0 * f64::from(week)).collect();
    let change = using("spend_usd", &spent).facts(&after(8)).number("spend.forecast_change");
    // Each of the four coming weeks is 8 below the one four weeks earlier: 32 of 356.
    assert!((change.unwrap() + 32.0 / 356.0).abs() < 1e-9, "{change:?}");
    let short = using("spend_usd", &spent[..7]).facts(&after(7));
    assert_eq!(short.get("spend.forecast_change"), None);
    assert_eq!(using("logins", &spent).facts(&after(8)).get("spend.forecast_change"), None);
}

#[test]
fn a_monthly_bill_needs_four_months() {
    let change = |bills: &[f64]| {
        let mut book = Book::of_one("2025-01-01");
        let metric = book.metric("billed_usage", Grain::Month);
        for (month, bill) in (1..).zip(bills) {
            book.usage(0, metric, &format!("2025-{month:02}-01"), 31, &[Some(*bill)]);
        }
        let merged = std::mem::take(&mut book.accounts[0].series);
        let points = merged.into_iter().reduce(|mut all, it| {
            all.points.extend(it.points);
            all
        });
        book.accounts[0].series.extend(points);
        book.facts(&format!("2025-{:02}-05", bills.len() + 1)).number("spend.forecast_change")
    };
    assert_eq!(change(&[130.0, 120.0, 110.0]), None);
    assert_eq!(change(&[130.0, 120.0, 110.0, 100.0]), Some(-0.1));
}

#[test]
fn what_half_of_eight_similar_accounts_own_is_white_space() {
    let since = "2025-01-01";
    let similar = [("tier", Value::text("A")), ("industry", Value::text("retail"))];
    let product = |name: &str| [("start_on", date("2025-01-01")), ("product", Value::text(name))];
    let book = |others: usize| {
        let mut book = Book::of_one(since);
        book.set(since, &similar);
        book.add(Kind::Contract, since, &product("Core"));
        for index in 0..others {
            let other = book.account(&format!("other {index}"), since);
            let own = &mut book.accounts[other].records[0].versions;
            own.push(super::support::version(3, since, &similar));
            book.add_to(other, Kind::Contract, since, &product("Core"));
            if index % 2 == 0 {
                book.add_to(other, Kind::Contract, since, &product("Insights"));
            }
        }
        book
    };
    assert_eq!(book(7).facts("2026-01-05").get("contract.white_space_share"), None);
    let mut eight = book(8);
    let facts = eight.facts("2026-01-05");
    assert_eq!(facts.text("contract.white_space").as_deref(), Some("Insights"));
    assert_eq!(facts.number("contract.white_space_share"), Some(0.5));
    // A contract that ended is owned no more, and one that is bought leaves nothing to sell.
    let ended = [
        ("start_on", date(since)),
        ("end_on", date("2025-12-31")),
        ("product", Value::text("Insights")),
    ];
    eight.add(Kind::Contract, since, &ended);
    assert_eq!(eight.facts("2025-12-29").number("contract.white_space_share"), Some(0.0));
    assert_eq!(eight.facts("2026-01-05").number("contract.white_space_share"), Some(0.5));
    eight.set("2025-06-01", &[("industry", Value::text("mining"))]);
    assert_eq!(eight.facts("2026-01-05").get("contract.white_space_share"), None);
}
