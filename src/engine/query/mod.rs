//! The query language: one grammar for filters, views and alert rules.
//!
//! | Written | Means |
//! |---|---|
//! | `renews<90d health<60` | both: side by side is "and", which may be written |
//! | `tier:A or tier:B` | either; "and" binds tighter than "or", brackets group |
//! | `-tag:paused`, `not tag paused` | not |
//! | `< <= > >= = !=` | comparisons; `under over below above at least at most is is not` say the same |
//! | `tier:A`, `csm:kim` | equals for words of a list, contains for free text; case never counts |
//! | `champion.lost`, `is:within_normal` | a yes-or-no fact by its name, or by the end of its name |
//! | `missing renewal.date`, `renewal.date is missing` | the fact could be known, and is not |
//! | `acme`, `"acme corp"` | searches names, domains, contacts and tags |
//! | `50k 1.2M` `25%` `90d 8w 6mo 2y` | sizes, shares, times (a month is a twelfth of 365 days) |
//! | `2026-12-31 today yesterday tomorrow +30d -2w eow eom eoq eoy` | dates; the last four are ends of calendar periods |
//! | `before in 30 days`, `after 90 days ago` | dates in words |
//!
//! **Invariant:** a query is checked when it is read: every name is a fact, every literal has its
//! fact's type. What is missing is *unknown*: it satisfies no comparison, and turning a comparison
//! round with "not" leaves it unknown. `a or b` holds as soon as one is known to hold. Lists (tags)
//! are never unknown, only empty. Amounts are compared in the currency that the fact is in.
//!
//! **Invariant:** reading takes time linear in the text, and no text can exhaust the stack.

mod comparison;
mod complete;
mod error;
mod evaluate;
mod expression;
mod lacking;
mod literal;
mod parse;
mod place;
mod threshold;
mod token;
mod tree;
mod vocabulary;

pub use complete::{Completion, Offer, complete, values_seen};
pub use error::QueryError;
pub use expression::Query;
