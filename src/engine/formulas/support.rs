//! Support: ticket rate and attainment of the agreed times.

/// Small accounts count as this many seats, so that one ticket does not stand out.
const FEWEST_SEATS: f64 = 10.0;

/// How many tickets met the time set for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sla {
    met: u32,
    missed: u32,
}

impl Sla {
    /// Counts a ticket that took `elapsed` hours of its `target`; one that is still open has its
    /// `age` instead, and counts only once it is past the target.
    pub fn add(&mut self, elapsed: Option<f64>, age: f64, target: f64) {
        match elapsed {
            Some(hours) if hours <= target => self.met += 1,
            Some(_) => self.missed += 1,
            None if age > target => self.missed += 1,
            None => {}
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

    /// The share that met it; nothing where nothing can be measured.
    pub fn attainment(&self) -> Option<f64> {
        let n = self.met + self.missed;
        (n > 0).then(|| f64::from(self.met) / f64::from(n))
    }
}

/// Tickets of `days` as tickets of 30 days per 100 seats.
pub fn ticket_rate(tickets: f64, seats: f64, days: f64) -> f64 {
    tickets * 30.0 * 100.0 / (seats.max(FEWEST_SEATS) * days)
}
