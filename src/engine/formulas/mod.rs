//! The definitions of the trade (NPS, adoption, contact, SLA), apart from where their numbers come
//! from.

mod contact;
mod ratio;
mod support;
mod survey;
mod usage;
mod wait;

pub use crate::domain::round_half_away;
pub use contact::{
    Compliance, Paced, Recency, Since, SponsorCoverage, SponsorState, Threads, compliance, recency,
    threads,
};
pub use ratio::ratio;
pub use support::{Durations, Sla, counted_seats, durations, ticket_rate};
pub use survey::{
    Answer, Classes, Csat, Effort, NpsInterval, Scale, csat, effort, latest_answers, nps,
    nps_interval, nps_shrunk, nps_variance,
};
pub use usage::{
    ActiveUsers, Feature, Seats, Visit, active_users, breadth, depth, expected_utilisation,
    license_band, time_to_first_value,
};
pub use wait::{Step, Wait, Waiting, kaplan_meier};
