//! Reading histories: whole, one account, one kind.

use super::database::Store;
use super::error::{Error, Result};
use crate::domain::{AccountHistory, AccountId, FileId, Kind, Metric, RecordHistory, RecordId};

/// A file's number and name, for citing rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName {
    /// Its number.
    pub id: FileId,
    /// Its name without its folder.
    pub name: Box<str>,
}

impl Store {
    /// Every metric that has values in force, by number.
    pub fn metrics(&self) -> Result<Vec<Metric>> {
        Err(Error::Locked)
    }

    /// Every file that rows cite.
    pub fn files(&self) -> Result<Vec<FileName>> {
        Err(Error::Locked)
    }

    /// The settings of the book.
    pub fn settings(&self) -> Result<Vec<RecordHistory>> {
        self.records(Kind::Setting)
    }

    /// Every record of one kind that has a version in force, by number.
    pub fn records(&self, _kind: Kind) -> Result<Vec<RecordHistory>> {
        Err(Error::Locked)
    }

    /// One record, or nothing where it has no version in force.
    pub fn record(&self, _id: RecordId) -> Result<Option<RecordHistory>> {
        Err(Error::Locked)
    }

    /// One account with all that hangs from it.
    pub fn account(&self, _id: AccountId) -> Result<Option<AccountHistory>> {
        Err(Error::Locked)
    }

    /// Every account, by number, one at a time so that the book never sits in memory whole.
    /// Stops early where `each` says `false`.
    pub fn each_account(&self, _each: impl FnMut(AccountHistory) -> bool) -> Result<()> {
        Err(Error::Locked)
    }

    /// As [`Store::each_account`], with the account's own record and its series only.
    pub fn each_series(&self, _each: impl FnMut(AccountHistory) -> bool) -> Result<()> {
        Err(Error::Locked)
    }
}
