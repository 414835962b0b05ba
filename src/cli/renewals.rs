//! `rounds renewals`: what renews, soonest decision first.

use super::args::List;
use super::error::Error;
use super::pick::{Facts, NOTHING, Picked, band, listed_score};
use super::run::Run;
use crate::domain::{Day, counted, short_money};
use crate::engine::days_to_decision;
use crate::export::{Cell, Column, Table};

/// The facts that a renewal's object holds.
const FACTS: [&str; 14] = [
    "currency",
    "arr",
    "renewal.amount",
    "renewal.date",
    "renewal.days_left",
    "renewal.overdue_days",
    "renewal.term_months",
    "renewal.auto_renew",
    "renewal.notice_days",
    "renewal.source",
    "notice.date",
    "notice.days_left",
    "health.score",
    "health.band",
];

/// Lists the renewals of the accounts that the query leaves.
pub(super) fn list(run: &mut Run<'_>, args: &List) -> Result<(), Error> {
    let mut session = run.read()?;
    let as_of = session.as_of();
    let judged = session.judge()?;
    let picked = Picked::new(&args.query, &judged, as_of)?;
    let mut rows: Vec<Facts<'_>> = picked
        .accounts()
        .map(|it| picked.facts(it))
        .filter(|it| it.value("renewal.date").is_some())
        .collect();
    rows.sort_by_key(|it| (decided_on(it), it.of.account));
    run.list(
        args.form.into(),
        || table(&rows),
        || {
            let record = |it: &Facts<'_>| {
                let mut object = it.identity();
                it.add(&mut object, FACTS);
                object
            };
            rows.iter().map(record).collect()
        },
    )
}

/// The day of decision while it lies ahead, else the renewal.
fn decided_on(it: &Facts<'_>) -> Day {
    let ahead = days_to_decision(&it.of.sheet, &it.context.catalogue);
    let ahead = ahead.map(|days| it.of.sheet.as_of + days as i32);
    ahead.or_else(|| it.day("renewal.date")).unwrap_or(Day::MAX)
}

/// The days to the renewal, or since it passed.
fn days_left(it: &Facts<'_>) -> Cell {
    match it.number("renewal.overdue_days") {
        Some(days) if it.number("renewal.days_left").is_none() => {
            format!("passed {} ago", counted(days as u64, "day")).into()
        }
        _ => it.phrase("renewal.days_left"),
    }
}

fn table(rows: &[Facts<'_>]) -> Table {
    let columns = vec![
        Column::words("Account"),
        Column::numbers("Amount"),
        Column::words("Notice by"),
        Column::numbers("in"),
        Column::words("Renews"),
        Column::numbers("in"),
        Column::words("By itself"),
        Column::numbers("Health"),
        Column::words("Band"),
    ];
    let row = |it: &Facts<'_>| {
        let amount = it.money("renewal.amount").or_else(|| it.money("arr"));
        vec![
            it.of.name.as_ref().into(),
            amount.map_or_else(|| NOTHING.into(), |it| short_money(it).into()),
            it.phrase("notice.date"),
            it.phrase("notice.days_left"),
            it.phrase("renewal.date"),
            days_left(it),
            it.phrase("renewal.auto_renew"),
            listed_score(&it.of.health).into(),
            band(it.of.health.band),
        ]
    };
    Table { columns, rows: rows.iter().map(row).collect() }
}
