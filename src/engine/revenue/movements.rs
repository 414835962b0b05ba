//! How recurring revenue moved, and the retention that follows.

use super::total::share;
use crate::domain::{Currency, Money};

/// Recurring revenue from one day to another, in one currency. What was lost is positive here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Movements {
    /// What there was.
    pub start: Money,
    /// From accounts that were never customers before.
    pub new: Money,
    /// From accounts that had left before and are back.
    pub reactivated: Money,
    /// More from accounts that stayed.
    pub expansion: Money,
    /// Less from accounts that stayed.
    pub contraction: Money,
    /// What accounts that left had.
    pub churn: Money,
}

impl Movements {
    /// No movement from this start.
    pub const fn starting(start: Money) -> Self {
        let none = Money::new(0, start.currency());
        let (new, reactivated, expansion, contraction, churn) = (none, none, none, none, none);
        Self { start, new, reactivated, expansion, contraction, churn }
    }

    /// The movements of one account along its values. Each step counts, so that what was lost and
    /// won back in between is a loss here, and none for who compares the ends only.
    pub fn along(path: &[Money], currency: Currency) -> Self {
        let values = || path.iter().filter(|it| it.currency() == currency).copied();
        let mut res = Self::starting(values().next().unwrap_or(Money::new(0, currency)));
        let mut was_customer = false;
        for (from, to) in values().zip(values().skip(1)) {
            was_customer |= from.minor() > 0;
            res.step(from, to, was_customer);
        }
        res
    }

    /// Counts in how one account moved. A net credit counts as nothing.
    pub(super) fn step(&mut self, from: Money, to: Money, was_customer: bool) {
        let (from, to) = (from.minor().max(0), to.minor().max(0));
        let slot = match (from, to) {
            (0, _) if was_customer => &mut self.reactivated,
            (0, _) => &mut self.new,
            (_, 0) => &mut self.churn,
            _ if to > from => &mut self.expansion,
            _ => &mut self.contraction,
        };
        let by = to.abs_diff(from).try_into().unwrap_or(i64::MAX);
        *slot = Money::new(slot.minor().saturating_add(by), slot.currency());
    }

    /// What there is at the end.
    pub fn end(&self) -> Money {
        let won = self.new.minor() + self.reactivated.minor() + self.expansion.minor();
        self.start_and(won - self.lost())
    }

    /// Net revenue retention: start, with what the customers of then gained and lost, over the
    /// start.
    pub fn nrr(&self) -> Option<f64> {
        share(self.start_and(self.expansion.minor() - self.lost()), self.start)
    }

    /// Net revenue retention that counts what came back as retained, as some tools do.
    pub fn nrr_with_reactivation(&self) -> Option<f64> {
        let won = self.expansion.minor() + self.reactivated.minor();
        share(self.start_and(won - self.lost()), self.start)
    }

    /// Gross revenue retention: what is left of the start, without any gain.
    pub fn grr(&self) -> Option<f64> {
        share(self.start_and(-self.lost()), self.start)
    }

    /// Expansion over the start.
    pub fn expansion_rate(&self) -> Option<f64> {
        share(self.expansion, self.start)
    }

    /// Contraction over the start.
    pub fn contraction_rate(&self) -> Option<f64> {
        share(self.contraction, self.start)
    }

    /// Churn over the start.
    pub fn churn_rate(&self) -> Option<f64> {
        share(self.churn, self.start)
    }

    /// Churn and contraction over the start.
    pub fn gross_churn_rate(&self) -> Option<f64> {
        share(Money::new(self.lost(), self.start.currency()), self.start)
    }

    fn lost(&self) -> i64 {
        self.contraction.minor() + self.churn.minor()
    }

    fn start_and(&self, by: i64) -> Money {
        Money::new(self.start.minor().saturating_add(by), self.start.currency())
    }
}
