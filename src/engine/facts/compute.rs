//! From one account's view to its facts.

use super::catalogue::Catalogue;
use super::cells::Cells;
use super::context::Context;
use super::fact::FactId;
use super::inputs::Inputs;
use super::known::{Group, Known};
use super::people::{Contact, two_way};
use super::primary::primary;
use super::sheet::Sheet;
use super::states::States;
use super::suffix::Suffix;
use super::ticket::Tickets;
use super::usage_history::UsageHistory;
use super::usage_series::Usage;
use super::wanted::Wanted;
use super::weeks::newest_first;
use super::{
    answers, asked, contract, desk, features, handover, imports, metric, plan, pledges, profile,
    progress, relationship, renewal, renewal_work, review, schedule, seats, start, survey, tickets,
    usage,
};
use crate::domain::{AccountHistory, AccountView, Family, Value};

/// The first of the facts that are the book's own: of its metrics and custom fields.
const FIRST_OF_BOOK: FactId = FactId((Known::ALL.len() + Suffix::ALL.len()) as u16);

/// One account whose facts are asked for on several days: what no day changes is read once.
pub struct Subject<'a> {
    history: &'a AccountHistory,
    context: &'a Context,
    usage: UsageHistory<'a>,
    contacts: Vec<States<Contact>>,
    tickets: Tickets,
}

impl<'a> Subject<'a> {
    /// The account of a history, in the book of a context.
    pub fn new(history: &'a AccountHistory, context: &'a Context) -> Self {
        Self {
            history,
            context,
            usage: UsageHistory::new(history, context),
            contacts: two_way(history),
            tickets: Tickets::of(history),
        }
    }

    /// The facts as of the view's day. Facts that are judged from other facts (`health.*`,
    /// `alerts.*`) are added later by [`Sheet::extend`].
    pub fn sheet(&self, view: &AccountView, wanted: &Wanted) -> Sheet {
        let of = Inputs::new(self.history, view, self.context);
        let mut cells = Cells::new(wanted);
        self.add_records(&of, wanted, &mut cells);
        add_reported(&of, wanted, &mut cells);
        add_usage(&of, &self.usage, wanted, &mut cells);
        if wanted.asks_after(FIRST_OF_BOOK) {
            profile::add_custom(&of, &mut cells);
        }
        cells.into_sheet(view.id(), view.as_of, profile::words(&of))
    }

    /// The facts of the account's records.
    fn add_records(&self, of: &Inputs<'_>, wanted: &Wanted, cells: &mut Cells<'_>) {
        if wanted.asks(Group::Profile) {
            profile::add(of, cells);
        }
        if wanted.asks(Group::Contract) || wanted.asks(Group::RenewalWork) {
            let coming = renewal::coming(of);
            contract::add(of, cells);
            renewal::add(of, coming.as_ref(), cells);
            let phase = renewal::phase(of, coming.as_ref());
            cells.put(Known::Phase, phase.map(|it| Value::text(it.word())), None);
            if let Some(renewal) = coming.filter(|_| wanted.asks(Group::RenewalWork)) {
                renewal_work::add(of, &renewal, cells);
            }
        }
        if wanted.asks(Group::Billing) {
            contract::add_billing(of, cells);
        }
        if wanted.asks(Group::Relationship) {
            relationship::add(of, &self.contacts, cells);
        }
        if wanted.asks(Group::Tickets) {
            tickets::add(of, &self.tickets, cells);
        }
        if wanted.asks(Group::Survey) {
            survey::add(of, &self.tickets, cells);
        }
        if wanted.asks(Group::Plan) {
            plan::add(of, cells);
            progress::add(of, cells);
        }
        if wanted.asks(Group::Asked) {
            asked::add(of, cells);
        }
        if wanted.asks(Group::Desk) {
            desk::add(of, cells);
        }
        add_work(of, wanted, cells);
    }
}

/// The facts of the work with the customer, by hand and by import.
fn add_work(of: &Inputs<'_>, wanted: &Wanted, cells: &mut Cells<'_>) {
    if wanted.asks(Group::Start) {
        start::add(of, cells);
    }
    if wanted.asks(Group::Schedule) {
        schedule::add(of, cells);
    }
    if wanted.asks(Group::Review) {
        review::add(of, cells);
    }
    if wanted.asks(Group::Handover) {
        handover::add(of, cells);
    }
    if wanted.asks(Group::Pledges) {
        pledges::add(of, cells);
    }
    if wanted.asks(Group::Answers) {
        answers::add(of, cells);
    }
    if wanted.asks(Group::Imports) {
        imports::add(of, cells);
    }
}

/// The figures that a source reported ready-made.
fn add_reported(of: &Inputs<'_>, wanted: &Wanted, cells: &mut Cells<'_>) {
    let catalogue = &of.context.catalogue;
    for series in &of.history.series {
        let metric = of.context.metric_of(series);
        let Some(metric) = metric.filter(|it| it.family == Family::Reported) else { continue };
        let Some(id) = catalogue.of_metric(metric.id).filter(|it| wanted.asks_for(*it)) else {
            continue;
        };
        let grain = metric.grains.on(of.as_of);
        if let Some(point) = newest_first(series, grain, of.as_of).next() {
            let on = grain.period_end(point.on);
            cells.put_at(id, Some(Value::Number(point.value)), Some(on));
        }
    }
}

/// The facts of usage metrics and of the seats in use.
fn add_usage(of: &Inputs<'_>, history: &UsageHistory<'_>, wanted: &Wanted, cells: &mut Cells<'_>) {
    let family = Suffix::ALL.len() as u16;
    let asks_seats = wanted.asks(Group::Seats);
    let asks_usage = wanted.asks(Group::Usage);
    let asks_primary = wanted.asks_any(Catalogue::primary(), family);
    if !asks_seats && !asks_usage && !wanted.asks_after(Catalogue::primary()) {
        return;
    }
    let usage = Usage::new(of, history);
    let primary = primary(of);
    if asks_usage {
        usage::add(of, &usage, primary, cells);
        features::add(of, &usage, cells);
    }
    if asks_seats {
        seats::add(of, &usage, cells);
    }
    for own in &usage.metrics {
        let first = of.context.catalogue.of_metric(own.metric.id);
        if let Some(first) = first.filter(|it| wanted.asks_any(*it, family)) {
            metric::add(own, first, of.as_of, cells);
        }
        if asks_primary && Some(own.metric.id) == primary.map(|it| it.id) {
            metric::add(own, Catalogue::primary(), of.as_of, cells);
        }
    }
}
