//! Documents for people: a value that says what stands in them, and how it is written.
//!
//! **Invariant:** what is not known is asked, never filled in; every figure carries its date; a
//! document for a customer holds no word of how we judge them.

mod adoption;
mod document;
mod markdown;
mod qbr;
mod reported;
mod results;
mod review;
mod service;

pub use document::{Block, Document, Grid};
pub use markdown::markdown;
pub use qbr::qbr;
pub use review::Review;
