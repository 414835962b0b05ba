//! What a change may write; only [`super::Store::write`] hands it out.

use std::marker::PhantomData;

use super::error::{Error, Result};
use crate::domain::{
    AccountId, Day, Family, FieldName, FileId, Grain, Kind, Lines, MetricId, RecordId, Value,
};

/// A file about to be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile<'a> {
    /// Its name without its folder.
    pub name: &'a str,
    /// What it holds, for `doctor` and the import's report.
    pub kind: &'a str,
}

/// What a row or an edit says about a record.
#[derive(Debug, Clone, PartialEq)]
pub struct NewVersion {
    /// The file, where one brought it.
    pub file: Option<FileId>,
    /// The line in it, 0 where there is none.
    pub line: u32,
    /// The day it is about.
    pub effective_on: Day,
    /// The day it was learned.
    pub known_on: Day,
    /// The fields it sets, and those it empties.
    pub patch: Vec<(FieldName, Option<Value>)>,
}

/// A value of a series, before it has an entry.
#[derive(Debug, Clone, PartialEq)]
pub struct NewPoint {
    /// The first day of the period that the value is about.
    pub on: Day,
    /// The day it was learned.
    pub known_on: Day,
    /// The value; never NaN or infinite.
    pub value: f64,
    /// The lines that were added up to it.
    pub lines: Lines,
}

/// One change in the making. Its journal entry is made with its first write.
#[derive(Debug)]
pub struct Write<'a> {
    tx: PhantomData<&'a ()>,
}

impl Write<'_> {
    /// Names a file that rows will cite.
    pub fn add_file(&mut self, _file: &NewFile<'_>) -> Result<FileId> {
        Err(Error::Locked)
    }

    /// The record of this kind and key, made where there is none. An account's record is its own
    /// account (`account` is ignored).
    pub fn record(
        &mut self,
        _kind: Kind,
        _account: Option<AccountId>,
        _key: &str,
    ) -> Result<RecordId> {
        Err(Error::Locked)
    }

    /// Adds what a row or an edit says about a record.
    pub fn revise(&mut self, _record: RecordId, _version: &NewVersion) -> Result<()> {
        Err(Error::Locked)
    }

    /// The metric of this family and name, made where there is none; its grain is set to `grain`.
    pub fn metric(&mut self, _family: Family, _name: &str, _grain: Grain) -> Result<MetricId> {
        Err(Error::Locked)
    }

    /// Adds values to the series of an account, ordered by day.
    pub fn add_points(
        &mut self,
        _account: AccountId,
        _metric: MetricId,
        _file: FileId,
        _points: &[NewPoint],
    ) -> Result<()> {
        Err(Error::Locked)
    }
}

impl Write<'_> {
    /// A new record of this kind with a key of its own; for what the user writes by hand.
    pub fn new_record(&mut self, _kind: Kind, _account: Option<AccountId>) -> Result<RecordId> {
        Err(Error::Locked)
    }

    /// The account that a record belongs to.
    pub fn owner(&mut self, _record: RecordId) -> Result<Option<AccountId>> {
        Err(Error::Locked)
    }
}
