//! Keys, what they are called, and what they do.

mod action;
mod context;
mod key;
mod keymap;

pub use action::{Action, Group};
pub use context::Scope;
pub use key::{Chord, Held, Key, KeyCode, NotAKey};
pub use keymap::{Binding, KeyProblem, Keymap, LaidOver, Lookup, Override};
