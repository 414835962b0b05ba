//! Reading histories: whole, one account, one kind.

use rusqlite::{Connection, named_params};

use super::database::Store;
use super::error::{Fault, Outcome, Result};
use super::history::{self, Packets, in_force, packet_columns, version_columns};
use crate::domain::{
    AccountHistory, AccountId, Day, FileId, Grains, Kind, Metric, MetricId, RecordHistory,
    RecordId, SaidGrain, Series, UnknownWord,
};

const METRICS: &str = "SELECT id, name, family FROM metric ORDER BY id";
const GRAINS: &str = concat!(
    "SELECT grain, known_on FROM grain WHERE metric = :metric AND ",
    in_force!(),
    " ORDER BY entry"
);
const FILES: &str = concat!("SELECT id, name, day FROM file WHERE ", in_force!(), " ORDER BY id");
const RECORDS: &str = concat!(
    version_columns!(),
    "FROM record CROSS JOIN version
        ON version.account = coalesce(record.account, 0) AND version.record = record.id
    WHERE record.kind = :kind AND version.",
    in_force!(),
    " ORDER BY record.id, version.effective_on, version.entry, version.seq"
);
pub(super) const RECORD: &str = concat!(
    version_columns!(),
    "FROM record CROSS JOIN version
        ON version.account = coalesce(record.account, 0) AND version.record = record.id
    WHERE record.id = :record AND version.",
    in_force!(),
    " ORDER BY version.effective_on, version.entry, version.seq"
);
const ACCOUNT: &str = concat!(
    version_columns!(),
    "FROM version CROSS JOIN record ON record.id = version.record
    WHERE version.account = :account AND version.",
    in_force!(),
    " ORDER BY version.record, version.effective_on, version.entry, version.seq"
);
const ACCOUNTS: &str = concat!(
    version_columns!(),
    "FROM version CROSS JOIN record ON record.id = version.record
    WHERE version.account > 0 AND version.",
    in_force!(),
    " ORDER BY version.account, version.record, version.effective_on, version.entry, version.seq"
);
const OWN_RECORDS: &str = concat!(
    version_columns!(),
    "FROM record CROSS JOIN version
        ON version.account = record.id AND version.record = record.id
    WHERE record.kind = 'account' AND version.",
    in_force!(),
    " ORDER BY record.id, version.effective_on, version.entry, version.seq"
);
const SERIES: &str = concat!(
    packet_columns!(),
    "WHERE account = :account AND ",
    in_force!(),
    " ORDER BY metric, entry, part"
);
pub(super) const ONE_SERIES: &str = concat!(
    packet_columns!(),
    "WHERE account = :account AND metric = :metric AND ",
    in_force!(),
    " ORDER BY entry, part"
);
const ALL_SERIES: &str =
    concat!(packet_columns!(), "WHERE ", in_force!(), " ORDER BY account, metric, entry, part");

/// A file's number and name, for citing rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName {
    /// Its number.
    pub id: FileId,
    /// Its name without its folder.
    pub name: Box<str>,
    /// The day that it says how things stand on.
    pub on: Day,
}

impl Store {
    /// Every metric that has values in force, by number.
    pub fn metrics(&self) -> Result<Vec<Metric>> {
        self.read(|db| {
            let mut statement = db.prepare_cached(METRICS)?;
            let mut rows = statement.query([])?;
            let mut res = Vec::new();
            while let Some(row) = rows.next()? {
                let id = MetricId::new(row.get(0)?);
                let Some(grains) = grains(db, id)? else { continue };
                let family: Box<str> = row.get(2)?;
                let family = family.parse().map_err(|it| unreadable(&it))?;
                res.push(Metric { id, name: row.get(1)?, grains, family });
            }
            Ok(res)
        })
    }

    /// Every file that rows in force cite, by number.
    pub fn files(&self) -> Result<Vec<FileName>> {
        self.read(|db| {
            let mut statement = db.prepare_cached(FILES)?;
            let rows = statement.query_map([], |row| {
                Ok(FileName {
                    id: FileId::new(row.get(0)?),
                    name: row.get(1)?,
                    on: Day::from_number(row.get(2)?),
                })
            })?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// The settings of the book.
    pub fn settings(&self) -> Result<Vec<RecordHistory>> {
        self.records(Kind::Setting)
    }

    /// Every record of one kind that has a version in force, by number.
    pub fn records(&self, kind: Kind) -> Result<Vec<RecordHistory>> {
        self.read(|db| {
            let mut statement = db.prepare_cached(RECORDS)?;
            history::records(&mut statement.query(named_params! {":kind": kind.word()})?)
        })
    }

    /// One record, or nothing where it has no version in force.
    pub fn record(&self, id: RecordId) -> Result<Option<RecordHistory>> {
        self.read(|db| {
            let mut statement = db.prepare_cached(RECORD)?;
            let mut rows = statement.query(named_params! {":record": id.raw()})?;
            Ok(history::records(&mut rows)?.pop())
        })
    }

    /// One account with all that hangs from it, or nothing where it has no version in force.
    pub fn account(&self, id: AccountId) -> Result<Option<AccountHistory>> {
        self.read(|db| {
            let mut statement = db.prepare_cached(ACCOUNT)?;
            let mut rows = statement.query(named_params! {":account": id.raw()})?;
            let records = history::records(&mut rows)?;
            let mut statement = db.prepare_cached(SERIES)?;
            let rows = statement.query(named_params! {":account": id.raw()})?;
            let series = Packets::new(rows)?.series(id)?;
            Ok(history::account(id, records, series))
        })
    }

    /// The values of one metric for one account; none where it has none.
    pub fn series(&self, account: AccountId, metric: MetricId) -> Result<Series> {
        self.read(|db| {
            let mut statement = db.prepare_cached(ONE_SERIES)?;
            let params = named_params! {":account": account.raw(), ":metric": metric.raw()};
            let found = Packets::new(statement.query(params)?)?.series(account)?.pop();
            Ok(found.unwrap_or(Series { account, metric, points: Vec::new() }))
        })
    }

    /// Every account, by number, one at a time so that the book never sits in memory whole.
    /// Stops early where `each` says `false`.
    pub fn each_account(&self, each: impl FnMut(AccountHistory) -> bool) -> Result<()> {
        self.read(|db| stream(db, ACCOUNTS, each))
    }

    /// As [`Store::each_account`], with the account's own record and its series only.
    pub fn each_series(&self, each: impl FnMut(AccountHistory) -> bool) -> Result<()> {
        self.read(|db| stream(db, OWN_RECORDS, each))
    }
}

/// Hands out accounts from two scans side by side: `versions`, ordered by account and record, and
/// the packets of every account.
fn stream(
    db: &Connection,
    versions: &str,
    mut each: impl FnMut(AccountHistory) -> bool,
) -> Outcome<()> {
    let mut versions = db.prepare_cached(versions)?;
    let mut rows = versions.query([])?;
    let mut packets = db.prepare_cached(ALL_SERIES)?;
    let mut packets = Packets::new(packets.query([])?)?;

    let mut records: Vec<RecordHistory> = Vec::new();
    loop {
        let row = rows.next()?;
        let next: Option<i64> = row.map(|it| it.get(2)).transpose()?;
        let owner = records.first().and_then(|it| it.account);
        if let Some(id) = owner.filter(|it| Some(it.raw()) != next) {
            let series = packets.series(id)?;
            let found = history::account(id, std::mem::take(&mut records), series);
            if found.is_some_and(|it| !each(it)) {
                return Ok(());
            }
        }
        let Some(row) = row else { return Ok(()) };
        history::add_version(row, &mut records)?;
    }
}

/// The grain of a metric as the changes in force say it; nothing where none does.
pub(super) fn grains(db: &Connection, metric: MetricId) -> Outcome<Option<Grains>> {
    let mut statement = db.prepare_cached(GRAINS)?;
    let mut rows = statement.query(named_params! {":metric": metric.raw()})?;
    let mut said = Vec::new();
    while let Some(row) = rows.next()? {
        let grain: Box<str> = row.get(0)?;
        let grain = grain.parse().map_err(|it| unreadable(&it))?;
        said.push(SaidGrain { grain, known_on: Day::from_number(row.get(1)?) });
    }
    Ok(Grains::said(said))
}

fn unreadable(what: &UnknownWord) -> Fault {
    Fault::unreadable(format!("a metric: {what}"))
}
