//! An account's usage as of a day, its weeks beside what the feed of the whole book covers.

use std::cell::OnceCell;

use super::cut::Cut;
use super::feed::{Coverage, WeekMask};
use super::inputs::Inputs;
use super::norms::{MetricNorms, weeks_lived};
use super::usage_history::{MetricHistory, UsageHistory};
use super::weeks::{YEAR, counted_from, first_counted, last_monday, mondays, newest_first};
use crate::domain::{Day, Grain, Metric, MetricId, Series};
use crate::engine::series::{WeekDays, fill_week, weekday_profile};

/// The totals of the last completed weeks, oldest first; nothing in a week that the feed missed
/// and before the account's first.
pub(super) type Weeks = [Option<f64>; YEAR];

/// One metric of the account.
pub(super) struct MetricUse<'a> {
    /// The metric.
    pub(super) metric: &'a Metric,
    /// How far apart its rows are, as it was known.
    pub(super) grain: Grain,
    /// Whether more of it is better, so that it counts as use; a mere reading does not.
    pub(super) is_counted: bool,
    /// Its values.
    pub(super) series: &'a Series,
    /// The book's norms of it.
    pub(super) norms: &'a MetricNorms,
    /// Weekly totals, with what the feed missed.
    pub(super) weeks: Weeks,
    /// The sum of the last 12 weeks, holes counted as 0.
    pub(super) quarter: f64,
    /// The sum of the last 4 weeks, holes counted as 0.
    pub(super) month: f64,
    /// The last day that it was above zero.
    pub(super) last_active: Option<Day>,
    /// Its trend, once someone asked for it.
    pub(super) trend: OnceCell<Option<f64>>,
}

/// All usage of the account.
pub(super) struct Usage<'a> {
    /// The metrics that it has values of, by number.
    pub(super) metrics: Vec<MetricUse<'a>>,
    /// The metrics of the book of which more is better, by number.
    pub(super) counted: &'a [&'a Metric],
    /// The Monday of its first week with values, snapshots left out.
    pub(super) first_week: Option<Day>,
    /// The first day that any value is about, snapshots left out.
    pub(super) first_on: Option<Day>,
}

impl<'a> Usage<'a> {
    /// The usage of an account as it was known on the day of judgement.
    pub(super) fn new(of: &Inputs<'a>, history: &'a UsageHistory<'a>) -> Self {
        let mut found: Vec<Found<'a>> = Vec::with_capacity(history.metrics.len());
        let mut first_on: Option<Day> = None;
        for own in &history.metrics {
            let cut = own.cuts.on(of.as_of);
            let Cut { series, grain, .. } = *cut;
            let Some(first) = first_counted(series, grain, of.as_of) else { continue };
            let Some(norms) = of.norms.and_then(|on| of.context.norms.metric(on, own.metric.id))
            else {
                continue;
            };
            if grain != Grain::Snapshot {
                first_on = Some(first_on.map_or(first.on, |it| it.min(first.on)));
            }
            found.push(Found { own, cut, norms });
        }
        let first_week = first_on.map(Day::monday);
        let metrics = found.into_iter().map(|it| it.weigh(of.as_of, first_week)).collect();
        Self { metrics, counted: &history.counted, first_week, first_on }
    }

    /// Completed weeks since the first, that one included.
    pub(super) fn weeks_lived(&self, as_of: Day) -> Option<i64> {
        self.first_week.map(|it| weeks_lived(it, as_of))
    }

    /// The metric of this name.
    pub(super) fn named(&self, name: &str) -> Option<&MetricUse<'a>> {
        self.metrics.iter().find(|it| it.metric.name.as_ref() == name)
    }

    /// The metric of this number.
    pub(super) fn numbered(&self, id: MetricId) -> Option<&MetricUse<'a>> {
        let at = self.metrics.binary_search_by_key(&id, |it| it.metric.id).ok()?;
        self.metrics.get(at)
    }
}

/// The Monday of the week that the windows of a metric end with, as [`MetricUse::last_weeks`].
pub(super) fn last_week(of: &Inputs<'_>, metric: &Metric) -> Day {
    let last = last_monday(of.as_of);
    let norms = of.norms.and_then(|on| of.context.norms.metric(on, metric.id));
    let Some(Coverage { weeks, usual, .. }) = norms.map(|it| &it.coverage) else { return last };
    let covered = weeks.last().copied().unwrap_or_default();
    let is_known = match covered {
        0 => false,
        it if it & usual == *usual => true,
        it if metric.grains.on(of.as_of) == Grain::Month => stretch(it, *usual).is_some(),
        _ if metric.grains.on(of.as_of) != Grain::Day => true,
        // Whether a week that the feed covers in part is known depends on the account's own days.
        _ => {
            let history = UsageHistory::new(of.history, of.context);
            let usage = Usage::new(of, &history);
            usage.numbered(metric.id).is_some_and(|it| it.weeks.last() != Some(&None))
        }
    };
    if is_known { last } else { last - 7 }
}

/// The share of a usual week that a week needs to be known.
const SHARE: f64 = 0.6;

/// How much more a week is than those of its days that months cover; nothing where these are too few.
fn stretch(covered: WeekMask, usual: WeekMask) -> Option<f64> {
    let (days, all) = (f64::from((covered & usual).count_ones()), f64::from(usual.count_ones()));
    (days >= SHARE * all && days > 0.0).then(|| all / days)
}

/// A metric before its weeks are held against what its feed covers.
struct Found<'a> {
    own: &'a MetricHistory<'a>,
    cut: &'a Cut<'a>,
    norms: &'a MetricNorms,
}

impl<'a> Found<'a> {
    fn weigh(self, as_of: Day, first_week: Option<Day>) -> MetricUse<'a> {
        let MetricHistory { metric, is_counted, .. } = self.own;
        let cut = self.cut;
        let totals = cut.totals(as_of);
        let coverage = &self.norms.coverage;
        let usual = coverage.usual;
        let mut weeks: Weeks = [None; YEAR];
        let cells =
            weeks.iter_mut().zip(&totals.weeks).zip(&coverage.weeks).zip(mondays::<YEAR>(as_of));
        for (((week, total), covered), monday) in cells {
            let has_begun = first_week.is_some_and(|it| it <= monday);
            if !has_begun || *covered == 0 {
                continue;
            }
            *week = match cut.grain {
                _ if covered & usual == usual => Some(*total),
                Grain::Day => self.fill(monday, *covered, as_of, *total),
                Grain::Month => stretch(*covered, usual).map(|it| total * it),
                Grain::Week | Grain::Snapshot => Some(*total),
            };
        }
        let last = newest_first(cut.series, cut.grain, as_of).find(|it| it.value > 0.0);
        MetricUse {
            metric,
            grain: cut.grain,
            is_counted: *is_counted && cut.grain != Grain::Snapshot,
            series: cut.series,
            norms: self.norms,
            weeks,
            quarter: totals.quarter,
            month: totals.weeks.iter().rev().take(4).sum(),
            last_active: last.map(|it| cut.grain.period_end(it.on)),
            trend: OnceCell::new(),
        }
    }

    /// The total of a week that the feed covers in part, scaled up by the account's own weekdays.
    fn fill(&self, monday: Day, covered: u8, as_of: Day, total: f64) -> Option<f64> {
        const PROFILE_WEEKS: i32 = 8;
        let usual = self.norms.coverage.usual;
        let days = f64::from(covered.count_ones());
        if total == 0.0 && days >= SHARE * f64::from(usual.count_ones()) {
            return Some(0.0);
        }
        let masks = mondays::<YEAR>(as_of).zip(&self.norms.coverage.weeks);
        let whole: Vec<WeekDays> = masks
            .filter(|(it, mask)| {
                *it < monday
                    && monday.days_since(*it) <= 7 * i64::from(PROFILE_WEEKS)
                    && **mask & usual == usual
            })
            .map(|(it, mask)| self.days(it, *mask, as_of))
            .collect();
        fill_week(&self.days(monday, covered, as_of), &weekday_profile(&whole), SHARE)
    }

    /// The days of one week: 0 on a covered day without a row.
    fn days(&self, monday: Day, covered: u8, as_of: Day) -> WeekDays {
        let mut days: WeekDays = [None; 7];
        for (bit, day) in days.iter_mut().enumerate() {
            *day = (covered & (1 << bit) != 0).then_some(0.0);
        }
        let points = counted_from(self.cut.series, Grain::Day, monday, as_of);
        for point in points.take_while(|it| it.on < monday + 7) {
            if let Some(day) = days.get_mut(usize::from(point.on.weekday())) {
                *day = Some(point.value);
            }
        }
        days
    }
}

impl MetricUse<'_> {
    /// What the feed of the metric covers.
    pub(super) fn coverage(&self) -> &Coverage {
        &self.norms.coverage
    }

    /// The date of the newest data: of the feed, as silence is data too; of a reading itself.
    pub(super) fn data_on(&self, as_of: Day) -> Option<Day> {
        match self.grain {
            Grain::Snapshot => {
                newest_first(self.series, Grain::Snapshot, as_of).next().map(|it| it.on)
            }
            Grain::Day | Grain::Week | Grain::Month => self.coverage().last,
        }
    }

    /// The last `n` completed weeks, oldest first. A last week that the feed does not cover yet is
    /// left out, so that an export of last Thursday can still be judged on Monday.
    pub(super) fn last_weeks(&self, n: usize) -> &[Option<f64>] {
        let end = if self.weeks.last() == Some(&None) { YEAR - 1 } else { YEAR };
        self.weeks.get(end.saturating_sub(n)..end).unwrap_or_default()
    }

    /// The value of the last completed day, week or month of the feed, or the latest reading.
    pub(super) fn now(&self, as_of: Day) -> Option<f64> {
        let grain = self.grain;
        let newest = newest_first(self.series, grain, as_of).next()?;
        let last = self.data_on(as_of)?;
        let is_of_last = grain.period_end(newest.on) >= last;
        Some(if grain == Grain::Snapshot || is_of_last { newest.value } else { 0.0 })
    }

    /// The highest value of the 28 days that end with the feed.
    pub(super) fn peak(&self, as_of: Day) -> Option<f64> {
        let from = self.data_on(as_of)? - 27;
        let points = counted_from(self.series, self.grain, from, as_of);
        points.map(|it| it.value).reduce(f64::max)
    }
}
