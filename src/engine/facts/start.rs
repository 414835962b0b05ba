//! Facts about the first months: kickoff, activation, early check-ins.

use super::cells::{Cells, days};
use super::inputs::Inputs;
use super::known::Known;
use super::plan::{first_value_on, is_done};
use super::relationship::has_log;
use super::spoken::is_kickoff;
use crate::domain::{Day, Kind, Record, Value};

/// A kickoff is asked for in so many days.
const KICKOFF_UNTIL: i64 = 90;
/// Activation and check-ins are asked for in so many.
const START_UNTIL: i64 = 180;
/// The days of the early check-ins, the later one first.
const CHECK_INS: [i32; 2] = [90, 21];
/// A check-in may come this much early.
const EARLY: i32 = 7;

/// The facts of the first months.
pub(super) fn add(of: &Inputs<'_>, cells: &mut Cells<'_>) {
    let kickoff = kickoff_on(of);
    cells.put(Known::KickoffOn, kickoff.map(Value::Date), kickoff);
    let activated = activated_on(of);
    cells.put(Known::ActivatedOn, activated.map(Value::Date), activated);
    let Some(since) = of.since.filter(|it| *it <= of.as_of) else { return };
    let age = of.as_of.days_since(since);
    let waits = |for_days: i64, is_waiting: bool| {
        (age <= for_days && is_waiting).then(|| days(since, of.as_of))
    };
    let would_show = has_log(of) || of.view.of(Kind::Milestone).iter().any(is_kickoff);
    let no_kickoff = waits(KICKOFF_UNTIL, kickoff.is_none() && would_show);
    cells.put(Known::NoKickoffDays, no_kickoff, None);
    let is_planned = of.view.of(Kind::Milestone).iter().any(is_activation);
    let not_activated = waits(START_UNTIL, activated.is_none() && is_planned);
    cells.put(Known::NotActivatedDays, not_activated, None);
    if has_log(of) && age <= START_UNTIL {
        let late = check_in_due(of, since).map(|due| days(due, of.as_of));
        cells.put(Known::CheckInDueDays, late, None);
    }
}

/// Whether a milestone is one of activation.
fn is_activation(milestone: &Record) -> bool {
    milestone.text("type") == Some("activation")
}

/// The day of the kickoff, up to the day of judgement.
fn kickoff_on(of: &Inputs<'_>) -> Option<Day> {
    // The kickoff of a later project is another one.
    let until = of.since.map_or(Day::MAX, |it| it + KICKOFF_UNTIL as i32);
    let is_early = |on: Option<Day>| on.is_some_and(|it| it <= until);
    let done = of.view.of(Kind::Milestone).iter().filter(|it| is_kickoff(it));
    let activities = of.view.of(Kind::Activity).iter();
    let held = activities.filter(|it| is_early(it.day("on")) && is_kickoff(it));
    let days = done.filter_map(|it| it.day("done_on")).chain(held.filter_map(|it| it.day("on")));
    days.filter(|it| *it <= of.as_of).min()
}

/// The day of activation: who has the value has done what comes before it.
fn activated_on(of: &Inputs<'_>) -> Option<Day> {
    let milestones = of.view.of(Kind::Milestone).iter();
    let done = milestones.filter(|it| is_activation(it) && is_done(of, it));
    done.filter_map(|it| it.day("done_on")).chain(first_value_on(of)).min()
}

/// The day of the last check-in that is due, where nothing is logged for it.
fn check_in_due(of: &Inputs<'_>, since: Day) -> Option<Day> {
    let due = CHECK_INS.into_iter().map(|it| since + it).find(|it| *it <= of.as_of)?;
    let is_for_it = |on: Day| on >= due - EARLY && on <= of.as_of;
    let mut activities = of.view.of(Kind::Activity).iter();
    let is_logged = activities.any(|it| it.day("on").is_some_and(is_for_it));
    (!is_logged).then_some(due)
}
