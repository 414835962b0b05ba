//! What the user may set, read from text files and checked at the door.
//!
//! **Invariant:** nothing here writes a file. Words that the cockpit gives a meaning to (themes, keys,
//! actions) leave with their place, so that the one who knows them can say where a wrong one stands.

mod error;
mod paths;
mod policy;
mod settings;

pub use error::{Error, PolicyProblem, Problem};
pub use paths::{Paths, Wishes};
pub use policy::{PolicyFile, PolicyFiles};
pub use settings::{KeyOverride, Settings, Word};
