//! What customers are worth while they stay.

use crate::domain::Money;
use crate::engine::formulas::ratio;

/// What a customer brings in all, on average.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LifetimeValue {
    /// In major units; nothing where nobody leaves and no floor is set.
    pub value: Option<f64>,
    /// Whether the floor took the churn's place, so that the value is at least this.
    pub is_at_least: bool,
}

/// Revenue per account and period times its margin, over the churn of a period. Where churn is below
/// the floor, the floor takes its place: a year without churn makes nobody stay for ever.
pub fn lifetime_value(
    revenue: Money,
    margin: f64,
    churn: f64,
    floor: Option<f64>,
) -> LifetimeValue {
    let counted = floor.map_or(churn, |it| it.max(churn));
    LifetimeValue {
        value: ratio(revenue.to_f64() * margin, counted),
        is_at_least: floor.is_some_and(|it| churn < it),
    }
}

/// A monthly churn as that of a year, `1 - (1 - c)^12`: 3 % a month are 30.6 %, not 36 %.
pub fn annual_churn(monthly: f64) -> f64 {
    1.0 - (1.0 - monthly).powi(12)
}
