//! What each column of a file becomes, and how its cells are read.

use super::cells::{DateForm, DateOrder};
use super::columns::ColumnList;
use super::error::Error;
use super::header::words;
use super::kind::FileKind;
use super::reads::Reads;
use super::role::{FieldRef, Role, SeriesName, slug};
use super::tally::{Guess, Tally};
use crate::domain::{Day, Family, FieldName, Type};

/// One column of a file.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// Its header, no two alike.
    pub(super) header: String,
    pub(super) role: Role,
    pub(super) reads: Reads,
    /// How its dates are read, where it holds dates.
    pub(super) dates: Option<DateForm>,
}

/// The columns of a file, and what was decided about them.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) columns: Vec<Column>,
    /// What the user should know.
    pub(super) notes: Vec<String>,
    /// The latest day in a column that records what happened, and that column.
    pub(super) latest: Option<Latest>,
}

/// The latest day of a file, and the column that has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Latest {
    /// The day.
    pub on: Day,
    /// The column's header.
    pub column: String,
}

/// What a plan is made from.
pub(super) struct Surveyed<'a> {
    pub(super) file: &'a str,
    pub(super) kind: FileKind,
    pub(super) headers: &'a [String],
    pub(super) roles: Vec<Option<Role>>,
    pub(super) tallies: &'a [Tally],
    pub(super) dates: Option<DateOrder>,
    pub(super) list: &'a ColumnList,
}

/// Decides what each column becomes. A column of dates that can be read in two ways is an error, unless
/// the file's other columns tell.
pub(super) fn plan(surveyed: Surveyed<'_>) -> Result<Plan, Error> {
    let elsewhere = order_of_the_file(surveyed.tallies);
    let has_comma = surveyed.tallies.iter().any(|it| it.numbers.has_comma());
    let names_metric = surveyed.roles.contains(&Some(Role::Metric));
    let reported = is_reported(&surveyed);
    let mut plan = Plan { columns: Vec::new(), notes: Vec::new(), latest: None };
    let mut has_metric = false;
    let empty = Tally::default();
    for (place, header) in surveyed.headers.iter().enumerate() {
        let tally = surveyed.tallies.get(place).unwrap_or(&empty);
        let header_words = words(header);
        let mut guess = tally.guess(&header_words);
        let known = surveyed.roles.get(place).cloned().flatten();
        let is_date = match &known {
            Some(Role::Field { field, .. }) => field.0.ty == Type::Date,
            Some(Role::Date | Role::Renewal) => true,
            Some(_) => false,
            None => guess == Guess::Date,
        };
        let form = match tally.dates.form(surveyed.dates, elsewhere) {
            Ok(form) => form,
            Err(_) if known.is_none() => {
                if guess == Guess::Date {
                    guess = Guess::Text;
                    plan.notes.push(format!(
                        "column {header:?} is kept as text: its dates can be read day first and month first (say which with --dates)"
                    ));
                }
                DateForm { order: None, epoch: None }
            }
            Err(_) if !is_date => DateForm { order: None, epoch: None },
            Err(undecided) => {
                return Err(Error::AmbiguousDates {
                    file: surveyed.file.to_owned(),
                    column: header.clone(),
                    why: undecided.why,
                    line: undecided.example.line,
                    example: undecided.example.cell,
                    day_first: undecided.example.day_first.to_string(),
                    month_first: undecided.example.month_first.to_string(),
                });
            }
        };
        let is_date = is_date && (known.is_some() || guess == Guess::Date);
        let mark = tally.numbers.mark(has_comma);
        let role = match known {
            Some(Role::Metric) if std::mem::replace(&mut has_metric, true) => {
                Role::Ignored("another column names the metric")
            }
            Some(Role::Value) if !names_metric => series(Family::Usage, header),
            Some(role) => role,
            None => unknown(&surveyed, header, guess, reported),
        };
        if is_date {
            if tally.dates.leans_on_others() && surveyed.dates.is_none() {
                if let Some(order) = form.order {
                    plan.notes.push(format!(
                        "column {header:?}: dates are read {}, as in the file's other columns",
                        shown(order)
                    ));
                }
            }
            if records_what_happened(&role, &header_words, surveyed.list) {
                if let Some(on) = tally.dates.latest(form) {
                    if plan.latest.as_ref().is_none_or(|it| it.on < on) {
                        plan.latest = Some(Latest { on, column: header.clone() });
                    }
                }
            }
        }
        let reads = match &role {
            Role::Field { field, times } => match (field.0.name, field.0.ty) {
                ("domain", _) => Reads::Domain,
                ("email", _) => Reads::Mail,
                ("roles", _) => Reads::Roles,
                ("notes" | "note" | "text" | "comment", _) => Reads::Note,
                (_, Type::Text) => Reads::Line,
                (_, Type::Number) => Reads::Number { mark, times: *times },
                (_, Type::Percent) => Reads::Percent(mark),
                (_, Type::Days) => Reads::Days(mark),
                (_, Type::Money) => Reads::Money(mark),
                (_, Type::Date) => Reads::Date(form),
                (_, Type::Flag) => Reads::Flag,
                (_, Type::List) => Reads::List,
            },
            Role::Date | Role::Renewal => Reads::Date(form),
            Role::Churned | Role::Deleted => Reads::Flag,
            Role::Value => Reads::Number { mark, times: 1.0 },
            Role::Series(_) if guess == Guess::Flag => Reads::Flag,
            Role::Series(_) => Reads::Number { mark, times: 1.0 },
            Role::Custom(_) => match guess {
                Guess::Number => Reads::Number { mark, times: 1.0 },
                Guess::Percent => Reads::Percent(mark),
                Guess::Date => Reads::Date(form),
                Guess::Flag => Reads::Flag,
                Guess::Text | Guess::Nothing => Reads::Line,
            },
            _ => Reads::Line,
        };
        let dates = is_date.then_some(form);
        plan.columns.push(Column { header: header.clone(), role, reads, dates });
    }
    Ok(plan)
}

/// How an order is said.
pub(super) const fn shown(order: DateOrder) -> &'static str {
    match order {
        DateOrder::Dmy => "day first",
        DateOrder::Mdy => "month first",
        DateOrder::Ymd => "year first",
    }
}

/// The order that the columns which prove one agree on.
fn order_of_the_file(tallies: &[Tally]) -> Option<DateOrder> {
    let mut proven = tallies.iter().filter_map(|it| it.dates.proven());
    let first = proven.next()?;
    proven.all(|it| it == first).then_some(first)
}

/// Whether the numbers of a snapshot are mostly ones that a source counted itself.
fn is_reported(surveyed: &Surveyed<'_>) -> bool {
    let unknown = surveyed.headers.iter().zip(&surveyed.roles).filter(|it| it.1.is_none());
    let (mut all, mut reported) = (0, 0);
    for (header, _) in unknown {
        all += 1;
        reported += usize::from(has_word_of(header, surveyed.list));
    }
    reported * 3 >= all && reported > 0
}

fn has_word_of(header: &str, list: &ColumnList) -> bool {
    words(header).iter().any(|it| list.reported.contains(it))
}

/// What becomes of a column that the list does not know.
fn unknown(surveyed: &Surveyed<'_>, header: &str, guess: Guess, reported: bool) -> Role {
    let number = matches!(guess, Guess::Number | Guess::Percent);
    match surveyed.kind {
        FileKind::Usage if number || guess == Guess::Flag => series(Family::Usage, header),
        FileKind::Usage if guess == Guess::Nothing => Role::Ignored("it is empty"),
        FileKind::Usage => Role::Ignored("it holds no numbers, and usage is numbers"),
        FileKind::Snapshot if number => {
            let is_reported = reported || has_word_of(header, surveyed.list);
            series(if is_reported { Family::Reported } else { Family::Usage }, header)
        }
        _ if header.starts_with("column ") && guess == Guess::Nothing => {
            Role::Ignored("it has no header and no cells")
        }
        _ => Role::Custom(FieldName::custom(header)),
    }
}

fn series(family: Family, header: &str) -> Role {
    Role::Series(SeriesName { family, name: slug(header).into() })
}

/// Whether the dates of a column record what happened, not what is to come.
fn records_what_happened(role: &Role, header: &[String], list: &ColumnList) -> bool {
    const TO_COME: [&str; 4] = ["end_on", "renewal_date", "due_on", "snoozed_until"];
    let field_is_to_come = match role {
        Role::Field { field: FieldRef(field), .. } => TO_COME.contains(&field.name),
        Role::Renewal => true,
        _ => false,
    };
    !field_is_to_come && !header.iter().any(|it| list.to_come.contains(it))
}
