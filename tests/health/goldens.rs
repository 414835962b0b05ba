//! The formulas of health against vectors worked out by another implementation.

use rounds::domain::{Absence, Band, Cap, Day, Health, Measure, Pillar};
use rounds::engine::health::{
    BandMemory, ChangePart, Composite, Curve, Freshness, Knot, Limits, Part, PillarWeights, Pulse,
    Scored, attribution, change_over, composite, whole_parts,
};
use serde_json::Value as Json;

use super::{BANDS, COVERAGE};

/// The vectors of the reference for one operation.
pub(super) fn goldens(op: &str) -> Vec<Json> {
    let all: Vec<Json> = serde_json::from_str(include_str!("../goldens/07_health.json")).unwrap();
    let found: Vec<Json> = all.into_iter().filter(|it| it["op"] == op).collect();
    assert!(!found.is_empty(), "{op}");
    found
}

pub(super) fn about(actual: f64, expected: &Json, what: &Json) {
    let expected = expected.as_f64().unwrap();
    assert!((actual - expected).abs() < 1e-9, "{}: {actual} is not {expected}", what["id"]);
}

pub(super) fn same(actual: Option<f64>, expected: &Json, what: &Json) {
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
            name: id.as_str().into(),
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
        band_reason: None,
        band: Band::Yellow,
    }
}
