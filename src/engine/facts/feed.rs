//! Which days the usage feed of the whole book covers: a hole in the feed is no silence.

use super::day_set::{DaySet, Days};
use super::weeks::{YEAR, last_monday, mondays};
use crate::domain::{Day, Grain, Metric, Series};

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

/// As of which days of judgement each day of a span is covered by a row of any account.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Calendar {
    covered: Vec<DaySet>,
    /// The same for everything before the span.
    before: DaySet,
}

/// The feed of the whole book.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Feed {
    start: i32,
    /// For each day of the span, the days of judgement from it on.
    since: Vec<DaySet>,
    metrics: Vec<MetricFeed>,
    /// All metrics of a grain together, by the grain's place.
    grains: Vec<Calendar>,
}

/// The feed of one metric.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct MetricFeed {
    calendar: Calendar,
    /// The grains that it was known to have, each with its days of judgement.
    grains: Vec<GrainDays>,
}

/// A grain, and the days of judgement on which a metric was known to have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct GrainDays {
    grain: Grain,
    days: DaySet,
}

impl Feed {
    /// An empty feed for judgements on these days.
    pub(super) fn new(days: &Days, metrics: &[Metric]) -> Self {
        let Some(span) = days.span() else { return Self::default() };
        let start = (last_monday(*span.start()) - 7 * YEAR as i32).number();
        let length = (span.end().number() - start + 1) as usize;
        let empty =
            Calendar { covered: vec![DaySet::default(); length], before: DaySet::default() };
        let grains_of = |metric: &Metric| {
            let on = |grain| days.set(|day| metric.grains.on(day) == grain);
            let all = Grain::ALL.iter().map(|&grain| GrainDays { grain, days: on(grain) });
            all.filter(|it| !it.days.is_empty()).collect()
        };
        let metric = |it| MetricFeed { calendar: empty.clone(), grains: grains_of(it) };
        Self {
            start,
            since: (0..length as i32).map(|it| days.since(Day::from_number(start + it))).collect(),
            metrics: metrics.iter().map(metric).collect(),
            grains: vec![empty.clone(); Grain::ALL.len()],
        }
    }

    /// Takes the rows of one account into account, which is in the book on the `known` days.
    pub(super) fn add(&mut self, metric: usize, series: &Series, known: DaySet) {
        let Self { start, since, metrics, grains } = self;
        let Some(MetricFeed { calendar: own, grains: own_grains }) = metrics.get_mut(metric) else {
            return;
        };
        let since = |day: Day| match usize::try_from(day.number() - *start) {
            Ok(place) => since.get(place).copied().unwrap_or_default(),
            Err(_) => DaySet::ALL,
        };
        for &GrainDays { grain, days } in own_grains.iter() {
            let Some(kin) = grains.get_mut(place(grain)) else { continue };
            for point in &series.points {
                let counted = since(point.counts_from(grain)) & days & known;
                let mut day = point.on.number() - *start;
                // A weekly row covers the ISO week that it begins in, whatever its weekday.
                let last = match grain {
                    Grain::Week => day,
                    _ => grain.period_end(point.on).number() - *start,
                };
                if day < 0 {
                    own.before = own.before | counted;
                    day = 0;
                }
                for covered in day..=last {
                    own.cover(covered, counted);
                    kin.cover(covered, counted);
                }
            }
        }
    }

    /// What the feed of a metric covers as of the day of judgement at a place.
    pub(super) fn coverage(&self, metric: usize, slot: usize, as_of: Day) -> Coverage {
        let Some(MetricFeed { calendar: own, grains }) = self.metrics.get(metric) else {
            return Coverage::default();
        };
        let grain = grains.iter().find(|it| it.days.has(slot)).map_or(Grain::Day, |it| it.grain);
        let Some(kin) = self.grains.get(place(grain)) else { return Coverage::default() };
        let Some(last) = own.last(slot) else { return Coverage::default() };
        let first = own.first(slot).unwrap_or(last);
        let span = first..=last;
        let covered = |it: &Calendar| span.clone().filter(|day| it.covers(*day, slot)).count();
        let is_dense = covered(own) as f64 >= DENSE * covered(kin) as f64;
        let feed = if is_dense { own } else { kin };
        let mut weeks = [0; YEAR];
        for (week, monday) in weeks.iter_mut().zip(mondays::<YEAR>(as_of)) {
            for bit in 0..7 {
                let day = monday.number() + bit - self.start;
                let is_in = day >= 0 && day as usize >= first;
                if is_in && feed.covers(day as usize, slot) {
                    *week |= 1 << bit;
                }
            }
        }
        let last = if is_dense { last } else { kin.last(slot).unwrap_or(last) };
        let last = grain.period_end(Day::from_number(self.start + last as i32));
        // A month covers each of its days, so that its last one is its own end.
        Coverage { weeks, usual: usual(&weeks), last: Some(last) }
    }
}

impl Calendar {
    fn cover(&mut self, day: i32, counted: DaySet) {
        let place = usize::try_from(day).ok().and_then(|it| self.covered.get_mut(it));
        if let Some(days) = place {
            *days = *days | counted;
        }
    }

    fn covers(&self, day: usize, slot: usize) -> bool {
        self.covered.get(day).is_some_and(|it| it.has(slot))
    }

    /// The first day of the span that is covered as of a day; its start where rows reach before it.
    fn first(&self, slot: usize) -> Option<usize> {
        if self.before.has(slot) {
            return Some(0);
        }
        self.covered.iter().position(|it| it.has(slot))
    }

    fn last(&self, slot: usize) -> Option<usize> {
        self.covered.iter().rposition(|it| it.has(slot))
    }
}

/// A grain's place among the grains.
fn place(grain: Grain) -> usize {
    Grain::ALL.iter().position(|it| *it == grain).unwrap_or_default()
}
