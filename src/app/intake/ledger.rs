//! Writing what is new in a row, and nothing else.

use std::collections::HashMap;

use super::call::{At, Desk, Effect};
use super::error::Error;
use super::versions::Dating;
use crate::domain::{AccountId, Day, FieldName, Kind, Money, RecordHistory, RecordId, Value};
use crate::store::Store;

/// The records of the book and of the call, by kind and key.
pub(super) struct Ledger {
    known: HashMap<(Kind, Box<str>), RecordId>,
    /// The kinds of which the call has several files.
    shared: Vec<Kind>,
    /// Since when accounts are customers, as far as it was asked.
    since: HashMap<AccountId, Option<Day>>,
}

/// What a row says about a record.
pub(super) struct Said {
    pub(super) fields: Vec<(FieldName, Option<Value>)>,
    pub(super) line: u32,
    /// The day that a row of a snapshot is of.
    pub(super) snapshot_on: Option<Day>,
}

/// A record that a row is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target {
    pub(super) record: RecordId,
    pub(super) kind: Kind,
    pub(super) account: Option<AccountId>,
    pub(super) is_new: bool,
}

impl Ledger {
    /// The records of these kinds; `shared` are the kinds of which the call has several files.
    pub(super) fn of(store: &Store, kinds: &[Kind], shared: Vec<Kind>) -> Result<Self, Error> {
        let mut known = HashMap::new();
        for &kind in kinds.iter().filter(|it| **it != Kind::Account) {
            for it in store.keys(kind)? {
                known.insert((kind, it.key), it.record);
            }
        }
        Ok(Self { known, shared, since: HashMap::new() })
    }

    /// The record of a kind and key, made where there is none.
    pub(super) fn target(
        &mut self,
        kind: Kind,
        account: Option<AccountId>,
        key: Box<str>,
        desk: &mut Desk<'_, '_>,
    ) -> Result<Target, Error> {
        let known = (kind, key);
        if let Some(&record) = self.known.get(&known) {
            return Ok(Target { record, kind, account, is_new: false });
        }
        let record = desk.tx.record(kind, account, &known.1)?;
        self.known.insert(known, record);
        Ok(Target { record, kind, account, is_new: true })
    }

    /// Writes what is new in what a row says.
    pub(super) fn write(
        &mut self,
        at: At<'_>,
        target: Target,
        said: Said,
        desk: &mut Desk<'_, '_>,
    ) -> Result<Effect, Error> {
        let Said { mut fields, line, snapshot_on } = said;
        let history = if target.is_new { None } else { desk.tx.history(target.record)? };
        if self.shared.contains(&target.kind) {
            let shown = shown_key(history.as_ref(), &fields);
            let claimed = (target.record, snapshot_on);
            desk.call.clashes.settle(claimed, &shown, at.line(line), &mut fields);
        }
        let amounts = fields.iter().filter_map(|it| it.1.as_ref()?.as_money());
        desk.call.currencies.extend(amounts.map(Money::currency));
        let customer_since = match (target.kind, target.account) {
            (Kind::Account, _) => {
                day_of(&fields, "customer_since").or_else(|| since(history.as_ref()?))
            }
            (Kind::Contact, Some(account)) => self.since(account, desk)?,
            _ => None,
        };
        let dating = Dating {
            kind: target.kind,
            import_on: desk.call.on,
            snapshot_on,
            customer_since,
            file: at.id,
            line,
        };
        let versions = match &history {
            Some(history) => dating.changes(history, &fields, &desk.call.file_days),
            None => dating.first(&fields),
        };
        for version in &versions {
            desk.tx.revise(target.record, version)?;
        }
        Ok(match (versions.is_empty(), history.is_some()) {
            (true, _) => Effect::Unchanged,
            (false, true) => Effect::Updated,
            (false, false) => Effect::Created,
        })
    }

    /// Since when an account is a customer. Files of accounts come before all others, so that what
    /// was found once holds to the end of the call.
    fn since(&mut self, account: AccountId, desk: &mut Desk<'_, '_>) -> Result<Option<Day>, Error> {
        if let Some(known) = self.since.get(&account) {
            return Ok(*known);
        }
        let found = desk.tx.history(account.record())?.as_ref().and_then(since);
        self.since.insert(account, found);
        Ok(found)
    }
}

/// What a record is called in a message.
fn shown_key(history: Option<&RecordHistory>, fields: &[(FieldName, Option<Value>)]) -> String {
    if let Some(history) = history {
        return history.key.to_string();
    }
    let text = |name: &str| {
        fields.iter().find(|it| it.0.as_str() == name)?.1.as_ref()?.as_text().map(str::to_owned)
    };
    text("external_id").or_else(|| text("name")).unwrap_or_default()
}

fn day_of(fields: &[(FieldName, Option<Value>)], name: &str) -> Option<Day> {
    fields.iter().find(|it| it.0.as_str() == name)?.1.as_ref()?.as_day()
}

/// The account's first day as a customer, as it was last said.
fn since(history: &RecordHistory) -> Option<Day> {
    history.as_of(Day::MAX)?.day("customer_since")
}
