//! Facts about the coming renewal: its date, its notice deadline, what is up for it.

use super::cells::{Cells, days};
use super::context::Context;
use super::contract::{has_churned, in_book, last_outcome, revenue, sum};
use super::inputs::Inputs;
use super::known::Known;
use super::lines::Line;
use super::plan::first_value_on;
use super::traces::Trace;
use crate::domain::{AccountHistory, AccountView, Day, Kind, Money, Phase, RecordId, Value};
use crate::engine::dates::{Calendar, NoticePeriod, NoticeState, Term};

/// How long before a renewal date an outcome decides it.
const DECIDES: i64 = 180;
/// The renewal phase begins this long before the notice deadline.
const RENEWAL_PHASE: i32 = 90;

/// The coming renewal, or one that lapsed without an outcome.
#[derive(Debug, Clone)]
pub(super) struct Renewal<'a> {
    /// The first day after the term.
    pub(super) date: Day,
    /// The last day of timely notice.
    pub(super) notice: Day,
    /// The contracts that end then; none where the date is the account's field.
    pub(super) lines: Vec<Line<'a>>,
    notice_days: Option<f64>,
    auto_renew: Option<bool>,
    amount: Option<Money>,
    months: Option<f64>,
}

impl Renewal<'_> {
    /// Whether its amount and its notice period are known.
    pub(super) fn has_terms(&self) -> bool {
        self.amount.is_some() && self.notice_days.is_some()
    }
}

/// The facts of the coming renewal.
pub(super) fn add(of: &Inputs<'_>, renewal: Option<&Renewal<'_>>, cells: &mut Cells<'_>) {
    let received = of.account().day("notice_received_on").filter(|it| *it <= of.as_of);
    cells.put(Known::NoticeReceivedOn, received.map(Value::Date), received);
    let Some(renewal) = renewal else {
        cells.put(Known::NoticeReceived, received.map(|_| Value::Flag(true)), received);
        return;
    };
    // Notice for a term that is long over says nothing of the next one.
    let is_received = received.is_some_and(|it| renewal.date.days_since(it) <= 400);
    cells.put(Known::NoticeReceived, Some(Value::Flag(is_received)), received);
    let left = |date: Day| (date >= of.as_of).then(|| days(of.as_of, date));
    cells.put(Known::RenewalDate, Some(Value::Date(renewal.date)), None);
    cells.put(Known::RenewalDaysLeft, left(renewal.date), None);
    let is_past = renewal.date < of.as_of;
    cells.put(Known::RenewalOverdue, is_past.then(|| days(renewal.date, of.as_of)), None);
    cells.put(Known::RenewalAmount, renewal.amount.map(Value::Money), None);
    cells.put(Known::RenewalTerm, renewal.months.map(Value::Number), None);
    cells.put(Known::RenewalAutoRenew, renewal.auto_renew.map(Value::Flag), None);
    cells.put(Known::RenewalNoticeDays, renewal.notice_days.map(Value::Days), None);
    let source = if renewal.lines.is_empty() { "account field" } else { "contract" };
    cells.put(Known::RenewalSource, Some(Value::text(source)), None);
    cells.put(Known::NoticeDate, Some(Value::Date(renewal.notice)), None);
    cells.put(Known::NoticeDaysLeft, left(renewal.notice), None);
    let term = Term { start: Day::MIN, end: renewal.date - 1 };
    let state = if is_received {
        NoticeState::Received
    } else {
        NoticeState::on(of.as_of, &term, renewal.notice, renewal.auto_renew)
    };
    cells.put(Known::NoticeState, Some(Value::text(state.word())), None);
}

/// The earliest renewal that is open: of a contract in force that ends, that nothing follows and
/// that was not ended for good; else one that lapsed; else the account's renewal date.
pub(super) fn coming<'a>(of: &Inputs<'a>) -> Option<Renewal<'a>> {
    if has_churned(of) {
        return None;
    }
    let ending = of.lines.iter().filter(|it| it.end.is_some() && is_open(of, it));
    let next = ending.clone().filter(|it| it.is_in_force(of.as_of)).min_by_key(|it| it.end);
    if let Some(end) = next.and_then(|it| it.end) {
        return Some(of_contracts(of, end));
    }
    if is_open_ended(of) {
        return None;
    }
    let lapsed = ending.filter(|it| it.end < Some(of.as_of)).max_by_key(|it| it.end);
    if let Some(end) = lapsed.and_then(|it| it.end) {
        return Some(of_contracts(of, end)).filter(|it| !is_decided(of, it.date));
    }
    of_account(of).filter(|it| !is_decided(of, it.date))
}

/// Whether a contract is to be renewed: nothing follows it, and it was not ended for good.
fn is_open(of: &Inputs<'_>, line: &Line<'_>) -> bool {
    !line.is_lost() && !of.lines.iter().any(|next| line.is_followed_by(next))
}

/// Whether a contract in force has no end, and so the account no renewal.
fn is_open_ended(of: &Inputs<'_>) -> bool {
    of.lines.iter().any(|it| it.is_in_force(of.as_of) && it.end.is_none())
}

/// Where an account's renewal date is read from, and so where another one is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RenewalSource {
    /// The ends of these contracts.
    Contracts(Vec<RecordId>),
    /// The account's own field, be it empty.
    Account,
    /// None is read: the customer has left.
    Churned,
    /// None is read: a contract in force has no end.
    OpenEnded,
    /// None is read: the last one has its outcome.
    Decided,
}

/// Where the renewal date of an account is read from, as of the day of its view.
pub fn renewal_source(
    history: &AccountHistory,
    view: &AccountView,
    context: &Context,
) -> RenewalSource {
    let of = Inputs::new(history, view, context);
    match coming(&of) {
        Some(it) if !it.lines.is_empty() => {
            let open = it.lines.iter().filter(|line| is_open(&of, line));
            RenewalSource::Contracts(open.map(|line| line.record.id).collect())
        }
        None if has_churned(&of) => RenewalSource::Churned,
        None if is_open_ended(&of) => RenewalSource::OpenEnded,
        None if of.lines.iter().any(|it| it.end.is_some() && is_open(&of, it)) => {
            RenewalSource::Decided
        }
        Some(_) | None => RenewalSource::Account,
    }
}

/// Where the account is in its life (`docs/numbers.md`, "Health: weights, curves and freshness").
pub(super) fn phase(of: &Inputs<'_>, renewal: Option<&Renewal<'_>>) -> Option<Phase> {
    const FIRST_MONTH: i64 = 30;
    const HALF_YEAR: i64 = 180;
    let age = of.since.map(|it| of.as_of.days_since(it));
    if age.is_some_and(|it| it <= FIRST_MONTH) {
        return Some(Phase::Onboarding);
    }
    if renewal.is_some_and(|it| it.notice - RENEWAL_PHASE <= of.as_of) {
        return Some(Phase::Renewal);
    }
    let milestones = of.view.of(Kind::Milestone);
    let plans_first_value = milestones.iter().any(|it| it.text("type") == Some("first_value"));
    let is_waiting = plans_first_value && first_value_on(of).is_none();
    match age {
        _ if is_waiting => Some(Phase::Onboarding),
        Some(age) if age <= HALF_YEAR => Some(Phase::Adoption),
        Some(_) => Some(Phase::Value),
        None => of.keeps(Trace::FirstValue).then_some(Phase::Value),
    }
}

fn of_contracts<'a>(of: &Inputs<'a>, end: Day) -> Renewal<'a> {
    let lines: Vec<Line<'a>> = of.lines.iter().filter(|it| it.end == Some(end)).copied().collect();
    let days = lines.iter().filter_map(|it| it.record.number("notice_days")).reduce(f64::max);
    let notice_days = days.or_else(|| of.account().number("notice_days"));
    let auto_renew = lines.iter().find_map(|it| it.record.flag("auto_renew"));
    let book = of.context.settings.currency;
    let has_amount = lines.iter().any(|it| it.yearly().is_some());
    let due = sum(lines.iter().filter_map(Line::yearly), book).filter(|_| has_amount);
    let months = lines.iter().filter_map(Line::months).reduce(f64::max);
    Renewal {
        date: end + 1,
        notice: notice_on(of, end, notice_days),
        notice_days,
        auto_renew: auto_renew.or_else(|| of.account().flag("auto_renew")),
        amount: due.and_then(|it| in_book(it, book)),
        months,
        lines,
    }
}

fn of_account<'a>(of: &Inputs<'a>) -> Option<Renewal<'a>> {
    let account = of.account();
    let date = account.day("renewal_date")?;
    let notice_days = account.number("notice_days");
    let due = revenue(of).and_then(|it| it.own);
    Some(Renewal {
        date,
        notice: notice_on(of, date - 1, notice_days),
        notice_days,
        auto_renew: account.flag("auto_renew"),
        amount: due.and_then(|it| in_book(it, of.context.settings.currency)),
        months: None,
        lines: Vec::new(),
    })
}

/// The notice deadline; without notice terms the renewal date itself
/// (`docs/numbers.md`, "Dates: terms and notice").
fn notice_on(of: &Inputs<'_>, end: Day, notice_days: Option<f64>) -> Day {
    let term = Term { start: Day::MIN, end };
    let Some(notice_days) = notice_days else { return term.renewal_date() };
    let calendar = Calendar::new(&of.context.settings.holidays);
    term.notice(NoticePeriod::Days(notice_days as i32), &calendar).deadline
}

/// Whether an outcome has settled the renewal of this date.
fn is_decided(of: &Inputs<'_>, date: Day) -> bool {
    let settled = last_outcome(of).and_then(|it| it.day("on"));
    settled.is_some_and(|on| date.days_since(on) <= DECIDES) && date <= of.as_of
}
