//! Pure judgement: from an account's history and a day to facts, health and alerts.
//!
//! **Invariant:** the same history, context, policy and day give the same answer, and nothing but
//! reading a rule, a model or a query can fail.

mod alerts;
mod assess;
mod context;
pub mod dates;
mod facts;
pub mod formulas;
mod health;
mod query;
pub mod series;
mod settings;

pub use alerts::{Ranked, Rule, RuleError, Rules, Watch, ranked};
pub use assess::{Assessment, Explanation, Judge, Policy, assess, explain};
pub use context::{Context, WEEKS, grid};
pub use facts::{
    Catalogue, CustomField, Fact, FactCell, FactId, Norms, Reading, Selection, Sheet, Subject,
    Wanted, compute, rows_behind,
};
pub use health::{
    BandMemory, BandPair, Bands, Change, ChangePart, Composite, CoveragePolicy, Curve, Freshness,
    Judged, Knot, Limits, Model, ModelError, Part, PillarWeights, Pulse, Scored, Scorer,
    attribution, change_over, composite, score, whole_parts,
};
pub use query::{Completion, Query, QueryError, complete};
pub use settings::{Settings, SlaHours};
