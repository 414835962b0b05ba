//! What every command starts from: where things lie, which day it is, how to print.

use std::io::{self, IsTerminal, Write};

use super::args::{Format, Global, When};
use super::aside::{aside, plain};
use super::error::Error;
use super::sample;
use crate::app::{self, OwnPolicy, Session, Setup};
use crate::clock::Clock;
use crate::config::{Paths, PolicyFiles, Settings, Wishes};
use crate::domain::{Day, clean};
use crate::export::{Json, Look, Object, Table, write_csv, write_json, write_markdown, write_text};
use crate::store::{Access, Store};
use crate::ui;

/// A run of the program: what was asked of it, and where its output goes.
pub(super) struct Run<'a> {
    /// What holds for every command.
    pub(super) global: &'a Global,
    /// Where the book and the settings lie.
    pub(super) paths: Paths,
    /// What says which day it is.
    pub(super) clock: Clock,
    /// Today.
    pub(super) today: Day,
    out: &'a mut dyn Write,
    look: Look,
}

impl<'a> Run<'a> {
    /// A run that prints to `out`.
    pub(super) fn new(global: &'a Global, out: &'a mut dyn Write) -> Result<Self, Error> {
        let wishes = Wishes { book: global.book.clone(), config: global.config.clone() };
        let is_terminal = io::stdout().is_terminal();
        let wants_none = std::env::var_os("NO_COLOR").is_some_and(|it| !it.is_empty());
        let has_colour = match global.color {
            When::Always => true,
            When::Never => false,
            When::Auto => is_terminal && !wants_none,
        };
        let width = is_terminal.then(ui::columns).flatten().map(usize::from);
        let clock = global.today.map_or(Clock::System, Clock::Fixed);
        Ok(Self {
            paths: Paths::find(wishes)?,
            clock,
            today: clock.today(),
            look: Look { width, has_colour },
            global,
            out,
        })
    }

    /// The settings of the user's file.
    pub(super) fn settings(&self) -> Result<Settings, Error> {
        Ok(Settings::read(self.paths.config())?)
    }

    /// What a session over the book is opened with.
    pub(super) fn setup(&self) -> Result<Setup, Error> {
        let files = PolicyFiles::read(&self.paths)?;
        let PolicyFiles { health, rules, playbooks } = files;
        let policy = OwnPolicy { model: health, rules, playbooks };
        Ok(Setup { policy, today: self.today, as_of: self.global.as_of })
    }

    /// The book, for reading.
    pub(super) fn read(&self) -> Result<Session, Error> {
        if self.global.demo {
            return sample::open(&self.setup()?);
        }
        self.session(Access::ReadOnly)
    }

    /// The book, for a change; refused where the user asked to read only, or for another day.
    pub(super) fn write(&self) -> Result<Session, Error> {
        if self.global.read_only {
            return Err(Error::Usage("--read-only keeps the book as it is".to_owned()));
        }
        if let Some(day) = self.global.as_of {
            return Err(app::Error::TimeTravel(day).into());
        }
        if self.global.demo {
            let lost = "a fresh sample book is gone with the command: make one to keep with \
                        rounds demo --write FILE";
            return Err(Error::Usage(lost.to_owned()));
        }
        self.session(Access::Write)
    }

    /// The book, for a change that is not kept: where there is no book yet, none is made.
    pub(super) fn rehearse(&self) -> Result<Session, Error> {
        if self.global.as_of.is_none() && !self.paths.book().exists() {
            return Ok(Session::open(Store::in_memory()?, self.setup()?));
        }
        self.write()
    }

    /// The book, for reading, without a word about the user's own policy: who asks tells it.
    pub(super) fn open_quietly(&self) -> Result<Session, Error> {
        if self.global.demo {
            return sample::open(&self.setup()?);
        }
        Ok(self.open(Access::ReadOnly)?.session)
    }

    fn session(&self, access: Access) -> Result<Session, Error> {
        let mut opened = self.open(access)?;
        if let Some(notice) = opened.notice {
            aside(format_args!("rounds: {notice}"));
        }
        if !opened.session.setup().policy.is_none() {
            for it in opened.session.ground()?.problems.iter() {
                aside(format_args!("rounds: {it} (the built-in one holds)"));
            }
        }
        Ok(opened.session)
    }

    /// The book, as the cockpit works on it.
    pub(super) fn open_for_cockpit(&self) -> Result<Opened, Error> {
        self.open(if self.global.read_only { Access::ReadOnly } else { Access::Write })
    }

    fn open(&self, access: Access) -> Result<Opened, Error> {
        let setup = self.setup()?;
        let store = Store::open(self.paths.book(), access)?;
        let notice = store.take_marker()?.map(|cut| {
            format!(
                "the import of {} that began {} was interrupted. The book is as it was before; \
                 import again.",
                clean(&cut.files.join(", ")),
                cut.at
            )
        });
        Ok(Opened { session: Session::open(store, setup), notice, is_demo: false })
    }

    /// Prints a list in the form asked for.
    pub(super) fn list(
        &mut self,
        format: Format,
        table: impl FnOnce() -> Table,
        records: impl FnOnce() -> Vec<Object>,
    ) -> Result<(), Error> {
        match format {
            Format::Text => {
                let table = table();
                write_text(self.out, &table, self.look)?;
                if table.rows.is_empty() {
                    aside("rounds: nothing to list");
                }
            }
            Format::Markdown => write_markdown(self.out, &table())?,
            Format::Csv => write_csv(self.out, &records())?,
            Format::Json => {
                let records = records().into_iter().map(Json::Object).collect();
                write_json(self.out, &Json::List(records))?;
            }
        }
        Ok(())
    }

    /// Prints a table as text.
    pub(super) fn table(&mut self, table: &Table) -> Result<(), Error> {
        Ok(write_text(self.out, table, self.look)?)
    }

    /// Prints an object as JSON.
    pub(super) fn object(&mut self, object: Object) -> Result<(), Error> {
        Ok(write_json(self.out, &Json::Object(object))?)
    }

    /// Prints lines, with nothing in them that acts on a terminal.
    pub(super) fn line(&mut self, text: impl std::fmt::Display) -> Result<(), Error> {
        Ok(writeln!(self.out, "{}", plain(&text.to_string()))?)
    }

    /// Hands on what was printed so far, before something is said beside it.
    pub(super) fn flush(&mut self) -> Result<(), Error> {
        Ok(self.out.flush()?)
    }

    /// Prints bytes as they are.
    pub(super) fn bytes(&mut self, bytes: &[u8]) -> Result<(), Error> {
        Ok(self.out.write_all(bytes)?)
    }
}

/// An open book, and what the user should know of it.
pub(super) struct Opened {
    /// The book.
    pub(super) session: Session,
    /// What the user should know first.
    pub(super) notice: Option<String>,
    /// Whether it is the sample book.
    pub(super) is_demo: bool,
}
