//! A cockpit on a bench: a book in, keys in, a frame out.

pub(crate) mod book;
pub(crate) mod desk;

use std::fmt::Write as _;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Style;
use rounds::app::{
    Action, Book, Chord, Done, Effect, Glyphs, Keymap, Msg, Request, Session, Size, Start, State,
    Theme, update,
};
use rounds::clock::Clock;
use rounds::domain::Day;
use tempfile::TempDir;

/// The day on which every test happens: a Wednesday.
pub(crate) const TODAY: &str = "2026-10-14";

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A cockpit without a terminal: what it asks for is kept for the test to see, and done at once
/// where there is a session to do it.
pub(crate) struct Bench {
    pub(crate) state: State,
    pub(crate) asked: Vec<Request>,
    session: Option<Session>,
    /// Where the session's book lies; it goes with the bench.
    _folder: Option<TempDir>,
}

impl Bench {
    pub(crate) fn new(book: Book) -> Self {
        Self::start(Some(book))
    }

    pub(crate) fn start(book: Option<Book>) -> Self {
        let state = State::new(Start {
            today: day(TODAY),
            clock: Clock::Fixed(day(TODAY)),
            book,
            keymap: Keymap::shipped(),
            theme: None,
            glyphs: Glyphs::Unicode,
            is_demo: false,
            notice: None,
        });
        Self { state, asked: Vec::new(), session: None, _folder: None }
    }

    /// A cockpit over a session whose book lies in a folder of its own, its book read.
    pub(crate) fn over(session: Session, folder: TempDir) -> Self {
        let bench = Self::start(None);
        Self { session: Some(session), _folder: Some(folder), ..bench }.act(Action::Refresh)
    }

    fn act(mut self, action: Action) -> Self {
        self.send(Msg::Action(action));
        self
    }

    pub(crate) fn size(mut self, width: u16, height: u16) -> Self {
        self.send(Msg::Resized(Size { width, height }));
        self
    }

    pub(crate) fn theme(mut self, theme: Theme) -> Self {
        self.state.theme = theme;
        self
    }

    pub(crate) fn glyphs(mut self, glyphs: Glyphs) -> Self {
        self.state.glyphs = glyphs;
        self
    }

    /// Presses keys with blanks between them; a word that names no key is typed letter by letter.
    pub(crate) fn press(mut self, keys: &str) -> Self {
        for word in keys.split(' ') {
            if let Ok(chord) = word.parse::<Chord>() {
                self.send(Msg::Key(chord.keys()[0]));
            } else {
                for letter in word.chars() {
                    self.send(Msg::Key(letter.to_string().parse::<Chord>().unwrap().keys()[0]));
                }
            }
        }
        self
    }

    pub(crate) fn send(&mut self, msg: Msg) {
        let mut next = update(&mut self.state, msg);
        while let Some(request) = next.take() {
            let answer = match (&mut self.session, &request.effect) {
                (Some(session), effect) => Some(session.perform(effect)),
                // A page is answered at once, as a quick worker would.
                (None, Effect::OpenAccount(id)) => Some(Ok(Done::Account(book::page(*id).into()))),
                (None, _) => None,
            };
            let answer = answer.map(|it| match it {
                Ok(done) => Msg::Finished(request.number, done),
                Err(why) => Msg::Failed(request.number, why.to_string()),
            });
            self.asked.push(request);
            next = answer.and_then(|it| update(&mut self.state, it));
        }
    }

    /// The last effect asked for.
    pub(crate) fn effect(&self) -> Option<&Effect> {
        self.asked.last().map(|it| &it.effect)
    }

    pub(crate) fn message(&self) -> &str {
        self.state.message.as_ref().map_or("", |it| &it.text)
    }

    pub(crate) fn buffer(&self) -> Buffer {
        let Size { width, height } = self.state.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| rounds::ui::draw(frame, &self.state)).unwrap();
        terminal.backend().buffer().clone()
    }

    /// The letters of the frame.
    pub(crate) fn text(&self) -> String {
        text(&self.buffer())
    }

    /// The letters, and below them every stretch of a style other than the terminal's own.
    pub(crate) fn screen(&self) -> String {
        let buffer = self.buffer();
        format!("{}\n--- styles: row, columns, style\n{}", text(&buffer), styles(&buffer))
    }
}

/// The letters of a frame, without the blanks at the ends of the lines.
pub(crate) fn text(buffer: &Buffer) -> String {
    let mut lines = Vec::new();
    for y in 0..buffer.area.height {
        let mut line = String::new();
        let mut x = 0;
        while x < buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            x += unicode_width::UnicodeWidthStr::width(symbol).max(1) as u16;
        }
        lines.push(line.trim_end().to_owned());
    }
    lines.join("\n")
}

fn styles(buffer: &Buffer) -> String {
    let mut res = String::new();
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let style = buffer[(x, y)].style();
            let start = x;
            while x < buffer.area.width && buffer[(x, y)].style() == style {
                x += 1;
            }
            if let Some(name) = name(style) {
                writeln!(res, "{y:>2} {start:>3}-{:<3} {name}", x - 1).unwrap();
            }
        }
    }
    res
}

fn name(style: Style) -> Option<String> {
    use ratatui::style::{Color, Modifier};
    let mut parts = Vec::new();
    if let Some(color) = style.fg.filter(|it| *it != Color::Reset) {
        parts.push(color.to_string());
    }
    if let Some(color) = style.bg.filter(|it| *it != Color::Reset) {
        parts.push(format!("on {color}"));
    }
    if style.add_modifier != Modifier::empty() {
        parts.push(format!("{:?}", style.add_modifier).to_lowercase());
    }
    (!parts.is_empty()).then(|| parts.join(" "))
}
