//! A health score is the sum of its measures, and its band tells no more than the data do.

use std::sync::LazyLock;

use proptest::prelude::*;
use rounds::domain::{
    Absence, AccountId, Band, Cap, Day, Health, Measure, Phase, Pillar, Touch, Type, Value,
};
use rounds::engine::{
    BandMemory, Bands, ChangePart, Composite, Context, CoveragePolicy, Curve, FactCell, FactId,
    Freshness, Knot, Limits, Model, Part, PillarWeights, Pulse, Scored, Sheet, attribution,
    change_over, composite, score, whole_parts,
};
use serde_json::Value as Json;

/// The vectors of the reference for one operation.
fn goldens(op: &str) -> Vec<Json> {
    let all: Vec<Json> = serde_json::from_str(include_str!("goldens/07_health.json")).unwrap();
    let found: Vec<Json> = all.into_iter().filter(|it| it["op"] == op).collect();
    assert!(!found.is_empty(), "{op}");
    found
}

fn about(actual: f64, expected: &Json, what: &Json) {
    let expected = expected.as_f64().unwrap();
    assert!((actual - expected).abs() < 1e-9, "{}: {actual} is not {expected}", what["id"]);
}

fn same(actual: Option<f64>, expected: &Json, what: &Json) {
    match actual {
        Some(it) => about(it, expected, what),
        None => assert!(expected.is_null(), "{}: nothing is not {expected}", what["id"]),
    }
}

fn band(text: &Json) -> Band {
    text.as_str().unwrap().parse().unwrap()
}

fn day(text: &Json) -> Day {
    text.as_str().unwrap().parse().unwrap()
}

const BANDS: Bands =
    Bands { green: 75.0, yellow: 50.0, margin: 2.0, confirm_up: 2, confirm_down: 1 };
const COVERAGE: CoveragePolicy = CoveragePolicy { min: 0.4, green_min: 0.6, pillar_full: 0.5 };

#[test]
fn every_measure_is_normalised_as_the_reference_says() {
    for golden in goldens("pwl") {
        let knots = golden["inputs"]["breakpoints"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| Knot { at: it[0].as_f64().unwrap(), score: it[1].as_f64().unwrap() });
        let curve = Curve::new(knots.collect()).unwrap();
        let values = golden["inputs"]["x"].as_array().unwrap();
        for (value, expected) in values.iter().zip(golden["expected"].as_array().unwrap()) {
            same(value.as_f64().map(|it| curve.score(it)), expected, &golden);
        }
    }
}

#[test]
fn old_data_lose_weight_as_the_reference_says() {
    for golden in goldens("freshness") {
        let freshness = Freshness {
            fresh_days: golden["inputs"]["fresh"].as_f64().unwrap(),
            expire_days: golden["inputs"]["expire"].as_f64().unwrap(),
        };
        let ages = golden["inputs"]["age"].as_array().unwrap();
        for (age, expected) in ages.iter().zip(golden["expected"].as_array().unwrap()) {
            about(freshness.at(age.as_f64()), expected, &golden);
        }
    }
}

#[test]
fn scores_coverage_and_weights_are_those_of_the_reference() {
    for golden in goldens("composite") {
        let inputs = &golden["inputs"];
        let mut pillars = PillarWeights::default();
        for (name, weight) in inputs["pillar_weights"].as_object().unwrap() {
            pillars.set(name.parse().unwrap(), weight.as_f64().unwrap());
        }
        let measures = inputs["measures"].as_array().unwrap().iter();
        let measures: Vec<&Json> = measures.filter(|it| it["applicable"] != false).collect();
        let parts: Vec<Part> = measures.iter().map(|it| part(it)).collect();
        let Composite { score, coverage, weights } = composite(&parts, &pillars, 0.5);

        let expected = &golden["expected"];
        same(score, &expected["score"], &golden);
        about(coverage, &expected["coverage"], &golden);
        for ((measure, part), weight) in measures.iter().zip(&parts).zip(&weights) {
            let id = measure["id"].as_str().unwrap();
            let lost = weight * (100.0 - part.score.unwrap_or(100.0));
            match &expected["weights"][id] {
                Json::Null => assert!(*weight < 1e-9, "{id}"),
                it => about(*weight, it, &golden),
            }
            match &expected["points_lost"][id] {
                Json::Null => assert!(lost < 1e-9, "{id}"),
                it => about(lost, it, &golden),
            }
        }
        for (name, pillar) in expected["pillars"].as_object().unwrap() {
            let name: Pillar = name.parse().unwrap();
            let of_pillar = parts.iter().zip(&weights).filter(|it| it.0.pillar == name);
            about(of_pillar.map(|it| it.1).sum(), &pillar["omega"], &golden);
        }
    }
}

fn part(measure: &Json) -> Part {
    let freshness = Freshness {
        fresh_days: measure["fresh"].as_f64().unwrap_or(1e9),
        expire_days: measure["expire"].as_f64().unwrap_or(2e9),
    };
    Part {
        pillar: measure["pillar"].as_str().unwrap().parse().unwrap(),
        weight: measure["v"].as_f64().unwrap(),
        score: measure["score"].as_f64(),
        freshness: freshness.at(Some(measure["age"].as_f64().unwrap_or(0.0))),
    }
}

#[test]
fn what_is_missing_is_left_out_and_lowers_the_coverage() {
    for golden in goldens("missing_policies") {
        let parts = golden["inputs"]["parts"].as_array().unwrap();
        let mut pillars = PillarWeights::default();
        let mut measures = Vec::new();
        for (it, &pillar) in parts.iter().zip(Pillar::ALL) {
            pillars.set(pillar, it[0].as_f64().unwrap());
            measures.push(Part { pillar, weight: 1.0, score: it[1].as_f64(), freshness: 1.0 });
        }
        let found = composite(&measures, &pillars, 0.5);
        same(found.score, &golden["expected"]["renormalise"], &golden);
        about(found.coverage, &golden["expected"]["coverage"], &golden);
    }
}

#[test]
fn a_band_falls_at_once_and_rises_when_it_is_confirmed() {
    for golden in goldens("band_hysteresis") {
        let mut memory = BandMemory::default();
        let scores = golden["inputs"]["scores"].as_array().unwrap();
        let found: Vec<Band> = scores.iter().map(|it| memory.step(&BANDS, it.as_f64())).collect();
        let expected: Vec<Band> = golden["expected"].as_array().unwrap().iter().map(band).collect();
        assert_eq!(found, expected, "{}", golden["id"]);
    }
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
fn caps_coverage_and_pulse_move_the_band_as_the_reference_says() {
    for golden in goldens("effective_band") {
        let inputs = &golden["inputs"];
        let caps = inputs["caps"].as_array().cloned().unwrap_or_default();
        let active: Vec<&Json> = caps.iter().filter(|it| it["active"] == true).collect();
        let limits = Limits {
            at_most: active.iter().filter_map(|it| it["cap"].as_f64()).min_by(f64::total_cmp),
            is_hard: active.iter().any(|it| it["hard"] == true),
            coverage: inputs["coverage"].as_f64().unwrap(),
        };
        let alone = inputs["score"].as_f64().map_or(Band::Unknown, |it| BANDS.of(it));
        let computed = BANDS.limited(alone, &limits, &COVERAGE);
        assert_eq!(computed, band(&golden["expected"]["computed_band"]), "{}", golden["id"]);
        let pulse = inputs.get("pulse").filter(|it| {
            // A judgement without a reason, or past its day, is no pulse in force.
            it["reason"] != "" && day(&inputs["as_of"]) <= day(&it["expires"])
        });
        let shown = pulse.map_or(computed, |it| Pulse(band(&it["value"])).on(computed, &limits));
        assert_eq!(shown, band(&golden["expected"]["effective_band"]), "{}", golden["id"]);
    }
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

#[test]
fn a_trend_compares_with_the_last_evaluation_before() {
    for golden in goldens("score_trend") {
        let inputs = &golden["inputs"];
        let history: Vec<Scored> = inputs["history"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| Scored { on: day(&it[0]), score: it[1].as_f64() })
            .collect();
        let number = |key: &str| inputs[key].as_i64().unwrap() as i32;
        let found = change_over(&history, day(&inputs["as_of"]), number("days"), number("slack"));
        same(found, &golden["expected"]["delta"], &golden);
    }
}

#[test]
fn whole_points_add_up_to_the_whole_sum() {
    for golden in goldens("largest_remainder") {
        let values = golden["inputs"]["values"].as_array().unwrap();
        let values: Vec<f64> = values.iter().map(|it| it.as_f64().unwrap()).collect();
        let expected = golden["expected"].as_array().unwrap();
        let expected: Vec<i64> = expected.iter().map(|it| it.as_i64().unwrap()).collect();
        assert_eq!(whole_parts(&values), expected, "{}", golden["id"]);
    }
}

#[test]
fn a_change_is_the_sum_of_what_each_measure_and_cap_did() {
    for golden in goldens("attribution") {
        let inputs = &golden["inputs"];
        let then = health(&inputs["w0"], &inputs["s0"], inputs["cap0"].as_f64());
        let now = health(&inputs["w1"], &inputs["s1"], inputs["cap1"].as_f64());
        let change = attribution(&then, &now).unwrap();
        let expected = &golden["expected"];
        for it in &change.parts {
            about(it.score_effect, &expected["score_effect"][it.measure.as_ref()], &golden);
            about(it.weight_effect, &expected["weight_effect"][it.measure.as_ref()], &golden);
        }
        assert_eq!(change.parts.len(), expected["score_effect"].as_object().unwrap().len());
        about(change.cap_effect, &expected["cap_effect"], &golden);
        let sum: f64 = change.parts.iter().map(ChangePart::effect).sum();
        about(sum + change.cap_effect, &expected["total"], &golden);
        about(change.to - change.from, &expected["total"], &golden);
    }
}

fn health(weights: &Json, scores: &Json, cap: Option<f64>) -> Health {
    let measures: Vec<Measure> = weights
        .as_object()
        .unwrap()
        .iter()
        .map(|(id, weight)| Measure {
            id: id.as_str().into(),
            pillar: Pillar::Usage,
            fact: "".into(),
            raw: None,
            reading: String::new(),
            score: scores[id].as_f64().ok_or(Absence::Missing),
            freshness: 1.0,
            weight: weight.as_f64().unwrap(),
        })
        .collect();
    let cap =
        cap.map(|at_most| Cap { id: "cap".into(), at_most, is_hard: false, reason: String::new() });
    Health {
        uncapped: Some(measures.iter().map(Measure::points).sum()),
        measures,
        caps: cap.into_iter().collect(),
        coverage: 1.0,
        computed_band: Band::Yellow,
        band: Band::Yellow,
    }
}

#[test]
fn the_model_that_ships_is_sound() {
    let text = include_str!("../assets/health.toml");
    assert_eq!(Model::parse(text).as_ref(), Ok(&Model::built_in()));
}

#[test]
fn every_problem_of_a_model_file_is_told_at_once_with_its_place() {
    let text = include_str!("../assets/health.toml")
        .replacen("green = 75 ", "gren = 75 ", 1)
        .replacen("yellow = 50 ", "yellow = \"50\"", 1)
        .replacen("support = 10", "suport = 10", 1)
        .replacen("pillar = \"usage\"", "pillar = \"usages\"", 1)
        .replacen("[0.75, 60]", "[0.25, 60]", 1)
        .replacen("weight = 0.45", "weight = 0.40", 1);
    let problems: Vec<String> =
        Model::parse(&text).unwrap_err().iter().map(ToString::to_string).collect();
    let line = |needle: &str| 1 + text.lines().position(|it| it.contains(needle)).unwrap();
    for (needle, message) in [
        ("gren = 75", "unknown key `gren`; did you mean `green`?"),
        ("yellow = \"50\"", "a number is needed here, not a string"),
        ("suport", "unknown key `suport`; did you mean `support`?"),
        ("\"usages\"", "unknown pillar `usages`; did you mean `usage`?"),
        ("[0.25, 60]", "the values of the knots must grow from one to the next"),
    ] {
        let at = format!("{}:", line(needle));
        let found = problems.iter().any(|it| it.starts_with(&at) && it.ends_with(message));
        assert!(found, "{at} {message} in {problems:#?}");
    }
    let unbalanced =
        problems.iter().any(|it| it.contains("`outcomes` weigh 0.950 together, not 1"));
    assert!(unbalanced, "{problems:#?}");
}

#[test]
fn a_text_that_is_no_toml_is_told_with_its_line() {
    let problems = Model::parse("[bands\ngreen = 75").unwrap_err();
    assert_eq!(problems[0].line, 1);
}

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
        score(&sheet, &CONTEXT, &MODEL)
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
fn every_fact_of_the_model_that_ships_exists() {
    assert_eq!(MODEL.check(&CONTEXT.catalogue), Ok(()));
}

#[test]
fn a_fact_that_does_not_exist_is_told_with_its_place_and_the_nearest_name() {
    let text = include_str!("../assets/health.toml")
        .replacen("\"touch.ratio\"", "\"touch.ratoi\"", 1)
        .replacen("\"seats.util_ratio\"", "\"sponsor.state\"", 1);
    let problems = Model::parse(&text).unwrap().check(&CONTEXT.catalogue).unwrap_err();
    let told: Vec<&str> = problems.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(told[0], "`sponsor.state` is a text, not a number or percent or days");
    assert_eq!(told[1], "unknown fact `touch.ratoi`; did you mean `touch.ratio`?");
    let line = 1 + text.lines().position(|it| it.contains("touch.ratoi")).unwrap();
    assert_eq!((problems[1].line, problems[1].column), (line, 8));
}

#[test]
fn the_worked_example_of_the_reference_comes_out_of_its_facts() {
    let health = Facts::northwind().score();
    let golden = &goldens("composite").into_iter().find(|it| it["id"] == "worked_example_t0");
    let expected = &golden.as_ref().unwrap()["expected"];
    same(health.uncapped, &expected["score"], expected);
    about(health.coverage, &expected["coverage"], expected);
    for it in health.measures.iter().filter(|it| it.weight > 0.0) {
        about(it.weight, &expected["weights"][it.id.as_ref()], expected);
        about(it.lost(), &expected["points_lost"][it.id.as_ref()], expected);
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
    assert!(onboarding(29).uncapped.is_some());
    assert_ne!(onboarding(30).band, Band::Unknown);
}

/// The facts that a measure of the model reads.
const READ: &[&str] = &[
    "seats.util_ratio",
    "usage.primary.trend_12w",
    "usage.breadth",
    "usage.stickiness_ratio",
    "touch.ratio",
    "touch.threads_ratio",
    "sponsor.state",
    "champion.state",
    "plan.ratio",
    "plan.verified_12m",
    "onboarding.ttfv_ratio",
    "tickets.rate_ratio",
    "tickets.open_sev",
    "tickets.sla",
    "tickets.escalations_90d",
    "nps.score",
    "csat.share_90d",
    "billing.days_overdue",
    "usage.level_book",
    "usage.active_weeks",
    "usage.gap_ratio",
    "usage.trend_book",
];

/// Any account: each fact present, missing or without sense, of any value and age.
fn any_facts() -> impl Strategy<Value = Facts> {
    let cell = (0..4_u8, -0.5..4.0_f64, 0..400_i32);
    let cells = proptest::collection::vec(cell, READ.len());
    let frame = (0..4_usize, 0..4_usize, 0..20_u8, 0..80_u8, any::<[bool; 4]>());
    (cells, frame).prop_map(|(cells, (touch, phase, seats, feed, flags))| {
        let mut facts = Facts(Vec::new())
            .with("touch_model", Value::text(Touch::ALL[touch].word()))
            .with("health.phase", Value::text(Phase::ALL[phase].word()))
            .with("seats", Value::Number(f64::from(seats)))
            .with("usage.feed_age_days", Value::Days(f64::from(feed)));
        let caps = ["champion.lost", "sponsor.lost", "notice.received", "usage.quiet"];
        for (name, flag) in caps.into_iter().zip(flags) {
            facts = facts.with(name, Value::Flag(flag));
        }
        for (name, (kind, number, age)) in READ.iter().zip(cells) {
            let value = match CONTEXT.catalogue.fact(id(name)).unwrap().ty {
                Type::Text if number < 1.0 => Value::text("engaged"),
                Type::Text => Value::text("lost"),
                Type::Percent => Value::Percent(number / 2.0),
                Type::Days => Value::Days(number * 30.0),
                _ => Value::Number(number),
            };
            facts = match kind {
                0 => facts.not_applicable(name),
                1 => facts,
                _ => facts.with(name, value).aged(name, age),
            };
        }
        facts
    })
}

proptest! {
    #[test]
    fn a_score_is_always_the_sum_of_its_parts(facts in any_facts()) {
        let health = facts.score();
        prop_assert!((0.0..=1.0).contains(&health.coverage));
        let sum = |of: fn(&Measure) -> f64| health.measures.iter().map(of).sum::<f64>();
        if let (Some(uncapped), Some(score)) = (health.uncapped, health.score()) {
            prop_assert!((0.0..=100.0).contains(&score));
            prop_assert!((sum(Measure::points) - uncapped).abs() < 1e-9);
            prop_assert!((sum(Measure::lost) - (100.0 - uncapped)).abs() < 1e-9);
            prop_assert!((sum(|it| it.weight) - 1.0).abs() < 1e-9);
        } else {
            prop_assert_eq!(health.band, Band::Unknown);
        }
        prop_assert_eq!(facts.score(), health);
    }

    #[test]
    fn losing_data_never_raises_the_coverage(facts in any_facts(), at in 0..READ.len()) {
        let name = READ[at];
        let is_present = facts.0.iter().any(|it| it.fact == id(name) && it.value.is_ok());
        if is_present {
            let fewer = facts.clone().without(name).score();
            prop_assert!(fewer.coverage <= facts.score().coverage + 1e-12);
        }
    }

    #[test]
    fn a_change_between_any_two_days_adds_up(then in any_facts(), now in any_facts()) {
        let (then, now) = (then.score(), now.score());
        if let Some(change) = attribution(&then, &now) {
            let parts: f64 = change.parts.iter().map(ChangePart::effect).sum();
            prop_assert!((parts + change.cap_effect - (change.to - change.from)).abs() < 1e-9);
            prop_assert_eq!(Some(change.to), now.score());
        }
    }
}
