//! Weeks whose feed has holes (`docs/numbers.md`, "Usage series and grain").

use super::order::median;

/// The days of one week, Monday first; nothing on a day that the feed missed.
pub type WeekDays = [Option<f64>; 7];

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
