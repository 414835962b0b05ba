//! What can happen to the cockpit, and what it asks for in return.

use super::effect::{Done, Effect};
use crate::app::keys::{Action, Key};
use crate::domain::Day;

/// What can happen to the cockpit.
#[derive(Debug, Clone, PartialEq)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// An action was asked for by its name.
    Action(Action),
    /// A text was pasted.
    Pasted(String),
    /// The terminal has another size.
    Resized(Size),
    /// The user looks at the cockpit again on this day: its terminal got the focus, or the first
    /// key of another day was pressed.
    Looked(Day),
    /// The keys of a chord were waited for; it is time to show what may follow.
    Waited,
    /// The effect of this number is done.
    Finished(u64, Done),
    /// The effect of this number failed, and why; the book is as before.
    Failed(u64, String),
}

/// The terminal's size in letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

/// An effect that is asked for, with the number that its answer will carry.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// Its number.
    pub number: u64,
    /// What is asked for.
    pub effect: Effect,
}
