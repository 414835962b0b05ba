//! Facts about how milestones and goals keep their dates: late, put off, stalled, behind.

use super::cells::{Cells, count, days};
use super::inputs::Inputs;
use super::known::Known;
use super::plan::{is_done, is_reached, newest};
use super::spoken::is_go_live;
use super::traces::Trace;
use crate::domain::{Day, Kind, Record, Value};

/// A confirmed result is fresh for so many days.
const FRESH: i64 = 90;
/// A goal is behind with less than this share reached
const REACHED: f64 = 0.5;
/// after this share of its time.
const OF_TIME: f64 = 0.75;

/// The facts of milestones and goals against their dates.
pub(super) fn add(of: &Inputs<'_>, cells: &mut Cells<'_>) {
    if !of.view.of(Kind::Milestone).is_empty() {
        add_milestones(of, cells);
    }
    if !of.view.of(Kind::Objective).is_empty() || of.keeps(Trace::Objective) {
        add_goals(of, cells);
    }
}

fn add_milestones(of: &Inputs<'_>, cells: &mut Cells<'_>) {
    let milestones = of.view.of(Kind::Milestone);
    let data_on = newest(milestones);
    let open: Vec<&Record> = milestones.iter().filter(|it| !is_done(of, it)).collect();
    let late = |it: &Record| it.day("due_on").filter(|it| *it < of.as_of);
    let lates = || open.iter().filter_map(|it| late(it));
    let longest = lates().map(|it| of.as_of.days_since(it)).max().unwrap_or_default();
    cells.put(Known::PlanLateDays, Some(Value::Days(longest as f64)), data_on);
    cells.put(Known::PlanMilestonesLate, Some(count(lates().count())), data_on);
    let done = milestones.iter().filter(|it| is_done(of, it)).filter_map(|it| it.day("done_on"));
    let begun = done.max().max(of.since).filter(|it| *it <= of.as_of && !open.is_empty());
    cells.put(Known::PlanProgressDays, begun.map(|it| days(it, of.as_of)), data_on);
    let mut go_live = open.iter().filter(|it| is_go_live(it)).peekable();
    if go_live.peek().is_some() {
        let is_moved = go_live.any(|it| times_put_off(of, it) > 0);
        cells.put(Known::PlanGoLiveMoved, Some(Value::Flag(is_moved)), data_on);
    }
}

/// How often the due date of a record was put off.
pub(super) fn times_put_off(of: &Inputs<'_>, record: &Record) -> usize {
    let history = of.history.records.iter().find(|it| it.id == record.id);
    let versions = history.into_iter().flat_map(|it| it.versions_on(of.as_of));
    let said = versions.flat_map(|it| &it.patch).filter(|(name, _)| name.as_str() == "due_on");
    let dates: Vec<Day> = said.filter_map(|(_, it)| it.as_ref()?.as_day()).collect();
    dates.iter().zip(dates.iter().skip(1)).filter(|(before, after)| after > before).count()
}

fn add_goals(of: &Inputs<'_>, cells: &mut Cells<'_>) {
    let objectives = of.view.of(Kind::Objective);
    let data_on = newest(objectives);
    let open = objectives.iter().filter(|it| !is_reached(it));
    let is_overdue = |it: &&Record| it.day("due_on").is_some_and(|it| it < of.as_of);
    let overdue = open.clone().filter(is_overdue).count();
    cells.put(Known::PlanGoalsOverdue, Some(count(overdue)), data_on);
    let at_risk = open.filter(|it| it.text("status") == Some("at_risk") || is_behind(of, it));
    cells.put(Known::PlanGoalsAtRisk, Some(count(at_risk.count())), data_on);
    let confirmed = |it: &&Record| it.day("verified_on").is_some_and(|on| of.is_within(on, FRESH));
    let confirmed = objectives.iter().filter(confirmed).count();
    cells.put(Known::PlanVerified90d, Some(count(confirmed)), data_on);
}

/// Whether too little of a goal is reached for the time that has gone by; where a number or a date
/// is missing nobody can tell.
fn is_behind(of: &Inputs<'_>, objective: &Record) -> bool {
    let number = |name| objective.number(name);
    let share = |now: f64, from: f64, to: f64| {
        let way = to - from;
        (way != 0.0).then(|| (now - from) / way)
    };
    let reached = number("current").zip(number("target")).and_then(|(current, target)| {
        share(current, number("baseline").unwrap_or_default(), target)
    });
    let gone = objective.day("created_on").zip(objective.day("due_on")).and_then(|(from, to)| {
        share(of.as_of.days_since(from) as f64, 0.0, to.days_since(from) as f64)
    });
    reached.is_some_and(|it| it < REACHED) && gone.is_some_and(|it| it >= OF_TIME)
}
