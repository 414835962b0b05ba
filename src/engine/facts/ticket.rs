//! Tickets as of a day, read once from what their records say.

use super::inputs::Inputs;
use super::known::Known;
use super::states::States;
use crate::domain::{AccountHistory, Day, Kind, Record, RecordId};

/// The days of a month, by which tickets are counted.
pub(super) const MONTH: i64 = 30;
/// The days of a quarter, by which tickets are counted.
pub(super) const RECENT: i64 = 90;
/// Urgent tickets are late when they are this old; the source says days, not hours.
const URGENT_LATE: i64 = 2;

/// How grave a ticket is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Severity {
    /// The highest priority.
    Urgent,
    /// The second.
    High,
    /// Every other.
    Normal,
}

/// What the record of a ticket says.
#[derive(Debug, Clone, Copy)]
struct TicketRow {
    record: RecordId,
    created: Option<Day>,
    closed: Option<Day>,
    severity: Severity,
    /// Whether its status says that it is done.
    is_done: bool,
    /// Whether it was escalated, where the source says so or not.
    escalated: Option<bool>,
    /// Hours to its solution, as the source says.
    hours: Option<f64>,
    rating: Option<f64>,
}

/// A ticket as of a day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ticket {
    /// Its record.
    pub(super) record: RecordId,
    /// The day it was opened.
    pub(super) created: Day,
    /// Whether it waits for its solution.
    pub(super) is_open: bool,
    /// Days since it was opened.
    pub(super) age: i64,
    /// The day it was solved.
    closed: Option<Day>,
    row: TicketRow,
}

/// A rating that a customer gave to a ticket.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rating {
    /// The ticket's record.
    pub(super) record: RecordId,
    /// The rating, 1 to 5.
    pub(super) score: f64,
    /// The day the ticket was solved.
    pub(super) closed: Option<Day>,
}

/// The tickets of an account, from day to day.
#[derive(Debug, Clone)]
pub(super) struct Tickets(Vec<States<TicketRow>>);

impl Tickets {
    /// Reads the tickets of a history.
    pub(super) fn of(history: &AccountHistory) -> Self {
        Self(States::of(history, Kind::Ticket, |it| Some(TicketRow::read(it))))
    }

    /// The tickets opened up to a day.
    pub(super) fn on(&self, as_of: Day) -> Vec<Ticket> {
        self.rows(as_of).filter_map(|it| it.on(as_of)).collect()
    }

    /// The ratings of tickets that were solved, or opened, within the `days` that end on a day.
    pub(super) fn ratings(&self, as_of: Day, days: i64) -> Vec<Rating> {
        let rows = self.rows(as_of).filter(|it| {
            let on = it.closed.or(it.created);
            on.is_some_and(|it| (0..days).contains(&as_of.days_since(it)))
        });
        let rating = |it: &TicketRow| {
            Some(Rating { record: it.record, score: it.rating?, closed: it.closed })
        };
        rows.filter_map(rating).collect()
    }

    fn rows(&self, as_of: Day) -> impl Iterator<Item = &TicketRow> {
        self.0.iter().filter_map(move |it| it.on(as_of))
    }
}

impl TicketRow {
    fn read(record: &Record) -> Self {
        const DONE: &[&str] = &["solved", "closed", "resolved", "done", "deleted", "cancel"];
        let status = record.text("status").unwrap_or_default().to_lowercase();
        Self {
            record: record.id,
            created: record.day("created_on"),
            closed: record.day("closed_on"),
            severity: Severity::of(record.text("priority").unwrap_or_default()),
            is_done: DONE.iter().any(|it| status.contains(it)),
            escalated: record.get("escalated").map(|it| it.as_flag() == Some(true)),
            hours: record.number("resolution_hours"),
            rating: record.number("csat"),
        }
    }

    /// The ticket as of a day; nothing before it was opened.
    fn on(&self, as_of: Day) -> Option<Ticket> {
        let created = self.created.filter(|it| *it <= as_of)?;
        let closed = self.closed.filter(|it| *it <= as_of);
        Some(Ticket {
            record: self.record,
            row: *self,
            created,
            closed,
            is_open: closed.is_none() && !self.is_done,
            age: as_of.days_since(created),
        })
    }
}

impl Ticket {
    /// Whether a ticket fact counts this ticket.
    pub(super) fn counts(&self, fact: Known, of: &Inputs<'_>) -> bool {
        let is_urgent = self.row.severity == Severity::Urgent;
        match fact {
            Known::TicketsOpen | Known::TicketsOldestOpen => self.is_open,
            Known::TicketsSilentDays | Known::TicketsHabit => true,
            Known::TicketsOpened28d => self.age < 28,
            Known::TicketsOpened90d | Known::TicketsSla | Known::TicketsCsat90d => {
                self.age < RECENT
            }
            Known::TicketsRate | Known::TicketsRateRatio | Known::TicketsSpike => self.age < MONTH,
            Known::TicketsOpenUrgent => self.is_open && is_urgent,
            Known::TicketsUrgentLate => self.is_open && is_urgent && self.age >= URGENT_LATE,
            Known::TicketsOpenSev => {
                let allowed = self.allowed_hours(of).or(self.row.severity.usual_hours());
                self.is_open && allowed.is_some_and(|it| self.age as f64 * 24.0 > it)
            }
            Known::TicketsSev1Open5d => self.is_open && is_urgent && self.age > 5,
            Known::TicketsEscalations90d => self.age < RECENT && self.row.escalated == Some(true),
            _ => false,
        }
    }

    /// Whether the source says of it that it was escalated, or that it was not.
    pub(super) fn tells_escalation(&self) -> bool {
        self.row.escalated.is_some()
    }

    /// The hours that the book's settings allow to its solution.
    pub(super) fn allowed_hours(&self, of: &Inputs<'_>) -> Option<f64> {
        self.row.severity.hours(of)
    }

    /// Hours to its solution, as the source says or between the two dates.
    pub(super) fn hours(&self) -> Option<f64> {
        let closed = self.closed?;
        let days = closed.days_since(self.created) as f64;
        Some(self.row.hours.unwrap_or(days * 24.0))
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
