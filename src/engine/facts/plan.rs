//! Facts about what the customer wants to reach: plan, goals, first value.

use super::cells::{Cells, count, days};
use super::inputs::Inputs;
use super::known::Known;
use super::traces::Trace;
use crate::domain::{Day, Kind, Record, Touch, Value};
use crate::engine::formulas::time_to_first_value;

const YEAR: i64 = 365;

/// The facts of plan, goals and onboarding.
pub(super) fn add(of: &Inputs<'_>, cells: &mut Cells<'_>) {
    add_milestones(of, cells);
    add_goals(of, cells);
    add_onboarding(of, cells);
}

/// The day of the first value: the account's field, else its first-value milestone.
pub(super) fn first_value_on(of: &Inputs<'_>) -> Option<Day> {
    let milestones = of.view.of(Kind::Milestone).iter();
    let done = milestones
        .filter(|it| it.text("type") == Some("first_value"))
        .filter_map(|it| it.day("done_on"))
        .min();
    of.account().day("first_value_on").or(done).filter(|it| *it <= of.as_of)
}

/// Whether a milestone is done on the day of judgement.
pub(super) fn is_done(of: &Inputs<'_>, milestone: &Record) -> bool {
    milestone.day("done_on").is_some_and(|it| it <= of.as_of)
}

/// Whether an objective is settled: achieved, in part, or missed.
pub(super) fn is_reached(objective: &Record) -> bool {
    matches!(objective.text("status"), Some("achieved" | "partial" | "missed"))
}

/// The newest day of what some records say.
pub(super) fn newest(records: &[Record]) -> Option<Day> {
    records.iter().flat_map(|it| &it.cells).map(|it| it.effective_on).max()
}

fn add_milestones(of: &Inputs<'_>, cells: &mut Cells<'_>) {
    let milestones = of.view.of(Kind::Milestone);
    let objectives = of.view.of(Kind::Objective);
    let ahead = |record: &&Record| record.day("due_on").is_some_and(|it| it >= of.as_of);
    let open = milestones.iter().filter(|it| !is_done(of, it));
    let wanted = objectives.iter().filter(|it| !is_reached(it));
    let next = open.chain(wanted).filter(ahead).filter_map(|it| it.day("due_on")).min();
    cells.put(Known::PlanNextDue, next.map(Value::Date), None);
    if milestones.is_empty() {
        return;
    }
    let weight = |it: &Record| it.number("weight").filter(|it| *it > 0.0).unwrap_or(1.0);
    let is_due = |it: &Record| match it.day("due_on") {
        Some(due) => due <= of.as_of,
        None => is_done(of, it),
    };
    let planned: f64 = milestones.iter().filter(|it| is_due(it)).map(weight).sum();
    if planned <= 0.0 {
        cells.not_applicable(Known::PlanRatio, "no milestone is due yet");
        return;
    }
    let done: f64 = milestones.iter().filter(|it| is_done(of, it)).map(weight).sum();
    cells.put(Known::PlanRatio, Some(Value::Number(done / planned)), newest(milestones));
}

fn add_goals(of: &Inputs<'_>, cells: &mut Cells<'_>) {
    let objectives = of.view.of(Kind::Objective);
    if objectives.is_empty() && !of.keeps(Trace::Objective) {
        return;
    }
    let data_on = newest(objectives);
    let on_track = |it: &&Record| matches!(it.text("status"), Some("on_track" | "achieved"));
    let confirmed = |it: &&Record| it.day("verified_on").is_some_and(|on| of.is_within(on, YEAR));
    cells.put(Known::PlanGoals, Some(count(objectives.len())), data_on);
    let on_track = objectives.iter().filter(on_track).count();
    cells.put(Known::PlanGoalsOnTrack, Some(count(on_track)), data_on);
    let confirmed = objectives.iter().filter(confirmed).count();
    cells.put(Known::PlanVerified12m, Some(count(confirmed)), data_on);
}

fn add_onboarding(of: &Inputs<'_>, cells: &mut Cells<'_>) {
    let first_value = first_value_on(of);
    cells.put(Known::FirstValueOn, first_value.map(Value::Date), first_value);
    let marked_done = of.account().text("stage").and_then(is_past_onboarding);
    cells.put(Known::OnboardingDone, marked_done.map(Value::Flag), None);
    let Some(since) = of.since.filter(|it| *it <= of.as_of) else { return };
    let age = of.as_of.days_since(since);
    let is_kept = first_value.is_some() || of.keeps(Trace::FirstValue);
    if !is_kept {
        return;
    }
    let reached = first_value.map(|it| time_to_first_value(since, it) as f64);
    cells.put(Known::TtfvDays, reached.map(Value::Days), first_value);
    let until = first_value.map_or(of.as_of, |it| it.max(since));
    cells.put(Known::OnboardingDays, Some(days(since, until)), first_value);
    add_target(of, age, reached, cells);
    let allowed = if of.touch == Touch::High { 90 } else { 60 };
    let is_missing = first_value.is_none() && age >= allowed;
    let flag = marked_done.map(|it| Value::Flag(it && is_missing));
    cells.put(Known::FirstValueMissing, flag, first_value);
}

/// The time to the first value against its target; one that is not reached counts once it is late.
fn add_target(of: &Inputs<'_>, age: i64, reached: Option<f64>, cells: &mut Cells<'_>) {
    if age > YEAR {
        cells.not_applicable(Known::TtfvRatio, "only in the first 12 months");
        return;
    }
    let Some(target) = of.context.settings.first_value_days.filter(|it| *it > 0) else {
        cells.not_applicable(Known::TtfvRatio, "set first_value_days, the target for first value");
        return;
    };
    let target = f64::from(target);
    let so_far = Some(age as f64).filter(|it| *it > target);
    let ratio = reached.or(so_far).map(|it| Value::Number(it / target));
    cells.put(Known::TtfvRatio, ratio, None);
}

/// Whether a stage is past onboarding; nothing for a word that says nothing of it.
fn is_past_onboarding(stage: &str) -> Option<bool> {
    match stage.to_lowercase().as_str() {
        "onboarding" | "implementation" | "kickoff" | "launch" => Some(false),
        "adoption" | "value" | "renewal" | "growth" | "expansion" | "live" | "churned" => {
            Some(true)
        }
        _ => None,
    }
}
