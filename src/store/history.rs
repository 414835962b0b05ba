//! Rows of versions and packets, folded into histories as they come.

use rusqlite::{Row, Rows};

use super::error::{Fault, Outcome};
use super::patch;
use super::series_codec::{self, Source};
use crate::domain::{
    AccountHistory, AccountId, Day, EntryId, FileId, Kind, MetricId, Origin, RecordHistory,
    RecordId, Series, Version,
};

/// The condition on a row of a table that it is not undone.
macro_rules! in_force {
    () => {
        "entry NOT IN (SELECT id FROM entry WHERE undone > 0)"
    };
}
pub(super) use in_force;

/// The columns that [`add_version`] reads, of `version` and `record`.
macro_rules! version_columns {
    () => {
        "SELECT version.record, record.kind, record.account, record.key, version.effective_on,
            version.known_on, version.entry, version.file, version.line, version.patch "
    };
}
pub(super) use version_columns;

/// The columns that [`Packets`] reads, of `series`.
macro_rules! packet_columns {
    () => {
        "SELECT account, metric, entry, file, points FROM series "
    };
}
pub(super) use packet_columns;

/// Folds rows, ordered by record and then as a history orders its versions.
pub(super) fn records(rows: &mut Rows<'_>) -> Outcome<Vec<RecordHistory>> {
    let mut res = Vec::new();
    while let Some(row) = rows.next()? {
        add_version(row, &mut res)?;
    }
    Ok(res)
}

/// Adds the version of a row to the record that came last, or to a new one.
pub(super) fn add_version(row: &Row<'_>, to: &mut Vec<RecordHistory>) -> Outcome<()> {
    let id = RecordId::new(row.get(0)?);
    if to.last().is_none_or(|it| it.id != id) {
        let account: Option<i64> = row.get(2)?;
        to.push(RecordHistory {
            id,
            kind: kind(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?,
            account: account.map(AccountId::new),
            key: row.get(3)?,
            versions: Vec::new(),
        });
    }
    let file: Option<i64> = row.get(7)?;
    let version = Version {
        origin: Origin {
            entry: EntryId::new(row.get(6)?),
            file: file.map(FileId::new),
            line: row.get(8)?,
        },
        effective_on: Day::from_number(row.get(4)?),
        known_on: Day::from_number(row.get(5)?),
        patch: fields(row, 9, id)?,
    };
    if let Some(record) = to.last_mut() {
        record.versions.push(version);
    }
    Ok(())
}

/// The patch in a column of a row about `record`.
pub(super) fn fields(row: &Row<'_>, column: usize, record: RecordId) -> Outcome<patch::Patch> {
    let json = row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?;
    patch::decode(json).map_err(|it| Fault::unreadable(format!("record {record}, {it}")))
}

/// The kind that a word names.
pub(super) fn kind(word: &str) -> Outcome<Kind> {
    word.parse().map_err(|it| Fault::unreadable(format!("{it}")))
}

/// The account whose records and series these are; nothing where its own record is not among them.
pub(super) fn account(
    id: AccountId,
    mut records: Vec<RecordHistory>,
    series: Vec<Series>,
) -> Option<AccountHistory> {
    records.sort_by_key(|it| it.id != id.record());
    let is_there = records.first().is_some_and(|it| it.id == id.record());
    is_there.then_some(AccountHistory { id, records, series })
}

/// Packets of values, ordered by account and metric and then as they were written.
pub(super) struct Packets<'s> {
    rows: Rows<'s>,
    ahead: Option<Packet>,
}

/// A packet that is still to be unpacked.
struct Packet {
    account: AccountId,
    metric: MetricId,
    source: Source,
    points: Vec<u8>,
}

impl<'s> Packets<'s> {
    /// Reads from `rows`.
    pub(super) fn new(rows: Rows<'s>) -> Outcome<Self> {
        let mut res = Self { rows, ahead: None };
        res.advance()?;
        Ok(res)
    }

    /// The series of `account`, which must not be smaller than in the call before; packets of
    /// smaller ones are passed over.
    pub(super) fn series(&mut self, account: AccountId) -> Outcome<Vec<Series>> {
        let mut res: Vec<Series> = Vec::new();
        while let Some(packet) = self.ahead.take_if(|it| it.account <= account) {
            self.advance()?;
            if packet.account < account {
                continue;
            }
            let metric = packet.metric;
            if res.last().is_none_or(|it| it.metric != metric) {
                res.push(Series { account, metric, points: Vec::new() });
            }
            if let Some(series) = res.last_mut() {
                series_codec::decode(&packet.points, packet.source, &mut series.points).map_err(
                    |_| Fault::unreadable(format!("values of account {account}, metric {metric}")),
                )?;
            }
        }
        for series in &mut res {
            // Stable, so that a correction stays behind what it corrects.
            if !series.points.is_sorted_by_key(|it| it.on) {
                series.points.sort_by_key(|it| it.on);
            }
        }
        Ok(res)
    }

    fn advance(&mut self) -> Outcome<()> {
        self.ahead = match self.rows.next()? {
            None => None,
            Some(row) => Some(Packet {
                account: AccountId::new(row.get(0)?),
                metric: MetricId::new(row.get(1)?),
                source: Source { entry: EntryId::new(row.get(2)?), file: FileId::new(row.get(3)?) },
                points: row.get(4)?,
            }),
        };
        Ok(())
    }
}
