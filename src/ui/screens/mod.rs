//! One file a screen: how it looks.

pub(super) mod account;
pub(super) mod book;
pub(super) mod first_start;
pub(super) mod insights;
pub(super) mod overview;
pub(super) mod qbr;
pub(super) mod renewals;
mod sums;
pub(super) mod today;
