//! Tests of small counts.

use rounds::engine::series::{
    Counted, binomial_at_least, dispersion, e_test, false_discovery, gap_probability, garwood,
    negative_binomial_tail, poisson_at_least, predictive_tail, same_rate_tail,
};
use serde_json::{Value, json};

use super::Op;
use super::inputs::Inputs;

pub(super) const OPS: &[Op] = &[
    ("bh", |it| {
        let adjusted = false_discovery(&it.nums("p"));
        let rejected: Vec<bool> = adjusted.iter().map(|p| *p <= it.num("q")).collect();
        json!({ "adjusted": adjusted, "reject": rejected })
    }),
    ("binom_tail", binomial_tail),
    ("cond_binom", |it| {
        json!(same_rate_tail(it.count("x1"), it.count("x0"), it.num("e1"), it.num("e0")))
    }),
    ("dispersion", |it| {
        let found = dispersion(&it.nums("y")).unwrap();
        json!({
            "mean": found.mean,
            "var": found.variance,
            "phi": found.ratio,
            "chi2": found.chi2,
            "p": found.p,
        })
    }),
    ("etest", |it| {
        let counted = |events: &str, exposure: &str| Counted {
            events: it.count(events),
            exposure: it.num(exposure),
        };
        let found = e_test(counted("k1", "n1"), counted("k2", "n2"));
        let p = if it.text("side") == "greater" { found.p_higher } else { found.p_two_sided };
        json!({ "statistic": found.statistic, "p": p })
    }),
    ("gamma_poisson", |it| {
        json!(predictive_tail(it.count("x1"), it.count("x0"), it.num("e1"), it.num("e0")))
    }),
    ("gap", |it| json!(gap_probability(it.count("active"), it.count("periods"), it.count("gap")))),
    ("garwood", |it| {
        let counted = Counted { events: it.count("x"), exposure: it.num("exposure") };
        let found = garwood(counted, 0.95);
        json!({ "low": found.low, "high": found.high })
    }),
    ("nb_tail", |it| json!(negative_binomial_tail(it.count("x"), it.num("mean"), it.num("var")))),
    ("poisson_tail", |it| json!(poisson_at_least(it.count("x"), it.num("mu")))),
];

fn binomial_tail(it: &Inputs) -> Value {
    let (k, n, p) = (it.count("k"), it.count("n"), it.num("p"));
    json!(match it.text("side") {
        "greater" => binomial_at_least(k, n, p),
        _ => 1.0 - binomial_at_least(k + 1, n, p),
    })
}
