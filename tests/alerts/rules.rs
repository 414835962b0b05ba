//! The rules that ship: listed, checked, and each at its threshold.

use rounds::domain::Value;
use rounds::engine::{Catalogue, Playbooks, Rules};

use super::desk::{Desk, built_in, day, sheet};

const FILES: [&str; 4] = [
    include_str!("../../assets/rules/risk.toml"),
    include_str!("../../assets/rules/lifecycle.toml"),
    include_str!("../../assets/rules/expansion.toml"),
    include_str!("../../assets/rules/hygiene.toml"),
];

/// The rules that are on by default.
const STARTERS: [&str; 16] = [
    "R1", "R4", "R5", "R11", "R13", "R14", "R21", "R23", "R26", "R29", "R31", "L3", "L7", "L16",
    "E1", "H1",
];

#[test]
fn all_81_rules_are_listed_once_and_16_of_them_are_on() {
    let rules = built_in();
    let numbers: Vec<&str> = rules.iter().map(|it| it.number.as_ref()).collect();
    let expected: Vec<String> = [("R", 36), ("L", 21), ("E", 11), ("H", 13)]
        .into_iter()
        .flat_map(|(letter, count)| (1..=count).map(move |it| format!("{letter}{it}")))
        .collect();
    assert_eq!(numbers, expected);
    let on: Vec<&str> =
        rules.iter().filter(|it| !it.is_quiet).map(|it| it.number.as_ref()).collect();
    assert_eq!(on, STARTERS);
}

#[test]
fn the_built_in_rule_files_have_no_mistake() {
    for file in FILES {
        assert_eq!(
            Rules::default().overlaid(file, &Catalogue::default(), &Playbooks::built_in()).errors,
            []
        );
    }
}

/// A rule at its threshold.
struct Case {
    slug: &'static str,
    /// What else holds.
    also: &'static str,
    /// The fact at the threshold.
    at: &'static str,
    /// The same fact one step on the other side.
    before: &'static str,
}

/// One line of the table of thresholds.
const fn case(
    slug: &'static str,
    also: &'static str,
    at: &'static str,
    before: &'static str,
) -> Case {
    Case { slug, also, at, before }
}

const CASES: &[Case] = &[
    case("usage_shift", "fresh", "usage.shift=yes", "usage.shift=no"),
    case(
        "usage_shift",
        "usage.feed_age_days=3 usage.shift=yes",
        "usage.weeks_history=8",
        "usage.weeks_history=7",
    ),
    case(
        "usage_shift",
        "usage.weeks_history=20 usage.shift=yes",
        "usage.feed_age_days=14",
        "usage.feed_age_days=15",
    ),
    case("usage_sudden", "fresh", "usage.sudden=yes", "usage.sudden=no"),
    case("usage_trend", "fresh", "usage.trend_down=yes", "usage.trend_down=no"),
    case("usage_quiet", "fresh", "usage.quiet=yes", "usage.quiet=no"),
    case(
        "licence_use",
        "fresh seats=20 tenure_days=61",
        "seats.utilisation=0.09",
        "seats.utilisation=0.1",
    ),
    case(
        "licence_use",
        "fresh seats=20 tenure_days=183",
        "seats.utilisation=0.49",
        "seats.utilisation=0.5",
    ),
    case(
        "licence_use",
        "fresh seats=20 tenure_days=274",
        "seats.utilisation=0.74",
        "seats.utilisation=0.75",
    ),
    case(
        "licence_use",
        "fresh seats=20 seats.utilisation=0.09",
        "tenure_days=61",
        "tenure_days=60",
    ),
    case("licence_use", "fresh tenure_days=61 seats.utilisation=0.09", "seats=5", "seats=4"),
    case("dormant_seats", "fresh seats=20", "seats.utilisation=0.49", "seats.utilisation=0.5"),
    case("champion_gone", "", "champion.lost=yes", "champion.lost=no"),
    case(
        "single_threaded",
        "touch.has_log=yes tier=A tenure_days=90",
        "touch.contacts_90d=1",
        "touch.contacts_90d=2",
    ),
    case(
        "single_threaded",
        "touch.has_log=yes tier=A touch.contacts_90d=1",
        "tenure_days=90",
        "tenure_days=89",
    ),
    case(
        "single_threaded",
        "touch.has_log=yes tenure_days=90 touch.contacts_90d=1",
        "tier=B",
        "tier=C",
    ),
    case(
        "single_threaded",
        "tier=A tenure_days=90 touch.contacts_90d=1",
        "touch.has_log=yes",
        "touch.has_log=no",
    ),
    case(
        "sponsor_dark",
        "touch.has_log=yes tier=B",
        "touch.exec_last_days=60",
        "touch.exec_last_days=59",
    ),
    case(
        "urgent_ticket",
        "tickets.open_urgent=2",
        "tickets.urgent_late=1",
        "tickets.urgent_late=0",
    ),
    case(
        "urgent_ticket",
        "tickets.urgent_late=0",
        "tickets.open_urgent=3",
        "tickets.open_urgent=2",
    ),
    case("ticket_spike", "tickets.has_rows=yes", "tickets.spike=yes", "tickets.spike=no"),
    case("nps_detractor", "", "nps.detractor=yes", "nps.detractor=no"),
    case("payment", "", "billing.failed=yes", "billing.failed=no"),
    case("payment", "", "billing.overdue=yes", "billing.overdue=no"),
    case("payment", "billing.days_overdue=20", "billing.failed=yes", "billing.overdue=yes"),
    case("payment", "billing.failed=no", "billing.days_overdue=31", "billing.days_overdue=30"),
    case("health_red", "", "health.computed_band=red", "health.computed_band=yellow"),
    case("fast_fall", "", "health.change_28d=-15", "health.change_28d=-14.9"),
    case("renewal_plan_due", "tasks.open=0", "renewal.days_left=90", "renewal.days_left=91"),
    case("renewal_plan_due", "renewal.days_left=90", "tasks.open=0", "tasks.open=1"),
    case(
        "renewal_plan_due",
        "tasks.open=0 renewal.days_left=90",
        "renewal.term_months=6",
        "renewal.term_months=5",
    ),
    case("notice_deadline", "", "notice.days_left=60", "notice.days_left=61"),
    case("notice_deadline", "notice.days_left=60", "notice.received=no", "notice.received=yes"),
    case(
        "notice_deadline",
        "notice.days_left=60",
        "renewal.term_months=6",
        "renewal.term_months=5",
    ),
    case(
        "first_value_missing",
        "",
        "onboarding.first_value_missing=yes",
        "onboarding.first_value_missing=no",
    ),
    case(
        "seats_nearly_full",
        "fresh seats=20 health.computed_band=green",
        "seats.utilisation=0.8",
        "seats.utilisation=0.79",
    ),
    case(
        "seats_nearly_full",
        "fresh seats=20 seats.utilisation=0.8",
        "health.score=70",
        "health.score=69.9",
    ),
    case("no_touch", "touch.has_log=yes", "touch.ratio=1.51", "touch.ratio=1.5"),
    case("source_stale", "", "usage.feed_age_days=8", "usage.feed_age_days=7"),
    case("renewal_lapsed", "", "renewal.overdue_days=5", "renewal.overdue_days=4"),
    case(
        "over_the_limit",
        "fresh seats=20 health.computed_band=green",
        "seats.utilisation=1.01",
        "seats.utilisation=1",
    ),
];

#[test]
fn each_rule_opens_at_its_threshold_and_not_one_step_before() {
    let rules = built_in();
    for Case { slug, also, at, before } in CASES {
        let rule = rules.iter().find(|it| it.slug.as_ref() == *slug).unwrap();
        assert!(rule.holds(&sheet(day(0), &format!("{also} {at}"))), "{slug} at {at}");
        assert!(!rule.holds(&sheet(day(0), &format!("{also} {before}"))), "{slug} at {before}");
    }
    for number in STARTERS {
        let rule = rules.iter().find(|it| it.number.as_ref() == number).unwrap();
        assert!(CASES.iter().any(|it| it.slug == rule.slug.as_ref()), "{number} has no case");
    }
}

#[test]
fn no_rule_fires_without_data() {
    let empty = sheet(day(0), "");
    let firing: Vec<String> =
        built_in().iter().filter(|it| it.holds(&empty)).map(|it| it.slug.to_string()).collect();
    // The one rule that is about missing data.
    assert_eq!(firing, ["field_missing"]);
    assert_eq!(Desk::built_in().weeks([""; 30]).alerts(), []);
}

#[test]
fn an_alert_reads_like_a_colleague_and_shows_what_it_compared() {
    let facts = "fresh usage.shift=yes \
                 usage.primary=active_users usage.shift_change=-0.379 \
                 usage.primary.total_28d=1255";
    let alert = Desk::built_in().weeks([facts]).only();
    assert_eq!(
        alert.message,
        "active users down 38 % in 4 weeks, beyond its usual ups and downs; 1,255 in the last 28 days"
    );
    assert_eq!(alert.condition.as_ref(), "usage.shift");
    assert_eq!(alert.clears.as_ref(), "not usage.shift or usage.active_weeks<50%");
    let facts: Vec<&str> = alert.evidence.iter().map(|it| it.fact.as_ref()).collect();
    assert_eq!(
        facts,
        ["usage.shift", "usage.primary", "usage.shift_change", "usage.primary.total_28d"]
    );
    assert_eq!(alert.evidence[2].value, Some(Value::Percent(-0.379)));

    let tell = |facts: &str| Desk::built_in().weeks([facts]).only().message;
    assert_eq!(
        tell("notice.days_left=1 notice.date=2026-06-02"),
        "notice ends in 1 day, on 2026-06-02"
    );
    assert_eq!(
        tell("renewal.days_left=41 tasks.open=0"),
        "renews in 41 days and no next step is written down"
    );
    assert_eq!(
        tell("renewal.days_left=41 tasks.open=2 renewal.call=monitor"),
        "renews in 41 days, called monitor: a next step, or a call of good or at risk, is missing"
    );
    assert_eq!(
        tell("tier=A touch.has_log=yes touch.ratio=3 touch.last_days=42 touch.cadence_days=14"),
        "no talk for 42 days; its tier asks for one every 14 days"
    );
}

#[test]
fn an_open_alert_says_what_is_true_today_and_when_it_was_otherwise() {
    let fell = "health.change_28d=-17 health.score=52.4 health.computed_band=yellow";
    let message = |today: &str| {
        let alerts = Desk::built_in().weeks([fell, today]).alerts();
        alerts.into_iter().find(|it| it.rule.as_ref() == "fast_fall").unwrap().message
    };
    assert_eq!(message(fell), "health fell to 52, -17 in 28 days");
    let opened = "on 2026-06-01: health fell to 52, -17 in 28 days";
    for (today, now) in [
        ("health.change_28d=4.6 health.score=65.9", "now 65, +4.6 in 28 days"),
        ("health.change_28d=-0.01 health.score=60", "now 60, ±0 in 28 days"),
        ("health.change_28d=-14.2 health.score=60", "now 60, -14 in 28 days"),
        ("", "not known today"),
    ] {
        assert_eq!(message(today), format!("{opened}; {now}"));
    }
    let red = "health.computed_band=red health.score=44";
    let better = "health.computed_band=yellow health.score=61 health.change_28d=16";
    assert_eq!(
        Desk::built_in().weeks([red, better]).only().message,
        "on 2026-06-01: health 44, red; now 61, yellow, +16 in 28 days"
    );
    let quiet = "fresh usage.quiet=yes usage.silent_days=40";
    let back = "fresh usage.quiet=no usage.silent_days=2";
    assert_eq!(
        Desk::built_in().weeks([quiet, back]).only().message,
        "on 2026-06-01: hardly used any more: last seen 40 days ago; now last seen 2 days ago"
    );
}

#[test]
fn a_rise_is_never_told_as_the_sign_of_silence() {
    let tell = |change: &str| {
        let facts = format!(
            "fresh usage.quiet=yes usage.silent_days=28 usage.primary=logins \
             usage.primary.change_28d={change}"
        );
        Desk::built_in().weeks([&*facts]).only().message
    };
    let told = "hardly used any more: last seen 28 days ago";
    assert_eq!(tell("3.18"), told);
    assert_eq!(tell("-0.6"), format!("{told}, logins -60 % in 28 days"));
}

#[test]
fn a_value_that_a_message_cannot_tell_does_not_silence_the_alert() {
    let alert = Desk::built_in().weeks(["champion.lost=yes"]).only();
    assert_eq!(alert.message, "champion gone, no successor named");
    let alert = Desk::built_in().weeks(["health.change_28d=-20"]).only();
    assert_eq!(alert.message, "Fast fall");
}

#[test]
fn steps_make_an_alert_graver() {
    let severity = |facts: &str| Desk::built_in().weeks([facts]).only().severity.number();
    assert_eq!(severity("notice.days_left=15 notice.date=2026-06-16"), 2);
    assert_eq!(severity("notice.days_left=14 notice.date=2026-06-15"), 1);
    assert_eq!(severity("billing.days_overdue=60 billing.status=overdue"), 3);
    assert_eq!(severity("billing.days_overdue=61 billing.status=overdue"), 2);
    assert_eq!(severity("health.change_28d=-24.9"), 2);
    assert_eq!(severity("health.change_28d=-25"), 1);
    assert_eq!(severity("tier=B touch.has_log=yes touch.exec_last_days=89"), 4);
    assert_eq!(severity("tier=B touch.has_log=yes touch.exec_last_days=90"), 3);
}

#[test]
fn a_risk_is_graver_the_nearer_the_last_day_of_notice() {
    let near = |notice: &str| {
        let facts = format!("tier=B touch.has_log=yes touch.exec_last_days=89 {notice}");
        let alerts = Desk::built_in().weeks([facts.as_str()]).alerts();
        let risk = alerts.into_iter().find(|it| it.rule.as_ref() == "sponsor_dark").unwrap();
        (risk.severity.number(), risk.raised_by.len())
    };
    assert_eq!(near("notice.days_left=90"), (4, 0));
    assert_eq!(near("notice.days_left=89"), (3, 1));
    assert_eq!(near("notice.days_left=45"), (3, 1));
    assert_eq!(near("notice.days_left=44"), (2, 2));
}

#[test]
fn every_mistake_of_a_rule_file_is_told_with_its_place() {
    let text = r#"
[[rule]]
slug = "a"
number = "X1"
title = "A"
kind = "rsk"
severity = 7
open = "arr < 90d"
message = "{arrr} [left"

[[rule]]
slug = "a"
number = "X2"
title = "B"
kind = "hygiene"
severity = 2
open = "arr>1k"
open_for = 999
colour = "red"

[[rule]]
slug = "c"
number = "X3"
title = "C"
kind = "risk"
severity = 1
open = "arr>1k"
message = "{arr}"
playbook = "usage-dorp"

[[rule]]
slug = "d"
number = "X4"
title = "D"
kind = "risk"
severity = 1
open = 'renewal.date < +30d'
message = "{arr}]"
lift = 1.5
[other]
"#;
    let errors =
        Rules::default().overlaid(text, &Catalogue::default(), &Playbooks::built_in()).errors;
    let mut told: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert!(told.remove(4).starts_with("19:1: unknown field `colour`, expected one of `slug`"));
    assert_eq!(
        told,
        [
            "6:8: no kind of alert: write risk, lifecycle, expansion, hygiene",
            "7:12: a severity from 1 to 4 is needed here",
            "8:15: arr is money: write 50k or 1.2M, not a time",
            "9:13: there is no fact \"arrr\": did you mean arr or mrr?",
            "29:13: there is no playbook \"usage-dorp\": did you mean usage-drop?",
            "37:9: a rule is judged on many days: compare days, not a date from today",
            "38:17: this bracket closes nothing",
            "39:8: a number from 0.0 to 1.0 is needed here",
            "40:2: unknown key `other`; a rule file has `unless`, `graver` and [[rule]]",
        ]
    );
}
