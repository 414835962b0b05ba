//! The one that holds the book: it judges it, and does what an effect asks.

use std::path::PathBuf;
use std::sync::Arc;

use super::book::{AgendaItem, AgendaKind, Book};
use super::effect::{Change, Done, Effect};
use super::error::Error;
use super::intake::{self, Going, ImportOptions, ImportReport, Step};
use super::judge::{self, Judged};
use super::named;
use super::page::{self, AccountPage};
use super::rows;
use super::writes;
use crate::clock;
use crate::config::PolicyFile;
use crate::domain::{AccountId, Day, Entry, Kind, Record, Task};
use crate::engine::{Explanation, Model, explain};
use crate::store::Store;

/// How many days a done task stays in the list.
const DONE_FOR: i64 = 28;
/// How many rows of each list are kept for the first frame of the next run.
const KEPT_ROWS: usize = 60;
/// Under which name the first frame is kept.
const KEPT: &str = "first_frame";

/// What a session is opened with.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The health model: the built-in one, or the user's own.
    pub model: Model,
    /// The user's own rules, laid over the built-in ones.
    pub rules: Vec<PolicyFile>,
    /// Today, as the outermost layer read it from the clock.
    pub today: Day,
    /// The day to judge as of; another day than today makes the session read only.
    pub as_of: Option<Day>,
}

/// An open book with the policy it is judged by.
#[derive(Debug)]
pub struct Session {
    store: Store,
    setup: Setup,
    judged: Option<Judged>,
}

impl Session {
    /// A session over an open book; nothing is judged yet.
    pub const fn open(store: Store, setup: Setup) -> Self {
        Self { store, setup, judged: None }
    }

    /// The day everything is judged as of.
    pub fn as_of(&self) -> Day {
        self.setup.as_of.unwrap_or(self.setup.today)
    }

    /// Today.
    pub const fn today(&self) -> Day {
        self.setup.today
    }

    /// The store, for what the command line reads beside the judgement.
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// The judged book; judged now, if it was not yet.
    pub fn judged(&mut self) -> Result<&Judged, Error> {
        if self.judged.is_none() {
            let version = self.store.data_version()?;
            let mut judged =
                judge::judge(&self.store, &self.setup.model, &self.setup.rules, self.as_of())?;
            // Another process may have written between the two passes.
            if self.store.data_version()? != version {
                judged =
                    judge::judge(&self.store, &self.setup.model, &self.setup.rules, self.as_of())?;
            }
            self.judged = Some(judged);
        }
        self.judged.as_ref().ok_or(Error::Unjudged)
    }

    /// The judged book as the screens show it.
    pub fn book(&mut self) -> Result<Book, Error> {
        let (as_of, today) = (self.as_of(), self.setup.today);
        let tasks = self.tasks()?;
        let planned = self.planned()?;
        Ok(rows::book(self.judged()?, tasks, planned, as_of, today))
    }

    /// The first rows of the book as an earlier run left them, for the first frame.
    pub fn kept_book(&self) -> Result<Option<Book>, Error> {
        let Some(text) = self.store.memo(KEPT)? else { return Ok(None) };
        // What an older version kept may read differently: then there is no kept book.
        let kept = serde_json::from_str(&text).ok();
        Ok(kept.map(|it| Book { is_kept: true, ..it }))
    }

    /// Keeps the first rows of the book for the first frame of the next run.
    fn keep(&mut self, book: &Book) -> Result<(), Error> {
        if self.setup.as_of.is_some() {
            return Ok(());
        }
        let text = serde_json::to_string(&book.first_rows(KEPT_ROWS))
            .map_err(|it| Error::Internal(it.to_string()))?;
        if self.store.memo(KEPT)?.as_deref() != Some(&text) {
            self.store.set_memo(KEPT, &text)?;
        }
        Ok(())
    }

    /// One account judged and explained, each measure with the rows behind it.
    pub fn explain(&mut self, id: AccountId) -> Result<Explanation, Error> {
        let as_of = self.as_of();
        self.judged()?;
        let history = self.store.account(id)?.ok_or(Error::NoAccount(id.to_string()))?;
        let judged = self.judged.as_ref().ok_or(Error::Unjudged)?;
        explain(&history, &judged.context, &judged.policy, as_of)
            .ok_or_else(|| Error::NoAccount(id.to_string()))
    }

    /// One account with everything that its page shows.
    pub fn account_page(&mut self, id: AccountId) -> Result<AccountPage, Error> {
        let as_of = self.as_of();
        let explanation = self.explain(id)?;
        let history = self.store.account(id)?.ok_or(Error::NoAccount(id.to_string()))?;
        let view = history.as_of(as_of).ok_or_else(|| Error::NoAccount(id.to_string()))?;
        let context = Arc::clone(&self.judged()?.context);
        Ok(page::page(&view, &explanation, &context))
    }

    /// The journal, newest first.
    pub fn journal(&self, limit: u32) -> Result<Vec<Entry>, Error> {
        Ok(self.store.journal(limit)?)
    }

    /// The tasks: the open ones, and those done in the last 28 days.
    pub fn tasks(&self) -> Result<Vec<Task>, Error> {
        let as_of = self.as_of();
        let records = self.store.records(Kind::Task)?;
        let tasks = records.iter().filter_map(|it| it.as_of(as_of));
        Ok(tasks
            .map(|it| Task::from_record(&it))
            .filter(|it| it.done_on.is_none_or(|done| as_of.days_since(done) <= DONE_FOR))
            .collect())
    }

    /// Meetings ahead, milestones and objectives that fall due in the next 30 days.
    fn planned(&self) -> Result<Vec<AgendaItem>, Error> {
        let as_of = self.as_of();
        let mut items = Vec::new();
        for (kind, date, title, agenda) in [
            (Kind::Activity, "on", "subject", AgendaKind::Meeting),
            (Kind::Milestone, "due_on", "title", AgendaKind::Plan),
            (Kind::Objective, "due_on", "title", AgendaKind::Plan),
        ] {
            let records = self.store.records(kind)?;
            let ahead = records.iter().filter_map(|it| it.as_of(as_of)).filter_map(|it| {
                let on = it.day(date)?;
                let is_ahead = (0..=30).contains(&on.days_since(as_of));
                let is_done = it.day("done_on").is_some() || it.text("status") == Some("achieved");
                (is_ahead && !is_done && (kind != Kind::Activity || on > as_of)).then_some(
                    AgendaItem {
                        on,
                        kind: agenda,
                        account: it.account?,
                        account_name: Box::default(),
                        text: it.text(title).unwrap_or_default().to_owned(),
                    },
                )
            });
            items.extend(ahead);
        }
        Ok(items)
    }

    /// The account of this number, id, name, or unambiguous part of a name.
    pub fn find_account(&self, text: &str) -> Result<AccountId, Error> {
        let as_of = self.as_of();
        let accounts = self.store.records(Kind::Account)?;
        let accounts: Vec<Record> = accounts.iter().filter_map(|it| it.as_of(as_of)).collect();
        named::account(&accounts, text)
    }

    /// Imports these files as one undoable change; `watcher` is told how far it is and may stop it.
    pub fn import(
        &mut self,
        paths: &[PathBuf],
        options: &ImportOptions,
        watcher: &mut dyn FnMut(Step<'_>) -> Going,
    ) -> Result<ImportReport, Error> {
        self.writable()?;
        let (at, today) = (clock::instant(), self.setup.today);
        let report = intake::import(&mut self.store, paths, options, &at, today, watcher)?;
        self.judged = None;
        Ok(report)
    }

    /// Does what an effect asks. [`Effect::OpenDemo`] and [`Effect::Copy`] are for the layers above.
    pub fn perform(&mut self, effect: &Effect) -> Result<Done, Error> {
        match effect {
            Effect::Change(change) => {
                let said = self.change(change)?;
                self.shown(Some(said))
            }
            Effect::Undo => {
                let said = self.undo()?;
                self.shown(Some(said))
            }
            Effect::Redo => {
                let said = self.redo()?;
                self.shown(Some(said))
            }
            Effect::Refresh => {
                self.judged = None;
                self.shown(None)
            }
            Effect::AsOf(day) => {
                self.setup.as_of = day.filter(|it| *it != self.setup.today);
                self.judged = None;
                self.shown(None)
            }
            Effect::OpenAccount(id) => Ok(Done::Account(Box::new(self.account_page(*id)?))),
            Effect::Import(paths) => {
                let report = self.import(paths, &ImportOptions::default(), &mut |_| Going::On)?;
                self.shown(Some(report.headline()))
            }
            Effect::OpenDemo | Effect::Copy(_) => Err(Error::Internal(
                "the demo and the clipboard belong to the layers above".to_owned(),
            )),
        }
    }

    fn shown(&mut self, said: Option<String>) -> Result<Done, Error> {
        let book = self.book()?;
        self.keep(&book)?;
        Ok(Done::Book(Box::new(book), said))
    }

    /// Undoes the latest change, and says what that was.
    pub fn undo(&mut self) -> Result<String, Error> {
        self.writable()?;
        let entry = self.store.undo()?.ok_or(Error::NothingToUndo)?;
        self.judge_what_turned(&entry)?;
        Ok(format!("Undone: {}", entry.what))
    }

    /// Redoes what was undone last, and says what that was.
    pub fn redo(&mut self) -> Result<String, Error> {
        self.writable()?;
        let entry = self.store.redo()?.ok_or(Error::NothingToRedo)?;
        self.judge_what_turned(&entry)?;
        Ok(format!("Redone: {}", entry.what))
    }

    /// Judges anew what an entry wrote to: its accounts, or the whole book where it brought files.
    fn judge_what_turned(&mut self, entry: &Entry) -> Result<(), Error> {
        let as_of = self.as_of();
        match (&mut self.judged, self.store.touched_by(entry.id)?) {
            (Some(judged), Some(accounts)) => judged.judge_again(&self.store, &accounts, as_of)?,
            _ => self.judged = None,
        }
        Ok(())
    }

    /// Makes a change, judges anew the accounts it touched, and says what it did.
    pub fn change(&mut self, change: &Change) -> Result<String, Error> {
        self.writable()?;
        let today = self.setup.today;
        let what = change.in_words();
        let (touched, _) = self
            .store
            .write(&what, &clock::instant(), |write| writes::apply(write, change, today))?;
        let as_of = self.as_of();
        if let Some(judged) = &mut self.judged {
            judged.judge_again(&self.store, &touched, as_of)?;
        }
        Ok(what)
    }

    fn writable(&self) -> Result<(), Error> {
        match self.setup.as_of {
            Some(day) if day != self.setup.today => Err(Error::TimeTravel(day)),
            _ => Ok(()),
        }
    }
}
