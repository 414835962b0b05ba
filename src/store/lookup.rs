//! What an import matches its rows with: keys and names, without histories.

use rusqlite::named_params;

use super::database::Store;
use super::error::Result;
use super::history::{self, in_force};
use crate::domain::{AccountId, EntryId, Kind, RecordId, Value};

const KEYS: &str = concat!(
    "SELECT id, account, key FROM record
    WHERE kind = :kind AND EXISTS (SELECT 1 FROM version
        WHERE account = coalesce(record.account, 0) AND record = record.id AND ",
    in_force!(),
    ") ORDER BY id"
);
const NAMES: &str = concat!(
    "SELECT record.id, record.key, version.patch FROM record CROSS JOIN version
        ON version.account = record.id AND version.record = record.id
    WHERE record.kind = 'account' AND version.",
    in_force!(),
    " ORDER BY record.id, version.effective_on, version.entry, version.seq"
);

const BROUGHT_A_FILE: &str = "SELECT EXISTS (SELECT 1 FROM file WHERE entry = :entry)";
const TOUCHED: &str = "SELECT DISTINCT account FROM version WHERE entry = :entry ORDER BY account";

/// What a source calls a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordKey {
    /// Its number.
    pub record: RecordId,
    /// Whose it is.
    pub account: Option<AccountId>,
    /// Its key, unique within its kind.
    pub key: Box<str>,
}

/// What an account can be found by, as it was last said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountName {
    /// Its number.
    pub id: AccountId,
    /// Its key.
    pub key: Box<str>,
    /// Its id in the system it came from.
    pub external_id: Option<Box<str>>,
    /// Its name.
    pub name: Option<Box<str>>,
    /// Its web domain.
    pub domain: Option<Box<str>>,
}

impl Store {
    /// The keys of every record of one kind that has a version in force, by number.
    pub fn keys(&self, kind: Kind) -> Result<Vec<RecordKey>> {
        self.read(|db| {
            let mut statement = db.prepare_cached(KEYS)?;
            let rows = statement.query_map(named_params! {":kind": kind.word()}, |row| {
                let account: Option<i64> = row.get(1)?;
                Ok(RecordKey {
                    record: RecordId::new(row.get(0)?),
                    account: account.map(AccountId::new),
                    key: row.get(2)?,
                })
            })?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Whether an entry brought files: it is an import.
    pub fn brought_files(&self, entry: EntryId) -> Result<bool> {
        self.read(|db| {
            let entry = named_params! {":entry": entry.raw()};
            Ok(db.prepare_cached(BROUGHT_A_FILE)?.query_one(entry, |row| row.get(0))?)
        })
    }

    /// The accounts that an entry wrote to, by number; nothing where it brought files or settings,
    /// and so may have moved what the book as a whole says.
    pub fn touched_by(&self, entry: EntryId) -> Result<Option<Vec<AccountId>>> {
        self.read(|db| {
            let entry = named_params! {":entry": entry.raw()};
            if db.prepare_cached(BROUGHT_A_FILE)?.query_one(entry, |row| row.get(0))? {
                return Ok(None);
            }
            let mut statement = db.prepare_cached(TOUCHED)?;
            let rows = statement.query_map(entry, |row| row.get(0).map(AccountId::new))?;
            let touched: Vec<AccountId> = rows.collect::<rusqlite::Result<_>>()?;
            // A setting, and a task of no account, stand under the number 0.
            Ok(Some(touched).filter(|it| it.iter().all(|id| id.raw() != 0)))
        })
    }

    /// What every account can be found by, by number; those in the bin too.
    pub fn account_names(&self) -> Result<Vec<AccountName>> {
        self.read(|db| {
            let mut statement = db.prepare_cached(NAMES)?;
            let mut rows = statement.query([])?;
            let mut res: Vec<AccountName> = Vec::new();
            while let Some(row) = rows.next()? {
                let id = AccountId::new(row.get(0)?);
                if res.last().is_none_or(|it| it.id != id) {
                    let key = row.get(1)?;
                    res.push(AccountName { id, key, external_id: None, name: None, domain: None });
                }
                let Some(account) = res.last_mut() else { continue };
                for (field, value) in history::fields(row, 2, id.record())? {
                    let known = match field.as_str() {
                        "external_id" => &mut account.external_id,
                        "name" => &mut account.name,
                        "domain" => &mut account.domain,
                        _ => continue,
                    };
                    *known = value.as_ref().and_then(Value::as_text).map(Into::into);
                }
            }
            Ok(res)
        })
    }
}
