//! Which days the usage feed of the whole book covers: a hole in the feed is no silence.

use super::weeks::{YEAR, last_monday, mondays};
use crate::domain::{Day, Grain, Metric, Series};

/// A day that no row covers.
const NEVER: i32 = i32::MAX;
/// A metric with rows on this share of its feed's days has a feed of its own; a rarer one (a
/// feature that few use each day) is taken to be covered whenever its kin of one grain are.
const DENSE: f64 = 0.9;

/// The days of the week that a metric's feed covers, bit 0 for Monday.
pub(super) type WeekMask = u8;

/// What the feed of one metric covers as of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Coverage {
    /// The covered days of each of the last 52 completed weeks, oldest first.
    pub(super) weeks: [WeekMask; YEAR],
    /// The weekdays that it usually covers.
    pub(super) usual: WeekMask,
    /// The last day that it covers.
    pub(super) last: Option<Day>,
}

impl Default for Coverage {
    fn default() -> Self {
        Self { weeks: [0; YEAR], usual: 0, last: None }
    }
}

/// The weekdays in at least half of the weeks that are covered at all.
fn usual(weeks: &[WeekMask; YEAR]) -> WeekMask {
    let covered = weeks.iter().filter(|it| **it != 0).count();
    let is_usual = |bit: &WeekMask| {
        let with = weeks.iter().filter(|it| **it & bit != 0).count();
        with > 0 && 2 * with >= covered
    };
    (0..7).map(|it| 1 << it).filter(is_usual).sum()
}

/// When each day of a span was first covered by a row of any account.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Calendar {
    /// For each day of the span, the first day of judgement on which a row covers it.
    counts_from: Vec<i32>,
    /// The same for everything before the span.
    before: Option<i32>,
}

/// The feed of the whole book.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Feed {
    start: i32,
    metrics: Vec<Calendar>,
    /// The same for all metrics of a grain together, by the grain's place.
    grains: Vec<Calendar>,
    grain_of: Vec<Grain>,
}

impl Feed {
    /// An empty feed for judgements on these days.
    pub(super) fn new(days: &[Day], metrics: &[Metric]) -> Self {
        let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else {
            return Self::default();
        };
        let start = (last_monday(*first) - 7 * YEAR as i32).number();
        let empty = Calendar {
            counts_from: vec![NEVER; (last.number() - start + 1) as usize],
            before: None,
        };
        Self {
            start,
            metrics: vec![empty.clone(); metrics.len()],
            grains: vec![empty; Grain::ALL.len()],
            grain_of: metrics.iter().map(|it| it.grain).collect(),
        }
    }

    /// Takes the rows of one account into account.
    pub(super) fn add(&mut self, metric: usize, series: &Series) {
        let Some(grain) = self.grain_of.get(metric).copied() else { return };
        let (Some(own), Some(kin)) =
            (self.metrics.get_mut(metric), self.grains.get_mut(place(grain)))
        else {
            return;
        };
        for point in &series.points {
            let end = grain.period_end(point.on);
            let counts_from = end.max(point.known_on).number();
            let mut day = point.on.number() - self.start;
            // A weekly row covers the ISO week that it begins in, whatever its weekday.
            let last = if grain == Grain::Week { day } else { end.number() - self.start };
            if day < 0 {
                own.before = Some(own.before.map_or(counts_from, |it| it.min(counts_from)));
                day = 0;
            }
            for covered in day..=last {
                own.cover(covered, counts_from);
                kin.cover(covered, counts_from);
            }
        }
    }

    /// What the feed of a metric covers as of a day.
    pub(super) fn coverage(&self, metric: usize, as_of: Day) -> Coverage {
        let grain = self.grain_of.get(metric).copied().unwrap_or(Grain::Day);
        let (Some(own), Some(kin)) = (self.metrics.get(metric), self.grains.get(place(grain)))
        else {
            return Coverage::default();
        };
        let as_of_number = as_of.number();
        let Some(last) = own.last(as_of_number) else { return Coverage::default() };
        let first = own.first(as_of_number).unwrap_or(last);
        let span = first..=last;
        let covered = |calendar: &Calendar| {
            span.clone().filter(|day| calendar.covers(*day, as_of_number)).count()
        };
        let is_dense = covered(own) as f64 >= DENSE * covered(kin) as f64;
        let feed = if is_dense { own } else { kin };
        let mut weeks = [0; YEAR];
        for (week, monday) in weeks.iter_mut().zip(mondays::<YEAR>(as_of)) {
            for bit in 0..7 {
                let day = monday.number() + bit - self.start;
                let is_in = day >= 0 && day as usize >= first;
                if is_in && feed.covers(day as usize, as_of_number) {
                    *week |= 1 << bit;
                }
            }
        }
        let last = if is_dense { last } else { kin.last(as_of_number).unwrap_or(last) };
        let last = grain.period_end(Day::from_number(self.start + last as i32));
        // A month covers each of its days, so that its last one is its own end.
        Coverage { weeks, usual: usual(&weeks), last: Some(last) }
    }
}

impl Calendar {
    fn cover(&mut self, day: i32, counts_from: i32) {
        let slot = usize::try_from(day).ok().and_then(|it| self.counts_from.get_mut(it));
        if let Some(known) = slot {
            *known = counts_from.min(*known);
        }
    }

    fn covers(&self, day: usize, as_of: i32) -> bool {
        self.counts_from.get(day).is_some_and(|it| *it <= as_of)
    }

    /// The first day of the span that is covered as of a day; its start where rows reach before it.
    fn first(&self, as_of: i32) -> Option<usize> {
        if self.before.is_some_and(|it| it <= as_of) {
            return Some(0);
        }
        self.counts_from.iter().position(|it| *it <= as_of)
    }

    fn last(&self, as_of: i32) -> Option<usize> {
        self.counts_from.iter().rposition(|it| *it <= as_of)
    }
}

/// A grain's place among the grains.
fn place(grain: Grain) -> usize {
    Grain::ALL.iter().position(|it| *it == grain).unwrap_or_default()
}
