//! Renewal rates: of what came up for renewal, how much was renewed.

use super::total::{share, total};
use crate::domain::{Currency, Day, Money};
use crate::engine::formulas::ratio;

/// A contract that comes up for renewal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Renewal {
    /// The day on which it is due; one that was renewed early counts by it.
    pub due_on: Day,
    /// Yearly revenue that is due.
    pub due: Money,
    /// Yearly revenue that was renewed.
    pub renewed: Money,
    /// Where it stands.
    pub state: RenewalState,
}

/// Where a renewal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RenewalState {
    /// It was renewed.
    Renewed,
    /// It was lost.
    Lost,
    /// It is not decided.
    Open,
}

/// Renewal rates of a time. Those over what is due count open renewals as not renewed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RenewalRates {
    /// How many came up.
    pub due_count: usize,
    /// Their yearly revenue: what was available to renew.
    pub due: Money,
    /// Renewed over due, by count.
    pub count_of_due: Option<f64>,
    /// Renewed over decided, by count.
    pub count_of_decided: Option<f64>,
    /// Renewed, each at most what was due, over due.
    pub gross_of_due: Option<f64>,
    /// The same over decided.
    pub gross_of_decided: Option<f64>,
    /// Renewed with all that was sold on top, over decided.
    pub net_of_decided: Option<f64>,
}

/// How a renewal rate compares with the retention of the whole book.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RenewalBesideRetention {
    /// Renewed over due.
    pub renewal: Option<f64>,
    /// Renewed and not due over all.
    pub retention: Option<f64>,
}

/// The renewal rates of what is due from one day to another, both included. Renewals in other
/// currencies are left out.
pub fn renewal_rates(renewals: &[Renewal], from: Day, to: Day, currency: Currency) -> RenewalRates {
    let due = || {
        let in_time = |it: &&Renewal| from <= it.due_on && it.due_on <= to;
        renewals.iter().filter(in_time).filter(|it| it.due.currency() == currency)
    };
    let decided = || due().filter(|it| it.state != RenewalState::Open);
    let won = || due().filter(|it| it.state == RenewalState::Renewed);
    let at_most_due = |it: &Renewal| Money::new(it.renewed.minor().min(it.due.minor()), currency);
    let all_due = total(due().map(|it| it.due), currency);
    let all_decided = total(decided().map(|it| it.due), currency);
    let gross = total(won().map(at_most_due), currency);
    let count = won().count() as f64;
    RenewalRates {
        due_count: due().count(),
        due: all_due,
        count_of_due: ratio(count, due().count() as f64),
        count_of_decided: ratio(count, decided().count() as f64),
        gross_of_due: share(gross, all_due),
        gross_of_decided: share(gross, all_decided),
        net_of_decided: share(total(won().map(|it| it.renewed), currency), all_decided),
    }
}

/// The renewal rate beside retention: where a quarter of the revenue is due, 80 % renewed are 95 %
/// retained. All three are yearly revenue of one currency.
pub fn renewal_beside_retention(base: Money, due: Money, renewed: Money) -> RenewalBesideRetention {
    let not_due = Money::new(base.minor() - due.minor(), base.currency());
    let retention = renewed.plus(not_due).and_then(|it| share(it, base));
    RenewalBesideRetention { renewal: share(renewed, due), retention }
}
