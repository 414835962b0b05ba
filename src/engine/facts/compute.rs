//! From one account's view to its facts.

use std::collections::BTreeSet;

use super::fact::FactId;
use super::sheet::Sheet;
use crate::domain::{AccountHistory, AccountView, RowRef};
use crate::engine::context::Context;

/// Which facts are asked for; a family that nobody asks for is not computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// All of them.
    All,
    /// These, and what comes for free beside them.
    Only(BTreeSet<FactId>),
}

/// Computes the facts of one account as of the view's day. Facts that are judged from other facts
/// (`health.*`, `alerts.*`) are added later by [`Sheet::extend`].
pub fn compute(
    _history: &AccountHistory,
    view: &AccountView,
    _context: &Context,
    _wanted: &Wanted,
) -> Sheet {
    Sheet::new(view.id(), view.as_of, String::new(), Vec::new())
}

/// The rows that a fact of this account was computed from, newest first, at most twelve.
pub fn rows_behind(
    _history: &AccountHistory,
    _view: &AccountView,
    _context: &Context,
    _fact: FactId,
) -> Vec<RowRef> {
    Vec::new()
}
