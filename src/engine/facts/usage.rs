//! Facts about the account's use of the product, over all counted metrics
//! (`docs/numbers.md`, "Usage without seats").

use super::alarms;
use super::cells::{Cells, days};
use super::inputs::Inputs;
use super::known::Known;
use super::metric::trend;
use super::norms::{DayNorms, MetricNorms, mean_level};
use super::usage_series::{MetricUse, Usage};
use super::weeks::{QUARTER, YEAR};
use crate::domain::{Day, Family, Grain, Metric, Value};
use crate::engine::series::median;

/// Fewer weeks of life than this say nothing.
const FEWEST: usize = 4;
/// A metric that a smaller share of the book uses is no part of breadth.
const COMMON: f64 = 0.10;

/// The facts over all counted metrics, and the alarms of the primary one.
pub(super) fn add(
    of: &Inputs<'_>,
    usage: &Usage<'_>,
    primary: Option<&Metric>,
    cells: &mut Cells<'_>,
) {
    let name = primary.map(|it| Value::text(it.name.clone()));
    cells.put(Known::UsagePrimary, name, None);
    let feed = newest_of_book(of);
    cells.put(Known::UsageFeedAge, feed.map(|it| days(it, of.as_of)), feed);
    let lived = usage.weeks_lived(of.as_of).unwrap_or_default();
    if lived < FEWEST as i64 && is_compared(of, usage) {
        cells.missing(Known::UsageLevelBook.id(), why_no_level(of, usage));
    }
    if lived < 1 {
        return;
    }
    let counted: Vec<&MetricUse<'_>> = usage.metrics.iter().filter(|it| it.is_counted).collect();
    let data_on = counted.iter().filter_map(|it| it.coverage().last).max();
    cells.put(Known::UsageWeeksHistory, Some(Value::Number(lived as f64)), data_on);
    let active = active_weeks(&counted);
    add_presence(&active, data_on, cells);
    if lived >= FEWEST as i64 {
        let level = level(of, usage, lived).map(Value::Number);
        cells.put(Known::UsageLevelBook, level, data_on);
    }
    let mut trends: Vec<f64> = counted.iter().filter_map(|it| trend(it)).collect();
    cells.put(Known::UsageTrendBook, median(&mut trends).map(Value::Percent), data_on);
    let is_covered = active.iter().rev().take(FEWEST).any(Option::is_some);
    let breadth = breadth(of, usage).filter(|_| is_covered);
    cells.put(Known::UsageBreadth, breadth.map(Value::Percent), data_on);
    let own = primary.and_then(|it| usage.numbered(it.id));
    if let Some(silent) = silent_days(usage, &counted, data_on) {
        cells.put(Known::UsageSilentDays, Some(Value::Days(silent)), data_on);
        let quiet = alarms::is_quiet(of, usage, &active, silent, own);
        cells.put(Known::UsageQuiet, quiet.map(Value::Flag), data_on);
    }
    if let Some(own) = own {
        alarms::add(of, usage, own, cells);
    }
}

/// The last day that any usage of the book is about.
fn newest_of_book(of: &Inputs<'_>) -> Option<Day> {
    let on = of.norms?;
    let metrics = of.context.metrics.iter().filter(|it| it.family == Family::Usage);
    metrics.filter_map(|it| of.context.norms.metric(on, it.id)?.coverage.last).max()
}

/// For each week whether any counted metric was above zero; nothing where the feed missed it.
fn active_weeks(counted: &[&MetricUse<'_>]) -> [Option<bool>; YEAR] {
    let mut active = [None; YEAR];
    for metric in counted {
        for (any, week) in active.iter_mut().zip(&metric.weeks) {
            if let Some(total) = week {
                *any = Some(*any == Some(true) || *total > 0.0);
            }
        }
    }
    active
}

/// `usage.active_weeks` and `usage.gap_ratio`.
fn add_presence(active: &[Option<bool>; YEAR], data_on: Option<Day>, cells: &mut Cells<'_>) {
    let quarter = active.iter().rev().take(QUARTER).flatten();
    let known = quarter.clone().count();
    let used = quarter.filter(|it| **it).count();
    let share = (known >= FEWEST).then(|| Value::Percent(used as f64 / known as f64));
    cells.put(Known::UsageActiveWeeks, share, data_on);
    let is_active = |it: &Option<bool>| *it == Some(true);
    let (Some(first), Some(last)) =
        (active.iter().position(is_active), active.iter().rposition(is_active))
    else {
        return;
    };
    let used = active.iter().filter(|it| is_active(it)).count();
    if used < FEWEST {
        return;
    }
    let distance = (last - first) as f64 / (used - 1) as f64;
    let silent = active.iter().skip(last + 1).flatten().count() as f64;
    cells.put(Known::UsageGapRatio, Some(Value::Number(silent / distance)), data_on);
}

/// The mean percentile of the account's weekly use over the counted metrics of the book; a metric
/// that others have and this account has not is used at level 0.
fn level(of: &Inputs<'_>, usage: &Usage<'_>, lived: i64) -> Option<f64> {
    let on = of.norms?;
    let segment = of.account().text("segment").and_then(|it| of.context.norms.segment(it));
    let (mut sum, mut n) = (0.0, 0.0);
    for (metric, norms) in book_metrics(of, usage, on) {
        let total = usage.numbered(metric.id).map_or(0.0, |it| it.quarter);
        if let Some(rank) = norms.levels.percentile(mean_level(total, lived), segment) {
            sum += rank;
            n += 1.0;
        }
    }
    (n > 0.0).then(|| sum / n)
}

/// Whether others of the book have usage that weeks can be compared of.
fn is_compared(of: &Inputs<'_>, usage: &Usage<'_>) -> bool {
    of.norms.is_some_and(|on| book_metrics(of, usage, on).next().is_some())
}

/// Why an account of less than four weeks with usage has no level.
fn why_no_level(of: &Inputs<'_>, usage: &Usage<'_>) -> String {
    match usage.first_on {
        Some(first) => match of.as_of.days_since(first) + 1 {
            1 => "too new to compare: 1 day of usage".to_owned(),
            days => format!("too new to compare: {days} days of usage"),
        },
        None => "no usage of its own to compare yet".to_owned(),
    }
}

/// Counted metrics in use in the last four weeks, of those that a tenth of the book used in twelve.
fn breadth(of: &Inputs<'_>, usage: &Usage<'_>) -> Option<f64> {
    let on = of.norms?;
    let is_common = |users: u32| f64::from(users) >= COMMON * f64::from(on.accounts) && users > 0;
    let (mut used, mut common) = (0.0, 0.0);
    for (metric, _) in book_metrics(of, usage, on).filter(|(_, norms)| is_common(norms.users)) {
        let is_used = usage.numbered(metric.id).is_some_and(|it| it.month > 0.0);
        used += f64::from(u8::from(is_used));
        common += 1.0;
    }
    (common > 0.0).then(|| used / common)
}

/// The counted metrics of the book that any account has, mere readings left out, with their norms.
fn book_metrics<'a>(
    of: &Inputs<'a>,
    usage: &Usage<'a>,
    on: &'a DayNorms,
) -> impl Iterator<Item = (&'a Metric, &'a MetricNorms)> {
    let norms = &of.context.norms;
    let counted = usage.counted.iter().copied();
    let as_of = of.as_of;
    counted
        .filter(move |it| it.grains.on(as_of) != Grain::Snapshot)
        .filter_map(move |it| Some((it, norms.metric(on, it.id)?)))
        .filter(|(_, norms)| norms.have > 0)
}

/// Days from the account's last use, or its first row where there was none, to the end of the feed.
fn silent_days(usage: &Usage<'_>, counted: &[&MetricUse<'_>], feed: Option<Day>) -> Option<f64> {
    let last = counted.iter().filter_map(|it| it.last_active).max().or(usage.first_on)?;
    Some(feed?.days_since(last).max(0) as f64)
}
