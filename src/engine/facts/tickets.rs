//! Facts about support tickets.

use super::cells::{Cells, count, days};
use super::inputs::Inputs;
use super::known::Known;
use super::survey::ticket_ratings;
use super::traces::Trace;
use crate::domain::{Day, Kind, Record, Value};
use crate::engine::formulas::{Sla, csat_share, ticket_rate};
use crate::engine::series::{dispersion, median, negative_binomial_tail, same_rate_tail};

const MONTH: i64 = 30;
const RECENT: i64 = 90;
/// Urgent tickets are late when they are this old; the source says days, not hours.
const URGENT_LATE: i64 = 2;
const BASELINE_WEEKS: usize = 12;

/// How grave a ticket is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Severity {
    /// The highest priority.
    Urgent,
    /// The second.
    High,
    /// Every other.
    Normal,
}

/// A ticket as of a day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ticket<'a> {
    /// Its record.
    pub(super) record: &'a Record,
    /// The day it was opened.
    pub(super) created: Day,
    severity: Severity,
    /// The day it was solved.
    closed: Option<Day>,
    is_open: bool,
    age: i64,
}

/// The facts of tickets; missing in a book without tickets.
pub(super) fn add(of: &Inputs<'_>, cells: &mut Cells<'_>) {
    let tickets = tickets(of);
    let is_kept = of.keeps(Trace::Ticket) || !tickets.is_empty();
    cells.put(Known::TicketsHasRows, Some(Value::Flag(is_kept)), None);
    if !is_kept {
        return;
    }
    let own = tickets.iter().map(|it| it.created).max();
    // The book's newest ticket dates the feed: an account without tickets is not stale.
    let data_on = of.seen(Trace::Ticket).map(|it| it.last).or(own);
    let counted = [
        Known::TicketsOpen,
        Known::TicketsOpened28d,
        Known::TicketsOpened90d,
        Known::TicketsOpenUrgent,
        Known::TicketsUrgentLate,
        Known::TicketsOpenSev,
    ];
    for fact in counted {
        let n = tickets.iter().filter(|it| it.counts(fact, of)).count();
        cells.put(fact, Some(count(n)), data_on);
    }
    if of.keeps(Trace::Escalation) || tickets.iter().any(|it| it.record.get("escalated").is_some())
    {
        let fact = Known::TicketsEscalations90d;
        let n = tickets.iter().filter(|it| it.counts(fact, of)).count();
        cells.put(fact, Some(count(n)), data_on);
    }
    let sev1 = tickets.iter().any(|it| it.counts(Known::TicketsSev1Open5d, of));
    cells.put(Known::TicketsSev1Open5d, Some(Value::Flag(sev1)), data_on);
    let oldest = tickets.iter().filter(|it| it.is_open).map(|it| it.created).min();
    cells.put(Known::TicketsOldestOpen, oldest.map(|it| days(it, of.as_of)), data_on);
    add_rate(of, &tickets, data_on, cells);
    cells.put(Known::TicketsSpike, is_spike(of, &tickets).map(Value::Flag), data_on);
    add_sla(of, &tickets, data_on, cells);
    let csat = csat_share(&ticket_ratings(of, RECENT));
    cells.put(Known::TicketsCsat90d, csat.map(Value::Percent), data_on);
}

/// The account's tickets up to the day of judgement.
pub(super) fn tickets<'a>(of: &Inputs<'a>) -> Vec<Ticket<'a>> {
    let records = of.view.of(Kind::Ticket).iter();
    records.filter_map(|it| Ticket::from_record(it, of.as_of)).collect()
}

impl<'a> Ticket<'a> {
    fn from_record(record: &'a Record, as_of: Day) -> Option<Self> {
        const DONE: &[&str] = &["solved", "closed", "resolved", "done", "deleted", "cancel"];
        let created = record.day("created_on").filter(|it| *it <= as_of)?;
        let closed = record.day("closed_on").filter(|it| *it <= as_of);
        let is_done = || {
            let status = record.text("status").unwrap_or_default().to_lowercase();
            DONE.iter().any(|it| status.contains(it))
        };
        Some(Self {
            record,
            created,
            severity: Severity::of(record.text("priority").unwrap_or_default()),
            closed,
            is_open: closed.is_none() && !is_done(),
            age: as_of.days_since(created),
        })
    }

    /// Whether a ticket fact counts this ticket.
    pub(super) fn counts(&self, fact: Known, of: &Inputs<'_>) -> bool {
        let is_urgent = self.severity == Severity::Urgent;
        match fact {
            Known::TicketsOpen | Known::TicketsOldestOpen => self.is_open,
            Known::TicketsOpened28d => self.age < 28,
            Known::TicketsOpened90d | Known::TicketsSla | Known::TicketsCsat90d => {
                self.age < RECENT
            }
            Known::TicketsRate | Known::TicketsRateRatio | Known::TicketsSpike => self.age < MONTH,
            Known::TicketsOpenUrgent => self.is_open && is_urgent,
            Known::TicketsUrgentLate => self.is_open && is_urgent && self.age >= URGENT_LATE,
            Known::TicketsOpenSev => {
                let allowed = self.severity.hours(of).or(self.severity.usual_hours());
                self.is_open && allowed.is_some_and(|it| self.age as f64 * 24.0 > it)
            }
            Known::TicketsSev1Open5d => self.is_open && is_urgent && self.age > 5,
            Known::TicketsEscalations90d => {
                self.age < RECENT && self.record.flag("escalated") == Some(true)
            }
            _ => false,
        }
    }

    /// Hours to its solution, as the source says or between the two dates.
    fn hours(&self) -> Option<f64> {
        let closed = self.closed?;
        let days = closed.days_since(self.created) as f64;
        Some(self.record.number("resolution_hours").unwrap_or(days * 24.0))
    }
}

impl Severity {
    fn of(priority: &str) -> Self {
        const URGENT: &[&str] =
            &["urgent", "critical", "p1", "sev1", "s1", "1", "1critical", "highest", "blocker"];
        const HIGH: &[&str] = &["high", "major", "p2", "sev2", "s2", "2", "2high"];
        let letters = priority.chars().flat_map(char::to_lowercase);
        let letters = letters.filter(char::is_ascii_alphanumeric);
        let is = |word: &&str| letters.clone().eq(word.chars());
        if URGENT.iter().any(is) {
            Self::Urgent
        } else if HIGH.iter().any(is) {
            Self::High
        } else {
            Self::Normal
        }
    }

    /// The hours that the book's settings allow.
    fn hours(self, of: &Inputs<'_>) -> Option<f64> {
        let sla = of.context.settings.sla;
        let hours = match self {
            Self::Urgent => sla.urgent,
            Self::High => sla.high,
            Self::Normal => sla.normal,
        };
        hours.map(f64::from)
    }

    /// The hours that are usual where nothing is set; only the grave ones have any.
    const fn usual_hours(self) -> Option<f64> {
        match self {
            Self::Urgent => Some(24.0),
            Self::High => Some(72.0),
            Self::Normal => None,
        }
    }
}

/// The rate of 30 days, and that over the account's own median of up to 12 months before.
fn add_rate(of: &Inputs<'_>, tickets: &[Ticket<'_>], data_on: Option<Day>, cells: &mut Cells<'_>) {
    const FEWEST_MONTHS: i64 = 3;
    let in_month = |back: i64| tickets.iter().filter(|it| it.age / MONTH == back).count() as f64;
    let rate = ticket_rate(in_month(0), of.seats.unwrap_or_default(), MONTH as f64);
    cells.put(Known::TicketsRate, Some(Value::Number(rate)), data_on);
    let first = tickets.iter().map(|it| it.created).min();
    let feed = of.seen(Trace::Ticket).map(|it| it.first).or(first);
    let Some(start) = feed.map(|it| of.since.map_or(it, |since| since.max(it))) else { return };
    let months = (of.as_of.days_since(start) / MONTH - 1).min(12);
    if months < FEWEST_MONTHS {
        return;
    }
    let mut before: Vec<f64> = (1..=months).map(in_month).collect();
    // One ticket where there used to be none is no rise without end.
    let usual = median(&mut before).map(|it| it.max(1.0));
    let ratio = usual.map(|it| Value::Number(in_month(0) / it));
    cells.put(Known::TicketsRateRatio, ratio, data_on);
}

/// The guarded ticket spike (`metrics.md` 3.2 H): the last 7 days against 12 weeks, the week between
/// left out.
fn is_spike(of: &Inputs<'_>, tickets: &[Ticket<'_>]) -> Option<bool> {
    const ALPHA: f64 = 0.01;
    const FEWEST: u32 = 3;
    const FEWEST_WEEKS: i64 = 8;
    let first = tickets.iter().map(|it| it.created).min();
    let feed = of.seen(Trace::Ticket).map(|it| it.first).or(first)?;
    let start = of.since.map_or(feed, |since| since.max(feed));
    let weeks = (of.as_of.days_since(start) / 7 - 1).min(BASELINE_WEEKS as i64);
    if weeks < FEWEST_WEEKS {
        return None;
    }
    let in_week = |back: i64| tickets.iter().filter(|it| it.age / 7 == back).count() as u32;
    let now = in_week(0);
    let counts: Vec<f64> = (2..2 + weeks).map(|it| f64::from(in_week(it))).collect();
    let before = counts.iter().sum::<f64>() as u32;
    if now < FEWEST {
        return Some(false);
    }
    let same_rate = same_rate_tail(now, before, 1.0, weeks as f64);
    let bursts = dispersion(&counts).filter(|it| it.ratio.is_some_and(|it| it > 1.5));
    let p = bursts
        .map_or(same_rate, |it| same_rate.max(negative_binomial_tail(now, it.mean, it.variance)));
    Some(p < ALPHA)
}

fn add_sla(of: &Inputs<'_>, tickets: &[Ticket<'_>], data_on: Option<Day>, cells: &mut Cells<'_>) {
    let sla = of.context.settings.sla;
    if sla.urgent.or(sla.high).or(sla.normal).is_none() {
        let why = "set sla.urgent, sla.high or sla.normal, the hours to a solution";
        cells.not_applicable(Known::TicketsSla, why);
        return;
    }
    let mut attained = Sla::default();
    for ticket in tickets.iter().filter(|it| it.age < RECENT) {
        if let Some(target) = ticket.severity.hours(of) {
            attained.add(ticket.hours(), ticket.age as f64 * 24.0, target);
        }
    }
    cells.put(Known::TicketsSla, attained.attainment().map(Value::Percent), data_on);
}
