//! The arithmetic of terms, notice and working days (`docs/numbers.md`, "Dates: terms and notice").

mod business;
mod fiscal;
mod hours;
mod term;
mod week;

pub use business::{Calendar, Roll};
pub use fiscal::{FiscalYear, Quarter, Review, ReviewState};
pub use hours::{Hours, Moment, business_minutes};
pub use term::{Notice, NoticePeriod, NoticeState, Term, nth_date, term_end, term_months};
pub use week::IsoWeek;
