//! An account's usage as no day of judgement changes it.

use super::context::Context;
use super::cut::Cuts;
use crate::domain::{AccountHistory, Family, Metric, Series};

/// All usage of an account, cut into weeks, and the metrics that count in its book.
pub(super) struct UsageHistory<'a> {
    /// The account's usage metrics, by number.
    pub(super) metrics: Vec<MetricHistory<'a>>,
    /// The usage metrics of the book of which more is better, by number.
    pub(super) counted: Vec<&'a Metric>,
}

/// One usage metric of the account.
pub(super) struct MetricHistory<'a> {
    /// The metric.
    pub(super) metric: &'a Metric,
    /// Its values.
    pub(super) cuts: Cuts<'a>,
    /// Whether it is one of those.
    pub(super) is_counted: bool,
}

impl<'a> UsageHistory<'a> {
    /// The usage in a history.
    pub(super) fn new(history: &'a AccountHistory, context: &'a Context) -> Self {
        let counted: Vec<&'a Metric> = context
            .metrics
            .iter()
            .filter(|it| it.family == Family::Usage && context.settings.is_counted(&it.name))
            .collect();
        let cut = |series: &'a Series| {
            let metric = context.metric_of(series).filter(|it| it.family == Family::Usage)?;
            Some(MetricHistory {
                metric,
                cuts: Cuts::new(series, &metric.grains),
                is_counted: counted.binary_search_by_key(&metric.id, |it| it.id).is_ok(),
            })
        };
        let mut metrics: Vec<MetricHistory<'a>> = history.series.iter().filter_map(cut).collect();
        metrics.sort_by_key(|it| it.metric.id);
        Self { metrics, counted }
    }
}
