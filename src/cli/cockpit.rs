//! Starts the cockpit over a book.

use super::args::ThemeName;
use super::error::Error;
use super::run::{Opened, Run};
use super::sample;
use crate::app::{
    Done, Effect, Glyphs, Kept, Keymap, LaidOver, Override, Perform, Session, Setup, Start, Theme,
};
use crate::clock::Clock;
use crate::config::{self, Problem, Settings, Word};
use crate::domain::nearest;
use crate::ui::{self, Ending};

/// Opens the cockpit on the user's book.
pub(super) fn open(run: &Run<'_>) -> Result<(), Error> {
    if run.global.demo {
        return demo(run);
    }
    start(run, run.open_for_cockpit()?)
}

/// Opens the cockpit on a fresh sample book.
pub(super) fn demo(run: &Run<'_>) -> Result<(), Error> {
    let session = sample::open(&run.setup()?)?;
    start(run, Opened { session, notice: None, is_demo: true })
}

fn start(run: &Run<'_>, opened: Opened) -> Result<(), Error> {
    let settings = run.settings()?;
    let LaidOver { keymap, problems } = keys(run, &settings);
    let problems = problems.iter().map(ToString::to_string);
    let notices: Vec<String> = opened.notice.into_iter().chain(problems).collect();
    let session = opened.session;
    let start = Start {
        today: session.today(),
        clock: if opened.is_demo { Clock::Fixed(session.today()) } else { run.clock },
        book: session.kept_book(Kept::FirstFrame)?,
        keymap,
        theme: theme(run, &settings)?,
        glyphs: glyphs(run, &settings)?,
        is_demo: opened.is_demo,
        notice: (!notices.is_empty()).then(|| notices.join("; ")),
    };
    let setup = session.setup().clone();
    match ui::run(start, Keeper { session, setup })? {
        Ending::Left => Ok(()),
        Ending::Signal(number) => Err(Error::Signal(number)),
    }
}

/// The built-in keymap with the user's own laid over it.
pub(super) fn keys(run: &Run<'_>, settings: &Settings) -> LaidOver {
    let place = |it: &Word| format!("{}:{}:{}", run.paths.config().display(), it.line, it.column);
    let overrides: Vec<Override> = settings
        .keys
        .iter()
        .map(|it| Override {
            scope: it.scope.clone(),
            keys: it.keys.clone(),
            action: it.action.text.clone(),
            place: place(&it.action),
        })
        .collect();
    Keymap::with_overrides(&overrides)
}

/// All that is wrong in the user's settings, each with its place in the file.
pub(super) fn problems(run: &Run<'_>) -> Vec<String> {
    let settings = match run.settings() {
        Ok(it) => it,
        Err(error) => return error.to_string().lines().map(str::to_owned).collect(),
    };
    let words = [theme(run, &settings).err(), glyphs(run, &settings).err()];
    let words = words.into_iter().flatten().map(|it| it.to_string());
    let keys = keys(run, &settings).problems;
    keys.iter().map(ToString::to_string).chain(words).collect()
}

/// The theme of the command line, else of the settings.
fn theme(run: &Run<'_>, settings: &Settings) -> Result<Option<Theme>, Error> {
    if let Some(name) = run.global.theme {
        return Ok(Some(match name {
            ThemeName::Terminal => Theme::Terminal,
            ThemeName::Mono => Theme::Mono,
            ThemeName::Light => Theme::Light,
            ThemeName::Dark => Theme::Dark,
        }));
    }
    let Some(word) = &settings.theme else { return Ok(None) };
    let names: Vec<&str> = Theme::ALL.iter().map(|it| it.name()).collect();
    Theme::from_name(&word.text).map(Some).ok_or_else(|| unknown(run, word, "theme", &names))
}

/// The signs of the command line, else of the settings.
fn glyphs(run: &Run<'_>, settings: &Settings) -> Result<Glyphs, Error> {
    if run.global.ascii {
        return Ok(Glyphs::Ascii);
    }
    match &settings.glyphs {
        None => Ok(Glyphs::default()),
        Some(word) => match word.text.as_str() {
            "unicode" => Ok(Glyphs::Unicode),
            "ascii" => Ok(Glyphs::Ascii),
            _ => Err(unknown(run, word, "set of signs", &["unicode", "ascii"])),
        },
    }
}

fn unknown(run: &Run<'_>, word: &Word, what: &str, known: &[&str]) -> Error {
    let meant = nearest(&word.text, known.iter().copied());
    let hint = meant.map_or_else(String::new, |it| format!("; did you mean {it:?}?"));
    let message = format!("{:?} is no {what}: {}{hint}", word.text, known.join(", "));
    let problems = vec![Problem { line: word.line, column: word.column, message }];
    config::Error::Wrong { path: run.paths.config().to_owned(), problems }.into()
}

/// Keeps the session, and what it takes to put the sample book in its place.
struct Keeper {
    session: Session,
    setup: Setup,
}

impl Perform for Keeper {
    fn perform(&mut self, effect: &Effect) -> Result<Done, String> {
        if matches!(effect, Effect::OpenDemo) {
            self.session = sample::open(&self.setup).map_err(|it| it.to_string())?;
            return self.session.perform(&Effect::Refresh).map_err(|it| it.to_string());
        }
        self.session.perform(effect).map_err(|it| it.to_string())
    }
}
