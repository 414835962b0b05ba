//! Values of the book that a file of the call says again: a later file does not overrule them.

use std::collections::HashMap;

use super::clash::Place;
use crate::domain::{AccountId, Day, MetricId};

/// Which file of the call said a value of usage again, by account, metric and day. What a file of
/// the call changed bears the file's own number, so that only the unchanged is held here.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// The place of the last file with numbers of usage or of a snapshot: what it says no later file can overrule.
    last: usize,
    series: HashMap<(AccountId, MetricId), Vec<SaidAgain>>,
}

#[derive(Debug, Clone, Copy)]
struct SaidAgain {
    on: Day,
    place: Place,
}

impl Said {
    /// Nothing yet; `last` is the place of the last file with numbers.
    pub(super) fn until(last: usize) -> Self {
        Self { last, series: HashMap::new() }
    }

    /// Notes that a row says what the book has.
    pub(super) fn note(&mut self, of: (AccountId, MetricId), on: Day, place: Place) {
        if place.file >= self.last {
            return;
        }
        let days = self.series.entry(of).or_default();
        let at = days.partition_point(|it| it.on < on);
        if days.get(at).is_none_or(|it| it.on != on) {
            days.insert(at, SaidAgain { on, place });
        }
    }

    /// The row of an earlier file that said so.
    pub(super) fn before(&self, of: (AccountId, MetricId), on: Day, file: usize) -> Option<Place> {
        let days = self.series.get(&of)?;
        let found = days.get(days.binary_search_by_key(&on, |it| it.on).ok()?)?;
        Some(found.place).filter(|it| it.file != file)
    }
}
