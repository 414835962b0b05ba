//! A judgement with the rows behind it.

use super::judge::{Assessment, Policy, assess};
use crate::domain::{AccountHistory, Day, RowRef};
use crate::engine::facts::{Context, rows_behind};

/// One account judged, with the rows that each measure was computed from.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The judgement.
    pub assessment: Assessment,
    rows: Vec<MeasureRows>,
}

/// The rows behind one measure.
#[derive(Debug, Clone, PartialEq)]
struct MeasureRows {
    measure: Box<str>,
    rows: Vec<RowRef>,
}

/// Judges one account as of a day and finds the rows behind each measure. Nothing where the
/// account was not known yet.
pub fn explain(
    history: &AccountHistory,
    context: &Context,
    policy: &Policy,
    as_of: Day,
) -> Option<Explanation> {
    let assessment = assess(history, context, policy, as_of)?;
    let view = history.as_of(as_of)?;
    let measures = assessment.health.measures.iter();
    let rows = measures
        .filter_map(|it| {
            let fact = context.catalogue.find(&it.fact)?;
            let rows = rows_behind(history, &view, context, fact);
            Some(MeasureRows { measure: it.id.clone(), rows })
        })
        .collect();
    Some(Explanation { assessment, rows })
}

impl Explanation {
    /// The rows behind a measure, newest first, at most twelve.
    pub fn rows_of(&self, measure: &str) -> &[RowRef] {
        let found = self.rows.iter().find(|it| *it.measure == *measure);
        found.map(|it| it.rows.as_slice()).unwrap_or_default()
    }
}
