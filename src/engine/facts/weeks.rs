//! A series cut into completed ISO weeks.

use crate::domain::{Day, Grain, Point, Series};

/// How many weeks a judgement looks back on.
pub(super) const YEAR: usize = 52;
/// How many weeks make a quarter, the window of levels and trends.
pub(super) const QUARTER: usize = 12;

/// The Monday of the last ISO week that is complete on a day.
pub(super) fn last_monday(as_of: Day) -> Day {
    (as_of + 1).monday() - 7
}

/// The Monday of each of the last `N` completed weeks, oldest first.
pub(super) fn mondays<const N: usize>(as_of: Day) -> impl Iterator<Item = Day> {
    let last = last_monday(as_of);
    (0..N as i32).rev().map(move |back| last - 7 * back)
}

/// The use of the last 52 completed weeks, as it was known on a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Totals {
    /// The total of each week, oldest first; a week without rows is 0.
    pub(super) weeks: [f64; YEAR],
    /// The sum of the last 12 weeks, added up in the order of time as [`quarters`] does.
    pub(super) quarter: f64,
}

/// The totals of the last 52 completed weeks. A month is spread evenly over its days.
pub(super) fn totals(series: &Series, grain: Grain, as_of: Day) -> Totals {
    let mut res = Totals { weeks: [0.0; YEAR], quarter: 0.0 };
    let first = last_monday(as_of) - 7 * (YEAR as i32 - 1);
    let quarter = first + 7 * (YEAR - QUARTER) as i32;
    let mut add = |on: Day, value: f64| {
        let week = on.days_since(first).div_euclid(7);
        let slot = usize::try_from(week).ok().and_then(|it| res.weeks.get_mut(it));
        if let Some(total) = slot {
            *total += value;
            if on >= quarter {
                res.quarter += value;
            }
        }
    };
    // A month may begin before the first of the weeks that it reaches into.
    let from = if grain == Grain::Month { first - 31 } else { first };
    for point in counted_from(series, grain, from, as_of) {
        spread(grain, point, &mut add);
    }
    res
}

/// For each day of judgement, ordered, the sum over the 12 weeks completed by then, as it was known
/// on that day: what [`totals`] finds for each, in one pass over the series.
pub(super) fn quarters(series: &Series, grain: Grain, days: &[Day]) -> Vec<f64> {
    const SPAN: i32 = 7 * QUARTER as i32;
    let starts: Vec<Day> = days.iter().map(|it| last_monday(*it) + 7 - SPAN).collect();
    let mut sums = vec![0.0; days.len()];
    let earliest = starts.first().copied().unwrap_or(Day::MAX);
    let from = if grain == Grain::Month { earliest - 31 } else { earliest };
    let begin = series.points.partition_point(|it| it.on < from);
    let points = series.points.get(begin..).unwrap_or_default();
    for same_day in points.chunk_by(|a, b| a.on == b.on) {
        // A correction stands for what it corrects from the day that it counts.
        let mut until = days.len();
        for point in same_day.iter().rev() {
            let counts_from = grain.period_end(point.on).max(point.known_on);
            let known = days.partition_point(|it| *it < counts_from);
            spread(grain, point, &mut |on, value| {
                let begun = starts.partition_point(|it| *it + SPAN <= on);
                let over = starts.partition_point(|it| *it <= on);
                let range = known.max(begun)..until.min(over);
                for sum in sums.get_mut(range).unwrap_or_default() {
                    *sum += value;
                }
            });
            until = until.min(known);
        }
    }
    sums
}

/// Hands out what a value says of each day: all of it on its own day, a month's share on each day
/// of the month, nothing of a mere reading.
fn spread(grain: Grain, point: &Point, add: &mut impl FnMut(Day, f64)) {
    match grain {
        Grain::Day | Grain::Week => add(point.on, point.value),
        Grain::Month => {
            let days = grain.period_end(point.on).days_since(point.on) as i32 + 1;
            for day in 0..days {
                add(point.on + day, point.value / f64::from(days));
            }
        }
        Grain::Snapshot => {}
    }
}

/// The values from `from` on that counted on `as_of`, one a day, oldest first.
pub(super) fn counted_from(
    series: &Series,
    grain: Grain,
    from: Day,
    as_of: Day,
) -> impl Iterator<Item = &Point> {
    let start = series.points.partition_point(|it| it.on < from);
    let end = series.points.partition_point(|it| it.on <= as_of);
    let points = series.points.get(start..end).unwrap_or_default();
    let counts = move |it: &Point| grain.period_end(it.on) <= as_of && it.known_on <= as_of;
    points.chunk_by(|a, b| a.on == b.on).filter_map(move |it| it.iter().rev().find(|it| counts(it)))
}

/// The first value that counted on `as_of`.
pub(super) fn first_counted(series: &Series, grain: Grain, as_of: Day) -> Option<&Point> {
    series.points.iter().find(|it| grain.period_end(it.on) <= as_of && it.known_on <= as_of)
}

/// Values that counted on `as_of`, newest day first; a corrected day may stand twice.
pub(super) fn newest_first(
    series: &Series,
    grain: Grain,
    as_of: Day,
) -> impl Iterator<Item = &Point> {
    let end = series.points.partition_point(|it| it.on <= as_of);
    let points = series.points.get(..end).unwrap_or_default();
    let counts = move |it: &&Point| grain.period_end(it.on) <= as_of && it.known_on <= as_of;
    points.iter().rev().filter(counts)
}
