//! What the whole book says on each day of the grid: feeds, levels, breadth, what it keeps at all.

use std::collections::BTreeMap;

use super::cut::Cuts;
use super::day_set::{DaySet, Days};
use super::feed::{Coverage, Feed};
use super::levels::Levels;
use super::lookup::{field_on, is_known_on};
use super::peers::{PeerNames, Peers};
use super::traces::{self, Mark, Traces};
use super::weeks::{QUARTER, first_counted, last_monday};
use crate::domain::{
    AccountHistory, Day, Family, Grain, Kind, Metric, MetricId, RecordHistory, Series, Value,
    Version,
};

/// Accounts younger than this say nothing about the usual level.
const WEEKS_TO_COUNT: i64 = 8;

/// The book's own norms, frozen per day of judgement (`docs/numbers.md`, "Usage without seats").
///
/// Made in one pass over the book: [`Norms::add`] every account with **all** its records (the book
/// is also asked whether it keeps tickets, activities, contracts at all), then [`Norms::finish`].
/// Nothing in it as of a day depends on a row that does not count yet on that day, on an account
/// that is not known yet, or on what is in the bin.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Norms {
    days: Days,
    metrics: Vec<Metric>,
    feed: Feed,
    on: Vec<DayNorms>,
    segments: BTreeMap<Box<str>, u16>,
    /// The names of what similar accounts own.
    pub(super) peer_names: PeerNames,
}

/// The norms of one day.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct DayNorms {
    /// Accounts known on the day.
    pub(super) accounts: u32,
    /// What the book keeps.
    pub(super) traces: Traces,
    /// What accounts of one tier and industry own.
    pub(super) peers: Peers,
    /// What it keeps from this day to the last, until it is handed on by [`Norms::finish`].
    lasting: Traces,
    metrics: Vec<MetricNorms>,
}

/// The norms of one metric on one day.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct MetricNorms {
    /// Accounts with any row of it.
    pub(super) have: u32,
    /// Accounts that used it in the last 12 weeks.
    pub(super) users: u32,
    /// How much each account uses it.
    pub(super) levels: Levels,
    /// What its feed covers.
    pub(super) coverage: Coverage,
}

impl Norms {
    /// As many days of judgement as there may be.
    pub const MOST_DAYS: usize = Days::MOST;

    /// Empty norms for these days of judgement, ordered; of more than
    /// [`Norms::MOST_DAYS`] the latest.
    pub fn new(days: &[Day], metrics: &[Metric]) -> Self {
        let empty = DayNorms {
            metrics: vec![MetricNorms::default(); metrics.len()],
            ..DayNorms::default()
        };
        let days = Days::new(days);
        let mut metrics = metrics.to_vec();
        metrics.sort_by_key(|it| it.id);
        Self {
            feed: Feed::new(&days, &metrics),
            metrics,
            on: vec![empty; days.as_slice().len()],
            days,
            segments: BTreeMap::new(),
            peer_names: PeerNames::default(),
        }
    }

    /// Takes one account into account; called once for every account, in any order.
    pub fn add(&mut self, account: &AccountHistory) {
        let Some(own) = account.records.iter().find(|it| it.kind == Kind::Account) else { return };
        let mut series: Vec<Place<'_>> =
            account.series.iter().filter_map(|it| self.place(it)).collect();
        series.sort_by_key(|it| it.metric);
        let known = self.days_known(own, DaySet::ALL);
        for it in &series {
            self.feed.add(it.metric, it.series, known);
        }
        for record in &account.records {
            let known = self.days_known(record, known);
            for mark in traces::marks(record) {
                self.mark(mark, known);
            }
        }
        let owned = self.peer_names.owned(account, &self.days);
        let mut group = None;
        let has_answers = account.records.iter().any(|it| it.kind == Kind::Survey);
        let days = self.days.as_slice().iter().zip(&mut self.on).enumerate();
        for (slot, (day, norms)) in days.filter(|(slot, _)| known.has(*slot)) {
            norms.accounts += 1;
            if !owned.is_empty()
                && let Some(number) = self.peer_names.group_on(own, *day, &mut group)
            {
                norms.peers.add(number, &owned, slot);
            }
            if has_answers {
                norms.traces.nps.merge(traces::nps_classes(account, *day));
            }
            let segment = field_on(own, "segment", *day).and_then(Value::as_text);
            let segment = segment.map(|it| intern(&mut self.segments, it));
            norms.add(&series, segment, *day);
        }
    }

    /// Ranks what was added; called once, after the last account.
    pub fn finish(&mut self) {
        let mut before = Traces::default();
        for (slot, (day, norms)) in self.days.as_slice().iter().zip(&mut self.on).enumerate() {
            norms.lasting.merge(&before);
            before = std::mem::take(&mut norms.lasting);
            norms.traces.merge(&before);
            for (index, metric) in norms.metrics.iter_mut().enumerate() {
                metric.levels.finish();
                metric.coverage = self.feed.coverage(index, slot, *day);
            }
        }
        self.feed = Feed::default();
    }

    /// The norms of the latest day of the grid up to `as_of`.
    pub(super) fn on(&self, as_of: Day) -> Option<&DayNorms> {
        let at = self.days.as_slice().partition_point(|it| *it <= as_of).checked_sub(1)?;
        self.on.get(at)
    }

    /// The number of a segment that accounts were added with.
    pub(super) fn segment(&self, name: &str) -> Option<u16> {
        self.segments.get(name).copied()
    }

    /// The norms of a metric on a day.
    pub(super) fn metric<'a>(&self, on: &'a DayNorms, metric: MetricId) -> Option<&'a MetricNorms> {
        let at = self.metrics.binary_search_by_key(&metric, |it| it.id).ok()?;
        on.metrics.get(at)
    }

    fn place<'a>(&self, series: &'a Series) -> Option<Place<'a>> {
        let at = self.metrics.binary_search_by_key(&series.metric, |it| it.id).ok()?;
        let metric = self.metrics.get(at).filter(|it| it.family == Family::Usage)?;
        Some(Place { metric: at, series, cuts: Cuts::new(series, &metric.grains) })
    }

    /// The days, out of some, on which a record is in the book and not in the bin.
    fn days_known(&self, record: &RecordHistory, of: DaySet) -> DaySet {
        let first = record.versions.iter().map(Version::counts_from).min();
        let since = first.map(|it| self.days.since(it)).unwrap_or_default();
        // Hardly any record was ever in the bin.
        let was_binned = record
            .versions
            .iter()
            .any(|it| it.patch.iter().any(|(name, _)| name.as_str() == "deleted"));
        let res = since & of;
        if was_binned { res & self.days.set(|day| is_known_on(record, day)) } else { res }
    }

    /// Notes what a version shows, on the days on which its record is known.
    fn mark(&mut self, mark: Mark, known: DaySet) {
        let counted = self.days.since(mark.counts_from);
        let days = counted & known;
        // Nearly every mark holds from some day to the last, and is handed on from day to day.
        let first = self.days.as_slice().len().min(days.first());
        if self.days.since_place(first) == days {
            if let Some(norms) = self.on.get_mut(first) {
                norms.lasting.mark(mark);
            }
            return;
        }
        for (_, norms) in self.on.iter_mut().enumerate().filter(|(slot, _)| days.has(*slot)) {
            norms.traces.mark(mark);
        }
    }
}

/// A series of an account, and the place of its metric.
struct Place<'a> {
    metric: usize,
    series: &'a Series,
    cuts: Cuts<'a>,
}

impl DayNorms {
    fn add(&mut self, series: &[Place<'_>], segment: Option<u16>, day: Day) {
        let mut first_week: Option<Day> = None;
        for it in series {
            let grain = it.cuts.on(day).grain;
            let Some(first) = first_counted(it.series, grain, day) else { continue };
            if let Some(norms) = self.metrics.get_mut(it.metric) {
                norms.have += 1;
            }
            if grain != Grain::Snapshot {
                let monday = first.on.monday();
                first_week = Some(first_week.map_or(monday, |it| it.min(monday)));
            }
        }
        let Some(first_week) = first_week else { return };
        let lived = weeks_lived(first_week, day);
        let mut series = series.iter().peekable();
        for (index, norms) in self.metrics.iter_mut().enumerate() {
            let own = series.next_if(|it| it.metric == index);
            let total = own.map_or(0.0, |it| it.cuts.on(day).quarter(day));
            norms.users += u32::from(total > 0.0);
            if lived >= WEEKS_TO_COUNT {
                norms.levels.add(mean_level(total, lived), segment);
            }
        }
    }
}

/// Completed weeks since an account's first, that one included.
pub(super) fn weeks_lived(first_week: Day, as_of: Day) -> i64 {
    (last_monday(as_of).days_since(first_week) / 7 + 1).max(0)
}

/// The mean weekly use of the last 12 weeks, or of as many as the account has lived.
pub(super) fn mean_level(total: f64, lived: i64) -> f64 {
    total / lived.clamp(1, QUARTER as i64) as f64
}

fn intern(segments: &mut BTreeMap<Box<str>, u16>, name: &str) -> u16 {
    if let Some(id) = segments.get(name) {
        return *id;
    }
    let id = segments.len() as u16;
    segments.insert(name.into(), id);
    id
}
