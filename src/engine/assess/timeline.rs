//! One account day by day: of its records only those that a new version touches are folded again.

use crate::domain::{AccountHistory, AccountView, Day, Kind, RecordHistory};

/// Walks through an account's history, from an earlier day to a later one.
pub(super) struct Timeline<'a> {
    history: &'a AccountHistory,
    /// What comes to count, by day; what `view` holds already is behind `next`.
    arrivals: Vec<Arrival<'a>>,
    next: usize,
    view: Option<AccountView>,
}

/// A version that comes to count.
struct Arrival<'a> {
    on: Day,
    record: &'a RecordHistory,
}

impl<'a> Timeline<'a> {
    /// A walk that has not begun.
    pub(super) fn new(history: &'a AccountHistory) -> Self {
        let versions =
            history.records.iter().flat_map(|it| it.versions.iter().map(move |v| (it, v)));
        let mut arrivals: Vec<Arrival<'a>> =
            versions.map(|(record, it)| Arrival { on: it.counts_from(), record }).collect();
        arrivals.sort_by_key(|it| (it.on, it.record.id));
        Self { history, arrivals, next: 0, view: None }
    }

    /// The account as it was known on `day`, which must not be before the day asked for last;
    /// nothing where it was not known yet, or is in the bin.
    pub(super) fn advance(&mut self, day: Day) -> Option<&AccountView> {
        let upto = self.arrivals.partition_point(|it| it.on <= day);
        let news = self.arrivals.get(self.next..upto).unwrap_or_default();
        self.next = upto;
        let Some(mut view) = self.view.take() else {
            self.view = self.history.as_of(day);
            return self.view.as_ref();
        };
        view.as_of = day;
        let mut folded = None;
        for Arrival { record, .. } in news {
            // Several versions of one record that come on one day stand side by side.
            if folded == Some(record.id) {
                continue;
            }
            folded = Some(record.id);
            if record.kind == Kind::Account {
                view.account = record.as_of(day)?;
            } else {
                replace(&mut view, record, day);
            }
        }
        self.view = Some(view);
        self.view.as_ref()
    }

    /// The account as it was known on the day asked for last.
    pub(super) fn view(&self) -> Option<&AccountView> {
        self.view.as_ref()
    }
}

/// Puts a child as it is on `day` in the place of what it was before.
fn replace(view: &mut AccountView, record: &RecordHistory, day: Day) {
    let key = (record.kind, record.id);
    let place = view.children.binary_search_by_key(&key, |it| (it.kind, it.id));
    match (place, record.as_of(day)) {
        (Ok(at), Some(new)) => {
            if let Some(old) = view.children.get_mut(at) {
                *old = new;
            }
        }
        (Ok(at), None) => drop(view.children.remove(at)),
        (Err(at), Some(new)) => view.children.insert(at, new),
        (Err(_), None) => {}
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{AccountId, EntryId, FieldName, Origin, RecordId, Value, Version};

    /// A version's two days, and what it says of the bin; nothing leaves that field alone.
    type Said = (i32, i32, Option<bool>);

    fn history(records: Vec<Vec<Said>>) -> AccountHistory {
        let kinds = [Kind::Account, Kind::Ticket, Kind::Activity, Kind::Contact];
        let record = |(at, said): (usize, Vec<Said>)| {
            let mut versions: Vec<Version> = said.into_iter().map(version).collect();
            versions.sort_by_key(|it| it.effective_on);
            RecordHistory {
                id: RecordId::new(at as i64 + 1),
                kind: kinds.get(at).copied().unwrap_or(Kind::Ticket),
                account: Some(AccountId::new(1)),
                key: "".into(),
                versions,
            }
        };
        let records = records.into_iter().enumerate().map(record).collect();
        AccountHistory { id: AccountId::new(1), records, series: Vec::new() }
    }

    fn version((effective, known, deleted): Said) -> Version {
        let number = Value::Number(f64::from(effective * 100 + known));
        let mut patch = vec![(FieldName::known("seats"), Some(number))];
        patch.extend(deleted.map(|it| (FieldName::known("deleted"), Some(Value::Flag(it)))));
        Version {
            origin: Origin { entry: EntryId::new(1), file: None, line: 0 },
            effective_on: Day::from_number(effective),
            known_on: Day::from_number(known),
            patch,
        }
    }

    proptest! {
        #[test]
        fn walking_gives_what_looking_at_the_day_gives(
            records in proptest::collection::vec(
                proptest::collection::vec((0..20, 0..20, proptest::option::of(any::<bool>())), 1..5),
                1..6,
            ),
            mut days in proptest::collection::vec(-1..22, 1..10),
        ) {
            let history = history(records);
            days.sort_unstable();
            let mut timeline = Timeline::new(&history);
            for day in days.into_iter().map(Day::from_number) {
                prop_assert_eq!(timeline.advance(day).cloned(), history.as_of(day));
            }
        }
    }
}
