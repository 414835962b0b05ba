//! A turn of the cockpit: what a key or an answer changes in the state, and what it asks.

mod answers;
mod commands;
mod cursor;
mod hints;
mod navigate;
mod playbook;
mod submit;
mod update;
mod verbs;

pub use hints::{hint_label, hints};
pub use update::update;
