//! Adoption: seats, features and people in use, and what may be expected at an account's age.

use std::collections::BTreeSet;

use super::ratio::ratio;
use crate::domain::{Band, Day};
use crate::engine::dates::Calendar;

/// The days that monthly users and stickiness look back on: four whole weeks.
const MONTH: i32 = 28;

/// Seats as they were sold, given out and used.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seats {
    /// Seats the contract grants.
    pub entitled: u32,
    /// Seats given to people.
    pub assigned: u32,
    /// Seats active in 28 days.
    pub active: u32,
}

/// A key feature in 28 days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Feature {
    /// Whether the account may use it; what it may not use is not looked at.
    pub is_entitled: bool,
    /// How many people completed its core action.
    pub users: f64,
    /// The share of the active users that it is meant for, above 0.
    pub target_share: f64,
    /// How much it counts in the depth.
    pub weight: f64,
}

/// A person's use on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit<'a> {
    /// Who.
    pub user: &'a str,
    /// When.
    pub on: Day,
}

/// The people active in the days that end on a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ActiveUsers {
    /// On the day.
    pub daily: usize,
    /// In 7 days.
    pub weekly: usize,
    /// In 28 days.
    pub monthly: usize,
    /// Mean daily over monthly users; nothing without users.
    pub stickiness: Option<f64>,
    /// The same with the mean over working days only.
    pub workday_stickiness: Option<f64>,
}

/// The seat utilisation to be expected `months` after the start, as a fraction; nothing in the
/// first month.
pub fn expected_utilisation(months: f64) -> Option<f64> {
    (months >= 1.0).then(|| (0.20 + (months - 1.0) * 0.075).clamp(0.20, 0.80))
}

/// Days from the start to the first value; 0 where value came before the contract.
pub fn time_to_first_value(start: Day, first_value: Day) -> i64 {
    first_value.days_since(start).max(0)
}

impl Seats {
    /// Active over entitled seats, above 1 where there are more; nothing without entitlement.
    pub fn utilisation(&self) -> Option<f64> {
        ratio(f64::from(self.active), f64::from(self.entitled))
    }

    /// Assigned over entitled seats.
    pub fn activation(&self) -> Option<f64> {
        ratio(f64::from(self.assigned), f64::from(self.entitled))
    }

    /// Seats assigned beyond the entitled ones.
    pub const fn overage(&self) -> u32 {
        self.assigned.saturating_sub(self.entitled)
    }

    /// Entitled seats that nobody has.
    pub const fn headroom(&self) -> u32 {
        self.entitled.saturating_sub(self.assigned)
    }
}

/// The share of the entitled features that at least `fewest` people use; nothing without any.
pub fn breadth(features: &[Feature], fewest: f64) -> Option<f64> {
    let entitled = features.iter().filter(|it| it.is_entitled);
    let used = entitled.clone().filter(|it| it.users >= fewest).count();
    ratio(used as f64, entitled.count() as f64)
}

/// How far the people who are active use the entitled features they are meant to: the weighted mean
/// of `min(1, users / (target share × active users))`. Nothing without active users.
pub fn depth(features: &[Feature], active_users: f64) -> Option<f64> {
    let entitled = features.iter().filter(|it| it.is_entitled && active_users > 0.0);
    let weights: f64 = entitled.clone().map(|it| it.weight).sum();
    let reached = |it: &Feature| (it.users / (it.target_share * active_users)).min(1.0);
    ratio(entitled.map(|it| it.weight * reached(it)).sum(), weights)
}

/// The people active in the days up to `as_of`; several visits of a person on a day count once.
/// Stickiness equals the mean over the users of their active days over 28.
pub fn active_users(visits: &[Visit<'_>], as_of: Day, calendar: &Calendar<'_>) -> ActiveUsers {
    let within = |days: i32| {
        let recent = visits.iter().filter(|it| it.on > as_of - days && it.on <= as_of);
        recent.map(|it| it.user).collect::<BTreeSet<_>>().len()
    };
    let on = |day: Day| {
        let of_day = visits.iter().filter(|it| it.on == day);
        of_day.map(|it| it.user).collect::<BTreeSet<_>>().len()
    };
    let mean = |days: Vec<Day>| {
        let users: usize = days.iter().map(|it| on(*it)).sum();
        ratio(users as f64, days.len() as f64)
    };
    let days = || (0..MONTH).map(|it| as_of - it);
    let monthly = within(MONTH);
    let sticky = |mean: Option<f64>| ratio(mean?, monthly as f64);
    ActiveUsers {
        daily: within(1),
        weekly: within(7),
        monthly,
        stickiness: sticky(mean(days().collect())),
        workday_stickiness: sticky(mean(days().filter(|it| calendar.is_worked(*it)).collect())),
    }
}

/// GitLab's band of a license utilisation in percent, `months` after the start; nothing in the first
/// two months. The gaps of the published table belong to the class above.
pub fn license_band(utilisation: f64, months: f64) -> Option<Band> {
    use Band::{Green, Red, Yellow};
    let [young, grown, old] = match utilisation {
        ..10.0 => [Red, Red, Red],
        ..=50.0 => [Yellow, Red, Red],
        ..=75.0 => [Green, Yellow, Red],
        _ => [Green, Green, Green],
    };
    match months {
        ..2.0 => None,
        ..6.0 => Some(young),
        ..=9.0 => Some(grown),
        _ => Some(old),
    }
}
