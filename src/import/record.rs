//! A row of a file as a record.

use csv::StringRecord;

use super::cells::{Lines, clean, is_missing_text, read_flag};
use super::kind::FileKind;
use super::limits;
use super::plan::Column;
use super::reads::{Read, Reads, Surroundings};
use super::reject::Reject;
use super::role::{FieldRef, Role, SeriesName};
use super::whose::Whose;
use crate::domain::{Currency, Day, FieldName, Value};

/// A row as a record: what it says about whom.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordRow<'a> {
    /// The row's line in the file.
    pub line: u32,
    /// Whose it is; for an account what it is known by.
    pub whose: Whose<'a>,
    /// The fields that the file has columns for; nothing where the cell says nothing.
    pub fields: Vec<(FieldName, Option<Value>)>,
    /// The numbers of a snapshot.
    pub readings: Vec<(SeriesName, f64)>,
    /// The day of a snapshot's row, where it has one of its own.
    pub on: Option<Day>,
    /// When the row was last changed, in a file with one row a change.
    pub changed: Option<Day>,
    /// Whether the row says that nothing happened (`churned` = 0).
    pub is_silent: bool,
    /// Whether control characters were taken out of a text.
    pub had_controls: bool,
}

/// What all rows of a file share.
pub(super) struct RowContext<'a> {
    pub(super) kind: FileKind,
    pub(super) columns: &'a [Column],
    pub(super) around: Surroundings<'a>,
    /// What a survey measures, where the file or a header says so and no column does.
    pub(super) survey: Option<&'static str>,
    pub(super) has_end: bool,
}

/// Reads a row; an error names the column and what is the matter.
pub(super) fn read_record<'a>(
    context: &RowContext<'_>,
    cells: &'a StringRecord,
    line: u32,
) -> Result<RecordRow<'a>, Reject> {
    let mut row = RecordRow {
        line,
        whose: Whose::default(),
        fields: Vec::with_capacity(context.columns.len()),
        readings: Vec::new(),
        on: None,
        changed: None,
        is_silent: false,
        had_controls: false,
    };
    let around =
        Surroundings { row_currency: row_currency(context, cells, line)?, ..context.around };
    let mut first_name = "";
    let mut last_name = "";
    let mut renewal = None;
    let mut happened = Happened::default();
    for (place, column) in context.columns.iter().enumerate() {
        let cell = cells.get(place).unwrap_or_default();
        match &column.role {
            Role::Ignored(_)
            | Role::Currency
            | Role::EventId
            | Role::User
            | Role::Metric
            | Role::Value => {}
            Role::Account => row.whose.account = said(cell),
            Role::AccountName => row.whose.name = said(cell),
            Role::AccountDomain => row.whose.domain = said(cell),
            Role::AccountEmail => row.whose.email = said(cell),
            Role::Subscription => row.whose.subscription = said(cell),
            Role::FirstName => first_name = said(cell),
            Role::LastName => last_name = said(cell),
            Role::Field { field, .. } => {
                let read = value(column, cell, around, line)?;
                row.had_controls |= read.had_controls;
                if let Some(value) = &read.value {
                    limits::check(field.0, value)
                        .map_err(|why| reject(column, cell, &why, line))?;
                }
                row.fields.push((FieldName::known(field.0.name), read.value));
            }
            Role::Custom(name) => {
                let read = value(column, cell, around, line)?;
                row.had_controls |= read.had_controls;
                row.fields.push((name.clone(), read.value));
            }
            Role::Series(name) => match value(column, cell, around, line)?.value {
                Some(Value::Flag(flag)) => {
                    row.readings.push((name.clone(), f64::from(u8::from(flag))));
                }
                Some(number) => {
                    let Some(number) = number.as_f64() else { continue };
                    limits::check_metric(name, number)
                        .map_err(|why| reject(column, cell, &why, line))?;
                    row.readings.push((name.clone(), number));
                }
                None => {}
            },
            Role::Date => {
                row.on = value(column, cell, around, line)?.value.and_then(|it| it.as_day());
            }
            Role::Changed => {
                let read = column.reads.read(cell, around).ok().and_then(|it| it.value);
                row.changed = read.and_then(|it| it.as_day());
            }
            Role::Renewal => {
                renewal = value(column, cell, around, line)?.value.and_then(|it| it.as_day());
            }
            Role::Churned => {
                let answer = value(column, cell, around, line)?.value;
                happened.note("churned", answer.filter(|it| *it != Value::Flag(false)));
            }
            Role::Contracted => {
                happened.note("contracted", contracted(column, cell, around, line)?);
            }
            Role::Deleted => {
                if read_flag(cell) == Some(true) {
                    row.fields.push((FieldName::known("deleted"), Some(Value::Flag(true))));
                }
            }
        }
    }
    row.is_silent = happened.is_asked && happened.result.is_none();
    finish(&mut row, context, Finish { first_name, last_name, renewal, happened });
    match refusal(&row, context.kind) {
        Some(reason) if !row.is_silent => {
            Err(Reject { line, column: None, reason: reason.to_owned() })
        }
        _ => Ok(row),
    }
}

/// What the columns named after an outcome say.
#[derive(Default)]
struct Happened {
    /// Whether there is such a column.
    is_asked: bool,
    /// The outcome of the first that does not say no.
    result: Option<&'static str>,
    /// The amount that stands in place of a yes.
    amount: Option<Value>,
}

impl Happened {
    /// Notes what the column of an outcome says; nothing is a no.
    fn note(&mut self, result: &'static str, answer: Option<Value>) {
        self.is_asked = true;
        let Some(answer) = answer else { return };
        self.result.get_or_insert(result);
        if answer.as_money().is_some() {
            self.amount = Some(answer);
        }
    }
}

/// Whether an account contracted: a yes, or the amount; nothing where the cell is blank, no or 0.
fn contracted(
    column: &Column,
    cell: &str,
    around: Surroundings<'_>,
    line: u32,
) -> Result<Option<Value>, Reject> {
    match read_flag(cell) {
        Some(flag) => Ok(Some(Value::Flag(true)).filter(|_| flag)),
        None => Ok(value(column, cell, around, line)?.value),
    }
}

/// The words of a cell that says whose a row is.
fn said(cell: &str) -> &str {
    if is_missing_text(cell) { "" } else { cell.trim() }
}

fn value(column: &Column, cell: &str, around: Surroundings<'_>, line: u32) -> Result<Read, Reject> {
    column.reads.read(cell, around).map_err(|why| reject(column, cell, &why, line))
}

fn reject(column: &Column, cell: &str, why: &str, line: u32) -> Reject {
    let cell: String = clean(cell, Lines::One).text.chars().take(60).collect();
    Reject { line, column: Some(column.header.clone()), reason: format!("{cell:?} {why}") }
}

fn row_currency(
    context: &RowContext<'_>,
    cells: &StringRecord,
    line: u32,
) -> Result<Option<Currency>, Reject> {
    let has_money = |it: &Column| matches!(it.reads, Reads::Money(_));
    let Some(place) = context.columns.iter().position(|it| it.role == Role::Currency) else {
        return Ok(None);
    };
    let cell = said(cells.get(place).unwrap_or_default());
    if cell.is_empty() {
        return Ok(None);
    }
    match cell.parse() {
        Ok(currency) => Ok(Some(currency)),
        Err(_) if !context.columns.iter().any(has_money) => Ok(None),
        Err(error) => {
            let column = context.columns.get(place).map(|it| it.header.clone());
            Err(Reject { line, column, reason: error.to_string() })
        }
    }
}

/// Cells that only make a field together.
struct Finish<'a> {
    first_name: &'a str,
    last_name: &'a str,
    renewal: Option<Day>,
    happened: Happened,
}

/// Adds the fields that come from several cells or from the kind of file.
fn finish(row: &mut RecordRow<'_>, context: &RowContext<'_>, parts: Finish<'_>) {
    match context.kind {
        FileKind::Contacts if get(row, "name").is_none() => {
            let name = format!("{} {}", parts.first_name, parts.last_name);
            let cleaned = clean(&name, Lines::One);
            row.had_controls |= cleaned.had_controls;
            if !cleaned.text.is_empty() {
                set(row, "name", Value::text(&*cleaned.text));
            }
        }
        FileKind::Contracts => {
            let end = parts.renewal.map(|it| it - 1).or_else(|| end_of_term(row, context));
            if let (Some(end), None) = (end, get(row, "end_on")) {
                set(row, "end_on", Value::Date(end));
            }
        }
        FileKind::Outcomes => {
            let result = match get(row, "result") {
                Some(Value::Text(word)) => outcome(word),
                _ => match parts.happened.result {
                    Some(result) => result.to_owned(),
                    None => dated_outcome(context.columns),
                },
            };
            set(row, "result", Value::text(result));
            if let (Some(amount), None) = (parts.happened.amount, get(row, "amount")) {
                set(row, "amount", amount);
            }
        }
        FileKind::Surveys => {
            let kind = match get(row, "type") {
                Some(Value::Text(word)) => {
                    survey_type(word).map_or(word.to_lowercase(), Into::into)
                }
                _ => context.survey.unwrap_or_default().to_owned(),
            };
            if !kind.is_empty() {
                set(row, "type", Value::text(kind));
            }
        }
        _ => {}
    }
}

/// The last day of a contract that says only when it starts and for how many months; only where the
/// file has no column for the end, since an empty one means an open end.
fn end_of_term(row: &RecordRow<'_>, context: &RowContext<'_>) -> Option<Day> {
    if context.has_end {
        return None;
    }
    let start = get(row, "start_on")?.as_day()?;
    let months = get(row, "term_months")?.as_f64()?;
    let is_whole = (1.0..=600.0).contains(&months) && months.fract() == 0.0;
    is_whole.then(|| start.add_months(months as i32) - 1)
}

/// What a survey measures, by the words of its name.
pub(super) fn survey_type(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    ["nps", "csat", "ces"].into_iter().find(|it| lower.contains(it))
}

/// What became of an account, in the words of the book.
fn outcome(word: &str) -> String {
    let lower = word.to_lowercase();
    let has = |parts: &[&str]| parts.iter().any(|it| lower.contains(it));
    if has(&["churn", "lost", "cancel"]) {
        "churned".to_owned()
    } else if has(&["contract", "downgrade", "downsell", "shrink"]) {
        "contracted".to_owned()
    } else if has(&["renew", "won", "retain"]) {
        "renewed".to_owned()
    } else {
        lower
    }
}

/// What became of the accounts of a file without a column for it, by the header of its date:
/// `renewed_on`, `contracted_date`; else they churned.
fn dated_outcome(columns: &[Column]) -> String {
    let is_date = |it: &&Column| matches!(&it.role, Role::Field { field: FieldRef(field), .. } if field.name == "on");
    let said = columns.iter().find(is_date).map(|it| outcome(&it.header));
    let is_known = |it: &String| ["churned", "contracted", "renewed"].contains(&it.as_str());
    said.filter(is_known).unwrap_or_else(|| "churned".to_owned())
}

/// Why a row that can be read says too little.
fn refusal(row: &RecordRow<'_>, kind: FileKind) -> Option<&'static str> {
    let has = |names: &[&str]| names.iter().any(|it| get(row, it).is_some());
    match kind {
        FileKind::Accounts if !has(&["external_id", "domain", "name"]) => {
            Some("names no account: it has no id, no domain and no name")
        }
        FileKind::Contacts if !has(&["external_id", "email", "name"]) => {
            Some("names no person: it has no id, no mail address and no name")
        }
        FileKind::Activities | FileKind::Surveys if !has(&["on"]) => Some("has no date"),
        FileKind::Surveys if !has(&["score"]) => Some("has no score"),
        FileKind::Objectives | FileKind::Milestones | FileKind::Tasks if !has(&["title"]) => {
            Some("has no title")
        }
        _ => None,
    }
}

fn get<'r>(row: &'r RecordRow<'_>, name: &str) -> Option<&'r Value> {
    row.fields.iter().find(|it| it.0.as_str() == name)?.1.as_ref()
}

fn set(row: &mut RecordRow<'_>, name: &'static str, value: Value) {
    match row.fields.iter_mut().find(|it| it.0.as_str() == name) {
        Some(field) => field.1 = Some(value),
        None => row.fields.push((FieldName::known(name), Some(value))),
    }
}
