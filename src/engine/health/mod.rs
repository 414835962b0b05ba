//! Health: a score that is the sum of its measures, with coverage, caps and bands.

mod model;
mod score;

pub use model::{Model, ModelError};
pub use score::score;
