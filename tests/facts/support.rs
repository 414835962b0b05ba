//! A book made by hand, for asking it for facts.

use std::collections::BTreeMap;

use rounds::domain::{
    AccountHistory, AccountId, Currency, Day, EntryId, Family, FieldName, FileId, Grain, Kind,
    Metric, MetricId, Money, Origin, Point, RecordHistory, RecordId, Series, Value, Version,
};
use rounds::engine::facts::{Subject, Wanted};
use rounds::engine::{
    Catalogue, Context, CustomField, Norms, Reading, Settings, Sheet, grid, rows_behind,
};

/// A book made by hand.
#[derive(Debug, Clone, Default)]
pub(crate) struct Book {
    pub(crate) settings: Settings,
    pub(crate) custom: Vec<CustomField>,
    pub(crate) metrics: Vec<Metric>,
    pub(crate) accounts: Vec<AccountHistory>,
    records: i64,
}

/// The facts of one account of the book.
pub(crate) struct Facts {
    pub(crate) sheet: Sheet,
    pub(crate) context: Context,
}

/// What one row says: fields and their values.
pub(crate) type Fields<'a> = &'a [(&'a str, Value)];

impl Book {
    /// A book with one account, a customer since that day.
    pub(crate) fn of_one(since: &str) -> Self {
        let mut book = Self::default();
        book.account("acme", since);
        book
    }

    /// Adds an account, a customer since that day.
    pub(crate) fn account(&mut self, name: &str, since: &str) -> usize {
        self.records += 1;
        let id = AccountId::new(self.records);
        let fields = [("name", Value::text(name)), ("customer_since", Value::Date(day(since)))];
        let own = RecordHistory {
            id: id.record(),
            kind: Kind::Account,
            account: Some(id),
            key: name.into(),
            versions: vec![version(1, since, &fields)],
        };
        self.accounts.push(AccountHistory { id, records: vec![own], series: Vec::new() });
        self.accounts.len() - 1
    }

    /// Sets fields of the first account from a day on.
    pub(crate) fn set(&mut self, on: &str, fields: Fields<'_>) {
        let versions = &mut self.accounts[0].records[0].versions;
        versions.push(version(2, on, fields));
        versions.sort_by_key(|it| it.effective_on);
    }

    /// Adds a record of the first account, about a day and known from then on; returns its place.
    pub(crate) fn add(&mut self, kind: Kind, on: &str, fields: Fields<'_>) -> usize {
        self.add_to(0, kind, on, fields)
    }

    /// Adds a record of an account.
    pub(crate) fn add_to(
        &mut self,
        account: usize,
        kind: Kind,
        on: &str,
        fields: Fields<'_>,
    ) -> usize {
        self.records += 1;
        let account = &mut self.accounts[account];
        account.records.push(RecordHistory {
            id: RecordId::new(self.records),
            kind,
            account: Some(account.id),
            key: self.records.to_string().into(),
            versions: vec![version(self.records as u32, on, fields)],
        });
        account.records.len() - 1
    }

    /// Changes a record of the first account from a day on.
    pub(crate) fn revise(&mut self, record: usize, on: &str, fields: Fields<'_>) {
        self.accounts[0].records[record].versions.push(version(99, on, fields));
    }

    /// Adds a usage metric and returns its number.
    pub(crate) fn metric(&mut self, name: &str, grain: Grain) -> MetricId {
        self.figure(name, grain, Family::Usage)
    }

    /// Adds a metric of either family and returns its number.
    pub(crate) fn figure(&mut self, name: &str, grain: Grain, family: Family) -> MetricId {
        let id = MetricId::new(self.metrics.len() as i64 + 1);
        self.metrics.push(Metric { id, name: name.into(), grains: grain.into(), family });
        id
    }

    /// Adds values of a metric to an account, one every `step` days from a day on; nothing where a
    /// row is missing.
    pub(crate) fn usage(
        &mut self,
        account: usize,
        metric: MetricId,
        first: &str,
        step: i32,
        values: &[Option<f64>],
    ) {
        let points = values.iter().enumerate().filter_map(|(index, value)| {
            let on = day(first) + step * index as i32;
            value.map(|value| point(on, value, index as u32 + 2))
        });
        let id = self.accounts[account].id;
        let points = points.collect();
        self.accounts[account].series.push(Series { account: id, metric, points });
    }

    /// Twelve accounts beside the first with `n` weekly values of a metric from a day on, so that
    /// the feed goes on where the first account is silent and the book has norms.
    pub(crate) fn neighbours(&mut self, metric: MetricId, first: &str, n: usize) {
        for index in 0..12 {
            let place = self.account(&format!("neighbour {index}"), first);
            let level = f64::from(10 + index);
            self.usage(place, metric, first, 7, &vec![Some(level); n]);
        }
    }

    /// The facts of the first account as of a day.
    pub(crate) fn facts(&self, as_of: &str) -> Facts {
        self.facts_of(0, as_of)
    }

    /// The facts of an account as of a day.
    pub(crate) fn facts_of(&self, account: usize, as_of: &str) -> Facts {
        let context = self.context(as_of);
        let history = &self.accounts[account];
        let view = history.as_of(day(as_of)).unwrap();
        let sheet = Subject::new(history, &context).sheet(&view, &Wanted::All);
        Facts { sheet, context }
    }

    /// What the book says of itself as of a day.
    pub(crate) fn context(&self, as_of: &str) -> Context {
        let mut norms = Norms::new(&grid(day(as_of)), &self.metrics);
        for account in &self.accounts {
            norms.add(account);
        }
        norms.finish();
        Context {
            settings: self.settings.clone(),
            metrics: self.metrics.clone(),
            files: BTreeMap::from([(FileId::new(1), "rows.csv".into())]),
            catalogue: Catalogue::for_book(&self.metrics, &self.custom, day(as_of)).into(),
            norms,
        }
    }

    /// The lines behind a fact of the first account.
    pub(crate) fn lines_behind(&self, fact: &str, as_of: &str) -> Vec<u32> {
        let context = self.context(as_of);
        let history = &self.accounts[0];
        let view = history.as_of(day(as_of)).unwrap();
        let id = context.catalogue.find(fact).unwrap();
        let rows = rows_behind(history, &view, &context, id);
        assert!(rows.iter().all(|it| it.file.as_ref() == "rows.csv"));
        rows.iter().map(|it| it.line).collect()
    }
}

impl Facts {
    /// The value of a fact; nothing where it is missing or not applicable.
    pub(crate) fn get(&self, fact: &str) -> Option<Value> {
        self.sheet
            .get(self.context.catalogue.find(fact).unwrap_or_else(|| panic!("{fact}")))
            .cloned()
    }

    /// The number of a fact that has one.
    pub(crate) fn number(&self, fact: &str) -> Option<f64> {
        self.get(fact)?.as_f64()
    }

    /// The answer of a fact that is a yes or no.
    pub(crate) fn flag(&self, fact: &str) -> Option<bool> {
        self.get(fact)?.as_flag()
    }

    /// The words of a fact that has them.
    pub(crate) fn text(&self, fact: &str) -> Option<String> {
        self.get(fact)?.as_text().map(str::to_owned)
    }

    /// The date of a fact that is one.
    pub(crate) fn date(&self, fact: &str) -> Option<String> {
        self.get(fact)?.as_day().map(|it| it.to_string())
    }

    /// Why a fact makes no sense for the account; nothing where it is present or missing.
    pub(crate) fn why_not(&self, fact: &str) -> Option<String> {
        match self.sheet.reading(self.context.catalogue.find(fact)?) {
            Reading::NotApplicable(why) => Some(why.to_owned()),
            Reading::Present(_) | Reading::Missing => None,
        }
    }
}

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub(crate) fn date(text: &str) -> Value {
    Value::Date(day(text))
}

pub(crate) fn usd(amount: i64) -> Value {
    Value::Money(Money::new(amount * 100, Currency::USD))
}

pub(crate) fn eur(amount: i64) -> Value {
    Value::Money(Money::new(amount * 100, "EUR".parse().unwrap()))
}

pub(crate) fn point(on: Day, value: f64, line: u32) -> Point {
    let (entry, file) = (EntryId::new(1), FileId::new(1));
    Point { on, known_on: on, value, entry, file, lines: line.into() }
}

pub(crate) fn version(line: u32, on: &str, fields: Fields<'_>) -> Version {
    Version {
        origin: Origin { entry: EntryId::new(1), file: Some(FileId::new(1)), line },
        effective_on: day(on),
        known_on: day(on),
        patch: fields.iter().map(|(name, it)| (FieldName::new(name), Some(it.clone()))).collect(),
    }
}
