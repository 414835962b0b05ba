//! Renewal forecasts.

use rounds::domain::Currency;
use rounds::engine::revenue::{
    Categorised, Category, Chance, Distribution, Forecast, accuracy, category_rate, expectation,
    roll_up,
};
use serde_json::json;

use super::Op;
use super::inputs::{Inputs, usd};

const USD: Currency = Currency::USD;

pub(super) const OPS: &[Op] = &[
    ("accuracy", |it| {
        let pairs = it.nums("forecast").into_iter().zip(it.nums("actual"));
        let forecasts: Vec<Forecast> =
            pairs.map(|(told, came)| Forecast { told: usd(told), came: usd(came) }).collect();
        let found = accuracy(&forecasts);
        json!({
            "accuracy": found.map(|it| it.accuracy),
            "wape": found.map(|it| it.error),
            "bias": found.map(|it| it.bias),
        })
    }),
    ("beta_binomial", |it| {
        let (came, n) = (it.count("k"), it.count("n"));
        let found = category_rate(came, n, it.num("p0"), it.num("m")).unwrap();
        json!({ "p": found.rate, "low": found.interval.low, "high": found.interval.high })
    }),
    ("categories", |it| {
        let renewals: Vec<Categorised> = it
            .list("opps")
            .iter()
            .map(|it| Categorised {
                category: category(it.text("category")),
                amount: it.money("amount"),
            })
            .collect();
        let found = roll_up(&renewals, USD);
        json!({
            "closed": found.closed.to_f64(),
            "commit": found.commit.to_f64(),
            "most_likely": found.most_likely.to_f64(),
            "best_case": found.best_case.to_f64(),
            "total_due": found.due.to_f64(),
            "gap_best_to_due": found.gap.to_f64(),
        })
    }),
    ("forecast_pmf", |it| {
        let found = Distribution::of(&chances(it), USD).unwrap();
        let quantile = |p: f64| found.quantile(p).unwrap().to_f64();
        json!({
            "p10": quantile(0.1),
            "p50": quantile(0.5),
            "p90": quantile(0.9),
            "p_all": found.chance_of_all(),
        })
    }),
    ("weighted_forecast", |it| {
        let found = expectation(&chances(it), USD);
        json!({
            "expected": found.expected,
            "sd": found.deviation,
            "expected_gross_capped": found.capped,
        })
    }),
];

fn chances(it: &Inputs) -> Vec<Chance> {
    let scale = it.maybe_num("p_scale").unwrap_or(1.0);
    let chance = |it: &Inputs| Chance {
        amount: it.money("amount"),
        due: it.maybe_num("due").map(usd),
        probability: it.num("p") / scale,
    };
    it.list("opps").iter().map(chance).collect()
}

fn category(word: &str) -> Category {
    match word {
        "renewed" => Category::Renewed,
        "commit" => Category::Commit,
        "likely" => Category::Likely,
        "best_case" => Category::BestCase,
        "at_risk" => Category::AtRisk,
        "churn_expected" => Category::ChurnExpected,
        "lost" => Category::Lost,
        "omitted" => Category::Omitted,
        other => panic!("no category {other}"),
    }
}
