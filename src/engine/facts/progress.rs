//! Facts about what came of the plan: results reached, advice not acted on.

use super::cells::{Cells, days};
use super::inputs::Inputs;
use super::known::Known;
use crate::domain::{Day, Kind, Record};

/// What advice is called, as a tag or a type.
const ADVICE: &[&str] = &["recommendation", "recommended", "advice"];

/// The facts of results and advice; missing where there is none.
pub(super) fn add(of: &Inputs<'_>, cells: &mut Cells<'_>) {
    let achieved = achieved(of).into_iter().filter_map(achieved_on).max();
    cells.put(Known::PlanAchievedDays, achieved.map(|it| days(it, of.as_of)), achieved);
    let oldest = open_advice(of).into_iter().filter_map(|it| it.day("created_on")).min();
    cells.put(Known::PlanAdviceOpenDays, oldest.map(|it| days(it, of.as_of)), oldest);
}

/// The objectives that were achieved up to the day of judgement.
pub(super) fn achieved<'a>(of: &Inputs<'a>) -> Vec<&'a Record> {
    let objectives = of.view.of(Kind::Objective).iter();
    let achieved = objectives.filter(|it| it.text("status") == Some("achieved"));
    achieved.filter(|it| achieved_on(it).is_some_and(|on| on <= of.as_of)).collect()
}

/// The day an objective was measured as achieved, else the day its status is about.
fn achieved_on(objective: &Record) -> Option<Day> {
    let stated = objective.cell("status").map(|it| it.effective_on);
    objective.day("measured_on").or(stated).filter(|it| *it > Day::MIN)
}

/// The tasks and milestones that are advice to the customer, agreed and not done.
pub(super) fn open_advice<'a>(of: &Inputs<'a>) -> Vec<&'a Record> {
    let is_open = |it: &&Record| {
        let is_agreed = it.day("created_on").is_some_and(|on| on <= of.as_of);
        is_agreed && it.day("done_on").is_none_or(|on| on > of.as_of)
    };
    let is_advice = |word: &str| ADVICE.iter().any(|it| it.eq_ignore_ascii_case(word.trim()));
    let tasks = of.view.of(Kind::Task).iter();
    let tasks = tasks.filter(|it| it.list("tags").into_iter().any(is_advice));
    let milestones = of.view.of(Kind::Milestone).iter();
    let milestones = milestones.filter(|it| it.text("type").is_some_and(is_advice));
    tasks.chain(milestones).filter(is_open).collect()
}
