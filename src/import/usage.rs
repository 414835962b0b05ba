//! A row of a file as usage: numbers of an account on a day.

use std::collections::HashMap;

use csv::StringRecord;

use super::cells::{DateForm, is_missing, is_missing_text, read_date};
use super::limits;
use super::plan::Column;
use super::reads::{Reads, Surroundings};
use super::reject::Reject;
use super::role::{Role, SeriesName, slug};
use super::whose::Whose;
use crate::domain::{Day, Family, Value};

/// A number of a usage row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// The metric's place in [`UsageRow::metrics`].
    pub metric: u32,
    /// The number.
    pub value: f64,
}

/// A row as usage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UsageRow<'a> {
    /// The row's line in the file.
    pub line: u32,
    /// Whose it is.
    pub whose: Whose<'a>,
    /// The day, or the first day of the period.
    pub on: Day,
    /// Its numbers.
    pub readings: &'a [Reading],
    /// The metrics of the file so far; a metric keeps its place.
    pub metrics: &'a [SeriesName],
}

/// The metrics of a file, in the order in which they were met.
#[derive(Debug, Default)]
struct Metrics {
    names: Vec<SeriesName>,
    by_name: HashMap<SeriesName, u32>,
    by_cell: HashMap<Box<str>, u32>,
    /// The first cells, which are all there are in most files and found fastest one by one.
    first: Vec<(Box<str>, u32)>,
}

/// Metrics that are looked for one by one.
const FEW: usize = 12;

impl Metrics {
    /// The place of a metric that a cell names.
    fn place(&mut self, cell: &str) -> u32 {
        if let Some((_, place)) = self.first.iter().find(|it| *it.0 == *cell) {
            return *place;
        }
        if let Some(place) = self.by_cell.get(cell) {
            return *place;
        }
        let place = self.series(&SeriesName { family: Family::Usage, name: slug(cell).into() });
        if self.first.len() < FEW {
            self.first.push((cell.into(), place));
        } else {
            self.by_cell.insert(cell.into(), place);
        }
        place
    }

    /// The place of a metric that a column is.
    fn series(&mut self, name: &SeriesName) -> u32 {
        if let Some(place) = self.by_name.get(name) {
            return *place;
        }
        let place = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(name.clone());
        self.by_name.insert(name.clone(), place);
        place
    }
}

/// Where in a row the parts of usage stand.
pub(super) struct UsageReader<'a> {
    columns: &'a [Column],
    around: Surroundings<'a>,
    whose: [Option<usize>; 5],
    date: usize,
    date_form: DateForm,
    metric: Option<usize>,
    value: Option<usize>,
    series: Vec<(usize, u32)>,
    metrics: Metrics,
    readings: Vec<Reading>,
    last_date: (String, Option<Day>),
}

impl<'a> UsageReader<'a> {
    pub(super) fn new(columns: &'a [Column], around: Surroundings<'a>) -> Self {
        let place = |role: &Role| columns.iter().position(|it| it.role == *role);
        let date = place(&Role::Date).unwrap_or(usize::MAX);
        let date_form = columns
            .get(date)
            .and_then(|it| it.dates)
            .unwrap_or(DateForm { order: None, epoch: None });
        let mut metrics = Metrics::default();
        let mut series = Vec::new();
        for (at, column) in columns.iter().enumerate() {
            if let Role::Series(name) = &column.role {
                series.push((at, metrics.series(name)));
            }
        }
        Self {
            columns,
            around,
            whose: [
                place(&Role::Subscription),
                place(&Role::Account),
                place(&Role::AccountDomain),
                place(&Role::AccountEmail),
                place(&Role::AccountName),
            ],
            date,
            date_form,
            metric: place(&Role::Metric),
            value: place(&Role::Value),
            series,
            metrics,
            readings: Vec::new(),
            last_date: (String::new(), None),
        }
    }

    /// Reads a row; an error names the column and what is the matter.
    pub(super) fn read<'r>(
        &'r mut self,
        cells: &'r StringRecord,
        line: u32,
    ) -> Result<UsageRow<'r>, Reject> {
        let [subscription, account, domain, email, name] = self.whose.map(|place| {
            let cell = place.and_then(|it| cells.get(it)).unwrap_or_default();
            if is_missing_text(cell) { "" } else { cell.trim() }
        });
        let on = self.day(cells.get(self.date).unwrap_or_default(), line)?;
        self.readings.clear();
        if let Some(place) = self.metric {
            let cell = cells.get(place).unwrap_or_default().trim();
            let metric = self.metrics.place(cell);
            let is_nameless =
                self.metrics.names.get(metric as usize).is_none_or(|it| it.name.is_empty());
            if is_missing_text(cell) || is_nameless {
                return Err(self.reject(place, line, "names no metric".to_owned()));
            }
            match self.value {
                // A row without a number is one event.
                None => self.readings.push(Reading { metric, value: 1.0 }),
                Some(place) => {
                    let cell = cells.get(place).unwrap_or_default();
                    match self.number(place, cell, line)? {
                        Some(value) => {
                            self.check(metric, value, place, line)?;
                            self.readings.push(Reading { metric, value });
                        }
                        None => return Err(self.reject(place, line, "has no value".to_owned())),
                    }
                }
            }
        }
        for at in 0..self.series.len() {
            let Some(&(place, metric)) = self.series.get(at) else { break };
            let cell = cells.get(place).unwrap_or_default();
            if let Some(value) = self.number(place, cell, line)? {
                self.check(metric, value, place, line)?;
                self.readings.push(Reading { metric, value });
            }
        }
        let whose = Whose { subscription, account, domain, email, name };
        Ok(UsageRow { line, whose, on, readings: &self.readings, metrics: &self.metrics.names })
    }

    /// The day of a cell; the same cell as in the row above has the same day.
    fn day(&mut self, cell: &str, line: u32) -> Result<Day, Reject> {
        if let (last, Some(day)) = &self.last_date
            && last == cell
        {
            return Ok(*day);
        }
        if is_missing(cell) {
            return Err(self.reject(self.date, line, "has no date".to_owned()));
        }
        let day = read_date(cell, self.date_form)
            .map_err(|why| self.reject(self.date, line, format!("{cell:?} {why}")))?;
        self.last_date.0.clear();
        self.last_date.0.push_str(cell);
        self.last_date.1 = Some(day);
        Ok(day)
    }

    fn number(&self, place: usize, cell: &str, line: u32) -> Result<Option<f64>, Reject> {
        let reads = self.columns.get(place).map_or(Reads::Line, |it| it.reads);
        // The usual cell is a short whole number.
        if let (Reads::Number { times: 1.0, .. }, 1..=9) = (reads, cell.len()) {
            let mut whole: u32 = 0;
            let is_whole = cell.bytes().all(|byte| {
                whole = whole.wrapping_mul(10).wrapping_add(u32::from(byte.wrapping_sub(b'0')));
                byte.is_ascii_digit()
            });
            if is_whole {
                return Ok(Some(f64::from(whole)));
            }
        }
        match reads.read(cell, self.around) {
            Ok(read) => Ok(match read.value {
                Some(Value::Flag(flag)) => Some(f64::from(u8::from(flag))),
                Some(value) => value.as_f64(),
                None => None,
            }),
            Err(why) => Err(self.reject(place, line, format!("{cell:?} {why}"))),
        }
    }

    /// Refuses a value that its metric cannot have.
    fn check(&self, metric: u32, value: f64, place: usize, line: u32) -> Result<(), Reject> {
        let Some(name) = self.metrics.names.get(metric as usize) else { return Ok(()) };
        limits::check_metric(name, value)
            .map_err(|why| self.reject(place, line, format!("{value} {why}")))
    }

    fn reject(&self, place: usize, line: u32, reason: String) -> Reject {
        Reject { line, column: self.columns.get(place).map(|it| it.header.clone()), reason }
    }
}
