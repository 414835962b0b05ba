//! Seats, features, people in use, and time to value.

use rounds::engine::formulas::{
    Feature, Seats, Visit, Wait, active_users, breadth, depth, expected_utilisation, kaplan_meier,
    license_band, ratio,
};
use rounds::engine::series::median;
use serde_json::{Value, json};

use super::Op;
use super::inputs::{Inputs, day};

pub(super) const OPS: &[Op] = &[
    ("active", |it| {
        let events = it.rows("events");
        let visits: Vec<Visit<'_>> = events
            .iter()
            .map(|it| Visit { user: it[0].as_str().unwrap(), on: day(&it[1]) })
            .collect();
        let found = active_users(&visits, it.day("as_of"), &it.calendar());
        let monthly = found.monthly as f64;
        json!({
            "dau": found.daily,
            "wau": found.weekly,
            "mau": found.monthly,
            "stickiness_28d": found.stickiness,
            "stickiness_business_days": found.workday_stickiness,
            "wau_over_mau": ratio(found.weekly as f64, monthly),
        })
    }),
    ("adoption", |it| {
        let features: Vec<Feature> = it
            .list("features")
            .iter()
            .map(|it| Feature {
                is_entitled: it.flag("entitled"),
                users: it.num("users"),
                target_share: it.num("target_share"),
                weight: it.maybe_num("weight").unwrap_or(1.0),
            })
            .collect();
        let fewest = it.maybe_num("min_users").unwrap_or(1.0);
        json!({
            "breadth": breadth(&features, fewest),
            "depth": depth(&features, it.num("active_users")),
        })
    }),
    ("expected_util", |it| {
        json!(expected_utilisation(it.num("months_since_start")).map(|it| 100.0 * it))
    }),
    ("km_median", km_median),
    ("license_band", |it| {
        let band = license_band(it.num("util_pct"), it.num("months"));
        json!(band.map_or("na".to_owned(), |it| it.to_string()))
    }),
    ("seats", |it| {
        let (entitled, assigned) = (it.count("entitled"), it.count("assigned"));
        let seats = Seats { entitled, assigned, active: it.count("active_28d") };
        json!({
            "utilisation": seats.utilisation(),
            "activation": seats.activation(),
            "overage": seats.overage(),
            "headroom": seats.headroom(),
        })
    }),
    ("ttfv", |it| {
        let wait = Wait::of(it.day("start"), it.maybe_day("first_value"), it.day("as_of"));
        let days = Some(wait.days);
        json!({
            "days": days.filter(|_| wait.is_over),
            "censored_at": days.filter(|_| !wait.is_over),
        })
    }),
];

fn km_median(it: &Inputs) -> Value {
    let wait = |row: &Vec<Value>| Wait { days: row[0].as_i64().unwrap(), is_over: row[1] == 1 };
    let waits: Vec<Wait> = it.rows("obs").iter().map(wait).collect();
    let found = kaplan_meier(&waits);
    // What a tool would say that leaves out those who still wait.
    let mut over: Vec<f64> =
        waits.iter().filter(|it| it.is_over).map(|it| it.days as f64).collect();
    json!({
        "curve": found.steps.iter().map(|it| json!([it.days, it.share])).collect::<Vec<_>>(),
        "median": found.median,
        "naive_mean_of_achieved": over.iter().sum::<f64>() / over.len() as f64,
        "naive_median_of_achieved": median(&mut over),
    })
}
