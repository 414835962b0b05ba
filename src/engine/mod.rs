//! Pure judgement: from an account's history and a day to facts, health and alerts.
//!
//! **Invariant:** the same history, context, policy and day give the same answer, and nothing but
//! reading a rule, a model or a query can fail.
//!
//! Named here is what the floors above speak of; the modules that are public beside it are the
//! formulas and their parts, each to be checked by itself.

pub mod alerts;
mod assess;
pub mod backtest;
pub mod calibration;
pub mod dates;
pub mod facts;
pub mod formulas;
pub mod health;
mod place;
pub mod playbooks;
mod query;
pub mod revenue;
pub mod series;
mod settings;

pub use alerts::{Overlaid, Pattern, Ranked, Rule, Rules, days_to_decision, patterns, ranked};
pub use assess::{
    Assessment, Compared, Explanation, Judge, Policy, Scores, Sketch, Verdict, WhatIf, assess,
    explain,
};
pub use facts::{
    Basis, Catalogue, Context, CustomField, Fact, FactCell, FactId, Input, Norms, Reading,
    RenewalSource, Sheet, basis_of, grid, renewal_source, rows_behind,
};
pub use health::{
    Change, ChangePart, Fineness, Model, ModelError, OverlaidModel, OwnKey, Points, attribution,
    shown_change, shown_points,
};
pub use playbooks::{NoAnchor, OverlaidPlaybooks, Plan, PlannedTask, Playbook, Playbooks};
pub use query::{Completion, Offer, Query, QueryError, complete, values_seen};
pub use settings::Settings;
