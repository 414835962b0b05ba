//! Facts of one usage metric: where it stands, how it moves, what is usual.

use super::cells::{Cells, days};
use super::fact::FactId;
use super::suffix::Suffix;
use super::usage_series::MetricUse;
use super::weeks::QUARTER;
use crate::domain::{Day, Grain, Value};
use crate::engine::series::{At, Normal, median, normal, theil_sen_slope};

/// The fewest weeks that a trend is drawn through.
const FEWEST: usize = 8;
/// How many robust deviations from the median are still usual.
const USUAL: f64 = 2.0;
/// No fall goes further than to nothing.
const GONE: f64 = -1.0;

/// The facts of a metric, in the places from `first` on.
pub(super) fn add(of: &MetricUse<'_>, first: FactId, as_of: Day, cells: &mut Cells<'_>) {
    let data_on = of.data_on(as_of);
    let mut put = |suffix: Suffix, value: Option<Value>| {
        cells.put_at(FactId(first.0 + suffix as u16), value, data_on);
    };
    put(Suffix::Now, of.now(as_of).map(Value::Number));
    put(Suffix::LastSeen, of.last_active.map(|it| days(it, as_of)));
    let month = of.last_weeks(4);
    let has_month = month.iter().flatten().count() == 4;
    let total = month.iter().flatten().sum();
    put(Suffix::Total28d, has_month.then_some(Value::Number(total)));
    put(Suffix::Change28d, change(of).map(Value::Percent));
    put(Suffix::Trend12w, trend(of).map(Value::Percent));
    let quarter = of.last_weeks(QUARTER);
    put(Suffix::Mean12w, mean(quarter).map(Value::Number));
    let known = quarter.iter().flatten();
    let active = known.clone().filter(|it| **it > 0.0).count() as f64;
    put(Suffix::WeeksActive12, (known.count() >= 4).then_some(Value::Number(active)));
    if of.weeks.iter().all(Option::is_none) {
        for suffix in Suffix::OF_WEEKS {
            cells.missing(FactId(first.0 + *suffix as u16), why_no_weeks(of.grain));
        }
        return;
    }
    if let Some(range) = usual(of) {
        let low = (range.median - USUAL * range.sigma).max(0.0);
        put(Suffix::NormalLow, Some(Value::Number(low)));
        put(Suffix::NormalHigh, Some(Value::Number(range.median + USUAL * range.sigma)));
        let last = of.last_weeks(1).iter().flatten().next();
        let is_usual = last.map(|it| Value::Flag(range.z(*it).abs() <= USUAL));
        put(Suffix::WithinNormal, is_usual);
    }
}

/// Why a metric that has values has no week yet.
const fn why_no_weeks(grain: Grain) -> &'static str {
    match grain {
        Grain::Snapshot => "mere readings, which are no use of weeks",
        Grain::Day | Grain::Week | Grain::Month => "no completed week yet",
    }
}

/// The last four completed weeks against the four before, as a fraction; nothing where less than
/// three of either are known, and from nothing.
pub(super) fn change(of: &MetricUse<'_>) -> Option<f64> {
    let (before, now) = of.last_weeks(8).split_at_checked(4)?;
    let enough = |weeks: &[Option<f64>]| weeks.iter().flatten().count() >= 3;
    if !enough(before) || !enough(now) {
        return None;
    }
    let before = mean(before).filter(|it| *it > 0.0)?;
    Some((mean(now)? / before - 1.0).max(GONE))
}

/// The Theil-Sen change over the last 12 weeks as a fraction of their median; nothing for fewer
/// than 8 known weeks, and where more than half of them are 0 (`docs/numbers.md`, "Usage series and grain").
pub(super) fn trend(of: &MetricUse<'_>) -> Option<f64> {
    *of.trend.get_or_init(|| trend_of(of.last_weeks(QUARTER)))
}

/// The Theil-Sen change over some weeks as a fraction of their median. A steep line ends below
/// nothing, which no use can.
pub(super) fn trend_of(weeks: &[Option<f64>]) -> Option<f64> {
    let places = weeks.iter().enumerate();
    let points: Vec<At> = places.filter_map(|(x, y)| Some(At { x: x as f64, y: (*y)? })).collect();
    let zeros = points.iter().filter(|it| it.y == 0.0).count();
    if points.len() < FEWEST || 2 * zeros > points.len() {
        return None;
    }
    let span = points.last()?.x - points.first()?.x;
    let mut values: Vec<f64> = points.iter().map(|it| it.y).collect();
    let median = median(&mut values).filter(|it| *it > 0.0)?;
    theil_sen_slope(&points).map(|slope| (slope * span / median).max(GONE))
}

/// The usual range of a week: of the eight weeks up to three weeks ago, so that a change of the
/// last two does not hide itself. A series that is mostly 0 has none
/// (`docs/numbers.md`, "Usage series and grain").
fn usual(of: &MetricUse<'_>) -> Option<Normal> {
    let baseline = of.last_weeks(11).get(..8)?;
    let active = baseline.iter().flatten().filter(|it| **it > 0.0).count();
    let is_steady = 2 * active >= baseline.iter().flatten().count();
    normal(baseline).filter(|_| is_steady)
}

fn mean(weeks: &[Option<f64>]) -> Option<f64> {
    let n = weeks.iter().flatten().count();
    (n > 0).then(|| weeks.iter().flatten().sum::<f64>() / n as f64)
}
