//! Completed ISO weeks, and the values of a series that count on a day.

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
pub(super) fn mondays<const N: usize>(
    as_of: Day,
) -> impl DoubleEndedIterator<Item = Day> + ExactSizeIterator {
    let last = last_monday(as_of);
    (0..N as i32).rev().map(move |back| last - 7 * back)
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
    points
        .chunk_by(|a, b| a.on == b.on)
        .filter_map(move |it| it.iter().rev().find(|it| it.counts_on(grain, as_of)))
}

/// The first value that counted on `as_of`.
pub(super) fn first_counted(series: &Series, grain: Grain, as_of: Day) -> Option<&Point> {
    series.points.iter().find(|it| it.counts_on(grain, as_of))
}

/// Values that counted on `as_of`, newest day first; a corrected day may stand twice.
pub(super) fn newest_first(
    series: &Series,
    grain: Grain,
    as_of: Day,
) -> impl Iterator<Item = &Point> {
    let end = series.points.partition_point(|it| it.on <= as_of);
    let points = series.points.get(..end).unwrap_or_default();
    points.iter().rev().filter(move |it| it.counts_on(grain, as_of))
}
