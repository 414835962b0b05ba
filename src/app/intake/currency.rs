//! The currency of the book: a setting, written by the first import that brings amounts.

use std::collections::BTreeMap;

use super::error::Error;
use crate::domain::{Currency, Day, FieldName, Kind, Value, counted};
use crate::store::{self, NewVersion, Store, Write};

/// The setting's name.
const SETTING: &str = "currency";

/// The currency that the book's settings name; nothing where they name none yet.
pub(super) fn of_book(store: &Store) -> Result<Option<Currency>, Error> {
    let settings = store.settings()?;
    let setting = settings.iter().find(|it| &*it.key == SETTING);
    let record = setting.and_then(|it| it.as_of(Day::MAX));
    Ok(record.as_ref().and_then(|it| it.text("value")).and_then(|it| it.parse().ok()))
}

/// The currency that amounts mostly name, by how often they name each: it is that of those which name
/// none. Nothing where none names any.
pub(super) fn mostly_named(counts: impl IntoIterator<Item = (Currency, u64)>) -> Option<Currency> {
    let mut named = Tally::default();
    for (currency, count) in counts {
        *named.0.entry(currency).or_default() += count;
    }
    named.most()
}

/// How many amounts of each currency a call brought.
#[derive(Debug, Default)]
pub(super) struct Tally(BTreeMap<Currency, u64>);

impl Extend<Currency> for Tally {
    fn extend<T: IntoIterator<Item = Currency>>(&mut self, amounts: T) {
        for currency in amounts {
            *self.0.entry(currency).or_default() += 1;
        }
    }
}

impl Tally {
    /// The currency of most amounts, of several the first by its code; nothing without amounts.
    fn most(&self) -> Option<Currency> {
        let (currency, _) = self.0.iter().rev().max_by_key(|it| it.1)?;
        Some(*currency)
    }

    /// How many amounts are in which other currency than the book's, a sentence each.
    pub(super) fn others(&self, book: Currency) -> impl Iterator<Item = String> {
        self.0.iter().filter(move |it| *it.0 != book).map(move |(currency, count)| {
            let amounts = counted(*count, "amount");
            let (are, they) = if *count == 1 { ("is", "it is") } else { ("are", "they are") };
            format!(
                "{amounts} {are} in {currency}; the book sums in {book} and has no rate, so {they} in no sum"
            )
        })
    }

    /// Makes a currency the book's, for every day, and returns it: that of amounts which name none, so
    /// that the next call reads them alike; where no amount is in it, that of most.
    pub(super) fn settle(
        &self,
        unnamed: Currency,
        tx: &mut Write<'_>,
    ) -> store::Result<Option<Currency>> {
        let own = self.0.contains_key(&unnamed).then_some(unnamed);
        let Some(currency) = own.or_else(|| self.most()) else { return Ok(None) };
        let setting = tx.record(Kind::Setting, None, SETTING)?;
        let value = (FieldName::known("value"), Some(Value::text(currency.code())));
        let version = NewVersion {
            file: None,
            line: 0,
            effective_on: Day::MIN,
            known_on: Day::MIN,
            patch: vec![value],
        };
        tx.revise(setting, &version)?;
        Ok(Some(currency))
    }
}
