//! Contact with the customer: how many people carry it, and whether the sponsor is with us.

use crate::domain::Day;
/// Where the executive sponsor stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SponsorState {
    /// In contact within 90 days.
    Engaged,
    /// In contact within 180 days.
    Stale,
    /// Longer without contact.
    Lapsed,
    /// There is no sponsor.
    None,
}

/// Who carries the contact of a while.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Threads {
    /// How many people took part.
    pub people: usize,
    /// One over the sum of their squared shares; nothing where nobody took part.
    pub effective: Option<f64>,
    /// The largest share; nothing where nobody took part.
    pub top_share: Option<f64>,
}

/// Who carries the contact, from how often each person took part.
pub fn threads(times: &[u32]) -> Threads {
    let all: f64 = times.iter().map(|it| f64::from(*it)).sum();
    let share = |it: &u32| f64::from(*it) / all;
    let has_any = all > 0.0;
    Threads {
        people: times.iter().filter(|it| **it > 0).count(),
        effective: has_any.then(|| 1.0 / times.iter().map(|it| share(it).powi(2)).sum::<f64>()),
        top_share: has_any.then(|| times.iter().map(share).fold(0.0, f64::max)),
    }
}

impl SponsorState {
    /// Where a sponsor who was last in contact on that day stands.
    pub fn of_sponsor(as_of: Day, last_contact: Option<Day>) -> Self {
        match last_contact.map(|it| as_of.days_since(it)) {
            Some(..=90) => Self::Engaged,
            Some(91..=180) => Self::Stale,
            _ => Self::Lapsed,
        }
    }

    /// The written form.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Engaged => "engaged",
            Self::Stale => "stale",
            Self::Lapsed => "lapsed",
            Self::None => "none",
        }
    }
}
