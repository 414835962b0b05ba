//! Rules over alerts: judged last, on what the other rules found that day.

use rounds::domain::{AlertState, Value};

use super::desk::{Desk, on};

/// Four risks, of which two see the same thing, one chance, and three rules over alerts.
const RULES: &str = r#"
[[rule]]
slug = "many"
number = "X1"
title = "Many"
kind = "risk"
severity = 1
open = "alerts.risks_30d>=3"
clear = "alerts.risks_open<2"
message = "{alerts.risks_30d} within 30 days, {alerts.risks_open} open"

[[rule]]
slug = "grave"
number = "X2"
title = "Grave"
kind = "hygiene"
severity = 3
open = "alerts.open>=4 alerts.worst<=2"
message = "{alerts.open} open"

[[rule]]
slug = "red"
number = "Y1"
title = "Red"
kind = "risk"
severity = 2
open = "health.score<50"
message = "red"

[[rule]]
slug = "late"
number = "Y2"
title = "Late"
kind = "risk"
severity = 3
open = "tickets.open>5"
message = "late"

[[rule]]
slug = "slow"
number = "Y3"
title = "Slow"
kind = "risk"
severity = 3
family = "usage"
open = "seats<10"
message = "slow"

[[rule]]
slug = "slower"
number = "Y4"
title = "Slower"
kind = "risk"
severity = 3
family = "usage"
open = "seats<5"
message = "slower"

[[rule]]
slug = "task"
number = "Z1"
title = "Task"
kind = "lifecycle"
severity = 4
open = "tasks.open=0"
message = "no task"
"#;

const CALM: &str = "health.score=80 tickets.open=0 seats=50 tasks.open=1";
const THREE: &str = "health.score=40 tickets.open=9 seats=9 tasks.open=1";

/// The message of an open alert as of the last week.
fn told(desk: &Desk, rule: &str) -> Option<String> {
    let alerts = desk.alerts();
    let open = alerts.into_iter().filter(|it| it.state == AlertState::Open);
    open.into_iter().find(|it| it.rule.as_ref() == rule).map(|it| it.message)
}

#[test]
fn a_rule_over_alerts_sees_what_the_others_found_on_the_same_day() {
    let desk = Desk::new(RULES).weeks([THREE]);
    assert_eq!(told(&desk, "many").as_deref(), Some("3 within 30 days, 3 open"));
}

#[test]
fn a_family_counts_once() {
    let two = "health.score=40 tickets.open=0 seats=4 tasks.open=0";
    assert_eq!(told(&Desk::new(RULES).weeks([two]), "many"), None);
    let three = "health.score=40 tickets.open=9 seats=4 tasks.open=0";
    assert_eq!(
        told(&Desk::new(RULES).weeks([three]), "many").as_deref(),
        Some("3 within 30 days, 3 open")
    );
}

#[test]
fn a_rule_over_alerts_counts_neither_itself_nor_another_such_rule() {
    // Three risks are open, the one over them not counted: four alerts are shown, three counted.
    let three = Desk::new(RULES).weeks([THREE; 3]);
    assert_eq!(told(&three, "grave"), None);
    assert_eq!(told(&three, "many").as_deref(), Some("3 within 30 days, 3 open"));
    let four = Desk::new(RULES).weeks([&*THREE.replace("tasks.open=1", "tasks.open=0")]);
    assert_eq!(told(&four, "grave").as_deref(), Some("4 open"));
}

#[test]
fn a_risk_that_ended_counts_for_thirty_days_and_a_false_alarm_not_at_all() {
    let one = "health.score=40 tickets.open=0 seats=50";
    let other = "health.score=80 tickets.open=9 seats=50";
    let last = "health.score=80 tickets.open=0 seats=9";
    let weeks = [one, other, last];
    assert_eq!(
        told(&Desk::new(RULES).weeks(weeks), "many").as_deref(),
        Some("3 within 30 days, 1 open")
    );
    // The first ended five weeks before the last opens.
    let apart = [one, CALM, CALM, CALM, other, CALM, last];
    assert_eq!(told(&Desk::new(RULES).weeks(apart), "many"), None);
    let false_alarm = [("closed_on", on(0)), ("outcome", Value::text("false_alarm"))];
    let closed = Desk::new(RULES).weeks(weeks).answer("red", &false_alarm);
    assert_eq!(told(&closed, "many"), None);
}

#[test]
fn a_rule_over_alerts_clears_when_the_others_have() {
    let two = "health.score=40 tickets.open=9 seats=50 tasks.open=1";
    let one = "health.score=40 tickets.open=0 seats=50 tasks.open=1";
    let open = |last: &str| {
        let desk = Desk::new(RULES).weeks([THREE, last]);
        desk.alerts().iter().any(|it| it.rule.as_ref() == "many" && it.state == AlertState::Open)
    };
    assert!(open(two));
    assert!(!open(one));
}

const WAITS: &str = r#"
[[rule]]
slug = "waits"
number = "X1"
title = "Waits"
kind = "hygiene"
severity = 4
open = "alerts.untouched_days>=14d"
message = "for {alerts.untouched_days}"

[[rule]]
slug = "red"
number = "Y1"
title = "Red"
kind = "risk"
severity = 2
open = "health.score<50"
message = "red"
"#;

#[test]
fn an_alert_waits_until_the_user_has_seen_snoozed_or_closed_it() {
    let weeks = ["health.score=40"; 3];
    assert_eq!(told(&Desk::new(WAITS).weeks(["health.score=40"; 2]), "waits"), None);
    assert_eq!(told(&Desk::new(WAITS).weeks(weeks), "waits").as_deref(), Some("for 14 days"));
    for answer in ["acknowledged_on", "closed_on"] {
        let desk = Desk::new(WAITS).weeks(weeks).answer("red", &[(answer, on(1))]);
        assert_eq!(told(&desk, "waits"), None, "{answer}");
    }
    let desk = Desk::new(WAITS).weeks(weeks).answer("red", &[("snoozed_until", on(9))]);
    assert_eq!(told(&desk, "waits"), None);
}
