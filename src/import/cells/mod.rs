//! One cell: what is written in it, and how a whole column of them is to be read.

mod date;
mod flag;
mod missing;
mod money;
mod number;
mod text;

pub(super) use date::{DateForm, DateVotes, Undecided, read_date};
pub(super) use flag::read_flag;
pub(super) use missing::{is_missing, is_missing_text};
pub(super) use money::{read_money, written_amount};
pub(super) use number::{NumberVotes, read_number};
pub(super) use text::{Lines, clean, mail_address, words_of};

pub use date::DateOrder;
pub use number::DecimalMark;
pub use text::domain_of;
