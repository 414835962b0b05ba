//! One account with everything that its page shows.

use super::rows::origin;
use crate::domain::{
    Absence, AccountId, AccountView, Cell, Day, Kind, Phrase, Pillar, Record, RecordId, Task,
    is_two_way,
};
use crate::engine::{Assessment, Context, Explanation, Fineness, Points, shown_points};

/// One account with everything that its page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountPage {
    /// Whose.
    pub id: AccountId,
    /// The fields of its record, name and value as a person reads them, with where they came from.
    pub fields: Vec<FieldRow>,
    /// Its present facts.
    pub facts: Vec<FactRow>,
    /// Its health, a row a measure, by pillar.
    pub measures: Vec<MeasureRow>,
    /// The caps in force, lowest first.
    pub caps: Vec<CapRow>,
    /// The score before limits, in tenths: what the points add up to.
    pub uncapped: Option<f64>,
    /// What happened, newest first: activities, notes, tickets, survey answers, outcomes.
    pub timeline: Vec<TimelineRow>,
    /// Its open tasks, and those done.
    pub tasks: Vec<Task>,
    /// Its people.
    pub people: Vec<PersonRow>,
}

/// One present fact.
#[derive(Debug, Clone, PartialEq)]
pub struct FactRow {
    /// Its name.
    pub name: Box<str>,
    /// Its value as a person reads it.
    pub value: String,
    /// The date of the newest data behind it.
    pub data_on: Option<Day>,
}

/// A cap that is in force.
#[derive(Debug, Clone, PartialEq)]
pub struct CapRow {
    /// Its name in the model.
    pub id: Box<str>,
    /// The highest score it allows.
    pub at_most: f64,
    /// Why it is in force.
    pub reason: String,
}

/// One field of an account.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldRow {
    /// Its name.
    pub name: Box<str>,
    /// Its value.
    pub value: String,
    /// `accounts.csv:17`, or `by hand`.
    pub origin: String,
    /// Since when the value counts; nothing where that is always.
    pub since: Option<Day>,
    /// Whether that day is assumed: the first value of a field without a date of its own counts
    /// from the first day as a customer, or always.
    pub is_assumed: bool,
}

/// One measure of a score.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasureRow {
    /// Its name in the model.
    pub id: Box<str>,
    /// Its name for a person.
    pub name: Box<str>,
    /// Its pillar.
    pub pillar: Pillar,
    /// The value in words.
    pub reading: String,
    /// 0 to 100, or why there is none.
    pub score: Result<f64, Absence>,
    /// Its share of the whole score.
    pub weight: f64,
    /// What it adds, in tenths.
    pub points: f64,
    /// What it takes from 100, in tenths.
    pub lost: f64,
    /// The rows it came from, `usage.csv:17`.
    pub rows: Vec<String>,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelineRow {
    /// Its record.
    pub id: RecordId,
    /// The day.
    pub on: Option<Day>,
    /// What it is.
    pub kind: Kind,
    /// In one line.
    pub text: String,
    /// The longer words, where there are any.
    pub notes: String,
}

/// One of the customer's people.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonRow {
    /// Their record.
    pub id: RecordId,
    /// First and last name.
    pub name: String,
    /// Job title.
    pub title: String,
    /// `champion`, `exec_sponsor` …
    pub roles: String,
    /// Mail address.
    pub email: String,
    /// The day they left, where they did.
    pub left_on: Option<Day>,
    /// The last two-way touch.
    pub last_touch_on: Option<Day>,
}

/// The page of one account as it was known on the view's day.
pub(in crate::app) fn page(
    view: &AccountView,
    explanation: &Explanation,
    context: &Context,
) -> AccountPage {
    let assessment = &explanation.assessment;
    let health = &assessment.health;
    let exact: Vec<Points> =
        health.measures.iter().map(|it| Points { brought: it.points(), lost: it.lost() }).collect();
    let shown = shown_points(&exact, Fineness::Tenths);
    AccountPage {
        id: view.id(),
        fields: view.account.cells.iter().map(|it| field_row(it, view, context)).collect(),
        facts: facts(assessment, context),
        measures: health
            .measures
            .iter()
            .zip(shown)
            .map(|(it, points)| MeasureRow {
                id: it.id.clone(),
                name: it.name.clone(),
                pillar: it.pillar,
                reading: it.reading.clone(),
                score: it.score,
                weight: it.weight,
                points: points.brought,
                lost: points.lost,
                rows: explanation.rows_of(&it.id).iter().map(ToString::to_string).collect(),
            })
            .collect(),
        caps: health
            .caps
            .iter()
            .map(|it| CapRow { id: it.id.clone(), at_most: it.at_most, reason: it.reason.clone() })
            .collect(),
        uncapped: health.uncapped.map(|it| Fineness::Tenths.shown(it)),
        timeline: timeline(view),
        tasks: view.of(Kind::Task).iter().map(Task::from_record).collect(),
        people: view.of(Kind::Contact).iter().map(|it| person(it, view)).collect(),
    }
}

fn field_row(cell: &Cell, view: &AccountView, context: &Context) -> FieldRow {
    let on = cell.effective_on;
    FieldRow {
        name: cell.name.as_str().into(),
        value: Phrase(&cell.value).to_string(),
        origin: origin(&cell.origin, context),
        since: (on > Day::MIN).then_some(on),
        is_assumed: view.is_assumed(cell),
    }
}

fn facts(assessment: &Assessment, context: &Context) -> Vec<FactRow> {
    let row = |it: &crate::engine::FactCell| {
        let fact = context.catalogue.fact(it.fact)?;
        Some(FactRow {
            name: fact.name.as_ref().into(),
            value: fact.phrase(it.value.as_ref().ok()?),
            data_on: it.data_on,
        })
    };
    assessment.sheet.cells().iter().filter_map(row).collect()
}

/// What happened, newest first; what has no date comes last.
fn timeline(view: &AccountView) -> Vec<TimelineRow> {
    let happened = [
        (Kind::Activity, "on"),
        (Kind::Note, "on"),
        (Kind::Ticket, "created_on"),
        (Kind::Survey, "on"),
        (Kind::Outcome, "on"),
        (Kind::Milestone, "done_on"),
    ];
    let mut rows: Vec<TimelineRow> = happened
        .into_iter()
        .flat_map(|(kind, date)| view.of(kind).iter().map(move |it| (it, date)))
        .filter(|(it, date)| it.kind != Kind::Milestone || it.day(date).is_some())
        .map(|(it, date)| TimelineRow {
            id: it.id,
            on: it.day(date),
            kind: it.kind,
            text: line(it),
            notes: it.text("notes").or_else(|| it.text("comment")).unwrap_or_default().to_owned(),
        })
        .collect();
    rows.sort_by(|a, b| b.on.cmp(&a.on).then(b.id.cmp(&a.id)));
    rows
}

/// A record in one line.
fn line(it: &Record) -> String {
    let text = |name: &str| it.text(name).unwrap_or_default();
    match it.kind {
        Kind::Activity => joined(&[text("type"), text("subject")], ": "),
        Kind::Note => text("text").lines().next().unwrap_or_default().to_owned(),
        Kind::Ticket => {
            let state = match it.day("closed_on") {
                Some(day) => format!("closed {day}"),
                None => "open".to_owned(),
            };
            joined(&[text("priority"), text("subject"), &state], ", ")
        }
        Kind::Survey => {
            let score = it.get("score").map(|it| Phrase(it).to_string()).unwrap_or_default();
            joined(&[text("type"), &score, text("contact")], " ")
        }
        Kind::Outcome => joined(&[text("result"), text("reason")], ": "),
        _ => text("title").to_owned(),
    }
}

fn joined(parts: &[&str], by: &str) -> String {
    let parts: Vec<&str> = parts.iter().copied().filter(|it| !it.is_empty()).collect();
    parts.join(by)
}

fn person(it: &Record, view: &AccountView) -> PersonRow {
    let text = |name: &str| it.text(name).unwrap_or_default().to_owned();
    let names = [it.text("name"), it.text("email"), it.text("external_id")];
    let is_theirs = |activity: &Record| {
        is_two_way(activity)
            && activity
                .list("contacts")
                .iter()
                .any(|who| names.iter().flatten().any(|it| it.eq_ignore_ascii_case(who.trim())))
    };
    let touches = view.of(Kind::Activity).iter().filter(|it| is_theirs(it));
    PersonRow {
        id: it.id,
        name: text("name"),
        title: text("title"),
        roles: it.list("roles").join(", "),
        email: text("email"),
        left_on: it.day("left_on"),
        last_touch_on: touches.filter_map(|it| it.day("on")).filter(|it| *it <= view.as_of).max(),
    }
}
