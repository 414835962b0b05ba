//! A health score is the sum of its measures, and its band tells no more than the data do.

mod model;
mod properties;

use std::sync::LazyLock;

use rounds::domain::{Absence, AccountId, Band, Day, Health, Measure, Pillar, Value};
use rounds::engine::health::{BandMemory, Bands, CoveragePolicy, Limits, Pulse, Scorer};
use rounds::engine::{Context, FactCell, FactId, Model, Sheet};
use serde_json::Value as Json;

const BANDS: Bands =
    Bands { green: 75.0, yellow: 50.0, margin: 2.0, confirm_up: 2, confirm_down: 1 };
const COVERAGE: CoveragePolicy = CoveragePolicy { min: 0.4, green_min: 0.6, pillar_full: 0.5 };

/// The facts of an account, by name.
#[derive(Debug, Clone)]
struct Facts(Vec<FactCell>);

impl Facts {
    /// The account of the worked example of the reference, on its first day.
    fn northwind() -> Self {
        Self(Vec::new())
            .with("touch_model", Value::text("mid"))
            .with("health.phase", Value::text("value"))
            .with("seats", Value::Number(120.0))
            .with("seats.active", Value::Number(84.0))
            .with("seats.expected", Value::Percent(0.8))
            .with("usage.feed_age_days", Value::Days(3.0))
            .with("seats.util_ratio", Value::Number(84.0 / 120.0 / 0.8))
            .with("usage.primary.trend_12w", Value::Percent(-0.04))
            .with("usage.breadth", Value::Percent(0.6))
            .with("usage.stickiness_ratio", Value::Number(0.30 / 0.35))
            .with("touch.ratio", Value::Number(20.0 / 45.0))
            .with("touch.threads_ratio", Value::Number(1.0))
            .with("sponsor.state", Value::text("engaged"))
            .with("champion.state", Value::text("ok"))
            .aged("champion.state", 30)
            .with("plan.ratio", Value::Number(0.8))
            .aged("plan.ratio", 65)
            .with("plan.verified_12m", Value::Number(1.0))
            .not_applicable("onboarding.ttfv_ratio")
            .with("tickets.rate_ratio", Value::Number(1.1))
            .with("tickets.open_sev", Value::Number(0.0))
            .with("tickets.sla", Value::Percent(0.96))
            .with("tickets.escalations_90d", Value::Number(0.0))
            .with("nps.score", Value::Number(63.571_428_571_428_57))
            .aged("nps.score", 175)
            .with("billing.days_overdue", Value::Days(0.0))
    }

    fn with(self, name: &str, value: Value) -> Self {
        self.set(name, Ok(value), Some(today()))
    }

    fn not_applicable(self, name: &str) -> Self {
        self.set(name, Err("does not apply".into()), None)
    }

    fn without(mut self, name: &str) -> Self {
        let fact = id(name);
        self.0.retain(|it| it.fact != fact);
        self
    }

    fn aged(mut self, name: &str, days: i32) -> Self {
        let fact = id(name);
        let cell = self.0.iter_mut().find(|it| it.fact == fact).unwrap();
        cell.data_on = Some(today() - days);
        self
    }

    fn set(self, name: &str, value: Result<Value, Box<str>>, data_on: Option<Day>) -> Self {
        let mut res = self.without(name);
        res.0.push(FactCell { fact: id(name), value, data_on });
        res
    }

    fn score(&self) -> Health {
        let sheet = Sheet::new(AccountId::new(1), today(), String::new(), self.0.clone());
        let scorer = Scorer::new(&MODEL, &CONTEXT.catalogue);
        let judged = scorer.judge(&sheet);
        let band = scorer.steady(&mut BandMemory::default(), &judged, today());
        scorer.health(&sheet, &judged, band)
    }
}

static CONTEXT: LazyLock<Context> = LazyLock::new(Context::default);
static MODEL: LazyLock<Model> = LazyLock::new(Model::built_in);

fn today() -> Day {
    "2026-01-26".parse().unwrap()
}

fn id(name: &str) -> FactId {
    CONTEXT.catalogue.find(name).unwrap_or_else(|| panic!("no fact {name}"))
}

fn measure<'a>(health: &'a Health, id: &str) -> &'a Measure {
    health.measures.iter().find(|it| *it.id == *id).unwrap()
}

fn near(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-9, "{a} is not {b}");
}

#[test]
fn the_worked_example_of_the_reference_comes_out_of_its_facts() {
    let health = Facts::northwind().score();
    let goldens: Vec<Json> = serde_json::from_str(include_str!("goldens/07_health.json")).unwrap();
    let golden = goldens.iter().find(|it| it["id"] == "worked_example_t0").unwrap();
    let expected = |key: &str| golden["expected"][key].clone();
    near(health.uncapped.unwrap(), expected("score").as_f64().unwrap());
    near(health.coverage, expected("coverage").as_f64().unwrap());
    for it in health.measures.iter().filter(|it| it.weight > 0.0) {
        near(it.weight, expected("weights")[it.id.as_ref()].as_f64().unwrap());
        near(it.lost(), expected("points_lost")[it.id.as_ref()].as_f64().unwrap());
    }
    assert_eq!((health.computed_band, health.band), (Band::Green, Band::Green));
    let seats = measure(&health, "seat_util_ratio");
    assert_eq!(seats.reading, "84 of 120 seats active; 80 % expected at this age");
    assert_eq!(&*seats.fact, "seats.util_ratio");
}

#[test]
fn points_add_up_to_the_score_before_limits_and_losses_to_the_rest() {
    let health = Facts::northwind().with("notice.received", Value::Flag(true)).score();
    let uncapped = health.uncapped.unwrap();
    near(health.measures.iter().map(Measure::points).sum(), uncapped);
    near(health.measures.iter().map(Measure::lost).sum(), 100.0 - uncapped);
    near(health.measures.iter().map(|it| it.weight).sum(), 1.0);
    near(uncapped + health.cap_points().unwrap(), health.score().unwrap());
    near(health.score().unwrap(), 25.0);
    assert_eq!(health.band, Band::Red);
}

#[test]
fn a_measure_without_data_is_left_out_and_never_scored() {
    let full = Facts::northwind().score();
    let thin = Facts::northwind().without("touch.ratio").score();
    let it = measure(&thin, "touch_ratio");
    assert_eq!(it.score, Err(Absence::Missing));
    assert_eq!((it.weight, it.raw), (0.0, None));
    assert_eq!(it.reading, "no activity log yet");
    assert!(thin.coverage < full.coverage);
    // The pillar keeps its weight and speaks through its other measures.
    near(measure(&thin, "open_sev").weight, measure(&full, "open_sev").weight);
    let relationship = thin.measures.iter().filter(|it| it.pillar == Pillar::Relationship);
    near(relationship.map(Measure::points).sum(), 0.2 * (25.0 + 25.0 + 15.0) / 0.7);
}

#[test]
fn what_makes_no_sense_for_an_account_lowers_no_coverage() {
    let missing = Facts::northwind().without("onboarding.ttfv_ratio").score();
    let senseless = Facts::northwind().score();
    assert_eq!(measure(&senseless, "ttfv_ratio").score, Err(Absence::NotApplicable));
    assert_eq!(measure(&senseless, "ttfv_ratio").reading, "does not apply");
    assert!(missing.coverage < senseless.coverage);
    near(missing.uncapped.unwrap(), senseless.uncapped.unwrap());
    assert_eq!(measure(&senseless, "renewal_slip").reading, "no renewal plan yet");
}

#[test]
fn an_account_without_any_data_has_no_score() {
    let health = Facts(Vec::new()).score();
    assert_eq!((health.uncapped, health.score(), health.cap_points()), (None, None, None));
    assert_eq!((health.computed_band, health.band), (Band::Unknown, Band::Unknown));
    near(health.coverage, 0.0);
    assert!(health.measures.iter().all(|it| !it.reading.is_empty()));
}

#[test]
fn data_past_their_time_lose_weight_and_keep_their_value() {
    let fresh = Facts::northwind().score();
    let old = Facts::northwind().aged("nps.score", 210).score();
    let (before, after) = (measure(&fresh, "nps_score"), measure(&old, "nps_score"));
    assert_eq!(before.score, after.score);
    near(after.freshness, 0.837_837_837_837_837_8);
    let gone = Facts::northwind().aged("nps.score", 365).score();
    near(measure(&gone, "nps_score").weight, 0.0);
    assert!(measure(&gone, "nps_score").reading.ends_with("(too old to count)"));
    let dead_feed = Facts::northwind().with("usage.feed_age_days", Value::Days(60.0)).score();
    near(measure(&dead_feed, "seat_util_ratio").freshness, 0.0);
}

#[test]
fn a_value_without_a_date_counts_and_one_without_an_age_does_not() {
    let mut undated = Facts::northwind();
    let overdue = id("billing.days_overdue");
    undated.0.iter_mut().filter(|it| it.fact == overdue).for_each(|it| it.data_on = None);
    near(measure(&undated.score(), "days_overdue").freshness, 1.0);
    let no_feed = Facts::northwind().without("usage.feed_age_days").score();
    near(measure(&no_feed, "seat_util_ratio").freshness, 0.0);
}

#[test]
fn usage_is_judged_by_seats_where_enough_are_known() {
    let usage = |facts: Facts| {
        facts
            .with("usage.level_book", Value::Number(50.0))
            .with("usage.trend_book", Value::Percent(0.0))
            .score()
    };
    let seated = usage(Facts::northwind());
    assert!(measure(&seated, "seat_util_ratio").score.is_ok());
    assert_eq!(measure(&seated, "usage_level_book").score, Err(Absence::NotApplicable));
    near(measure(&seated, "active_trend_pct").raw.unwrap(), -4.0);
    for few in
        [Facts::northwind().without("seats"), Facts::northwind().with("seats", Value::Number(4.0))]
    {
        let unseated = usage(few);
        assert_eq!(measure(&unseated, "seat_util_ratio").score, Err(Absence::NotApplicable));
        assert_eq!(measure(&unseated, "usage_level_book").score, Ok(75.0));
        near(measure(&unseated, "active_trend_pct").raw.unwrap(), 0.0);
    }
}

#[test]
fn each_cap_holds_the_score_down_and_is_a_line_of_its_own() {
    let yes = Value::Flag(true);
    let left = || Facts::northwind().with("champion.lost", yes.clone());
    let good = |name: &str, value: Value| Facts::northwind().with(name, value);
    let loose =
        || good("contract.has_rows", yes.clone()).with("contract.count", Value::Number(0.0));
    for (facts, cap, at_most, is_hard) in [
        (good("notice.received", yes.clone()), "non_renewal_notice", 25.0, true),
        (left().with("sponsor.lost", yes.clone()), "sponsor_and_champion_lost", 60.0, true),
        (good("tickets.sev1_open_5d", yes.clone()), "sev1_open_5d", 60.0, true),
        (good("billing.days_overdue", Value::Days(60.0)), "overdue_60d", 60.0, false),
        (good("usage.quiet", yes.clone()), "usage_quiet_28d", 60.0, false),
        (left(), "champion_lost", 74.0, false),
        (loose(), "no_contract", 74.0, false),
    ] {
        let health = facts.score();
        let first = health.caps.first().unwrap_or_else(|| panic!("no {cap}"));
        assert_eq!((&*first.id, first.at_most, first.is_hard), (cap, at_most, is_hard));
        assert!(!first.reason.is_empty());
        near(health.score().unwrap(), at_most);
        assert!(health.band < Band::Green);
    }
    for facts in [
        Facts::northwind(),
        good("billing.days_overdue", Value::Days(59.0)),
        good("notice.received", Value::Flag(false)),
        loose().with("renewal.date", Value::Date(today() + 90)),
    ] {
        assert_eq!(facts.score().caps, Vec::new());
    }
    let both = left().with("notice.received", yes).score();
    let order: Vec<&str> = both.caps.iter().map(|it| &*it.id).collect();
    assert_eq!(order, ["non_renewal_notice", "champion_lost"]);
}

#[test]
fn bands_begin_exactly_at_their_thresholds() {
    assert_eq!(BANDS.of(75.0), Band::Green);
    assert_eq!(BANDS.of(74.99), Band::Yellow);
    assert_eq!(BANDS.of(50.0), Band::Yellow);
    assert_eq!(BANDS.of(49.99), Band::Red);
    for (coverage, expected) in
        [(0.399, Band::Unknown), (0.4, Band::Yellow), (0.599, Band::Yellow), (0.6, Band::Green)]
    {
        let limits = Limits { at_most: None, is_hard: false, coverage };
        assert_eq!(BANDS.limited(Band::Green, &limits, &COVERAGE), expected, "{coverage}");
    }
}

#[test]
fn a_band_that_is_not_the_scores_own_says_what_makes_it() {
    let told = |score: f64, steady: Band, coverage: f64| {
        let limits = Limits { at_most: None, is_hard: false, coverage };
        let reason = BANDS.reason(Some(score), steady, &limits, &COVERAGE);
        reason.map(|it| it.to_string()).unwrap_or_default()
    };
    assert_eq!(told(74.0, Band::Green, 1.0), "green until it falls below 73");
    assert_eq!(told(49.0, Band::Yellow, 1.0), "yellow until it falls below 48");
    assert_eq!(
        told(80.0, Band::Yellow, 1.0),
        "yellow until it is 77 or more on 2 Mondays in a row"
    );
    assert_eq!(told(65.0, Band::Red, 0.5), "red until it is 52 or more on 2 Mondays in a row");
    assert_eq!(told(80.0, Band::Green, 0.528), "yellow at best: 52 % of the data");
    assert_eq!(told(80.0, Band::Green, 0.399), "no band: 39 % of the data, 40 % needed");
    for (score, steady) in [(75.0, Band::Green), (74.0, Band::Yellow), (20.0, Band::Red)] {
        assert_eq!(told(score, steady, 1.0), "", "{score}");
    }
    let limits = Limits { at_most: Some(74.0), is_hard: false, coverage: 1.0 };
    assert_eq!(BANDS.reason(Some(74.0), Band::Green, &limits, &COVERAGE), None);
}

#[test]
fn a_cap_below_green_takes_green_at_once_and_without_a_margin() {
    let limits = Limits { at_most: Some(74.0), is_hard: false, coverage: 1.0 };
    assert_eq!(BANDS.limited(Band::Green, &limits, &COVERAGE), Band::Yellow);
}

#[test]
fn a_pulse_counts_with_a_reason_until_its_time_is_over() {
    let pulse = |age: f64| {
        Facts::northwind()
            .with("pulse", Value::text("red"))
            .with("pulse.reason", Value::text("budget cut"))
            .with("pulse.age_days", Value::Days(age))
    };
    let health = pulse(60.0).score();
    assert_eq!((health.computed_band, health.band), (Band::Green, Band::Red));
    assert_eq!(pulse(61.0).score().band, Band::Green);
    assert_eq!(pulse(1.0).without("pulse.reason").score().band, Band::Green);
}

#[test]
fn a_new_customer_has_no_band_in_the_first_thirty_days() {
    let onboarding = |days: i32| {
        Facts::northwind()
            .with("health.phase", Value::text("onboarding"))
            .with("customer_since", Value::Date(today() - days))
            .score()
    };
    assert_eq!(onboarding(29).band, Band::Unknown);
    let reason = onboarding(29).band_reason.unwrap().to_string();
    assert_eq!(reason, "no band in the first 30 days of onboarding");
    assert!(onboarding(29).uncapped.is_some());
    assert_ne!(onboarding(30).band, Band::Unknown);
}

#[test]
fn looking_again_between_two_weeks_confirms_no_rise() {
    let mut memory = BandMemory::default();
    memory.step(&BANDS, Some(60.0));
    memory.step(&BANDS, Some(80.0));
    assert_eq!(memory.glance(&BANDS, Some(80.0)), Band::Yellow);
    assert_eq!(memory.glance(&BANDS, Some(40.0)), Band::Red);
    assert_eq!(memory.step(&BANDS, Some(80.0)), Band::Green);
}

#[test]
fn a_green_pulse_lifts_no_band_past_a_hard_cap() {
    let limits = Limits { at_most: Some(60.0), is_hard: true, coverage: 1.0 };
    assert_eq!(Pulse(Band::Green).on(Band::Yellow, &limits), Band::Yellow);
    assert_eq!(Pulse(Band::Red).on(Band::Yellow, &limits), Band::Red);
    let soft = Limits { is_hard: false, ..limits };
    assert_eq!(Pulse(Band::Green).on(Band::Yellow, &soft), Band::Green);
    assert_eq!(Pulse(Band::Green).on(Band::Unknown, &soft), Band::Yellow);
}
