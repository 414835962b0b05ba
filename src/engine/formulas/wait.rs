//! Time to value over a book in which some are still waiting.

use super::usage::time_to_first_value;
use crate::domain::Day;

/// How long an account took to its first value, or has waited for it so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    /// Days from the start.
    pub days: i64,
    /// Whether value came; where not, the account would have taken longer.
    pub is_over: bool,
}

/// The share of accounts that still wait, as time goes on.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    /// The share after each day on which value came to some, oldest first.
    pub steps: Vec<Step>,
    /// The day by which half of the accounts had value; nothing where fewer have.
    pub median: Option<i64>,
}

/// The share that still waits after a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Days from the start.
    pub days: i64,
    /// The share, 0 to 1.
    pub share: f64,
}

impl Wait {
    /// The wait of an account as of a day.
    pub fn of(start: Day, first_value: Option<Day>, as_of: Day) -> Self {
        let reached = first_value.map(|it| time_to_first_value(start, it));
        Self {
            days: reached.unwrap_or_else(|| as_of.days_since(start)),
            is_over: reached.is_some(),
        }
    }
}

/// Kaplan and Meier's estimate (1958): on each day on which value came, the share that waits falls by
/// those it came to among those who still waited. The mean of those it came to would hide all who
/// are waiting.
pub fn kaplan_meier(waits: &[Wait]) -> Waiting {
    // Half is half, whatever the last bit of a product says.
    const HALF: f64 = 0.5 + 1e-12;
    let mut sorted = waits.to_vec();
    sorted.sort_unstable_by_key(|it| it.days);
    let mut steps = Vec::new();
    let (mut share, mut at_risk) = (1.0, sorted.len());
    for of_day in sorted.chunk_by(|a, b| a.days == b.days) {
        let over = of_day.iter().filter(|it| it.is_over).count();
        if let Some(first) = of_day.first().filter(|_| over > 0) {
            share *= 1.0 - over as f64 / at_risk as f64;
            steps.push(Step { days: first.days, share });
        }
        at_risk -= of_day.len();
    }
    let median = steps.iter().find(|it| it.share <= HALF).map(|it| it.days);
    Waiting { steps, median }
}
