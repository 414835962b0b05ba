//! What is typed: a line of text, a filter, a task in a line, a date in words.

pub(in crate::app) mod date_words;
mod filter;
mod quick_add;
mod text_field;
mod until;

pub use date_words::{parse, parse_done};
pub use filter::Filter;
pub(in crate::app) use filter::completion;
pub use quick_add::Desk;
pub use text_field::TextField;
pub use until::{Until, parse as until_in_words};
