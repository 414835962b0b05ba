//! `rounds explain --between`: what moved the score from one day to another.

use super::args::Format;
use super::error::Error;
use super::pick::identity;
use super::run::Run;
use crate::app::judge;
use crate::domain::{Day, clean, grouped};
use crate::engine::{Assessment, Change, ChangePart, attribution};
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
    let setup = run.setup()?;
    let mut judged = Vec::with_capacity(2);
    for day in [from, to] {
        let judgement = judge(session.store(), &setup.model, &setup.rules, day)?;
        let found = judgement.assessment(id).cloned();
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
        Format::Json => run.object(object(now, &change, then.sheet.as_of)),
        Format::Text => {
            run.line(format!(
                "{}: health {} on {from}, {} on {to}: {}",
                clean(&now.name),
                grouped(change.from, 1),
                grouped(change.to, 1),
                signed(change.to - change.from)
            ))?;
            run.line("")?;
            run.table(&table(&change))
        }
        Format::Csv | Format::Markdown => {
            run.list(format, || table(&change), || change.parts.iter().map(part).collect())
        }
    }
}

/// The parts that moved something, largest first, then the limits.
fn table(change: &Change) -> Table {
    let columns = vec![
        Column::words("Measure"),
        Column::numbers("Effect"),
        Column::numbers("its score"),
        Column::numbers("its weight"),
    ];
    let mut parts: Vec<&ChangePart> = change.parts.iter().collect();
    parts.sort_by(|a, b| b.effect().abs().total_cmp(&a.effect().abs()));
    let row = |it: &ChangePart| {
        vec![
            it.measure.as_ref().into(),
            signed(it.effect()).into(),
            signed(it.score_effect).into(),
            signed(it.weight_effect).into(),
        ]
    };
    let mut rows: Vec<_> = parts.into_iter().map(row).collect();
    rows.push(vec!["limits".into(), signed(change.cap_effect).into(), "".into(), "".into()]);
    Table { columns, rows }
}

fn signed(points: f64) -> String {
    let text = grouped(points, 1);
    if points > 0.0 && text != "0" { format!("+{text}") } else { text }
}

fn object(now: &Assessment, change: &Change, from_on: Day) -> Object {
    let mut object = Object::new().with("account", now.account.raw());
    for (key, value) in identity(now).fields() {
        object.set(key, value.clone());
    }
    object
        .with("from_on", from_on)
        .with("to_on", now.sheet.as_of)
        .with("from", change.from)
        .with("to", change.to)
        .with("change", change.to - change.from)
        .with("parts", change.parts.iter().map(part).collect::<Json>())
        .with("cap_effect", change.cap_effect)
}

fn part(it: &ChangePart) -> Object {
    Object::new()
        .with("measure", &it.measure)
        .with("score_effect", it.score_effect)
        .with("weight_effect", it.weight_effect)
        .with("effect", it.effect())
}
