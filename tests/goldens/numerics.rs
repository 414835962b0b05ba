//! Special functions, quantiles and rounding.

use rounds::engine::formulas::round_half_away;
use rounds::engine::series::{
    beta_quantile, betainc, binomial_at_least, chi2_quantile, gammainc_p, ln_gamma,
    negative_binomial_at_least, norm_cdf, norm_quantile, poisson_at_least, quantile,
};
use serde_json::{Value, json};

use super::Op;
use super::inputs::Inputs;

pub(super) const OPS: &[Op] = &[
    ("quantile", |it| json!(quantile(&mut it.nums("values"), it.num("p")))),
    ("round_half_away", |it| {
        let digits = it.maybe_num("nd").unwrap_or_default() as u32;
        json!(it.maybe_num("x").map(|x| round_half_away(x, digits)))
    }),
    ("special", special),
];

fn special(it: &Inputs) -> Value {
    let args = it.nums("args");
    json!(match it.text("f") {
        "beta_ppf" => beta_quantile(args[0], args[1], args[2]),
        "betainc" => betainc(args[0], args[1], args[2]),
        "binom_sf_ge" => binomial_at_least(args[0] as u32, args[1] as u32, args[2]),
        "chi2_ppf" => chi2_quantile(args[0], args[1]),
        "gammainc_p" => gammainc_p(args[0], args[1]),
        "lgamma" => ln_gamma(args[0]),
        "nbinom_sf_ge" => negative_binomial_at_least(args[0] as u32, args[1], args[2]),
        "norm_cdf" => norm_cdf(args[0]),
        "norm_ppf" => norm_quantile(args[0]),
        "poisson_sf_ge" => poisson_at_least(args[0] as u32, args[1]),
        other => panic!("no function {other}"),
    })
}
