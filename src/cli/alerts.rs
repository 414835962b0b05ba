//! `rounds alerts`: what asks for the user, most money at stake first.

use super::args::{AlertCommand, Alerts, Format};
use super::edit::said;
use super::error::Error;
use super::pick::{Facts, NOTHING, Picked};
use super::run::Run;
use crate::app::{Answer, Change, Until, until_in_words};
use crate::domain::{
    AccountId, AlertOutcome, AlertState, Evidence, PastAlert, Severity, short_money,
};
use crate::engine::{Assessment, Pattern, Ranked, patterns};
use crate::export::{Cell, Column, Json, Object, Table, Tone};

/// An alert with its account and, while it is open, its place in the ranking of the whole book.
struct Row<'a> {
    rank: Option<usize>,
    ranked: &'a Ranked,
    facts: Facts<'a>,
}

/// Does what was asked about alerts.
pub(super) fn alerts(run: &mut Run<'_>, args: &Alerts) -> Result<(), Error> {
    match &args.command {
        None => list(run, args),
        Some(AlertCommand::Snooze { id, until }) => snooze(run, id, until),
        Some(AlertCommand::Patterns { form }) => list_patterns(run, (*form).into()),
    }
}

/// Lists the alerts of the accounts that the query leaves: for programs all of them, for a person the
/// open ones above the line, unless all are asked for.
fn list(run: &mut Run<'_>, args: &Alerts) -> Result<(), Error> {
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
    let seen = rows.iter().map(|it| it.ranked.alert.as_ref());
    let shared = if format == Format::Text { patterns(seen, as_of) } else { Vec::new() };
    rows.retain(|it| it.rank.is_some());
    let open = rows.len();
    rows.retain(|it| !it.ranked.is_below_line);
    let below = open - rows.len();
    run.list(format, || table(&rows), || rows.iter().map(record).collect())?;
    if below > 0 && format == Format::Text {
        run.line(format!("{below} more below the line: rounds alerts --all"))?;
    }
    let name = |id: AccountId| judged.account(id).map_or("", |it| it.name.as_ref());
    for it in shared {
        run.line(it.in_words(as_of, name))?;
    }
    Ok(())
}

/// Lists what several accounts opened this week.
fn list_patterns(run: &mut Run<'_>, format: Format) -> Result<(), Error> {
    let mut session = run.read()?;
    let as_of = session.as_of();
    let judged = session.judge()?;
    let found = patterns(judged.alerts.iter().map(|it| it.alert.as_ref()), as_of);
    let account = |id: &AccountId| judged.account(*id);
    let columns = vec![
        Column::words("Alert"),
        Column::numbers("Sev"),
        Column::numbers("Accounts"),
        Column::numbers("At stake"),
        Column::words("Since"),
        Column::words("Which"),
    ];
    let row = |it: &Pattern| {
        let names: Vec<&str> =
            it.accounts.iter().filter_map(account).map(|it| it.name.as_ref()).collect();
        vec![
            it.title.as_ref().into(),
            severity(it.severity),
            it.accounts.len().to_string().into(),
            it.at_stake.map_or_else(|| NOTHING.into(), |it| short_money(it).into()),
            it.since.to_string().into(),
            names.join(", ").into(),
        ]
    };
    let member = |it: &Assessment| {
        Object::new()
            .with("account", it.account.raw())
            .with("external_id", it.external_id.as_deref())
            .with("name", &it.name)
    };
    let record = |it: &Pattern| {
        Object::new()
            .with("rule", &it.rule)
            .with("title", &it.title)
            .with("kind", it.kind.word())
            .with("severity", it.severity.number())
            .with("since", it.since)
            .with("count", it.accounts.len())
            .with("at_stake", it.at_stake)
            .with("accounts", it.accounts.iter().filter_map(account).map(member).collect::<Json>())
    };
    run.list(
        format,
        || Table { columns, rows: found.iter().map(row).collect() },
        || found.iter().map(record).collect(),
    )
}

/// Hides an alert until a day or a condition.
fn snooze(run: &mut Run<'_>, id: &str, until: &str) -> Result<(), Error> {
    let mut session = run.write()?;
    let unknown = || {
        Error::NotFound(format!(
            "there is no open alert {id:?}. List them with: rounds alerts --json"
        ))
    };
    let account = id.rsplit_once('/').and_then(|(_, it)| it.parse().ok()).map(AccountId::new);
    let account =
        account.filter(|it| session.store().record(it.record()).is_ok_and(|it| it.is_some()));
    let account = account.ok_or_else(unknown)?;
    let assessment = session.assess(account)?;
    let is_over = |state| matches!(state, AlertState::Resolved | AlertState::Closed);
    if !assessment.alerts.iter().any(|it| *it.id == *id && !is_over(it.state)) {
        return Err(unknown());
    }
    let catalogue = &session.ground()?.context.catalogue;
    let answer = match until_in_words(until, run.today, catalogue).map_err(Error::Usage)? {
        Until::Day(day) if day <= run.today => {
            return Err(Error::Usage(format!("{day} is not in the future")));
        }
        Until::Day(day) => Answer::SnoozeUntil(day),
        Until::Holds(query) if query.matches(&assessment.sheet) => {
            return Err(Error::Usage(format!("{query} holds already for {}", assessment.name)));
        }
        Until::Holds(query) => Answer::SleepUntil(query.to_string()),
    };
    said(&session.change(&Change::AnswerAlerts(vec![(account, id.into())], answer))?);
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
    let wakes = alert.wakes_when.as_ref();
    match (alert.state, alert.snoozed_until, alert.outcome) {
        (AlertState::Open, ..) if it.is_below_line => "below the line".to_owned(),
        (AlertState::Snoozed, Some(until), _) => format!("snoozed until {until}"),
        (AlertState::Snoozed, None, _) => {
            wakes.map_or_else(|| "snoozed".to_owned(), |it| format!("snoozed until {it}"))
        }
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
        .with("raised_by", alert.raised_by.iter().collect::<Json>())
        .with("account", alert.account.raw())
        .with("external_id", facts.of.external_id.as_deref())
        .with("name", &facts.of.name)
        .with("state", alert.state.word())
        .with("outcome", alert.outcome.map(AlertOutcome::word))
        .with("opened_on", alert.opened_on)
        .with("last_fired_on", alert.last_fired_on)
        .with("fire_count", i64::from(alert.fire_count))
        .with("snoozed_until", alert.snoozed_until)
        .with("wakes_when", alert.wakes_when.as_deref())
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
        .with("earlier", alert.earlier.iter().map(earlier).collect::<Json>())
        .with("playbook", alert.playbook.as_deref())
}

fn earlier(it: &PastAlert) -> Object {
    Object::new()
        .with("opened_on", it.opened_on)
        .with("ended_on", it.ended_on)
        .with("state", it.state.word())
        .with("outcome", it.outcome.map(AlertOutcome::word))
}

fn evidence(it: &Evidence) -> Object {
    let rows: Json = it.rows.iter().map(ToString::to_string).collect();
    Object::new()
        .with("fact", &it.fact)
        .with("value", it.value.as_ref().map_or(Json::Null, Json::from))
        .with("rows", rows)
}
