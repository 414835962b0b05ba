//! The state of the cockpit, the actions that change it, the effects that reach the store.
//!
//! A key becomes an [`Action`] in [`Keymap::resolve`] (`keys`), an action changes the [`State`] in
//! [`update`] (`turn`), and what the state cannot do by itself comes back as a [`Request`] with an
//! [`Effect`], which the [`Worker`] hands to whoever can [`Perform`] it (`work`). What comes back is a
//! [`Book`] of rows (`judged`); `screens` and `layers` say which of them are shown, `frame` where.
//! `intake` takes files into the book.
//!
//! **Invariant:** nothing here names a terminal, and `update` does no I/O.

mod error;
mod frame;
mod intake;
mod judged;
mod keys;
mod layers;
mod line;
mod screens;
mod state;
mod turn;
mod work;

pub use crate::config::PolicyProblem;
pub use error::Error;
pub use frame::{
    Area, Glyphs, Halves, History, ListAreas, Place, Room, SMALLEST, Selection, Tab, Theme,
    TodayAreas, Walls,
};
pub use intake::{
    AssumedDate, Conflict, ConflictSide, Doing, Error as ImportError, FileReport, Going,
    ImportOptions, ImportReport, Step, Totals as ImportTotals, import,
};
pub use judged::{
    AccountPage, AccountRow, AgainstWhat, AgendaItem, AgendaKind, AlertRow, Book, CapRow,
    CheckedPolicy, FactRow, FieldRow, Ground, Judged, Keep, LaidPlaybooks, MeasureRow,
    ModelInForce, OtherModel, OwnPolicy, PersonRow, QuietRow, Reason, TaskRow, TimelineRow, Totals,
    TrialWish, Tried, check_policy, judge, model_in_force,
};
pub use keys::{
    Action, Binding, Chord, Group, Held, Key, KeyCode, KeyProblem, Keymap, LaidOver, Lookup,
    NotAKey, Override, Scope,
};
pub use layers::{
    Aim, Choice, Command, CommandLine, Entry, Explain, Finder, FinderKind, Layer, Menu, MenuKind,
    Note, PlaybookList, Prompt, PromptKind, Startable, Subject, Target, Topic,
};
pub use line::{
    Desk, Filter, TextField, Until, parse as date_in_words, parse_done as done_date_in_words,
    until_in_words,
};
pub use screens::{
    AccountPane, AccountScreen, AccountTab, AlertFoot, AlertView, BookScreen, InsightsScreen,
    InsightsTab, RenewalsScreen, Sort, SortColumn, TodayPane, TodayScreen, Window,
};
pub use state::{Message, Shown, Start, State, Tone, Wish};
pub use turn::{hint_label, hints, update};
pub use work::{
    Again, Answer, Change, Done, Effect, Kept, Msg, Perform, PlaybookStart, Request, Session,
    Setup, Size, Worker, import_lines,
};
