//! ARR, seats, contracts, renewals and notice.

use rounds::domain::{Kind, Value};

use super::support::{Book, Fields, date, eur, usd};

fn with_contract(fields: Fields<'_>) -> Book {
    let mut book = Book::of_one("2024-01-01");
    book.add(Kind::Contract, "2025-07-01", fields);
    book
}

#[test]
fn arr_is_that_of_the_contracts_in_force_on_both_their_first_and_last_day() {
    let mut book = Book::of_one("2024-01-01");
    let term = [("start_on", date("2025-07-01")), ("end_on", date("2026-06-30"))];
    book.add(Kind::Contract, "2025-01-01", &[&term[..], &[("arr", usd(12_000))]].concat());
    book.add(Kind::Contract, "2025-01-01", &[&term[..], &[("mrr", usd(100))]].concat());
    book.add(
        Kind::Contract,
        "2025-01-01",
        &[&term[..], &[("arr", usd(9_999)), ("is_trial", Value::Flag(true))]].concat(),
    );
    // On the day before, the account has no contract that has begun and no ARR of its own.
    assert_eq!(book.facts("2025-06-30").get("arr"), None);
    assert_eq!(book.facts("2025-07-01").get("arr"), Some(usd(13_200)));
    assert_eq!(book.facts("2026-06-30").get("arr"), Some(usd(13_200)));
    assert_eq!(book.facts("2026-07-01").get("arr"), Some(usd(0)));
    assert_eq!(book.facts("2026-06-30").get("mrr"), Some(usd(1_100)));
    assert_eq!(book.facts("2026-06-30").number("contract.count"), Some(2.0));
}

#[test]
fn the_amount_of_a_term_is_spread_over_its_months_or_days() {
    let months = with_contract(&[
        ("start_on", date("2025-07-01")),
        ("end_on", date("2026-08-31")),
        ("amount", usd(14_000)),
    ]);
    assert_eq!(months.facts("2026-01-01").get("arr"), Some(usd(12_000)));
    let given = with_contract(&[
        ("start_on", date("2025-07-01")),
        ("amount", usd(36_000)),
        ("term_months", Value::Number(36.0)),
    ]);
    assert_eq!(given.facts("2026-01-01").get("arr"), Some(usd(12_000)));
}

#[test]
fn an_amount_in_another_currency_is_left_out_and_shown_as_its_own() {
    let book = with_contract(&[("start_on", date("2025-07-01")), ("arr", eur(500))]);
    let facts = book.facts("2026-01-01");
    assert_eq!(facts.get("arr"), None);
    assert_eq!(facts.get("mrr"), None);
    assert_eq!(facts.get("arr.own"), Some(eur(500)));
    assert_eq!(facts.text("arr.currency").as_deref(), Some("EUR"));
    assert_eq!(facts.text("currency").as_deref(), Some("USD"));
}

#[test]
fn without_contracts_the_accounts_own_arr_counts_until_it_has_churned() {
    let mut book = Book::of_one("2024-01-01");
    book.set("2024-01-01", &[("arr", usd(5_000))]);
    book.add(
        Kind::Outcome,
        "2026-03-01",
        &[("result", Value::text("churned")), ("on", date("2026-03-01"))],
    );
    let before = book.facts("2026-02-28");
    assert_eq!(before.get("arr"), Some(usd(5_000)));
    assert_eq!(before.text("status"), None);
    let after = book.facts("2026-03-01");
    assert_eq!(after.get("arr"), Some(usd(0)));
    assert_eq!(after.text("status").as_deref(), Some("churned"));
    assert_eq!(after.text("outcome.last").as_deref(), Some("churned"));
}

#[test]
fn an_account_with_a_contract_in_force_has_not_churned() {
    let mut book = with_contract(&[("start_on", date("2025-07-01")), ("arr", usd(700))]);
    book.add(
        Kind::Outcome,
        "2025-08-01",
        &[("result", Value::text("churned")), ("on", date("2025-08-01"))],
    );
    let facts = book.facts("2026-01-01");
    assert_eq!(facts.text("status").as_deref(), Some("active"));
    assert_eq!(facts.get("arr"), Some(usd(700)));
}

#[test]
fn nothing_about_money_is_missing_and_not_zero() {
    let facts = Book::of_one("2024-01-01").facts("2026-01-01");
    for fact in ["arr", "mrr", "seats", "contract.count", "renewal.date", "renews", "notice.date"] {
        assert_eq!(facts.get(fact), None, "{fact}");
    }
    assert_eq!(facts.flag("contract.has_rows"), Some(false));
}

#[test]
fn the_renewal_is_the_day_after_the_term_and_the_notice_counts_back_from_its_last_day() {
    let book = with_contract(&[
        ("start_on", date("2025-07-01")),
        ("end_on", date("2026-06-30")),
        ("notice_days", Value::Days(60.0)),
        ("auto_renew", Value::Flag(true)),
        ("arr", usd(1_200)),
    ]);
    let facts = book.facts("2026-05-01");
    assert_eq!(facts.date("renewal.date").as_deref(), Some("2026-07-01"));
    assert_eq!(facts.number("renews"), Some(61.0));
    assert_eq!(facts.date("notice.date").as_deref(), Some("2026-05-01"));
    assert_eq!(facts.number("notice"), Some(0.0));
    assert_eq!(facts.text("notice.state").as_deref(), Some("window_open"));
    assert_eq!(facts.number("renewal.term_months"), Some(12.0));
    assert_eq!(facts.get("renewal.amount"), Some(usd(1_200)));
    assert_eq!(facts.text("renewal.source").as_deref(), Some("contract"));
    let later = book.facts("2026-05-02");
    assert_eq!(later.get("notice"), None);
    assert_eq!(later.text("notice.state").as_deref(), Some("locked_in"));
}

#[test]
fn a_countdown_ends_on_its_day_and_then_the_days_overdue_count() {
    let book = with_contract(&[("start_on", date("2025-07-01")), ("end_on", date("2026-06-30"))]);
    let on = book.facts("2026-07-01");
    assert_eq!(on.number("renews"), Some(0.0));
    assert_eq!(on.get("renewal.overdue_days"), None);
    let after = book.facts("2026-07-06");
    assert_eq!(after.get("renews"), None);
    assert_eq!(after.number("renewal.overdue_days"), Some(5.0));
}

#[test]
fn an_outcome_settles_a_renewal_that_has_passed() {
    let mut book =
        with_contract(&[("start_on", date("2025-07-01")), ("end_on", date("2026-06-30"))]);
    book.add(
        Kind::Outcome,
        "2026-06-20",
        &[("result", Value::text("renewed")), ("on", date("2026-06-20"))],
    );
    assert_eq!(book.facts("2026-07-10").get("renewal.overdue_days"), None);
}

#[test]
fn a_contract_that_another_follows_leaves_the_renewal_to_it() {
    let mut book =
        with_contract(&[("start_on", date("2025-07-01")), ("end_on", date("2026-06-30"))]);
    book.add(
        Kind::Contract,
        "2026-05-01",
        &[("start_on", date("2026-07-01")), ("end_on", date("2027-06-30"))],
    );
    let date_on = |as_of| book.facts(as_of).date("renewal.date");
    assert_eq!(date_on("2026-04-30").as_deref(), Some("2026-07-01"));
    assert_eq!(date_on("2026-07-02").as_deref(), Some("2027-07-01"));
}

#[test]
fn a_contract_sold_beside_another_leaves_its_renewal_and_its_notice_as_they_are() {
    let mut book =
        with_contract(&[("start_on", date("2025-07-01")), ("end_on", date("2026-06-30"))]);
    book.add(
        Kind::Contract,
        "2025-11-01",
        &[("start_on", date("2025-11-01")), ("end_on", date("2026-10-31"))],
    );
    assert_eq!(book.facts("2026-04-30").date("renewal.date").as_deref(), Some("2026-07-01"));
}

#[test]
fn without_contracts_the_accounts_own_renewal_date_counts_and_n_is_t_without_notice_terms() {
    let mut book = Book::of_one("2024-01-01");
    book.set("2024-01-01", &[("renewal_date", date("2026-07-01"))]);
    let facts = book.facts("2026-06-01");
    assert_eq!(facts.number("renews"), Some(30.0));
    assert_eq!(facts.number("notice"), Some(30.0));
    assert_eq!(facts.get("renewal.notice_days"), None);
    assert_eq!(facts.text("renewal.source").as_deref(), Some("account field"));
}

#[test]
fn billing_that_is_current_has_no_days_overdue_and_silence_says_nothing() {
    let mut book = Book::of_one("2024-01-01");
    assert_eq!(book.facts("2026-01-01").get("billing.days_overdue"), None);
    book.set("2025-01-01", &[("payment_status", Value::text("Current"))]);
    assert_eq!(book.facts("2026-01-01").number("billing.days_overdue"), Some(0.0));
    book.set("2025-02-01", &[("payment_status", Value::text("Overdue"))]);
    let facts = book.facts("2026-01-01");
    assert_eq!(facts.get("billing.days_overdue"), None);
    assert_eq!(facts.flag("billing.overdue"), Some(true));
    assert_eq!(facts.flag("billing.failed"), Some(false));
}

#[test]
fn the_phase_follows_age_first_value_and_the_notice_deadline() {
    let mut book = Book::of_one("2025-01-01");
    let phase = |book: &Book, as_of| book.facts(as_of).text("phase").unwrap();
    assert_eq!(phase(&book, "2025-01-31"), "onboarding");
    assert_eq!(phase(&book, "2025-02-01"), "adoption");
    assert_eq!(phase(&book, "2025-06-30"), "adoption");
    assert_eq!(phase(&book, "2025-07-01"), "value");
    let planned = [("type", Value::text("first_value")), ("due_on", date("2025-02-01"))];
    let milestone = book.add(Kind::Milestone, "2025-01-02", &planned);
    assert_eq!(phase(&book, "2025-04-01"), "onboarding");
    book.revise(milestone, "2025-03-01", &[("done_on", date("2025-03-01"))]);
    assert_eq!(phase(&book, "2025-04-01"), "adoption");
    book.set("2025-01-01", &[("renewal_date", date("2026-01-01"))]);
    assert_eq!(phase(&book, "2025-10-02"), "value");
    assert_eq!(phase(&book, "2025-10-03"), "renewal");
}
