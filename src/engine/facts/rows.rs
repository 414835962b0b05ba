//! The rows that a fact came from, so that every number can be traced to a file and a line.

use super::asked::asked;
use super::basis::{self, Basis, Read};
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
use super::seats::counted_by;
use super::spoken::is_review;
use super::suffix::Suffix;
use super::ticket::Tickets;
use super::windows::Window;
use super::{imports, pledges};
use crate::domain::{
    AccountHistory, AccountView, Cell, Family, Kind, Metric, Record, RecordId, RowRef, Version,
};

/// The values that a fact was computed from.
struct Rows<'a> {
    reads: Vec<Read<'a>>,
}

/// The rows that a fact of this account was computed from, newest first, at most twelve. Facts that
/// are judged from other facts have none of their own.
pub fn rows_behind(
    history: &AccountHistory,
    view: &AccountView,
    context: &Context,
    fact: FactId,
) -> Vec<RowRef> {
    basis::rows(&reads_behind(&Inputs::new(history, view, context), fact), context)
}

/// The values that a fact of this account was computed from, and their rows.
pub fn basis_of(
    history: &AccountHistory,
    view: &AccountView,
    context: &Context,
    fact: FactId,
) -> Basis {
    Basis::new(&reads_behind(&Inputs::new(history, view, context), fact), view, context)
}

fn reads_behind<'a>(of: &Inputs<'a>, fact: FactId) -> Vec<Read<'a>> {
    let mut rows = Rows { reads: Vec::new() };
    if let Some(known) = Known::at(fact) {
        rows.add_known(of, known);
    } else if let Some((metric, windows)) = metric_of(of, fact) {
        for window in windows {
            rows.add_series(of, metric, *window);
        }
    } else if let Some(name) = of.context.catalogue.fact(fact).map(|it| &it.name) {
        rows.add_cell(of.account(), of.account().cell(name));
    }
    rows.reads
}

/// The metric whose fact this is, and what of it the fact looks at.
fn metric_of<'a>(of: &Inputs<'a>, fact: FactId) -> Option<(&'a Metric, &'static [Window])> {
    let catalogue = &of.context.catalogue;
    let windows = |first: FactId| {
        let suffix = Suffix::ALL.get(usize::from(fact.0.checked_sub(first.0)?))?;
        Some(Window::of_suffix(*suffix))
    };
    if let Some(windows) = windows(Catalogue::primary()) {
        return Some((primary(of)?, windows));
    }
    of.context.metrics.iter().find_map(|it| {
        let first = catalogue.of_metric(it.id)?;
        let windows = match it.family {
            Family::Usage => windows(first)?,
            Family::Reported => (first == fact).then_some(&[Window::Newest] as &[Window])?,
        };
        Some((it, windows))
    })
}

impl<'a> Rows<'a> {
    fn add_known(&mut self, of: &Inputs<'a>, fact: Known) {
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

    fn add_contract(&mut self, of: &Inputs<'a>, fact: Known) {
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
            Known::Arr | Known::ArrOwn | Known::ArrCurrency | Known::Mrr => {
                if of.lines.iter().any(|it| it.yearly().is_some()) {
                    in_force.for_each(|it| self.add_cell(it.record, it.amount()));
                } else {
                    let fields: &[&str] =
                        if of.account().cell("arr").is_some() { &["arr"] } else { &["mrr"] };
                    self.add_fields(of, fields);
                }
            }
            Known::Seats => {
                in_force.for_each(|it| self.add_cell(it.record, it.record.cell("seats")));
                if self.reads.is_empty() {
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

    fn add_renewal_work(&mut self, of: &Inputs<'a>, fact: Known) {
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

    fn add_usage(&mut self, of: &Inputs<'a>, fact: Known) {
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
                self.add_series(of, metric, Window::of_known(fact));
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
        if matches!(fact, Known::SeatsActive | Known::SeatsUtilisation | Known::SeatsUtilRatio) {
            if let Some((metric, window)) = counted_by(of) {
                self.add_series(of, metric, window);
            }
            if fact != Known::SeatsActive {
                self.add_contract(of, Known::Seats);
            }
            return;
        }
        for metric in metrics().filter(is_behind) {
            self.add_series(of, metric, Window::of_known(fact));
        }
    }

    fn add_relationship(&mut self, of: &Inputs<'a>, fact: Known) {
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
                self.add_cell(of.account(), stated_contact(of.account()));
            }
        }
    }

    fn add_surveys(&mut self, of: &Inputs<'a>, fact: Known) {
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

    fn add_plan(&mut self, of: &Inputs<'a>, fact: Known) {
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
    fn add_since(&mut self, of: &Inputs<'a>) {
        let stated = of.account().cell("customer_since");
        self.add_cell(of.account(), stated);
        if let Some(line) = of.lines.first().filter(|_| stated.is_none()) {
            self.add_record(line.record);
        }
    }

    fn add_kind(&mut self, of: &Inputs<'a>, kind: Kind) {
        of.view.of(kind).iter().for_each(|it| self.add_record(it));
    }

    fn add_child(&mut self, of: &Inputs<'a>, kind: Kind, id: RecordId) {
        if let Some(record) = of.view.of(kind).iter().find(|it| it.id == id) {
            self.add_record(record);
        }
    }

    fn add_fields(&mut self, of: &Inputs<'a>, fields: &[&str]) {
        for field in fields {
            self.add_cell(of.account(), of.account().cell(field));
        }
    }

    fn add_all(&mut self, records: Vec<&'a Record>) {
        for record in records {
            self.add_record(record);
        }
    }

    fn add_record(&mut self, record: &'a Record) {
        self.reads.push(Read::Record(record));
    }

    fn add_version(&mut self, version: &'a Version) {
        self.reads.push(Read::Version(version));
    }

    fn add_cell(&mut self, record: &'a Record, cell: Option<&'a Cell>) {
        self.reads.extend(cell.map(|it| Read::Field(record, it)));
    }

    /// The values of a series that a fact looks at.
    fn add_series(&mut self, of: &Inputs<'a>, metric: &'a Metric, window: Window) {
        let Some(series) = of.history.series.iter().find(|it| it.metric == metric.id) else {
            return;
        };
        let points = window.points(of, metric, series);
        self.reads.extend(points.into_iter().map(|it| Read::Point(metric, it)));
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
