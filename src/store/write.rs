//! What a change may write; only [`super::Store::write`] hands it out.

use std::collections::BTreeMap;

use rusqlite::{CachedStatement, Connection, OptionalExtension, named_params};

use super::database::Store;
use super::draft::{NewFile, NewPoint, NewVersion};
use super::error::{Error, Fault, Outcome, Result};
use super::read::grains;
use super::{patch, series_codec};
use crate::domain::{AccountId, Day, EntryId, Family, FileId, Kind, MetricId, RecordId, SaidGrain};

const INSERT_ENTRY: &str = "INSERT INTO entry (at, what) VALUES (:at, :what)";
const LOSE_REDO: &str = "UPDATE entry SET is_lost = 1 WHERE undone > 0 AND is_lost = 0";
const COUNT_CHANGES: &str = "UPDATE entry SET changes = :changes WHERE id = :entry";
/// Makes the book another one for whatever was computed from it.
pub(super) const COUNT_WRITE: &str = "UPDATE state SET data_version = data_version + 1";
const NEXT_FILE: &str = "SELECT coalesce(max(id), 0) + 1 FROM file";
const INSERT_FILE: &str =
    "INSERT INTO file (id, entry, name, kind, day) VALUES (:id, :entry, :name, :kind, :day)";
const FIND_RECORD: &str = "SELECT id, account FROM record WHERE kind = :kind AND key = :key";
const INSERT_RECORD: &str =
    "INSERT INTO record (kind, account, key) VALUES (:kind, :account, :key)";
const NEXT_KEY: &str = "SELECT '#' || (coalesce(max(id), 0) + 1) FROM record";
const FIND_OWNER: &str = "SELECT account FROM record WHERE id = ?1";
const GIVE_RECORD: &str = "UPDATE record SET account = :account WHERE id = :record";
const HAS_VERSION: &str = "
    SELECT EXISTS (SELECT 1 FROM version WHERE account = :account AND record = :record
        AND entry NOT IN (SELECT id FROM entry WHERE undone > 0))";
const INSERT_VERSION: &str = "
    INSERT INTO version
        (account, record, effective_on, entry, seq, known_on, file, line, patch)
    SELECT coalesce(account, 0), id, :effective_on, :entry, :seq, :known_on, :file, :line, :patch
    FROM record WHERE id = :record";
const FIND_METRIC: &str = "SELECT id FROM metric WHERE family = :family AND name = :name";
const INSERT_METRIC: &str = "INSERT INTO metric (family, name) VALUES (:family, :name)";
const SET_GRAIN: &str = "
    INSERT INTO grain (metric, entry, grain, known_on) VALUES (:metric, :entry, :grain, :known_on)
    ON CONFLICT DO UPDATE SET grain = excluded.grain, known_on = excluded.known_on";
const INSERT_SERIES: &str = "
    INSERT INTO series (account, metric, entry, part, file, length, points)
    VALUES (:account, :metric, :entry, :part, :file, :length, :points)";

/// One change in the making. Its journal entry is made with its first write.
#[derive(Debug)]
pub struct Write<'a> {
    store: &'a Store,
    db: &'a Connection,
    what: &'a str,
    at: &'a str,
    entry: Option<EntryId>,
    changes: u64,
    seq: i64,
    part: i64,
    revised: Option<RecordId>,
    files: Vec<File>,
    grains: BTreeMap<MetricId, SaidGrain>,
    /// The metrics whose values this change has brought already.
    fed: Vec<MetricId>,
}

/// A file that no row has cited yet.
#[derive(Debug)]
struct File {
    id: FileId,
    name: Box<str>,
    kind: Box<str>,
    on: Day,
}

impl<'a> Write<'a> {
    /// A change of `store`, which is in a transaction.
    pub(super) fn new(store: &'a Store, what: &'a str, at: &'a str) -> Self {
        Self {
            store,
            db: &store.db,
            what,
            at,
            entry: None,
            changes: 0,
            seq: 0,
            part: 0,
            revised: None,
            files: Vec::new(),
            grains: BTreeMap::new(),
            fed: Vec::new(),
        }
    }

    /// The book, to read what it says while nobody else can write to it.
    pub const fn book(&self) -> &'a Store {
        self.store
    }

    /// Names a file that rows will cite. A file that no row cites leaves no trace, so an import
    /// that changes nothing makes no entry.
    pub fn add_file(&mut self, file: &NewFile<'_>) -> Result<FileId> {
        self.told(|it| {
            let next: i64 = it.cached(NEXT_FILE)?.query_one([], |row| row.get(0))?;
            let last = it.files.last().map_or(0, |file| file.id.raw());
            let id = FileId::new(next.max(last + 1));
            it.files.push(File { id, name: file.name.into(), kind: file.kind.into(), on: file.on });
            Ok(id)
        })
    }

    /// The record of this kind and key, made where there is none. An account's record is its own
    /// account (`account` is ignored). A record that has a version in force stays with the account
    /// that it has.
    pub fn record(
        &mut self,
        kind: Kind,
        account: Option<AccountId>,
        key: &str,
    ) -> Result<RecordId> {
        self.told(|it| {
            let account = account.filter(|_| kind != Kind::Account);
            let found: Option<(i64, Option<i64>)> = it
                .cached(FIND_RECORD)?
                .query_row(named_params! {":kind": kind.word(), ":key": key}, |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .optional()?;
            let Some((id, owner)) = found else { return it.make_record(kind, account, key) };
            let record = RecordId::new(id);
            let wanted = account.map(AccountId::raw);
            if kind != Kind::Account && owner != wanted && !it.is_in_force(owner, record)? {
                // What was said of it is undone, and with this change it is lost.
                it.give(record, wanted)?;
            }
            Ok(record)
        })
    }

    /// A new record of this kind with a key of its own: what the user writes by hand has no id in
    /// any source.
    pub fn new_record(&mut self, kind: Kind, account: Option<AccountId>) -> Result<RecordId> {
        self.told(|it| {
            let account = account.filter(|_| kind != Kind::Account);
            let key: String = it.cached(NEXT_KEY)?.query_row([], |row| row.get(0))?;
            it.make_record(kind, account, &key)
        })
    }

    /// The account that a record belongs to; its own for an account.
    pub fn owner(&mut self, record: RecordId) -> Result<Option<AccountId>> {
        self.told(|it| {
            let owner: Option<i64> = it
                .cached(FIND_OWNER)?
                .query_row([record.raw()], |row| row.get(0))
                .optional()?
                .flatten();
            Ok(owner.map(AccountId::new))
        })
    }

    /// Adds what a row or an edit says about a record.
    pub fn revise(&mut self, record: RecordId, version: &NewVersion) -> Result<()> {
        self.told(|it| {
            let patch = patch::encode(&version.patch)
                .map_err(|error| Error::Refused(format!("a field of record {record}: {error}")))?;
            let entry = it.entry()?;
            if let Some(file) = version.file {
                it.cite(file, entry)?;
            }
            let added = it.cached(INSERT_VERSION)?.execute(named_params! {
                ":record": record.raw(),
                ":effective_on": version.effective_on.number(),
                ":entry": entry.raw(),
                ":seq": it.seq,
                ":known_on": version.known_on.number(),
                ":file": version.file.map(FileId::raw),
                ":line": version.line,
                ":patch": patch,
            })?;
            if added == 0 {
                return Err(Error::Refused(format!("there is no record {record}")).into());
            }
            it.seq += 1;
            // The versions that one row makes of a record are one change.
            if it.revised.replace(record) != Some(record) {
                it.changes += 1;
            }
            Ok(())
        })
    }

    /// The metric of this family and name, made where there is none; its grain is the one said here
    /// from the day on which it is said.
    pub fn metric(&mut self, family: Family, name: &str, said: SaidGrain) -> Result<MetricId> {
        self.told(|it| {
            let names = named_params! {":family": family.word(), ":name": name};
            let found: Option<i64> =
                it.cached(FIND_METRIC)?.query_row(names, |row| row.get(0)).optional()?;
            let id = if let Some(id) = found {
                id
            } else {
                it.cached(INSERT_METRIC)?.execute(names)?;
                it.db.last_insert_rowid()
            };
            let metric = MetricId::new(id);
            let before = it.grain_on(metric, said.known_on)?;
            // What is said again was said when it was said first.
            let same = before.filter(|it| it.grain == said.grain);
            it.grains.insert(metric, same.unwrap_or(said));
            if before.is_some() && same.is_none() {
                it.changes += 1;
                it.set_grain(metric, said)?;
            }
            Ok(metric)
        })
    }

    /// Adds values to the series of an account.
    pub fn add_points(
        &mut self,
        account: AccountId,
        metric: MetricId,
        file: FileId,
        points: &[NewPoint],
    ) -> Result<()> {
        self.told(|it| {
            if points.is_empty() {
                return Ok(());
            }
            if let Some(point) = points.iter().find(|it| !it.value.is_finite()) {
                let what = format!("the value {} of {}", point.value, point.on);
                return Err(Error::Refused(what).into());
            }
            it.feed(metric)?;
            let entry = it.entry()?;
            it.cite(file, entry)?;
            for packet in points.chunks(series_codec::LONGEST) {
                it.cached(INSERT_SERIES)?.execute(named_params! {
                    ":account": account.raw(),
                    ":metric": metric.raw(),
                    ":entry": entry.raw(),
                    ":part": it.part,
                    ":file": file.raw(),
                    ":length": packet.len() as i64,
                    ":points": series_codec::encode(packet),
                })?;
                it.part += 1;
            }
            it.changes += points.len() as u64;
            Ok(())
        })
    }

    /// Closes the change; nothing where it wrote nothing.
    pub(super) fn finish(mut self) -> Result<Option<EntryId>> {
        self.told(|it| {
            let Some(entry) = it.entry else { return Ok(None) };
            it.cached(COUNT_CHANGES)?
                .execute(named_params! {":changes": it.changes as i64, ":entry": entry.raw()})?;
            it.cached(COUNT_WRITE)?.execute([])?;
            Ok(Some(entry))
        })
    }

    /// The entry of this change. With it everything that is undone can no longer be redone.
    fn entry(&mut self) -> Outcome<EntryId> {
        if let Some(entry) = self.entry {
            return Ok(entry);
        }
        self.cached(LOSE_REDO)?.execute([])?;
        self.cached(INSERT_ENTRY)?.execute(named_params! {":at": self.at, ":what": self.what})?;
        let entry = EntryId::new(self.db.last_insert_rowid());
        self.entry = Some(entry);
        Ok(entry)
    }

    /// Keeps the name of a file that is cited for the first time.
    fn cite(&mut self, file: FileId, entry: EntryId) -> Outcome<()> {
        let Some(at) = self.files.iter().position(|it| it.id == file) else { return Ok(()) };
        let File { id, name, kind, on } = self.files.remove(at);
        self.cached(INSERT_FILE)?.execute(named_params! {
            ":id": id.raw(), ":entry": entry.raw(), ":name": name, ":kind": kind,
            ":day": on.number(),
        })?;
        Ok(())
    }

    fn make_record(&self, kind: Kind, account: Option<AccountId>, key: &str) -> Outcome<RecordId> {
        self.cached(INSERT_RECORD)?.execute(named_params! {
            ":kind": kind.word(), ":account": account.map(AccountId::raw), ":key": key,
        })?;
        let record = RecordId::new(self.db.last_insert_rowid());
        if kind == Kind::Account {
            self.give(record, Some(record.raw()))?;
        }
        Ok(record)
    }

    fn give(&self, record: RecordId, account: Option<i64>) -> Outcome<()> {
        self.cached(GIVE_RECORD)?
            .execute(named_params! {":account": account, ":record": record.raw()})?;
        Ok(())
    }

    fn is_in_force(&self, account: Option<i64>, record: RecordId) -> Outcome<bool> {
        let params = named_params! {":account": account.unwrap_or(0), ":record": record.raw()};
        Ok(self.cached(HAS_VERSION)?.query_one(params, |row| row.get(0))?)
    }

    /// Notes that this change brings values of a metric, so that the metric is there while it is.
    fn feed(&mut self, metric: MetricId) -> Outcome<()> {
        if self.fed.contains(&metric) {
            return Ok(());
        }
        let said = match self.grains.get(&metric) {
            Some(said) => *said,
            None => self
                .grain_on(metric, Day::MAX)?
                .ok_or_else(|| Error::Refused(format!("there is no metric {metric}")))?,
        };
        self.set_grain(metric, said)?;
        self.fed.push(metric);
        Ok(())
    }

    fn grain_on(&self, metric: MetricId, day: Day) -> Outcome<Option<SaidGrain>> {
        Ok(grains(self.db, metric)?.map(|it| it.said_on(day)))
    }

    fn set_grain(&mut self, metric: MetricId, said: SaidGrain) -> Outcome<()> {
        let entry = self.entry()?;
        self.cached(SET_GRAIN)?.execute(named_params! {
            ":metric": metric.raw(), ":entry": entry.raw(), ":grain": said.grain.word(),
            ":known_on": said.known_on.number(),
        })?;
        Ok(())
    }

    pub(super) fn cached(&self, sql: &str) -> Outcome<CachedStatement<'a>> {
        Ok(self.db.prepare_cached(sql)?)
    }

    pub(super) fn told<T>(&mut self, work: impl FnOnce(&mut Self) -> Outcome<T>) -> Result<T> {
        work(self).map_err(|it: Fault| it.at(&self.store.path))
    }
}
