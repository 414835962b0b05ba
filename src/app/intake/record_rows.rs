//! The rows of a file as records of the book.

use std::collections::HashMap;

use super::accounts::Called;
use super::call::{At, Call, CallFile, Desk, Effect, Taken, Watch};
use super::error::Error;
use super::key::Identity;
use super::ledger::{Ledger, Said, Target};
use super::rejects::Rejects;
use super::seen::{Print, SeenRows};
use super::snapshot_point::SnapshotPoint;
use crate::domain::{AccountId, Day, FieldName, Kind, Value, counted};
use crate::import::{FileKind, RecordRow, Reject, Whose};
use crate::store::Store;

/// Takes the rows of one file after the other.
pub(super) struct RecordRows {
    ledger: Ledger,
    seen: SeenRows,
}

/// A row that waits until its file ends, because a later one may replace it.
struct Waiting {
    account: Option<AccountId>,
    fields: Vec<(FieldName, Option<Value>)>,
    line: u32,
    changed: Option<Day>,
}

/// The rows that wait, in the order in which their records were met.
#[derive(Default)]
struct Queue {
    rows: Vec<(Box<str>, Waiting)>,
    places: HashMap<Box<str>, usize>,
    replaced: u64,
}

/// How a row ended: taken, or why not. The outer error ends the import.
type Outcome = Result<Result<Effect, Reject>, Error>;

/// Rows between two calls to whoever watches.
const WATCHED: u64 = 1024;

impl RecordRows {
    /// For the files of a call, over what the book holds.
    pub(super) fn of(book: &Store, files: &[CallFile]) -> Result<Self, Error> {
        let kinds: Vec<Kind> = files.iter().filter_map(|it| it.source.kind().record()).collect();
        let ledger = Ledger::of(book, &kinds, shared(&kinds))?;
        Ok(Self { ledger, seen: SeenRows::default() })
    }

    /// Takes the rows of a file.
    pub(super) fn take(
        &mut self,
        at: At<'_>,
        kind: Kind,
        desk: &mut Desk<'_, '_>,
        rejects: &mut Rejects<'_>,
        watch: &mut Watch<'_>,
    ) -> Result<Taken, Error> {
        let mut taken = Taken::default();
        let mut queue = Queue::default();
        let mut cleaned = 0_u64;
        let mut rows = 0_u64;
        let total = at.source.rows().max(1) as f64;
        let is_trail = at.source.is_trail() && kind != Kind::Account;
        at.source.each_record(desk.call.currency, |row| {
            rows += 1;
            if rows.is_multiple_of(WATCHED) {
                watch.took(at.source.name(), at.place, rows as f64 / total)?;
            }
            let outcome = match row.read {
                Err(reject) => Err(reject),
                Ok(read) => {
                    cleaned += u64::from(read.had_controls);
                    match at.source.kind() {
                        FileKind::Accounts => self.account(at, read, desk)?,
                        FileKind::Snapshot => self.snapshot(at, read, desk)?,
                        _ if is_trail => queue.wait(kind, read, desk.call),
                        _ => self.child(at, kind, read, desk)?,
                    }
                }
            };
            match outcome {
                Ok(effect) => taken.counts.add(effect),
                Err(reject) => rejects.add(row.cells, reject),
            }
            Ok::<(), Error>(())
        })?;
        for (key, row) in queue.rows {
            let target = self.ledger.target(kind, row.account, key, desk)?;
            let said = Said { fields: row.fields, line: row.line, snapshot_on: None };
            // The row was counted as unchanged when it began to wait.
            taken.counts.unchanged -= 1;
            taken.counts.add(self.ledger.write(at, target, said, desk)?);
        }
        if cleaned > 0 {
            taken
                .notes
                .push(format!("control characters were taken out of {}", counted(cleaned, "row")));
        }
        if queue.replaced > 0 {
            taken.notes.push(format!(
                "the file has one row a change: {} gave way to a later state of the same record",
                counted(queue.replaced, "row")
            ));
        }
        Ok(taken)
    }

    /// Takes a row of a file of accounts.
    fn account(&mut self, at: At<'_>, mut row: RecordRow<'_>, desk: &mut Desk<'_, '_>) -> Outcome {
        let line = row.line;
        if desk.call.accounts.is_named_by_id(called(&row.fields)) {
            let mut names = row.fields.iter_mut().map(|it| &mut it.0);
            if let Some(it) = names.find(|it| it.as_str() == "external_id") {
                *it = FieldName::known("name");
            }
        }
        let known = match desk.call.accounts.own(called(&row.fields)) {
            Ok(known) => known,
            Err(reason) => return Ok(Err(Reject { line, column: None, reason })),
        };
        let record = match (known, Identity::of(Kind::Account, "", &row.fields)) {
            (Some(id), _) => id.record(),
            (None, Identity::Own(key)) => desk.tx.record(Kind::Account, None, &key)?,
            // Its name or domain is no key: an account that was called so once may be another.
            (None, Identity::Described(_)) => desk.tx.new_record(Kind::Account, None)?,
        };
        let said = Print::of(&row.fields, &[]);
        let key = record.to_string();
        if let Some(repeated) = self.seen.note(Kind::Account, &key, at.line(line), said) {
            return Ok(repeated.outcome(line));
        }
        let account = record.as_account();
        desk.call.accounts.add(account, called(&row.fields));
        let target =
            Target { record, kind: Kind::Account, account: Some(account), is_new: known.is_none() };
        let said = Said { fields: row.fields, line, snapshot_on: None };
        self.ledger.write(at, target, said, desk).map(Ok)
    }

    /// Takes a row of a snapshot: fields of the account, and numbers of its day.
    fn snapshot(&mut self, at: At<'_>, row: RecordRow<'_>, desk: &mut Desk<'_, '_>) -> Outcome {
        let line = row.line;
        let account = match desk.call.accounts.find(&row.whose) {
            Ok(account) => account,
            Err(reason) => return Ok(Err(Reject { line, column: None, reason })),
        };
        let on = row.on.unwrap_or(desk.call.snapshot_on);
        let said = Print::of(&row.fields, &row.readings);
        let key = format!("{account}@{on}");
        if let Some(repeated) = self.seen.note(Kind::Account, &key, at.line(line), said) {
            return Ok(repeated.outcome(line));
        }
        let target = Target {
            record: account.record(),
            kind: Kind::Account,
            account: Some(account),
            is_new: false,
        };
        let said = Said { fields: row.fields, line, snapshot_on: Some(on) };
        let mut effect = self.ledger.write(at, target, said, desk)?;
        for (name, value) in &row.readings {
            let point = SnapshotPoint { account, name, on, value: *value, line };
            effect = effect.max(point.write(at, desk)?);
        }
        Ok(Ok(effect))
    }

    /// Takes a row of any other file.
    fn child(
        &mut self,
        at: At<'_>,
        kind: Kind,
        row: RecordRow<'_>,
        desk: &mut Desk<'_, '_>,
    ) -> Outcome {
        let line = row.line;
        let account = match owner(kind, &row, desk.call) {
            Ok(account) => account,
            Err(reject) => return Ok(Err(reject)),
        };
        if row.is_silent {
            return Ok(Ok(Effect::Silent));
        }
        let identity = Identity::of(kind, &shown(account), &row.fields);
        let said = Print::of(&row.fields, &[]);
        let key = match self.seen.key(kind, identity, at.line(line), said) {
            Ok(key) => key,
            Err(repeated) => return Ok(repeated.outcome(line)),
        };
        if let (Kind::Contract, Some(account)) = (kind, account) {
            desk.call.accounts.add_subscription(&key, account);
        }
        let target = self.ledger.target(kind, account, key, desk)?;
        let said = Said { fields: row.fields, line, snapshot_on: None };
        self.ledger.write(at, target, said, desk).map(Ok)
    }
}

impl Queue {
    /// Keeps a row until its file ends, in place of an older one about the same record.
    fn wait(&mut self, kind: Kind, row: RecordRow<'_>, call: &mut Call) -> Result<Effect, Reject> {
        let account = owner(kind, &row, call)?;
        if row.is_silent {
            return Ok(Effect::Silent);
        }
        let key: Box<str> = match Identity::of(kind, &shown(account), &row.fields) {
            Identity::Own(key) | Identity::Described(key) => key.into(),
        };
        if let (Kind::Contract, Some(account)) = (kind, account) {
            call.accounts.add_subscription(&key, account);
        }
        let row = Waiting { account, fields: row.fields, line: row.line, changed: row.changed };
        let held = self.places.get(&key).and_then(|place| self.rows.get_mut(*place));
        if let Some((_, held)) = held {
            self.replaced += 1;
            if held.changed <= row.changed {
                *held = row;
            }
        } else {
            self.places.insert(key.clone(), self.rows.len());
            self.rows.push((key, row));
        }
        Ok(Effect::Unchanged)
    }
}

/// The kinds of record that several files of the call speak of.
fn shared(kinds: &[Kind]) -> Vec<Kind> {
    let is_shared = |kind: &&Kind| kinds.iter().filter(|it| it == kind).count() > 1;
    kinds.iter().filter(is_shared).copied().collect()
}

/// The account that a row belongs to; a task may belong to none.
fn owner(kind: Kind, row: &RecordRow<'_>, call: &Call) -> Result<Option<AccountId>, Reject> {
    let mut whose = row.whose;
    if whose.email.is_empty() {
        whose.email = mail_of_someone(&row.fields).unwrap_or_default();
    }
    if kind == Kind::Task && whose == Whose::default() {
        return Ok(None);
    }
    let found = call.accounts.find(&whose).map(Some);
    found.map_err(|reason| Reject { line: row.line, column: None, reason })
}

/// The mail address of the person that a row is about: whoever it is belongs to the account whose
/// domain that is.
fn mail_of_someone(fields: &[(FieldName, Option<Value>)]) -> Option<&str> {
    const PEOPLE: [&str; 4] = ["email", "requester", "contact", "contacts"];
    let people = fields.iter().filter(|it| PEOPLE.contains(&it.0.as_str()));
    people
        .filter_map(|it| match it.1.as_ref()? {
            Value::Text(word) => Some(&**word),
            Value::List(words) => words.first().map(AsRef::as_ref),
            _ => None,
        })
        .find(|it| it.contains('@'))
}

/// What the fields of an account's row call it.
fn called(fields: &[(FieldName, Option<Value>)]) -> Called<'_> {
    let text = |name: &str| fields.iter().find(|it| it.0.as_str() == name)?.1.as_ref()?.as_text();
    Called { external_id: text("external_id"), domain: text("domain"), name: text("name") }
}

/// An account in the key of a record that has no id of its own.
fn shown(account: Option<AccountId>) -> String {
    account.map(|it| it.to_string()).unwrap_or_default()
}
