//! A file that was looked through once: what it holds, and reading its rows.

use std::collections::BTreeMap;
use std::io::Read;

use super::cells::{DateOrder, DecimalMark};
use super::columns::ColumnList;
use super::detect::{Verdict, detect};
use super::dialect;
use super::encoding::{self, Encoding, TextReader};
use super::error::Error;
use super::grain::{InferredGrain, Sample, Spacing};
use super::header::{is_id, names, squashed, words};
use super::input::Input;
use super::kind::FileKind;
use super::plan::{Column, Latest, Surveyed, plan, shown};
use super::reads::Surroundings;
use super::record::{RecordRow, RowContext, read_record, survey_type};
use super::reject::{Cells, Reject, added};
use super::role::{FieldRef, Role, SeriesName};
use super::table::{Format, Step, Table};
use super::tally::{Guess, Tally};
use super::usage::{UsageReader, UsageRow};
use crate::domain::{Currency, Day, counted};

/// What the user says about the files.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// What they hold; told from the headers where nothing is said.
    pub kind: Option<FileKind>,
    /// The order of dates; told from each column where nothing is said.
    pub dates: Option<DateOrder>,
    /// The mark before decimals; told from each column where nothing is said.
    pub decimal: Option<DecimalMark>,
    /// The day of the import: dates after it are not what happened.
    pub on: Day,
}

/// What became of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// The column's header.
    pub column: String,
    /// The field, metric or part of the row that it became.
    pub becomes: String,
    /// How its dates are read, where their order matters: `day first`.
    pub dates: Option<&'static str>,
}

/// A file that was looked through once. It is read again for its rows, so that it never sits in memory.
pub struct SourceFile {
    input: Input,
    format: Format,
    kind: FileKind,
    columns: Vec<Column>,
    list: &'static ColumnList,
    rows: u64,
    notes: Vec<String>,
    latest: Option<Latest>,
    named: BTreeMap<Currency, u64>,
    spacing: Spacing,
    survey: Option<&'static str>,
}

/// A row with its cells as the file has them.
pub struct Row<'a, T> {
    /// What was read, or why not.
    pub read: Result<T, Reject>,
    /// The cells.
    pub cells: Cells<'a>,
}

/// As much as is looked at to tell encoding and delimiter.
const HEAD: u64 = 256 * 1024;
/// Rows between two calls to whoever watches.
const WATCHED: u64 = 16_384;

impl SourceFile {
    /// Looks through a file: encoding, delimiter, kind, and how each column is read. `watch` is called
    /// now and then with the share that is done, 0 to 1; what it returns as an error ends the reading.
    pub fn open<E: From<Error>>(
        input: Input,
        options: Options,
        mut watch: impl FnMut(f64) -> Result<(), E>,
    ) -> Result<Self, E> {
        let head = input.head(HEAD)?;
        let empty = || Error::Empty { file: input.shown().to_owned() };
        if head.is_empty() {
            return Err(empty().into());
        }
        let encoding = encoding::detect(&head)
            .map_err(|what| Error::Binary { file: input.shown().to_owned(), what })?;
        let mut text = Vec::new();
        let read = TextReader::new(head.as_slice(), encoding).read_to_end(&mut text);
        read.map_err(|error| input.unreadable(&error))?;
        let format = Format { encoding, dialect: dialect::sniff(&text) };
        let mut table = Table::open(&input, format)?.ok_or_else(empty)?;
        let header_line = table.line();
        // A file of rejects is read as the file it came from.
        let added = added(table.cells().iter());
        let own = names(table.cells().iter().skip(added));
        let ours = table.cells().iter().take(added).map(str::to_owned);
        let headers: Vec<String> = ours.chain(own.iter().cloned()).collect();
        let list = ColumnList::built_in()?;
        let mut found = Found::tell(list, &input, options.kind, &own, header_line)?;
        found.roles.splice(..0, left_out(added));

        let mut tallies = vec![Tally::default(); headers.len()];
        let mut sample = match found.kind {
            FileKind::Usage => Sample::of(&found.roles),
            _ => Sample::default(),
        };
        let mut rows = 0;
        loop {
            match table.next()? {
                Step::End => break,
                Step::Ragged(_) => {}
                Step::Row => {
                    let line = table.line();
                    for (tally, cell) in tallies.iter_mut().zip(table.cells()) {
                        tally.count(cell, line, options.on);
                    }
                    sample.note(table.cells());
                }
            }
            rows += 1;
            if rows % WATCHED == 0 {
                watch((table.position() as f64 / input.size().max(1) as f64).min(1.0))?;
            }
        }
        let mut roles = found.roles;
        if let (Some(columns), true) = (list.of(found.kind), rows > 0) {
            let is_empty = |it: usize| tallies.get(added + it).is_some_and(|it| it.filled == 0);
            roles = columns.assign(&own, is_empty).roles;
            roles.splice(..0, left_out(added));
        }
        if found.must_be_numbers && !are_numbers(&headers, &roles, &tallies) {
            return Err(unknown_kind(list, &input, header_line, &headers).into());
        }
        let surveyed = Surveyed {
            file: input.shown(),
            kind: found.kind,
            headers: &headers,
            roles,
            tallies: &tallies,
            dates: options.dates,
            decimal: options.decimal,
            list,
        };
        let plan = plan(&surveyed)?;
        let mut notes = plan.notes;
        if table.odd_rows() > 0 {
            notes.push(format!(
                "{} read as Windows-1252, not being UTF-8 as the rest is",
                counted(table.odd_rows(), "row")
            ));
        }
        if table.footer() > 0 {
            notes.push(format!(
                "{} at the end left out as the footer of a report",
                counted(table.footer() as u64, "line")
            ));
        }
        drop(table);
        let survey = survey_of(&input, &plan.columns, &tallies);
        let form = plan.columns.iter().find(|it| it.role == Role::Date).and_then(|it| it.dates);
        let spacing = form.map(|it| Spacing::of(&sample, it)).unwrap_or_default();
        Ok(Self {
            input,
            format,
            kind: found.kind,
            columns: plan.columns,
            list,
            rows,
            notes,
            latest: plan.latest,
            named: plan.named,
            spacing,
            survey,
        })
    }

    /// The file's name without its folder.
    pub fn name(&self) -> &str {
        self.input.name()
    }

    /// What it holds.
    pub fn kind(&self) -> FileKind {
        self.kind
    }

    /// How its characters are written.
    pub fn encoding(&self) -> Encoding {
        self.format.encoding
    }

    /// The name of the mark between its cells.
    pub fn delimiter(&self) -> &'static str {
        self.format.dialect.name()
    }

    /// Its rows, those that will be rejected included.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Its headers, no two alike but for those that an earlier import added.
    pub fn header(&self) -> Vec<String> {
        self.columns.iter().map(|it| it.header.clone()).collect()
    }

    /// What the user should know about how it was read.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// The latest day in a column that records what happened, up to the day of the import.
    pub fn latest(&self) -> Option<&Latest> {
        self.latest.as_ref()
    }

    /// How often its amounts, or their rows, name each currency.
    pub fn named_currencies(&self) -> impl Iterator<Item = (Currency, u64)> {
        self.named.iter().map(|(currency, count)| (*currency, *count))
    }

    /// What became of each column.
    pub fn mapping(&self) -> Vec<Mapping> {
        let column = |it: &Column| Mapping {
            column: it.header.clone(),
            becomes: it.role.shown(),
            dates: it.dates.and_then(|form| form.order).map(shown),
        };
        self.columns.iter().map(column).collect()
    }

    /// Whether it has one row a change, so that of several rows for one id the last counts.
    pub fn is_trail(&self) -> bool {
        self.columns.iter().any(|it| it.role == Role::Changed)
    }

    /// Whether several usage rows for one account, metric and day are events to be added up.
    pub fn has_events(&self) -> bool {
        let has = |role: &Role| self.columns.iter().any(|it| it.role == *role);
        let counts_rows = has(&Role::Metric) && !has(&Role::Value);
        has(&Role::EventId) || has(&Role::User) || has(&Role::Subscription) || counts_rows
    }

    /// Whether its numbers are ones that a source counted itself.
    pub fn is_reported(&self) -> bool {
        let is_reported = |it: &Column| matches!(&it.role, Role::Series(name) if name.family == crate::domain::Family::Reported);
        self.columns.iter().any(is_reported)
    }

    /// How far apart the rows of a metric are.
    pub fn grain(&self, metric: &SeriesName) -> InferredGrain {
        self.spacing.grain(&metric.name)
    }

    /// Reads the rows as records, one after the other; `currency` is that of amounts which name none.
    /// What `visit` returns as an error ends the reading.
    pub fn each_record<E: From<Error>>(
        &self,
        currency: Currency,
        mut visit: impl FnMut(Row<'_, RecordRow<'_>>) -> Result<(), E>,
    ) -> Result<(), E> {
        let has_field = |name: &str| {
            let is = |it: &Column| matches!(&it.role, Role::Field { field: FieldRef(field), .. } if field.name == name);
            self.columns.iter().any(is)
        };
        let context = RowContext {
            kind: self.kind,
            columns: &self.columns,
            around: self.surroundings(currency),
            survey: self.survey,
            has_end: has_field("end_on") || self.columns.iter().any(|it| it.role == Role::Renewal),
        };
        self.each_row(|step, table| {
            let read = match step {
                Step::Ragged(reason) => Err(ragged(table.line(), reason)),
                Step::Row | Step::End => read_record(&context, table.cells(), table.line()),
            };
            visit(Row { read, cells: Cells(table.cells()) })
        })
    }

    /// Reads the rows as usage, one after the other; `currency` is that of amounts which name none.
    /// What `visit` returns as an error ends the reading.
    pub fn each_usage<E: From<Error>>(
        &self,
        currency: Currency,
        mut visit: impl FnMut(Row<'_, UsageRow<'_>>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut reader = UsageReader::new(&self.columns, self.surroundings(currency));
        self.each_row(|step, table| {
            let read = match step {
                Step::Ragged(reason) => Err(ragged(table.line(), reason)),
                Step::Row | Step::End => reader.read(table.cells(), table.line()),
            };
            visit(Row { read, cells: Cells(table.cells()) })
        })
    }

    fn surroundings(&self, currency: Currency) -> Surroundings<'_> {
        Surroundings { row_currency: None, currency, contact_roles: &self.list.contact_roles }
    }

    fn each_row<E: From<Error>>(
        &self,
        mut visit: impl FnMut(Step, &Table<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let Some(mut table) = Table::open(&self.input, self.format)? else { return Ok(()) };
        loop {
            match table.next()? {
                Step::End => return Ok(()),
                step => visit(step, &table)?,
            }
        }
    }
}

fn ragged(line: u32, reason: String) -> Reject {
    Reject { line, column: None, reason }
}

/// What the header says about a file.
struct Found {
    kind: FileKind,
    roles: Vec<Option<Role>>,
    must_be_numbers: bool,
}

impl Found {
    fn tell(
        list: &ColumnList,
        input: &Input,
        wanted: Option<FileKind>,
        headers: &[String],
        line: u32,
    ) -> Result<Self, Error> {
        let file = input.shown().to_owned();
        if let Some((kind, columns)) = wanted.and_then(|it| Some((it, list.of(it)?))) {
            let assignment = columns.assign(headers, |_| false);
            if let Some(needs) = columns.missing(&assignment) {
                let needs: Vec<_> = needs.iter().map(|it| it.trim_start_matches('@')).collect();
                let needs = needs.join(" or ").replace('_', " ");
                return Err(Error::MissingColumn { file, line, kind, needs, seen: seen(headers) });
            }
            return Ok(Self { kind, roles: assignment.roles, must_be_numbers: false });
        }
        match detect(list, input.name(), headers) {
            Verdict::Kind(kind, assignment) => {
                Ok(Self { kind, roles: assignment.roles, must_be_numbers: false })
            }
            Verdict::Numbers(kind, assignment) => {
                Ok(Self { kind, roles: assignment.roles, must_be_numbers: true })
            }
            Verdict::Either(first, second) => {
                Err(Error::AmbiguousKind { file, line, seen: seen(headers), first, second })
            }
            Verdict::Unknown => Err(unknown_kind(list, input, line, headers)),
        }
    }
}

fn unknown_kind(list: &ColumnList, input: &Input, line: u32, headers: &[String]) -> Error {
    let possible = list.possible(headers);
    Error::UnknownKind { file: input.shown().to_owned(), line, seen: seen(headers), possible }
}

/// The first headers, for a message.
fn seen(headers: &[String]) -> String {
    const SHOWN: usize = 8;
    let first: Vec<String> =
        headers.iter().take(SHOWN).map(|it| it.chars().take(40).collect()).collect();
    let more = headers.len().saturating_sub(SHOWN);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{rest}", first.join(", "))
}

/// The roles of the columns that an earlier import added.
fn left_out(added: usize) -> impl Iterator<Item = Option<Role>> {
    std::iter::repeat_n(Some(Role::Ignored("added by an earlier import")), added)
}

/// Whether the columns that have no role are numbers for the most part.
fn are_numbers(headers: &[String], roles: &[Option<Role>], tallies: &[Tally]) -> bool {
    let unknown = headers.iter().zip(roles).zip(tallies).filter(|((_, role), _)| role.is_none());
    let (mut numbers, mut others) = (0, 0);
    for ((header, _), tally) in unknown {
        let words = words(header);
        match tally.guess(&words) {
            _ if is_id(&words) => others += 1,
            Guess::Number | Guess::Percent => numbers += 1,
            Guess::Text => others += 1,
            Guess::Flag | Guess::Date | Guess::Nothing => {}
        }
    }
    let has_value = roles.contains(&Some(Role::Value)) || roles.contains(&Some(Role::Metric));
    has_value || (numbers > 0 && numbers >= others)
}

/// What a survey measures: by the header of its score, else by the file's name, else by its scale,
/// since of the usual three only NPS goes beyond seven.
fn survey_of(input: &Input, columns: &[Column], tallies: &[Tally]) -> Option<&'static str> {
    let is_score = |it: &Column| matches!(&it.role, Role::Field { field: FieldRef(field), .. } if field.name == "score");
    let place = columns.iter().position(is_score)?;
    let by_header = columns.get(place).and_then(|it| survey_type(&squashed(&it.header)));
    let by_name = || survey_type(input.name());
    let by_scale = || tallies.get(place).filter(|it| it.largest > 7).map(|_| "nps");
    by_header.or_else(by_name).or_else(by_scale)
}
