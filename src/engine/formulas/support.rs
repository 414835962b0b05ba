//! Support: ticket rate, durations, and attainment of the agreed times.

use super::ratio::ratio;
use crate::engine::series::{median, quantile};

/// Small accounts count as this many seats.
const FEWEST_SEATS: f64 = 10.0;

/// How many tickets met the time set for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sla {
    met: u32,
    missed: u32,
    pending: u32,
}

/// How long something took, in the unit of the values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Durations {
    /// The middle one.
    pub median: f64,
    /// The one that nine of ten stay below.
    pub p90: f64,
    /// The mean, which a single slow one moves.
    pub mean: f64,
}

impl Sla {
    /// Counts a ticket that took `elapsed` hours of its `target`; one that is still open has its
    /// `age` instead, and counts only once it is past the target.
    pub fn add(&mut self, elapsed: Option<f64>, age: f64, target: f64) {
        match elapsed {
            Some(hours) if hours <= target => self.met += 1,
            Some(_) => self.missed += 1,
            None if age > target => self.missed += 1,
            None => self.pending += 1,
        }
    }

    /// How many met it.
    pub const fn met(&self) -> u32 {
        self.met
    }

    /// How many did not.
    pub const fn missed(&self) -> u32 {
        self.missed
    }

    /// How many are open and still in time.
    pub const fn pending(&self) -> u32 {
        self.pending
    }

    /// The share that met it; nothing where nothing can be measured.
    pub fn attainment(&self) -> Option<f64> {
        ratio(f64::from(self.met), f64::from(self.met + self.missed))
    }
}

/// The seats that a rate of tickets is counted by: at least ten, so that one ticket of a small
/// account does not stand out.
pub fn counted_seats(seats: f64) -> f64 {
    seats.max(FEWEST_SEATS)
}

/// Tickets of `days` as tickets of 30 days per 100 seats; nothing without seats.
pub fn ticket_rate(tickets: f64, seats: f64, days: f64) -> Option<f64> {
    ratio(tickets * 30.0 * 100.0, seats * days)
}

/// Median, 90 % quantile and mean of response or resolution times; nothing without any.
pub fn durations(values: &[f64]) -> Option<Durations> {
    Some(Durations {
        median: median(&mut values.to_vec())?,
        p90: quantile(&mut values.to_vec(), 0.9)?,
        mean: ratio(values.iter().sum(), values.len() as f64)?,
    })
}
