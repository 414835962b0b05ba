//! What the renewals ahead are expected to bring.

use std::collections::BTreeMap;

use super::total::total;
use crate::domain::{Currency, Money};

/// A renewal ahead.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chance {
    /// What it would bring.
    pub amount: Money,
    /// What is due, where that is known; the rest of the amount is an upsell.
    pub due: Option<Money>,
    /// The probability that it comes, 0 to 1.
    pub probability: f64,
}

/// The expectation over some renewals, in major units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expectation {
    /// The sum of amount × probability.
    pub expected: f64,
    /// Its standard deviation, `√Σ a² p (1 - p)`, were the renewals independent.
    pub deviation: f64,
    /// The expectation without upsells: no amount counts beyond what is due.
    pub capped: f64,
}

/// The exact distribution of the total, were the renewals independent: what a mean over few of them
/// hides.
#[derive(Debug, Clone, PartialEq)]
pub struct Distribution {
    /// The probability of each total, in minor units.
    totals: BTreeMap<i64, f64>,
    currency: Currency,
}

/// How sure a renewal is, in the CSM's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    /// It is renewed.
    Renewed,
    /// It will be.
    Commit,
    /// It most likely will be.
    Likely,
    /// It will be if all goes well.
    BestCase,
    /// It may well be lost.
    AtRisk,
    /// It will probably be lost.
    ChurnExpected,
    /// It is lost.
    Lost,
    /// It counts nowhere.
    Omitted,
}

/// A renewal and its category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Categorised {
    /// The category.
    pub category: Category,
    /// What is due.
    pub amount: Money,
}

/// A forecast by category; each sum holds those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RollUp {
    /// What is renewed.
    pub closed: Money,
    /// That, and what is committed.
    pub commit: Money,
    /// That, and what is likely.
    pub most_likely: Money,
    /// That, and the best case.
    pub best_case: Money,
    /// All that is due.
    pub due: Money,
    /// What even the best case leaves.
    pub gap: Money,
}

/// The expectation over renewals of one currency; others are left out.
pub fn expectation(renewals: &[Chance], currency: Currency) -> Expectation {
    let mut res = Expectation { expected: 0.0, deviation: 0.0, capped: 0.0 };
    let mut variance = 0.0;
    for it in renewals.iter().filter(|it| it.amount.currency() == currency) {
        let amount = it.amount.to_f64();
        let due = it.due.map_or(amount, Money::to_f64);
        res.expected += amount * it.probability;
        res.capped += amount.min(due) * it.probability;
        variance += amount * amount * it.probability * (1.0 - it.probability);
    }
    res.deviation = variance.sqrt();
    res
}

impl Distribution {
    /// Totals beyond this many are too many to tell apart.
    const MOST_TOTALS: usize = 1 << 18;
    /// Shares that differ by less than this are the same.
    const CLOSE: f64 = 1e-12;

    /// The distribution over renewals of one currency, renewal by renewal; others are left out.
    /// Nothing where the book is too large for it.
    pub fn of(renewals: &[Chance], currency: Currency) -> Option<Self> {
        let mut totals = BTreeMap::from([(0_i64, 1.0)]);
        for it in renewals.iter().filter(|it| it.amount.currency() == currency) {
            let mut next: BTreeMap<i64, f64> = BTreeMap::new();
            for (sum, chance) in &totals {
                let won = sum.saturating_add(it.amount.minor());
                *next.entry(won).or_default() += chance * it.probability;
                *next.entry(*sum).or_default() += chance * (1.0 - it.probability);
            }
            if next.len() > Self::MOST_TOTALS {
                return None;
            }
            totals = next;
        }
        Some(Self { totals, currency })
    }

    /// The smallest total that a share `p` of all outcomes does not exceed.
    pub fn quantile(&self, p: f64) -> Option<Money> {
        let mut below = 0.0;
        let reached = |(_, chance): &(&i64, &f64)| {
            below += **chance;
            below >= p - Self::CLOSE
        };
        self.totals.iter().find(reached).map(|it| Money::new(*it.0, self.currency))
    }

    /// The probability of the largest total: that everything is renewed.
    pub fn chance_of_all(&self) -> f64 {
        self.totals.last_key_value().map_or(1.0, |it| *it.1)
    }
}

/// The roll-up of renewals of one currency; others are left out.
pub fn roll_up(renewals: &[Categorised], currency: Currency) -> RollUp {
    let up_to = |last: Category| {
        let within = renewals.iter().filter(|it| it.category <= last);
        total(within.map(|it| it.amount), currency)
    };
    let (best_case, due) = (up_to(Category::BestCase), up_to(Category::Lost));
    RollUp {
        closed: up_to(Category::Renewed),
        commit: up_to(Category::Commit),
        most_likely: up_to(Category::Likely),
        best_case,
        due,
        gap: Money::new(due.minor() - best_case.minor(), currency),
    }
}
