//! What the user may set, read from text files and checked at the door.
//!
//! **Invariant:** nothing here writes a file, and a value that leaves here is a known word.

mod error;
mod nearest;
mod paths;
mod policy;
mod settings;
mod words;

pub use error::{Error, Problem};
pub use paths::{Paths, Wishes};
pub use policy::{PolicyFile, PolicyFiles};
pub use settings::{KeyOverride, Settings};
pub use words::{Glyphs, Theme};
