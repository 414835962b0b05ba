//! What a fact was computed from: the values read, with their days and the rows they came from.

use std::collections::BTreeSet;

use super::context::Context;
use crate::domain::{
    AccountView, Cell, Day, EntryId, FileId, Kind, Metric, Phrase, Point, Record, RowRef, Value,
    Version,
};

/// A citation is no listing.
const MOST: usize = 12;

/// What a fact was computed from, newest first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Basis {
    /// The values read, at most twelve.
    pub inputs: Vec<Input>,
    /// How many there are in all.
    pub inputs_total: usize,
    /// The rows they came from, at most twelve.
    pub rows: Vec<RowRef>,
    /// How many there are in all.
    pub rows_total: usize,
}

/// One value that a fact was computed from.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// The metric, the field of the account, or the record and its field.
    pub name: String,
    /// The value; of a whole record its main fields in words.
    pub value: Value,
    /// The day that it is about or counts from; nothing where it always counts.
    pub on: Option<Day>,
    /// Whether that day is only assumed ([`AccountView::is_assumed`]).
    pub is_assumed: bool,
    /// The rows it came from.
    pub rows: Vec<RowRef>,
}

/// A value that was read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Read<'a> {
    /// One field of a record.
    Field(&'a Record, &'a Cell),
    /// A record as a whole.
    Record(&'a Record),
    /// What one row or edit said.
    Version(&'a Version),
    /// A value of a series.
    Point(&'a Metric, &'a Point),
}

/// A row, the day that it is about and the change that brought it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Dated {
    on: Day,
    entry: EntryId,
    file: Option<FileId>,
    line: u32,
}

impl Basis {
    /// The values read, put in words.
    pub(super) fn new(reads: &[Read<'_>], view: &AccountView, context: &Context) -> Self {
        let mut inputs: Vec<Read<'_>> = reads.to_vec();
        inputs.sort_by_key(|it| std::cmp::Reverse(it.newest()));
        let all = dated(reads, context);
        let distinct: BTreeSet<(&str, u32)> =
            all.iter().map(|it| (it.name(context), it.line)).collect();
        Self {
            inputs: inputs.iter().take(MOST).map(|it| it.input(view, context)).collect(),
            inputs_total: inputs.len(),
            rows: first(&all, context),
            rows_total: distinct.len(),
        }
    }

    /// Whether a value behind the fact counts from a day that is only assumed.
    pub fn is_assumed(&self) -> bool {
        self.inputs.iter().any(|it| it.is_assumed)
    }
}

/// The rows of values, newest first, each once, at most twelve.
pub(super) fn rows(reads: &[Read<'_>], context: &Context) -> Vec<RowRef> {
    first(&dated(reads, context), context)
}

/// The rows of values, newest first; of one day what was learned last, then as they are named.
fn dated(reads: &[Read<'_>], context: &Context) -> Vec<Dated> {
    let mut all: Vec<Dated> = reads.iter().flat_map(Read::rows).collect();
    let order = |it: &Dated| (std::cmp::Reverse((it.on, it.entry)), it.name(context), it.line);
    all.sort_unstable_by(|a, b| order(a).cmp(&order(b)));
    all
}

fn first(all: &[Dated], context: &Context) -> Vec<RowRef> {
    let mut first: Vec<RowRef> = Vec::new();
    for it in all {
        let row = it.row(context);
        if !first.contains(&row) {
            first.push(row);
        }
        if first.len() == MOST {
            break;
        }
    }
    // An alert keeps them for as long as the cockpit is open.
    first.shrink_to_fit();
    first
}

impl Dated {
    fn name<'c>(&self, context: &'c Context) -> &'c str {
        self.file.and_then(|it| context.files.get(&it)).map_or("", AsRef::as_ref)
    }

    fn row(&self, context: &Context) -> RowRef {
        let file = self.file.and_then(|it| context.files.get(&it).cloned());
        RowRef { file: file.unwrap_or_default(), line: self.line }
    }
}

impl Read<'_> {
    fn rows(&self) -> Vec<Dated> {
        let of_cell = |it: &Cell| Dated {
            on: it.effective_on,
            entry: it.origin.entry,
            file: it.origin.file,
            line: it.origin.line,
        };
        match self {
            Self::Field(_, cell) => vec![of_cell(cell)],
            Self::Record(record) => record.cells.iter().map(of_cell).collect(),
            Self::Version(Version { origin, effective_on: on, .. }) => {
                vec![Dated { on: *on, entry: origin.entry, file: origin.file, line: origin.line }]
            }
            Self::Point(_, Point { on, entry, file, lines, .. }) => lines
                .as_slice()
                .iter()
                .map(|line| Dated { on: *on, entry: *entry, file: Some(*file), line: *line })
                .collect(),
        }
    }

    /// The day of what is newest in it.
    fn newest(&self) -> Option<Day> {
        match self {
            Self::Field(_, cell) => Some(cell.effective_on),
            Self::Record(record) => record.cells.iter().map(|it| it.effective_on).max(),
            Self::Version(version) => Some(version.effective_on),
            Self::Point(_, point) => Some(point.on),
        }
    }

    fn input(&self, view: &AccountView, context: &Context) -> Input {
        let (name, value, is_assumed) = match self {
            Self::Field(record, cell) if record.kind == Kind::Account => {
                (cell.name.to_string(), cell.value.clone(), view.is_assumed(cell))
            }
            Self::Field(record, cell) => {
                (format!("{} {}", titled(record), cell.name), cell.value.clone(), false)
            }
            Self::Record(record) => (titled(record), Value::text(told(record)), false),
            Self::Version(version) => {
                let fields: Vec<&str> = version.patch.iter().map(|it| it.0.as_str()).collect();
                ("import".to_owned(), Value::text(fields.join(", ")), false)
            }
            Self::Point(metric, point) => {
                (metric.name.to_string(), Value::Number(point.value), false)
            }
        };
        Input {
            name,
            value,
            on: self.newest().filter(|it| *it > Day::MIN),
            is_assumed,
            rows: first(&dated(&[*self], context), context),
        }
    }
}

/// `ticket T-17`.
fn titled(record: &Record) -> String {
    format!("{} {}", record.kind, record.key)
}

/// The fields of a record that facts are made of, in words.
fn told(record: &Record) -> String {
    let fields: &[&str] = match record.kind {
        Kind::Contract => &["product", "start_on", "end_on", "arr", "mrr", "amount", "seats"],
        Kind::Contact => &["name", "roles", "left_on"],
        Kind::Ticket => &["priority", "status", "created_on", "closed_on"],
        Kind::Activity => &["type", "on", "subject"],
        Kind::Survey => &["type", "score", "on"],
        Kind::Outcome => &["result", "on"],
        Kind::Note => &["on", "text"],
        _ => &["title", "status", "due_on", "done_on"],
    };
    let shown = fields.iter().filter_map(|it| Some(format!("{it} {}", Phrase(record.get(it)?))));
    shown.collect::<Vec<String>>().join(", ")
}
