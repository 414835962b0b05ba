//! `rounds alerts`: what asks for the user, most money at stake first.

use super::args::List;
use super::error::Error;
use super::pick::{Facts, NOTHING, Picked};
use super::run::Run;
use crate::domain::{Alert, AlertOutcome, Evidence, Severity, short_money};
use crate::export::{Cell, Column, Json, Object, Table, Tone};

/// An alert with its account and its place in the ranking of the whole book.
struct Row<'a> {
    rank: usize,
    alert: &'a Alert,
    facts: Facts<'a>,
}

/// Lists the open alerts of the accounts that the query leaves.
pub(super) fn list(run: &mut Run<'_>, args: &List) -> Result<(), Error> {
    let mut session = run.read()?;
    let as_of = session.as_of();
    let judged = session.judged()?;
    let picked = Picked::new(&args.query, judged, as_of)?;
    let is_open = |it: &&Alert| it.state.asks_for_user();
    let open = judged.alerts.iter().filter(is_open).zip(1..);
    let rows: Vec<Row<'_>> = open
        .filter_map(|(alert, rank)| {
            Some(Row { rank, alert, facts: picked.facts(picked.account(alert.account)?) })
        })
        .collect();
    run.list(args.form.into(), || table(&rows), || rows.iter().map(record).collect())
}

fn table(rows: &[Row<'_>]) -> Table {
    let columns = vec![
        Column::numbers("#"),
        Column::words("Account"),
        Column::words("Alert"),
        Column::numbers("Sev"),
        Column::numbers("At stake"),
        Column::words("Since"),
        Column::words("State"),
        Column::words("What"),
    ];
    let row = |it: &Row<'_>| {
        let at_stake = it.alert.rank.at_stake;
        let state = if it.alert.is_below_line { "below the line" } else { it.alert.state.word() };
        vec![
            it.rank.to_string().into(),
            it.facts.of.name.as_ref().into(),
            it.alert.title.as_ref().into(),
            severity(it.alert.severity),
            at_stake.map_or_else(|| NOTHING.into(), |it| short_money(it).into()),
            it.alert.opened_on.to_string().into(),
            state.into(),
            it.alert.message.as_str().into(),
        ]
    };
    Table { columns, rows: rows.iter().map(row).collect() }
}

/// A severity's number in its colour.
pub(super) fn severity(severity: Severity) -> Cell {
    Cell::from(severity.word()).in_tone(match severity {
        Severity::Critical | Severity::High => Tone::Bad,
        Severity::Medium => Tone::Watch,
        Severity::Low => Tone::Plain,
    })
}

fn record(it: &Row<'_>) -> Object {
    object(it.alert, &it.facts).with("rank", it.rank)
}

/// An alert as JSON, without its rank.
pub(super) fn object(alert: &Alert, facts: &Facts<'_>) -> Object {
    let rank = &alert.rank;
    Object::new()
        .with("id", &alert.id)
        .with("rule", &alert.rule)
        .with("title", &alert.title)
        .with("kind", alert.kind.word())
        .with("severity", alert.severity.number())
        .with("account", alert.account.raw())
        .with("external_id", facts.of.external_id.as_deref())
        .with("name", &facts.of.name)
        .with("state", alert.state.word())
        .with("outcome", alert.outcome.map(AlertOutcome::word))
        .with("opened_on", alert.opened_on)
        .with("snoozed_until", alert.snoozed_until)
        .with("below_line", alert.is_below_line)
        .with("at_stake", rank.at_stake)
        .with("currency", facts.judged.context.settings.currency.code())
        .with("probability", rank.probability)
        .with("urgency", rank.urgency)
        .with("expected_loss", rank.expected_loss())
        .with("message", alert.message.as_str())
        .with("condition", &alert.condition)
        .with("clears", &alert.clears)
        .with("evidence", alert.evidence.iter().map(evidence).collect::<Json>())
}

fn evidence(it: &Evidence) -> Object {
    let rows: Json = it.rows.iter().map(ToString::to_string).collect();
    Object::new()
        .with("fact", &it.fact)
        .with("value", it.value.as_ref().map_or(Json::Null, Json::from))
        .with("rows", rows)
}
