//! `rounds explain --between`: what moved the score from one day to another.

use super::args::Format;
use super::error::Error;
use super::pick::{cap, identity};
use super::run::Run;
use crate::app::{Judged, judge};
use crate::domain::{Day, Health, clean, grouped};
use crate::engine::{Assessment, Change, ChangePart, Fineness, attribution, shown_change};
use crate::export::{Column, Json, Object, Table};

/// Explains the change of an account's score between two days.
pub(super) fn explain(
    run: &mut Run<'_>,
    account: &str,
    from: Day,
    to: Day,
    format: Format,
) -> Result<(), Error> {
    let session = run.read()?;
    let id = session.find_account(account)?;
    let mut judged = Vec::with_capacity(2);
    for day in [from, to] {
        let judgement: Judged = judge(session.store(), &session.setup().policy, day)?;
        let found = judgement.account(id).cloned();
        judged.push(
            found.ok_or_else(|| {
                Error::NotFound(format!("{account:?} was not known yet on {day}"))
            })?,
        );
    }
    let [then, now] = judged.as_slice() else { return Ok(()) };
    let change = attribution(&then.health, &now.health)
        .ok_or_else(|| Error::Failed(format!("there is no score on both days: {from} and {to}")))?;
    match format {
        Format::Json => run.object(object(then, now, &change)),
        Format::Text => {
            let [old, new] = [change.from, change.to].map(|it| Fineness::Tenths.shown(it));
            run.line(format!(
                "{}: health {} on {from}, {} on {to}: {}",
                clean(&now.name),
                grouped(old, 1),
                grouped(new, 1),
                signed(new - old)
            ))?;
            run.line("")?;
            run.table(&table(&Told { change: &change, then: &then.health, now: &now.health }))
        }
        Format::Csv | Format::Markdown => {
            let told = Told { change: &change, then: &then.health, now: &now.health };
            run.list(format, || table(&told), || change.parts.iter().map(part).collect())
        }
    }
}

/// A change, and the two days that it lies between.
struct Told<'a> {
    change: &'a Change,
    then: &'a Health,
    now: &'a Health,
}

/// What a person calls a measure; its id where neither day knows it.
fn measure_name<'a>(id: &'a str, then: &'a Health, now: &'a Health) -> &'a str {
    let mut measures = now.measures.iter().chain(&then.measures);
    measures.find(|it| *it.id == *id).map_or(id, |it| &it.name)
}

/// The limits that make the difference, as a person reads them.
fn limits(then: &Health, now: &Health) -> String {
    let new = now.caps.iter().find(|it| !then.caps.iter().any(|old| old.id == it.id));
    let gone = then.caps.iter().find(|it| !now.caps.iter().any(|new| new.id == it.id));
    match (new, gone, now.caps.first()) {
        (Some(it), ..) => format!("limit, at most {}: {}", grouped(it.at_most, 0), it.reason),
        (None, Some(it), _) => format!("limit no longer in force: {}", it.reason),
        (None, None, Some(it)) => format!("limit, as before: {}", it.reason),
        (None, None, None) => "limits".to_owned(),
    }
}

/// The parts that moved something, largest first, then the limits; in tenths that add up to the
/// way between the scores as they are shown.
fn table(told: &Told<'_>) -> Table {
    let Told { change, then, now } = told;
    let columns = vec![
        Column::words("Measure"),
        Column::numbers("Points"),
        Column::numbers("by its score"),
        Column::numbers("by its weight"),
    ];
    let moves = |points: f64| signed(points) != "0";
    let exact = change.parts.iter().flat_map(|it| [it.score_effect, it.weight_effect]);
    let exact: Vec<f64> = exact.chain([change.cap_effect]).collect();
    let shown = shown_change(&exact, change.from, change.to);
    let mut parts: Vec<ChangePart> = change
        .parts
        .iter()
        .zip(shown.chunks(2))
        .filter_map(|(it, effects)| {
            let [score_effect, weight_effect] = *effects else { return None };
            Some(ChangePart { measure: it.measure.clone(), score_effect, weight_effect })
        })
        .filter(|it| moves(it.score_effect) || moves(it.weight_effect))
        .collect();
    parts.sort_by(|a, b| b.effect().abs().total_cmp(&a.effect().abs()));
    let row = |it: ChangePart| {
        vec![
            measure_name(&it.measure, then, now).into(),
            signed(it.effect()).into(),
            signed(it.score_effect).into(),
            signed(it.weight_effect).into(),
        ]
    };
    let mut rows: Vec<_> = parts.into_iter().map(row).collect();
    if let Some(effect) = shown.last().filter(|it| moves(**it)) {
        rows.push(vec![limits(then, now).into(), signed(*effect).into(), "".into(), "".into()]);
    }
    Table { columns, rows }
}

fn signed(points: f64) -> String {
    let text = grouped(points, 1);
    if points > 0.0 && text != "0" { format!("+{text}") } else { text }
}

fn object(then: &Assessment, now: &Assessment, change: &Change) -> Object {
    let mut object = Object::new().with("account", now.account.raw());
    for (key, value) in identity(now).fields() {
        object.set(key, value.clone());
    }
    object
        .with("from_on", then.sheet.as_of)
        .with("to_on", now.sheet.as_of)
        .with("from", change.from)
        .with("to", change.to)
        .with("change", change.to - change.from)
        .with("parts", change.parts.iter().map(part).collect::<Json>())
        .with("cap_effect", change.cap_effect)
        .with("caps_from", then.health.caps.iter().map(cap).collect::<Json>())
        .with("caps_to", now.health.caps.iter().map(cap).collect::<Json>())
}

fn part(it: &ChangePart) -> Object {
    Object::new()
        .with("measure", &it.measure)
        .with("score_effect", it.score_effect)
        .with("weight_effect", it.weight_effect)
        .with("effect", it.effect())
}
