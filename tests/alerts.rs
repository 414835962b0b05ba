//! Rules open, clear, wait and keep quiet as they say, and tell it like a colleague.

mod desk;
mod over;
mod rules;
mod table;
mod table_expansion;
mod table_hygiene;
mod table_lifecycle;
mod table_risk;

use rounds::domain::{
    AccountHistory, AccountId, AlertKind, AlertOutcome, AlertState, Currency, Day, EntryId,
    FieldName, FileId, Kind, Money, Origin, RecordHistory, RecordId, RowRef, Severity, Value,
    Version,
};
use rounds::engine::{Context, Policy, assess, ranked};

use desk::{Desk, built_in, day, on};

const SCORE: &str = r#"
    [[rule]]
    slug = "low_score"
    number = "X1"
    title = "Low score"
    kind = "risk"
    severity = 3
    steps = [{ when = "health.score<30", severity = 1 }]
    open = "health.score<50"
    open_for = 7
    clear = "health.score>=60"
    clear_for = 7
    message = "score {health.score}"
"#;

#[test]
fn an_alert_waits_to_open_and_to_clear_and_what_is_unknown_does_neither() {
    let scores = [55, 45, 55, 45, 45, 55, 65, 55, 65, 65, 40];
    let weeks: Vec<String> = scores.iter().map(|it| format!("health.score={it}")).collect();
    let desk = Desk::new(SCORE).weeks(weeks.iter().map(String::as_str));
    assert_eq!(desk.open_weeks(), [4, 5, 6, 7, 8]);
    let weeks =
        ["health.score=45", "", "health.score=45", "", "health.score=65", "", "health.score=65"];
    assert_eq!(Desk::new(SCORE).weeks(weeks).open_weeks(), [2, 3, 4, 5]);
}

#[test]
fn an_alert_that_cleared_is_told_for_28_days_with_what_it_said() {
    let mut weeks = vec!["health.score=45"; 2];
    weeks.extend(["health.score=70"; 6]);
    let alert = Desk::new(SCORE).weeks(weeks.clone()).only();
    assert_eq!((alert.state, alert.opened_on), (AlertState::Resolved, day(1)));
    assert_eq!(alert.message, "score 45");
    assert_eq!(alert.evidence[0].value, Some(Value::Number(45.0)));
    assert_eq!(alert.rank.expected_loss(), None);
    weeks.push("health.score=70");
    weeks.push("health.score=70");
    assert_eq!(Desk::new(SCORE).weeks(weeks).alerts(), []);
}

#[test]
fn an_alert_grows_and_shrinks_in_severity_and_keeps_its_day_and_id() {
    let desk = Desk::new(SCORE).weeks(["health.score=45", "health.score=45"]);
    let first = desk.only();
    assert_eq!((first.severity, first.id.as_ref()), (Severity::Medium, "low_score/7"));
    let desk = desk.weeks(["health.score=29"]);
    let second = desk.only();
    assert_eq!((second.severity, second.message.as_str()), (Severity::Critical, "score 29"));
    assert_eq!((second.opened_on, &second.id), (first.opened_on, &first.id));
    assert_eq!(desk.weeks(["health.score=52"]).only().severity, Severity::Medium);
}

#[test]
fn the_same_weeks_give_the_same_alerts() {
    let desk = Desk::built_in().weeks(["champion.lost=yes arr=50000 health.computed_band=red"; 5]);
    assert_eq!(desk.alerts(), desk.alerts());
}

#[test]
fn what_the_user_closed_stays_closed_for_14_days_and_then_asks_again() {
    let outcome = [("closed_on", on(2)), ("outcome", Value::text("handled"))];
    let desk = Desk::new(SCORE).answer("low_score", &outcome).weeks(["health.score=45"; 3]);
    let closed = desk.only();
    assert_eq!((closed.state, closed.outcome), (AlertState::Closed, Some(AlertOutcome::Handled)));
    assert_eq!(closed.opened_on, day(1));
    assert_eq!(desk.weeks(["health.score=45"; 3]).open_weeks(), [1, 4, 5]);
}

#[test]
fn a_graver_alert_breaks_the_quiet() {
    let desk = Desk::new(SCORE)
        .answer("low_score", &[("closed_on", on(2)), ("outcome", Value::text("known"))])
        .weeks(["health.score=45", "health.score=45", "health.score=45", "health.score=29"]);
    let alert = desk.only();
    assert_eq!((alert.state, alert.opened_on), (AlertState::Open, day(3)));
}

#[test]
fn a_false_alarm_keeps_quiet_for_30_days_and_each_further_one_twice_as_long() {
    let outcome = |week| [("closed_on", on(week)), ("outcome", Value::text("false_alarm"))];
    let desk = Desk::new(SCORE)
        .answer("low_score", &outcome(1))
        .answer("low_score", &outcome(6))
        .weeks(["health.score=45"; 20]);
    // Closed in week 1: 30 days end in week 6, in which it opens and is closed again for 60 days.
    assert_eq!(desk.open_weeks(), [15, 16, 17, 18, 19]);
}

#[test]
fn a_closing_between_two_days_of_judgement_is_kept() {
    let between = Value::Date(day(0) + 2);
    let desk = Desk::new(&SCORE.replace("open_for = 7", "open_for = 0"))
        .answer("low_score", &[("closed_on", between), ("outcome", Value::text("known"))])
        .weeks(["health.score=55", "health.score=45"]);
    let alert = desk.only();
    assert_eq!((alert.state, alert.opened_on), (AlertState::Closed, day(0) + 2));
}

#[test]
fn a_snoozed_alert_comes_back_on_its_day() {
    let desk = Desk::new(SCORE)
        .answer("low_score", &[("snoozed_until", on(4))])
        .weeks(["health.score=45"; 4]);
    let alert = desk.only();
    assert_eq!((alert.state, alert.snoozed_until), (AlertState::Snoozed, Some(day(4))));
    let alert = desk.weeks(["health.score=45"]).only();
    assert_eq!((alert.state, alert.snoozed_until), (AlertState::Open, None));
}

#[test]
fn an_acknowledgement_is_of_one_episode() {
    let desk = Desk::new(SCORE)
        .answer("low_score", &[("acknowledged_on", on(2))])
        .weeks(["health.score=45"; 4]);
    assert_eq!(desk.only().state, AlertState::Acknowledged);
    let mut weeks = vec!["health.score=70"; 4];
    weeks.extend(["health.score=45"; 2]);
    assert_eq!(desk.weeks(weeks).only().state, AlertState::Open);
}

const DROPPED: &str = "fresh usage.shift=yes \
    usage.primary=logins usage.shift_change=-0.4 usage.silent_days=3";

#[test]
fn a_family_has_one_open_alert_and_the_others_are_its_evidence() {
    let both = format!("{DROPPED} usage.quiet=yes");
    let alert = Desk::built_in().weeks([&*both]).only();
    assert_eq!((alert.rule.as_ref(), alert.severity), ("usage_quiet", Severity::Critical));
    assert!(alert.evidence.iter().any(|it| it.fact.as_ref() == "usage.shift"));
}

#[test]
fn closing_an_alert_closes_what_was_its_evidence() {
    let both = format!("{DROPPED} usage.quiet=yes");
    let alert = Desk::built_in()
        .answer("usage_quiet", &[("closed_on", on(1)), ("outcome", Value::text("known"))])
        .weeks([&*both, &*both, &*both])
        .only();
    assert_eq!((alert.rule.as_ref(), alert.state), ("usage_quiet", AlertState::Closed));
}

#[test]
fn an_account_that_is_no_customer_any_more_is_not_watched() {
    let desk = Desk::built_in().weeks(["nps.detractor=yes status=active"; 2]);
    assert_eq!(desk.only().state, AlertState::Open);
    let gone = desk.weeks(["nps.detractor=yes status=churned"; 2]);
    assert_eq!(gone.only().state, AlertState::Resolved);
    let prospect = Desk::built_in().weeks(["nps.detractor=yes status=prospect"; 2]);
    assert_eq!(prospect.alerts(), []);
}

#[test]
fn old_data_raise_no_alert_and_clear_none() {
    let stale = format!("{DROPPED} usage.feed_age_days=20");
    assert_eq!(Desk::built_in().weeks([&*stale; 3]).alerts(), []);
    let back = stale.replace("usage.shift=yes", "usage.shift=no");
    let alert = Desk::built_in().weeks([DROPPED, &*back, &*back, &*back, &*back]).only();
    assert_eq!(alert.state, AlertState::Open);
}

#[test]
fn no_growth_is_suggested_beside_a_grave_risk() {
    let full = "fresh seats=20 seats.active=19 seats.utilisation=0.95 health.score=80";
    let alert = Desk::built_in().weeks([full]).only();
    assert_eq!((alert.rule.as_ref(), alert.severity), ("seats_nearly_full", Severity::High));
    let risky = format!("{full} nps.detractor=yes");
    for weeks in [[&*risky, &*risky], [full, &*risky]] {
        let alerts = Desk::built_in().weeks(weeks).alerts();
        assert!(alerts.iter().all(|it| it.kind == AlertKind::Risk), "{alerts:?}");
    }
}

#[test]
fn seats_four_fifths_full_wait_30_days_and_nine_tenths_do_not() {
    let full = "fresh seats=20 seats.active=16 seats.utilisation=0.8 health.score=80";
    assert_eq!(Desk::built_in().weeks([full; 7]).open_weeks(), [5, 6]);
}

#[test]
fn an_accounts_signals_add_up_and_the_notice_date_makes_them_urgent() {
    let facts = "arr=100000 champion.lost=yes nps.detractor=yes notice.days_left=90";
    let alerts = Desk::built_in().weeks([facts]).alerts();
    assert_eq!(alerts.len(), 2);
    for alert in alerts {
        assert!((alert.rank.probability - (1.0 - 0.8 * 0.9)).abs() < 1e-9);
        assert!((alert.rank.urgency - 0.5).abs() < 1e-9);
        assert!((alert.rank.expected_loss().unwrap() - 14_000.0).abs() < 1e-6);
    }
    let own_will = "arr=100000 champion.lost=yes notice.days_left=5 renewal.auto_renew=no \
                    renewal.days_left=95 tasks.open=1 renewal.term_months=1";
    let alert = Desk::built_in().weeks([own_will]).only();
    assert!((alert.rank.urgency - (-95.0_f64 / 90.0).exp2()).abs() < 1e-9);
    let passed = Desk::built_in().weeks(["champion.lost=yes"]).only();
    assert!((passed.rank.urgency - 0.1).abs() < 1e-9);
    assert_eq!(passed.rank.expected_loss(), None);
}

/// An account of this number and revenue whose champion left, as three lines of a file said.
fn left_by_its_champion(number: i64, arr: &str) -> AccountHistory {
    let said = |line, on: &str, patch: &[(&'static str, Value)]| Version {
        origin: Origin { entry: EntryId::new(1), file: Some(FileId::new(1)), line },
        effective_on: on.parse().unwrap(),
        known_on: on.parse().unwrap(),
        patch: patch.iter().map(|(name, it)| (FieldName::known(name), Some(it.clone()))).collect(),
    };
    let record = |id, kind, versions| RecordHistory {
        id: RecordId::new(id),
        kind,
        account: Some(AccountId::new(number)),
        key: format!("{kind}-{id}").into(),
        versions,
    };
    let money = Money::from_decimal(arr, Currency::USD).unwrap();
    let own = [("external_id", Value::text(format!("A-{number}"))), ("arr", Value::Money(money))];
    let person = [("name", Value::text("Kenji")), ("roles", Value::list(["champion"]))];
    let left = [("left_on", Value::Date("2026-08-05".parse().unwrap()))];
    let contact = vec![said(3, "2026-01-05", &person), said(4, "2026-08-05", &left)];
    AccountHistory {
        id: AccountId::new(number),
        records: vec![
            record(number, Kind::Account, vec![said(2, "2026-01-05", &own)]),
            record(number + 100, Kind::Contact, contact),
        ],
        series: Vec::new(),
    }
}

#[test]
fn a_row_becomes_an_alert_that_cites_it() {
    let mut context = Context::default();
    context.files.insert(FileId::new(1), "contacts.csv".into());
    let policy = Policy { rules: built_in(), ..Policy::default() };
    let as_of: Day = "2026-10-14".parse().unwrap();
    let histories = [left_by_its_champion(1, "20000"), left_by_its_champion(2, "90000")];
    let book = histories.iter().filter_map(|it| assess(it, &context, &policy, as_of));
    let alerts = ranked(book.flat_map(|it| it.alerts).collect(), 1);
    let told: Vec<(&str, bool)> =
        alerts.iter().map(|it| (it.alert.id.as_ref(), it.is_below_line)).collect();
    assert_eq!(told, [("champion_gone/2", false), ("champion_gone/1", true)]);
    let alert = &alerts[0].alert;
    // The first Monday after they left.
    assert_eq!(alert.opened_on.to_string(), "2026-08-10");
    let row = |line| RowRef { file: "contacts.csv".into(), line };
    let lost = alert.evidence.iter().find(|it| it.fact.as_ref() == "champion.lost").unwrap();
    assert_eq!(lost.value, Some(Value::Flag(true)));
    assert!(lost.rows.contains(&row(4)), "{:?}", lost.rows);
}
