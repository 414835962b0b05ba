//! The rows of a file of usage as numbers in series.

use super::call::{At, Desk, Taken, Watch};
use super::error::Error;
use super::rejects::Rejects;
use super::series::{FileMetric, Gathered, Number};
use crate::domain::{AccountId, Family, Grain, counted};
use crate::import::{Reject, SeriesName, UsageRow, Whose};

/// Rows whose sums are held at once; a longer file of events is read several times, each time for a
/// share of the accounts.
const SHARE: u64 = 8_000_000;
/// Rows between two calls to whoever watches.
const WATCHED: u64 = 16_384;

/// Takes the rows of a file of usage.
pub(super) fn take(
    at: At<'_>,
    desk: &mut Desk<'_, '_>,
    rejects: &mut Rejects<'_>,
    watch: &mut Watch<'_>,
) -> Result<Taken, Error> {
    let mut taken = Taken::default();
    let mut metrics = Vec::new();
    let has_events = at.source.has_events();
    let shares = if has_events { at.source.rows().div_ceil(SHARE).max(1) } else { 1 };
    let mut gathered = Gathered::new(has_events);
    let mut finder = Finder::default();
    let total = (at.source.rows() * shares).max(1) as f64;
    let mut rows = 0_u64;
    for share in 0..shares {
        at.source.each_usage(desk.call.currency, |row| {
            rows += 1;
            if rows.is_multiple_of(WATCHED) {
                watch.took(at.source.name(), at.place, rows as f64 / total)?;
            }
            let outcome = match row.read {
                Ok(read) => match finder.find(&read.whose, desk, &mut gathered) {
                    Ok(found) if found.id.raw().unsigned_abs() % shares == share => {
                        meet(&mut metrics, &read, at, desk);
                        let outcome = add(&mut gathered, &read, found.place, at, desk)?;
                        if gathered.is_full() {
                            gathered.write(&metrics, at, desk)?;
                        }
                        outcome
                    }
                    Ok(_) => Ok(()),
                    Err(reason) => Err(Reject { line: read.line, column: None, reason }),
                },
                Err(reject) => Err(reject),
            };
            if let Err(reject) = outcome {
                // What no account has is told once.
                if share == 0 || shares == 1 {
                    rejects.add(row.cells, reject);
                }
            }
            Ok::<(), Error>(())
        })?;
        gathered.write(&metrics, at, desk)?;
    }
    gathered.effects().for_each(|it| taken.counts.add(it));
    taken.notes = notes(&metrics);
    Ok(taken)
}

/// Adds the numbers of a row, all or none; the inner error is why not.
fn add(
    gathered: &mut Gathered,
    row: &UsageRow<'_>,
    account: u32,
    at: At<'_>,
    desk: &mut Desk<'_, '_>,
) -> Result<Result<(), Reject>, Error> {
    if row.readings.is_empty() {
        gathered.read(row.line);
        return Ok(Ok(()));
    }
    let number = |metric, value| Number { account, metric, on: row.on, value, line: row.line };
    for it in row.readings {
        if let Some(line) = gathered.taken(number(it.metric, it.value), row.metrics, at, desk)? {
            let name = row.metrics.get(it.metric as usize).map_or("usage", |it| &it.name);
            let reason = format!(
                "has the account, metric and day of line {line} ({name}, {}); line {line} counts",
                row.on
            );
            return Ok(Err(Reject { line: row.line, column: None, reason }));
        }
    }
    for it in row.readings {
        gathered.add(number(it.metric, it.value));
    }
    Ok(Ok(()))
}

/// Adds the metrics that a row is the first to name, with their grain: the user's word, else that of
/// the book unless the file proves one where the book had only single days, else what the rows say.
fn meet(metrics: &mut Vec<FileMetric>, row: &UsageRow<'_>, at: At<'_>, desk: &Desk<'_, '_>) {
    for name in row.metrics.iter().skip(metrics.len()) {
        let told = at.source.grain(name);
        let grain = match (desk.call.options.grain, known(name, desk)) {
            (Some(grain), _) => grain,
            (None, Some(known)) if known != Grain::Snapshot || !told.is_proven => known,
            (None, _) => told.grain,
        };
        metrics.push(FileMetric { name: name.clone(), grain });
    }
}

/// What the user should know of the grains that were told from the rows.
fn notes(metrics: &[FileMetric]) -> Vec<String> {
    let mut notes = Vec::new();
    for grain in Grain::ALL {
        let count = metrics.iter().filter(|it| it.grain == *grain).count();
        if count > 0 {
            let metrics = counted(count as u64, "metric");
            notes.push(match grain {
                Grain::Snapshot => format!(
                    "{metrics} whose values stand for single days, no steady step apart (say another with --grain)"
                ),
                _ => format!("{metrics} with one value a {grain} (change it with --grain)"),
            });
        }
    }
    notes
}

/// The grain of a metric in the book, as it was known on the day of the import.
fn known(name: &SeriesName, desk: &Desk<'_, '_>) -> Option<Grain> {
    let is = |it: &&crate::domain::Metric| it.family == Family::Usage && it.name == name.name;
    desk.call.metrics.iter().find(is).map(|it| it.grains.on(desk.call.on))
}

/// Finds whose a row is; rows of one account mostly follow each other.
#[derive(Default)]
struct Finder {
    last: [String; 5],
    found: Option<Found>,
}

/// An account, and its place in what is gathered.
#[derive(Clone, Copy)]
struct Found {
    id: AccountId,
    place: u32,
}

impl Finder {
    fn find(
        &mut self,
        whose: &Whose<'_>,
        desk: &Desk<'_, '_>,
        gathered: &mut Gathered,
    ) -> Result<Found, String> {
        let said = [whose.subscription, whose.account, whose.domain, whose.email, whose.name];
        if let Some(found) = self.found
            && self.last.iter().map(String::as_str).eq(said)
        {
            return Ok(found);
        }
        self.found = None;
        let id = desk.call.accounts.find(whose)?;
        let found = Found { id, place: gathered.account(id) };
        for (last, said) in self.last.iter_mut().zip(said) {
            last.clear();
            last.push_str(said);
        }
        self.found = Some(found);
        Ok(found)
    }
}
