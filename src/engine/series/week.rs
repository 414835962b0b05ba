//! Weeks whose feed has holes (`docs/numbers.md`, "Usage series and grain").

use super::order::median;

/// The days of one week, Monday first; nothing on a day that the feed missed.
pub type WeekDays = [Option<f64>; 7];

/// A week that is not over beside the weeks before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeekPace {
    /// The total of its days so far.
    pub to_date: f64,
    /// The median total of the same days in the weeks before.
    pub expected: f64,
    /// The first over the second; nothing where nothing is expected.
    pub pace: Option<f64>,
    /// The total of the whole week at the usual share of these days; nothing where they usually
    /// have none.
    pub projected: Option<f64>,
    /// The median total of a whole week; nothing where no week is whole.
    pub usual: Option<f64>,
}

/// The median of each weekday over some weeks; nothing for a weekday that no week has.
pub fn weekday_profile(weeks: &[WeekDays]) -> WeekDays {
    let mut profile = [None; 7];
    for (day, slot) in profile.iter_mut().enumerate() {
        let mut values: Vec<f64> = weeks.iter().filter_map(|it| it.get(day).copied()?).collect();
        *slot = median(&mut values);
    }
    profile
}

/// The total of a week with missing days, scaled up by the weekday profile; nothing where the days
/// that are there usually make up less than `min_share` of a week.
pub fn fill_week(week: &WeekDays, profile: &WeekDays, min_share: f64) -> Option<f64> {
    let usual: f64 = profile.iter().flatten().sum();
    let seen: f64 =
        profile.iter().zip(week).filter(|(_, it)| it.is_some()).filter_map(|(it, _)| *it).sum();
    if usual <= 0.0 || seen / usual < min_share {
        return None;
    }
    Some(week.iter().flatten().sum::<f64>() * usual / seen)
}

/// The first `days` days of a week against the same days of the weeks before, each of which counts
/// only where it has all the days that are looked at; its share of a week only where it is whole.
/// Nothing where no week has them.
pub fn week_pace(weeks: &[WeekDays], current: &WeekDays, days: usize) -> Option<WeekPace> {
    let total = |week: &WeekDays, days: usize| week.iter().take(days).copied().sum::<Option<f64>>();
    let whole = |week: &WeekDays| total(week, week.len());
    let to_date = current.iter().take(days).flatten().sum::<f64>();
    let mut begun: Vec<f64> = weeks.iter().filter_map(|it| total(it, days)).collect();
    let mut totals: Vec<f64> = weeks.iter().filter_map(whole).collect();
    let share = |week: &WeekDays| {
        let all = whole(week).filter(|it| *it > 0.0)?;
        Some(total(week, days)? / all)
    };
    let mut shares: Vec<f64> = weeks.iter().filter_map(share).collect();
    let expected = median(&mut begun)?;
    let usual_share = median(&mut shares).filter(|it| *it > 0.0);
    Some(WeekPace {
        to_date,
        expected,
        pace: (expected != 0.0).then(|| to_date / expected),
        projected: usual_share.map(|it| to_date / it),
        usual: median(&mut totals),
    })
}
