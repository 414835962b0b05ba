//! The life of an alert, its rank, and what a rule came to.

use std::collections::BTreeSet;
use std::sync::Arc;

use rounds::domain::{AccountId, Alert, AlertKind, AlertState, Day, Rank, Severity};
use rounds::engine::alerts::{CoolDown, Hold, ranked, together, urgency};
use rounds::engine::backtest::{Lead, Stretch, Tally, against_losses};
use rounds::engine::formulas::ratio;
use serde_json::{Value, json};

use super::Op;
use super::inputs::Inputs;

pub(super) const OPS: &[Op] = &[
    ("alarm_state", |it| {
        // A count of weeks in a row is a wait of one week less.
        let wait = |key: &str| 7 * i64::from(it.int(key) - 1);
        let (mut open, mut clear) = (Hold::default(), Hold::default());
        let mut is_open = false;
        let step = |(week, z): (i32, Option<f64>)| {
            let day = Day::from_number(20_000 + 7 * week);
            let opens = open.after(z.map(|z| z <= it.num("on")), day, wait("on_count"));
            let clears = clear.after(z.map(|z| z >= it.num("off")), day, wait("off_count"));
            is_open = if is_open { !clears } else { opens };
            json!(is_open)
        };
        (0..).zip(it.known("z")).map(step).collect()
    }),
    ("backtest", backtest),
    ("cooldown", |it| {
        let days = i64::from(it.int("cooldown_days"));
        let mut last: Option<CoolDown> = None;
        let step = |firing: Inputs| {
            let (since, severity) = (firing.day("date"), severity(firing.count("severity")));
            let is_told = last.is_none_or(|it| it.lets_through(since, severity));
            if is_told {
                last = Some(CoolDown { since, days, severity });
            }
            json!(is_told)
        };
        it.list("firings").into_iter().map(step).collect()
    }),
    ("rank", rank),
];

/// A severity of the goldens, where higher is worse.
fn severity(rank: u32) -> Severity {
    *Severity::ALL.iter().find(|it| u32::from(it.number()) == 5 - rank).unwrap()
}

fn rank(it: &Inputs) -> Value {
    let mut accounts = it.list("accounts");
    accounts.sort_by_key(|it| it.text("account").to_owned());
    let alerts = (1..).zip(&accounts).map(|(number, account)| {
        let signals = account.list("signals");
        let weight = |it: &Inputs| it.num("lift").max(0.0) * it.num("confidence");
        let days_left = account.day("notice_deadline").days_since(it.day("as_of"));
        let rank = Rank {
            at_stake: Some(account.money("arr")),
            probability: together(signals.iter().map(weight)),
            urgency: urgency(Some(days_left as f64)),
        };
        Arc::new(alert(account.text("account"), number, rank))
    });
    let shown = |alert: &Alert| {
        json!({
            "account": alert.id,
            "p_extra": alert.rank.probability,
            "urgency": alert.rank.urgency,
            "priority": alert.rank.expected_loss(),
        })
    };
    ranked(alerts.collect(), 8).iter().map(|it| shown(&it.alert)).collect()
}

fn alert(id: &str, account: i64, rank: Rank) -> Alert {
    Alert {
        id: id.into(),
        rule: id.into(),
        title: Arc::default(),
        kind: AlertKind::Risk,
        severity: Severity::High,
        account: AccountId::new(account),
        state: AlertState::Open,
        outcome: None,
        opened_on: Day::from_number(20_000).monday(),
        last_fired_on: Day::from_number(20_000).monday(),
        fire_count: 1,
        snoozed_until: None,
        wakes_when: None,
        raised_by: Vec::new(),
        earlier: Vec::new(),
        playbook: None,
        message: String::new(),
        condition: Arc::default(),
        clears: Arc::default(),
        evidence: Vec::new(),
        rank,
    }
}

fn backtest(it: &Inputs) -> Value {
    let (alerts, events) = (it.list("alerts"), it.list("events"));
    let seen = Stretch { from: it.day("obs_start"), to: it.day("obs_end") };
    let lead = Lead { least: i64::from(it.int("lead_min")), most: i64::from(it.int("lead_max")) };
    let accounts: BTreeSet<&str> =
        alerts.iter().chain(&events).map(|it| it.text("account")).collect();
    let mut tally = Tally::default();
    for account in accounts {
        let days = |of: &[Inputs]| -> Vec<Day> {
            of.iter().filter(|it| it.text("account") == account).map(|it| it.day("date")).collect()
        };
        tally.add(&against_losses(&days(&alerts), &days(&events), seen, lead));
    }
    let interval = tally.precision_interval();
    json!({
        "tp": tally.hits,
        "fp": tally.false_alarms,
        "late": tally.late,
        "censored": tally.left_out,
        "precision": tally.precision(),
        "precision_low": interval.map(|it| it.low),
        "precision_high": interval.map(|it| it.high),
        "recall": tally.recall(),
        "eligible_events": tally.events,
        "median_lead_days": tally.median_lead(),
        "burden_per_csm_week": ratio(alerts.len() as f64, it.num("csms") * it.num("weeks")),
    })
}
