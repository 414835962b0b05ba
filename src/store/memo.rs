//! What is kept outside the journal: where screens were left, the rows of the first frame.

use rusqlite::{OptionalExtension, named_params};

use super::database::Store;
use super::error::Result;

const MEMO: &str = "SELECT value FROM memo WHERE key = :key";
const SET_MEMO: &str = "
    INSERT INTO memo (key, value) VALUES (:key, :value)
    ON CONFLICT DO UPDATE SET value = excluded.value";

impl Store {
    /// A loose end that is outside undo, such as the rows of the first frame.
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
}
