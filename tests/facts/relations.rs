//! Contact, champion, sponsor, surveys.

use rounds::domain::{Kind, Value};

use super::support::{Book, date, usd};

fn call(book: &mut Book, on: &str, with: &str) {
    let fields =
        [("on", date(on)), ("type", Value::text("call")), ("contacts", Value::list([with]))];
    book.add(Kind::Activity, on, &fields);
}

fn contact(book: &mut Book, on: &str, name: &str, role: &str) -> usize {
    let fields = [("name", Value::text(name)), ("roles", Value::list([role]))];
    book.add(Kind::Contact, on, &fields)
}

#[test]
fn no_log_is_missing_and_not_never_touched() {
    let facts = Book::of_one("2025-01-01").facts("2026-01-01");
    assert_eq!(facts.flag("touch.has_log"), Some(false));
    for fact in ["touch", "touch.count_90d", "touch.contacts_90d", "touch.ratio", "sponsor"] {
        assert_eq!(facts.get(fact), None, "{fact}");
    }
}

#[test]
fn in_a_book_with_a_log_an_account_without_contact_counts_from_its_first_day() {
    let mut book = Book::of_one("2025-12-01");
    let other = book.account("other", "2025-01-01");
    let fields = [("on", date("2025-10-02")), ("type", Value::text("meeting"))];
    book.add_to(other, Kind::Activity, "2025-10-02", &fields);
    let facts = book.facts("2025-12-30");
    for fact in ["touch", "touch.count_90d", "touch.contacts_90d", "touch.threads_ratio"] {
        assert_eq!(facts.get(fact), None, "{fact}: the log is a day too short");
    }
    assert_eq!(facts.flag("touch.has_log"), Some(false));
    let facts = book.facts("2025-12-31");
    assert_eq!(facts.number("touch"), Some(30.0));
    assert_eq!(facts.text("touch.source").as_deref(), Some("customer since"));
    assert_eq!(facts.get("touch.last_on"), None);
    assert_eq!(facts.number("touch.count_90d"), Some(0.0));
    assert_eq!(facts.number("touch.ratio"), Some(1.0));
}

#[test]
fn a_talk_in_which_nobody_is_named_was_with_one_person() {
    let mut book = Book::of_one("2025-01-01");
    let talk = [("on", date("2026-01-01")), ("type", Value::text("call"))];
    book.add(Kind::Activity, "2026-01-01", &talk);
    let facts = book.facts("2026-01-31");
    assert_eq!(facts.number("touch.contacts_90d"), Some(1.0));
    assert_eq!(facts.get("touch.top_share"), None);
}

#[test]
fn only_contact_in_which_the_customer_took_part_counts_and_never_a_planned_one() {
    let mut book = Book::of_one("2025-01-01");
    call(&mut book, "2026-01-01", "Ann");
    let mail = [
        ("on", date("2026-01-20")),
        ("type", Value::text("email")),
        ("direction", Value::text("outbound")),
    ];
    book.add(Kind::Activity, "2026-01-20", &mail);
    let planned = [("on", date("2026-03-01")), ("type", Value::text("call"))];
    book.add(Kind::Activity, "2026-01-25", &planned);
    assert_eq!(book.facts("2026-01-31").number("touch"), Some(30.0));
    assert_eq!(book.facts("2026-01-31").text("touch.source").as_deref(), Some("activity log"));
}

#[test]
fn a_stated_date_of_last_contact_stands_in_where_no_log_is_kept() {
    let mut book = Book::of_one("2025-01-01");
    book.set("2025-01-01", &[("custom.last_csm_contact_date", date("2026-01-10"))]);
    let facts = book.facts("2026-01-31");
    assert_eq!(facts.number("touch"), Some(21.0));
    assert_eq!(facts.text("touch.source").as_deref(), Some("account field"));
    assert_eq!(facts.get("touch.count_90d"), None);
    assert_eq!(book.facts("2026-01-09").get("touch"), None);
}

#[test]
fn a_person_counts_once_whatever_name_the_log_calls_them_by() {
    let mut book = Book::of_one("2025-01-01");
    let fields = [("name", Value::text("Ann Lee")), ("email", Value::text("ann@acme.com"))];
    book.add(Kind::Contact, "2025-01-01", &fields);
    call(&mut book, "2026-01-01", "Ann Lee");
    call(&mut book, "2026-01-08", "ANN@acme.com");
    call(&mut book, "2026-01-15", "Bob");
    let facts = book.facts("2026-01-31");
    assert_eq!(facts.number("touch.contacts_90d"), Some(2.0));
    assert!((facts.number("touch.top_share").unwrap() - 2.0 / 3.0).abs() < 1e-12);
    assert!((facts.number("touch.effective_threads").unwrap() - 1.8).abs() < 1e-12);
    assert!((facts.number("touch.threads_ratio").unwrap() - 2.0 / 3.0).abs() < 1e-12);
    assert_eq!(book.facts("2026-05-01").number("touch.contacts_90d"), Some(0.0));
}

#[test]
fn tech_touch_has_no_cadence_and_says_why() {
    let mut book = Book::of_one("2025-01-01");
    book.set("2025-01-01", &[("tier", Value::text("D"))]);
    call(&mut book, "2026-01-01", "Ann");
    let facts = book.facts("2026-01-31");
    assert!(facts.why_not("touch.ratio").unwrap().contains("tech touch"));
    assert!(facts.why_not("touch.cadence_days").is_some());
    assert_eq!(facts.number("touch"), Some(30.0));
}

#[test]
fn a_champion_is_strong_ok_weak_or_lost_and_missing_where_there_never_was_one() {
    let mut book = Book::of_one("2025-01-01");
    contact(&mut book, "2025-01-01", "Eve", "end_user");
    assert_eq!(book.facts("2026-01-31").get("champion"), None);
    assert_eq!(book.facts("2026-01-31").number("champion.count"), Some(0.0));
    let ann = contact(&mut book, "2025-01-01", "Ann", "champion");
    assert_eq!(book.facts("2026-01-31").text("champion").as_deref(), Some("ok"));
    call(&mut book, "2026-01-01", "Ann");
    let state = |book: &Book, on| book.facts(on).text("champion").unwrap();
    assert_eq!(state(&book, "2026-01-31"), "strong");
    assert_eq!(state(&book, "2026-02-01"), "ok");
    assert_eq!(state(&book, "2026-04-01"), "ok");
    assert_eq!(state(&book, "2026-04-02"), "weak");
    book.revise(ann, "2026-04-10", &[("left_on", date("2026-04-10"))]);
    assert_eq!(book.facts("2026-04-09").flag("champion.lost"), Some(false));
    assert_eq!(book.facts("2026-04-10").flag("champion.lost"), Some(true));
    assert_eq!(state(&book, "2026-04-10"), "lost");
}

#[test]
fn a_sponsor_is_engaged_stale_lapsed_or_none() {
    let mut book = Book::of_one("2025-01-01");
    let eve = contact(&mut book, "2025-01-01", "Eve", "exec_sponsor");
    assert_eq!(book.facts("2025-12-31").get("sponsor"), None);
    call(&mut book, "2026-01-01", "Eve");
    let state = |book: &Book, on| book.facts(on).text("sponsor").unwrap();
    assert_eq!(state(&book, "2026-04-01"), "engaged");
    assert_eq!(state(&book, "2026-04-02"), "stale");
    assert_eq!(state(&book, "2026-06-30"), "stale");
    assert_eq!(state(&book, "2026-07-01"), "lapsed");
    assert_eq!(book.facts("2026-07-01").number("touch.exec_last_days"), Some(181.0));
    book.revise(eve, "2026-07-02", &[("is_active", Value::Flag(false))]);
    assert_eq!(state(&book, "2026-07-02"), "none");
    assert_eq!(book.facts("2026-07-02").flag("sponsor.lost"), Some(true));
}

#[test]
fn no_survey_answer_is_missing_and_one_is_drawn_towards_the_book() {
    let answer = |on: &str, who: &str, score: f64| {
        [
            ("on", date(on)),
            ("type", Value::text("nps")),
            ("contact", Value::text(who)),
            ("score", Value::Number(score)),
        ]
    };
    let mut book = Book::of_one("2025-01-01");
    let none = book.facts("2026-01-31");
    for fact in ["nps", "nps.score", "nps.detractor", "nps.count_365d", "csat"] {
        assert_eq!(none.get(fact), None, "{fact}");
    }
    assert_eq!(none.flag("survey.has_rows"), Some(false));
    book.add(Kind::Survey, "2026-01-01", &answer("2026-01-01", "Ann", 10.0));
    let other = book.account("other", "2025-01-01");
    book.add_to(other, Kind::Survey, "2026-01-01", &answer("2026-01-01", "Bob", 5.0));
    let facts = book.facts("2026-01-31");
    // The book stands at 0, so one promoter makes (100 + 3 · 0) / 4 = 25, and 62.5 of 100.
    assert_eq!(facts.number("nps.score"), Some(62.5));
    assert_eq!(facts.number("nps"), Some(10.0));
    assert_eq!(facts.flag("nps.detractor"), Some(false));
    book.add(Kind::Survey, "2026-01-10", &answer("2026-01-10", "Cy", 6.0));
    assert_eq!(book.facts("2026-01-31").flag("nps.detractor"), Some(true));
    assert_eq!(book.facts("2026-04-09").flag("nps.detractor"), Some(true));
    assert_eq!(book.facts("2026-04-10").flag("nps.detractor"), Some(false));
    assert_eq!(book.facts("2026-01-31").number("nps.count_365d"), Some(2.0));
}

#[test]
fn csat_is_the_share_of_four_and_five_in_answers_and_ticket_ratings() {
    let mut book = Book::of_one("2025-01-01");
    for (score, on) in [(4.0, "2026-01-01"), (3.0, "2026-01-02"), (5.0, "2025-01-02")] {
        let fields =
            [("on", date(on)), ("type", Value::text("csat")), ("score", Value::Number(score))];
        book.add(Kind::Survey, on, &fields);
    }
    let ticket = [("created_on", date("2026-01-05")), ("closed_on", date("2026-01-06"))];
    let place = book.add(Kind::Ticket, "2026-01-05", &ticket);
    book.revise(place, "2026-01-06", &[("csat", Value::Number(5.0))]);
    let facts = book.facts("2026-01-31");
    assert!((facts.number("csat").unwrap() - 2.0 / 3.0).abs() < 1e-12);
    assert_eq!(facts.number("csat.count_90d"), Some(3.0));
    assert_eq!(facts.number("tickets.csat_90d"), Some(1.0));
}

#[test]
fn the_rows_behind_a_fact_are_named_newest_first() {
    let mut book = Book::of_one("2025-01-01");
    for on in ["2026-01-01", "2026-01-08"] {
        call(&mut book, on, "Ann");
    }
    assert_eq!(book.lines_behind("touch.last_days", "2026-01-31"), [3, 2]);
    assert_eq!(book.lines_behind("name", "2026-01-31"), [1]);
    assert_eq!(book.lines_behind("health.score", "2026-01-31"), Vec::<u32>::new());
}

#[test]
fn recurring_revenue_cites_the_contracts_in_force_that_were_summed() {
    let mut book = Book::of_one("2024-01-01");
    let mut contract = |start: &str, end: &str, amount: i64| {
        let fields = [("start_on", date(start)), ("end_on", date(end)), ("arr", usd(amount))];
        book.add(Kind::Contract, start, &fields)
    };
    contract("2024-01-01", "2024-12-31", 5_000);
    let running = contract("2025-01-01", "2026-12-31", 7_000);
    contract("2025-07-01", "2026-06-30", 2_000);
    assert_eq!(book.lines_behind("arr", "2026-01-31"), [4, 3]);
    book.revise(running, "2025-09-01", &[("arr", usd(8_000))]);
    assert_eq!(book.facts("2026-01-31").get("arr"), Some(usd(10_000)));
    assert_eq!(book.lines_behind("arr", "2026-01-31"), [99, 4]);
}
