//! The arithmetic of terms, notice and working days (`metrics.md` 1.7).

mod business;
mod term;

pub use business::{Calendar, Roll};
pub use term::{Notice, NoticePeriod, NoticeState, Term, term_end, term_months};
