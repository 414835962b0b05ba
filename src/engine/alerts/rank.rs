//! What an alert is worth looking at: money at stake × extra probability of loss × urgency.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

use crate::domain::{Alert, AlertKind, AlertState, Day, Money, Value};
use crate::engine::facts::{Catalogue, Sheet};

/// The lifts of independent signals together (noisy or).
pub fn together(weights: impl IntoIterator<Item = f64>) -> f64 {
    1.0 - weights.into_iter().map(|it| 1.0 - it.clamp(0.0, 1.0)).product::<f64>()
}

/// 1 on the day of decision, halved every 90 days before it, never under 0.1; 0.1 once the day has
/// passed, or where none is known.
pub fn urgency(days_left: Option<f64>) -> f64 {
    let Some(days) = days_left.filter(|it| *it >= 0.0) else { return 0.1 };
    (-days / 90.0).exp2().clamp(0.1, 1.0)
}

/// Days to the decision: to the notice deadline, or to the renewal where it does not renew by
/// itself; nothing once it has passed (`docs/numbers.md`, "Alerts: rank and budget").
pub fn days_to_decision(sheet: &Sheet, catalogue: &Catalogue) -> Option<f64> {
    let value = |name: &str| sheet.get(catalogue.find(name)?);
    let number = |name: &str| value(name)?.as_f64();
    if value("renewal.auto_renew").and_then(Value::as_flag) == Some(false) {
        return number("renewal.days_left");
    }
    number("notice.days_left")
}

/// The money at stake: the account's recurring revenue a year.
pub(super) fn at_stake(sheet: &Sheet, catalogue: &Catalogue) -> Option<Money> {
    sheet.get(catalogue.find("arr")?)?.as_money()
}

/// An alert in its place among those of the whole book.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// The alert.
    pub alert: Arc<Alert>,
    /// Whether it is below the weekly budget, and so waits under the line.
    pub is_below_line: bool,
}

/// Puts the book's alerts in order and draws the budget line. Risk and lifecycle come first, by
/// expected loss, those without ARR after; then expansion and hygiene by ARR; then what has ended.
/// Of the open alerts that opened in one ISO week, only the first `budget`
/// ([`crate::engine::Settings::alert_budget`]) stand above the line.
pub fn ranked(mut alerts: Vec<Arc<Alert>>, budget: usize) -> Vec<Ranked> {
    alerts.sort_by(|a, b| order(a, b));
    let mut told: HashMap<Day, usize> = HashMap::new();
    let mut is_over = |it: &Alert| {
        let count = told.entry(it.opened_on.monday()).or_default();
        *count += 1;
        *count > budget
    };
    alerts
        .into_iter()
        .map(|alert| Ranked {
            is_below_line: alert.state == AlertState::Open && is_over(&alert),
            alert,
        })
        .collect()
}

/// The order of two alerts; ties by ARR, account, severity and id, so that there are none.
fn order(a: &Alert, b: &Alert) -> Ordering {
    let falling = |x: Option<f64>, y: Option<f64>| match (x, y) {
        (Some(x), Some(y)) => y.total_cmp(&x),
        (x, y) => y.is_some().cmp(&x.is_some()),
    };
    let arr = |it: &Alert| it.rank.at_stake.map(Money::to_f64);
    let chance = |it: &Alert| Some(it.rank.probability * it.rank.urgency);
    class(a)
        .cmp(&class(b))
        .then_with(|| falling(a.rank.expected_loss(), b.rank.expected_loss()))
        .then_with(|| falling(arr(a), arr(b)))
        .then_with(|| falling(chance(a), chance(b)))
        .then_with(|| (a.account, a.severity, &a.id).cmp(&(b.account, b.severity, &b.id)))
}

fn class(alert: &Alert) -> u8 {
    match (alert.state, alert.kind) {
        (AlertState::Resolved | AlertState::Closed, _) => 2,
        (_, AlertKind::Risk | AlertKind::Lifecycle) => 0,
        (_, AlertKind::Expansion | AlertKind::Hygiene) => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{AccountId, Currency, Rank, Severity};

    /// An open alert of severity 2 from the Monday of a week.
    fn alert(id: &str, account: i64, arr: Option<i64>, probability: f64) -> Alert {
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
            rank: Rank {
                at_stake: arr.map(|it| Money::new(it * 100, Currency::USD)),
                probability,
                urgency: 0.5,
            },
        }
    }

    fn rank(alerts: impl IntoIterator<Item = Alert>, budget: usize) -> Vec<Ranked> {
        ranked(alerts.into_iter().map(Arc::new).collect(), budget)
    }

    fn ids(alerts: &[Ranked]) -> Vec<&str> {
        alerts.iter().map(|it| it.alert.id.as_ref()).collect()
    }

    #[test]
    fn hygiene_and_expansion_never_outrank_risk() {
        let of_kind = |kind, it| Alert { kind, ..it };
        let alerts = [
            of_kind(AlertKind::Hygiene, alert("hygiene", 1, Some(900), 0.0)),
            of_kind(AlertKind::Expansion, alert("expansion", 2, Some(950), 0.0)),
            alert("risk without arr", 3, None, 0.3),
            Alert { state: AlertState::Closed, ..alert("closed", 4, Some(999), 0.0) },
            alert("risk", 5, Some(1), 0.1),
            of_kind(AlertKind::Lifecycle, alert("lifecycle", 6, Some(2), 0.1)),
        ];
        assert_eq!(
            ids(&rank(alerts, 8)),
            ["lifecycle", "risk", "risk without arr", "expansion", "hygiene", "closed"]
        );
    }

    #[test]
    fn equal_losses_rank_by_arr_then_account_then_severity() {
        let alerts = [
            Alert { severity: Severity::Low, ..alert("low", 1, Some(100), 0.2) },
            alert("second account", 2, Some(100), 0.2),
            alert("larger", 3, Some(200), 0.1),
            alert("high", 1, Some(100), 0.2),
        ];
        assert_eq!(ids(&rank(alerts, 8)), ["larger", "high", "low", "second account"]);
    }

    #[test]
    fn each_week_has_its_own_line_and_only_open_alerts_count() {
        let seen = Alert { state: AlertState::Acknowledged, ..alert("seen", 1, Some(900), 0.1) };
        let mut later = alert("later", 5, Some(500), 0.1);
        later.opened_on = later.opened_on + 7;
        let alerts = [
            seen,
            alert("first", 2, Some(800), 0.1),
            alert("second", 3, Some(700), 0.1),
            alert("third", 4, Some(600), 0.1),
            later,
        ];
        let mut alerts = rank(alerts, 2);
        alerts.retain(|it| it.is_below_line);
        assert_eq!(ids(&alerts), ["third"]);
    }
}
