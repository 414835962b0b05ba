//! `rounds alerts`: what asks for the user, most money at stake first.

use super::args::{Alerts, Format};
use super::error::Error;
use super::pick::{Facts, NOTHING, Picked};
use super::run::Run;
use crate::domain::{AlertOutcome, AlertState, Evidence, Severity, short_money};
use crate::engine::Ranked;
use crate::export::{Cell, Column, Json, Object, Table, Tone};

/// An alert with its account and, while it is open, its place in the ranking of the whole book.
struct Row<'a> {
    rank: Option<usize>,
    ranked: &'a Ranked,
    facts: Facts<'a>,
}

/// Lists the alerts of the accounts that the query leaves: for programs all of them, for a person the
/// open ones above the line, unless all are asked for.
pub(super) fn list(run: &mut Run<'_>, args: &Alerts) -> Result<(), Error> {
    let mut session = run.read()?;
    let as_of = session.as_of();
    let judged = session.judge()?;
    let picked = Picked::new(&args.list.query, &judged, as_of)?;
    let mut ranks = 1..;
    let mut rows: Vec<Row<'_>> = Vec::new();
    for ranked in &judged.alerts {
        let rank = if ranked.alert.state.asks_for_user() { ranks.next() } else { None };
        if let Some(of) = picked.account(ranked.alert.account) {
            rows.push(Row { rank, ranked, facts: picked.facts(of) });
        }
    }
    rows.sort_by_key(|it| it.rank.is_none());
    let format = args.list.form.into();
    if format == Format::Json || args.all {
        return run.list(format, || table(&rows), || rows.iter().map(record).collect());
    }
    rows.retain(|it| it.rank.is_some());
    let open = rows.len();
    rows.retain(|it| !it.ranked.is_below_line);
    let below = open - rows.len();
    run.list(format, || table(&rows), || rows.iter().map(record).collect())?;
    if below > 0 && format == Format::Text {
        run.line(format!("{below} more below the line: rounds alerts --all"))?;
    }
    Ok(())
}

fn table(rows: &[Row<'_>]) -> Table {
    let columns = vec![
        Column::numbers("#"),
        Column::words("Account"),
        Column::words("Alert").minor(),
        Column::numbers("Sev"),
        Column::numbers("At stake"),
        Column::words("Since").minor(),
        Column::words("State").minor(),
        Column::words("What"),
    ];
    let row = |it: &Row<'_>| {
        let alert = &it.ranked.alert;
        let at_stake = alert.rank.at_stake;
        vec![
            it.rank.map_or_else(|| NOTHING.to_owned(), |it| it.to_string()).into(),
            it.facts.of.name.as_ref().into(),
            alert.title.as_ref().into(),
            severity(alert.severity),
            at_stake.map_or_else(|| NOTHING.into(), |it| short_money(it).into()),
            alert.opened_on.to_string().into(),
            state(it.ranked).into(),
            alert.message.as_str().into(),
        ]
    };
    Table { columns, rows: rows.iter().map(row).collect() }
}

/// Where an alert stands, as a person reads it.
fn state(it: &Ranked) -> String {
    let alert = &it.alert;
    match (alert.state, alert.snoozed_until, alert.outcome) {
        (AlertState::Open, ..) if it.is_below_line => "below the line".to_owned(),
        (AlertState::Snoozed, Some(until), _) => format!("snoozed until {until}"),
        (AlertState::Closed, _, Some(outcome)) => format!("closed: {}", outcome.word()),
        (state, ..) => state.word().to_owned(),
    }
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
    object(it.ranked, &it.facts).with("rank", it.rank.map_or(Json::Null, Json::from))
}

/// An alert as JSON, without its rank.
pub(super) fn object(ranked: &Ranked, facts: &Facts<'_>) -> Object {
    let alert = &ranked.alert;
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
        .with("below_line", ranked.is_below_line)
        .with("at_stake", rank.at_stake)
        .with("currency", facts.context.settings.currency.code())
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
