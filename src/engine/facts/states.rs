//! What a record says from day to day, read once for all days of judgement.

use crate::domain::{AccountHistory, Day, Kind, Record, RecordHistory};

/// Everything that one record has said.
#[derive(Debug, Clone)]
pub(super) struct States<T> {
    /// Oldest first.
    states: Vec<State<T>>,
}

/// What a record says from a day on.
#[derive(Debug, Clone)]
struct State<T> {
    from: Day,
    /// Nothing while the record is in the bin, and where nothing is to be read of it.
    read: Option<T>,
}

impl<T> States<T> {
    /// Reads the records of one kind, in the order of their numbers.
    pub(super) fn of(
        history: &AccountHistory,
        kind: Kind,
        read: impl Fn(&Record) -> Option<T>,
    ) -> Vec<Self> {
        let mut records: Vec<&RecordHistory> =
            history.records.iter().filter(|it| it.kind == kind).collect();
        records.sort_by_key(|it| it.id);
        records.into_iter().map(|it| Self::of_record(it, &read)).collect()
    }

    fn of_record(record: &RecordHistory, read: impl Fn(&Record) -> Option<T>) -> Self {
        let versions = record.versions.iter();
        let mut days: Vec<Day> = versions.map(|it| it.effective_on.max(it.known_on)).collect();
        days.sort_unstable();
        days.dedup();
        let state = |from| State { from, read: record.as_of(from).as_ref().and_then(&read) };
        Self { states: days.into_iter().map(state).collect() }
    }

    /// What the record says on a day.
    pub(super) fn on(&self, day: Day) -> Option<&T> {
        self.states.iter().rev().find(|it| it.from <= day)?.read.as_ref()
    }
}
