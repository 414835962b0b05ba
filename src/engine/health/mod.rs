//! Health: a score that is the sum of its measures, with coverage, caps and bands.

mod band;
mod change;
mod check;
mod composite;
mod curve;
mod document;
mod error;
mod leaf;
mod model;
mod pulse;
mod read;
mod read_cap;
mod read_measure;
mod reading;
mod score;
mod sentences;
mod set;
mod spelt;
mod trend;
mod watermelon;
mod whole;
mod write;

pub use band::{BandMemory, Bands, CoveragePolicy, Limits};
pub use change::{Change, ChangePart, attribution};
pub use composite::{Composite, Part, PillarWeights, composite};
pub use curve::{Curve, Freshness, Knot};
pub use error::{ModelError, OwnKey};
pub use leaf::Leaf;
pub use model::{MeasureName, Model};
pub use pulse::{GivenPulse, Pulse, PulseEffect, PulseState};
pub use read::OverlaidModel;
pub use score::{BandPair, Judged, MeasureScore, Scorer};
pub use set::{ChangedModel, Moved, MovedBy, SetError, Setting};
pub use trend::{Direction, Scored, change_over};
pub use watermelon::{Flaw, Inside, PillarScore, flaws};
pub use whole::{Fineness, Points, parts_of, shown_change, shown_points, whole_parts};
