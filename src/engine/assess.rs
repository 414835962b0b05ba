//! One account judged; the whole book judged.

use super::alerts::Rules;
use super::context::Context;
use super::facts::Sheet;
use super::health::Model;
use crate::domain::{AccountHistory, AccountId, Alert, Day, Health};

/// What the user may change about judging.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Policy {
    /// The health model.
    pub model: Model,
    /// The alert rules.
    pub rules: Rules,
}

/// One account with all that follows from its history.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// Whose.
    pub account: AccountId,
    /// Its name.
    pub name: Box<str>,
    /// Its id in the system it came from.
    pub external_id: Option<Box<str>>,
    /// Its facts as of the day, the judged ones (`health.*`, `alerts.*`) included.
    pub sheet: Sheet,
    /// Its health as of the day.
    pub health: Health,
    /// The score on each Monday of the last twelve weeks, oldest first; nothing where it had none.
    pub trend: Vec<Option<f64>>,
    /// Its alerts as of the day: open, acknowledged, snoozed, and those that ended in the last 28 days.
    pub alerts: Vec<Alert>,
}

/// Judges one account as of a day: the fold of its evaluations on [`super::grid`]. Nothing where
/// the account was not known yet.
pub fn assess(
    _history: &AccountHistory,
    _context: &Context,
    _policy: &Policy,
    _as_of: Day,
) -> Option<Assessment> {
    None
}

/// Ranks the alerts of the whole book and draws the budget line: of the alerts that opened in one
/// week only the first [`super::Settings::alert_budget`] stand above it, and hygiene never outranks
/// risk. Returns them in order of rank.
pub fn ranked(_book: &mut [Assessment], _context: &Context) -> Vec<Alert> {
    Vec::new()
}
