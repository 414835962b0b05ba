//! Numbers of usage gathered by account and metric, and written packed, many days at a time.

use std::collections::HashMap;

use super::call::{At, Call, Desk, Effect};
use super::clash::Place;
use super::error::Error;
use crate::domain::{AccountId, Day, Grain, Lines, MetricId, Point, SaidGrain};
use crate::import::SeriesName;
use crate::store::NewPoint;

/// Values that are held before they are written: about 40 MB. Events are held until their file, or
/// their share of it, is read, since only then a sum is whole.
const HELD: usize = 2_000_000;

/// The numbers of one file.
pub(super) struct Gathered {
    /// Whether several rows for one day are events to be added up.
    has_events: bool,
    series: Vec<Held>,
    /// The place in `series` by the account's place and the metric's.
    places: Vec<Vec<u32>>,
    accounts: Vec<AccountId>,
    by_account: HashMap<AccountId, u32>,
    held: usize,
    /// What became of each line.
    lines: Vec<Option<Effect>>,
}

/// The values of one account and metric that are not written yet, by day.
struct Held {
    account: AccountId,
    metric: u32,
    values: Vec<HeldValue>,
    /// Lines beyond the first of a value, as they came.
    more: Vec<(i32, u32)>,
    /// The first and the last day that were written already.
    written: Option<(i32, i32)>,
}

#[derive(Debug, Clone, Copy)]
struct HeldValue {
    on: i32,
    line: u32,
    value: f64,
}

/// One number of a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number {
    /// The place that [`Gathered::account`] gave.
    pub(super) account: u32,
    /// The metric's place in the file's list.
    pub(super) metric: u32,
    pub(super) on: Day,
    pub(super) value: f64,
    pub(super) line: u32,
}

/// What the book has for the day of a value.
pub(super) enum Before {
    Nothing,
    /// The same value.
    Same,
    /// Another value, from before the call.
    Other,
    /// A value that this file brought.
    Own,
    /// Another value, which an earlier file of the call brought or said again.
    Clash(First),
}

/// The value of an earlier file of the call.
pub(super) struct First {
    pub(super) place: Place,
    pub(super) value: f64,
}

/// A metric of the file, as the book has it.
pub(super) struct FileMetric {
    pub(super) name: SeriesName,
    pub(super) grain: Grain,
}

const NONE: u32 = u32::MAX;

impl Gathered {
    pub(super) fn new(has_events: bool) -> Self {
        Self {
            has_events,
            series: Vec::new(),
            places: Vec::new(),
            accounts: Vec::new(),
            by_account: HashMap::new(),
            held: 0,
            lines: Vec::new(),
        }
    }

    /// The place of an account here.
    pub(super) fn account(&mut self, id: AccountId) -> u32 {
        let next = self.accounts.len() as u32;
        let place = *self.by_account.entry(id).or_insert(next);
        if place == next {
            self.accounts.push(id);
            self.places.push(Vec::new());
        }
        place
    }

    /// Whether so much is held that it should be written.
    pub(super) fn is_full(&self) -> bool {
        self.held >= HELD && !self.has_events
    }

    /// The line of the file that has the day of a number already, where rows are no events.
    pub(super) fn taken(
        &mut self,
        number: Number,
        names: &[SeriesName],
        at: At<'_>,
        desk: &mut Desk<'_, '_>,
    ) -> Result<Option<u32>, Error> {
        if self.has_events {
            return Ok(None);
        }
        let on = number.on.number();
        let place = self.place(number);
        let Some(held) = self.series.get(place) else { return Ok(None) };
        if held.values.last().is_some_and(|it| it.on >= on) {
            let place = held.values.partition_point(|it| it.on < on);
            if let Some(same) = held.values.get(place).filter(|it| it.on == on) {
                return Ok(Some(same.line));
            }
        }
        match held.written {
            Some((first, last)) if (first..=last).contains(&on) => {
                held.written_line(number, names, at, desk)
            }
            _ => Ok(None),
        }
    }

    /// Adds a number whose day is not taken.
    pub(super) fn add(&mut self, number: Number) {
        let on = number.on.number();
        let place = self.place(number);
        let Some(held) = self.series.get_mut(place) else { return };
        let value = HeldValue { on, line: number.line, value: number.value };
        let place = match held.values.last() {
            Some(last) if last.on >= on => held.values.partition_point(|it| it.on < on),
            _ => held.values.len(),
        };
        match held.values.get_mut(place) {
            Some(same) if same.on == on => {
                same.value += number.value;
                held.more.push((on, number.line));
            }
            _ => {
                held.values.insert(place, value);
                self.held += 1;
            }
        }
    }

    fn place(&mut self, number: Number) -> usize {
        let Some(row) = self.places.get_mut(number.account as usize) else { return usize::MAX };
        let metric = number.metric as usize;
        if row.len() <= metric {
            row.resize(metric + 1, NONE);
        }
        let Some(place) = row.get_mut(metric) else { return usize::MAX };
        if *place == NONE {
            *place = self.series.len() as u32;
            let account = self.accounts.get(number.account as usize).copied();
            self.series.push(Held {
                account: account.unwrap_or(AccountId::new(0)),
                metric: number.metric,
                values: Vec::new(),
                more: Vec::new(),
                written: None,
            });
        }
        *place as usize
    }

    /// Notes that a line was read and taken, whatever comes of its numbers.
    pub(super) fn read(&mut self, line: u32) {
        self.mark(line, Effect::Unchanged);
    }

    fn mark(&mut self, line: u32, effect: Effect) {
        let line = line as usize;
        if self.lines.len() <= line {
            self.lines.resize(line + 1, None);
        }
        if let Some(place) = self.lines.get_mut(line) {
            *place = (*place).max(Some(effect));
        }
    }

    /// What became of the lines: each by the most that one of its numbers did.
    pub(super) fn effects(&self) -> impl Iterator<Item = Effect> {
        self.lines.iter().copied().flatten()
    }

    /// Writes what is held and not in the book.
    pub(super) fn write(
        &mut self,
        metrics: &[FileMetric],
        at: At<'_>,
        desk: &mut Desk<'_, '_>,
    ) -> Result<(), Error> {
        let mut series = std::mem::take(&mut self.series);
        for held in series.iter_mut().filter(|it| !it.values.is_empty()) {
            if let Some(metric) = metrics.get(held.metric as usize) {
                self.write_one(held, metric, at, desk)?;
            }
            held.values = Vec::new();
            held.more = Vec::new();
        }
        self.series = series;
        self.held = 0;
        Ok(())
    }

    fn write_one(
        &mut self,
        held: &mut Held,
        metric: &FileMetric,
        at: At<'_>,
        desk: &mut Desk<'_, '_>,
    ) -> Result<(), Error> {
        let may_be_there = held.written.is_some() || is_in_book(&metric.name, desk.call);
        let id = metric_id(&metric.name, metric.grain, desk)?;
        let there =
            if may_be_there { desk.tx.series(held.account, id)?.points } else { Vec::new() };
        let mut there = there.as_slice();
        held.more.sort_by_key(|it| it.0);
        let mut more = held.more.as_slice();
        let mut new = Vec::with_capacity(held.values.len());
        for it in &held.values {
            let on = Day::from_number(it.on);
            let mut found = None;
            while let Some((point, rest)) = there.split_first() {
                if point.on > on {
                    break;
                }
                found = Some(point).filter(|it| it.on == on);
                there = rest;
            }
            let mut lines = vec![];
            while let Some(((_, line), rest)) = more.split_first().filter(|more| more.0.0 == it.on)
            {
                lines.push(*line);
                more = rest;
            }
            let value = it.value;
            let mut known_on = metric.grain.period_end(on).min(desk.call.on);
            let series = (held.account, id);
            let effect = match Before::of(series, found, value, at, desk.call) {
                Before::Nothing => Effect::Created,
                Before::Same => {
                    desk.call.said.note(series, on, at.line(it.line));
                    Effect::Unchanged
                }
                Before::Own => Effect::Unchanged,
                Before::Other => {
                    known_on = desk.call.on;
                    Effect::Updated
                }
                Before::Clash(first) => {
                    let field = format!("{} on {on}", metric.name.name);
                    let kept = (first.place, first.value.to_string());
                    let dropped = (at.line(it.line), value.to_string());
                    desk.call.clash_of_usage(held.account, &field, kept, dropped);
                    Effect::Unchanged
                }
            };
            self.mark(it.line, effect);
            for line in &lines {
                self.mark(*line, effect);
            }
            if effect > Effect::Unchanged {
                let lines = if lines.is_empty() {
                    Lines::from(it.line)
                } else {
                    lines.push(it.line);
                    lines.sort_unstable();
                    Lines::from(lines)
                };
                new.push(NewPoint { on, known_on, value, lines });
            }
        }
        desk.tx.add_points(held.account, id, at.id, &new)?;
        if let (Some(first), Some(last)) = (held.values.first(), held.values.last()) {
            let (from, to) = held.written.unwrap_or((first.on, last.on));
            held.written = Some((from.min(first.on), to.max(last.on)));
        }
        Ok(())
    }
}

impl Held {
    /// The line of this file that brought the value of a day which was written already.
    fn written_line(
        &self,
        number: Number,
        names: &[SeriesName],
        at: At<'_>,
        desk: &mut Desk<'_, '_>,
    ) -> Result<Option<u32>, Error> {
        let name = names.get(self.metric as usize);
        let Some(id) = name.and_then(|it| desk.call.metric_ids.get(it).copied()) else {
            return Ok(None);
        };
        let series = desk.tx.series(self.account, id)?;
        let found = series.points.iter().rev().find(|it| it.on == number.on && it.file == at.id);
        Ok(found.and_then(|it| it.lines.as_slice().first().copied()))
    }
}

impl Before {
    /// What `found`, the last word of the book on a day, is to a value that a file brings.
    pub(super) fn of(
        series: (AccountId, MetricId),
        found: Option<&Point>,
        value: f64,
        at: At<'_>,
        call: &Call,
    ) -> Self {
        let Some(point) = found else { return Self::Nothing };
        if point.file == at.id {
            return Self::Own;
        }
        // The very same number, to the last bit: a sum of the same cells in the same order.
        if point.value.to_bits() == value.to_bits() {
            return Self::Same;
        }
        let brought = call.file_ids.iter().position(|it| *it == point.file).map(|file| {
            let line = point.lines.as_slice().first().copied().unwrap_or(0);
            Place { file, line }
        });
        match brought.or_else(|| call.said.before(series, point.on, at.place)) {
            Some(place) => Self::Clash(First { place, value: point.value }),
            None => Self::Other,
        }
    }
}

/// Whether the book had a metric before the call, or an earlier file of the call brought it.
fn is_in_book(name: &SeriesName, call: &Call) -> bool {
    let is = |it: &crate::domain::Metric| it.family == name.family && it.name == name.name;
    call.metrics.iter().any(is) || call.brought.contains(name)
}

/// The number of a metric in the book; it is made where there is none.
pub(super) fn metric_id(
    name: &SeriesName,
    grain: Grain,
    desk: &mut Desk<'_, '_>,
) -> Result<MetricId, Error> {
    if let Some(id) = desk.call.metric_ids.get(name) {
        return Ok(*id);
    }
    let said = SaidGrain { grain, known_on: desk.call.on };
    let id = desk.tx.metric(name.family, &name.name, said)?;
    desk.call.metric_ids.insert(name.clone(), id);
    Ok(id)
}
