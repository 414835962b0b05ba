//! The arithmetic of terms, notice and working days (`docs/numbers.md`, "Dates: terms and notice").

mod business;
mod term;

pub use business::{Calendar, Roll};
pub use term::{Notice, NoticePeriod, NoticeState, Term, term_end, term_months};
