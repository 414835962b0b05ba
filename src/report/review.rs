//! What a review is prepared from.

use crate::domain::{AccountHistory, AccountView, Day, Kind, Phrase, Record, Value, short_day};
use crate::engine::{Context, Sheet};

/// Days that a review looks back.
const PERIOD: i32 = 91;
/// Days after which a figure is asked about as old (`docs/numbers.md`, "Reviews").
pub(super) const FRESH: i64 = 30;

/// An account as a review looks at it.
#[derive(Debug, Clone, Copy)]
pub struct Review<'a> {
    /// Its records as of the day.
    pub view: &'a AccountView,
    /// All that was ever said about it, for its series.
    pub history: &'a AccountHistory,
    /// Its facts as of the day.
    pub sheet: &'a Sheet,
    /// The book around it.
    pub context: &'a Context,
}

impl<'a> Review<'a> {
    /// The day that the review is prepared on.
    pub(super) fn as_of(&self) -> Day {
        self.view.as_of
    }

    /// The first day of the time it looks at.
    pub(super) fn from(&self) -> Day {
        self.as_of() - PERIOD + 1
    }

    /// The customer's name.
    pub(super) fn name(&self) -> &'a str {
        self.view.account.text("name").unwrap_or(&self.view.account.key)
    }

    /// Whether a day lies in the time it looks at.
    pub(super) fn is_in_period(&self, day: Option<Day>) -> bool {
        day.is_some_and(|it| (self.from()..=self.as_of()).contains(&it))
    }

    /// Records of one kind whose date lies in the time it looks at.
    pub(super) fn of_period(
        &self,
        kind: Kind,
        date: &'static str,
    ) -> impl Iterator<Item = &'a Record> {
        let review = *self;
        self.view.of(kind).iter().filter(move |it| review.is_in_period(it.day(date)))
    }

    /// A fact by its name.
    pub(super) fn fact(&self, name: &str) -> Option<&'a Value> {
        self.sheet.get(self.context.catalogue.find(name)?)
    }

    /// The date of the newest data behind a fact.
    pub(super) fn data_on(&self, name: &str) -> Option<Day> {
        self.sheet.cell(self.context.catalogue.find(name)?)?.data_on
    }

    /// Whether a figure of that day has to be looked at again before the meeting.
    pub(super) fn is_old(&self, on: Day) -> bool {
        self.as_of().days_since(on) > FRESH
    }
}

/// `as of 02 Sep 2026`.
pub(super) fn dated(on: Option<Day>) -> String {
    on.map_or_else(|| "date not known".to_owned(), |day| format!("as of {}", in_full(day)))
}

/// A date with its year.
pub(super) fn in_full(day: Day) -> String {
    short_day(day, Day::MIN)
}

/// A number of a record as a person reads it; empty where there is none.
pub(super) fn number(record: &Record, field: &str) -> String {
    record.get(field).map(|it| Phrase(it).to_string()).unwrap_or_default()
}
