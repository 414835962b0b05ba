//! Usage: weeks, gaps and zeros, alarms, level in the book, seats.

use rounds::domain::{Day, Family, Grain, Value};

use super::support::{Book, date, point};

/// A Monday; twenty weeks later is 2026-05-25.
const FIRST: &str = "2026-01-05";

/// A book of thirteen accounts; the first has these values, a week each, from [`FIRST`] on.
fn weekly(metric: &str, values: &[Option<f64>]) -> Book {
    let mut book = Book::of_one(FIRST);
    let metric = book.metric(metric, Grain::Week);
    book.usage(0, metric, FIRST, 7, values);
    book.neighbours(metric, FIRST, values.len());
    book
}

fn known(values: &[f64]) -> Vec<Option<f64>> {
    values.iter().copied().map(Some).collect()
}

/// The Monday after `weeks` weeks from [`FIRST`].
fn after(weeks: i32) -> String {
    (FIRST.parse::<Day>().unwrap() + 7 * weeks).to_string()
}

#[test]
fn a_week_counts_from_its_last_day() {
    let book = weekly("logins", &known(&[10.0, 20.0]));
    assert_eq!(book.facts("2026-01-10").get("usage.logins.now"), None);
    assert_eq!(book.facts("2026-01-11").number("usage.logins.now"), Some(10.0));
    assert_eq!(book.facts("2026-01-17").number("usage.logins.now"), Some(10.0));
    assert_eq!(book.facts("2026-01-18").number("usage.logins.now"), Some(20.0));
}

#[test]
fn a_week_without_a_row_is_zero_where_others_have_rows_and_unknown_where_nobody_has() {
    let mut values = known(&[10.0; 16]);
    values[14] = None;
    let book = weekly("logins", &values);
    let facts = book.facts(&after(16));
    assert_eq!(facts.number("usage.logins.weeks_active_12"), Some(11.0));
    assert_eq!(facts.number("usage.logins.total_28d"), Some(30.0));
    let mut alone = Book::of_one(FIRST);
    let metric = alone.metric("logins", Grain::Week);
    alone.usage(0, metric, FIRST, 7, &values);
    let facts = alone.facts(&after(16));
    assert_eq!(facts.number("usage.logins.mean_12w"), Some(10.0));
    assert_eq!(facts.get("usage.logins.total_28d"), None);
}

#[test]
fn a_level_shift_needs_depth_units_and_users() {
    let shift = |before: f64, now: f64| {
        let values = [vec![before; 12], vec![now; 4]].concat();
        weekly("active_users", &known(&values)).facts(&after(16)).flag("usage.shift")
    };
    assert_eq!(shift(40.0, 10.0), Some(true));
    assert_eq!(shift(40.0, 29.0), Some(false));
    assert_eq!(shift(400.0, 300.0), Some(false));
    // Four users are a matter for the CSM's own eyes.
    assert_eq!(shift(4.0, 0.0), None);
    assert_eq!(shift(5.0, 0.0), Some(true));
}

#[test]
fn too_little_history_is_missing_and_not_false() {
    let alarms = ["usage.shift", "usage.sudden", "usage.trend_down", "usage.quiet"];
    let book = weekly("active_users", &known(&[40.0; 7]));
    for fact in alarms {
        assert_eq!(book.facts(&after(7)).get(fact), None, "{fact}");
    }
    let book = weekly("active_users", &known(&[40.0; 16]));
    for fact in alarms {
        assert_eq!(book.facts(&after(16)).flag(fact), Some(false), "{fact}");
    }
}

#[test]
fn a_sudden_drop_needs_two_weeks_below_the_eight_before() {
    let sudden = |last: [f64; 3]| {
        let values = [vec![40.0; 13], last.to_vec()].concat();
        weekly("active_users", &known(&values)).facts(&after(16)).flag("usage.sudden")
    };
    assert_eq!(sudden([40.0, 20.0, 20.0]), Some(true));
    assert_eq!(sudden([40.0, 40.0, 20.0]), Some(false));
    assert_eq!(sudden([40.0, 20.0, 40.0]), Some(false));
    assert_eq!(sudden([40.0, 30.0, 30.0]), Some(false));
}

#[test]
fn a_decline_is_steep_and_steady() {
    let falls = |step: f64| {
        let values: Vec<f64> = (0..16).map(|week| 100.0 - step * f64::from(week)).collect();
        let facts = weekly("active_users", &known(&values)).facts(&after(16));
        (facts.flag("usage.trend_down"), facts.number("usage.primary.trend_12w").unwrap())
    };
    assert_eq!(falls(5.0).0, Some(true));
    assert!(falls(5.0).1 < -0.3);
    assert_eq!(falls(1.0).0, Some(false));
}

#[test]
fn an_account_is_quiet_after_28_days_of_silence_if_it_was_active_before() {
    let quiet = |active: usize, silent: usize| {
        let values = [vec![Some(6.0); active], vec![None; silent]].concat();
        let book = weekly("logins", &values);
        let facts = book.facts(&after((active + silent) as i32));
        (facts.flag("usage.quiet"), facts.number("usage.silent_days"))
    };
    assert_eq!(quiet(12, 3), (Some(false), Some(21.0)));
    assert_eq!(quiet(12, 4), (Some(true), Some(28.0)));
    assert_eq!(quiet(3, 8), (None, Some(56.0)));
}

#[test]
fn a_feed_that_stops_for_everybody_silences_nobody() {
    let book = weekly("logins", &known(&[10.0; 16]));
    let facts = book.facts(&after(24));
    assert_eq!(facts.number("usage.silent_days"), Some(0.0));
    assert_eq!(facts.number("usage.feed_age_days"), Some(57.0));
    assert_eq!(facts.flag("usage.quiet"), Some(false));
    assert_eq!(facts.get("usage.shift"), None);
}

#[test]
fn the_level_is_a_rank_among_ten_accounts_or_more() {
    let book = weekly("logins", &known(&[10.0; 16]));
    // Neighbours stand at 10 to 21, so that one of twelve is its equal and eleven are above.
    let rank = book.facts(&after(16)).number("usage.level_book").unwrap();
    assert!((rank - 100.0 / 13.0).abs() < 1e-9, "{rank}");
    let mut few = Book::of_one(FIRST);
    let metric = few.metric("logins", Grain::Week);
    few.usage(0, metric, FIRST, 7, &known(&[10.0; 16]));
    assert_eq!(few.facts(&after(16)).get("usage.level_book"), None);
}

#[test]
fn presence_counts_weeks_with_any_use_and_the_gap_since_the_last() {
    let mut values = vec![None; 16];
    for week in [0, 2, 4, 7, 8, 10] {
        values[week] = Some(3.0);
    }
    let facts = weekly("logins", &values).facts(&after(16));
    // The last twelve weeks are those of number 4 to 15, and four of them were active.
    assert_eq!(facts.number("usage.active_weeks"), Some(4.0 / 12.0));
    assert_eq!(facts.number("usage.gap_ratio"), Some(2.5));
    // Most weeks of the last eleven are empty: no trend, and nothing that is usual.
    assert_eq!(facts.get("usage.trend_book"), None);
    assert_eq!(facts.get("usage.logins.within_normal"), None);
    assert_eq!(facts.number("usage.weeks_history"), Some(16.0));
}

#[test]
fn breadth_counts_what_a_tenth_of_the_book_uses_and_no_errors() {
    let mut book = weekly("logins", &known(&[10.0; 16]));
    let reports = book.metric("reports", Grain::Week);
    let errors = book.metric("error_count", Grain::Week);
    for account in 1..4 {
        book.usage(account, reports, FIRST, 7, &known(&[1.0; 16]));
        book.usage(account, errors, FIRST, 7, &known(&[1.0; 16]));
    }
    assert_eq!(book.facts(&after(16)).number("usage.breadth"), Some(0.5));
    assert_eq!(book.facts_of(1, &after(16)).number("usage.breadth"), Some(1.0));
}

#[test]
fn the_primary_metric_is_the_chosen_one_else_the_best_known_else_the_commonest() {
    let mut book = Book::of_one(FIRST);
    let orders = book.metric("orders", Grain::Week);
    let errors = book.metric("errors", Grain::Week);
    book.usage(0, orders, FIRST, 7, &known(&[1.0; 4]));
    book.usage(0, errors, FIRST, 7, &known(&[1.0; 4]));
    let primary = |book: &Book| book.facts(&after(4)).text("usage.primary").unwrap();
    assert_eq!(primary(&book), "orders");
    let users = book.metric("active_users", Grain::Week);
    book.usage(0, users, FIRST, 7, &known(&[7.0; 4]));
    assert_eq!(primary(&book), "active_users");
    assert_eq!(book.facts(&after(4)).number("usage.primary.now"), Some(7.0));
    book.settings.primary_metric = Some("orders".into());
    assert_eq!(primary(&book), "orders");
}

#[test]
fn a_week_that_the_feed_covers_in_part_is_scaled_up_or_left_out() {
    let daily = |missing: &[usize]| {
        let mut values = known(&[2.0; 7 * 9]);
        for day in missing {
            values[7 * 8 + day] = None;
        }
        let mut book = Book::of_one(FIRST);
        let metric = book.metric("logins", Grain::Day);
        book.usage(0, metric, FIRST, 1, &values);
        let facts = book.facts(&after(9));
        let flag = facts.get("usage.logins.within_normal");
        (facts.number("usage.logins.total_28d"), flag)
    };
    assert_eq!(daily(&[]).0, Some(56.0));
    assert_eq!(daily(&[1, 2]).0, Some(56.0));
    // A last week that is mostly missing is left out; the four before it stand in.
    assert_eq!(daily(&[1, 2, 3, 4]).0, Some(56.0));
}

#[test]
fn a_month_is_spread_over_its_days() {
    let mut book = Book::of_one("2025-01-01");
    let metric = book.metric("logins", Grain::Month);
    for (month, on) in ["2025-11-01", "2025-12-01", "2026-01-01"].iter().enumerate() {
        let value = [30.0, 31.0, 31.0][month];
        if month == 0 {
            book.usage(0, metric, on, 1, &[Some(value)]);
        } else {
            let on = on.parse().unwrap();
            book.accounts[0].series[0].points.push(point(on, value, 9));
        }
    }
    assert_eq!(book.facts("2026-01-30").number("usage.logins.now"), Some(31.0));
    let facts = book.facts("2026-02-01");
    assert_eq!(facts.number("usage.logins.now"), Some(31.0));
    assert!((facts.number("usage.logins.mean_12w").unwrap() - 7.0).abs() < 0.3);
    assert_eq!(facts.get("usage.shift"), None);
}

#[test]
fn a_week_that_a_month_covers_in_part_is_no_fall() {
    let mut book = Book::of_one("2025-01-01");
    let metric = book.metric("logins", Grain::Month);
    let first: Day = "2025-01-01".parse().unwrap();
    let last: Day = "2025-11-30".parse().unwrap();
    book.usage(0, metric, "2025-01-01", 1, &[Some(300.0)]);
    for month in 1..=9 {
        let on = first.add_months(month);
        book.accounts[0].series[0].points.push(point(on, 300.0, 9));
    }
    let usual = 300.0 * 28.0 / 30.5;
    let mut told = 0;
    for back in 0..61 {
        let facts = book.facts(&(last - back).to_string());
        let total = facts.number("usage.logins.total_28d");
        assert!(total.is_none_or(|it| (it / usual - 1.0).abs() < 0.04), "{back}: {total:?}");
        let change = facts.number("usage.logins.change_28d");
        assert!(change.is_none_or(|it| it.abs() < 0.04), "{back}: {change:?}");
        told += usize::from(total.is_some());
    }
    assert!(told > 10, "{told}");
}

#[test]
fn a_reading_has_a_value_and_no_trend() {
    let mut book = Book::of_one("2025-01-01");
    let metric = book.metric("monthly_active_users", Grain::Snapshot);
    book.usage(0, metric, "2026-01-31", 1, &[Some(19.0)]);
    let figure = book.figure("open_tickets", Grain::Snapshot, Family::Reported);
    book.usage(0, figure, "2026-01-31", 1, &[Some(4.0)]);
    let facts = book.facts("2026-02-10");
    assert_eq!(facts.number("usage.monthly_active_users.now"), Some(19.0));
    assert_eq!(facts.number("usage.monthly_active_users.last_seen_days"), Some(10.0));
    assert_eq!(facts.number("reported.open_tickets"), Some(4.0));
    assert_eq!(facts.get("tickets.open"), None);
    for fact in ["usage", "usage.primary.trend_12w", "usage.level_book", "usage.quiet"] {
        assert_eq!(facts.get(fact), None, "{fact}");
    }
    assert_eq!(book.facts("2026-01-30").get("usage.monthly_active_users.now"), None);
}

#[test]
fn seats_in_use_are_compared_with_what_the_age_lets_expect() {
    let mut book = Book::of_one("2025-01-15");
    let metric = book.metric("active_seats", Grain::Snapshot);
    book.usage(0, metric, "2026-01-31", 1, &[Some(40.0)]);
    assert!(book.facts("2026-01-31").why_not("seats.util_ratio").unwrap().contains("not known"));
    book.set("2025-01-15", &[("seats", Value::Number(4.0))]);
    assert!(book.facts("2026-01-31").why_not("seats.util_ratio").unwrap().contains("fewer than 5"));
    book.set("2025-01-16", &[("seats", Value::Number(100.0))]);
    let facts = book.facts("2026-01-31");
    assert_eq!(facts.number("utilisation"), Some(0.4));
    assert_eq!(facts.number("seats.expected"), Some(0.8));
    assert_eq!(facts.number("seats.util_ratio"), Some(0.5));
    assert!(facts.why_not("usage.stickiness_ratio").unwrap().contains("stickiness_percent"));
}

#[test]
fn weeks_cut_short_by_holidays_are_no_alarm() {
    let values = [vec![40.0; 12], vec![10.0; 4]].concat();
    let mut book = weekly("active_users", &known(&values));
    assert_eq!(book.facts(&after(16)).flag("usage.shift"), Some(true));
    // Two days off in the last week.
    book.settings.holidays = vec!["2026-04-20".parse().unwrap(), "2026-04-21".parse().unwrap()];
    assert_eq!(book.facts(&after(16)).get("usage.shift"), None);
}

#[test]
fn the_rows_behind_usage_are_those_of_the_days_that_the_fact_is_about() {
    let book = weekly("logins", &known(&[10.0; 16]));
    let lines = book.lines_behind("usage.logins.trend_12w", &after(16));
    assert_eq!(lines, (6..=17).rev().collect::<Vec<u32>>());
    for (fact, rows) in [("now", 17..=17), ("total_28d", 14..=17), ("change_28d", 10..=17)] {
        let fact = format!("usage.primary.{fact}");
        assert_eq!(book.lines_behind(&fact, &after(16)), rows.rev().collect::<Vec<u32>>());
    }
    let set = date("2026-01-05");
    assert_eq!(book.facts(&after(16)).get("customer_since"), Some(set));
}

#[test]
fn an_account_too_new_to_compare_says_its_own_age_and_not_that_others_are_few() {
    let mut book = weekly("logins", &known(&[10.0; 16]));
    let metric = book.metrics[0].id;
    let young = book.account("young", "2026-04-22");
    book.usage(young, metric, "2026-04-13", 7, &[Some(5.0)]);
    let why = |account: usize, fact: &str| {
        let facts = book.facts_of(account, "2026-04-26");
        let id = facts.context.catalogue.find(fact).unwrap();
        facts.sheet.why_missing(id).map(str::to_owned)
    };
    let level = why(young, "usage.level_book").unwrap();
    assert_eq!(level, "too new to compare: 14 days of usage");
    assert_eq!(why(0, "usage.level_book"), None);
}

#[test]
fn a_sum_of_weeks_says_that_no_week_is_complete_yet() {
    let mut book = weekly("logins", &known(&[10.0; 16]));
    let daily = book.metric("clicks", Grain::Day);
    book.usage(0, daily, "2026-04-27", 1, &known(&[3.0; 3]));
    let facts = book.facts("2026-04-29");
    for fact in ["usage.clicks.total_28d", "usage.clicks.change_28d", "usage.clicks.trend_12w"] {
        let id = facts.context.catalogue.find(fact).unwrap();
        assert_eq!(facts.sheet.why_missing(id), Some("no completed week yet"), "{fact}");
    }
    assert_eq!(facts.number("usage.clicks.now"), Some(3.0));
}

#[test]
fn a_corrected_value_is_cited_by_its_correction_and_summed_once() {
    let mut book = weekly("logins", &known(&[10.0; 16]));
    let last = book.accounts[0].series[0].points[15].clone();
    let mut correction = point(last.on, 4.0, 99);
    correction.known_on = last.on + 6;
    book.accounts[0].series[0].points.push(correction);
    let fact = "usage.logins.total_28d";
    assert_eq!(book.facts(&after(16)).number(fact), Some(34.0));
    assert_eq!(book.lines_behind(fact, &after(16)), [99, 16, 15, 14]);
}
