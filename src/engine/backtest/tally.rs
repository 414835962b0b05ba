//! What the alerts on one account came to, once it is known how it went on.

use super::fate::{Fate, Stretch};
use crate::domain::Day;
use crate::engine::series::{Interval, median, wilson};

/// How far ahead of a loss an alert has to come, in days, both ends included: early enough to act,
/// not so early that any loss would prove it right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lead {
    /// The nearest.
    pub least: i64,
    /// The farthest.
    pub most: i64,
}

impl Default for Lead {
    /// 30 to 180 days.
    fn default() -> Self {
        Self { least: 30, most: 180 }
    }
}

/// What alerts are held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// Churn and contraction.
    Losses(Lead),
    /// So many days without use after the alert.
    Silence(i64),
}

/// What alerts came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Alerts that an event followed in time.
    pub hits: u32,
    /// Alerts that none followed.
    pub false_alarms: u32,
    /// Alerts so shortly before the event that nothing could be done.
    pub late: u32,
    /// Alerts too near the end of the data to be judged.
    pub left_out: u32,
    /// Events that an alert could have come before in time.
    pub events: u32,
    /// For each of these that had a hit, the days from its earliest hit to it.
    pub leads: Vec<i64>,
    /// The others.
    pub missed: Vec<Day>,
}

/// What alerts before losses came to. `seen` is the time that is looked at: what is lost less than
/// `lead.least` days into it could not be told in time, and an alert with less than `lead.most`
/// days of it left and no loss in sight is left out.
pub fn against_losses(alerts: &[Day], losses: &[Day], seen: Stretch, lead: Lead) -> Tally {
    let mut res = Tally::default();
    for alert in alerts {
        let ahead = losses.iter().map(|it| it.days_since(*alert)).filter(|it| *it >= 0);
        match ahead.clone().find(|it| lead.holds(*it)) {
            Some(_) => res.hits += 1,
            None if ahead.clone().any(|it| it < lead.least) => res.late += 1,
            None if seen.to.days_since(*alert) < lead.most => res.left_out += 1,
            None => res.false_alarms += 1,
        }
    }
    for loss in losses.iter().filter(|it| it.days_since(seen.from) >= lead.least) {
        let days = alerts.iter().map(|it| loss.days_since(*it)).filter(|it| lead.holds(*it));
        res.event(*loss, days.max());
    }
    res
}

/// What alerts of silence came to: right where the account was not used in the `days` after one.
/// An event is a silence of as many days or more in the time that is looked at.
pub fn against_silence(alerts: &[Day], fate: &Fate, seen: Stretch, days: i64) -> Tally {
    let mut res = Tally::default();
    for alert in alerts {
        match alert {
            it if seen.to.days_since(*it) < days || !fate.was_used_by(*it) => res.left_out += 1,
            it if fate.is_silent_after(*it, days) => res.hits += 1,
            _ => res.false_alarms += 1,
        }
    }
    for silence in fate.silences(days, seen.to) {
        let into = |day: Day| day.days_since(silence.from) + 1;
        // An alert later than this has too few days of it left.
        let latest = into(silence.to) - days;
        if latest < into(seen.from) {
            continue;
        }
        let hits = alerts.iter().map(|it| into(*it)).filter(|it| (0..=latest).contains(it));
        res.event(silence.from, hits.min().map(|it| -it));
    }
    res
}

impl Lead {
    fn holds(self, days: i64) -> bool {
        (self.least..=self.most).contains(&days)
    }
}

impl Tally {
    fn event(&mut self, on: Day, lead: Option<i64>) {
        self.events += 1;
        match lead {
            Some(it) => self.leads.push(it),
            None => self.missed.push(on),
        }
    }

    /// The same over both.
    pub fn add(&mut self, other: &Self) {
        self.hits += other.hits;
        self.false_alarms += other.false_alarms;
        self.late += other.late;
        self.left_out += other.left_out;
        self.events += other.events;
        self.leads.extend(&other.leads);
        self.missed.extend(&other.missed);
    }

    /// Alerts that could be judged.
    pub const fn judged(&self) -> u32 {
        self.hits + self.false_alarms + self.late
    }

    /// The share of the judged alerts that an event followed in time; nothing where none was judged.
    pub fn precision(&self) -> Option<f64> {
        (self.judged() > 0).then(|| f64::from(self.hits) / f64::from(self.judged()))
    }

    /// How sure that share is: Wilson's 95 % interval.
    pub fn precision_interval(&self) -> Option<Interval> {
        wilson(self.hits, self.judged())
    }

    /// Events with a hit.
    pub fn caught(&self) -> u32 {
        u32::try_from(self.leads.len()).unwrap_or(u32::MAX)
    }

    /// The share of the events that had a hit; nothing where there were none.
    pub fn recall(&self) -> Option<f64> {
        (self.events > 0).then(|| f64::from(self.caught()) / f64::from(self.events))
    }

    /// How sure that share is: Wilson's 95 % interval.
    pub fn recall_interval(&self) -> Option<Interval> {
        wilson(self.caught(), self.events)
    }

    /// The median of the days from the earliest hit to its event; below nothing where silences are
    /// told once they have begun.
    pub fn median_lead(&self) -> Option<f64> {
        let mut leads: Vec<f64> = self.leads.iter().map(|it| *it as f64).collect();
        (!leads.is_empty()).then(|| median(&mut leads)).flatten()
    }
}
