//! How good forecasts were, and how often a category came true.

use crate::domain::Money;
use crate::engine::formulas::ratio;
use crate::engine::series::{Interval, beta_quantile};

/// What was forecast and what came, in one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forecast {
    /// What was told before.
    pub told: Money,
    /// What came.
    pub came: Money,
}

/// How good some forecasts were.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Accuracy {
    /// `max(0, 1 - error)`.
    pub accuracy: f64,
    /// The sum of absolute errors over what came (WAPE).
    pub error: f64,
    /// The sum of errors over what came; above 0 where too much was told.
    pub bias: f64,
}

/// A rate from few cases, drawn towards what is usual.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CategoryRate {
    /// The rate.
    pub rate: f64,
    /// Its 95 % interval.
    pub interval: Interval,
}

/// How good forecasts were; nothing where nothing came.
pub fn accuracy(forecasts: &[Forecast]) -> Option<Accuracy> {
    let off = |it: &Forecast| it.told.to_f64() - it.came.to_f64();
    let came: f64 = forecasts.iter().map(|it| it.came.to_f64()).sum();
    let error = ratio(forecasts.iter().map(|it| off(it).abs()).sum(), came)?;
    let bias = ratio(forecasts.iter().map(off).sum(), came)?;
    Some(Accuracy { accuracy: (1.0 - error).max(0.0), error, bias })
}

/// The rate at which a category came true, `(k + m p) / (n + m)`: the usual rate `p` counts as much as
/// `m` cases, with the interval of the beta distribution. Nothing where neither cases nor weight are
/// given, or more came true than there were.
pub fn category_rate(came: u32, n: u32, usual: f64, weight: f64) -> Option<CategoryRate> {
    let failed = f64::from(n.checked_sub(came)?);
    let (a, b) = (f64::from(came) + weight * usual, failed + weight * (1.0 - usual));
    let rate = ratio(a, a + b)?;
    let end = |p: f64| beta_quantile(p, a, b);
    Some(CategoryRate { rate, interval: Interval { low: end(0.025), high: end(0.975) } })
}
