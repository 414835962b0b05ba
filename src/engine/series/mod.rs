//! Statistics of short, noisy weekly series
//! (`docs/numbers.md`, "Usage series and grain"): levels, trends, counts.
//!
//! **Invariant:** a result without enough data behind it is `None`, never 0, NaN or infinite.

mod autocorrelation;
mod chart;
mod count;
mod level;
mod linear;
mod order;
mod proportion;
mod quantiles;
mod rates;
mod robust;
mod run_length;
mod special;
mod trend;
mod week;

pub use autocorrelation::{HamedRao, autocorrelation, hamed_rao};
pub use chart::{Cusum, CusumRun, Ewma};
pub use count::{
    Dispersion, binomial_at_least, dispersion, gap_probability, negative_binomial_at_least,
    negative_binomial_tail, predictive_tail, same_rate_tail,
};
pub use level::{Normal, Shift, level_shift, normal, normal_by};
pub use linear::{inverse, solve};
pub use order::{mad, mad_factor, median, midranks, quantile};
pub use proportion::{Interval, NoneSeen, clopper_pearson, none_seen, wilson};
pub use quantiles::{beta_quantile, chi2_quantile};
pub use rates::{Counted, RateTest, e_test, false_discovery, garwood};
pub use robust::{Line, kendall_tau_b, modified_z, siegel};
pub use run_length::cusum_run_length;
pub use special::{
    betainc, gammainc_p, gammainc_q, ln_gamma, norm_cdf, norm_quantile, poisson_at_least,
};
pub use trend::{
    At, Decline, TheilSen, least_p_decline, mann_kendall, mann_kendall_exact, theil_sen,
    theil_sen_slope,
};
pub use week::{WeekDays, WeekPace, fill_week, week_pace, weekday_profile};
