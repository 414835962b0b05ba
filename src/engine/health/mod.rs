//! Health: a score that is the sum of its measures, with coverage, caps and bands.

mod band;
mod change;
mod check;
mod composite;
mod curve;
mod document;
mod error;
mod model;
mod read;
mod reading;
mod score;
mod trend;
mod whole;

pub use band::{BandMemory, Bands, CoveragePolicy, Limits, Pulse};
pub use change::{Change, ChangePart, attribution};
pub use composite::{Composite, Part, PillarWeights, composite};
pub use curve::{Curve, Freshness, Knot};
pub use error::ModelError;
pub use model::{MeasureName, Model};
pub use score::{BandPair, Judged, MeasureScore, Scorer};
pub use trend::{Scored, change_over};
pub use whole::{Fineness, Points, shown_change, shown_points, whole_parts};
