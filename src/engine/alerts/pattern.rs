//! Patterns: one rule that several accounts opened in one week, told as one line.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::domain::{AccountId, Alert, AlertKind, AlertState, Day, Money, Severity};

/// So many accounts make a pattern.
const FEWEST: usize = 3;
/// So many of them are named in a line.
const NAMED: usize = 3;

/// What several accounts share: a rule whose alerts opened in the same week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pattern {
    /// The rule's short name.
    pub rule: Arc<str>,
    /// The rule's name for a person.
    pub title: Arc<str>,
    /// What sort of alerts they are.
    pub kind: AlertKind,
    /// How grave the gravest is.
    pub severity: Severity,
    /// The Monday of the week.
    pub since: Day,
    /// Whose alerts they are, in their order.
    pub accounts: Vec<AccountId>,
    /// The money at stake at those whose amount is known.
    pub at_stake: Option<Money>,
}

/// The rules that three accounts or more opened since the Monday before `as_of`, those of most
/// accounts first. Alerts that are over do not count; `alerts` are in order of rank.
pub fn patterns<'a>(alerts: impl IntoIterator<Item = &'a Alert>, as_of: Day) -> Vec<Pattern> {
    let since = as_of.monday();
    let mut res: Vec<Pattern> = Vec::new();
    for it in alerts {
        let is_over = matches!(it.state, AlertState::Resolved | AlertState::Closed);
        if is_over || it.opened_on < since {
            continue;
        }
        match res.iter_mut().find(|other| other.rule == it.rule) {
            Some(pattern) => pattern.add(it),
            None => res.push(Pattern {
                rule: Arc::clone(&it.rule),
                title: Arc::clone(&it.title),
                kind: it.kind,
                severity: it.severity,
                since,
                accounts: vec![it.account],
                at_stake: it.rank.at_stake,
            }),
        }
    }
    res.retain(|it| it.accounts.len() >= FEWEST);
    res.sort_by_key(|it| std::cmp::Reverse(it.accounts.len()));
    res
}

impl Pattern {
    fn add(&mut self, alert: &Alert) {
        self.accounts.push(alert.account);
        self.severity = self.severity.min(alert.severity);
        self.at_stake = match (self.at_stake, alert.rank.at_stake) {
            (Some(a), Some(b)) => Some(Money::new(a.minor() + b.minor(), a.currency())),
            (a, b) => a.or(b),
        };
    }

    /// `Usage drop at 4 accounts since Monday: Acme, Globex, Initech and 1 more`
    pub fn in_words<'a>(&self, as_of: Day, name: impl Fn(AccountId) -> &'a str) -> String {
        let when = if self.since == as_of { "today" } else { "since Monday" };
        let named: Vec<&str> = self.accounts.iter().take(NAMED).map(|it| name(*it)).collect();
        let more = match self.accounts.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let count = self.accounts.len();
        format!("{} at {count} accounts {when}: {}{more}", self.title, named.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Currency, Rank};

    /// A Wednesday.
    fn today() -> Day {
        "2026-10-14".parse().unwrap()
    }

    fn alert(rule: &str, account: i64, opened_on: Day) -> Alert {
        Alert {
            id: format!("{rule}/{account}").into(),
            rule: rule.into(),
            title: rule.into(),
            kind: AlertKind::Risk,
            severity: Severity::High,
            raised_by: Vec::new(),
            account: AccountId::new(account),
            state: AlertState::Open,
            outcome: None,
            opened_on,
            last_fired_on: opened_on,
            fire_count: 1,
            snoozed_until: None,
            wakes_when: None,
            message: String::new(),
            condition: Arc::default(),
            clears: Arc::default(),
            evidence: Vec::new(),
            earlier: Vec::new(),
            playbook: None,
            rank: Rank {
                at_stake: Some(Money::new(100, Currency::USD)),
                probability: 0.1,
                urgency: 0.5,
            },
        }
    }

    #[test]
    fn three_accounts_that_open_one_rule_in_a_week_are_one_line() {
        let monday = today().monday();
        let mut alerts: Vec<Alert> = (1..=4).map(|it| alert("usage", it, monday)).collect();
        alerts.push(alert("payment", 1, monday));
        let found = patterns(&alerts, today());
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].at_stake, Some(Money::new(400, Currency::USD)));
        let words =
            |as_of| found[0].in_words(as_of, |it| ["", "A", "B", "C", "D"][it.raw() as usize]);
        assert_eq!(words(today()), "usage at 4 accounts since Monday: A, B, C and 1 more");
        assert_eq!(words(monday), "usage at 4 accounts today: A, B, C and 1 more");
    }

    #[test]
    fn two_accounts_an_earlier_week_and_what_is_over_make_no_pattern() {
        let monday = today().monday();
        let mut alerts = vec![alert("usage", 1, monday), alert("usage", 2, monday)];
        alerts.push(alert("usage", 3, monday - 7));
        let over = AlertState::Resolved;
        alerts.push(Alert { state: over, ..alert("usage", 4, monday) });
        assert_eq!(patterns(&alerts, today()), []);
        alerts.push(alert("usage", 5, monday + 2));
        assert_eq!(patterns(&alerts, today()).len(), 1);
    }

    #[test]
    fn the_pattern_of_most_accounts_comes_first_and_is_as_grave_as_its_gravest() {
        let monday = today().monday();
        let mut alerts: Vec<Alert> = (1..=3).map(|it| alert("payment", it, monday)).collect();
        alerts.extend((1..=4).map(|it| alert("usage", it, monday)));
        alerts[5].severity = Severity::Critical;
        let found = patterns(&alerts, today());
        let rules: Vec<&str> = found.iter().map(|it| it.rule.as_ref()).collect();
        assert_eq!(rules, ["usage", "payment"]);
        assert_eq!(found[0].severity, Severity::Critical);
    }
}
