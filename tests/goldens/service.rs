//! Support, and the contact with the customer.

use rounds::domain::{Currency, Day};
use rounds::engine::formulas::{
    Paced, Since, Sla, SponsorCoverage, SponsorState, compliance, counted_seats, durations, ratio,
    recency, threads, ticket_rate,
};
use serde_json::{Value, json};

use super::Op;
use super::inputs::Inputs;

pub(super) const OPS: &[Op] = &[
    ("cadence", |it| {
        let cadences = it.object("cadence");
        let paced: Vec<Paced> = it
            .list("accounts")
            .iter()
            .map(|it| Paced {
                cadence_days: cadences.maybe_num(it.text("tier")).map(|it| it as i64),
                days_since: it.maybe_num("days_since").map(|it| it as i64),
                arr: it.money("arr"),
            })
            .collect();
        let found = compliance(&paced, Currency::USD);
        json!({
            "accounts": found.accounts,
            "compliance": found.share,
            "arr_weighted": found.arr_share,
        })
    }),
    ("durations", |it| {
        let values = it.nums("values");
        let found = durations(&values);
        json!({
            "n": values.len(),
            "median": found.map(|it| it.median),
            "p90": found.map(|it| it.p90),
            "mean": found.map(|it| it.mean),
        })
    }),
    ("ratio_pct", |it| json!(ratio(it.num("num"), it.num("den")).map(|it| 100.0 * it))),
    ("recency", |it| {
        let touches = it.list("touches");
        let two_way = touches.iter().filter(|it| it.flag("two_way"));
        let days: Vec<Day> = two_way.map(|it| it.day("date")).collect();
        let found = recency(&days, it.maybe_day("clock_start"), it.day("as_of"));
        json!({
            "days": found.map(|it| it.days),
            "ratio": found.and_then(|found| found.ratio(i64::from(it.int("cadence_days")))),
            "source": found.map(|it| match it.since {
                Since::Touch => "touch",
                Since::ClockStart => "clock_start",
            }),
        })
    }),
    ("sla", |it| {
        let mut found = Sla::default();
        for ticket in it.list("tickets") {
            found.add(ticket.maybe_num("elapsed"), ticket.num("age"), ticket.num("target"));
        }
        json!({
            "attainment": found.attainment(),
            "met": found.met(),
            "missed": found.missed(),
            "pending": found.pending(),
        })
    }),
    ("sponsor", sponsor),
    ("threads", contact_threads),
    ("ticket_rate", |it| {
        let seats = it.num("seats");
        let seats = if it.maybe("min_seats").is_some() { counted_seats(seats) } else { seats };
        json!(ticket_rate(it.num("tickets"), seats, it.num("days")))
    }),
];

fn sponsor(it: &Inputs) -> Value {
    let as_of = Day::from_number(20_000);
    let accounts = it.list("accounts");
    let states = accounts.iter().filter(|it| it.flag("required")).map(|it| {
        let days = it.maybe_num("days_since_exec_touch");
        if it.flag("sponsor_identified") {
            SponsorState::of_sponsor(as_of, days.map(|it| as_of - it as i32))
        } else {
            SponsorState::None
        }
    });
    let found = SponsorCoverage::of(states);
    json!({
        "coverage": found.share(),
        "engaged": found.engaged,
        "stale": found.stale,
        "lapsed": found.lapsed,
        "none": found.none,
    })
}

fn contact_threads(it: &Inputs) -> Value {
    let as_of = it.day("as_of");
    let mut times: Vec<(String, u32)> = Vec::new();
    for touch in it.list("touches").iter().filter(|it| it.flag("two_way")) {
        if !(0..i64::from(it.int("window_days"))).contains(&as_of.days_since(touch.day("date"))) {
            continue;
        }
        let name = touch.text("contact");
        match times.iter_mut().find(|it| it.0 == name) {
            Some(old) => old.1 += 1,
            None => times.push((name.to_owned(), 1)),
        }
    }
    let found = threads(&times.iter().map(|it| it.1).collect::<Vec<_>>());
    json!({
        "active_contacts": found.people,
        "effective_threads": found.effective,
        "top_share": found.top_share,
    })
}
