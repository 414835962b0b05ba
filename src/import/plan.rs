//! What each column of a file becomes, and how its cells are read.

use std::collections::BTreeMap;

use super::cells::{DateForm, DateOrder, DecimalMark, Undecided};
use super::columns::ColumnList;
use super::error::{Error, TwoReadings};
use super::header::{is_id, words};
use super::kind::FileKind;
use super::reads::Reads;
use super::role::{FieldRef, Role, SeriesName, slug};
use super::tally::{Guess, Tally};
use crate::domain::{Currency, Day, Family, FieldName, Type};

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
    /// How often amounts, or the rows of amounts, name each currency.
    pub(super) named: BTreeMap<Currency, u64>,
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
    pub(super) decimal: Option<DecimalMark>,
    pub(super) list: &'a ColumnList,
}

/// What all columns of a file share.
struct Sheet<'a> {
    surveyed: &'a Surveyed<'a>,
    /// The order of dates that its columns prove.
    order: Option<DateOrder>,
    /// Whether some column can only be read with a decimal comma.
    has_comma: bool,
    /// Whether its numbers are mostly ones that a source counted itself.
    is_reported: bool,
}

/// Decides what each column becomes. A column of dates that can be read in two ways is an error, unless
/// the file's other columns tell.
pub(super) fn plan(surveyed: &Surveyed<'_>) -> Result<Plan, Error> {
    let sheet = Sheet {
        surveyed,
        order: order_of_the_file(surveyed.tallies),
        has_comma: surveyed.tallies.iter().any(|it| it.numbers.has_comma()),
        is_reported: is_reported(surveyed),
    };
    let mut plan =
        Plan { columns: Vec::new(), notes: Vec::new(), latest: None, named: BTreeMap::new() };
    let empty = Tally::default();
    for (place, header) in surveyed.headers.iter().enumerate() {
        let tally = surveyed.tallies.get(place).unwrap_or(&empty);
        let known = surveyed.roles.get(place).cloned().flatten();
        sheet.add_column(header, known, tally, &mut plan)?;
    }
    Ok(plan)
}

impl Sheet<'_> {
    fn add_column(
        &self,
        header: &str,
        known: Option<Role>,
        tally: &Tally,
        plan: &mut Plan,
    ) -> Result<(), Error> {
        let header_words = words(header);
        let mut guess = tally.guess(&header_words);
        if guess == Guess::Number && is_id(&header_words) {
            guess = Guess::Text;
        }
        let is_known_date = match &known {
            Some(Role::Field { field, .. }) => field.0.ty == Type::Date,
            Some(role) => matches!(role, Role::Date | Role::Renewal),
            None => false,
        };
        let form = match tally.dates.form(self.surveyed.dates, self.order) {
            Ok(form) => form,
            Err(undecided) if is_known_date => return Err(self.ambiguous(header, undecided)),
            Err(_) => {
                if guess == Guess::Date && known.is_none() {
                    guess = Guess::Text;
                    plan.notes.push(format!(
                        "column {header:?} is kept as text: its dates can be read day first and month first (say which with --dates)"
                    ));
                }
                DateForm { order: None, epoch: None }
            }
        };
        let is_date = is_known_date || (known.is_none() && guess == Guess::Date);
        let role = match known {
            Some(Role::Metric) if plan.columns.iter().any(|it| it.role == Role::Metric) => {
                Role::Ignored("another column names the metric")
            }
            Some(Role::Value) if !self.surveyed.roles.contains(&Some(Role::Metric)) => {
                series(Family::Usage, header)
            }
            Some(role) => role,
            None => self.unknown(header, guess),
        };
        if is_date {
            self.note_dates(header, form, tally, plan);
            if records_what_happened(&role, &header_words, self.surveyed.list) {
                plan.keep_latest(header, tally.dates.latest(form));
            }
        }
        let told = self.surveyed.decimal;
        let mark = told.unwrap_or_else(|| tally.numbers.mark(self.has_comma));
        let reads = reads(&role, guess, form, mark);
        if let (None, true, Some(cell)) =
            (told, reads.has_mark(), tally.numbers.unproven_point(self.has_comma))
        {
            plan.notes.push(format!(
                "column {header:?}: the point in {cell:?} is read as a decimal point; if it groups thousands, say --decimal comma"
            ));
        }
        if matches!(reads, Reads::Money(_)) || role == Role::Currency {
            for (currency, count) in &tally.named {
                *plan.named.entry(*currency).or_default() += count;
            }
        }
        let dates = is_date.then_some(form);
        plan.columns.push(Column { header: header.to_owned(), role, reads, dates });
        Ok(())
    }

    fn ambiguous(&self, header: &str, undecided: Undecided) -> Error {
        let example = undecided.example;
        let readings = TwoReadings {
            column: header.to_owned(),
            why: undecided.why,
            line: example.line,
            cell: example.cell,
            day_first: example.day_first,
            month_first: example.month_first,
        };
        let file = self.surveyed.file.to_owned();
        Error::AmbiguousDates { file, readings: Box::new(readings) }
    }

    /// Says where a column's order comes from nothing but the file's other columns.
    fn note_dates(&self, header: &str, form: DateForm, tally: &Tally, plan: &mut Plan) {
        if let (Some(order), None, true) =
            (form.order, self.surveyed.dates, tally.dates.leans_on_others())
        {
            plan.notes.push(format!(
                "column {header:?}: dates are read {}, as in the file's other columns",
                shown(order)
            ));
        }
    }

    /// What becomes of a column that the list does not know.
    fn unknown(&self, header: &str, guess: Guess) -> Role {
        let is_number = matches!(guess, Guess::Number | Guess::Percent);
        match self.surveyed.kind {
            FileKind::Usage if is_number || guess == Guess::Flag => series(Family::Usage, header),
            FileKind::Usage if guess == Guess::Nothing => Role::Ignored("it is empty"),
            FileKind::Usage => Role::Ignored("it holds no numbers, and usage is numbers"),
            FileKind::Snapshot if is_number => {
                let is_reported = self.is_reported || has_word_of(header, self.surveyed.list);
                series(if is_reported { Family::Reported } else { Family::Usage }, header)
            }
            _ if header.starts_with("column ") && guess == Guess::Nothing => {
                Role::Ignored("it has no header and no cells")
            }
            _ => Role::Custom(FieldName::custom(header)),
        }
    }
}

impl Plan {
    fn keep_latest(&mut self, header: &str, on: Option<Day>) {
        let Some(on) = on else { return };
        if self.latest.as_ref().is_none_or(|it| it.on < on) {
            self.latest = Some(Latest { on, column: header.to_owned() });
        }
    }
}

/// How the cells of a column with this role are read.
fn reads(role: &Role, guess: Guess, form: DateForm, mark: DecimalMark) -> Reads {
    let number = Reads::Number { mark, times: 1.0 };
    match role {
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
        Role::Date | Role::Renewal | Role::Changed => Reads::Date(form),
        Role::Churned | Role::Deleted => Reads::Flag,
        // Where it is no flag.
        Role::Contracted => Reads::Money(mark),
        Role::Series(_) if guess == Guess::Flag => Reads::Flag,
        Role::Value | Role::Series(_) => number,
        Role::Custom(_) => match guess {
            Guess::Number => number,
            Guess::Percent => Reads::Percent(mark),
            Guess::Date => Reads::Date(form),
            Guess::Flag => Reads::Flag,
            Guess::Text | Guess::Nothing => Reads::Line,
        },
        _ => Reads::Line,
    }
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
