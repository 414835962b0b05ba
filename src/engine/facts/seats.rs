//! Facts about how many of the bought seats are used.

use super::cells::Cells;
use super::inputs::Inputs;
use super::known::Known;
use super::usage_series::{MetricUse, Usage};
use super::weeks::{counted_from, newest_first};
use super::windows::Window;
use crate::domain::{Day, Family, Grain, Metric, Value};
use crate::engine::dates::Calendar;
use crate::engine::formulas::expected_utilisation;

/// Fewer seats than this make no utilisation (`docs/numbers.md`, "Usage with seats").
const FEWEST_SEATS: f64 = 5.0;

/// Metrics that count the users of 28 days, best first.
const MONTHLY: &[&str] = &["active_users_28d", "active_seats", "monthly_active_users", "mau"];
/// Metrics that count the users of a day or a week, whose highest value is at most the month's.
const PEAKS: &[&str] = &["active_users", "weekly_active_users", "wau", "daily_active_users", "dau"];

/// A number, and the date of the data behind it.
#[derive(Debug, Clone, Copy)]
struct Dated {
    value: f64,
    on: Option<Day>,
}

/// The facts of seats and their use.
pub(super) fn add(of: &Inputs<'_>, usage: &Usage<'_>, cells: &mut Cells<'_>) {
    let active = active(of, usage);
    cells.put(
        Known::SeatsActive,
        active.map(|it| Value::Number(it.value)),
        active.and_then(|it| it.on),
    );
    let seats = of.seats.filter(|it| *it > 0.0);
    let counted = active.zip(seats).map(|(it, seats)| Dated { value: it.value / seats, on: it.on });
    let utilisation = counted.or_else(|| reported(of));
    let data_on = utilisation.and_then(|it| it.on);
    cells.put(Known::SeatsUtilisation, utilisation.map(|it| Value::Percent(it.value)), data_on);
    let expected = of.since.and_then(|it| expected_utilisation(months_since(it, of.as_of)));
    cells.put(Known::SeatsExpected, expected.map(Value::Percent), None);
    match seats {
        Some(seats) if seats < FEWEST_SEATS => {
            cells.not_applicable(Known::SeatsUtilRatio, "fewer than 5 seats");
        }
        None if utilisation.is_none() => {
            cells.not_applicable(Known::SeatsUtilRatio, "the seats bought are not known");
        }
        _ if utilisation.is_none() && !counts_people(of) => {
            cells.not_applicable(Known::SeatsUtilRatio, "nobody counts the people in the seats");
        }
        _ => {
            let ratio = utilisation.zip(expected).map(|(it, expected)| it.value / expected);
            cells.put(Known::SeatsUtilRatio, ratio.map(Value::Number), data_on);
        }
    }
    add_stickiness(of, usage, seats, cells);
}

/// Seats in use: users of 28 days where a metric counts them, else the most of any day or week.
fn active(of: &Inputs<'_>, usage: &Usage<'_>) -> Option<Dated> {
    let named = |names: &[&str]| names.iter().find_map(|it| usage.named(it));
    let dated = |metric: &MetricUse<'_>, value: Option<f64>| {
        value.map(|value| Dated { value, on: metric.data_on(of.as_of) })
    };
    named(MONTHLY)
        .and_then(|it| dated(it, it.now(of.as_of)))
        .or_else(|| named(PEAKS).and_then(|it| dated(it, it.peak(of.as_of))))
}

/// The metric of the account that its seats in use are counted by, and what of it.
pub(super) fn counted_by<'a>(of: &Inputs<'a>) -> Option<(&'a Metric, Window)> {
    let has = |it: &&Metric| of.history.series.iter().any(|series| series.metric == it.id);
    let own = || of.context.metrics.iter().filter(|it| it.family == Family::Usage).filter(has);
    let named = |names: &[&str]| names.iter().find_map(|it| own().find(|own| *own.name == **it));
    let ready_made = || of.context.metrics.iter().find(|it| is_utilisation(&it.name));
    named(MONTHLY)
        .map(|it| (it, Window::LastPeriod))
        .or_else(|| named(PEAKS).map(|it| (it, Window::Month)))
        .or_else(|| ready_made().map(|it| (it, Window::Newest)))
}

/// Whether the book counts the people who use the product, for any account, as of the day.
fn counts_people(of: &Inputs<'_>) -> bool {
    let norms = &of.context.norms;
    let Some(on) = norms.on(of.as_of) else { return false };
    of.context.metrics.iter().any(|it| {
        let counts = MONTHLY.iter().chain(PEAKS).any(|name| **name == *it.name);
        (counts && norms.metric(on, it.id).is_some_and(|it| it.have > 0))
            || is_utilisation(&it.name)
    })
}

/// Whether a metric is the utilisation itself, ready-made.
fn is_utilisation(metric: &str) -> bool {
    ["seat_util", "license_util", "licence_util"].iter().any(|it| metric.starts_with(it))
}

/// Utilisation as a source reports it ready-made, as a fraction or in percent.
fn reported(of: &Inputs<'_>) -> Option<Dated> {
    let metric = of.context.metrics.iter().find(|it| is_utilisation(&it.name))?;
    let series = of.history.series.iter().find(|it| it.metric == metric.id)?;
    let grain = metric.grains.on(of.as_of);
    let point = newest_first(series, grain, of.as_of).next()?;
    let value = if point.value > 2.0 { point.value / 100.0 } else { point.value };
    Some(Dated { value, on: Some(grain.period_end(point.on)) })
}

/// Whole months from `start` to a day.
fn months_since(start: Day, as_of: Day) -> f64 {
    let (from_year, from_month, from_day) = start.ymd();
    let (year, month, day) = as_of.ymd();
    let months = (year - from_year) * 12 + month as i32 - from_month as i32;
    f64::from(months - i32::from(day < from_day))
}

/// Daily over monthly active users, against the product's target.
fn add_stickiness(of: &Inputs<'_>, usage: &Usage<'_>, seats: Option<f64>, cells: &mut Cells<'_>) {
    let fact = Known::StickinessRatio;
    let Some(target) = of.context.settings.stickiness_percent.filter(|it| *it > 0) else {
        let why = "set stickiness_percent, the daily over monthly users aimed at";
        cells.not_applicable(fact, why);
        return;
    };
    if seats.is_none_or(|it| it < FEWEST_SEATS) {
        cells.not_applicable(fact, "5 or more seats are not known");
        return;
    }
    let daily = ["daily_active_users", "dau", "active_users"]
        .into_iter()
        .filter_map(|it| usage.named(it))
        .find(|it| it.grain == Grain::Day && it.metric.family == Family::Usage);
    let monthly = ["active_users_28d", "monthly_active_users", "mau"]
        .into_iter()
        .find_map(|it| usage.named(it)?.now(of.as_of))
        .filter(|it| *it > 0.0);
    let (Some(daily), Some(monthly)) = (daily, monthly) else {
        cells.not_applicable(fact, "daily and monthly active users are not both known");
        return;
    };
    let mean = mean_of_working_days(of, daily);
    let ratio = mean.map(|it| Value::Number(it / monthly * 100.0 / f64::from(target)));
    cells.put(fact, ratio, daily.data_on(of.as_of));
}

/// The mean of a daily metric over the working days of the 28 that end with its feed.
fn mean_of_working_days(of: &Inputs<'_>, daily: &MetricUse<'_>) -> Option<f64> {
    let last = daily.data_on(of.as_of)?;
    let calendar = Calendar::new(&of.context.settings.holidays);
    let worked = (0..28).filter(|it| calendar.is_worked(last - *it)).count();
    let points = counted_from(daily.series, Grain::Day, last - 27, of.as_of);
    let sum: f64 = points.filter(|it| calendar.is_worked(it.on)).map(|it| it.value).sum();
    (worked > 0).then(|| sum / worked as f64)
}
