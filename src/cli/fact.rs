//! `rounds explain ACCOUNT FACT`: what a fact says, what it means, and the rows behind it.

use std::sync::Arc;

use super::args::Format;
use super::cite::few;
use super::error::Error;
use super::pick::{Facts, NOTHING, identity};
use super::run::Run;
use crate::app::{self, Session};
use crate::domain::{AccountId, Phrase, clean};
use crate::engine::{Basis, Catalogue, FactId, Input, Reading, basis_of};
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
    let basis = basis_of(&history, &view, &context, fact_id);
    let facts = Facts { context: &context, of: &of };
    match format {
        Format::Text => told(run, &facts, fact_id, &basis),
        Format::Json => run.object(fact_object(&facts, fact_id, &basis)),
        format => run.list(
            format,
            || fact_table(&facts, fact_id, &basis),
            || vec![fact_object(&facts, fact_id, &basis)],
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

/// Why a fact is missing, where more is known of it than that.
fn why_missing<'a>(facts: &Facts<'a>, id: FactId) -> Option<&'a str> {
    let (sheet, catalogue) = (&facts.of.sheet, &facts.context.catalogue);
    sheet.why_missing(id).or_else(|| {
        let (metric, _) = catalogue.fact(id)?.name.strip_prefix("usage.")?.rsplit_once('.')?;
        let now = catalogue.find(&format!("usage.{metric}.now"))?;
        let is_bare = sheet.get(id).is_none() && sheet.get(now).is_none();
        is_bare.then_some("no completed day, week or month of it yet")
    })
}

fn told(run: &mut Run<'_>, facts: &Facts<'_>, id: FactId, basis: &Basis) -> Result<(), Error> {
    let Some(fact) = facts.context.catalogue.fact(id) else { return Ok(()) };
    let sheet = &facts.of.sheet;
    let value = match sheet.reading(id) {
        Reading::Present(it) => fact.phrase(it),
        Reading::Missing => match why_missing(facts, id) {
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
    for input in &basis.inputs {
        run.line(format!("  {}", clean(&input_line(input))))?;
    }
    match basis.inputs_total - basis.inputs.len() {
        0 => Ok(()),
        more => run.line(format!("  and {more} more")),
    }
}

/// `arr = 48,000 USD, 2025-02-01, assumed for earlier dates: accounts.csv:3`.
fn input_line(input: &Input) -> String {
    let on = input.on.map(|it| format!(", {it}")).unwrap_or_default();
    let assumed = if input.is_assumed { ", assumed for earlier dates" } else { "" };
    let Input { name, value, rows, .. } = input;
    format!("{name} = {}{on}{assumed}: {}", Phrase(value), few(rows))
}

fn input_object(input: &Input) -> Object {
    Object::new()
        .with("name", input.name.as_str())
        .with("value", &input.value)
        .with("on", input.on)
        .with("assumed", input.is_assumed)
        .with("rows", input.rows.iter().map(ToString::to_string).collect::<Json>())
}

fn fact_table(facts: &Facts<'_>, id: FactId, basis: &Basis) -> Table {
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
    let row =
        vec![facts.of.name.as_ref().into(), name.into(), value.into(), few(&basis.rows).into()];
    Table { columns, rows: vec![row] }
}

fn fact_object(facts: &Facts<'_>, id: FactId, basis: &Basis) -> Object {
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
        .with("missing", why_missing(facts, id))
        .with("meaning", fact.map(|it| it.meaning.as_ref()))
        .with("source", fact.map(|it| it.source.as_ref()))
        .with("data_on", sheet.cell(id).and_then(|it| it.data_on))
        .with("assumed", basis.is_assumed())
        .with("inputs", basis.inputs.iter().map(input_object).collect::<Json>())
        .with("inputs_total", basis.inputs_total)
        .with("rows", basis.rows.iter().map(ToString::to_string).collect::<Json>())
        .with("rows_total", basis.rows_total)
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
