//! Facts about what is used and what is spent: key features, products, features beyond the plan.

use super::cells::{Cells, count};
use super::contract::products;
use super::inputs::Inputs;
use super::known::Known;
use super::usage_series::{MetricUse, Usage};
use super::weeks::newest_first;
use crate::domain::{Day, Family, Grain, Metric, Value};
use crate::engine::series::{At, theil_sen_slope};

/// Words in the names of metrics that count tries of what the plan does not include.
const GATED: &[&str] =
    &["gated", "paywall", "upgrade_prompt", "upgrade_click", "limit_hit", "locked"];
/// Words in the names of metrics that count money spent.
const SPEND: &[&str] = &["spend", "billed", "charges", "invoiced", "metered_cost"];

/// The facts of features, products and spend; missing where no metric of the book speaks of them.
pub(super) fn add(of: &Inputs<'_>, usage: &Usage<'_>, cells: &mut Cells<'_>) {
    if cells.asks_for(Known::UsageKeyDropped) || cells.asks_for(Known::UsageKeyDroppedName) {
        add_key_features(of, usage, cells);
    }
    if cells.asks_for(Known::UsageProductsUsed) {
        let used = products_used(of, usage);
        cells.put(Known::UsageProductsUsed, used.map(count), newest(of, usage));
    }
    if cells.asks_for(Known::UsageGatedTries) {
        let is_counted = metrics(of).any(is_gated) && !usage.metrics.is_empty();
        let tries: f64 =
            usage.metrics.iter().filter(|it| is_gated(it.metric)).map(|it| it.month).sum();
        let value = is_counted.then_some(Value::Number(tries));
        cells.put(Known::UsageGatedTries, value, newest(of, usage));
    }
    if cells.asks_for(Known::SpendForecast) {
        let spend = usage.metrics.iter().find(|it| counts_spend(it.metric));
        let change = spend.and_then(|it| forecast_change(of, it));
        let data_on = spend.and_then(|it| it.data_on(of.as_of));
        cells.put(Known::SpendForecast, change.map(Value::Percent), data_on);
    }
}

/// Whether a metric counts tries of what the plan does not include.
pub(super) fn is_gated(metric: &Metric) -> bool {
    GATED.iter().any(|it| metric.name.contains(it))
}

/// Whether a metric counts money spent.
pub(super) fn counts_spend(metric: &Metric) -> bool {
    SPEND.iter().any(|it| metric.name.contains(it))
}

/// Whether a metric bears the name of a product.
pub(super) fn is_of_product(metric: &Metric, product: &str) -> bool {
    let mut slug = String::new();
    for word in product.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()) {
        if !slug.is_empty() {
            slug.push('_');
        }
        slug.extend(word.chars().flat_map(char::to_lowercase));
    }
    !slug.is_empty() && metric.name.contains(&slug)
}

fn metrics<'a>(of: &Inputs<'a>) -> impl Iterator<Item = &'a Metric> {
    of.context.metrics.iter().filter(|it| it.family == Family::Usage)
}

fn newest(of: &Inputs<'_>, usage: &Usage<'_>) -> Option<Day> {
    usage.metrics.iter().filter_map(|it| it.data_on(of.as_of)).max()
}

fn add_key_features(of: &Inputs<'_>, usage: &Usage<'_>, cells: &mut Cells<'_>) {
    let key = &of.context.settings.key_features;
    if key.is_empty() {
        let why = "set key_features, the metrics of what the product is bought for";
        cells.not_applicable(Known::UsageKeyDropped, why);
        return;
    }
    let own = usage.metrics.iter().filter(|it| key.contains(&it.metric.name));
    let judged: Vec<Feature<'_>> = own.filter_map(Feature::of).collect();
    if judged.is_empty() {
        return;
    }
    let dropped = || judged.iter().filter(|it| it.is_dropped);
    let data_on = judged.iter().filter_map(|it| it.data_on).max();
    cells.put(Known::UsageKeyDropped, Some(count(dropped().count())), data_on);
    let name = dropped().next().map(|it| Value::text(it.name));
    cells.put(Known::UsageKeyDroppedName, name, data_on);
}

/// A key feature that can be judged.
struct Feature<'a> {
    name: &'a str,
    /// Whether it is not used any more.
    is_dropped: bool,
    data_on: Option<Day>,
}

impl<'a> Feature<'a> {
    /// A feature of which the last two weeks are known; a month says too little of its weeks.
    fn of(metric: &'a MetricUse<'_>) -> Option<Self> {
        const SILENT: usize = 2;
        const BEFORE: usize = 4;
        const USED: usize = 3;
        if !matches!(metric.grain, Grain::Day | Grain::Week) {
            return None;
        }
        let weeks = metric.last_weeks(metric.weeks.len());
        let recent = weeks.get(weeks.len().checked_sub(SILENT)?..)?;
        let is_silent = recent.iter().copied().collect::<Option<Vec<f64>>>()?;
        let is_silent = is_silent.iter().all(|it| *it == 0.0);
        let is_used = |it: &Option<f64>| it.is_some_and(|it| it > 0.0);
        let last = weeks.iter().rposition(is_used);
        let before = last.and_then(|it| weeks.get((it + 1).saturating_sub(BEFORE)..=it));
        let used = before.unwrap_or_default().iter().filter(|it| is_used(it)).count();
        Some(Self {
            name: &metric.metric.name,
            is_dropped: is_silent && used >= USED,
            data_on: metric.coverage().last,
        })
    }
}

/// How many of the bought products are used; nothing unless each has a metric that bears its name.
fn products_used(of: &Inputs<'_>, usage: &Usage<'_>) -> Option<usize> {
    let bought = products(of);
    let is_counted = |product: &&str| metrics(of).any(|it| is_of_product(it, product));
    if bought.is_empty() || !bought.iter().all(is_counted) {
        return None;
    }
    let is_used = |product: &&&str| {
        usage.metrics.iter().any(|it| it.quarter > 0.0 && is_of_product(it.metric, product))
    };
    Some(bought.iter().filter(is_used).count())
}

/// What the trend adds to the coming month, as a share of the last one.
fn forecast_change(of: &Inputs<'_>, spend: &MetricUse<'_>) -> Option<f64> {
    const MONTHS: usize = 6;
    const FEWEST_MONTHS: usize = 4;
    const FEWEST_WEEKS: usize = 8;
    const WEEKS: usize = 12;
    // The rows of one month, and the fewest that a trend is drawn through.
    let (steps, fewest, values) = match spend.grain {
        Grain::Day | Grain::Week => (4, FEWEST_WEEKS, spend.last_weeks(WEEKS).to_vec()),
        Grain::Month => {
            let newest = newest_first(spend.series, Grain::Month, of.as_of).take(MONTHS);
            let mut values: Vec<Option<f64>> = newest.map(|it| Some(it.value)).collect();
            values.reverse();
            (1, FEWEST_MONTHS, values)
        }
        Grain::Snapshot => return None,
    };
    let places = values.iter().enumerate();
    let points: Vec<At> = places.filter_map(|(x, y)| Some(At { x: x as f64, y: (*y)? })).collect();
    if points.len() < fewest {
        return None;
    }
    let last: f64 = values.iter().rev().take(steps).copied().sum::<Option<f64>>()?;
    let slope = theil_sen_slope(&points)?;
    // Each of the coming rows stands `steps` places after one of the last.
    let added = slope * (steps * steps) as f64;
    (last > 0.0).then(|| (added / last).max(-1.0))
}
