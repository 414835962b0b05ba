//! The one time machine: what was not known on a day changes no fact of that day.

use proptest::prelude::{ProptestConfig, Strategy, any, prop, proptest};
use rounds::domain::{
    AccountHistory, Day, EntryId, FieldName, Grain, Grains, Kind, SaidGrain, Value,
};

use super::support::{Book, date, day, point, usd, version};

const AS_OF: &str = "2026-04-27";

/// A book with something of everything before [`AS_OF`].
fn book() -> Book {
    let mut book = Book::of_one("2025-01-06");
    let (logins, users) =
        (book.metric("logins", Grain::Day), book.metric("active_users", Grain::Week));
    let daily: Vec<Option<f64>> = (0..400).map(|it| Some(f64::from(it % 9))).collect();
    book.usage(0, logins, "2025-01-06", 1, &daily);
    book.neighbours(users, "2025-01-06", 60);
    book.usage(0, users, "2025-01-06", 7, &vec![Some(12.0); 60]);
    book.set("2025-01-06", &[("tier", Value::text("A")), ("segment", Value::text("SMB"))]);
    book.add(
        Kind::Contract,
        "2025-07-01",
        &[("start_on", date("2025-07-01")), ("end_on", date("2026-06-30")), ("arr", usd(900))],
    );
    book.add(Kind::Ticket, "2026-04-01", &[("created_on", date("2026-04-01"))]);
    book.add(
        Kind::Activity,
        "2026-04-02",
        &[("on", date("2026-04-02")), ("type", Value::text("call"))],
    );
    book.add(
        Kind::Survey,
        "2026-04-03",
        &[("on", date("2026-04-03")), ("type", Value::text("nps")), ("score", Value::Number(9.0))],
    );
    book
}

/// A row about a day, learned on a later one; at least one of the two is after [`AS_OF`].
#[derive(Debug, Clone)]
struct Later {
    account: usize,
    what: u8,
    on: Day,
    known_on: Day,
    value: f64,
}

fn later() -> impl Strategy<Value = Later> {
    let as_of = day(AS_OF);
    (0..13_usize, 0..8_u8, -200..60_i32, 1..40_i32, 0.0..50.0_f64).prop_map(
        move |(account, what, on, late, value)| {
            let on = as_of + on;
            Later { account, what, on, known_on: (as_of + late).max(on), value }
        },
    )
}

fn add(account: &mut AccountHistory, row: &Later) {
    let on = row.on.to_string();
    let own = Value::Date(row.on);
    let mut record = |kind: Kind, fields: &[(&str, Value)]| {
        let mut it = version(77, &on, fields);
        it.known_on = row.known_on;
        let place = account.records.iter().position(|it| it.kind == kind);
        match place {
            // A later word on a record that is there.
            Some(at) if row.value > 25.0 => {
                account.records[at].versions.push(it);
                account.records[at].versions.sort_by_key(|it| it.effective_on);
            }
            _ if kind == Kind::Account => {}
            _ => {
                let mut new = account.records[0].clone();
                new.id = rounds::domain::RecordId::new(10_000 + account.records.len() as i64);
                new.kind = kind;
                new.versions = vec![it];
                account.records.push(new);
            }
        }
    };
    match row.what {
        0 => record(Kind::Ticket, &[("created_on", own), ("priority", Value::text("urgent"))]),
        1 => record(Kind::Activity, &[("on", own), ("two_way", Value::Flag(true))]),
        2 => record(
            Kind::Survey,
            &[("on", own), ("type", Value::text("nps")), ("score", Value::Number(1.0))],
        ),
        3 => record(Kind::Contract, &[("start_on", own), ("arr", usd(row.value as i64))]),
        4 => record(Kind::Account, &[("tier", Value::text("D")), ("segment", Value::text("ENT"))]),
        5 => record(Kind::Outcome, &[("on", own), ("result", Value::text("churned"))]),
        _ => {
            let Some(series) = account.series.first_mut() else { return };
            let mut new = point(row.on, row.value, 77);
            new.known_on = row.known_on;
            new.entry = EntryId::new(2);
            series.points.push(new);
            series.points.sort_by_key(|it| (it.on, it.entry));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rows_learned_after_a_day_change_no_fact_of_that_day(
        rows in prop::collection::vec(later(), 1..12),
        fill in any::<bool>(),
    ) {
        let before = book();
        let mut after = before.clone();
        if fill {
            // A whole feed of another account, learned too late.
            after.account("late", "2026-05-01");
        }
        for row in &rows {
            add(&mut after.accounts[row.account], row);
        }
        for as_of in [AS_OF, "2026-04-01", "2026-01-05"] {
            for account in [0, 3] {
                let old = before.facts_of(account, as_of).sheet;
                let new = after.facts_of(account, as_of).sheet;
                proptest::prop_assert_eq!(old, new);
            }
        }
    }
}

#[test]
fn a_correction_counts_from_the_day_it_was_learned() {
    let mut book = Book::of_one("2025-01-06");
    let metric = book.metric("logins", Grain::Week);
    book.usage(0, metric, "2026-04-13", 7, &[Some(5.0)]);
    let mut correction = point(day("2026-04-13"), 9.0, 7);
    correction.known_on = day("2026-04-25");
    book.accounts[0].series[0].points.push(correction);
    assert_eq!(book.facts("2026-04-24").number("usage.logins.now"), Some(5.0));
    assert_eq!(book.facts("2026-04-25").number("usage.logins.now"), Some(9.0));
}

#[test]
fn an_emptied_field_is_missing_again() {
    let mut book = Book::of_one("2025-01-06");
    book.set("2025-02-01", &[("region", Value::text("EMEA"))]);
    let mut emptied = version(5, "2025-03-01", &[]);
    emptied.patch.push((FieldName::known("region"), None));
    book.accounts[0].records[0].versions.push(emptied);
    assert_eq!(book.facts("2025-02-28").text("region").as_deref(), Some("EMEA"));
    assert_eq!(book.facts("2025-03-01").get("region"), None);
}

#[test]
fn the_same_book_and_day_give_the_same_facts_in_any_order_of_accounts() {
    let one = book();
    let mut other = book();
    other.accounts[1..].reverse();
    assert_eq!(one.facts(AS_OF).sheet, other.facts(AS_OF).sheet);
}

#[test]
fn a_grain_said_later_changes_no_fact_of_an_earlier_day() {
    let before = book();
    let mut after = before.clone();
    let said = |grain, on: &str| SaidGrain { grain, known_on: day(on) };
    for metric in &mut after.metrics {
        let first = metric.grains.said_on(Day::MIN);
        metric.grains = Grains::said(vec![first, said(Grain::Month, "2026-04-20")]).unwrap();
    }
    for account in [0, 3] {
        let facts = |book: &Book, on: &str| book.facts_of(account, on).sheet;
        assert_eq!(facts(&before, "2026-04-19"), facts(&after, "2026-04-19"));
        assert_ne!(facts(&before, "2026-04-20"), facts(&after, "2026-04-20"));
    }
}

/// The account that [`with_one_more`] adds.
const EXTRA: usize = 13;

/// The book with one more account that has something of everything, and the only usage of `orders`.
fn with_one_more() -> Book {
    let mut book = book();
    let orders = book.metric("orders", Grain::Day);
    let place = book.account("Extra", "2025-02-03");
    assert_eq!(place, EXTRA);
    book.usage(place, orders, "2025-02-03", 1, &[Some(3.0); 400]);
    let on = "2025-03-03";
    book.add_to(place, Kind::Objective, on, &[("title", Value::text("Faster"))]);
    book.add_to(place, Kind::Milestone, on, &[("type", Value::text("first_value"))]);
    book.add_to(place, Kind::Contact, on, &[("roles", Value::List(["sponsor".into()].into()))]);
    book
}

/// What the book as a whole says on the grid of a day.
fn norms(book: &Book, as_of: &str) -> String {
    format!("{:?}", book.facts_of(0, as_of).context.norms)
}

#[test]
fn what_is_in_the_bin_leaves_no_trace_in_what_the_book_says() {
    let whole = with_one_more();
    let mut without = whole.clone();
    without.accounts.truncate(EXTRA);
    let mut binned = whole.clone();
    let deleted = version(90, "2026-04-01", &[("deleted", Value::Flag(true))]);
    binned.accounts[EXTRA].records[0].versions.push(deleted);
    // The grid of a day holds the Mondays of half a year before it, when the account was there.
    for account in [0, 3] {
        let facts = |book: &Book, on: &str| book.facts_of(account, on).sheet;
        assert_eq!(facts(&binned, AS_OF), facts(&without, AS_OF));
        assert_eq!(facts(&binned, "2026-03-31"), facts(&whole, "2026-03-31"));
    }
    let mut never = whole.clone();
    let deleted = version(90, "2025-02-03", &[("deleted", Value::Flag(true))]);
    never.accounts[EXTRA].records[0].versions.push(deleted);
    assert_eq!(norms(&never, AS_OF), norms(&without, AS_OF));
    assert_ne!(norms(&whole, AS_OF), norms(&without, AS_OF));
}

#[test]
fn a_record_in_the_bin_leaves_no_trace_in_what_the_book_says() {
    let whole = with_one_more();
    for record in 1..whole.accounts[EXTRA].records.len() {
        let mut without = whole.clone();
        without.accounts[EXTRA].records.remove(record);
        let mut binned = whole.clone();
        let deleted = version(90, "2025-06-01", &[("deleted", Value::Flag(true))]);
        binned.accounts[EXTRA].records[record].versions.push(deleted);
        assert_eq!(norms(&binned, AS_OF), norms(&without, AS_OF));
        assert_ne!(norms(&binned, "2025-05-31"), norms(&without, "2025-05-31"));
    }
}

#[test]
fn what_hangs_from_an_account_leaves_no_trace_before_the_account_is_known() {
    let whole = with_one_more();
    let mut late = whole.clone();
    late.accounts[EXTRA].records[0].versions[0].known_on = day("2026-05-01");
    let mut without = whole.clone();
    without.accounts.truncate(EXTRA);
    assert_eq!(norms(&late, AS_OF), norms(&without, AS_OF));
    assert_ne!(norms(&late, "2026-05-01"), norms(&without, "2026-05-01"));
}
