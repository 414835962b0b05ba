//! Recurring revenue: what there is, how it moves, what is at risk and what is to come. Amounts in
//! other currencies than the one asked for are left out rather than guessed.

mod accuracy;
mod cohort;
mod forecast;
mod fx;
mod in_force;
mod line;
mod movements;
mod renewal;
mod risk;
mod total;
mod worth;

pub use accuracy::{Accuracy, CategoryRate, Forecast, accuracy, category_rate};
pub use cohort::{Cohort, Holding, cohort, logo_churn};
pub use forecast::{
    Categorised, Category, Chance, Distribution, Expectation, RollUp, expectation, roll_up,
};
pub use fx::{Abroad, FxRetention, fx_retention};
pub use in_force::{Arr, Priced, Sold, arr, mrr};
pub use line::{Line, annualised};
pub use movements::Movements;
pub use renewal::{
    Renewal, RenewalBesideRetention, RenewalRates, RenewalState, renewal_beside_retention,
    renewal_rates,
};
pub use risk::{AtRisk, Exposed, at_risk};
pub use total::total;
pub use worth::{LifetimeValue, annual_churn, lifetime_value};
