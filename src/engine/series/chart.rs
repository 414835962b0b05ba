//! Control charts: small lasting shifts that no single week shows
//! (NIST/SEMATECH e-Handbook 6.3.2.3 and 6.3.2.4).

/// An exponentially weighted moving average and its limits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ewma {
    /// The level that is expected, with which the average begins.
    pub target: f64,
    /// The standard deviation of one value.
    pub sigma: f64,
    /// The weight of the newest value, 0 to 1.
    pub weight: f64,
    /// How many standard deviations of the average its limits are from the target.
    pub reach: f64,
}

/// A two-sided cumulative sum.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cusum {
    /// The level that is expected.
    pub target: f64,
    /// How far from the target a value must be to count.
    pub slack: f64,
    /// The sum above which it signals.
    pub limit: f64,
}

/// The sums of a [`Cusum`] after each value.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CusumRun {
    /// What has gathered above the target.
    pub high: Vec<f64>,
    /// What has gathered below it.
    pub low: Vec<f64>,
    /// The place of the first value, from 0, after which one of the sums is above the limit.
    pub first_signal: Option<usize>,
}

impl Ewma {
    /// The average after each value: `w x + (1 - w)` times the one before. A gap leaves it as it is.
    pub fn averages(&self, values: &[Option<f64>]) -> Vec<f64> {
        let step = |average: &mut f64, value: &Option<f64>| {
            if let Some(value) = value {
                *average = self.weight * value + (1.0 - self.weight) * *average;
            }
            Some(*average)
        };
        values.iter().scan(self.target, step).collect()
    }

    /// How far from the target the limits are in the long run: `L σ √(w / (2 - w))`.
    pub fn limit(&self) -> f64 {
        self.reach * self.sigma * (self.weight / (2.0 - self.weight)).sqrt()
    }

    /// The exact limits after `n` values, which are narrower at first: those of the long run times
    /// `√(1 - (1 - w)²ⁿ)`.
    pub fn limit_after(&self, n: usize) -> f64 {
        self.limit() * (1.0 - (1.0 - self.weight).powi(2 * n as i32)).sqrt()
    }

    /// The place of the first value, from 0, after which the average is outside the exact limits.
    pub fn first_signal(&self, values: &[Option<f64>]) -> Option<usize> {
        let averages = self.averages(values);
        let is_out = |(at, it): (usize, &f64)| (it - self.target).abs() > self.limit_after(at + 1);
        averages.iter().enumerate().position(is_out)
    }
}

impl Cusum {
    /// The sums over these values: each step adds how far the value is past target and slack, and no
    /// sum falls below 0.
    pub fn run(&self, values: &[f64]) -> CusumRun {
        let mut res = CusumRun::default();
        let (mut high, mut low) = (0.0_f64, 0.0_f64);
        for (at, value) in values.iter().enumerate() {
            let beyond = value - self.target;
            high = (high + beyond - self.slack).max(0.0);
            low = (low - beyond - self.slack).max(0.0);
            res.high.push(high);
            res.low.push(low);
            if high.max(low) > self.limit {
                res.first_signal.get_or_insert(at);
            }
        }
        res
    }
}
