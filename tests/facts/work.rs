//! Work with the customer: renewals, first months, dates of the plan, reviews, handovers, promises.

use rounds::domain::{Kind, Value};

use super::support::{Book, date, usd, version};

/// A book whose account renews on 2027-01-01 after a year.
fn renewing() -> Book {
    let mut book = Book::of_one("2026-01-01");
    let contract = [
        ("start_on", date("2026-01-01")),
        ("end_on", date("2026-12-31")),
        ("arr", usd(12_000)),
        ("notice_days", Value::Days(30.0)),
    ];
    book.add(Kind::Contract, "2026-01-01", &contract);
    book
}

fn activity(book: &mut Book, on: &str, ty: &str, subject: &str) {
    let fields = [("on", date(on)), ("type", Value::text(ty)), ("subject", Value::text(subject))];
    book.add(Kind::Activity, on, &fields);
}

fn task(book: &mut Book, on: &str, due: &str, tag: &str) -> usize {
    let fields = [
        ("title", Value::text("Send it")),
        ("created_on", date(on)),
        ("due_on", date(due)),
        ("status", Value::text("open")),
        ("tags", Value::list([tag])),
    ];
    book.add(Kind::Task, on, &fields)
}

fn milestone(book: &mut Book, ty: &str, title: &str, due: &str) -> usize {
    let fields = [("type", Value::text(ty)), ("title", Value::text(title)), ("due_on", date(due))];
    book.add(Kind::Milestone, "2026-01-02", &fields)
}

#[test]
fn a_renewals_stage_counts_from_its_day_and_tells_whether_it_moved() {
    let mut book = renewing();
    let none = book.facts("2026-10-01");
    for fact in ["renewal.stage", "renewal.stage_days", "renewal.in_progress", "renewal.close_on"] {
        assert_eq!(none.get(fact), None, "{fact}");
    }
    book.set("2026-09-01", &[("renewal_stage", Value::text("Not started"))]);
    let facts = book.facts("2026-10-01");
    assert_eq!(facts.number("renewal.stage_days"), Some(30.0));
    assert_eq!(facts.flag("renewal.in_progress"), Some(false));
    assert_eq!(facts.flag("renewal.signed"), Some(false));
    book.set("2026-10-05", &[("renewal_stage", Value::text("Negotiation"))]);
    let facts = book.facts("2026-10-10");
    assert_eq!(facts.number("renewal.stage_days"), Some(5.0));
    assert_eq!(facts.flag("renewal.in_progress"), Some(true));
    book.set("2026-11-01", &[("renewal_stage", Value::text("Closed Won"))]);
    assert_eq!(book.facts("2026-11-01").flag("renewal.signed"), Some(true));
}

#[test]
fn what_was_said_of_the_last_renewal_says_nothing_of_the_next() {
    let mut book = renewing();
    book.set("2026-04-05", &[("renewal_stage", Value::text("signed"))]);
    assert_eq!(book.facts("2026-10-01").get("renewal.stage"), None);
    assert_eq!(book.facts("2026-10-01").flag("renewal.signed"), Some(false));
    book.set("2026-04-06", &[("renewal_stage", Value::text("open"))]);
    assert_eq!(book.facts("2026-10-01").text("renewal.stage").as_deref(), Some("open"));
}

#[test]
fn a_stage_that_no_row_dates_has_no_age() {
    let mut book = renewing();
    book.set("2026-01-01", &[("renewal_stage", Value::text("Proposal"))]);
    let facts = book.facts("2026-10-01");
    assert_eq!(facts.text("renewal.stage").as_deref(), Some("Proposal"));
    assert_eq!(facts.get("renewal.stage_days"), None);
}

#[test]
fn a_renewal_is_signed_by_its_outcome_and_unknown_in_a_book_that_keeps_none() {
    let mut book = renewing();
    let outcome = [("result", Value::text("renewed")), ("on", date("2026-11-20"))];
    book.add(Kind::Outcome, "2026-11-20", &outcome);
    assert_eq!(book.facts("2026-11-19").flag("renewal.signed"), Some(false));
    assert_eq!(book.facts("2026-11-20").flag("renewal.signed"), Some(true));
    let mut bare = Book::of_one("2026-01-01");
    bare.set("2026-01-01", &[("renewal_date", date("2027-01-01"))]);
    assert_eq!(bare.facts("2026-12-20").get("renewal.signed"), None);
}

#[test]
fn a_close_date_counts_from_the_last_day_of_the_term() {
    let mut book = renewing();
    book.set("2026-10-01", &[("renewal_close_on", date("2026-12-31"))]);
    assert_eq!(book.facts("2026-10-01").number("renewal.close_late_days"), Some(0.0));
    book.set("2026-10-02", &[("renewal_close_on", date("2027-01-01"))]);
    assert_eq!(book.facts("2026-10-02").number("renewal.close_late_days"), Some(1.0));
}

#[test]
fn a_talk_of_the_run_up_that_names_the_renewal_is_a_talk_about_it() {
    let mut book = renewing();
    assert_eq!(book.facts("2026-12-01").get("renewal.talked"), None, "no log is kept");
    activity(&mut book, "2026-07-04", "call", "Renewal of next year");
    assert_eq!(book.facts("2026-07-04").get("renewal.talked"), None, "181 days before");
    activity(&mut book, "2026-07-05", "call", "How it goes");
    assert_eq!(book.facts("2026-07-05").flag("renewal.talked"), Some(false));
    activity(&mut book, "2026-08-01", "email", "Our OFFER");
    let facts = book.facts("2026-08-01");
    assert_eq!(facts.flag("renewal.talked"), Some(true));
    assert_eq!(facts.date("renewal.talked_on").as_deref(), Some("2026-08-01"));
    assert_eq!(book.lines_behind("renewal.talked", "2026-08-01").len(), 1);
}

#[test]
fn five_lights_say_what_can_be_judged_before_a_renewal() {
    let mut book = renewing();
    let lights = |book: &Book| book.facts("2026-10-01").number("renewal.lights");
    assert_eq!(lights(&book), Some(1.0), "terms");
    book.add(Kind::Objective, "2026-02-01", &[("target", Value::Number(5.0))]);
    let person = [("name", Value::text("Ann")), ("roles", Value::list(["economic_buyer"]))];
    book.add(Kind::Contact, "2026-02-01", &person);
    book.set("2026-09-01", &[("renewal_call", Value::text("good"))]);
    assert_eq!(lights(&book), Some(4.0));
    assert_eq!(Book::of_one("2026-01-01").facts("2026-10-01").get("renewal.lights"), None);
}

#[test]
fn a_kickoff_is_waited_for_until_it_is_held_and_only_where_it_would_be_seen() {
    let mut book = Book::of_one("2026-01-01");
    assert_eq!(book.facts("2026-01-08").get("onboarding.no_kickoff_days"), None);
    activity(&mut book, "2026-01-02", "email", "Welcome");
    let waited = |book: &Book, on| book.facts(on).number("onboarding.no_kickoff_days");
    assert_eq!(waited(&book, "2026-01-08"), Some(7.0));
    assert_eq!(waited(&book, "2026-04-01"), Some(90.0));
    assert_eq!(waited(&book, "2026-04-02"), None);
    activity(&mut book, "2026-01-09", "meeting", "Kick-off with the team");
    assert_eq!(waited(&book, "2026-01-09"), None);
    let held = book.facts("2026-01-10").date("onboarding.kickoff_on");
    assert_eq!(held.as_deref(), Some("2026-01-09"));
}

#[test]
fn activation_is_waited_for_where_a_milestone_asks_for_it() {
    let mut book = Book::of_one("2026-01-01");
    let waited = |book: &Book, on| book.facts(on).number("onboarding.not_activated_days");
    assert_eq!(waited(&book, "2026-01-15"), None);
    let place = milestone(&mut book, "activation", "First site live", "2026-01-20");
    assert_eq!(waited(&book, "2026-01-15"), Some(14.0));
    book.revise(place, "2026-01-16", &[("done_on", date("2026-01-16"))]);
    assert_eq!(waited(&book, "2026-01-16"), None);
    let done = book.facts("2026-01-16").date("onboarding.activated_on");
    assert_eq!(done.as_deref(), Some("2026-01-16"));
}

#[test]
fn an_early_check_in_is_due_on_day_21_and_day_90_until_something_is_logged() {
    let mut book = Book::of_one("2026-01-01");
    let due = |book: &Book, on| book.facts(on).number("onboarding.check_in_due_days");
    assert_eq!(due(&book, "2026-01-22"), None, "no log is kept");
    activity(&mut book, "2026-01-02", "call", "Welcome");
    assert_eq!(due(&book, "2026-01-21"), None);
    assert_eq!(due(&book, "2026-01-22"), Some(0.0));
    activity(&mut book, "2026-01-15", "email", "Tips");
    assert_eq!(due(&book, "2026-01-22"), None, "a week early");
    assert_eq!(due(&book, "2026-03-31"), None);
    assert_eq!(due(&book, "2026-04-01"), Some(0.0));
    assert_eq!(due(&book, "2026-07-01"), None, "long over");
}

#[test]
fn milestones_are_late_by_their_date_and_none_is_missing_and_not_in_time() {
    let mut book = Book::of_one("2026-01-01");
    for fact in ["plan.late_days", "plan.milestones_late", "plan.progress_days"] {
        assert_eq!(book.facts("2026-02-01").get(fact), None, "{fact}");
    }
    let first = milestone(&mut book, "adoption", "Reports in use", "2026-02-01");
    milestone(&mut book, "outcome", "Half the time", "2026-03-01");
    let facts = book.facts("2026-02-01");
    assert_eq!(facts.number("plan.late_days"), Some(0.0));
    assert_eq!(facts.number("plan.progress_days"), Some(31.0), "from the first day");
    let facts = book.facts("2026-03-02");
    assert_eq!(facts.number("plan.late_days"), Some(29.0));
    assert_eq!(facts.number("plan.milestones_late"), Some(2.0));
    book.revise(first, "2026-03-03", &[("done_on", date("2026-03-03"))]);
    let facts = book.facts("2026-03-05");
    assert_eq!(facts.number("plan.late_days"), Some(4.0));
    assert_eq!(facts.number("plan.progress_days"), Some(2.0));
    assert_eq!(facts.get("plan.go_live_moved"), None, "no go-live is planned");
}

#[test]
fn a_go_live_that_is_put_off_is_told_and_one_brought_forward_is_not() {
    let mut book = Book::of_one("2026-01-01");
    let place = milestone(&mut book, "lifecycle", "Go-live of all sites", "2026-03-01");
    let is_moved = |book: &Book, on| book.facts(on).flag("plan.go_live_moved");
    book.revise(place, "2026-01-20", &[("due_on", date("2026-02-20"))]);
    assert_eq!(is_moved(&book, "2026-01-20"), Some(false));
    book.revise(place, "2026-02-10", &[("due_on", date("2026-03-20"))]);
    assert_eq!(is_moved(&book, "2026-02-10"), Some(true));
    book.revise(place, "2026-03-20", &[("done_on", date("2026-03-20"))]);
    assert_eq!(is_moved(&book, "2026-03-20"), None);
}

#[test]
fn a_goal_is_behind_with_less_than_half_reached_after_three_quarters_of_its_time() {
    let goal = |current: f64| {
        [
            ("created_on", date("2026-01-01")),
            ("due_on", date("2026-04-11")),
            ("baseline", Value::Number(20.0)),
            ("target", Value::Number(10.0)),
            ("current", Value::Number(current)),
            ("status", Value::text("on_track")),
        ]
    };
    let of = |current| {
        let mut book = Book::of_one("2025-01-01");
        book.add(Kind::Objective, "2026-01-01", &goal(current));
        book
    };
    let behind = |book: &Book, on| book.facts(on).number("plan.goals_at_risk");
    // 100 days, so that three quarters are 75; a falling number is reached from above.
    assert_eq!(behind(&of(15.1), "2026-03-16"), Some(0.0));
    assert_eq!(behind(&of(15.1), "2026-03-17"), Some(1.0));
    assert_eq!(behind(&of(15.0), "2026-03-17"), Some(0.0));
    assert_eq!(of(15.0).facts("2026-04-11").number("plan.goals_overdue"), Some(0.0));
    assert_eq!(of(15.0).facts("2026-04-12").number("plan.goals_overdue"), Some(1.0));
    assert_eq!(behind(&Book::of_one("2025-01-01"), "2026-03-17"), None);
}

#[test]
fn a_result_confirmed_counts_for_90_days() {
    let mut book = Book::of_one("2025-01-01");
    let goal = [("created_on", date("2026-01-01")), ("verified_on", date("2026-03-01"))];
    book.add(Kind::Objective, "2026-03-01", &goal);
    assert_eq!(book.facts("2026-05-29").number("plan.verified_90d"), Some(1.0));
    assert_eq!(book.facts("2026-05-30").number("plan.verified_90d"), Some(0.0));
}

#[test]
fn a_review_is_due_by_the_tiers_cadence_and_unknown_in_a_book_that_logs_none() {
    let mut book = Book::of_one("2025-01-01");
    book.set("2025-01-01", &[("tier", Value::text("A"))]);
    activity(&mut book, "2026-01-01", "call", "Preparing the QBR");
    assert_eq!(book.facts("2026-02-01").get("review.due_days"), None);
    activity(&mut book, "2026-01-10", "meeting", "Quarterly business review");
    let facts = book.facts("2026-03-22");
    assert_eq!(facts.number("review.last_days"), Some(71.0));
    assert_eq!(facts.number("review.due_days"), Some(20.0));
    assert_eq!(facts.get("review.next_on"), None);
    let planned = [("on", date("2026-04-10")), ("type", Value::text("qbr"))];
    book.add(Kind::Activity, "2026-03-22", &planned);
    let facts = book.facts("2026-03-22");
    assert_eq!(facts.date("review.next_on").as_deref(), Some("2026-04-10"));
    assert_eq!(facts.number("review.last_days"), Some(71.0), "a planned one was not held");
    assert_eq!(book.lines_behind("review.last_on", "2026-03-22").len(), 2);
}

#[test]
fn a_review_without_a_mail_after_it_waits_for_its_summary() {
    let mut book = Book::of_one("2025-01-01");
    activity(&mut book, "2026-01-10", "qbr", "First quarter");
    let unsent = |book: &Book, on| book.facts(on).number("review.unsent_days");
    assert_eq!(unsent(&book, "2026-01-12"), None, "the log holds no mail of ours");
    activity(&mut book, "2026-01-02", "email", "Agenda");
    assert_eq!(unsent(&book, "2026-01-12"), Some(2.0));
    assert_eq!(unsent(&book, "2026-02-10"), None, "31 days after");
    activity(&mut book, "2026-01-12", "email", "What we agreed");
    assert_eq!(unsent(&book, "2026-01-12"), None);
    task(&mut book, "2026-01-10", "2026-01-20", "qbr");
    assert_eq!(book.facts("2026-01-20").number("review.actions_overdue"), Some(0.0));
    assert_eq!(book.facts("2026-01-21").number("review.actions_overdue"), Some(1.0));
}

#[test]
fn an_account_that_changes_hands_asks_for_introduction_pulse_and_plan() {
    let mut book = Book::of_one("2025-01-01");
    book.set("2025-01-01", &[("csm", Value::text("Kim"))]);
    assert_eq!(book.facts("2026-01-31").get("csm.since_days"), None);
    activity(&mut book, "2025-12-01", "call", "How it goes");
    book.set("2026-01-20", &[("csm", Value::text("Robin"))]);
    let left = |book: &Book, on| book.facts(on).number("csm.steps_left");
    assert_eq!(book.facts("2026-01-31").number("csm.since_days"), Some(11.0));
    assert_eq!(left(&book, "2026-01-31"), Some(3.0));
    activity(&mut book, "2026-01-25", "call", "Hello");
    book.set("2026-01-26", &[("pulse", Value::text("green")), ("pulse_on", date("2026-01-26"))]);
    assert_eq!(left(&book, "2026-01-31"), Some(1.0));
    task(&mut book, "2026-01-28", "2026-03-01", "plan");
    assert_eq!(left(&book, "2026-01-31"), Some(0.0));
    assert_eq!(left(&book, "2026-03-21"), Some(0.0));
    assert_eq!(left(&book, "2026-03-22"), None, "61 days after");
}

#[test]
fn the_same_name_said_again_is_no_handover() {
    let mut book = Book::of_one("2025-01-01");
    book.set("2025-01-01", &[("csm", Value::text("Kim"))]);
    book.set("2026-01-20", &[("csm", Value::text("Kim"))]);
    assert_eq!(book.facts("2026-01-31").get("csm.since_days"), None);
}

#[test]
fn promises_and_requests_are_tasks_with_a_tag() {
    let mut book = Book::of_one("2025-01-01");
    let none = book.facts("2026-01-31");
    assert_eq!(none.number("promises.open"), Some(0.0));
    assert_eq!(none.get("requests.silent_days"), None);
    let promise = task(&mut book, "2026-01-01", "2026-01-20", "Promise");
    assert_eq!(book.facts("2026-01-20").number("promises.overdue"), Some(0.0));
    let facts = book.facts("2026-01-21");
    assert_eq!(facts.number("promises.overdue"), Some(1.0));
    assert_eq!(facts.number("promises.overdue_days"), Some(1.0));
    let done = [("status", Value::text("done")), ("done_on", date("2026-01-22"))];
    book.revise(promise, "2026-01-22", &done);
    assert_eq!(book.facts("2026-01-22").number("promises.open"), Some(0.0));
    let request = task(&mut book, "2026-01-01", "2026-06-01", "request");
    assert_eq!(book.facts("2026-01-31").number("requests.silent_days"), Some(30.0));
    book.revise(request, "2026-01-31", &[("notes", Value::text("planned for May"))]);
    assert_eq!(book.facts("2026-02-01").number("requests.silent_days"), Some(1.0));
}

#[test]
fn a_task_put_off_again_and_again_is_counted() {
    let mut book = Book::of_one("2025-01-01");
    let place = task(&mut book, "2026-01-01", "2026-01-05", "plain");
    assert_eq!(book.facts("2026-01-13").number("tasks.oldest_overdue_days"), Some(8.0));
    for (on, due) in [("2026-01-05", "2026-01-12"), ("2026-01-12", "2026-01-19")] {
        book.revise(place, on, &[("due_on", date(due))]);
    }
    let facts = book.facts("2026-01-13");
    assert_eq!(facts.number("tasks.rollovers"), Some(2.0));
    assert_eq!(facts.number("tasks.oldest_overdue_days"), Some(0.0));
}

#[test]
fn an_alert_snoozed_again_and_again_is_counted_until_it_is_closed() {
    let mut book = Book::of_one("2025-01-01");
    let first = [("snoozed_until", date("2026-01-08"))];
    let place = book.add(Kind::Answer, "2026-01-01", &first);
    book.revise(place, "2026-01-08", &[("snoozed_until", date("2026-01-15"))]);
    book.revise(place, "2026-01-15", &[("snoozed_until", date("2026-01-22"))]);
    let snoozes = |on| book.facts(on).number("alerts.snoozes");
    assert_eq!(snoozes("2026-01-14"), Some(2.0));
    assert_eq!(snoozes("2026-01-15"), Some(3.0));
    assert_eq!(snoozes("2026-02-05"), Some(3.0));
    assert_eq!(snoozes("2026-02-06"), Some(0.0));
    book.revise(place, "2026-01-20", &[("closed_on", date("2026-01-20"))]);
    assert_eq!(book.facts("2026-01-20").number("alerts.snoozes"), Some(0.0));
}

#[test]
fn a_file_that_moves_revenue_is_seen_for_two_weeks_and_a_new_contract_is_not() {
    let mut book = Book::of_one("2025-01-01");
    let contract = |arr| [("start_on", date("2026-01-01")), ("arr", usd(arr))];
    let place = book.add(Kind::Contract, "2026-01-01", &contract(100));
    book.add(Kind::Contract, "2026-01-01", &contract(100));
    book.revise(place, "2026-03-01", &[("arr", usd(110))]);
    let change = |book: &Book, on| book.facts(on).number("import.arr_change");
    assert_eq!(change(&book, "2026-02-28"), None);
    assert!((change(&book, "2026-03-01").unwrap() - 0.05).abs() < 1e-12);
    assert!(change(&book, "2026-03-14").is_some());
    assert_eq!(change(&book, "2026-03-15"), None);
    let mut grown = Book::of_one("2025-01-01");
    grown.add(Kind::Contract, "2026-01-01", &contract(100));
    grown.add(Kind::Contract, "2026-03-01", &contract(100));
    assert_eq!(change(&grown, "2026-03-01"), None);
}

#[test]
fn a_file_that_empties_a_key_field_or_takes_a_role_is_seen() {
    let mut book = Book::of_one("2025-01-01");
    let place = book.add(Kind::Contract, "2026-01-01", &[("notice_days", Value::Days(30.0))]);
    let person = [("name", Value::text("Ann")), ("roles", Value::list(["champion"]))];
    let ann = book.add(Kind::Contact, "2026-01-01", &person);
    let facts = book.facts("2026-02-28");
    assert_eq!(facts.number("import.emptied"), Some(0.0));
    assert_eq!(facts.number("import.roles_lost"), Some(0.0));
    let mut emptied = version(7, "2026-03-01", &[("notice_days", Value::Days(0.0))]);
    emptied.patch.iter_mut().for_each(|it| it.1 = None);
    book.accounts[0].records[place].versions.push(emptied);
    book.revise(ann, "2026-03-01", &[("is_active", Value::Flag(false))]);
    let facts = book.facts("2026-03-01");
    assert_eq!(facts.number("import.emptied"), Some(1.0));
    assert_eq!(facts.number("import.roles_lost"), Some(1.0));
    assert!(book.lines_behind("import.emptied", "2026-03-01").contains(&7));
}
