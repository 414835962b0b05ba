//! Draws a frame from the state, and turns the terminal's events into keys.
//!
//! **Invariant:** drawing changes nothing; the same state gives the same frame.

mod cells;
mod draw;
mod input;
mod layers;
mod look;
mod screens;
mod signals;
mod terminal;
mod text;
mod widgets;

pub use draw::draw;
pub use terminal::{Ending, RunError, columns, run};
