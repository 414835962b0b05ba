//! How a score moved over some weeks (`docs/numbers.md`, "Health: weights, curves and freshness").

use crate::domain::Day;

/// A score on a day of evaluation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scored {
    /// The day.
    pub on: Day,
    /// The score; nothing where there was none.
    pub score: Option<f64>,
}

/// Which way a score went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Up by the threshold or more.
    Up,
    /// Less than the threshold either way.
    Flat,
    /// Down by the threshold or more.
    Down,
}

impl Direction {
    /// The direction of a change that is worth an arrow from a threshold on.
    pub fn of(change: f64, threshold: f64) -> Self {
        if change >= threshold {
            Self::Up
        } else if change <= -threshold {
            Self::Down
        } else {
            Self::Flat
        }
    }

    /// The written form.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Flat => "flat",
            Self::Down => "down",
        }
    }
}

/// The score as of a day minus that of `days` earlier: the latest evaluation not after the earlier
/// day, and at most `slack` days before it. Nothing where there is none.
pub fn change_over(history: &[Scored], as_of: Day, days: i32, slack: i32) -> Option<f64> {
    let latest = |from: Day, to: Day| {
        let known = history.iter().filter(|it| it.on >= from && it.on <= to);
        known.filter_map(|it| Some((it.on, it.score?))).max_by_key(|it| it.0).map(|it| it.1)
    };
    let then = as_of - days;
    Some(latest(Day::MIN, as_of)? - latest(then - slack, then)?)
}
