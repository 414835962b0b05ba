//! What the whole book says about usage on each day of the grid: feeds, levels, breadth.

use crate::domain::{AccountHistory, Day, Metric};

/// The book's own norms, frozen per day of judgement (`decisions.md` 31).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Norms {}

impl Norms {
    /// Empty norms for these days of judgement.
    pub fn new(_days: &[Day], _metrics: &[Metric]) -> Self {
        Self::default()
    }

    /// Takes one account's series into account; called once for every account, in any order.
    pub fn add(&mut self, _account: &AccountHistory) {}

    /// Ranks what was added; called once, after the last account.
    pub fn finish(&mut self) {}
}
