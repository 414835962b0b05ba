//! Rules open, clear, wait and keep quiet as they say, and tell it like a colleague.

use rounds::domain::{
    AccountHistory, AccountId, AccountView, Alert, AlertKind, AlertOutcome, AlertState, Cell,
    Currency, Day, EntryId, FieldName, Kind, Money, Origin, Record, RecordId, Severity, Type,
    Value,
};
use rounds::engine::{Catalogue, Context, FactCell, Rules, Sheet, Watch};

const FILES: [&str; 4] = [
    include_str!("../assets/rules/risk.toml"),
    include_str!("../assets/rules/lifecycle.toml"),
    include_str!("../assets/rules/expansion.toml"),
    include_str!("../assets/rules/hygiene.toml"),
];

/// The rules that are on by default.
const STARTERS: [&str; 16] = [
    "R1", "R4", "R5", "R11", "R13", "R14", "R21", "R23", "R26", "R29", "R31", "L3", "L7", "L16",
    "E1", "H1",
];

fn day(week: i32) -> Day {
    "2026-06-01".parse::<Day>().unwrap() + 7 * week
}

fn built_in() -> Rules {
    Rules::built_in(&Catalogue::default())
}

/// What usage rules need to know of the feed, for which `fresh` stands in the facts below.
const FRESH: &str = "usage.feed_age_days=3 usage.weeks_history=20";

/// A sheet of facts written as `tier=A seats=20 renewal.days_left=90 champion.lost=yes`; days and
/// fractions are plain numbers. Of two values for one fact the later counts.
fn sheet(on: Day, facts: &str) -> Sheet {
    let facts = facts.replace("fresh", FRESH);
    let catalogue = Catalogue::default();
    let cell = |pair: &str| {
        let (name, text) = pair.split_once('=').unwrap();
        let fact = catalogue.find(name).unwrap_or_else(|| panic!("no fact {name}"));
        let number = || text.parse::<f64>().unwrap_or_else(|_| panic!("{pair}"));
        let value = match catalogue.fact(fact).unwrap().ty {
            Type::Text => Value::text(text),
            Type::Number => Value::Number(number()),
            Type::Money => Value::Money(Money::from_decimal(text, Currency::USD).unwrap()),
            Type::Percent => Value::Percent(number()),
            Type::Days => Value::Days(number()),
            Type::Date => Value::Date(text.parse().unwrap()),
            Type::Flag => Value::Flag(text == "yes"),
            Type::List => Value::list(text.split('+')),
        };
        FactCell { fact, value: Ok(value), data_on: None }
    };
    let cells = facts.split_whitespace().map(cell).collect();
    Sheet::new(AccountId::new(7), on, String::new(), cells)
}

fn record(kind: Kind, id: i64, key: &str, fields: &[(&'static str, Value)]) -> Record {
    let origin = Origin { entry: EntryId::new(1), file: None, line: 0 };
    let cell = |(name, value): &(&'static str, Value)| Cell {
        name: FieldName::known(name),
        value: value.clone(),
        origin,
        effective_on: Day::MIN,
    };
    let mut cells: Vec<Cell> = fields.iter().map(cell).collect();
    cells.sort_by(|a, b| a.name.cmp(&b.name));
    let account = Some(AccountId::new(7));
    Record { id: RecordId::new(id), kind, account, key: key.into(), cells }
}

/// One account under watch, week by week.
struct Desk {
    rules: Rules,
    /// What the user did, with the day on which it is known.
    answers: Vec<Record>,
    weeks: Vec<String>,
}

impl Desk {
    fn new(rules: &str) -> Self {
        let rules = Rules::parse(rules, &Catalogue::default()).unwrap();
        Self { rules, answers: Vec::new(), weeks: Vec::new() }
    }

    fn built_in() -> Self {
        Self { rules: built_in(), answers: Vec::new(), weeks: Vec::new() }
    }

    fn weeks<'a>(mut self, weeks: impl IntoIterator<Item = &'a str>) -> Self {
        self.weeks.extend(weeks.into_iter().map(str::to_owned));
        self
    }

    fn answer(mut self, rule: &str, fields: &[(&'static str, Value)]) -> Self {
        let id = 100 + self.answers.len() as i64;
        self.answers.push(record(Kind::Answer, id, &format!("{rule}/ACC-7"), fields));
        self
    }

    /// The alerts as of the last week.
    fn alerts(&self) -> Vec<Alert> {
        let context = Context::default();
        let mut watch = Watch::new(&self.rules);
        let mut last = None;
        for (week, facts) in (0..).zip(&self.weeks) {
            let sheet = sheet(day(week), facts);
            let view = self.view(day(week));
            watch.step(&sheet, &view);
            last = Some((sheet, view));
        }
        let (sheet, view) = last.unwrap();
        let history = AccountHistory { id: AccountId::new(7), records: vec![], series: vec![] };
        watch.finish(&history, &view, &sheet, &context)
    }

    /// What is known on a day; of several answers to one alert the last known one counts.
    fn view(&self, on: Day) -> AccountView {
        let is_known = |it: &&Record| {
            let closed = it.day("closed_on");
            closed.or(it.day("acknowledged_on")).is_none_or(|it| it <= on)
        };
        let mut children: Vec<Record> = Vec::new();
        for it in self.answers.iter().filter(is_known) {
            children.retain(|other| other.key != it.key);
            children.push(it.clone());
        }
        let account = record(Kind::Account, 7, "ACC-7", &[("external_id", Value::text("ACC-7"))]);
        AccountView { as_of: on, account, children }
    }

    /// The one alert as of the last week.
    fn only(&self) -> Alert {
        let alerts = self.alerts();
        assert_eq!(alerts.len(), 1, "{alerts:#?}");
        alerts.into_iter().next().unwrap()
    }

    /// In which weeks an alert is open.
    fn open_weeks(&self) -> Vec<i32> {
        (1..=self.weeks.len())
            .filter(|weeks| {
                let until = Self {
                    rules: self.rules.clone(),
                    answers: self.answers.clone(),
                    weeks: self.weeks[..*weeks].to_vec(),
                };
                until.alerts().iter().any(|it| it.state == AlertState::Open)
            })
            .map(|it| it as i32 - 1)
            .collect()
    }
}

fn on(week: i32) -> Value {
    Value::Date(day(week))
}

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
fn all_81_rules_are_listed_once_and_16_of_them_are_on() {
    let rules = built_in();
    let numbers: Vec<&str> = rules.iter().map(|it| it.number.as_ref()).collect();
    let expected: Vec<String> = [("R", 36), ("L", 21), ("E", 11), ("H", 13)]
        .into_iter()
        .flat_map(|(letter, count)| (1..=count).map(move |it| format!("{letter}{it}")))
        .collect();
    assert_eq!(numbers, expected);
    let on: Vec<&str> = rules
        .iter()
        .filter(|it| !it.is_quiet && it.lacks.is_empty())
        .map(|it| it.number.as_ref())
        .collect();
    assert_eq!(on, STARTERS);
}

#[test]
fn the_built_in_rule_files_have_no_mistake() {
    for file in FILES {
        assert_eq!(Rules::parse(file, &Catalogue::default()).err(), None);
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
    case("usage_shift", "fresh usage.primary.mean_12w=9", "usage.shift=yes", "usage.shift=no"),
    case(
        "usage_shift",
        "fresh usage.shift=yes",
        "usage.primary.mean_12w=3.5",
        "usage.primary.mean_12w=3.4",
    ),
    case(
        "usage_shift",
        "usage.feed_age_days=3 usage.shift=yes usage.primary.mean_12w=9",
        "usage.weeks_history=8",
        "usage.weeks_history=7",
    ),
    case(
        "usage_shift",
        "usage.weeks_history=20 usage.shift=yes usage.primary.mean_12w=9",
        "usage.feed_age_days=14",
        "usage.feed_age_days=15",
    ),
    case("usage_sudden", "fresh usage.primary.mean_12w=9", "usage.sudden=yes", "usage.sudden=no"),
    case(
        "usage_trend",
        "fresh usage.primary.mean_12w=9",
        "usage.trend_down=yes",
        "usage.trend_down=no",
    ),
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
        let rule = rules.find(slug).unwrap();
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
                 usage.primary=active_users usage.shift_change=-0.379 usage.primary.mean_12w=60 \
                 usage.primary.total_28d=1255";
    let alert = Desk::built_in().weeks([facts]).only();
    assert_eq!(
        alert.message,
        "active users down 38 % over 4 weeks against the 12 before, 1,255 in the last 28 days: more \
         than its usual ups and downs"
    );
    assert_eq!(alert.condition.as_ref(), "usage.shift usage.primary.mean_12w>=3.5");
    assert_eq!(alert.clears.as_ref(), "not usage.shift");
    let facts: Vec<&str> = alert.evidence.iter().map(|it| it.fact.as_ref()).collect();
    assert_eq!(
        facts,
        [
            "usage.shift",
            "usage.primary.mean_12w",
            "usage.primary",
            "usage.shift_change",
            "usage.primary.total_28d"
        ]
    );
    assert_eq!(alert.evidence[3].value, Some(Value::Percent(-0.379)));

    let tell = |facts: &str| Desk::built_in().weeks([facts]).only().message;
    assert_eq!(
        tell("notice.days_left=1 notice.date=2026-06-02"),
        "last day to give notice is 2026-06-02, in 1 day"
    );
    assert_eq!(
        tell("renewal.days_left=41 tasks.open=0"),
        "renews in 41 days and no next step is written down"
    );
    assert_eq!(
        tell("tier=A touch.has_log=yes touch.ratio=3 touch.last_days=42 touch.cadence_days=14"),
        "no conversation for 42 days; its tier asks for one every 14 days"
    );
}

#[test]
fn a_value_that_a_message_cannot_tell_does_not_silence_the_alert() {
    let alert = Desk::built_in().weeks(["champion.lost=yes"]).only();
    assert_eq!(alert.message, "the champion is gone and nobody has taken the part");
    let alert = Desk::built_in().weeks(["health.change_28d=-20"]).only();
    assert_eq!(alert.message, "Fast fall");
}

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
    assert_eq!((first.severity, first.id.as_ref()), (Severity::Medium, "low_score/ACC-7"));
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
    usage.primary=logins usage.shift_change=-0.4 usage.primary.mean_12w=60 usage.silent_days=3";

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
lacks = ["arr"]

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
    let errors = Rules::parse(text, &Catalogue::default()).unwrap_err();
    let mut told: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert!(told.remove(4).starts_with("19:1: unknown field `colour`, expected one of `slug`"));
    assert_eq!(
        told,
        [
            "6:8: no kind of alert: write risk, lifecycle, expansion, hygiene",
            "7:12: a severity from 1 to 4 is needed here",
            "8:15: arr is money: write 50k or 1.2M, not a time",
            "9:13: there is no fact \"arrr\": did you mean arr or mrr?",
            "27:10: `arr` is a fact: use it",
            "35:8: a rule is judged on many days: compare days, not a date from today",
            "36:17: this bracket closes nothing",
            "37:8: a number from 0.0 to 1.0 is needed here",
            "38:2: unknown key `other`; rules are written as [[rule]]",
        ]
    );
}
