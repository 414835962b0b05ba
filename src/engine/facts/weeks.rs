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

/// The weekly totals of the last `N` completed weeks, oldest first, as they were known on a day; a
/// week without rows is 0. A month is spread evenly over its days.
pub(super) fn weekly_totals<const N: usize>(series: &Series, grain: Grain, as_of: Day) -> [f64; N] {
    let mut totals = [0.0; N];
    let first = last_monday(as_of) - 7 * (N as i32 - 1);
    let mut add = |on: Day, value: f64| {
        let week = on.days_since(first).div_euclid(7);
        let slot = usize::try_from(week).ok().and_then(|it| totals.get_mut(it));
        if let Some(total) = slot {
            *total += value;
        }
    };
    // A month may begin before the first of the weeks that it reaches into.
    let from = if grain == Grain::Month { first - 31 } else { first };
    for point in counted_from(series, grain, from, as_of) {
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
    totals
}

/// The values from `from` on that counted on `as_of`, one a day, oldest first.
pub(super) fn counted_from(
    series: &Series,
    grain: Grain,
    from: Day,
    as_of: Day,
) -> impl Iterator<Item = &Point> {
    let start = series.points.partition_point(|it| it.on < from);
    let points = series.points.get(start..).unwrap_or_default();
    let counts = move |it: &&Point| grain.period_end(it.on) <= as_of && it.known_on <= as_of;
    let mut points = points.iter().take_while(move |it| it.on <= as_of).filter(counts).peekable();
    std::iter::from_fn(move || {
        let mut last = points.next()?;
        while let Some(next) = points.next_if(|it| it.on == last.on) {
            last = next;
        }
        Some(last)
    })
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
