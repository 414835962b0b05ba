//! What the user says about an import, and what the import says while it runs.

use crate::domain::{Currency, Day, Grain};
use crate::import::{DateOrder, DecimalMark, FileKind};

/// What the user says about an import; by default everything is told from the files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// What the files hold (`--as`).
    pub kind: Option<FileKind>,
    /// The order of day, month and year (`--dates`).
    pub dates: Option<DateOrder>,
    /// The mark before decimals (`--decimal`).
    pub decimal: Option<DecimalMark>,
    /// The day that the files say how things stand on (`--dated`): the import's date.
    pub dated: Option<Day>,
    /// How far apart the rows of usage metrics are (`--grain`).
    pub grain: Option<Grain>,
    /// The currency of amounts that name none (`--currency`); else the book's.
    pub currency: Option<Currency>,
    /// Whether everything is done but kept (`--dry-run`): the book stays as it is.
    pub is_dry_run: bool,
}

/// What an import does at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// It reads the files, and takes their rows.
    Reading,
    /// It waits for another process that imports into the same book.
    Waiting,
}

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step<'a> {
    /// The file at hand.
    pub file: &'a str,
    /// Its place among the files of the call, from 0.
    pub place: usize,
    /// The files of the call.
    pub files: usize,
    /// The share of the whole call that is done, 0 to 1.
    pub done: f64,
    /// What it does.
    pub doing: Doing,
}

/// What whoever watches an import wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Going {
    /// On with it.
    On,
    /// Stop; the book stays as it was.
    Stop,
}
