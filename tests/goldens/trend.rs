//! Trends, levels, weeks and control charts of a series.

use rounds::engine::series::{
    At, Cusum, Decline, Ewma, autocorrelation, cusum_run_length, fill_week, hamed_rao,
    kendall_tau_b, least_p_decline, level_shift, mad, mad_factor, mann_kendall, mann_kendall_exact,
    median, modified_z, normal_by, siegel, theil_sen, week_pace, weekday_profile,
};
use serde_json::{Map, Value, json};

use super::Op;
use super::inputs::Inputs;

pub(super) const OPS: &[Op] = &[
    ("cusum", |it| {
        let chart = Cusum { target: it.num("target"), slack: it.num("k"), limit: it.num("h") };
        let run = chart.run(&it.nums("x"));
        json!({ "hi": run.high, "lo": run.low, "first_signal": counted(run.first_signal) })
    }),
    ("cusum_arl", |it| json!(cusum_run_length(it.num("h"), it.num("k"), it.num("shift")))),
    ("ewma", |it| {
        let (target, values) = (it.num("target"), it.known("x"));
        let (sigma, weight, reach) = (it.num("sigma"), it.num("lambda"), it.num("L"));
        let chart = Ewma { target, sigma, weight, reach };
        json!({
            "ewma": chart.averages(&values),
            "ucl": target + chart.limit(),
            "lcl": target - chart.limit(),
            "first_signal_exact": counted(chart.first_signal(&values)),
        })
    }),
    ("fill_week", |it| {
        let profile = weekday_profile(&it.weeks("profile_weeks"));
        let least = it.maybe_num("min_share").unwrap_or(0.6);
        json!(fill_week(&it.week("week"), &profile, least))
    }),
    ("kendall_tau_b", |it| json!(kendall_tau_b(&points(it)))),
    ("lag1", |it| json!(autocorrelation(&it.nums("y"), 1))),
    ("mad", |it| {
        let found = mad(&mut it.nums("values"));
        json!({
            "median": median(&mut it.nums("values")),
            "mad": found,
            "scaled": found.map(|it| it * mad_factor(usize::MAX)),
        })
    }),
    ("mk", |it| decline(mann_kendall(&it.nums("y")))),
    ("mk_exact", |it| decline(mann_kendall_exact(&it.nums("y")))),
    ("mk_hamed_rao", |it| {
        let found = hamed_rao(&it.nums("y")).unwrap();
        json!({
            "S": found.s,
            "n_ratio": found.widened,
            "var": found.variance,
            "z": found.z,
            "p_two_sided": found.p_two_sided,
        })
    }),
    ("mk_min_p", |it| {
        let least = |n: f64| {
            let p = least_p_decline(n as u32);
            (n.to_string(), json!({ "one_sided": p, "two_sided": 2.0 * p }))
        };
        it.nums("n").into_iter().map(least).collect::<Map<_, _>>().into()
    }),
    ("modified_z", |it| match modified_z(&it.nums("values")) {
        Some(found) => json!(found),
        None => it.nums("values").iter().map(|_| Value::Null).collect(),
    }),
    ("quasi_shift", |it| {
        let found = level_shift(&it.known("y"), it.size("k"), it.size("n"));
        json!({
            "z": found.map(|it| it.z),
            "phi": found.map(|it| it.phi),
            "drop": found.and_then(|it| it.drop),
            "p_decline": found.map(|it| it.p_decline),
        })
    }),
    ("robust_z", |it| {
        let usual = normal_by(&it.known("baseline"), it.num("c"));
        json!({
            "n": usual.map_or(it.nums("baseline").len(), |it| it.n),
            "median": usual.map(|it| it.median),
            "sigma": usual.map(|it| it.sigma),
            "z": usual.map(|usual| usual.z(it.num("x"))),
        })
    }),
    ("siegel", |it| {
        let found = siegel(&points(it)).unwrap();
        json!({ "slope": found.slope, "intercept": found.intercept })
    }),
    ("theil_sen", |it| {
        let confidence = it.maybe_num("conf").unwrap_or(0.95);
        theil_sen(&points(it), confidence).map_or(Value::Null, |found| {
            json!({
                "slope": found.slope,
                "low": found.low,
                "high": found.high,
                "intercept_separate": found.intercept,
                "intercept_joint": found.joint_intercept,
            })
        })
    }),
    ("weekday_baseline", |it| json!(weekday_profile(&it.weeks("weeks")))),
    ("wtd_pace", |it| {
        let days = it.size("days_observed");
        let found = week_pace(&it.weeks("weeks"), &it.week("current"), days).unwrap();
        json!({
            "week_to_date": found.to_date,
            "expected_to_date": found.expected,
            "pace": found.pace,
            "projected_week": found.projected,
            "median_week": found.usual,
        })
    }),
];

/// The points of the lists `x`, or the places from 0 where there is none, and `y`.
fn points(it: &Inputs) -> Vec<At> {
    let ys = it.nums("y");
    let xs = match it.maybe("x") {
        Some(_) => it.nums("x"),
        None => (0..ys.len()).map(|it| it as f64).collect(),
    };
    xs.into_iter().zip(ys).map(|(x, y)| At { x, y }).collect()
}

/// A place counted from 1.
fn counted(place: Option<usize>) -> Option<usize> {
    place.map(|it| it + 1)
}

fn decline(found: Option<Decline>) -> Value {
    let found = found.unwrap();
    json!({
        "S": found.s,
        "tau_a": found.tau,
        "var": found.variance,
        "z": found.z,
        "p_two_sided": found.p_two_sided,
        "p_decline": found.p_decline,
    })
}
