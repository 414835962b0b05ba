//! NPS, CSAT and effort.

use rounds::engine::formulas::{
    Answer, Classes, Scale, csat, effort, latest_answers, nps, nps_interval, nps_shrunk,
    nps_variance, round_half_away,
};
use serde_json::{Value, json};

use super::Op;
use super::inputs::Inputs;

pub(super) const OPS: &[Op] = &[
    ("ces", |it| {
        let ends = it.nums("scale");
        let scale = Scale { low: ends[0], high: ends[1], easy_from: it.num("positive_from") };
        let found = effort(&scores(it), scale);
        json!({
            "n": found.map_or(0, |it| it.n),
            "mean": found.map(|it| it.mean),
            "pct_positive": found.map(|it| 100.0 * it.easy),
            "score_0_100": found.map(|it| it.points),
        })
    }),
    ("csat", |it| {
        let found = csat(&it.nums("scores"));
        json!({
            "n": found.map_or(0, |it| it.n),
            "csat": found.map(|it| 100.0 * it.share),
            "mean": found.map(|it| it.mean),
        })
    }),
    ("nps", |it| score(&classes(it))),
    ("nps_ci", |it| {
        let classes = classes(it);
        let found = nps_interval(&classes);
        let variance = nps_variance(&classes);
        let error = variance.map(|it| 100.0 * (it / f64::from(classes.n())).sqrt());
        json!({
            "centre": found.centre,
            "low": found.interval.low,
            "high": found.interval.high,
            "trinomial_var": variance,
            "trinomial_se": error,
        })
    }),
    ("nps_latest", |it| {
        let responses = it.list("responses");
        let answers: Vec<Answer<'_>> = responses
            .iter()
            .map(|it| Answer {
                contact: it.text("contact"),
                on: it.day("date"),
                score: it.num("score"),
            })
            .collect();
        let days = i64::from(it.int("window_days"));
        let latest = latest_answers(&answers, it.day("as_of"), days);
        score(&Classes::of(latest.iter().map(|it| it.score)))
    }),
    ("nps_shrunk", |it| {
        let shrunk = nps_shrunk(&classes(it), it.num("prior_nps"));
        json!({ "nps_shrunk": shrunk, "score_0_100": f64::midpoint(shrunk, 100.0) })
    }),
];

/// The answers as a list, or as how often each was given.
fn scores(it: &Inputs) -> Vec<f64> {
    if it.maybe("scores").is_some() {
        return it.nums("scores");
    }
    let repeated = |(answer, n): (String, f64)| vec![answer.parse::<f64>().unwrap(); n as usize];
    it.named("counts").into_iter().flat_map(repeated).collect()
}

fn classes(it: &Inputs) -> Classes {
    if it.maybe("scores").is_some() {
        return Classes::of(it.nums("scores"));
    }
    let (promoters, detractors) = (it.count("promoters"), it.count("detractors"));
    let rest = it.maybe_num("n").map(|n| n as u32 - promoters - detractors);
    let passives = it.maybe_num("passives").map(|it| it as u32).or(rest).unwrap_or_default();
    Classes { promoters, passives, detractors }
}

fn score(classes: &Classes) -> Value {
    let score = nps(classes);
    json!({
        "n": classes.n(),
        "promoters": classes.promoters,
        "passives": classes.passives,
        "detractors": classes.detractors,
        "nps": score,
        "display": score.map(|it| round_half_away(it, 0)),
        "sufficient": classes.is_enough(),
    })
}
