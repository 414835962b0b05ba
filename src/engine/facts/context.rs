//! What a judgement needs to know of the book beside the account itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::catalogue::Catalogue;
use super::norms::Norms;
use crate::domain::{Day, FileId, Metric, Series};
use crate::engine::settings::Settings;

/// The book around an account, as of one day.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Context {
    /// The settings that the formulas need.
    pub settings: Settings,
    /// The book's metrics, by number.
    pub metrics: Vec<Metric>,
    /// The names of the files that rows are cited by.
    pub files: BTreeMap<FileId, Arc<str>>,
    /// Every fact of this book.
    pub catalogue: Arc<Catalogue>,
    /// What the whole book says on each day of the grid.
    pub norms: Norms,
}

impl Context {
    /// The metric that a series is of.
    pub(in crate::engine) fn metric_of(&self, series: &Series) -> Option<&Metric> {
        let at = self.metrics.binary_search_by_key(&series.metric, |it| it.id).ok()?;
        self.metrics.get(at)
    }
}

/// How many Mondays before the day of judgement are folded (`docs/numbers.md`, "Time and versions").
const WEEKS: i32 = 26;

/// The days on which the book is judged to know its state on `as_of`: the Mondays of the 26 weeks
/// before, and the day itself, oldest first.
pub fn grid(as_of: Day) -> Vec<Day> {
    let this = as_of.monday();
    let mut days: Vec<Day> = (0..=WEEKS).rev().map(|week| this - 7 * week).collect();
    if days.last() != Some(&as_of) {
        days.push(as_of);
    }
    days
}
