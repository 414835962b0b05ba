//! Facts about support tickets.

use super::cells::{Cells, count, days};
use super::inputs::Inputs;
use super::known::Known;
use super::ticket::{MONTH, RECENT, Ticket, Tickets};
use super::traces::Trace;
use crate::domain::{Day, Value};
use crate::engine::formulas::{Sla, counted_seats, csat, ticket_rate};
use crate::engine::series::{dispersion, median, negative_binomial_tail, same_rate_tail};

const BASELINE_WEEKS: usize = 12;

/// The facts of tickets; missing in a book without tickets.
pub(super) fn add(of: &Inputs<'_>, all: &Tickets, cells: &mut Cells<'_>) {
    let tickets = all.on(of.as_of);
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
    if of.keeps(Trace::Escalation) || tickets.iter().any(Ticket::tells_escalation) {
        let fact = Known::TicketsEscalations90d;
        let n = tickets.iter().filter(|it| it.counts(fact, of)).count();
        cells.put(fact, Some(count(n)), data_on);
    }
    let sev1 = tickets.iter().any(|it| it.counts(Known::TicketsSev1Open5d, of));
    cells.put(Known::TicketsSev1Open5d, Some(Value::Flag(sev1)), data_on);
    let oldest = tickets.iter().filter(|it| it.is_open).map(|it| it.created).min();
    cells.put(Known::TicketsOldestOpen, oldest.map(|it| days(it, of.as_of)), data_on);
    add_rate(of, &tickets, data_on, cells);
    add_silence(of, &tickets, data_on, cells);
    cells.put(Known::TicketsSpike, is_spike(of, &tickets).map(Value::Flag), data_on);
    add_sla(of, &tickets, data_on, cells);
    let ratings = all.ratings(of.as_of, RECENT);
    let csat = csat(&ratings.iter().map(|it| it.score).collect::<Vec<f64>>());
    cells.put(Known::TicketsCsat90d, csat.map(|it| Value::Percent(it.share)), data_on);
}

/// The rate of 30 days, and that over the account's own median of up to 12 months before.
fn add_rate(of: &Inputs<'_>, tickets: &[Ticket], data_on: Option<Day>, cells: &mut Cells<'_>) {
    const FEWEST_MONTHS: i64 = 3;
    let in_month = |back: i64| tickets.iter().filter(|it| it.age / MONTH == back).count() as f64;
    let seats = counted_seats(of.seats.unwrap_or_default());
    let rate = ticket_rate(in_month(0), seats, MONTH as f64);
    cells.put(Known::TicketsRate, rate.map(Value::Number), data_on);
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

/// How long the account has opened no ticket while others did, and how many it opens otherwise.
fn add_silence(of: &Inputs<'_>, tickets: &[Ticket], data_on: Option<Day>, cells: &mut Cells<'_>) {
    const WINDOW: i64 = 180;
    const FEWEST: i64 = 90;
    let feed = of.seen(Trace::Ticket);
    let last = tickets.iter().map(|it| it.created).max();
    let (Some(feed), Some(last)) = (feed, last) else { return };
    cells.put(Known::TicketsSilentDays, Some(days(last, feed.last.max(last))), data_on);
    let start = of.since.map_or(feed.first, |since| since.max(feed.first));
    let lived = (last.days_since(start) + 1).min(WINDOW);
    if lived < FEWEST {
        return;
    }
    let is_of_window = |it: &&Ticket| last.days_since(it.created) < lived;
    let opened = tickets.iter().filter(is_of_window).count() as f64;
    let a_month = opened * MONTH as f64 / lived as f64;
    cells.put(Known::TicketsHabit, Some(Value::Number(a_month)), data_on);
}

/// The guarded ticket spike
/// (`docs/numbers.md`, "Usage series and grain"): the last 7 days against 12 weeks, the week between
/// left out.
fn is_spike(of: &Inputs<'_>, tickets: &[Ticket]) -> Option<bool> {
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

fn add_sla(of: &Inputs<'_>, tickets: &[Ticket], data_on: Option<Day>, cells: &mut Cells<'_>) {
    let sla = of.context.settings.sla;
    if sla.urgent.or(sla.high).or(sla.normal).is_none() {
        let why = "set sla.urgent, sla.high or sla.normal, the hours to a solution";
        cells.not_applicable(Known::TicketsSla, why);
        return;
    }
    let mut attained = Sla::default();
    for ticket in tickets.iter().filter(|it| it.age < RECENT) {
        if let Some(target) = ticket.allowed_hours(of) {
            attained.add(ticket.hours(), ticket.age as f64 * 24.0, target);
        }
    }
    cells.put(Known::TicketsSla, attained.attainment().map(Value::Percent), data_on);
}
