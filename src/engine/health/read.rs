//! Reads a model file and checks every word, number and sum of it.

use toml::de::DeTable;

use super::band::{Bands, CoveragePolicy};
use super::composite::PillarWeights;
use super::curve::{Curve, Freshness, Knot};
use super::document::{Document, Item, Section, unknown};
use super::error::ModelError;
use super::model::{
    CapRule, Condition, MeasureRule, Model, Name, Scale, Seating, Source, State, Test, TierPlan,
};
use super::reading::{PlainWords, Sentence, Wording};
use crate::domain::{Phase, Pillar, Touch};
use crate::engine::place::Place;

const BUILT_IN: &str = include_str!("../../../assets/health.toml");

/// Sums of weights hold to this.
const ABOUT: f64 = 1e-6;
const ANY: f64 = f64::INFINITY;

impl Default for Model {
    /// The model that ships with Rounds.
    fn default() -> Self {
        Self::built_in()
    }
}

impl Model {
    /// The model that ships with Rounds.
    pub fn built_in() -> Self {
        let (model, _) = read(BUILT_IN);
        model
    }

    /// Reads and checks a model; every problem of the file is told, in the order of its lines.
    pub fn parse(text: &str) -> Result<Self, Vec<ModelError>> {
        let (model, problems) = read(text);
        if problems.is_empty() { Ok(model) } else { Err(problems) }
    }
}

fn read(text: &str) -> (Model, Vec<ModelError>) {
    let (table, broken) = DeTable::parse_recoverable(text);
    let mut doc = Document::new(text, &broken);
    let root = doc.root(&table);
    let known = ["version", "bands", "coverage", "seats", "tiers", "phases", "measures", "caps"];
    doc.only(root, &known);
    doc.number(root, "version", 1.0, 1.0);
    let settling_days = match doc.section(root, "bands") {
        Some(it) => doc.number(it, "settling_days", 0.0, 3650.0) as i64,
        None => 0,
    };
    let model = Model {
        bands: bands(&mut doc, root),
        coverage: coverage(&mut doc, root),
        seats_from: seats(&mut doc, root),
        settling_days,
        tiers: tiers(&mut doc, root),
        phases: phases(&mut doc, root),
        measures: measures(&mut doc, root),
        caps: caps(&mut doc, root),
    };
    (model, doc.finish())
}

fn bands(doc: &mut Document<'_>, root: Section<'_>) -> Bands {
    let mut res = Bands { green: 0.0, yellow: 0.0, margin: 0.0, confirm_up: 1, confirm_down: 1 };
    let Some(it) = doc.optional(root, "bands").and_then(|it| doc.as_section(it)) else {
        return res;
    };
    let known = ["green", "yellow", "margin", "confirm_up", "confirm_down", "settling_days"];
    doc.only(it, &known);
    res.green = doc.number(it, "green", 0.0, 100.0);
    res.yellow = doc.number(it, "yellow", 0.0, 100.0);
    res.margin = doc.number(it, "margin", 0.0, 50.0);
    res.confirm_up = doc.number(it, "confirm_up", 1.0, 26.0) as u32;
    res.confirm_down = doc.number(it, "confirm_down", 1.0, 26.0) as u32;
    if res.yellow > res.green {
        doc.report(it.place, "`yellow` must not be above `green`");
    }
    res
}

fn coverage(doc: &mut Document<'_>, root: Section<'_>) -> CoveragePolicy {
    let mut res = CoveragePolicy { min: 0.0, green_min: 0.0, pillar_full: 1.0 };
    let Some(it) = doc.section(root, "coverage") else { return res };
    doc.only(it, &["min", "green_min", "pillar_full"]);
    res.min = doc.number(it, "min", 0.0, 1.0);
    res.green_min = doc.number(it, "green_min", 0.0, 1.0);
    res.pillar_full = doc.number(it, "pillar_full", 0.01, 1.0);
    res
}

fn seats(doc: &mut Document<'_>, root: Section<'_>) -> f64 {
    let Some(it) = doc.section(root, "seats") else { return 0.0 };
    doc.only(it, &["seated_from"]);
    doc.number(it, "seated_from", 1.0, ANY)
}

fn tiers(doc: &mut Document<'_>, root: Section<'_>) -> Vec<TierPlan> {
    let Some(tiers) = doc.section(root, "tiers") else { return Vec::new() };
    doc.only(tiers, &words(Touch::ALL, Touch::word));
    let mut res = Vec::new();
    for touch in Touch::ALL {
        let Some(it) = doc.section(tiers, touch.word()) else { continue };
        doc.only(it, &["weights", "pulse_days"]);
        let weights = pillars(doc, it, "weights");
        if (weights.sum() - 100.0).abs() > ABOUT {
            let sum = weights.sum();
            doc.report(it.place, format!("the weights of `{touch}` add up to {sum}, not to 100"));
        }
        res.push(TierPlan { weights, pulse_days: doc.number(it, "pulse_days", 0.0, 3650.0) });
    }
    res
}

fn phases(doc: &mut Document<'_>, root: Section<'_>) -> Vec<PillarWeights> {
    let Some(phases) = doc.section(root, "phases") else { return Vec::new() };
    doc.only(phases, &words(Phase::ALL, Phase::word));
    Phase::ALL.iter().map(|it| pillars(doc, phases, it.word())).collect()
}

fn pillars(doc: &mut Document<'_>, section: Section<'_>, key: &str) -> PillarWeights {
    let mut res = PillarWeights::default();
    let Some(it) = doc.section(section, key) else { return res };
    doc.only(it, &words(Pillar::ALL, Pillar::word));
    for pillar in Pillar::ALL {
        res.set(*pillar, doc.number(it, pillar.word(), 0.0, ANY));
    }
    res
}

fn measures(doc: &mut Document<'_>, root: Section<'_>) -> Vec<MeasureRule> {
    let sections = doc.sections(root, "measures");
    let mut res: Vec<MeasureRule> = Vec::new();
    for it in &sections {
        let rule = measure(doc, *it);
        let is_twin =
            |other: &&MeasureRule| other.id == rule.id && other.seating.meets(rule.seating);
        if let Some(twin) = res.iter().find(is_twin) {
            let message = format!("a second measure `{}` for the same accounts", twin.id);
            doc.report(it.place, message);
        }
        res.push(rule);
    }
    for &pillar in Pillar::ALL {
        for seating in [Seating::Seated, Seating::Unseated] {
            let counts = |it: &&MeasureRule| it.pillar == pillar && it.seating.meets(seating);
            let sum: f64 = res.iter().filter(counts).map(|it| it.weight).sum();
            let first = res.iter().zip(&sections).find(|it| counts(&it.0));
            if let Some((_, section)) = first
                && (sum - 1.0).abs() > ABOUT
            {
                let who = seating.word();
                let message =
                    format!("the {who} measures of `{pillar}` weigh {sum:.3} together, not 1");
                doc.report(section.place, message);
            }
        }
    }
    res
}

fn measure(doc: &mut Document<'_>, it: Section<'_>) -> MeasureRule {
    let known = [
        "id",
        "name",
        "pillar",
        "when",
        "weight",
        "fact",
        "no_fact",
        "knots",
        "states",
        "fresh_days",
        "expire_days",
        "age",
        "reading",
        "plain",
        "missing",
    ];
    doc.only(it, &known);
    let source = match (doc.optional(it, "fact"), doc.optional(it, "no_fact")) {
        (None, Some(why)) => Source::None(doc.as_text(why).into()),
        (_, Some(why)) => {
            doc.report(why.place, "either `fact` or `no_fact` is needed, not both");
            Source::None("".into())
        }
        _ => Source::Fact(required_name(doc, it, "fact")),
    };
    let wording = match source {
        Source::Fact(_) => {
            let missing = sentences(doc, it, "missing");
            let plain = plain(doc, it);
            Wording::new(sentences(doc, it, "reading")).with(plain, missing)
        }
        Source::None(_) => Wording::default(),
    };
    let id = doc.text(it, "id");
    MeasureRule {
        id: id.into(),
        name: match doc.optional(it, "name") {
            Some(item) => doc.as_text(item).into(),
            None => id.replace('_', " ").into(),
        },
        pillar: doc.required(it, "pillar").map_or(Pillar::Usage, |item| {
            word(doc, item, "pillar", Pillar::ALL, Pillar::word).unwrap_or(Pillar::Usage)
        }),
        seating: doc.optional(it, "when").map_or(Seating::Any, |item| {
            let choices = [Seating::Seated, Seating::Unseated];
            word(doc, item, "kind of account", &choices, Seating::word).unwrap_or(Seating::Any)
        }),
        weight: doc.number(it, "weight", 0.0, 1.0),
        source,
        scale: scale(doc, it),
        freshness: freshness(doc, it),
        age: doc.optional(it, "age").map(|item| name(doc, item)),
        wording,
    }
}

fn scale(doc: &mut Document<'_>, it: Section<'_>) -> Scale {
    match (doc.optional(it, "knots"), doc.optional(it, "states")) {
        (Some(knots), None) => curve(doc, knots),
        (None, Some(states)) => self::states(doc, states),
        _ => {
            doc.report(it.place, "either `knots` or `states` is needed");
            Scale::States(Vec::new())
        }
    }
}

fn curve(doc: &mut Document<'_>, item: Item<'_>) -> Scale {
    let mut knots = Vec::new();
    for pair in doc.items(item) {
        match doc.items(pair).as_slice() {
            [at, score] => knots.push(Knot {
                at: doc.as_number(*at, f64::MIN, f64::MAX),
                score: doc.as_number(*score, 0.0, 100.0),
            }),
            _ => doc.report(pair.place, "a knot is a pair: [value, score]"),
        }
    }
    Curve::new(knots).map_or_else(
        || {
            doc.report(item.place, "the values of the knots must grow from one to the next");
            Scale::States(Vec::new())
        },
        Scale::Curve,
    )
}

fn states(doc: &mut Document<'_>, item: Item<'_>) -> Scale {
    let mut res = Vec::new();
    if let Some(section) = doc.as_section(item) {
        for (word, score) in doc.entries(section) {
            res.push(State { word: word.into(), score: doc.as_number(score, 0.0, 100.0) });
        }
    }
    Scale::States(res)
}

fn freshness(doc: &mut Document<'_>, it: Section<'_>) -> Option<Freshness> {
    let given = doc.optional(it, "fresh_days").or_else(|| doc.optional(it, "expire_days"))?;
    let res = Freshness {
        fresh_days: doc.number(it, "fresh_days", 0.0, ANY),
        expire_days: doc.number(it, "expire_days", 0.0, ANY),
    };
    if res.expire_days <= res.fresh_days {
        doc.report(given.place, "`expire_days` must be above `fresh_days`");
    }
    Some(res)
}

fn caps(doc: &mut Document<'_>, root: Section<'_>) -> Vec<CapRule> {
    let mut res: Vec<CapRule> = Vec::new();
    for it in doc.sections(root, "caps") {
        doc.only(it, &["id", "at_most", "hard", "when", "reason"]);
        let id = doc.text(it, "id");
        if res.iter().any(|other| *other.id == *id) {
            doc.report(it.place, format!("a second cap `{id}`"));
        }
        let when = doc.sections(it, "when");
        if when.is_empty() {
            doc.report(it.place, "a cap needs a condition");
        }
        res.push(CapRule {
            id: id.into(),
            at_most: doc.number(it, "at_most", 0.0, 100.0),
            is_hard: doc.flag(it, "hard"),
            conditions: when.into_iter().map(|it| condition(doc, it)).collect(),
            reason: Wording::new(sentences(doc, it, "reason")),
        });
    }
    res
}

fn condition(doc: &mut Document<'_>, it: Section<'_>) -> Condition {
    doc.only(it, &["fact", "is", "at_least", "at_most", "missing"]);
    let fact = required_name(doc, it, "fact");
    let mut tests = Vec::new();
    if let Some(item) = doc.optional(it, "is") {
        let words = doc.items(item);
        tests.push(Test::Is(words.into_iter().map(|it| doc.as_text(it).into()).collect()));
    }
    if let Some(item) = doc.optional(it, "at_least") {
        tests.push(Test::AtLeast(doc.as_number(item, f64::MIN, f64::MAX)));
    }
    if let Some(item) = doc.optional(it, "at_most") {
        tests.push(Test::AtMost(doc.as_number(item, f64::MIN, f64::MAX)));
    }
    if doc.flag(it, "missing") {
        tests.push(Test::Missing);
    }
    if tests.len() > 1 {
        let message = "only one of `is`, `at_least`, `at_most` and `missing` is allowed";
        doc.report(it.place, message);
    }
    Condition { fact, test: tests.pop().unwrap_or(Test::True) }
}

/// Pairs of a value and what is told of it.
fn plain(doc: &mut Document<'_>, it: Section<'_>) -> Vec<PlainWords> {
    let Some(list) = doc.optional(it, "plain") else { return Vec::new() };
    let mut res = Vec::new();
    for pair in doc.items(list) {
        match doc.items(pair).as_slice() {
            [at, words] => res.push(PlainWords {
                at: doc.as_number(*at, f64::MIN, f64::MAX),
                words: doc.as_text(*words).into(),
            }),
            _ => doc.report(pair.place, "plain words are a pair: [value, \"what is told\"]"),
        }
    }
    res
}

fn sentences(doc: &mut Document<'_>, it: Section<'_>, key: &str) -> Vec<Sentence> {
    let Some(item) = doc.required(it, key) else { return Vec::new() };
    let items = if item.is_list() { doc.items(item) } else { vec![item] };
    let mut sentences = Vec::new();
    for item in items {
        match Sentence::parse(doc.as_text(item), item.place) {
            Some(it) => sentences.push(it),
            None => doc.report(item.place, "a `{` without its `}`; write {value} or {a.fact}"),
        }
    }
    sentences
}

fn required_name(doc: &mut Document<'_>, it: Section<'_>, key: &str) -> Name {
    match doc.required(it, key) {
        Some(item) => name(doc, item),
        None => Name { text: "".into(), place: Place::default() },
    }
}

fn name(doc: &mut Document<'_>, item: Item<'_>) -> Name {
    Name { text: doc.as_text(item).into(), place: item.place }
}

fn word<T: Copy>(
    doc: &mut Document<'_>,
    item: Item<'_>,
    what: &str,
    choices: &[T],
    spelling: fn(T) -> &'static str,
) -> Option<T> {
    let text = doc.as_text(item);
    let found = choices.iter().copied().find(|it| spelling(*it) == text);
    if found.is_none() && !text.is_empty() {
        doc.report(item.place, unknown(what, text, &words(choices, spelling)));
    }
    found
}

fn words<T: Copy>(choices: &[T], spelling: fn(T) -> &'static str) -> Vec<&'static str> {
    choices.iter().copied().map(spelling).collect()
}
