//! All that a frame is drawn from.

use super::layers::Layer;
use super::screens::{
    AccountScreen, AccountTab, BookScreen, InsightsScreen, RenewalsScreen, TodayScreen,
};
use crate::app::frame::{Glyphs, History, LOW, MEDIUM, Place, Selection, Tab, Theme, Walls, walls};
use crate::app::judged::Book;
use crate::app::keys::{Action, Key, Keymap, Lookup, Scope};
use crate::app::work::{Effect, Request, Size};
use crate::clock::Clock;
use crate::config::PolicyProblem;
use crate::domain::{AccountId, Day, EntryId};

/// How a message is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Good,
    /// Something to know.
    Plain,
    /// Something went wrong, or cannot be.
    Bad,
}

/// The line above the footer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What it says.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
}

/// Whose book is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// The user's own.
    Own,
    /// The sample book.
    Sample,
    /// The sample book, in the place of the user's own.
    SampleForOwn,
}

/// What the cockpit wants of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Every letter drawn anew.
    Redraw,
    /// Back to the shell until it says `fg`.
    Suspend,
    /// The end.
    Quit,
}

/// An effect that was asked for and is not answered yet.
#[derive(Debug, Clone, PartialEq)]
struct Waiting {
    number: u64,
    effect: Effect,
}

/// What the cockpit starts with.
#[derive(Debug, Clone, PartialEq)]
pub struct Start {
    /// Today, as the clock says.
    pub today: Day,
    /// What says when it is another day.
    pub clock: Clock,
    /// The kept book of an earlier run, for the first frame.
    pub book: Option<Book>,
    /// The keys.
    pub keymap: Keymap,
    /// The colours, where the user chose them.
    pub theme: Option<Theme>,
    /// The signs.
    pub glyphs: Glyphs,
    /// Whether the book is the sample book.
    pub is_demo: bool,
    /// What to say first: problems of the user's settings.
    pub notice: Option<String>,
}

/// All that a frame is drawn from.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The book, once it was read.
    pub book: Option<Book>,
    /// Where the user is and was.
    pub history: History,
    /// Today.
    pub today: TodayScreen,
    /// The Book.
    pub accounts: BookScreen,
    /// Renewals.
    pub renewals: RenewalsScreen,
    /// Insights.
    pub insights: InsightsScreen,
    /// An account's page.
    pub account: AccountScreen,
    /// What lies on the screen.
    pub layer: Option<Layer>,
    /// The line above the footer.
    pub message: Option<Message>,
    /// The keys of a chord pressed so far.
    pub chord: Vec<Key>,
    /// Whether the keys that may follow are shown.
    pub shows_chord: bool,
    /// The keys.
    pub keymap: Keymap,
    /// The colours.
    pub theme: Theme,
    /// The signs.
    pub glyphs: Glyphs,
    /// The terminal's size.
    pub size: Size,
    /// Whose book is shown.
    pub shown: Shown,
    /// How far the text on the screen can be scrolled, as the last frame found.
    pub depth: usize,
    /// Whether the next `q` leaves.
    pub is_leaving: bool,
    /// The import that the next `u` undoes.
    pub undoes_import: Option<EntryId>,
    /// What says when it is another day.
    pub clock: Clock,
    started_on: Day,
    wish: Option<Wish>,
    waiting: Vec<Waiting>,
    last_number: u64,
}

impl State {
    /// The cockpit before its first frame.
    pub fn new(start: Start) -> Self {
        let mut res = Self {
            book: None,
            history: History::default(),
            today: TodayScreen::default(),
            accounts: BookScreen::default(),
            renewals: RenewalsScreen::default(),
            insights: InsightsScreen::default(),
            account: AccountScreen::default(),
            layer: None,
            message: start.notice.map(|text| Message { text, tone: Tone::Bad }),
            chord: Vec::new(),
            shows_chord: false,
            keymap: start.keymap,
            theme: start.theme.unwrap_or_default(),
            glyphs: start.glyphs,
            size: Size { width: 80, height: 24 },
            shown: if start.is_demo { Shown::Sample } else { Shown::Own },
            depth: usize::MAX,
            is_leaving: false,
            undoes_import: None,
            clock: start.clock,
            started_on: start.today,
            wish: None,
            waiting: Vec::new(),
            last_number: 0,
        };
        if let Some(book) = start.book {
            res.set_book(book);
        }
        res
    }

    /// Puts a new book in the old one's place; every selection stays on its row where that is
    /// still there.
    pub fn set_book(&mut self, book: Book) {
        let is_news = self.book.as_ref().is_none_or(|it| it.problems != book.problems);
        if let Some(text) = told(&book.problems).filter(|_| is_news) {
            self.say(Tone::Bad, text);
        }
        self.today.filter.reread(&book);
        self.accounts.filter.reread(&book);
        self.renewals.filter.reread(&book);
        // Whoever has not moved yet reads the new list from its top; and so does everybody on
        // another day.
        let was_kept = self.book.as_ref().is_some_and(|it| it.is_kept);
        let is_other_day =
            self.book.as_ref().is_some_and(|it| !it.is_kept && it.as_of != book.as_of);
        let is_on_top = |it: Selection| is_other_day || (was_kept && it.index() == 0);
        let (alerts, tasks) = (is_on_top(self.today.alerts), is_on_top(self.today.tasks));
        self.today.refresh(&book);
        if alerts {
            self.today.alerts = Selection::default();
            self.today.scroll = 0;
        }
        if tasks {
            self.today.tasks = Selection::default();
        }
        if is_other_day {
            self.today.agenda = Selection::default();
        }
        self.accounts.refresh(&book);
        self.renewals.refresh(&book);
        if let Some(id) = self.place().account {
            self.account.refresh(id, &book);
        }
        self.book = Some(book);
    }

    /// Where the user is.
    pub const fn place(&self) -> Place {
        self.history.here()
    }

    /// The day that tasks and typed dates count from.
    pub fn day(&self) -> Day {
        self.book.as_ref().map_or(self.started_on, |it| it.today)
    }

    /// Whether there is a book with nothing in it, so that the first start is offered.
    pub fn is_first_start(&self) -> bool {
        let is_tab = matches!(self.place().tab, Tab::Today | Tab::Book | Tab::Renewals);
        is_tab && self.book.as_ref().is_some_and(|it| it.accounts.is_empty() && !it.is_kept)
    }

    /// Whether the book is shown as of another day than today: reading only.
    pub fn is_time_travel(&self) -> bool {
        self.book.as_ref().is_some_and(|it| it.as_of != it.today)
    }

    /// The scope that a key is looked up in.
    pub const fn scope(&self) -> Scope {
        match self.layer {
            Some(Layer::Prompt(_) | Layer::Finder(_)) => Scope::Text,
            _ => self.place().scope(),
        }
    }

    /// The letter that a key types into the open line; nothing where it does something else.
    pub fn types(&self, key: Key) -> Option<char> {
        let is_bound = || self.keymap.resolve(Scope::Text, &[key]) != Lookup::Unbound;
        if self.scope() != Scope::Text || !self.chord.is_empty() || is_bound() {
            return None;
        }
        key.typed()
    }

    /// The areas of the present size.
    pub fn walls(&self) -> Walls {
        Walls { depth: self.depth, ..self.walls_of(self.size) }
    }

    /// The areas of a size. Where alerts are listed with no room for them beside the list, two rows
    /// below tell the selected one whole.
    pub fn walls_of(&self, size: Size) -> Walls {
        let place = self.place();
        let has_alerts = !self.is_first_start()
            && match place.account {
                Some(_) => self.account.tab == AccountTab::Overview,
                None => place.tab == Tab::Today,
            };
        let is_narrow = size.width < MEDIUM && size.height >= LOW;
        walls(size, if has_alerts && is_narrow { 2 } else { 1 })
    }

    /// The name of an account; empty where the book does not know it.
    pub fn account_name(&self, id: AccountId) -> &str {
        self.book.as_ref().and_then(|it| it.account(id)).map_or("", |it| &it.name)
    }

    /// Says something in the line above the footer.
    pub fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.message = Some(Message { text: text.into(), tone });
    }

    /// Asks the terminal for something.
    pub const fn wish(&mut self, wish: Wish) {
        self.wish = Some(wish);
    }

    /// What is wanted of the terminal; asking takes it.
    pub const fn take_wish(&mut self) -> Option<Wish> {
        self.wish.take()
    }

    /// Gives an effect its number.
    pub fn ask(&mut self, effect: Effect) -> Request {
        self.last_number += 1;
        let number = self.last_number;
        self.waiting.push(Waiting { number, effect: effect.clone() });
        Request { number, effect }
    }

    /// Asks whether the book is still as it is shown, unless it is being read already.
    pub fn look_again(&mut self, today: Day) -> Option<Request> {
        let is_read = |it: &Waiting| {
            use Effect as E;
            matches!(
                it.effect,
                E::LookAgain(_) | E::Refresh | E::AsOf(_) | E::Import(_) | E::OpenDemo
            )
        };
        if self.waiting.iter().any(is_read) {
            return None;
        }
        Some(self.ask(Effect::LookAgain(today)))
    }

    /// The effect that an answer of this number belongs to; asking takes it.
    pub fn answered(&mut self, number: u64) -> Option<Effect> {
        let at = self.waiting.iter().position(|it| it.number == number)?;
        Some(self.waiting.swap_remove(at).effect)
    }

    /// What is being done, where that may take a while.
    pub fn busy(&self) -> Option<&'static str> {
        self.waiting.iter().find_map(|it| match it.effect {
            Effect::Import(_) => Some("Importing ..."),
            Effect::OpenDemo => Some("Making the sample book ..."),
            Effect::AsOf(_) => Some("Judging the book as of that day ..."),
            Effect::Refresh => Some("Reading the book ..."),
            _ => None,
        })
    }

    /// The keys that ask for an action here, as the footer and messages write them.
    pub fn key_of(&self, action: Action) -> String {
        let keys = self.keymap.keys_of(self.place().scope(), action);
        keys.first().map_or_else(|| format!(":{action}"), ToString::to_string)
    }
}

/// What is wrong in the user's own policy, in one line.
fn told(problems: &[PolicyProblem]) -> Option<String> {
    let (first, rest) = problems.split_first()?;
    let more = match rest.len() {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    Some(format!("{first}{more} (the built-in one holds)   rounds rules check"))
}
