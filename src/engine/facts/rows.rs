//! The rows that a fact came from, so that every number can be traced to a file and a line.

use super::asked::asked;
use super::catalogue::Catalogue;
use super::context::Context;
use super::contract::{has_churned, last_outcome, products};
use super::fact::FactId;
use super::features::{counts_spend, is_gated, is_of_product};
use super::inputs::Inputs;
use super::known::{Group, Known};
use super::people::{CHAMPION, EXECUTIVES, SPONSOR, two_way, up_to};
use super::primary::primary;
use super::progress::{achieved, open_advice};
use super::relationship::stated_contact;
use super::renewal::coming;
use super::renewal_work::talks;
use super::replies::{declined, unanswered};
use super::spoken::is_review;
use super::suffix::Suffix;
use super::ticket::Tickets;
use super::weeks::newest_first;
use super::{imports, pledges};
use crate::domain::{
    AccountHistory, AccountView, Cell, Day, Family, FileId, Kind, Metric, Record, RecordId, RowRef,
    Version,
};

/// A citation is no listing.
const MOST: usize = 12;

/// Rows and the days that they are about.
struct Rows<'a> {
    context: &'a Context,
    rows: Vec<Dated>,
}

/// A row and the day that it is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Dated {
    on: Day,
    row: RowRef,
}

/// The rows that a fact of this account was computed from, newest first, at most twelve. Facts that
/// are judged from other facts have none of their own.
pub fn rows_behind(
    history: &AccountHistory,
    view: &AccountView,
    context: &Context,
    fact: FactId,
) -> Vec<RowRef> {
    let of = Inputs::new(history, view, context);
    let mut rows = Rows { context, rows: Vec::new() };
    if let Some(known) = Known::at(fact) {
        rows.add_known(&of, known);
    } else if let Some(metric) = metric_of(&of, fact) {
        rows.add_series(&of, metric);
    } else if let Some(name) = context.catalogue.fact(fact).map(|it| &it.name) {
        rows.add_cell(of.account().cell(name));
    }
    rows.newest_first()
}

/// The metric whose fact this is.
fn metric_of<'a>(of: &Inputs<'a>, fact: FactId) -> Option<&'a Metric> {
    let catalogue = &of.context.catalogue;
    let size = Suffix::ALL.len() as u16;
    let is_among = |first: FactId, n: u16| (first.0..first.0.saturating_add(n)).contains(&fact.0);
    if is_among(Catalogue::primary(), size) {
        return primary(of);
    }
    of.context.metrics.iter().find(|it| {
        let n = if it.family == Family::Usage { size } else { 1 };
        catalogue.of_metric(it.id).is_some_and(|first| is_among(first, n))
    })
}

impl Rows<'_> {
    fn add_known(&mut self, of: &Inputs<'_>, fact: Known) {
        let Some(entry) = fact.entry() else { return };
        match entry.group {
            Group::Profile if matches!(fact, Known::CustomerSince | Known::TenureDays) => {
                self.add_since(of);
            }
            Group::Profile => self.add_fields(of, fields_of_profile(fact)),
            Group::Contract => self.add_contract(of, fact),
            Group::Billing => self.add_fields(of, &["days_overdue", "payment_status"]),
            Group::Usage | Group::Seats => self.add_usage(of, fact),
            Group::Relationship => self.add_relationship(of, fact),
            Group::Tickets => {
                let tickets = Tickets::of(of.history).on(of.as_of);
                for ticket in tickets.into_iter().filter(|it| it.counts(fact, of)) {
                    self.add_child(of, Kind::Ticket, ticket.record);
                }
            }
            Group::Survey => self.add_surveys(of, fact),
            Group::Plan => self.add_plan(of, fact),
            Group::Asked => self.add_all(asked(of, fact)),
            Group::Desk => {
                let kind = if fact == Known::NotesCount { Kind::Note } else { Kind::Task };
                self.add_kind(of, kind);
            }
            Group::RenewalWork => self.add_renewal_work(of, fact),
            Group::Start => {
                self.add_since(of);
                self.add_kind(of, Kind::Milestone);
            }
            Group::Schedule if is_of_goals(fact) => self.add_kind(of, Kind::Objective),
            Group::Schedule => self.add_kind(of, Kind::Milestone),
            Group::Review if fact == Known::ReviewActionsOverdue => self.add_kind(of, Kind::Task),
            Group::Review => {
                let activities = of.view.of(Kind::Activity).iter();
                activities.filter(|it| is_review(it)).for_each(|it| self.add_record(it));
            }
            Group::Handover => self.add_fields(of, &["csm", "pulse_on"]),
            Group::Pledges => pledges::behind(of, fact).for_each(|it| self.add_record(it)),
            Group::Answers => self.add_kind(of, Kind::Answer),
            Group::Imports => imports::behind(of).for_each(|it| self.add_version(it)),
            Group::Health | Group::Alerts => {}
        }
    }

    fn add_contract(&mut self, of: &Inputs<'_>, fact: Known) {
        let in_force = of.lines.iter().filter(|it| it.is_in_force(of.as_of));
        match fact {
            Known::Status => {
                self.add_fields(of, &["status"]);
                if let Some(outcome) = last_outcome(of).filter(|_| has_churned(of)) {
                    self.add_record(outcome);
                }
            }
            Known::OutcomeLast | Known::OutcomeLastOn => {
                if let Some(outcome) = last_outcome(of) {
                    self.add_record(outcome);
                }
            }
            Known::Arr | Known::ArrOwn | Known::Mrr => {
                if of.lines.iter().any(|it| it.yearly().is_some()) {
                    in_force.for_each(|it| self.add_record(it.record));
                } else {
                    let fields: &[&str] =
                        if of.account().cell("arr").is_some() { &["arr"] } else { &["mrr"] };
                    self.add_fields(of, fields);
                }
            }
            Known::Seats => {
                let with_seats = in_force.filter(|it| it.record.number("seats").is_some());
                with_seats.for_each(|it| self.add_record(it.record));
                if self.rows.is_empty() {
                    self.add_fields(of, &["seats"]);
                }
            }
            Known::ContractCount
            | Known::ContractProducts
            | Known::ContractWhiteSpace
            | Known::ContractWhiteSpaceShare => {
                in_force.for_each(|it| self.add_record(it.record));
            }
            Known::NoticeReceived | Known::NoticeReceivedOn => {
                self.add_fields(of, &["notice_received_on"]);
            }
            Known::Currency | Known::ContractHasRows => {}
            _ => {
                let Some(renewal) = coming(of) else { return };
                renewal.lines.iter().for_each(|it| self.add_record(it.record));
                if renewal.lines.is_empty() {
                    self.add_fields(of, &["renewal_date", "notice_days", "auto_renew"]);
                }
            }
        }
    }

    fn add_renewal_work(&mut self, of: &Inputs<'_>, fact: Known) {
        match fact {
            Known::RenewalStage | Known::RenewalStageDays | Known::RenewalInProgress => {
                self.add_fields(of, &["renewal_stage", "renewal_stage_on"]);
            }
            Known::RenewalSigned => {
                self.add_fields(of, &["renewal_stage"]);
                if let Some(outcome) = last_outcome(of) {
                    self.add_record(outcome);
                }
            }
            Known::RenewalCall => self.add_fields(of, &["renewal_call"]),
            Known::RenewalNextStep => self.add_fields(of, &["renewal_next_step"]),
            Known::RenewalTalked | Known::RenewalTalkedOn => {
                let Some(renewal) = coming(of) else { return };
                talks(of, &renewal).for_each(|it| self.add_record(it));
            }
            Known::RenewalLights => {
                self.add_kind(of, Kind::Objective);
                self.add_fields(of, &["renewal_call"]);
            }
            _ => self.add_fields(of, &["renewal_close_on"]),
        }
    }

    fn add_usage(&mut self, of: &Inputs<'_>, fact: Known) {
        let is_of_primary = matches!(
            fact,
            Known::UsageShift
                | Known::UsageShiftZ
                | Known::UsageShiftChange
                | Known::UsageSudden
                | Known::UsageSuddenChange
                | Known::UsageTrendDown
                | Known::UsagePrimary
        );
        if is_of_primary {
            if let Some(metric) = primary(of) {
                self.add_series(of, metric);
            }
            return;
        }
        let metrics = || of.context.metrics.iter().filter(|it| it.family == Family::Usage);
        let key = &of.context.settings.key_features;
        let products = products(of);
        let is_behind = |it: &&Metric| match fact {
            Known::UsageKeyDropped | Known::UsageKeyDroppedName => key.contains(&it.name),
            Known::UsageProductsUsed => products.iter().any(|name| is_of_product(it, name)),
            Known::UsageGatedTries => is_gated(it),
            Known::SpendForecast => counts_spend(it),
            _ => of.context.settings.is_counted(&it.name),
        };
        if matches!(fact, Known::SeatsUtilisation | Known::SeatsUtilRatio) {
            self.add_fields(of, &["seats"]);
        }
        for metric in metrics().filter(is_behind) {
            self.add_series(of, metric);
        }
    }

    fn add_relationship(&mut self, of: &Inputs<'_>, fact: Known) {
        let contacts = two_way(of.history);
        let contacts = up_to(of, &contacts);
        let last = contacts.iter().map(|it| it.on).max();
        let roles: &[&str] = match fact {
            Known::TouchUnanswered | Known::TouchUnansweredDays => {
                return self.add_all(unanswered(of, last));
            }
            Known::TouchDeclined30d => {
                return self.add_all(declined(of, last));
            }
            Known::SponsorState | Known::SponsorCount | Known::SponsorLost => &[SPONSOR],
            Known::ChampionState | Known::ChampionCount | Known::ChampionLost => &[CHAMPION],
            Known::ExecLastDays => EXECUTIVES,
            Known::ContactsCount
            | Known::ContactsRoles
            | Known::ContactsNewTeam
            | Known::ContactsNewTeamName
            | Known::ContactsNewExecutive => return self.add_kind(of, Kind::Contact),
            Known::TouchCadence => return self.add_fields(of, &["touch_model", "tier"]),
            Known::TouchHasLog => return,
            _ => &[],
        };
        let people = of.view.of(Kind::Contact).iter();
        let with_role = people.filter(|it| it.list("roles").iter().any(|it| roles.contains(it)));
        with_role.for_each(|it| self.add_record(it));
        if roles.is_empty() {
            for contact in &contacts {
                self.add_child(of, Kind::Activity, contact.record);
            }
            if contacts.is_empty() {
                self.add_cell(stated_contact(of.account()));
            }
        }
    }

    fn add_surveys(&mut self, of: &Inputs<'_>, fact: Known) {
        let is_csat = matches!(
            fact,
            Known::CsatShare90d | Known::CsatCount90d | Known::CsatBestOf3 | Known::CsatWorstOf2
        );
        let days = if matches!(fact, Known::CsatShare90d | Known::CsatCount90d) { 90 } else { 180 };
        let ty = if is_csat { "csat" } else { "nps" };
        let surveys = of.view.of(Kind::Survey).iter().filter(|it| it.text("type") == Some(ty));
        surveys.for_each(|it| self.add_record(it));
        if is_csat {
            for rating in Tickets::of(of.history).ratings(of.as_of, days) {
                self.add_child(of, Kind::Ticket, rating.record);
            }
        }
    }

    fn add_plan(&mut self, of: &Inputs<'_>, fact: Known) {
        match fact {
            Known::PlanGoals | Known::PlanGoalsOnTrack | Known::PlanVerified12m => {
                self.add_kind(of, Kind::Objective);
            }
            Known::PlanAchievedDays => {
                self.add_all(achieved(of));
            }
            Known::PlanAdviceOpenDays => {
                self.add_all(open_advice(of));
            }
            Known::PlanRatio => self.add_kind(of, Kind::Milestone),
            Known::PlanNextDue => {
                self.add_kind(of, Kind::Milestone);
                self.add_kind(of, Kind::Objective);
            }
            Known::OnboardingDone => self.add_fields(of, &["stage"]),
            _ => {
                let milestones = of.view.of(Kind::Milestone).iter();
                let first_value = milestones.filter(|it| it.text("type") == Some("first_value"));
                first_value.for_each(|it| self.add_record(it));
                self.add_fields(of, &["first_value_on"]);
                self.add_since(of);
            }
        }
    }

    /// The first day as a customer: the account's field, else its first contract.
    fn add_since(&mut self, of: &Inputs<'_>) {
        let stated = of.account().cell("customer_since");
        self.add_cell(stated);
        if let Some(line) = of.lines.first().filter(|_| stated.is_none()) {
            self.add_record(line.record);
        }
    }

    fn add_kind(&mut self, of: &Inputs<'_>, kind: Kind) {
        of.view.of(kind).iter().for_each(|it| self.add_record(it));
    }

    fn add_child(&mut self, of: &Inputs<'_>, kind: Kind, id: RecordId) {
        if let Some(record) = of.view.of(kind).iter().find(|it| it.id == id) {
            self.add_record(record);
        }
    }

    fn add_fields(&mut self, of: &Inputs<'_>, fields: &[&str]) {
        for field in fields {
            self.add_cell(of.account().cell(field));
        }
    }

    fn add_all(&mut self, records: Vec<&Record>) {
        for record in records {
            self.add_record(record);
        }
    }

    fn add_record(&mut self, record: &Record) {
        record.cells.iter().for_each(|it| self.add_cell(Some(it)));
    }

    fn add_version(&mut self, version: &Version) {
        let row = self.row(version.origin.file, version.origin.line);
        self.rows.push(Dated { on: version.effective_on, row });
    }

    fn add_cell(&mut self, cell: Option<&Cell>) {
        let Some(cell) = cell else { return };
        let row = self.row(cell.origin.file, cell.origin.line);
        self.rows.push(Dated { on: cell.effective_on, row });
    }

    /// The newest values of a series.
    fn add_series(&mut self, of: &Inputs<'_>, metric: &Metric) {
        let Some(series) = of.history.series.iter().find(|it| it.metric == metric.id) else {
            return;
        };
        for point in newest_first(series, metric.grains.on(of.as_of), of.as_of).take(MOST) {
            for line in point.lines.as_slice() {
                let row = self.row(Some(point.file), *line);
                self.rows.push(Dated { on: point.on, row });
            }
        }
    }

    fn row(&self, file: Option<FileId>, line: u32) -> RowRef {
        let name = file.and_then(|it| self.context.files.get(&it).cloned());
        RowRef { file: name.unwrap_or_default(), line }
    }

    /// The rows, newest first, each once.
    fn newest_first(mut self) -> Vec<RowRef> {
        self.rows.sort_unstable_by(|a, b| (b.on, &a.row).cmp(&(a.on, &b.row)));
        let mut newest: Vec<RowRef> = Vec::new();
        for it in self.rows {
            if newest.len() < MOST && !newest.contains(&it.row) {
                newest.push(it.row);
            }
        }
        // An alert keeps them for as long as the cockpit is open.
        newest.shrink_to_fit();
        newest
    }
}

/// Whether a fact of progress is read from objectives, and not from milestones.
const fn is_of_goals(fact: Known) -> bool {
    matches!(fact, Known::PlanGoalsOverdue | Known::PlanGoalsAtRisk | Known::PlanVerified90d)
}

/// The account's fields that a profile fact shows.
fn fields_of_profile(fact: Known) -> &'static [&'static str] {
    match fact {
        Known::Name => &["name"],
        Known::Domain => &["domain"],
        Known::ExternalId => &["external_id"],
        Known::Industry => &["industry"],
        Known::Region => &["region"],
        Known::Country => &["country"],
        Known::Segment => &["segment"],
        Known::Tier => &["tier"],
        Known::TouchModel => &["touch_model", "tier"],
        Known::Stage => &["stage"],
        Known::Plan => &["plan"],
        Known::Csm => &["csm"],
        Known::Tags => &["tags"],
        Known::Pulse | Known::PulseAge | Known::PulseReason => &["pulse", "pulse_on"],
        _ => &[],
    }
}
