//! The parts of a health score: curves, weights, bands, limits, pulse, trend and change.

use rounds::domain::{Absence, Band, BandReason, Cap, Health, Measure, Pillar};
use rounds::engine::formulas::round_half_away;
use rounds::engine::health::{
    BandMemory, Bands, ChangePart, Composite, CoveragePolicy, Curve, Direction, Flaw, Freshness,
    GivenPulse, Inside, Knot, Limits, Part, PillarScore, PillarWeights, PulseEffect, PulseState,
    Scored, attribution, change_over, composite, flaws, parts_of, whole_parts,
};
use serde_json::{Map, Value, json};

use super::Op;
use super::inputs::{Inputs, day};

const BANDS: Bands =
    Bands { green: 75.0, yellow: 50.0, margin: 2.0, confirm_up: 2, confirm_down: 1 };
const COVERAGE: CoveragePolicy = CoveragePolicy { min: 0.4, green_min: 0.6, pillar_full: 0.5 };

pub(super) const OPS: &[Op] = &[
    ("attribution", change),
    ("band_hysteresis", |it| {
        let bands = Bands { margin: it.num("margin"), ..BANDS };
        let mut memory = BandMemory::default();
        // A first score in the middle of the band that the weeks before left.
        match it.text("initial") {
            "green" => memory.step(&bands, Some(90.0)),
            "yellow" => memory.step(&bands, Some(60.0)),
            "red" => memory.step(&bands, Some(20.0)),
            _ => Band::Unknown,
        };
        let scores = it.known("scores").into_iter();
        scores.map(|it| json!(memory.step(&bands, it).to_string())).collect()
    }),
    ("composite", whole_score),
    ("effective_band", effective_band),
    ("freshness", |it| {
        let (fresh_days, expire_days) = (it.num("fresh"), it.num("expire"));
        let freshness = Freshness { fresh_days, expire_days };
        it.known("age").into_iter().map(|it| json!(freshness.at(it))).collect()
    }),
    ("largest_remainder", |it| {
        let values = it.nums("values");
        json!(match it.maybe_num("total") {
            Some(sum) => parts_of(&values, sum as i64),
            None => whole_parts(&values),
        })
    }),
    ("missing_policies", |it| {
        // What is missing is left out; the other ways to treat it give it a score.
        let with = |missing: Option<f64>| {
            let parts = it.rows("parts");
            let rows = parts.iter().map(|it| (it[0].as_f64(), it[1].as_f64().or(missing)));
            mean(rows.map(|(weight, score)| (weight.unwrap(), score)))
        };
        let left_out = with(None);
        json!({
            "renormalise": left_out.score,
            "coverage": left_out.coverage,
            "penalise_zero": with(Some(0.0)).score,
            "neutral_50": with(Some(50.0)).score,
            "shrink_to_prior": with(it.maybe_num("prior")).score,
        })
    }),
    ("nested_natero", |it| {
        let components = it.list("components");
        let scores: Vec<f64> = components
            .iter()
            .map(|component| {
                let scores = component.nums("scores").into_iter().map(|it| (1.0, Some(it)));
                let score = mean(scores).score.unwrap();
                if it.flag("round_components") { round_half_away(score, 0) } else { score }
            })
            .collect();
        let weighted =
            components.iter().zip(&scores).map(|(it, score)| (it.num("weight"), Some(*score)));
        let score = mean(weighted).score.unwrap();
        json!({ "components": scores, "score": score, "display": round_half_away(score, 0) })
    }),
    ("pwl", |it| {
        let knots = it.rows("breakpoints");
        let knot =
            |it: &Vec<Value>| Knot { at: it[0].as_f64().unwrap(), score: it[1].as_f64().unwrap() };
        let curve = Curve::new(knots.iter().map(knot).collect()).unwrap();
        it.known("x").into_iter().map(|it| json!(it.map(|it| curve.score(it)))).collect()
    }),
    ("score_trend", |it| {
        let scored = |it: &Vec<Value>| Scored { on: day(&it[0]), score: it[1].as_f64() };
        let history: Vec<Scored> = it.rows("history").iter().map(scored).collect();
        let change = change_over(&history, it.day("as_of"), it.int("days"), it.int("slack"));
        let threshold = it.num("threshold");
        json!({
            "delta": change,
            "arrow": change.map(|change| Direction::of(change, threshold).word()),
        })
    }),
    ("watermelon", watermelon),
    ("weighted_mean", |it| {
        let parts = it.rows("parts");
        let parts = parts.iter().map(|it| (it[0].as_f64().unwrap(), it[1].as_f64()));
        json!(mean(parts).score)
    }),
];

/// The weighted mean of scores: that of one pillar.
fn mean(scores: impl Iterator<Item = (f64, Option<f64>)>) -> Composite {
    let pillar = Pillar::Usage;
    let mut pillars = PillarWeights::default();
    pillars.set(pillar, 1.0);
    let part = |(weight, score)| Part { pillar, weight, score, freshness: 1.0 };
    composite(&scores.map(part).collect::<Vec<_>>(), &pillars, COVERAGE.pillar_full)
}

fn whole_score(it: &Inputs) -> Value {
    let mut pillars = PillarWeights::default();
    for (name, weight) in it.named("pillar_weights") {
        pillars.set(name.parse().unwrap(), weight);
    }
    // What does not apply, or is of no pillar of the model, is no part of the score.
    let mut measures = it.list("measures");
    measures.retain(|it| it.maybe("applicable").is_none() || it.flag("applicable"));
    measures.retain(|it| it.text("pillar").parse::<Pillar>().is_ok());
    let parts: Vec<Part> = measures.iter().map(part).collect();
    let found = composite(&parts, &pillars, COVERAGE.pillar_full);
    let mut weights = Map::new();
    let mut lost = Map::new();
    for ((measure, part), weight) in measures.iter().zip(&parts).zip(&found.weights) {
        let id = measure.text("id").to_owned();
        let points = weight * (100.0 - part.score.unwrap_or(100.0));
        weights.insert(id.clone(), json!(weight));
        lost.insert(id, json!(points));
    }
    let all_lost: f64 = lost.values().filter_map(Value::as_f64).sum();
    let of_pillars: Map<String, Value> = Pillar::ALL
        .iter()
        .map(|&pillar| {
            let own = parts.iter().zip(&found.weights).filter(|it| it.0.pillar == pillar);
            let scores: Vec<Part> = own.clone().map(|it| *it.0).collect();
            let mut alone = PillarWeights::default();
            alone.set(pillar, 1.0);
            let of_pillar = composite(&scores, &alone, COVERAGE.pillar_full);
            let share: f64 = own.map(|it| it.1).sum();
            let shown = json!({
                "score": of_pillar.score,
                "coverage": of_pillar.coverage,
                "omega": share,
            });
            (pillar.to_string(), shown)
        })
        .collect();
    json!({
        "score": found.score,
        "coverage": found.coverage,
        "pillars": of_pillars,
        "weights": weights,
        "points_lost": lost,
        "sum_points_lost": found.score.map(|_| all_lost),
    })
}

fn part(measure: &Inputs) -> Part {
    let freshness = Freshness {
        fresh_days: measure.maybe_num("fresh").unwrap_or(1e9),
        expire_days: measure.maybe_num("expire").unwrap_or(2e9),
    };
    Part {
        pillar: measure.text("pillar").parse().unwrap(),
        weight: measure.num("v"),
        score: measure.maybe_num("score"),
        freshness: freshness.at(Some(measure.maybe_num("age").unwrap_or_default())),
    }
}

fn effective_band(it: &Inputs) -> Value {
    let mut caps = it.list("caps");
    caps.retain(|it| it.flag("active"));
    let limits = Limits {
        at_most: caps.iter().map(|it| it.num("cap")).min_by(f64::total_cmp),
        is_hard: caps.iter().any(|it| it.flag("hard")),
        coverage: it.num("coverage"),
    };
    let score = it.maybe_num("score");
    let capped = score.map(|score| limits.at_most.map_or(score, |cap| score.min(cap)));
    let alone = score.map_or(Band::Unknown, |it| BANDS.of(it));
    let computed = BANDS.limited(alone, &limits, &COVERAGE);
    let mut reasons: Vec<String> = caps
        .iter()
        .filter(|cap| score.is_some_and(|score| cap.num("cap") < score))
        .map(|cap| format!("cap:{}", cap.text("id")))
        .collect();
    match BANDS.reason(capped, capped.map_or(Band::Unknown, |it| BANDS.of(it)), &limits, &COVERAGE)
    {
        Some(BandReason::TooLittleData { .. }) => reasons.push("coverage".into()),
        Some(BandReason::ThinData { .. }) => reasons.push("coverage_no_green".into()),
        _ => {}
    }
    let mut shown = computed;
    if it.maybe("pulse").is_some() {
        let pulse = it.object("pulse");
        let given = GivenPulse {
            band: pulse.text("value").parse().unwrap(),
            reason: pulse.text("reason"),
            days_left: pulse.day("expires").days_since(it.day("as_of")) as f64,
        };
        let reason = match given.state() {
            PulseState::Ended => Some("pulse_expired"),
            PulseState::WithoutReason => Some("pulse_ignored_no_reason"),
            PulseState::InForce(pulse) => {
                shown = pulse.on(computed, &limits);
                match pulse.effect(computed, &limits) {
                    PulseEffect::Agrees => None,
                    PulseEffect::Counts(_) => Some("pulse"),
                    PulseEffect::Lifts(_) => Some("pulse_up_one"),
                    PulseEffect::Held => Some("pulse_blocked_by_hard_cap"),
                }
            }
        };
        reasons.extend(reason.map(str::to_owned));
    }
    json!({
        "capped_score": capped,
        "computed_band": computed.to_string(),
        "effective_band": shown.to_string(),
        "reasons": reasons,
    })
}

fn watermelon(it: &Inputs) -> Value {
    let pillars = it.object("pillars");
    let scores: Vec<PillarScore> = Pillar::ALL
        .iter()
        .map(|&pillar| PillarScore { pillar, score: pillars.maybe_num(&pillar.to_string()) })
        .collect();
    let found = flaws(&Inside {
        score: it.maybe_num("score"),
        coverage: it.maybe_num("coverage").unwrap_or(1.0),
        pillars: &scores,
        pulse: it.text("pulse").parse().ok(),
        has_deciding_detractor: it.flag("decision_maker_detractor"),
        days_to_renewal: it.maybe_num("days_to_renewal").map(|it| it as i64),
        days_since_sponsor: it.maybe_num("days_since_exec_touch").map(|it| it as i64),
    });
    let words: Vec<&str> = found.iter().copied().map(Flaw::word).collect();
    json!({ "watermelon": !words.is_empty(), "flags": words })
}

fn change(it: &Inputs) -> Value {
    let then = health(it, "w0", "s0", "cap0");
    let now = health(it, "w1", "s1", "cap1");
    let found = attribution(&then, &now).unwrap();
    let effects = |of: fn(&ChangePart) -> f64| -> Map<String, Value> {
        found.parts.iter().map(|it| (it.measure.to_string(), json!(of(it)))).collect()
    };
    let sum: f64 = found.parts.iter().map(ChangePart::effect).sum();
    json!({
        "S0": then.uncapped,
        "S1": now.uncapped,
        "score_effect": effects(|it| it.score_effect),
        "weight_effect": effects(|it| it.weight_effect),
        "cap_effect": found.cap_effect,
        "total": sum + found.cap_effect,
    })
}

/// A score of measures with these weights and scores, below a cap where there is one.
fn health(it: &Inputs, weights: &str, scores: &str, cap: &str) -> Health {
    let scores = it.object(scores);
    let measures: Vec<Measure> = it
        .named(weights)
        .into_iter()
        .map(|(id, weight)| Measure {
            score: scores.maybe_num(&id).ok_or(Absence::Missing),
            id: id.as_str().into(),
            name: id.as_str().into(),
            pillar: Pillar::Usage,
            fact: "".into(),
            raw: None,
            reading: String::new(),
            freshness: 1.0,
            weight,
        })
        .collect();
    let cap = it.maybe_num(cap).map(|at_most| Cap {
        id: "cap".into(),
        at_most,
        is_hard: false,
        reason: String::new(),
    });
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
