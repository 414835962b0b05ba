//! `rounds accounts`: the book, worst health first.

use std::cmp::Ordering;

use super::args::{Accounts, Format};
use super::error::Error;
use super::pick::{Facts, NOTHING, Picked, band, listed_score, percent};
use super::run::Run;
use crate::domain::{Band, Measure, Money, short_money};
use crate::engine::Assessment;
use crate::export::{Cell, Column, Json, Object, Table};

/// Lists the accounts that the query leaves.
pub(super) fn list(run: &mut Run<'_>, args: &Accounts) -> Result<(), Error> {
    let mut session = run.read()?;
    let as_of = session.as_of();
    let judged = session.judge()?;
    let picked = Picked::new(&args.list.query, &judged, as_of)?;
    let mut rows: Vec<Facts<'_>> = picked.accounts().map(|it| picked.facts(it)).collect();
    rows.sort_by(worst_first);
    let format = args.list.form.into();
    let record = if format == Format::Csv && !args.all { short_record } else { record };
    run.list(format, || table(&rows), || rows.iter().map(record).collect())
}

/// Lowest score first, then most money; accounts without a band last, of these the ones without a
/// score behind the others.
fn worst_first(a: &Facts<'_>, b: &Facts<'_>) -> Ordering {
    let score = |it: &Facts<'_>| it.of.health.score();
    let arr = |it: &Facts<'_>| it.money("arr").map_or(0, Money::minor);
    let is_unknown = |it: &Facts<'_>| it.of.health.band == Band::Unknown;
    let by_score = match (score(a), score(b)) {
        (Some(a), Some(b)) => a.total_cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    };
    is_unknown(a)
        .cmp(&is_unknown(b))
        .then(by_score)
        .then(arr(b).cmp(&arr(a)))
        .then(a.of.account.cmp(&b.of.account))
}

fn table(rows: &[Facts<'_>]) -> Table {
    let columns = vec![
        Column::numbers("Id"),
        Column::words("Account"),
        Column::numbers("Health"),
        Column::words("Band"),
        Column::numbers("Data").minor(),
        Column::numbers("28d").minor(),
        Column::numbers("ARR"),
        Column::words("Tier").minor(),
        Column::words("Renews").minor(),
        Column::numbers("in"),
        Column::numbers("Touch").minor(),
        Column::numbers("Alerts").minor(),
        Column::words("Costs most"),
    ];
    let row = |it: &Facts<'_>| {
        let health = &it.of.health;
        vec![
            it.of.account.to_string().into(),
            it.of.name.as_ref().into(),
            listed_score(health).into(),
            band(health.band),
            percent(health.coverage).into(),
            change(it.number("health.change_28d")),
            it.money("arr").map_or_else(|| NOTHING.into(), |it| short_money(it).into()),
            it.phrase("tier"),
            it.phrase("renewal.date"),
            it.phrase("renewal.days_left"),
            it.phrase("touch.last_days"),
            it.phrase("alerts.open"),
            dearest(it.of).map_or_else(Cell::default, Cell::from),
        ]
    };
    Table { columns, rows: rows.iter().map(row).collect() }
}

fn change(points: Option<f64>) -> Cell {
    points.map_or_else(Cell::default, |it| format!("{it:+.0}").into())
}

/// What costs the score most: a limit in force, else the measure that loses most points.
fn dearest(of: &Assessment) -> Option<String> {
    let cap = of.health.caps.first().filter(|_| of.health.cap_points() < Some(0.0));
    cap.map(|it| it.reason.clone())
        .or_else(|| of.health.losses().first().map(|it| it.reading.clone()))
}

/// The facts that a sheet of accounts is mostly wanted for.
const SHORT: [&str; 8] = [
    "health.band",
    "health.score",
    "health.data_coverage",
    "arr",
    "renewal.date",
    "renewal.days_left",
    "touch.last_days",
    "alerts.open",
];

fn short_record(it: &Facts<'_>) -> Object {
    let mut object = Object::new()
        .with("name", &it.of.name)
        .with("id", it.of.account.raw())
        .with("external_id", it.of.external_id.as_deref());
    it.add(&mut object, SHORT);
    object.with("top_reason", dearest(it.of))
}

/// An account with every fact.
fn record(it: &Facts<'_>) -> Object {
    let mut object = it.identity();
    let catalogue = &it.context.catalogue;
    let names = catalogue.iter().map(|(_, fact)| fact.name.as_ref());
    it.add(&mut object, names.filter(|it| !matches!(*it, "name" | "external_id")));
    object.with("reasons", reasons(it.of))
}

/// Why the score is what it is: every measure that loses points, then the limit in force.
fn reasons(of: &Assessment) -> Json {
    let measure = |it: &Measure| {
        Object::new()
            .with("measure", &it.id)
            .with("pillar", it.pillar.word())
            .with("lost", it.lost())
            .with("text", it.reading.as_str())
    };
    let mut reasons: Vec<Object> = of.health.losses().into_iter().map(measure).collect();
    if let (Some(cap), Some(points)) = (of.health.caps.first(), of.health.cap_points()) {
        reasons.push(
            Object::new()
                .with("measure", format!("cap.{}", cap.id))
                .with("pillar", Json::Null)
                .with("lost", -points)
                .with("text", cap.reason.as_str()),
        );
    }
    reasons.into_iter().collect()
}
