//! What all files of one call share.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use super::accounts::Accounts;
use super::clash::{Clashes, Place};
use super::currency::{self, Tally};
use super::error::Error;
use super::options::{Doing, Going, ImportOptions, Step};
use super::said::Said;
use crate::domain::{AccountId, Currency, Day, FileId, Metric, MetricId};
use crate::import::{SeriesName, SourceFile};
use crate::store::{Store, Write};

/// A file of the call, looked through.
pub(super) struct CallFile {
    /// Where it lies.
    pub(super) path: PathBuf,
    /// What it holds.
    pub(super) source: SourceFile,
}

/// What the rows of a call are taken with.
pub(super) struct Call {
    /// What the user says.
    pub(super) options: ImportOptions,
    /// The day of the import.
    pub(super) on: Day,
    /// The day that snapshots are of.
    pub(super) snapshot_on: Day,
    /// The accounts of the book and of the call.
    pub(super) accounts: Accounts,
    /// The days that the files of the book and of the call say how things stand on.
    pub(super) file_days: HashMap<FileId, Day>,
    /// The currency that the book names; nothing before its first amounts.
    pub(super) book_currency: Option<Currency>,
    /// The currency that amounts of the call mostly name; nothing where none names any.
    pub(super) named_currency: Option<Currency>,
    /// The currency of amounts that name none.
    pub(super) currency: Currency,
    /// The currencies of the amounts that the call brought.
    pub(super) currencies: Tally,
    /// What two files say differently.
    pub(super) clashes: Clashes,
    /// Which values of usage earlier files of the call said again.
    pub(super) said: Said,
    /// The metrics of the book before the call.
    pub(super) metrics: Vec<Metric>,
    /// The metrics that earlier files of the call brought.
    pub(super) brought: HashSet<SeriesName>,
    /// The numbers of the metrics that the call has written to.
    pub(super) metric_ids: HashMap<SeriesName, MetricId>,
    /// The numbers of the call's files, as far as they have begun.
    pub(super) file_ids: Vec<FileId>,
}

/// The days that a call is of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Days {
    /// The day of the import.
    pub(super) on: Day,
    /// The day that its snapshots are of.
    pub(super) snapshot_on: Day,
}

impl Call {
    /// A call over what the book holds now.
    pub(super) fn begin(
        book: &Store,
        files: &[CallFile],
        options: &ImportOptions,
        days: Days,
    ) -> Result<Self, Error> {
        let book_currency = currency::of_book(book)?;
        let counts = files.iter().flat_map(|it| it.source.named_currencies());
        let named_currency = currency::mostly_named(counts);
        Ok(Self {
            options: *options,
            on: days.on,
            snapshot_on: days.snapshot_on,
            accounts: Accounts::of(book)?,
            file_days: book.files()?.into_iter().map(|it| (it.id, it.on)).collect(),
            book_currency,
            named_currency,
            currency: options
                .currency
                .or(book_currency)
                .or(named_currency)
                .unwrap_or(Currency::USD),
            currencies: Tally::default(),
            clashes: Clashes::new(files.iter().map(|it| it.source.name().to_owned()).collect()),
            said: Said::until(
                files.iter().rposition(|it| it.source.kind().has_series()).unwrap_or(0),
            ),
            metrics: book.metrics()?,
            brought: HashSet::new(),
            metric_ids: HashMap::new(),
            file_ids: Vec::new(),
        })
    }

    /// Notes that two files give a number of an account differently.
    pub(super) fn clash_of_usage(
        &mut self,
        account: AccountId,
        field: &str,
        kept: (Place, String),
        dropped: (Place, String),
    ) {
        // Only those that are listed are named.
        let is_listed = self.clashes.lists_more();
        let record = if is_listed { self.accounts.shown(account) } else { String::new() };
        self.clashes.add(&record, field, kept, dropped);
    }
}

/// What a row did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Effect {
    /// It says that nothing happened, and holds no record.
    Silent,
    Unchanged,
    Updated,
    Created,
}

/// What became of the rows of a file that were taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) created: u64,
    pub(super) updated: u64,
    pub(super) unchanged: u64,
    pub(super) silent: u64,
}

impl Counts {
    /// Counts a row.
    pub(super) fn add(&mut self, effect: Effect) {
        match effect {
            Effect::Silent => self.silent += 1,
            Effect::Unchanged => self.unchanged += 1,
            Effect::Updated => self.updated += 1,
            Effect::Created => self.created += 1,
        }
    }
}

/// The file at hand, and its place in the call.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) source: &'a SourceFile,
    pub(super) place: usize,
    pub(super) id: FileId,
}

impl At<'_> {
    /// A line of the file.
    pub(super) fn line(&self, line: u32) -> Place {
        Place { file: self.place, line }
    }
}

/// The change of the book in the making, and what it is made with.
pub(super) struct Desk<'c, 'w> {
    pub(super) call: &'c mut Call,
    pub(super) tx: &'c mut Write<'w>,
}

/// What a file left behind: counts, and what the user should know.
#[derive(Debug, Default)]
pub(super) struct Taken {
    pub(super) counts: Counts,
    pub(super) notes: Vec<String>,
}

/// Tells whoever watches how far the call is. Looking through the files is the first third.
pub(super) struct Watch<'a> {
    watcher: &'a mut dyn FnMut(Step<'_>) -> Going,
    files: usize,
}

/// The share of the work that looking through the files is.
const LOOKING: f64 = 0.3;

impl<'a> Watch<'a> {
    pub(super) fn new(watcher: &'a mut dyn FnMut(Step<'_>) -> Going, files: usize) -> Self {
        Self { watcher, files }
    }

    /// So much of a file is looked through.
    pub(super) fn looked(&mut self, file: &str, place: usize, share: f64) -> Result<(), Error> {
        let done = LOOKING * (place as f64 + share) / self.files as f64;
        self.tell(file, place, done)
    }

    /// So much of a file is taken.
    pub(super) fn took(&mut self, file: &str, place: usize, share: f64) -> Result<(), Error> {
        let done = LOOKING + (1.0 - LOOKING) * (place as f64 + share) / self.files as f64;
        self.tell(file, place, done)
    }

    /// Another import has to end first. Whether to go on is asked again when it has.
    pub(super) fn waits(&mut self, file: &str) {
        let done = LOOKING;
        let doing = Doing::Waiting;
        (self.watcher)(Step { file, place: 0, files: self.files, done, doing });
    }

    fn tell(&mut self, file: &str, place: usize, done: f64) -> Result<(), Error> {
        let (done, doing) = (done.clamp(0.0, 1.0), Doing::Reading);
        match (self.watcher)(Step { file, place, files: self.files, done, doing }) {
            Going::On => Ok(()),
            Going::Stop => Err(Error::Stopped),
        }
    }
}
