//! What the facts of one account are computed from.

use super::context::Context;
use super::lines::Line;
use super::norms::DayNorms;
use super::traces::{Seen, Trace};
use crate::domain::{AccountHistory, AccountView, Cell, Day, Kind, Record, Touch, Value};

/// One account as of a day, the book around it, and what most facts need of both.
pub(super) struct Inputs<'a> {
    /// Every version of its records, and its series.
    pub(super) history: &'a AccountHistory,
    /// Its records as they were known.
    pub(super) view: &'a AccountView,
    /// The book around it.
    pub(super) context: &'a Context,
    /// The book's norms on that day; nothing in a book of no other account.
    pub(super) norms: Option<&'a DayNorms>,
    /// The day.
    pub(super) as_of: Day,
    /// Its contracts, trials left out, by their first day.
    pub(super) lines: Vec<Line<'a>>,
    /// Its first day as a customer.
    pub(super) since: Option<Day>,
    /// How it is looked after.
    pub(super) touch: Touch,
    /// The seats it bought.
    pub(super) seats: Option<f64>,
}

impl<'a> Inputs<'a> {
    /// What the facts of the view are computed from.
    pub(super) fn new(
        history: &'a AccountHistory,
        view: &'a AccountView,
        context: &'a Context,
    ) -> Self {
        let as_of = view.as_of;
        let mut lines: Vec<Line<'a>> =
            view.of(Kind::Contract).iter().filter_map(Line::from_record).collect();
        lines.sort_by_key(|it| it.start);
        let contracted = view
            .of(Kind::Outcome)
            .iter()
            .filter(|it| it.text("result") == Some("contracted"))
            .filter_map(|it| it.day("on"));
        let since = view
            .account
            .day("customer_since")
            .or_else(|| lines.first().map(|it| it.start))
            .or_else(|| contracted.min());
        let in_force = lines.iter().filter(|it| it.is_in_force(as_of));
        let bought = in_force.filter_map(|it| it.record.number("seats")).reduce(|a, b| a + b);
        let stated = view.account.text("touch_model");
        let touch = stated
            .and_then(|it| it.parse().ok())
            .unwrap_or_else(|| context.settings.touch(view.account.text("tier")));
        Self {
            history,
            view,
            context,
            norms: context.norms.on(as_of),
            as_of,
            since,
            touch,
            seats: bought.or_else(|| view.account.number("seats")),
            lines,
        }
    }

    /// The account's own record.
    pub(super) fn account(&self) -> &'a Record {
        &self.view.account
    }

    /// When the book first and last recorded something; nothing where it never did.
    pub(super) fn seen(&self, trace: Trace) -> Option<Seen> {
        self.norms?.traces.seen(trace)
    }

    /// Whether the book keeps something at all.
    pub(super) fn keeps(&self, trace: Trace) -> bool {
        self.seen(trace).is_some()
    }

    /// The date of a field of the account; nothing where the value is only assumed for its date,
    /// because no row dated it (`docs/numbers.md`, "Time and versions").
    pub(super) fn dated(&self, cell: &Cell) -> Option<Day> {
        let own = self.history.records.iter().find(|it| it.kind == Kind::Account)?;
        let first = own.versions.first().map(|it| it.effective_on);
        Some(cell.effective_on).filter(|it| Some(*it) != first)
    }

    /// The value of a field of the account, and its date.
    pub(super) fn field(&self, name: &str) -> Option<(&'a Value, Option<Day>)> {
        let cell = self.account().cell(name)?;
        Some((&cell.value, self.dated(cell)))
    }

    /// Whether a date lies in the `days` that end on the day of judgement.
    pub(super) fn is_within(&self, on: Day, days: i64) -> bool {
        (0..days).contains(&self.as_of.days_since(on))
    }
}
