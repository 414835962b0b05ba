//! Working days, terms, notice, fiscal years and weeks.

use rounds::domain::Day;
use rounds::engine::dates::{
    FiscalYear, Hours, IsoWeek, Moment, NoticePeriod, NoticeState, Roll, Term, business_minutes,
    nth_date, term_end,
};
use serde_json::{Value, json};

use super::Op;
use super::inputs::Inputs;

pub(super) const OPS: &[Op] = &[
    ("add_months", |it| json!(nth_date(it.day("date"), it.int("months"), 1))),
    ("anchored_schedule", |it| {
        let steps = it.int("from_k")..=it.int("to_k");
        steps.map(|k| json!(nth_date(it.day("anchor"), it.int("every_months"), k))).collect()
    }),
    ("busday_count", |it| json!(it.calendar().between(it.day("begin"), it.day("end")))),
    ("busday_offset", |it| {
        let roll = match it.text("roll") {
            "" | "forward" | "following" => Roll::Forward,
            "backward" | "preceding" => Roll::Backward,
            "modifiedfollowing" => Roll::ForwardInMonth,
            "modifiedpreceding" => Roll::BackwardInMonth,
            other => panic!("no roll {other}"),
        };
        json!(it.calendar().offset(it.day("date"), it.int("offset"), roll))
    }),
    ("business_minutes", |it| {
        let hours = Hours { open: it.num("open_min") as i64, close: it.num("close_min") as i64 };
        let (from, to) = (moment(it.text("from")), moment(it.text("to")));
        json!(business_minutes(from, to, hours, &it.calendar()))
    }),
    ("fiscal", |it| {
        let year = FiscalYear::beginning(it.count("fy_start_month")).unwrap();
        let quarter = year.quarter_of(it.day("date"));
        json!({
            "fy": quarter.year,
            "q": quarter.number,
            "q_start": quarter.start,
            "q_end": quarter.end,
        })
    }),
    ("iso_week", |it| {
        let week = IsoWeek::of(it.day("date"));
        json!({
            "iso_year": week.year,
            "iso_week": week.number,
            "weekday": it.day("date").weekday() + 1,
            "week_start": week.monday,
            "week_end": week.sunday(),
        })
    }),
    ("notice", notice),
    ("qbr", |it| {
        let year = FiscalYear::beginning(it.count("fy_start_month")).unwrap();
        let held = it.maybe_day("last_qbr_held");
        let review = year.review(it.day("as_of"), it.int("due_bd"), &it.calendar(), held);
        json!({
            "reviews_fy": review.quarter.year,
            "reviews_q": review.quarter.number,
            "due": review.due,
            "status": review.state.word(),
        })
    }),
    ("term", |it| {
        let start = it.day("start");
        let term = Term { start, end: term_end(start, it.int("months")) };
        json!({
            "renewal_date": term.renewal_date(),
            "term_end": term.end,
            "days": term.renewal_date().days_since(term.start),
        })
    }),
];

/// The moment of a text such as `2026-03-02T10:00:00`.
fn moment(text: &str) -> Moment {
    let (day, time) = text.split_once('T').unwrap();
    let mut parts = time.split(':').map(|it| it.parse::<i64>().unwrap());
    let minute = 60 * parts.next().unwrap() + parts.next().unwrap();
    Moment { day: day.parse().unwrap(), minute }
}

fn notice(it: &Inputs) -> Value {
    let clause = it.object("notice");
    let n = clause.int("n");
    let period = match clause.text("unit") {
        "calendar_days" => NoticePeriod::Days(n),
        "business_days" => NoticePeriod::WorkingDays(n),
        _ => NoticePeriod::Months(n),
    };
    let term = Term { start: Day::MIN, end: it.day("term_end") };
    // A clause that counts from the renewal date counts from the end of a term one day longer.
    let counted = match it.text("anchor") {
        "renewal_date" => Term { end: term.renewal_date(), ..term },
        _ => term,
    };
    let found = counted.notice(period, &it.calendar());
    let mut res = json!({ "notice_deadline": found.deadline, "act_by": found.act_by });
    if let Some(as_of) = it.maybe_day("as_of") {
        let state = if it.flag("notice_received") || it.maybe_day("notice_received").is_some() {
            NoticeState::Received
        } else {
            NoticeState::on(as_of, &term, found.deadline, Some(it.flag("auto_renew")))
        };
        res["status"] = json!(state.word());
        res["days_left"] = json!(found.deadline.days_since(as_of));
    }
    res
}
