//! What is kept outside the journal: loose ends of the screens, and the last judgement.

use rusqlite::{OptionalExtension, named_params};

use super::database::Store;
use super::error::Result;
use crate::domain::AccountId;

const MEMO: &str = "SELECT value FROM memo WHERE key = :key";
const SET_MEMO: &str = "
    INSERT INTO memo (key, value) VALUES (:key, :value)
    ON CONFLICT DO UPDATE SET value = excluded.value";
const JUDGED: &str = "SELECT judged FROM state";
const SET_JUDGED: &str = "UPDATE state SET judged = :key";
const CLEAR: &str = "DELETE FROM judgement";
const INSERT: &str = "INSERT INTO judgement (place, account, row) VALUES (:place, :account, :row)";
const WINDOW: &str = "
    SELECT place, account, row FROM judgement WHERE place >= :from ORDER BY place LIMIT :limit";

/// One line of the first frame, as it was judged last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgedRow {
    /// Its place on the screen, counted from 0.
    pub place: u32,
    /// Whose line it is.
    pub account: AccountId,
    /// JSON of what the line shows.
    pub row: String,
}

impl Store {
    /// A loose end that is outside undo, such as where a screen was left.
    pub fn memo(&self, key: &str) -> Result<Option<String>> {
        self.read(|db| {
            let mut statement = db.prepare_cached(MEMO)?;
            Ok(statement.query_row(named_params! {":key": key}, |it| it.get(0)).optional()?)
        })
    }

    /// Keeps a loose end.
    pub fn set_memo(&mut self, key: &str, value: &str) -> Result<()> {
        self.change(|db| {
            let params = named_params! {":key": key, ":value": value};
            db.prepare_cached(SET_MEMO)?.execute(params)?;
            Ok(())
        })
    }

    /// Replaces the last judgement by `rows`. `key` says what they were made from (the book's
    /// [`Store::data_version`], the day, the model): rows under another key are out of date.
    pub fn save_judgement(
        &mut self,
        rows: impl IntoIterator<Item = JudgedRow>,
        key: &str,
    ) -> Result<()> {
        self.change(|db| {
            db.prepare_cached(CLEAR)?.execute([])?;
            let mut insert = db.prepare_cached(INSERT)?;
            for JudgedRow { place, account, row } in rows {
                insert.execute(
                    named_params! {":place": place, ":account": account.raw(), ":row": row},
                )?;
            }
            db.prepare_cached(SET_JUDGED)?.execute(named_params! {":key": key})?;
            Ok(())
        })
    }

    /// What the last judgement was made from; nothing where there is none.
    pub fn judgement_key(&self) -> Result<Option<String>> {
        self.read(|db| Ok(db.prepare_cached(JUDGED)?.query_one([], |it| it.get(0))?))
    }

    /// The lines of the last judgement from place `from` on, at most `limit`.
    pub fn judgement_window(&self, from: u32, limit: u32) -> Result<Vec<JudgedRow>> {
        self.read(|db| {
            let mut statement = db.prepare_cached(WINDOW)?;
            let rows =
                statement.query_map(named_params! {":from": from, ":limit": limit}, |row| {
                    let account = AccountId::new(row.get(1)?);
                    Ok(JudgedRow { place: row.get(0)?, account, row: row.get(2)? })
                })?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }
}
