//! The values that a share of a chi-squared or beta distribution stays below.

use super::special::{betainc, gammainc_p};

/// Halvings after which an interval of doubles has shrunk to a point.
const HALVINGS: u32 = 200;

/// The chi-squared value of `freedom` degrees of freedom that a share `p` stays below.
pub fn chi2_quantile(p: f64, freedom: f64) -> f64 {
    let share = |x: f64| gammainc_p(freedom / 2.0, x / 2.0);
    let mut high = (4.0 * freedom).max(10.0);
    while share(high) < p && high < f64::MAX / 2.0 {
        high *= 2.0;
    }
    rising_zero(|x| share(x) - p, high)
}

/// The beta value, 0 to 1, that a share `p` stays below.
pub fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    rising_zero(|x| betainc(a, b, x) - p, 1.0)
}

/// Where a function that rises from 0 to `high` is 0, by bisection.
fn rising_zero(value: impl Fn(f64) -> f64, mut high: f64) -> f64 {
    let mut low = 0.0;
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if value(middle) > 0.0 {
            high = middle;
        } else {
            low = middle;
        }
        if high - low <= 1e-15 * middle {
            break;
        }
    }
    f64::midpoint(low, high)
}
