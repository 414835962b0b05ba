//! The rows behind a score that a rule saw: those of the measures that cost it most.

use crate::domain::{AccountHistory, AccountView, Alert, AlertState, Day, Health, RowRef};
use crate::engine::facts::{Context, rows_behind};

/// How many measures are cited for a score.
const MEASURES: usize = 3;
/// How many rows of each.
const ROWS: usize = 4;

/// Cites rows for what alerts saw of the score, on `as_of` or, where they ended, on the day they
/// opened. A score has no rows of its own, only those of its measures: `health_of` gives them.
pub(in crate::engine) fn cite_score(
    alerts: &mut [Alert],
    history: &AccountHistory,
    context: &Context,
    as_of: Day,
    health_of: impl Fn(&AccountView) -> Health,
) {
    for alert in alerts {
        let is_over = matches!(alert.state, AlertState::Resolved | AlertState::Closed);
        let day = if is_over { alert.opened_on } else { as_of };
        let of_score = alert.evidence.iter_mut().filter(|it| it.fact.starts_with("health."));
        let mut bare = of_score.filter(|it| it.rows.is_empty()).peekable();
        if bare.peek().is_none() {
            continue;
        }
        let Some(view) = history.as_of(day) else { continue };
        let rows = rows_of(&health_of(&view), history, &view, context);
        bare.for_each(|it| it.rows.clone_from(&rows));
    }
}

fn rows_of(
    health: &Health,
    history: &AccountHistory,
    view: &AccountView,
    context: &Context,
) -> Vec<RowRef> {
    let dearest = health.losses().into_iter().take(MEASURES);
    let facts = dearest.filter_map(|it| context.catalogue.find(&it.fact));
    let mut rows = Vec::new();
    for row in facts.flat_map(|it| rows_behind(history, view, context, it).into_iter().take(ROWS)) {
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    rows
}
