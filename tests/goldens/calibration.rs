//! Whether scores told what happened.

use rounds::domain::Pillar;
use rounds::engine::calibration::{
    Bin, Logit, Sample, auc, average_precision, brier, firth, isotonic, lift, mann_whitney, murphy,
    nonnegative_logit, reliability, reliability_by_width, ridge_logit, shrunk_weights,
};
use rounds::engine::health::PillarWeights;
use rounds::engine::series::{At, Interval, clopper_pearson, none_seen, wilson};
use serde_json::{Map, Value, json};

use super::Op;
use super::inputs::{Inputs, ends};

pub(super) const OPS: &[Op] = &[
    ("auc", |it| {
        let found = auc(&it.cases()).unwrap();
        json!({
            "auc": found.area,
            "events": found.events,
            "nonevents": found.others,
            "se_delong": found.delong,
            "se_hanley_mcneil": found.hanley_mcneil,
            "ci_wald": found.wald_interval().map(ends),
            "ci_logit": found.interval().map(ends),
        })
    }),
    ("average_precision", |it| json!(average_precision(&it.cases()))),
    ("brier", |it| {
        let found = brier(&it.cases()).unwrap();
        json!({
            "brier": found.score,
            "base_rate": found.base_rate,
            "brier_ref": found.reference,
            "bss": found.skill,
        })
    }),
    ("calibration_uniform", |it| {
        let bins = reliability_by_width(&it.cases(), it.size("bins"));
        json!({
            "prob_true": bins.iter().map(Bin::rate).collect::<Vec<_>>(),
            "prob_pred": bins.iter().map(|it| it.told).collect::<Vec<_>>(),
        })
    }),
    ("clopper", |it| interval(clopper_pearson(it.count("k"), it.count("n"), 0.95))),
    ("firth", |it| {
        let found = firth(&samples(it)).unwrap();
        json!({ "beta": coefficients(&found.model), "se": found.errors })
    }),
    ("isotonic", |it| {
        let points = it.nums("x").into_iter().zip(it.nums("y"));
        let points: Vec<At> = points.map(|(x, y)| At { x, y }).collect();
        let fit = isotonic(&points);
        json!({
            "x": fit.iter().map(|it| it.x).collect::<Vec<_>>(),
            "fit": fit.iter().map(|it| it.y).collect::<Vec<_>>(),
        })
    }),
    ("lift", |it| {
        let slices = lift(&it.cases(), it.size("bins")).unwrap();
        slices
            .iter()
            .map(|it| {
                json!({
                    "n": it.n,
                    "events": it.events,
                    "lift": it.lift,
                    "cum_capture": it.captured,
                })
            })
            .collect()
    }),
    ("logit_nonneg", |it| {
        coefficients(&nonnegative_logit(&samples(it), it.num("lambda")).unwrap())
    }),
    ("logit_ridge", |it| coefficients(&ridge_logit(&samples(it), it.num("lambda")).unwrap())),
    ("murphy", |it| {
        let found = murphy(&it.cases()).unwrap();
        json!({
            "rel": found.reliability,
            "res": found.resolution,
            "unc": found.uncertainty,
            "brier": found.score(),
        })
    }),
    ("mwu", |it| json!(mann_whitney(&it.nums("x"), &it.nums("y")))),
    ("reliability", |it| {
        let bins = reliability(&it.cases(), it.size("bins"));
        bins.iter()
            .map(|it| {
                let interval = it.interval().unwrap();
                json!({
                    "n": it.n,
                    "mean_p": it.told,
                    "events": it.events,
                    "rate": it.rate(),
                    "low": interval.low,
                    "high": interval.high,
                })
            })
            .collect()
    }),
    ("rule_of_three", |it| {
        let found = none_seen(it.count("n")).unwrap();
        json!({ "exact_upper": found.at_most, "three_over_n": found.three_over_n })
    }),
    ("weight_shrink", weight_shrink),
    ("wilson", |it| interval(wilson(it.count("k"), it.count("n")))),
];

fn interval(found: Option<Interval>) -> Value {
    let found = found.unwrap();
    json!({ "low": found.low, "high": found.high })
}

fn samples(it: &Inputs) -> Vec<Sample> {
    let values = |row: Vec<Value>| row.iter().map(|it| it.as_f64().unwrap()).collect();
    let rows = it.rows("X").into_iter().zip(it.nums("y"));
    rows.map(|(row, y)| Sample { values: values(row), had_event: y > 0.5 }).collect()
}

fn coefficients(model: &Logit) -> Value {
    json!([&[model.intercept], model.slopes.as_slice()].concat())
}

/// The names of the goldens stand for the pillars in their order.
fn weight_shrink(it: &Inputs) -> Value {
    let weights = |key: &str| {
        let mut res = PillarWeights::default();
        for ((_, weight), &pillar) in it.named(key).into_iter().zip(Pillar::ALL) {
            res.set(pillar, weight);
        }
        res
    };
    let (usual, fitted) = (weights("default"), weights("fitted"));
    let found = shrunk_weights(&usual, &fitted, it.count("events"), it.num("tau")).unwrap();
    let names = it.named("default").into_iter().zip(Pillar::ALL);
    let shrunk: Map<String, Value> =
        names.map(|((name, _), pillar)| (name, json!(found.weights.get(*pillar)))).collect();
    json!({ "kappa": found.trust, "weights": shrunk })
}
