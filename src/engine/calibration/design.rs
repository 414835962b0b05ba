//! Samples as a logistic regression sees them, and what it makes of them.

/// One account in a regression.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// What is known of it, in the same order for all.
    pub values: Vec<f64>,
    /// Whether the event came.
    pub had_event: bool,
}

/// A logistic model: the log odds are the intercept and each value times its slope.
#[derive(Debug, Clone, PartialEq)]
pub struct Logit {
    /// The log odds where every value is 0.
    pub intercept: f64,
    /// The change of the log odds per unit of each value.
    pub slopes: Vec<f64>,
}

/// Samples with a leading 1 for the intercept.
pub(super) struct Design {
    rows: Vec<Vec<f64>>,
    events: Vec<f64>,
    width: usize,
}

impl Logit {
    /// The model of these coefficients, the intercept first.
    pub(super) fn new(coefficients: &[f64]) -> Self {
        let (intercept, slopes) = coefficients.split_first().unwrap_or((&0.0, &[]));
        Self { intercept: *intercept, slopes: slopes.to_vec() }
    }

    /// The probability of the event.
    pub fn chance(&self, values: &[f64]) -> f64 {
        logistic(self.intercept + dot(&self.slopes, values))
    }
}

impl Design {
    /// Nothing where there are no samples, or some know more values than others.
    pub(super) fn new(samples: &[Sample]) -> Option<Self> {
        let width = samples.first()?.values.len() + 1;
        let row = |it: &Sample| [&[1.0], it.values.as_slice()].concat();
        let rows: Vec<Vec<f64>> = samples.iter().map(row).collect();
        let events = samples.iter().map(|it| f64::from(u8::from(it.had_event))).collect();
        rows.iter().all(|it| it.len() == width).then_some(Self { rows, events, width })
    }

    /// How many coefficients there are, the intercept among them.
    pub(super) const fn width(&self) -> usize {
        self.width
    }

    /// Whether each sample had the event, 1 or 0.
    pub(super) fn events(&self) -> &[f64] {
        &self.events
    }

    /// Each sample with its leading 1.
    pub(super) fn rows(&self) -> &[Vec<f64>] {
        &self.rows
    }

    /// The probability of each sample's event.
    pub(super) fn chances(&self, coefficients: &[f64]) -> Vec<f64> {
        self.rows.iter().map(|it| logistic(dot(it, coefficients))).collect()
    }

    /// The sum of all samples, each times its weight.
    pub(super) fn weighted_sum(&self, weights: &[f64]) -> Vec<f64> {
        let mut res = vec![0.0; self.width];
        for (row, weight) in self.rows.iter().zip(weights) {
            for (sum, it) in res.iter_mut().zip(row) {
                *sum += weight * it;
            }
        }
        res
    }

    /// Fisher's information: the sum of `p (1 - p) x xᵀ`.
    pub(super) fn information(&self, chances: &[f64]) -> Vec<Vec<f64>> {
        let column = |at: usize| {
            let weight = |(row, p): (&Vec<f64>, &f64)| {
                p * (1.0 - p) * row.get(at).copied().unwrap_or_default()
            };
            let weights: Vec<f64> = self.rows.iter().zip(chances).map(weight).collect();
            self.weighted_sum(&weights)
        };
        (0..self.width).map(column).collect()
    }
}

/// The sum of products.
pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The length of the longest step.
pub(super) fn largest(steps: &[f64]) -> f64 {
    steps.iter().fold(0.0, |most: f64, it| most.max(it.abs()))
}

/// The probability of log odds, without overflow on either side.
fn logistic(odds: f64) -> f64 {
    let part = (-odds.abs()).exp();
    if odds >= 0.0 { 1.0 / (1.0 + part) } else { part / (1.0 + part) }
}
