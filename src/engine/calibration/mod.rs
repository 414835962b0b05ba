//! Whether scores told what happened (`docs/numbers.md`, "Whether a score tells").
//!
//! **Invariant:** what needs events, or cases without one, and has none, is `None` and never 0, NaN
//! or infinite.

mod auc;
mod brier;
mod calibrate;
mod case;
mod concordance;
mod design;
mod firth;
mod isotonic;
mod lift;
mod logistic;
mod nonnegative;
mod reliability;
mod shrink;

pub use auc::{Auc, auc, mann_whitney};
pub use brier::{Brier, Murphy, brier, murphy};
pub use calibrate::{Calibration, Chances, Compared, Part, PartOf, Said, Skill, TooFew, calibrate};
pub use case::Case;
pub use concordance::{Member, concordance};
pub use design::{Logit, Sample};
pub use firth::{Firth, firth};
pub use isotonic::isotonic;
pub use lift::{Slice, average_precision, lift};
pub use logistic::ridge_logit;
pub use nonnegative::nonnegative_logit;
pub use reliability::{Bin, reliability, reliability_by_width};
pub use shrink::{Shrunk, shrunk_weights};
