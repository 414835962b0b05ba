//! `rounds explain ACCOUNT FACT`: what a fact says, what it means, and the rows behind it.

use std::sync::Arc;

use super::args::Format;
use super::cite::few;
use super::error::Error;
use super::pick::{Facts, NOTHING, identity};
use super::run::Run;
use crate::app::{self, Session};
use crate::domain::{AccountId, RowRef, clean};
use crate::engine::{Catalogue, FactId, Reading, rows_behind};
use crate::export::{Column, Json, Object, Table};

/// Explains one fact of an account.
pub(super) fn explain(
    run: &mut Run<'_>,
    session: &mut Session,
    id: AccountId,
    name: &str,
    format: Format,
) -> Result<(), Error> {
    let as_of = session.as_of();
    let context = Arc::clone(&session.ground()?.context);
    let catalogue = &context.catalogue;
    let Some(fact_id) = catalogue.find(name) else {
        return Err(no_fact(name, &catalogue.nearest(name)));
    };
    let history = session.store().account(id)?;
    let view = history.as_ref().and_then(|it| it.as_of(as_of));
    let (Some(history), Some(view)) = (history, view) else {
        return Err(app::Error::NoAccount(id.to_string()).into());
    };
    let of = session.assess(id)?;
    let rows = rows_behind(&history, &view, &context, fact_id);
    let facts = Facts { context: &context, of: &of };
    match format {
        Format::Text => told(run, &facts, fact_id, &rows),
        Format::Json => run.object(fact_object(&facts, fact_id, &rows)),
        format => run.list(
            format,
            || fact_table(&facts, fact_id, &rows),
            || vec![fact_object(&facts, fact_id, &rows)],
        ),
    }
}

/// The error for a name that no fact has.
pub(super) fn no_fact(name: &str, nearest: &[&str]) -> Error {
    let hint = if nearest.is_empty() {
        "List them with: rounds facts".to_owned()
    } else {
        format!("Did you mean {}?", nearest.join(", "))
    };
    Error::NotFound(format!("{name:?} is no fact. {hint}"))
}

fn told(run: &mut Run<'_>, facts: &Facts<'_>, id: FactId, rows: &[RowRef]) -> Result<(), Error> {
    let Some(fact) = facts.context.catalogue.fact(id) else { return Ok(()) };
    let sheet = &facts.of.sheet;
    let value = match sheet.reading(id) {
        Reading::Present(it) => fact.phrase(it),
        Reading::Missing => match sheet.why_missing(id) {
            Some(why) => format!("missing: {why}"),
            None => "missing".to_owned(),
        },
        Reading::NotApplicable(why) => format!("not applicable: {why}"),
    };
    run.line(format!(
        "{}: {} = {}, as of {}",
        clean(&facts.of.name),
        fact.name,
        clean(&value),
        sheet.as_of
    ))?;
    run.line(format!("  {}", clean(&fact.meaning)))?;
    run.line(format!("  from {}", clean(&fact.source)))?;
    if let Some(on) = sheet.cell(id).and_then(|it| it.data_on) {
        run.line(format!("  newest data {on}"))?;
    }
    for row in rows {
        run.line(format!("  {}", clean(&row.to_string())))?;
    }
    Ok(())
}

fn fact_table(facts: &Facts<'_>, id: FactId, rows: &[RowRef]) -> Table {
    let columns = vec![
        Column::words("Account"),
        Column::words("Fact"),
        Column::words("Value"),
        Column::words("From"),
    ];
    let fact = facts.context.catalogue.fact(id);
    let name = fact.map_or("", |it| it.name.as_ref());
    let value = fact.zip(facts.of.sheet.get(id)).map(|(fact, it)| fact.phrase(it));
    let value = value.unwrap_or_else(|| NOTHING.to_owned());
    let row = vec![facts.of.name.as_ref().into(), name.into(), value.into(), few(rows).into()];
    Table { columns, rows: vec![row] }
}

fn fact_object(facts: &Facts<'_>, id: FactId, rows: &[RowRef]) -> Object {
    let sheet = &facts.of.sheet;
    let fact = facts.context.catalogue.fact(id);
    let why = match sheet.reading(id) {
        Reading::NotApplicable(why) => Some(why),
        Reading::Present(_) | Reading::Missing => None,
    };
    let mut object = Object::new().with("account", facts.of.account.raw());
    for (key, value) in identity(facts.of).fields() {
        object.set(key, value.clone());
    }
    object
        .with("as_of", sheet.as_of)
        .with("fact", fact.map(|it| it.name.as_ref()))
        .with("value", sheet.get(id))
        .with("currency", sheet.get(id).and_then(|it| Some(it.as_money()?.currency().to_string())))
        .with("unit", fact.map(|it| it.unit))
        .with("not_applicable", why)
        .with("missing", sheet.why_missing(id))
        .with("meaning", fact.map(|it| it.meaning.as_ref()))
        .with("source", fact.map(|it| it.source.as_ref()))
        .with("data_on", sheet.cell(id).and_then(|it| it.data_on))
        .with("rows", rows.iter().map(ToString::to_string).collect::<Json>())
}

/// The families of these facts, each once: `usage` of `usage.weeks`.
pub(super) fn families<'a>(facts: &[FactId], catalogue: &'a Catalogue) -> Vec<&'a str> {
    let mut res: Vec<&str> = Vec::new();
    for fact in facts.iter().filter_map(|it| catalogue.fact(*it)) {
        let family = fact.name.split('.').next().unwrap_or(&fact.name);
        if !res.contains(&family) {
            res.push(family);
        }
    }
    res
}
