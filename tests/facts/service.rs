//! Tickets, plan, tasks, and the account's own fields.

use rounds::domain::{Kind, Type, Value};
use rounds::engine::CustomField;

use super::support::{Book, date};

fn ticket(book: &mut Book, on: &str, priority: &str) -> usize {
    let fields = [("created_on", date(on)), ("priority", Value::text(priority))];
    book.add(Kind::Ticket, on, &fields)
}

#[test]
fn a_book_without_tickets_has_no_ticket_facts_and_one_with_tickets_counts_none_as_zero() {
    let mut book = Book::of_one("2025-01-01");
    let none = book.facts("2026-01-31");
    assert_eq!(none.flag("tickets.has_rows"), Some(false));
    for fact in ["tickets", "tickets.opened_90d", "tickets.open_sev", "tickets.spike"] {
        assert_eq!(none.get(fact), None, "{fact}");
    }
    let other = book.account("other", "2025-01-01");
    book.add_to(other, Kind::Ticket, "2026-01-05", &[("created_on", date("2026-01-05"))]);
    let facts = book.facts("2026-01-31");
    assert_eq!(facts.number("tickets"), Some(0.0));
    assert_eq!(facts.number("tickets.opened_90d"), Some(0.0));
    assert_eq!(facts.get("tickets.oldest_open_days"), None);
    assert_eq!(book.facts("2026-01-04").get("tickets"), None);
}

#[test]
fn a_ticket_is_open_until_the_day_it_is_solved() {
    let mut book = Book::of_one("2025-01-01");
    let place = ticket(&mut book, "2026-01-05", "urgent");
    book.revise(place, "2026-01-20", &[("closed_on", date("2026-01-20"))]);
    assert_eq!(book.facts("2026-01-04").get("tickets"), None);
    let on = book.facts("2026-01-06");
    assert_eq!(on.number("tickets.open_urgent"), Some(1.0));
    assert_eq!(on.number("tickets.urgent_late"), Some(0.0));
    assert_eq!(book.facts("2026-01-07").number("tickets.urgent_late"), Some(1.0));
    assert_eq!(book.facts("2026-01-10").flag("tickets.sev1_open_5d"), Some(false));
    assert_eq!(book.facts("2026-01-11").flag("tickets.sev1_open_5d"), Some(true));
    assert_eq!(book.facts("2026-01-19").number("tickets.oldest_open_days"), Some(14.0));
    assert_eq!(book.facts("2026-01-20").number("tickets"), Some(0.0));
}

#[test]
fn priorities_are_understood_in_the_words_of_many_tools() {
    for word in ["Urgent", "critical", "P1", "Sev-1", "1 - Critical", "Highest"] {
        let mut book = Book::of_one("2025-01-01");
        ticket(&mut book, "2026-01-05", word);
        assert_eq!(book.facts("2026-01-31").number("tickets.open_urgent"), Some(1.0), "{word}");
    }
    for word in ["normal", "low", "", "p3"] {
        let mut book = Book::of_one("2025-01-01");
        ticket(&mut book, "2026-01-05", word);
        let facts = book.facts("2026-01-31");
        assert_eq!(facts.number("tickets.open_urgent"), Some(0.0), "{word}");
        assert_eq!(facts.number("tickets.open_sev"), Some(0.0), "{word}");
    }
}

#[test]
fn without_a_time_set_attainment_is_not_applicable_and_says_what_to_set() {
    let mut book = Book::of_one("2025-01-01");
    let place = ticket(&mut book, "2026-01-05", "high");
    book.revise(place, "2026-01-07", &[("closed_on", date("2026-01-07"))]);
    assert!(book.facts("2026-01-31").why_not("tickets.sla").unwrap().contains("sla.urgent"));
    book.settings.sla.high = Some(24);
    assert_eq!(book.facts("2026-01-31").number("tickets.sla"), Some(0.0));
    book.settings.sla.high = Some(48);
    assert_eq!(book.facts("2026-01-31").number("tickets.sla"), Some(1.0));
}

#[test]
fn a_spike_needs_three_tickets_and_eight_weeks_of_history() {
    let spike = |since: &str, n: usize| {
        let mut book = Book::of_one(since);
        ticket(&mut book, since, "low");
        for _ in 0..n {
            ticket(&mut book, "2026-03-30", "low");
        }
        book.facts("2026-03-31").flag("tickets.spike")
    };
    assert_eq!(spike("2025-01-01", 2), Some(false));
    assert_eq!(spike("2025-01-01", 3), Some(true));
    assert_eq!(spike("2026-02-15", 9), None);
}

#[test]
fn the_ticket_rate_is_compared_with_the_accounts_own_months() {
    let mut book = Book::of_one("2025-01-01");
    for month in 1..=12 {
        let on = format!("2025-{month:02}-10");
        ticket(&mut book, &on, "low");
    }
    for _ in 0..3 {
        ticket(&mut book, "2026-01-10", "low");
    }
    let facts = book.facts("2026-01-15");
    assert_eq!(facts.number("tickets.rate_ratio"), Some(3.0));
    assert_eq!(facts.number("tickets.rate"), Some(30.0));
    assert_eq!(book.facts("2025-03-01").get("tickets.rate_ratio"), None);
}

#[test]
fn the_plan_counts_what_was_due_by_now() {
    let mut book = Book::of_one("2025-01-01");
    assert_eq!(book.facts("2026-01-31").get("plan.ratio"), None);
    let due = |on: &str| [("due_on", date(on))];
    let first = book.add(Kind::Milestone, "2025-12-01", &due("2026-01-10"));
    book.add(Kind::Milestone, "2025-12-01", &due("2026-01-20"));
    book.add(Kind::Milestone, "2025-12-01", &due("2026-03-01"));
    assert!(book.facts("2026-01-09").why_not("plan.ratio").is_some());
    assert_eq!(book.facts("2026-01-10").number("plan.ratio"), Some(0.0));
    book.revise(first, "2026-01-15", &[("done_on", date("2026-01-15"))]);
    assert_eq!(book.facts("2026-01-31").number("plan.ratio"), Some(0.5));
    assert_eq!(book.facts("2026-01-31").date("plan.next_due").as_deref(), Some("2026-03-01"));
}

#[test]
fn goals_are_counted_and_a_confirmed_result_for_a_year() {
    let mut book = Book::of_one("2024-01-01");
    assert_eq!(book.facts("2026-01-31").get("goals"), None);
    let fields = [("title", Value::text("Faster")), ("status", Value::text("on_track"))];
    let goal = book.add(Kind::Objective, "2025-01-01", &fields);
    let confirmed = [("status", Value::text("achieved")), ("verified_on", date("2025-02-01"))];
    book.revise(goal, "2025-02-01", &confirmed);
    assert_eq!(book.facts("2025-01-31").number("plan.verified_12m"), Some(0.0));
    assert_eq!(book.facts("2025-02-01").number("plan.verified_12m"), Some(1.0));
    assert_eq!(book.facts("2026-01-31").number("plan.verified_12m"), Some(1.0));
    assert_eq!(book.facts("2026-02-01").number("plan.verified_12m"), Some(0.0));
    assert_eq!(book.facts("2026-02-01").number("plan.goals_on_track"), Some(1.0));
}

#[test]
fn first_value_is_late_only_in_a_book_that_records_it() {
    let mut book = Book::of_one("2026-01-01");
    book.set("2026-01-02", &[("stage", Value::text("adoption"))]);
    assert_eq!(book.facts("2026-04-01").get("onboarding.first_value_missing"), None);
    let other = book.account("other", "2025-01-01");
    let milestone = [("type", Value::text("first_value")), ("due_on", date("2026-02-01"))];
    book.add_to(other, Kind::Milestone, "2026-01-02", &milestone);
    let missing = |book: &Book, on| book.facts(on).flag("onboarding.first_value_missing");
    assert_eq!(missing(&book, "2026-03-01"), Some(false));
    assert_eq!(missing(&book, "2026-03-02"), Some(true));
    book.set("2026-01-03", &[("tier", Value::text("A"))]);
    assert_eq!(missing(&book, "2026-03-02"), Some(false));
    assert!(book.facts("2026-03-02").why_not("onboarding.ttfv_ratio").unwrap().contains("set "));
    book.settings.first_value_days = Some(30);
    assert_eq!(book.facts("2026-03-02").number("onboarding.ttfv_ratio"), Some(2.0));
    book.set("2026-03-10", &[("first_value_on", date("2026-03-10"))]);
    let facts = book.facts("2026-03-15");
    assert_eq!(facts.number("onboarding.ttfv_days"), Some(68.0));
    assert_eq!(facts.flag("onboarding.first_value_missing"), Some(false));
}

#[test]
fn tasks_that_are_not_done_are_open_and_late_after_their_day() {
    let mut book = Book::of_one("2025-01-01");
    assert_eq!(book.facts("2026-01-31").number("tasks.open"), Some(0.0));
    book.add(Kind::Task, "2026-01-01", &[("due_on", date("2026-01-10"))]);
    assert_eq!(book.facts("2026-01-10").number("tasks.overdue"), Some(0.0));
    assert_eq!(book.facts("2026-01-11").number("tasks.overdue"), Some(1.0));
}

#[test]
fn a_tier_is_mapped_by_the_books_own_words_and_else_kept() {
    let mut book = Book::of_one("2025-01-01");
    book.set("2025-01-01", &[("tier", Value::text("Premium"))]);
    let facts = book.facts("2026-01-01");
    assert_eq!(facts.text("tier").as_deref(), Some("Premium"));
    assert_eq!(facts.text("touch_model").as_deref(), Some("mid"));
    book.settings.tier_words.push(("premium".into(), "A".into()));
    let facts = book.facts("2026-01-01");
    assert_eq!(facts.text("tier").as_deref(), Some("A"));
    assert_eq!(facts.text("touch_model").as_deref(), Some("high"));
}

#[test]
fn the_books_own_fields_are_facts_of_their_own_type() {
    let mut book = Book::of_one("2025-01-01");
    book.custom.push(CustomField { name: "custom.score".into(), ty: Type::Number });
    book.custom.push(CustomField { name: "custom.mixed".into(), ty: Type::Text });
    let fields = [("custom.score", Value::Number(4.0)), ("custom.mixed", Value::Number(1.5))];
    book.set("2025-06-01", &fields);
    let facts = book.facts("2026-01-01");
    assert_eq!(facts.number("custom.score"), Some(4.0));
    assert_eq!(facts.text("custom.mixed").as_deref(), Some("1.5"));
    assert_eq!(book.facts("2025-05-31").get("custom.score"), None);
}
