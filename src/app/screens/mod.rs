//! One file a screen: what it remembers, and what an action does to it.

mod account;
mod book;
mod insights;
mod renewals;
mod today;

pub use account::{AccountPane, AccountScreen, AccountTab};
pub use book::{BookScreen, Sort, SortColumn};
pub use insights::{InsightsScreen, InsightsTab};
pub use renewals::{RenewalsScreen, Window};
pub use today::{AlertFoot, AlertView, TodayPane, TodayScreen};
