//! One account judged, the whole book judged, and a judgement explained.

mod explain;
mod fold;
mod judge;
mod judged_facts;
mod scores;
mod timeline;
mod what_if;

pub use explain::{Explanation, explain};
pub use judge::{Assessment, Judge, Policy, assess};
pub use scores::{Scores, Sketch};
pub use what_if::{Compared, Verdict, WhatIf};
