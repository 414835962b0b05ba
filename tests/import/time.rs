//! From which day imported values count, and what a later file changes.

use rounds::domain::{Day, Grain, Kind};

use super::{Desk, counts, day, fixtures};

#[test]
fn an_imported_history_counts_for_the_days_it_is_about() {
    let mut desk = Desk::new();
    desk.paths(&fixtures("saas", &super::SAAS));
    assert_eq!(desk.records_on(Kind::Ticket, "2024-03-08").len(), 1);
    let ticket = &desk.records_on(Kind::Ticket, "2024-03-08")[0];
    assert_eq!((ticket.day("closed_on"), ticket.number("csat")), (None, None));
    let ticket = &desk.records_on(Kind::Ticket, "2024-03-09")[0];
    assert_eq!(
        (ticket.day("closed_on"), ticket.number("csat")),
        (Some(day("2024-03-09")), Some(4.0))
    );
    assert!(desk.records_on(Kind::Outcome, "2024-04-11").is_empty());
    assert_eq!(desk.records_on(Kind::Outcome, "2024-04-12").len(), 1);
    assert!(desk.records_on(Kind::Contract, "2023-02-02").is_empty());
}

#[test]
fn what_a_crm_sheet_says_counts_since_the_customer_does_or_always() {
    let mut desk = Desk::new();
    desk.take(
        "accounts.csv",
        "account_id,account_name,arr,start_date\nA1,Acme,100,2025-01-01\nB2,Beta,5,\n",
    );
    assert_eq!(desk.records_on(Kind::Account, "2024-12-31").len(), 1);
    assert_eq!(desk.records_on(Kind::Account, "2025-01-01").len(), 2);
}

#[test]
fn a_later_file_changes_a_value_from_its_own_day_on() {
    let mut desk = Desk::with_accounts();
    desk.options.dated = Some(day("2026-04-30"));
    let report =
        desk.take("accounts.csv", "account_id,account_name,region\nA1,Acme Ltd,EMEA\nB2,Beta,\n");
    assert_eq!(counts(&report), [0, 1, 1, 0]);
    let name = |on: &str| desk.records_on(Kind::Account, on)[0].text("name").map(str::to_owned);
    assert_eq!(name("2026-04-29").as_deref(), Some("Acme"));
    assert_eq!(name("2026-04-30").as_deref(), Some("Acme Ltd"));
}

#[test]
fn a_weekly_row_is_known_from_the_last_day_of_its_week() {
    let mut desk = Desk::new();
    desk.paths(&fixtures("weekly", &["accounts.csv", "usage.csv", "outcomes.csv"]));
    assert!(desk.store.metrics().unwrap().iter().all(|it| it.grains.on(Day::MAX) == Grain::Week));
    let mut known = Vec::new();
    desk.store
        .each_account(|account| {
            known.extend(
                account.series.iter().flat_map(|it| &it.points).map(|it| (it.on, it.known_on)),
            );
            true
        })
        .unwrap();
    assert!(known.iter().all(|(on, known_on)| *known_on == *on + 6));
    // `churned` = 0 says nothing.
    let outcomes = desk.records(Kind::Outcome);
    assert_eq!(outcomes.len(), 1);
    assert_eq!(outcomes[0].day("on"), Some(day("2024-06-01")));
}

#[test]
fn usage_that_comes_again_is_written_only_where_it_changed() {
    let mut desk = Desk::with_accounts();
    desk.options.grain = Some(Grain::Day);
    let first = "account_id,date,metric,value\nA1,2026-01-01,logins,3\nA1,2026-01-02,logins,4\n";
    assert_eq!(counts(&desk.take("usage.csv", first)), [2, 0, 0, 0]);
    let second = "account_id,date,metric,value\nA1,2026-01-02,logins,5\nA1,2026-01-01,logins,3\nA1,2026-01-03,logins,1\n";
    desk.options.dated = Some(day("2026-04-15"));
    assert_eq!(counts(&desk.take("usage.csv", second)), [1, 1, 1, 0]);
    let account = desk.store.each_account(|account| {
        let points = &account.series.first().map(|it| it.points.clone()).unwrap_or_default();
        if let [_, old, new, _] = points.as_slice() {
            assert_eq!((old.value, new.value), (4.0, 5.0));
            assert_eq!((old.known_on, new.known_on), (day("2026-01-02"), day("2026-04-15")));
        }
        true
    });
    account.unwrap();
    assert_eq!(desk.points("logins").len(), 4);
}

#[test]
fn a_file_with_one_row_a_change_keeps_the_last_state() {
    let mut desk = Desk::with_accounts();
    let text = "ticket_id,account_id,created_at,updated_at,status\n\
        T1,A1,2026-01-02,2026-01-04,solved\nT1,A1,2026-01-02,2026-01-02,new\nT1,A1,2026-01-02,2026-01-03,open\n";
    let report = desk.take("tickets.csv", text);
    assert_eq!(counts(&report), [1, 0, 2, 0]);
    assert_eq!(desk.records(Kind::Ticket)[0].text("status"), Some("solved"));
    assert_eq!(counts(&desk.take("tickets.csv", text)), [0, 0, 3, 0]);
}

#[test]
fn an_older_export_that_comes_later_changes_nothing_of_today() {
    let plan = |desk: &Desk, on: &str| {
        let account = &desk.records_on(Kind::Account, on)[0];
        account.text("plan").map(str::to_owned)
    };
    let mut desk = Desk::new();
    desk.options.dated = Some(day("2025-06-30"));
    desk.take("june.csv", "account_id,account_name,plan\nA1,Acme,Pro\n");
    desk.options.dated = Some(day("2025-03-31"));
    desk.take("march.csv", "account_id,account_name,plan\nA1,Acme,Basic\n");
    assert_eq!(plan(&desk, "2025-05-01").as_deref(), Some("Basic"));
    assert_eq!(plan(&desk, "2025-07-01").as_deref(), Some("Pro"));
    let again = desk.take("march.csv", "account_id,account_name,plan\nA1,Acme,Basic\n");
    assert_eq!(counts(&again), [0, 0, 1, 0]);
}

#[test]
fn an_account_that_was_renamed_does_not_give_its_record_to_a_new_one() {
    let mut desk = Desk::new();
    desk.take("accounts.csv", "account_name,domain,plan\nAcme,acme.com,Pro\n");
    desk.take("renamed.csv", "account_name,domain,plan\nAcme Global,acme.com,Pro\n");
    let report = desk.take("new.csv", "account_name,domain,plan\nAcme,acme.org,Basic\n");
    assert_eq!(counts(&report), [1, 0, 0, 0]);
    let names: Vec<String> = desk
        .records(Kind::Account)
        .iter()
        .map(|it| it.text("name").unwrap_or_default().to_owned())
        .collect();
    assert_eq!(names, ["Acme Global", "Acme"]);
}

#[test]
fn the_first_amounts_give_the_book_its_currency() {
    let mut desk = Desk::new();
    let euros =
        "account_id,account_name,arr,currency\nA1,Acme,100,EUR\nB2,Beta,5,EUR\nC3,Co,1,USD\n";
    let report = desk.take("accounts.csv", euros);
    let note = "the book's sums are in EUR, the currency of most amounts";
    assert!(report.files[0].notes.iter().any(|it| it == note));
    let settings = desk.store.settings().unwrap();
    assert_eq!(settings[0].as_of(day("2020-01-01")).unwrap().text("value"), Some("EUR"));
    // What names no currency is in the book's from now on.
    desk.take("accounts.csv", "account_id,account_name,arr\nD4,Delta,7\n");
    let delta = desk.records(Kind::Account).pop().unwrap();
    assert_eq!(delta.money("arr").unwrap().currency().code(), "EUR");
    assert_eq!(counts(&desk.take("accounts.csv", euros)), [0, 0, 3, 0]);
}
