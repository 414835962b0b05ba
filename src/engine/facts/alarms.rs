//! Whether the primary metric fell: shift, sudden drop, decline
//! (`docs/numbers.md`, "Usage series and grain").

use super::cells::Cells;
use super::inputs::Inputs;
use super::known::Known;
use super::metric::{change, trend_of};
use super::primary::counts_users;
use super::usage_series::{MetricUse, Usage};
use super::weeks::{QUARTER, YEAR, mondays};
use crate::domain::{Day, Grain, Value};
use crate::engine::series::{
    Decline, level_shift, mann_kendall, mann_kendall_exact, median, normal,
};

/// A fall is worth a word from this share on.
const DROP: f64 = 0.30;
/// And from this many units on: users, or whatever the metric counts.
const UNITS: f64 = 3.0;
/// Fewer users than this are a matter for the CSM's own eyes.
const FEWEST_USERS: f64 = 5.0;
/// Less history than this says nothing.
const FEWEST_WEEKS: i64 = 8;
/// Days of silence that make an account quiet.
const QUIET_DAYS: f64 = 28.0;
/// Active weeks of the 12 before that make silence worth a word.
const ACTIVE_WEEKS: usize = 4;
/// Weeks that are held against the quarter before them.
const RECENT: usize = 4;
/// Working days: what a daily count of users is divided by to be a count of users again.
const DAYS_A_WEEK: f64 = 5.0;

/// The alarms of the primary metric; missing, not false, where there is too little to judge.
pub(super) fn add(
    of: &Inputs<'_>,
    usage: &Usage<'_>,
    primary: &MetricUse<'_>,
    cells: &mut Cells<'_>,
) {
    let is_old = usage.weeks_lived(of.as_of).is_some_and(|it| it >= FEWEST_WEEKS);
    // A month says too little of its weeks, a reading nothing.
    let is_fine = matches!(primary.grain, Grain::Day | Grain::Week);
    if !is_old || !is_fine {
        return;
    }
    let Some(weeks) = working_weeks(of, primary) else { return };
    let data_on = primary.data_on(of.as_of);
    let of = Tested { weeks: &weeks, unit: unit(primary), users: usual_users(usage), data_on };
    add_shift(&of, cells);
    add_sudden(&of, cells);
    let quarter = weeks.get(weeks.len().saturating_sub(QUARTER)..).unwrap_or_default();
    if !can_be_judged(&of, quarter) {
        return;
    }
    if let Some(change) = trend_of(quarter) {
        let is_down = change <= -DROP && decline(quarter).is_some_and(|it| it.p_decline < 0.005);
        cells.put(Known::UsageTrendDown, Some(Value::Flag(is_down)), data_on);
    }
}

/// What the tests of the primary metric are made from.
struct Tested<'a> {
    /// The latest weeks that can be compared, oldest first.
    weeks: &'a [Option<f64>],
    /// What one unit of the metric weighs in a weekly total.
    unit: f64,
    /// The usual number of users; nothing where no metric counts them.
    users: Option<f64>,
    data_on: Option<Day>,
}

/// Whether the account went quiet
/// (`docs/numbers.md`, "Usage series and grain"): silent for 28 days after being active,
/// or down by 60 % with five or more users. Missing where it was too little active to tell.
pub(super) fn is_quiet(
    of: &Inputs<'_>,
    usage: &Usage<'_>,
    active: &[Option<bool>],
    silent_days: f64,
    primary: Option<&MetricUse<'_>>,
) -> Option<bool> {
    usage.weeks_lived(of.as_of).filter(|it| *it >= FEWEST_WEEKS)?;
    let fell = primary.filter(|it| users_before(it, 4) >= FEWEST_USERS).and_then(change);
    if fell.is_some_and(|it| it <= -0.60) {
        return Some(true);
    }
    if silent_days < QUIET_DAYS {
        return Some(false);
    }
    let last = active.iter().rposition(|it| *it == Some(true))?;
    let before = active.get((last + 1).saturating_sub(QUARTER)..=last)?;
    let weeks = before.iter().filter(|it| **it == Some(true)).count();
    (weeks >= ACTIVE_WEEKS).then_some(true)
}

/// The latest weeks that can be compared, as many as the tests look at: without those that holidays
/// cut short. Nothing while the last one is such a week, as no alarm is raised then.
fn working_weeks(of: &Inputs<'_>, metric: &MetricUse<'_>) -> Option<Vec<Option<f64>>> {
    const LOOKED_AT: usize = QUARTER + RECENT;
    let shown = metric.last_weeks(YEAR);
    let mut weeks = Vec::with_capacity(LOOKED_AT);
    for (monday, week) in mondays::<YEAR>(of.as_of).zip(shown).rev() {
        let off = days_off(of, monday);
        if off.all < 2 {
            let is_short = off.listed == 1;
            let stretched = if is_short { DAYS_A_WEEK / (DAYS_A_WEEK - 1.0) } else { 1.0 };
            weeks.push(week.map(|it| it * stretched));
        } else if weeks.is_empty() {
            return None;
        }
        if weeks.len() == LOOKED_AT {
            break;
        }
    }
    weeks.reverse();
    Some(weeks)
}

/// The working days that a week loses.
struct DaysOff {
    /// To the user's list of holidays.
    listed: usize,
    /// To that list and to the turn of the year, 22 December to 5 January.
    all: usize,
}

fn days_off(of: &Inputs<'_>, monday: Day) -> DaysOff {
    let days = || (0..5).map(|it| monday + it);
    let is_listed = |day: &Day| of.context.settings.holidays.binary_search(day).is_ok();
    let is_turn = |day: &Day| matches!(day.ymd(), (_, 12, 22..) | (_, 1, ..=5));
    let listed = days().filter(is_listed).count();
    let may_turn = matches!(monday.ymd().1, 12 | 1);
    let all =
        if may_turn { days().filter(|it| is_listed(it) || is_turn(it)).count() } else { listed };
    DaysOff { listed, all }
}

/// What one unit of the metric weighs in a weekly total: a daily count of users is summed over the
/// working days of a week.
fn unit(metric: &MetricUse<'_>) -> f64 {
    let is_daily = metric.grain == Grain::Day && counts_users(metric.metric);
    if is_daily { 1.0 / DAYS_A_WEEK } else { 1.0 }
}

/// Whether a baseline can carry a judgement: five or more users, or where users are unknown active
/// in half of the weeks; and no level test where more than half the weeks are 0.
fn can_be_judged(of: &Tested<'_>, baseline: &[Option<f64>]) -> bool {
    let known = baseline.iter().flatten().count();
    let active = baseline.iter().flatten().filter(|it| **it > 0.0).count();
    2 * active >= known && of.users.is_none_or(|it| it >= FEWEST_USERS)
}

/// The usual number of users, by the metric that counts most; nothing where none counts them.
fn usual_users(usage: &Usage<'_>) -> Option<f64> {
    let users = usage.metrics.iter().filter(|it| counts_users(it.metric) && it.quarter > 0.0);
    users.map(|it| users_before(it, QUARTER + RECENT)).reduce(f64::max)
}

/// The usual number of users over the weeks before the last `n / 4`, at most a quarter.
fn users_before(metric: &MetricUse<'_>, n: usize) -> f64 {
    if !counts_users(metric.metric) {
        return 0.0;
    }
    let weeks = metric.last_weeks(QUARTER.max(n));
    let baseline = weeks.get(..weeks.len().saturating_sub(4)).unwrap_or_default();
    let mut known: Vec<f64> = baseline.iter().flatten().copied().collect();
    median(&mut known).unwrap_or_default() * unit(metric)
}

fn add_shift(of: &Tested<'_>, cells: &mut Cells<'_>) {
    let Tested { weeks, unit, data_on, .. } = *of;
    let Some(shift) = level_shift(weeks, RECENT, QUARTER) else { return };
    cells.put(Known::UsageShiftZ, Some(Value::Number(shift.z)), data_on);
    cells.put(Known::UsageShiftChange, shift.drop.map(|it| Value::Percent(-it)), data_on);
    let before = weeks.len().saturating_sub(RECENT);
    let baseline = weeks.get(before.saturating_sub(QUARTER)..before).unwrap_or_default();
    if !can_be_judged(of, baseline) {
        return;
    }
    let lost = (shift.before - shift.now) * RECENT as f64 * unit;
    let is_down = shift.z <= -3.0 && shift.drop.is_some_and(|it| it >= DROP) && lost >= UNITS;
    cells.put(Known::UsageShift, Some(Value::Flag(is_down)), data_on);
}

fn add_sudden(of: &Tested<'_>, cells: &mut Cells<'_>) {
    const BASELINE: usize = 8;
    let Tested { weeks, unit, data_on, .. } = *of;
    let Some(start) = weeks.len().checked_sub(BASELINE + 3) else { return };
    let baseline = weeks.get(start..start + BASELINE).unwrap_or_default();
    let Some(usual) = normal(baseline) else { return };
    let Some([Some(before), Some(last)]) = weeks.last_chunk::<2>() else { return };
    let fell = |week: f64| usual.median - week;
    let drop = (usual.median > 0.0).then(|| -fell(*last) / usual.median);
    cells.put(Known::UsageSuddenChange, drop.map(Value::Percent), data_on);
    if !can_be_judged(of, baseline) {
        return;
    }
    let is_far = |week: f64| {
        usual.z(week) <= -2.0 && fell(week) >= DROP * usual.median && fell(week) * unit >= UNITS
    };
    let is_sudden = is_far(*before) && is_far(*last);
    cells.put(Known::UsageSudden, Some(Value::Flag(is_sudden)), data_on);
}

/// The rank test over the known weeks, exact where it can be.
fn decline(weeks: &[Option<f64>]) -> Option<Decline> {
    let known: Vec<f64> = weeks.iter().flatten().copied().collect();
    mann_kendall_exact(&known).or_else(|| mann_kendall(&known))
}
