//! What a change sees of the book while it is in the making: what it wrote itself, and all before it.

use rusqlite::named_params;

use super::error::Result;
use super::history::{self, Packets};
use super::read::{ONE_SERIES, RECORD};
use super::write::Write;
use crate::domain::{AccountId, FileId, Kind, MetricId, RecordHistory, RecordId, Series};

const RECORDS_OF_FILE: &str = "SELECT count(DISTINCT version.record) FROM record CROSS JOIN version
        ON version.account = record.account AND version.record = record.id
    WHERE record.kind = :kind AND version.file = :file";

impl Write<'_> {
    /// How many records of a kind a file tells of.
    pub fn records_of(&mut self, file: FileId, kind: Kind) -> Result<u64> {
        self.told(|it| {
            let mut statement = it.cached(RECORDS_OF_FILE)?;
            let params = named_params! {":kind": kind.word(), ":file": file.raw()};
            let count: i64 = statement.query_row(params, |row| row.get(0))?;
            Ok(count.unsigned_abs())
        })
    }

    /// One record, or nothing where it has no version in force.
    pub fn history(&mut self, id: RecordId) -> Result<Option<RecordHistory>> {
        self.told(|it| {
            let mut statement = it.cached(RECORD)?;
            let mut rows = statement.query(named_params! {":record": id.raw()})?;
            Ok(history::records(&mut rows)?.pop())
        })
    }

    /// The series of one metric of an account, empty where it has no values.
    pub fn series(&mut self, account: AccountId, metric: MetricId) -> Result<Series> {
        self.told(|it| {
            let mut statement = it.cached(ONE_SERIES)?;
            let params = named_params! {":account": account.raw(), ":metric": metric.raw()};
            let found = Packets::new(statement.query(params)?)?.series(account)?.pop();
            Ok(found.unwrap_or(Series { account, metric, points: Vec::new() }))
        })
    }
}
