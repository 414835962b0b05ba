//! The definitions of the trade (churn, retention, NPS, SLA), apart from where their numbers come from.

mod contact;
mod revenue;
mod support;
mod survey;
mod usage;

pub use crate::domain::round_half_away;
pub use contact::{SponsorState, Threads, threads};
pub use revenue::{Line, annualised};
pub use support::{Sla, ticket_rate};
pub use survey::{Answer, Classes, csat_share, latest_answers, nps, nps_shrunk};
pub use usage::{expected_utilisation, time_to_first_value};
