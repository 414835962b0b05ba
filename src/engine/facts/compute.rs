//! From one account's view to its facts.

use std::collections::BTreeSet;

use super::catalogue::Catalogue;
use super::cells::Cells;
use super::fact::FactId;
use super::inputs::Inputs;
use super::known::{Group, Known};
use super::primary::primary;
use super::sheet::Sheet;
use super::suffix::Suffix;
use super::usage_series::Usage;
use super::weeks::newest_first;
use super::{
    contract, desk, metric, plan, profile, relationship, renewal, seats, survey, tickets, usage,
};
use crate::domain::{AccountHistory, AccountView, Family, Value};
use crate::engine::context::Context;

/// Which facts are asked for; a family that nobody asks for is not computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// All of them.
    All,
    /// These, and what comes for free beside them.
    Only(BTreeSet<FactId>),
}

/// Computes the facts of one account as of the view's day. Facts that are judged from other facts
/// (`health.*`, `alerts.*`) are added later by [`Sheet::extend`].
pub fn compute(
    history: &AccountHistory,
    view: &AccountView,
    context: &Context,
    wanted: &Wanted,
) -> Sheet {
    let of = Inputs::new(history, view, context);
    let mut cells = Cells::new();
    if wanted.asks(Group::Profile) {
        profile::add(&of, &mut cells);
    }
    if wanted.asks(Group::Contract) {
        let coming = renewal::coming(&of);
        contract::add(&of, &mut cells);
        renewal::add(&of, coming.as_ref(), &mut cells);
        let phase = renewal::phase(&of, coming.as_ref());
        cells.put(Known::Phase, phase.map(|it| Value::text(it.word())), None);
    }
    if wanted.asks(Group::Billing) {
        contract::add_billing(&of, &mut cells);
    }
    if wanted.asks(Group::Relationship) {
        relationship::add(&of, &mut cells);
    }
    if wanted.asks(Group::Tickets) {
        tickets::add(&of, &mut cells);
    }
    if wanted.asks(Group::Survey) {
        survey::add(&of, &mut cells);
    }
    if wanted.asks(Group::Plan) {
        plan::add(&of, &mut cells);
    }
    if wanted.asks(Group::Desk) {
        desk::add(&of, &mut cells);
    }
    add_usage(&of, wanted, &mut cells);
    if wanted.asks_custom() {
        profile::add_custom(&of, &mut cells);
    }
    Sheet::new(view.id(), view.as_of, profile::words(&of), cells.into_vec())
}

/// The facts of usage metrics and reported figures.
fn add_usage(of: &Inputs<'_>, wanted: &Wanted, cells: &mut Cells) {
    let catalogue = &of.context.catalogue;
    for series in &of.history.series {
        let metric = of.context.metrics.iter().find(|it| it.id == series.metric);
        let Some(metric) = metric.filter(|it| it.family == Family::Reported) else { continue };
        let Some(id) = catalogue.of_metric(metric.id).filter(|it| wanted.asks_any(*it, 1)) else {
            continue;
        };
        if let Some(point) = newest_first(series, metric.grain, of.as_of).next() {
            let on = metric.grain.period_end(point.on);
            cells.put_at(id, Some(Value::Number(point.value)), Some(on));
        }
    }
    let family = Suffix::ALL.len() as u16;
    let asks_seats = wanted.asks(Group::Seats);
    let asks_usage = wanted.asks(Group::Usage);
    let asks_primary = wanted.asks_any(Catalogue::primary(), family);
    let asks_metric = |it: &super::usage_series::MetricUse<'_>| {
        catalogue.of_metric(it.metric.id).filter(|it| wanted.asks_any(*it, family))
    };
    if !asks_seats && !asks_usage && !wanted.asks_after(Catalogue::primary()) {
        return;
    }
    let usage = Usage::new(of);
    let primary = primary(of);
    if asks_usage {
        usage::add(of, &usage, primary, cells);
    }
    if asks_seats {
        seats::add(of, &usage, cells);
    }
    for own in &usage.metrics {
        if let Some(first) = asks_metric(own) {
            metric::add(own, first, of.as_of, cells);
        }
        if asks_primary && Some(own.metric.id) == primary.map(|it| it.id) {
            metric::add(own, Catalogue::primary(), of.as_of, cells);
        }
    }
}

impl Wanted {
    /// Whether a fact of the group is asked for.
    fn asks(&self, group: Group) -> bool {
        match self {
            Self::All => true,
            Self::Only(facts) => {
                facts.iter().filter_map(|it| Known::at(*it)?.entry()).any(|it| it.group == group)
            }
        }
    }

    /// Whether one of the `n` facts from `first` on is asked for.
    fn asks_any(&self, first: FactId, n: u16) -> bool {
        match self {
            Self::All => true,
            Self::Only(facts) => {
                facts.range(first..FactId(first.0.saturating_add(n))).next().is_some()
            }
        }
    }

    /// Whether a fact from `first` on is asked for.
    fn asks_after(&self, first: FactId) -> bool {
        match self {
            Self::All => true,
            Self::Only(facts) => facts.range(first..).next().is_some(),
        }
    }

    /// Whether facts that the book's own fields make may be asked for.
    fn asks_custom(&self) -> bool {
        self.asks_after(FactId(Known::ALL.len() as u16))
    }
}
