//! The one that holds the book: it judges it, and does what an effect asks.

use std::path::PathBuf;
use std::sync::Arc;

use super::effect::{Change, Done, Effect};
use super::paths;
use super::playbook::Again;
use super::renewal;
use super::told;
use super::writes::{self, Names};
use crate::app::error::Error;
use crate::app::intake::{self, Going, ImportOptions, ImportReport, Step};
use crate::app::judged::{
    AccountPage, AccountRow, Book, Ground, Judged, OtherModel, OwnPolicy, TrialWish, Tried,
    calibrated, judge, named, page, rows, tried, try_out,
};
use crate::clock;
use crate::domain::{AccountId, Day, Entry, Kind, Record, RecordId, Task, counted};
use crate::engine::backtest::Report;
use crate::engine::calibration::{Calibration, TooFew};
use crate::engine::dates::Calendar;
use crate::engine::{Assessment, Explanation, Plan, assess, explain, renewal_source};
use crate::store::Store;

/// How many days a done task stays in the list.
const DONE_FOR: i64 = 28;
/// How far back the latest change in force is looked for: more were hardly ever undone in a row.
const JOURNAL: u32 = 1000;
/// What is said of a change that another made before.
const DONE_ALREADY: &str = "Nothing to do: done already";

/// How much of the book is kept for the next run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// What fills the first screen: it is read before the first frame is drawn.
    FirstFrame,
    /// More of each list, for a tall terminal and for whoever scrolls before the book is judged.
    FirstRows,
}

impl Kept {
    /// Under which name it is kept.
    const fn name(self) -> &'static str {
        match self {
            Self::FirstFrame => "first_frame",
            Self::FirstRows => "first_rows",
        }
    }

    /// The part of the book.
    fn of(self, book: &Book) -> Book {
        match self {
            Self::FirstFrame => book.first_frame(12),
            Self::FirstRows => book.first_rows(60),
        }
    }
}

/// What a session is opened with.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The user's own health model and rules.
    pub policy: OwnPolicy,
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
    ground: Option<Ground>,
    judged: Option<Judged<Arc<AccountRow>>>,
}

impl Session {
    /// A session over an open book; nothing is judged yet.
    pub const fn open(store: Store, setup: Setup) -> Self {
        Self { store, setup, ground: None, judged: None }
    }

    /// The day everything is judged as of.
    pub fn as_of(&self) -> Day {
        self.setup.as_of.unwrap_or(self.setup.today)
    }

    /// Today.
    pub const fn today(&self) -> Day {
        self.setup.today
    }

    /// What it was opened with.
    pub const fn setup(&self) -> &Setup {
        &self.setup
    }

    /// The store, for what the command line reads beside the judgement.
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// The whole book judged now, each account with all that follows from its history.
    pub fn judge(&mut self) -> Result<Judged, Error> {
        let judged = judge(&self.store, &self.setup.policy, self.as_of())?;
        self.ground = Some(judged.ground.clone());
        Ok(judged)
    }

    /// What accounts are judged by; read now, if it was not yet, if it is another day's or if another
    /// process has written since.
    pub fn ground(&mut self) -> Result<&Ground, Error> {
        let as_of = self.as_of();
        let ground = match self.ground.take() {
            Some(ground) if ground.holds(&self.store, as_of)? => ground,
            _ => Ground::read(&self.store, &self.setup.policy, as_of)?,
        };
        Ok(self.ground.insert(ground))
    }

    /// The book as the screens show it; judged now, if it was not yet, if it is another day's or if
    /// another process has written since.
    pub fn book(&mut self) -> Result<Book, Error> {
        let (as_of, today) = (self.as_of(), self.setup.today);
        let tasks = self.tasks()?;
        let judged = match self.judged.take() {
            Some(judged) if judged.ground.holds(&self.store, as_of)? => judged,
            _ => judge(&self.store, &self.setup.policy, as_of)?,
        };
        self.ground = Some(judged.ground.clone());
        Ok(rows::book(self.judged.insert(judged), tasks, as_of, today))
    }

    /// The first rows of the book as an earlier run left them.
    pub fn kept_book(&self, kept: Kept) -> Result<Option<Book>, Error> {
        let Some(text) = self.store.memo(kept.name())? else { return Ok(None) };
        // What an older version kept may read differently: then there is no kept book.
        let kept = serde_json::from_str(&text).ok();
        Ok(kept.map(|it| Book { is_kept: true, ..it }))
    }

    /// Keeps the first rows of the book for the next run. Where they cannot be kept, only its first
    /// frame comes later: nothing of the book is lost.
    fn keep(&mut self, book: &Book) {
        if self.setup.as_of.is_some() || self.store.is_read_only() {
            return;
        }
        for kept in [Kept::FirstFrame, Kept::FirstRows] {
            let Ok(text) = serde_json::to_string(&kept.of(book)) else { return };
            let is_kept = self.store.memo(kept.name()).is_ok_and(|it| it.as_deref() == Some(&text));
            if !is_kept {
                let _ = self.store.set_memo(kept.name(), &text);
            }
        }
    }

    /// One account judged and explained, each measure with the rows behind it.
    pub fn explain(&mut self, id: AccountId) -> Result<Explanation, Error> {
        let as_of = self.as_of();
        let history = self.store.account(id)?.ok_or(Error::NoAccount(id.to_string()))?;
        let ground = self.ground()?;
        explain(&history, &ground.context, &ground.policy, as_of)
            .ok_or_else(|| Error::NoAccount(id.to_string()))
    }

    /// One account judged, without the others.
    pub fn assess(&mut self, id: AccountId) -> Result<Assessment, Error> {
        let as_of = self.as_of();
        let history = self.store.account(id)?.ok_or(Error::NoAccount(id.to_string()))?;
        let ground = self.ground()?;
        assess(&history, &ground.context, &ground.policy, as_of)
            .ok_or_else(|| Error::NoAccount(id.to_string()))
    }

    /// One account with everything that its page shows.
    pub fn account_page(&mut self, id: AccountId) -> Result<AccountPage, Error> {
        let as_of = self.as_of();
        let explanation = self.explain(id)?;
        let history = self.store.account(id)?.ok_or(Error::NoAccount(id.to_string()))?;
        let view = history.as_of(as_of).ok_or_else(|| Error::NoAccount(id.to_string()))?;
        let context = Arc::clone(&self.ground()?.context);
        Ok(page::page(&view, &explanation, &context))
    }

    /// Rules tried out on the book's past.
    pub fn try_out(&self, wish: &TrialWish) -> Result<Report, Error> {
        try_out(&self.store, &self.setup.policy, wish, self.as_of())
    }

    /// The scores of so many days before each loss and renewal held against what happened; how few
    /// there are where they are too few.
    pub fn calibrate(&self, before: i64) -> Result<Result<Calibration, TooFew>, Error> {
        calibrated(&self.store, &self.setup.policy, before, self.as_of())
    }

    /// The book judged by the model in force and by another one; nothing is written.
    pub fn what_if(&self, other: &OtherModel) -> Result<Tried, Error> {
        tried(&self.store, &self.setup.policy, other, self.as_of())
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

    /// The accounts' own records, by number; nothing is judged for them.
    pub fn accounts(&self) -> Result<Vec<Record>, Error> {
        let as_of = self.as_of();
        let accounts = self.store.records(Kind::Account)?;
        Ok(accounts.iter().filter_map(|it| it.as_of(as_of)).collect())
    }

    /// The account of this number, id, name, or unambiguous part of a name.
    pub fn find_account(&self, text: &str) -> Result<AccountId, Error> {
        named::account(&self.accounts()?, text)
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
            Effect::Change(change) => self.changed(change),
            Effect::SetRenewal(id, on) => {
                let change = self.renewal_change(*id, *on)?;
                self.changed(&change)
            }
            Effect::Undo => {
                self.writable()?;
                if let Some(import) = self.import_to_undo()? {
                    let what = format!(
                        "the {} with all it brought ({})",
                        import.what.replacen("import ", "import of ", 1),
                        counted(import.changes, "value")
                    );
                    return Ok(Done::AskUndo(import.id, what));
                }
                let said = self.undo()?;
                self.shown(Some(said))
            }
            Effect::UndoImport(id) => {
                let latest = self.import_to_undo()?.map(|it| it.id);
                if latest != Some(*id) {
                    return self.perform(&Effect::Undo);
                }
                let said = self.undo()?;
                self.shown(Some(said))
            }
            Effect::Redo => {
                let said = self.redo()?;
                self.shown(Some(said))
            }
            Effect::Recall => Ok(match self.kept_book(Kept::FirstRows)? {
                Some(book) => Done::Book(Box::new(book), None),
                None => Done::Nothing,
            }),
            Effect::Refresh => {
                self.judged = None;
                self.shown(None)
            }
            Effect::FindPaths(path) => Ok(Done::Paths(paths::starting(&path.to_string_lossy()))),
            Effect::LookAgain(today) => self.look_again(*today),
            Effect::AsOf(day) => {
                self.setup.as_of = day.filter(|it| *it != self.setup.today);
                self.judged = None;
                self.shown(None)
            }
            Effect::OpenAccount(id) => Ok(Done::Account(Box::new(self.account_page(*id)?))),
            Effect::Import(paths) => {
                let files = paths::files(paths)?;
                let report = self.import(&files, &ImportOptions::default(), &mut |_| Going::On)?;
                let book = self.book()?;
                self.keep(&book);
                Ok(Done::Imported(Box::new(book), report.headline(), told::lines(&report)))
            }
            Effect::OpenDemo | Effect::Copy(_) => Err(Error::Internal(
                "the demo and the clipboard belong to the layers above".to_owned(),
            )),
        }
    }

    /// The book anew, where it is another day by now or where another process has written.
    fn look_again(&mut self, today: Day) -> Result<Done, Error> {
        if today != self.setup.today {
            self.setup.today = today;
            self.judged = None;
            return self.shown(Some("A new day: all is judged as of today".to_owned()));
        }
        match &self.judged {
            Some(judged) if judged.ground.holds(&self.store, self.as_of())? => Ok(Done::Nothing),
            _ => self.shown(Some("Another program changed the book: this is how it is".to_owned())),
        }
    }

    fn shown(&mut self, said: Option<String>) -> Result<Done, Error> {
        let book = self.book()?;
        self.keep(&book);
        Ok(Done::Book(Box::new(book), said))
    }

    /// The latest change in force, where that is an import.
    fn import_to_undo(&self) -> Result<Option<Entry>, Error> {
        let latest = self.store.journal(JOURNAL)?.into_iter().find(|it| !it.is_undone);
        Ok(match latest {
            Some(entry) if self.store.brought_files(entry.id)? => Some(entry),
            _ => None,
        })
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
        let Some(accounts) = self.store.touched_by(entry.id)? else {
            self.judged = None;
            return Ok(());
        };
        self.forget_if_moved()?;
        self.judge_again(&accounts)
    }

    /// Makes a change, judges anew the accounts it touched, and says what it did.
    pub fn change(&mut self, change: &Change) -> Result<String, Error> {
        Ok(self.make(change)?.unwrap_or_else(|| DONE_ALREADY.to_owned()))
    }

    /// The book after a change, or as it is where nothing had to be changed.
    fn changed(&mut self, change: &Change) -> Result<Done, Error> {
        match self.make(change)? {
            Some(said) => self.shown(Some(said)),
            None => Ok(Done::Unchanged(Box::new(self.book()?), DONE_ALREADY.to_owned())),
        }
    }

    /// Makes a change and says what it did; nothing where all of it was done already.
    fn make(&mut self, change: &Change) -> Result<Option<String>, Error> {
        self.writable()?;
        let today = self.setup.today;
        let still_open;
        let change = match change {
            Change::CompleteTasks(ids) => {
                still_open = Change::CompleteTasks(self.still_open(ids)?);
                if still_open == Change::CompleteTasks(Vec::new()) {
                    return Ok(None);
                }
                &still_open
            }
            Change::AddAccount(name) => {
                if let Some(taken) = named::taken(&self.accounts()?, name) {
                    return Err(Error::NameTaken(taken));
                }
                change
            }
            other => other,
        };
        self.refuse_twice(change)?;
        let what = change.in_words(&self.names(change)?, today);
        let (touched, _) = self
            .store
            .write(&what, &clock::instant(), |write| writes::apply(write, change, today))?;
        if change.may_move_the_book() {
            self.forget_if_moved()?;
        }
        self.judge_again(&touched)?;
        Ok(Some(what))
    }

    /// The tasks of a playbook for an account, with their dates; a day `given` takes the place of what
    /// the playbook counts from.
    ///
    /// # Errors
    ///
    /// Where no playbook is called so, or the account lacks the date that it counts from.
    pub fn plan(&mut self, slug: &str, id: AccountId, given: Option<Day>) -> Result<Plan, Error> {
        let sheet = self.assess(id)?.sheet;
        let Ground { context, playbooks, .. } = self.ground()?;
        let playbook = playbooks.get(slug).ok_or_else(|| Error::NoPlaybook {
            wanted: slug.to_owned(),
            nearest: playbooks.nearest(slug),
        })?;
        let calendar = Calendar::new(&context.settings.holidays);
        Ok(playbook.plan(&sheet, &context.catalogue, calendar, given)?)
    }

    /// Refuses to start a playbook of which tasks are open for the account, unless that is allowed.
    fn refuse_twice(&self, change: &Change) -> Result<(), Error> {
        match change {
            Change::ForEach(all) => all.iter().try_for_each(|it| self.refuse_twice(it)),
            Change::StartPlaybook(start) if start.again == Again::Refused => {
                let tasks = self.tasks()?;
                let open = tasks.iter().filter(|it| {
                    it.done_on.is_none()
                        && it.account == Some(start.account)
                        && it.playbook.as_ref() == Some(&start.slug)
                });
                match open.count() {
                    0 => Ok(()),
                    open => Err(Error::Running {
                        title: start.title.clone(),
                        open: counted(open as u64, "task"),
                    }),
                }
            }
            _ => Ok(()),
        }
    }

    /// What sets the renewal date of an account.
    fn renewal_change(&mut self, id: AccountId, on: Day) -> Result<Change, Error> {
        let as_of = self.as_of();
        let history = self.store.account(id)?.ok_or(Error::NoAccount(id.to_string()))?;
        let view = history.as_of(as_of).ok_or_else(|| Error::NoAccount(id.to_string()))?;
        let source = renewal_source(&history, &view, &self.ground()?.context);
        renewal::change(&view, source, on)
    }

    /// Those of these tasks that are not done yet.
    fn still_open(&self, ids: &[RecordId]) -> Result<Vec<RecordId>, Error> {
        let tasks = self.tasks()?;
        let is_open = |id: &RecordId| tasks.iter().any(|it| it.id == *id && it.done_on.is_none());
        Ok(ids.iter().copied().filter(is_open).collect())
    }

    /// What a change is about, by name.
    fn names(&self, change: &Change) -> Result<Names, Error> {
        let row = match change {
            Change::CompleteTasks(ids)
            | Change::SnoozeTasks(ids, _)
            | Change::SetDue(ids, _)
            | Change::Delete(ids) => match ids.as_slice() {
                [id] => self.tasks()?.into_iter().find(|it| it.id == *id).map(|it| it.title.into()),
                _ => None,
            },
            Change::AnswerAlerts(alerts, _) => match (alerts.as_slice(), &self.judged) {
                ([(_, id)], Some(judged)) => judged
                    .alerts
                    .iter()
                    .map(|it| &it.alert)
                    .find(|it| it.id == *id)
                    .map(|it| it.title.to_string()),
                // The rule's short name, where nothing is judged.
                ([(_, id)], None) => id.split('/').next().map(|it| it.replace('_', " ")),
                _ => None,
            },
            _ => None,
        };
        let account = match (change, change.account()) {
            (Change::ForEach(changes), _) => Some(format!("{} accounts", changes.len())),
            (_, Some(id)) => self.name_of(id)?,
            (_, None) => None,
        };
        Ok(Names { account, row })
    }

    /// What an account is called.
    fn name_of(&self, id: AccountId) -> Result<Option<String>, Error> {
        if let Some(judged) = &self.judged {
            return Ok(judged.account(id).map(|it| it.name.to_string()));
        }
        let accounts = self.accounts()?;
        let found = accounts.iter().find(|it| it.id == id.record());
        Ok(found.and_then(|it| it.text("name")).map(Into::into))
    }

    /// Judges these accounts anew.
    fn judge_again(&mut self, accounts: &[AccountId]) -> Result<(), Error> {
        // Where that fails half way the whole book is judged again.
        if let Some(mut judged) = self.judged.take() {
            judged.judge_again(&self.store, accounts)?;
            self.judged = Some(judged);
        }
        Ok(())
    }

    /// Forgets the judgement where what the book as a whole says has moved.
    fn forget_if_moved(&mut self) -> Result<(), Error> {
        if let Some(judged) = self.judged.take()
            && !judged.has_moved(&self.store)?
        {
            self.judged = Some(judged);
        }
        Ok(())
    }

    fn writable(&self) -> Result<(), Error> {
        match self.setup.as_of {
            Some(day) if day != self.setup.today => Err(Error::TimeTravel(day)),
            _ => Ok(()),
        }
    }
}
