//! The state of the cockpit, the actions that change it, the effects that reach the store.
//!
//! A key becomes an [`Action`] in [`Keymap::resolve`], an action changes the [`State`] in
//! [`update`], and what the state cannot do by itself comes back as a [`Request`] with an
//! [`Effect`], which the [`Worker`] hands to whoever can [`Perform`] it.
//!
//! **Invariant:** nothing here names a terminal, and `update` does no I/O.

mod action;
mod agenda;
mod answers;
mod areas;
mod book;
mod commands;
mod context;
mod crew;
mod cursor;
mod date_words;
mod effect;
mod error;
mod filter;
mod hints;
mod intake;
mod judge;
mod key;
mod keymap;
mod layers;
mod msg;
mod named;
mod navigate;
mod page;
mod paths;
mod place;
mod quick_add;
mod rows;
mod screens;
mod selection;
mod session;
mod state;
mod submit;
mod text_field;
mod theme;
mod update;
mod verbs;
mod worker;
mod writes;

pub use action::{Action, Group};
pub use areas::{Area, Halves, ListAreas, Room, SMALLEST, TodayAreas, Walls};
pub use book::{AccountRow, AgendaItem, AgendaKind, AlertRow, Book, Reason, TaskRow, Totals};
pub use context::Scope;
pub use date_words::parse as date_in_words;
pub use effect::{Answer, Change, Done, Effect};
pub use error::Error;
pub use filter::Filter;
pub use hints::{hint_label, hints};
pub use intake::{
    AssumedDate, Conflict, ConflictSide, Doing, Error as ImportError, FileReport, Going,
    ImportOptions, ImportReport, Step, Totals as ImportTotals, import,
};
pub use judge::{Ground, Judged, Keep, OwnPolicy, judge};
pub use key::{Chord, Held, Key, KeyCode, NotAKey};
pub use keymap::{Binding, KeyProblem, Keymap, LaidOver, Lookup, Override};
pub use layers::{
    Choice, Command, CommandLine, Entry, Explain, Finder, FinderKind, Layer, Menu, MenuKind, Note,
    Prompt, PromptKind, Subject, Target, Topic,
};
pub use msg::{Msg, Request, Size};
pub use page::{AccountPage, CapRow, FactRow, FieldRow, MeasureRow, PersonRow, TimelineRow};
pub use place::{History, Place, Tab};
pub use quick_add::Desk;
pub use screens::{
    AccountPane, AccountScreen, AccountTab, AlertView, BookScreen, RenewalsScreen, Sort,
    SortColumn, TodayPane, TodayScreen, Window,
};
pub use selection::Selection;
pub use session::{Kept, Session, Setup};
pub use state::{Message, Shown, Start, State, Tone, Wish};
pub use text_field::TextField;
pub use theme::{Glyphs, Theme};
pub use update::update;
pub use worker::{Perform, Worker};
