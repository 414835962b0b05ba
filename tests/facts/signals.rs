//! What people did and said: answers, meetings, newcomers, questions, advice, results.

use rounds::domain::{Kind, Value};

use super::support::{Book, Fields, date};

fn activity(book: &mut Book, on: &str, fields: Fields<'_>) {
    let mut all = vec![("on", date(on))];
    all.extend(fields.iter().cloned());
    book.add(Kind::Activity, on, &all);
}

fn mail(book: &mut Book, on: &str, direction: &str) {
    let fields = [("type", Value::text("email")), ("direction", Value::text(direction))];
    activity(book, on, &fields);
}

#[test]
fn what_we_wrote_counts_as_unanswered_until_the_customer_takes_part_again() {
    let mut book = Book::of_one("2025-01-01");
    mail(&mut book, "2026-01-01", "inbound");
    for on in ["2026-01-01", "2026-01-05", "2026-01-10", "2026-01-15"] {
        mail(&mut book, on, "outbound");
    }
    let facts = book.facts("2026-01-19");
    // The one of the day of their own mail is no sign of silence.
    assert_eq!(facts.number("touch.unanswered"), Some(3.0));
    assert_eq!(facts.number("touch.unanswered_days"), Some(14.0));
    assert_eq!(book.lines_behind("touch.unanswered", "2026-01-19").len(), 3);
    assert_eq!(book.facts("2026-01-14").number("touch.unanswered"), Some(2.0));
    mail(&mut book, "2026-01-20", "inbound");
    let facts = book.facts("2026-01-20");
    assert_eq!(facts.number("touch.unanswered"), Some(0.0));
    assert_eq!(facts.get("touch.unanswered_days"), None);
}

#[test]
fn without_a_log_nobody_knows_what_was_answered_or_declined() {
    let facts = Book::of_one("2025-01-01").facts("2026-01-31");
    for fact in ["touch.unanswered", "touch.unanswered_days", "touch.declined_30d"] {
        assert_eq!(facts.get(fact), None, "{fact}");
    }
}

#[test]
fn a_meeting_that_was_declined_or_missed_is_no_contact_and_counts_for_30_days() {
    let meeting = |field: &'static str, word: &str| {
        let mut book = Book::of_one("2025-01-01");
        let fields = [("type", Value::text("meeting")), (field, Value::text(word))];
        activity(&mut book, "2026-01-02", &fields);
        book
    };
    for (field, word) in [
        ("outcome", "Declined"),
        ("outcome", "No show"),
        ("outcome", "NO_SHOW"),
        ("type", "meeting no-show"),
        ("subject", "Declined: weekly talk"),
    ] {
        let book = meeting(field, word);
        let declined = |on: &str| book.facts(on).number("touch.declined_30d");
        assert_eq!(declined("2026-01-02"), Some(1.0), "{field} {word}");
        assert_eq!(declined("2026-01-31"), Some(1.0), "{field} {word}");
        assert_eq!(declined("2026-02-01"), Some(0.0), "{field} {word}");
        assert_eq!(book.facts("2026-01-31").number("touch.count_90d"), Some(0.0));
    }
    let mut held = meeting("outcome", "Completed");
    assert_eq!(held.facts("2026-01-31").number("touch.declined_30d"), Some(0.0));
    assert_eq!(held.facts("2026-01-31").number("touch.count_90d"), Some(1.0));
    let fields = [("type", Value::text("meeting")), ("outcome", Value::text("no_show"))];
    activity(&mut held, "2026-01-10", &fields);
    assert_eq!(held.facts("2026-01-31").number("touch.declined_30d"), Some(1.0));
    activity(&mut held, "2026-01-12", &[("type", Value::text("call"))]);
    assert_eq!(held.facts("2026-01-31").number("touch.declined_30d"), Some(0.0));
}

fn person(book: &mut Book, created: Option<&str>, fields: Fields<'_>) {
    let mut all = fields.to_vec();
    all.extend(created.map(|it| ("created_on", date(it))));
    book.add(Kind::Contact, created.unwrap_or("2025-01-01"), &all);
}

#[test]
fn a_department_is_new_where_all_its_people_are_and_others_are_not() {
    let team = |name| [("department", Value::text(name))];
    let mut book = Book::of_one("2025-01-01");
    person(&mut book, None, &team("IT"));
    assert_eq!(book.facts("2026-01-31").get("contacts.new_team"), None, "no dates");
    person(&mut book, Some("2025-02-01"), &team("IT"));
    person(&mut book, Some("2025-12-03"), &team("Finance"));
    person(&mut book, Some("2026-01-10"), &team("finance"));
    person(&mut book, Some("2026-01-10"), &team("IT"));
    let facts = book.facts("2026-01-31");
    assert_eq!(facts.number("contacts.new_team"), Some(2.0));
    assert_eq!(facts.text("contacts.new_team_name").as_deref(), Some("Finance"));
    assert_eq!(book.facts("2026-02-01").number("contacts.new_team"), Some(0.0));
    person(&mut book, None, &team("Finance"));
    assert_eq!(book.facts("2026-01-31").number("contacts.new_team"), Some(0.0));
}

#[test]
fn the_first_people_of_an_account_are_no_new_team() {
    let mut book = Book::of_one("2026-01-01");
    for _ in 0..6 {
        person(&mut book, Some("2026-01-05"), &[("department", Value::text("IT"))]);
    }
    assert_eq!(book.facts("2026-01-31").number("contacts.new_team"), Some(0.0));
}

#[test]
fn an_executive_is_known_by_role_or_title_and_new_since_the_day_they_were_added() {
    let since = |field: &'static str, value: Value| {
        let mut book = Book::of_one("2025-01-01");
        person(&mut book, Some("2026-01-17"), &[(field, value)]);
        book.facts("2026-01-31").number("contacts.new_executive_days")
    };
    assert_eq!(since("roles", Value::list(["exec_sponsor"])), Some(14.0));
    assert_eq!(since("roles", Value::list(["decision_maker"])), Some(14.0));
    for title in ["CFO", "VP Sales", "Chief of Staff", "Managing Director, EMEA"] {
        assert_eq!(since("title", Value::text(title)), Some(14.0), "{title}");
    }
    for title in ["Analyst", "Director's assistant", "MVP developer"] {
        assert_eq!(since("title", Value::text(title)), None, "{title}");
    }
    let mut undated = Book::of_one("2025-01-01");
    person(&mut undated, None, &[("title", Value::text("CEO"))]);
    assert_eq!(undated.facts("2026-01-31").get("contacts.new_executive_days"), None);
}

#[test]
fn a_question_about_leaving_is_read_from_tickets_talks_and_notes() {
    let asked = |kind, fields: Fields<'_>| {
        let mut book = Book::of_one("2025-01-01");
        book.add(kind, "2026-01-10", fields);
        book.facts("2026-01-31").number("asked.export_days")
    };
    let on = || ("on", date("2026-01-10"));
    let ticket = |subject| {
        let fields = [("created_on", date("2026-01-10")), ("subject", Value::text(subject))];
        asked(Kind::Ticket, &fields)
    };
    assert_eq!(ticket("How do we get a full EXPORT of our data?"), Some(21.0));
    assert_eq!(ticket("Export to CSV shows wrong decimals"), None);
    let call = ("type", Value::text("call"));
    let words = ("notes", Value::text("They are migrating away in spring."));
    assert_eq!(asked(Kind::Activity, &[on(), call, words.clone()]), Some(21.0));
    // What we wrote ourselves is no question of theirs.
    let sent = ("direction", Value::text("outbound"));
    assert_eq!(asked(Kind::Activity, &[on(), sent, words]), None);
    let note = ("text", Value::text("Asked about offboarding"));
    assert_eq!(asked(Kind::Note, &[on(), note]), Some(21.0));
}

#[test]
fn a_question_about_the_price_lasts_180_days_or_until_the_next_outcome() {
    let mut book = Book::of_one("2025-01-01");
    let note = [("on", date("2026-01-10")), ("text", Value::text("wants 40 fewer seats"))];
    book.add(Kind::Note, "2026-01-10", &note);
    let since = |book: &Book, on: &str| book.facts(on).number("asked.contraction_days");
    assert_eq!(since(&book, "2026-01-10"), Some(0.0));
    assert_eq!(since(&book, "2026-07-08"), Some(179.0));
    assert_eq!(since(&book, "2026-07-09"), None);
    assert_eq!(book.lines_behind("asked.contraction_days", "2026-02-01").len(), 1);
    let outcome = [("on", date("2026-02-01")), ("result", Value::text("contracted"))];
    book.add(Kind::Outcome, "2026-02-01", &outcome);
    assert_eq!(since(&book, "2026-01-31"), Some(21.0));
    assert_eq!(since(&book, "2026-02-01"), None);
}

#[test]
fn advice_grows_old_until_it_is_done() {
    let mut book = Book::of_one("2025-01-01");
    assert_eq!(book.facts("2026-01-31").get("plan.advice_open_days"), None);
    let created = ("created_on", date("2026-01-01"));
    let plain = [created.clone(), ("title", Value::text("Call them"))];
    book.add(Kind::Task, "2026-01-01", &plain);
    assert_eq!(book.facts("2026-01-31").get("plan.advice_open_days"), None);
    let tagged = [created, ("tags", Value::list(["Recommendation"]))];
    let place = book.add(Kind::Task, "2026-01-01", &tagged);
    let advice = [("created_on", date("2026-01-10")), ("type", Value::text("advice"))];
    book.add(Kind::Milestone, "2026-01-10", &advice);
    assert_eq!(book.facts("2026-01-31").number("plan.advice_open_days"), Some(30.0));
    book.revise(place, "2026-01-20", &[("done_on", date("2026-01-20"))]);
    assert_eq!(book.facts("2026-01-19").number("plan.advice_open_days"), Some(18.0));
    assert_eq!(book.facts("2026-01-31").number("plan.advice_open_days"), Some(21.0));
}

#[test]
fn an_objective_is_achieved_on_the_day_it_was_measured() {
    let mut book = Book::of_one("2025-01-01");
    let fields = [("created_on", date("2025-06-01")), ("status", Value::text("on_track"))];
    let place = book.add(Kind::Objective, "2025-06-01", &fields);
    assert_eq!(book.facts("2026-01-31").get("plan.achieved_days"), None);
    let reached = [("status", Value::text("achieved")), ("measured_on", date("2026-01-17"))];
    book.revise(place, "2026-01-17", &reached);
    assert_eq!(book.facts("2026-01-16").get("plan.achieved_days"), None);
    assert_eq!(book.facts("2026-01-31").number("plan.achieved_days"), Some(14.0));
}

fn ticket(book: &mut Book, account: usize, on: &str) {
    book.add_to(account, Kind::Ticket, on, &[("created_on", date(on))]);
}

#[test]
fn silence_towards_support_is_counted_while_others_write() {
    let mut book = Book::of_one("2025-01-01");
    for month in ["2025-07", "2025-08", "2025-09", "2025-10", "2025-11", "2025-12"] {
        for day in ["01", "11", "21"] {
            ticket(&mut book, 0, &format!("{month}-{day}"));
        }
    }
    assert_eq!(book.facts("2026-02-04").number("tickets.silent_days"), Some(0.0));
    let other = book.account("other", "2025-01-01");
    ticket(&mut book, other, "2026-02-04");
    let facts = book.facts("2026-03-01");
    assert_eq!(facts.number("tickets.silent_days"), Some(45.0));
    // 18 tickets in the 174 days from the first to the last.
    let habit = facts.number("tickets.habit").unwrap();
    assert!((habit - 18.0 * 30.0 / 174.0).abs() < 1e-9, "{habit}");
    assert_eq!(
        book.facts_of(other, "2026-03-01").number("tickets.habit").map(f64::round),
        Some(0.0)
    );
}

#[test]
fn a_habit_needs_90_days_of_tickets() {
    let mut book = Book::of_one("2025-10-04");
    ticket(&mut book, 0, "2025-10-04");
    ticket(&mut book, 0, "2025-12-31");
    assert_eq!(book.facts("2026-01-31").get("tickets.habit"), None, "89 days");
    ticket(&mut book, 0, "2026-01-01");
    assert_eq!(book.facts("2026-01-31").number("tickets.habit"), Some(1.0));
}

fn survey(book: &mut Book, on: &str, ty: &str, who: &str, score: f64) {
    let fields = [
        ("on", date(on)),
        ("type", Value::text(ty)),
        ("contact", Value::text(who)),
        ("score", Value::Number(score)),
    ];
    book.add(Kind::Survey, on, &fields);
}

#[test]
fn an_answer_is_held_against_what_the_same_person_said_before() {
    let mut book = Book::of_one("2025-01-01");
    survey(&mut book, "2025-06-01", "nps", "Ann", 9.0);
    survey(&mut book, "2025-06-01", "nps", "Bob", 3.0);
    survey(&mut book, "2026-01-10", "nps", "Cid", 2.0);
    let facts = book.facts("2026-01-31");
    assert_eq!((facts.get("nps.change"), facts.get("nps.class_fell")), (None, None));
    survey(&mut book, "2026-01-10", "nps", "Ann", 8.0);
    survey(&mut book, "2026-01-10", "nps", "Bob", 6.0);
    let facts = book.facts("2026-01-31");
    assert_eq!(facts.number("nps.change"), Some(-1.0));
    assert_eq!(facts.flag("nps.class_fell"), Some(true));
    // After 90 days the answer is old.
    assert_eq!(book.facts("2026-04-09").number("nps.change"), Some(-1.0));
    assert_eq!(book.facts("2026-04-10").get("nps.change"), None);
    survey(&mut book, "2026-01-20", "nps", "Bob", 2.0);
    let facts = book.facts("2026-01-31");
    assert_eq!(facts.number("nps.change"), Some(-4.0));
}

#[test]
fn the_last_ratings_are_those_of_surveys_and_tickets_together() {
    let mut book = Book::of_one("2025-01-01");
    survey(&mut book, "2026-01-05", "csat", "Ann", 2.0);
    survey(&mut book, "2026-01-10", "csat", "Bob", 1.0);
    let facts = book.facts("2026-01-31");
    assert_eq!(facts.get("csat.best_of_3"), None);
    assert_eq!(facts.number("csat.worst_of_2"), Some(1.0));
    let place = book.add(Kind::Ticket, "2026-01-15", &[("created_on", date("2026-01-15"))]);
    let solved = [("closed_on", date("2026-01-20")), ("csat", Value::Number(2.0))];
    book.revise(place, "2026-01-20", &solved);
    assert_eq!(book.facts("2026-01-31").number("csat.best_of_3"), Some(2.0));
    assert_eq!(book.lines_behind("csat.best_of_3", "2026-01-31").len(), 4);
    survey(&mut book, "2026-01-25", "csat", "Ann", 5.0);
    survey(&mut book, "2026-01-26", "csat", "Bob", 4.0);
    let facts = book.facts("2026-01-31");
    assert_eq!(facts.number("csat.best_of_3"), Some(5.0));
    assert_eq!(facts.number("csat.worst_of_2"), Some(4.0));
    assert_eq!(book.facts("2026-07-25").get("csat.worst_of_2"), None, "180 days");
}
