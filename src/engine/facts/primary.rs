//! Which usage metric is looked at first, and which metrics count users.

use super::inputs::Inputs;
use crate::domain::{Family, Metric};

/// Names of metrics that say best how much a product is used, best first
/// (`docs/numbers.md`, "Usage series and grain").
const PREFERRED: &[&str] = &[
    "active_users",
    "active_users_28d",
    "monthly_active_users",
    "mau",
    "weekly_active_users",
    "wau",
    "daily_active_users",
    "dau",
    "active_seats",
    "logins",
    "weekly_logins",
    "monthly_logins",
    "daily_logins",
];

/// Words in the names of metrics that are never looked at first.
const NEVER: &[&str] =
    &["error", "failure", "ticket", "dislike", "unsubscribe", "unfriend", "days_since"];

/// The usage metric that is looked at first: the one the user set, else the best known one that
/// the book has, else the one that most accounts have.
pub(super) fn primary<'a>(of: &Inputs<'a>) -> Option<&'a Metric> {
    let metrics = || of.context.metrics.iter().filter(|it| it.family == Family::Usage);
    let chosen = of.context.settings.primary_metric.as_deref();
    if let Some(metric) = metrics().find(|it| Some(it.name.as_ref()) == chosen) {
        return Some(metric);
    }
    let on = of.norms?;
    let have = |it: &Metric| of.context.norms.metric(on, it.id).map_or(0, |it| it.have);
    let known = PREFERRED
        .iter()
        .find_map(|name| metrics().find(|it| it.name.as_ref() == *name && have(it) > 0));
    let others = metrics().filter(|it| !NEVER.iter().any(|word| it.name.contains(word)));
    // Of equals the first by number: `max_by_key` keeps the last.
    known.or_else(|| others.filter(|it| have(it) > 0).rev().max_by_key(|it| have(it)))
}

/// Whether a metric counts people.
pub(super) fn counts_users(metric: &Metric) -> bool {
    const USERS: &[&str] = &["active_users", "mau", "wau", "dau", "active_seats", "users"];
    let name = metric.name.as_ref();
    USERS.iter().any(|it| name == *it || name.ends_with("_users") || name.contains("active_users"))
}
