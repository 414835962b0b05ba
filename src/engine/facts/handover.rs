//! Facts about an account that came from another CSM.

use super::cells::{Cells, count, days};
use super::inputs::Inputs;
use super::known::Known;
use super::relationship::has_log;
use crate::domain::{Day, Kind, Record, Value, is_two_way};

/// A handover is over after so many days.
const HANDOVER: i64 = 60;

/// The facts of a new CSM; none where the account always had the same.
pub(super) fn add(of: &Inputs<'_>, cells: &mut Cells<'_>) {
    let Some(since) = changed_on(of) else { return };
    cells.put(Known::CsmSinceDays, Some(days(since, of.as_of)), Some(since));
    if of.as_of.days_since(since) > HANDOVER || !cells.asks_for(Known::CsmStepsLeft) {
        return;
    }
    let is_new = |on: Option<Day>| on.is_some_and(|it| it >= since && it <= of.as_of);
    let mut talks = of.view.of(Kind::Activity).iter().filter(|it| is_two_way(it));
    let is_planned = [Kind::Task, Kind::Objective, Kind::Milestone]
        .into_iter()
        .flat_map(|it| of.view.of(it))
        .any(|it| is_new(written_on(it)));
    let steps = [
        // Without a log nobody knows whom they spoke with.
        !has_log(of) || talks.any(|it| is_new(it.day("on"))),
        is_new(of.account().day("pulse_on")),
        is_planned,
    ];
    let left = steps.into_iter().filter(|it| !it).count();
    cells.put(Known::CsmStepsLeft, Some(count(left)), Some(since));
}

/// The day on which the account came from another CSM.
fn changed_on(of: &Inputs<'_>) -> Option<Day> {
    let own = of.history.records.iter().find(|it| it.kind == Kind::Account)?;
    let mut changed = None;
    let mut before: Option<&str> = None;
    for version in own.versions_on(of.as_of) {
        let said = version.patch.iter().filter(|(name, _)| name.as_str() == "csm");
        for csm in said.filter_map(|(_, it)| it.as_ref().and_then(Value::as_text)) {
            if before.is_some_and(|it| it != csm) {
                changed = Some(version.counts_from());
            }
            before = Some(csm);
        }
    }
    changed
}

/// The day a task or a step of the plan was written down.
fn written_on(record: &Record) -> Option<Day> {
    record.day("created_on").or_else(|| record.cells.iter().map(|it| it.effective_on).min())
}
