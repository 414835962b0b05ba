//! Discrimination: how often an account that was lost had the higher risk.

use super::case::Case;
use crate::engine::series::{Interval, midranks};

/// Standard errors on each side of a 95 % interval.
const REACH: f64 = 1.959_963_984_540_054;

/// The area under the receiver operating characteristic, and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Auc {
    /// The probability that a case with the event has a higher risk than one without, equal risks
    /// counted half; 0.5 without skill.
    pub area: f64,
    /// Cases with the event.
    pub events: usize,
    /// Cases without.
    pub others: usize,
    /// The standard error (DeLong, DeLong and Clarke-Pearson 1988); nothing where there are fewer
    /// than two cases with the event, or without.
    pub delong: Option<f64>,
    /// The standard error under negative exponential risks (Hanley and McNeil 1982), as a check.
    pub hanley_mcneil: f64,
}

impl Auc {
    /// An area of so many cases with the event and without, both at least one.
    pub(super) fn new(area: f64, events: usize, others: usize, delong: Option<f64>) -> Self {
        let (m, n) = (events as f64, others as f64);
        let square = area * area;
        let (q1, q2) = (area / (2.0 - area), 2.0 * square / (1.0 + area));
        let spread = area * (1.0 - area) + (m - 1.0) * (q1 - square) + (n - 1.0) * (q2 - square);
        Self { area, events, others, delong, hanley_mcneil: (spread.max(0.0) / (m * n)).sqrt() }
    }

    /// The 95 % interval on the logit scale, which stays between 0 and 1. Nothing without a
    /// standard error, or where the area is 0 or 1.
    pub fn interval(&self) -> Option<Interval> {
        let spread = self.area * (1.0 - self.area);
        let error = self.delong.filter(|_| spread > 0.0)? / spread;
        let logit = (self.area / (1.0 - self.area)).ln();
        let share = |logit: f64| 1.0 / (1.0 + (-logit).exp());
        Some(Interval { low: share(logit - REACH * error), high: share(logit + REACH * error) })
    }

    /// The 95 % interval of the area itself, cut off at 0 and 1; nothing without a standard error.
    pub fn wald_interval(&self) -> Option<Interval> {
        let reach = REACH * self.delong?;
        Some(Interval { low: (self.area - reach).max(0.0), high: (self.area + reach).min(1.0) })
    }
}

/// The area under the curve with its standard errors; nothing where no case had the event, or all.
/// `V10` and `V01` of the paper come from ranks (Sun and Xu 2014), so that thousands of cases take
/// no time.
pub fn auc(cases: &[Case]) -> Option<Auc> {
    let risks = |had_event: bool| -> Vec<f64> {
        cases.iter().filter(|it| it.had_event == had_event).map(|it| it.risk).collect()
    };
    let (with, without) = (risks(true), risks(false));
    if with.is_empty() || without.is_empty() {
        return None;
    }
    let (m, n) = (with.len() as f64, without.len() as f64);
    let together = midranks(&[with.as_slice(), &without].concat());
    let (of_with, of_without) = together.split_at_checked(with.len())?;
    let beaten = |all: &[f64], own: &[f64]| -> Vec<f64> {
        all.iter().zip(midranks(own)).map(|(all, own)| all - own).collect()
    };
    let v10: Vec<f64> = beaten(of_with, &with).iter().map(|it| it / n).collect();
    let v01: Vec<f64> = beaten(of_without, &without).iter().map(|it| 1.0 - it / m).collect();
    let area = mann_whitney(&with, &without) / (m * n);
    let variance = |values: &[f64]| {
        let sum: f64 = values.iter().map(|it| (it - area).powi(2)).sum();
        (values.len() > 1).then(|| sum / (values.len() as f64 - 1.0) / values.len() as f64)
    };
    let delong = variance(&v10).zip(variance(&v01)).map(|(a, b)| (a + b).sqrt());
    Some(Auc::new(area, with.len(), without.len(), delong))
}

/// Mann and Whitney's U: how many pairs have the larger value in `xs`, equal ones counted half.
pub fn mann_whitney(xs: &[f64], ys: &[f64]) -> f64 {
    let ranks = midranks(&[xs, ys].concat());
    let n = xs.len() as f64;
    ranks.iter().take(xs.len()).sum::<f64>() - n * (n + 1.0) / 2.0
}
