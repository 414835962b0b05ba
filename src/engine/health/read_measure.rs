//! Reads the measures of a model file.

use super::check::NUMBERS;
use super::curve::{Curve, Freshness, Knot};
use super::document::{Document, Item, Section};
use super::error::OwnKey;
use super::model::{MeasureRule, Scale, Seating, Source, State};
use super::reading::{PlainWords, Wording};
use super::sentences::sentences;
use crate::domain::{Pillar, Type};
use crate::engine::place::Place;

/// Sums of weights hold to this.
const ABOUT: f64 = 1e-6;
const ANY: f64 = f64::INFINITY;
const NUMBER: std::ops::RangeInclusive<f64> = f64::MIN..=f64::MAX;

/// A measure of the file that holds so far.
struct Own<'a> {
    section: Section<'a>,
    /// What stood in its place.
    below: Option<MeasureRule>,
    rule: MeasureRule,
}

impl Own<'_> {
    fn touches(&self, pillar: Pillar) -> bool {
        self.rule.pillar == pillar || self.below.as_ref().is_some_and(|it| it.pillar == pillar)
    }
}

/// The measures of a file, or those below with the file's laid over them.
pub(super) fn measures(
    doc: &mut Document<'_>,
    root: Section<'_>,
    below: Option<&[MeasureRule]>,
    own: &mut Vec<OwnKey>,
) -> Vec<MeasureRule> {
    let list = match below {
        Some(_) => doc.optional(root, "measures"),
        None => doc.required(root, "measures"),
    };
    let sections = list.map(|it| doc.sections(it)).unwrap_or_default();
    let under = below.unwrap_or_default();
    let mut read: Vec<Own<'_>> = Vec::new();
    for section in sections {
        let mark = doc.mark();
        let old = twin_below(doc, section, under);
        let rule = measure(doc, section, old);
        let is_twin = |it: &&MeasureRule| it.id == rule.id && it.seating.meets(rule.seating);
        let others = under.iter().filter(|it| Some(*it) != old);
        if read.iter().map(|it| &it.rule).chain(others).any(|it| is_twin(&it)) {
            let message = format!("a second measure `{}` for the same accounts", rule.id);
            doc.report(section.place, message);
        }
        // A whole model is read on: all its problems are to be told.
        if below.is_none() || doc.is_sound(mark, section.place) {
            read.push(Own { section, below: old.cloned(), rule });
        }
    }
    let res = loop {
        let laid = laid(under, &read);
        let unbalanced = unbalanced(&laid);
        let Some(first) = unbalanced.first() else { break laid };
        for it in &unbalanced {
            let place = read.iter().find(|own| own.touches(it.pillar)).map(|own| own.section.place);
            doc.report(place.unwrap_or_default(), it.to_string());
        }
        let before = read.len();
        read.retain(|it| !it.touches(first.pillar));
        if below.is_none() || read.len() == before {
            break laid;
        }
    };
    for it in &read {
        own.extend(OwnKey::all(&it.rule.key(&res), &doc.lines(it.section)));
    }
    res
}

/// The measures below with those of a file in their places; new ones follow.
fn laid(below: &[MeasureRule], own: &[Own<'_>]) -> Vec<MeasureRule> {
    let mut res = below.to_vec();
    for it in own {
        let place = it.below.as_ref().and_then(|old| res.iter().position(|it| it == old));
        match place.and_then(|at| res.get_mut(at)) {
            Some(old) => *old = it.rule.clone(),
            None => res.push(it.rule.clone()),
        }
    }
    res
}

/// A pillar whose measures do not add up.
struct Unbalanced {
    pillar: Pillar,
    seating: Seating,
    sum: f64,
}

impl std::fmt::Display for Unbalanced {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { pillar, seating, sum } = self;
        let who = seating.word();
        write!(f, "the {who} measures of `{pillar}` weigh {sum:.3} together, not 1")
    }
}

fn unbalanced(rules: &[MeasureRule]) -> Vec<Unbalanced> {
    let mut res: Vec<Unbalanced> = Vec::new();
    for &pillar in Pillar::ALL {
        for seating in [Seating::Seated, Seating::Unseated] {
            let counts = |it: &&MeasureRule| it.pillar == pillar && it.seating.meets(seating);
            let sum: f64 = rules.iter().filter(counts).map(|it| it.weight).sum();
            let is_measured = rules.iter().any(|it| counts(&it));
            // Where both kinds of accounts share their measures it is told once.
            let is_told = res.iter().any(|it| it.pillar == pillar && (it.sum - sum).abs() < ABOUT);
            if is_measured && (sum - 1.0).abs() > ABOUT && !is_told {
                res.push(Unbalanced { pillar, seating, sum });
            }
        }
    }
    res
}

/// The measure that an entry changes: the one of its name, and of its kind of accounts where there are
/// two.
fn twin_below<'b>(
    doc: &mut Document<'_>,
    it: Section<'_>,
    below: &'b [MeasureRule],
) -> Option<&'b MeasureRule> {
    let id = doc.optional(it, "id").map(|item| doc.as_text(item)).unwrap_or_default();
    let named: Vec<&MeasureRule> = below.iter().filter(|rule| *rule.id == *id).collect();
    let when = doc.optional(it, "when").map(|item| doc.as_text(item));
    match (named.as_slice(), when) {
        (named, Some(when)) => named.iter().find(|rule| rule.seating.word() == when).copied(),
        ([one], None) => Some(*one),
        ([], None) => None,
        (_, None) => {
            let message = format!(
                "there are two measures `{id}`: add when = \"seated\" or when = \"unseated\""
            );
            doc.report(it.place, message);
            named.first().copied()
        }
    }
}

fn measure(doc: &mut Document<'_>, it: Section<'_>, below: Option<&MeasureRule>) -> MeasureRule {
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
        "counted",
        "reading",
        "plain",
        "missing",
    ];
    doc.only(it, &known);
    let id = doc.text(it, "id");
    let mark = doc.mark();
    let scale = scale(doc, it, below.map(|it| &it.scale));
    let types = match &scale {
        // What is wrong with its scores says nothing of the fact.
        _ if !doc.is_quiet(mark) => Type::ALL,
        Scale::Curve(_) => NUMBERS,
        Scale::States(_) => &[Type::Text],
    };
    let source = source(doc, it, types, below);
    let wording = match source {
        Source::Fact(_) => wording(doc, it, below),
        Source::None(_) => Wording::default(),
    };
    MeasureRule {
        id: id.into(),
        name: match (doc.optional(it, "name"), below) {
            (Some(item), _) => doc.as_text(item).into(),
            (None, Some(below)) => below.name.clone(),
            (None, None) => id.replace('_', " ").into(),
        },
        pillar: pillar(doc, it, below),
        seating: match (doc.optional(it, "when"), below) {
            (Some(item), _) => {
                let choices = [Seating::Seated, Seating::Unseated];
                let found = doc.word(item, "kind of account", &choices, Seating::word);
                found.unwrap_or(Seating::Any)
            }
            (None, below) => below.map_or(Seating::Any, |it| it.seating),
        },
        weight: doc.number(it, "weight", 0.0..=1.0, below.map(|it| it.weight)),
        source,
        scale,
        freshness: freshness(doc, it, below.and_then(|it| it.freshness)),
        age: match doc.optional(it, "age") {
            Some(item) => Some(doc.fact(item, NUMBERS)),
            None => below.and_then(|it| it.age.clone()),
        },
        counted: match doc.optional(it, "counted") {
            Some(item) => Some(doc.fact(item, NUMBERS)),
            None => below.and_then(|it| it.counted.clone()),
        },
        wording,
    }
}

fn pillar(doc: &mut Document<'_>, it: Section<'_>, below: Option<&MeasureRule>) -> Pillar {
    let item = match below {
        Some(_) => doc.optional(it, "pillar"),
        None => doc.required(it, "pillar"),
    };
    let fallback = below.map_or(Pillar::Usage, |it| it.pillar);
    let found = item.and_then(|item| doc.word(item, "pillar", Pillar::ALL, Pillar::word));
    found.unwrap_or(fallback)
}

fn source(
    doc: &mut Document<'_>,
    it: Section<'_>,
    types: &[Type],
    below: Option<&MeasureRule>,
) -> Source {
    match (doc.optional(it, "fact"), doc.optional(it, "no_fact"), below) {
        (Some(_), Some(why), _) => {
            doc.report(why.place, "either `fact` or `no_fact` is needed, not both");
            Source::None("".into())
        }
        (None, Some(why), _) => Source::None(doc.as_text(why).into()),
        (Some(fact), None, _) => Source::Fact(doc.fact(fact, types)),
        (None, None, Some(below)) => {
            // What it reads as a number may be a word: then another curve does not fit it.
            if let Source::Fact(name) = &below.source {
                doc.check_fact(it.place, name, types);
            }
            below.source.clone()
        }
        (None, None, None) => {
            doc.required(it, "fact");
            Source::Fact("".into())
        }
    }
}

fn wording(doc: &mut Document<'_>, it: Section<'_>, below: Option<&MeasureRule>) -> Wording {
    // One that did not apply had nothing to tell.
    let below = below.filter(|it| matches!(it.source, Source::Fact(_))).map(|it| &it.wording);
    Wording {
        sentences: sentences(doc, it, "reading", below.map(|it| it.sentences.as_slice())),
        plain: match doc.optional(it, "plain") {
            Some(list) => plain(doc, list),
            None => below.map(|it| it.plain.clone()).unwrap_or_default(),
        },
        missing: sentences(doc, it, "missing", below.map(|it| it.missing.as_slice())),
    }
}

fn scale(doc: &mut Document<'_>, it: Section<'_>, below: Option<&Scale>) -> Scale {
    match (doc.optional(it, "knots"), doc.optional(it, "states"), below) {
        (Some(knots), None, _) => curve(doc, knots),
        (None, Some(states), _) => self::states(doc, states),
        (None, None, Some(below)) => below.clone(),
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
                at: doc.as_number(*at, NUMBER),
                score: doc.as_number(*score, 0.0..=100.0),
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
            res.push(State { word: word.into(), score: doc.as_number(score, 0.0..=100.0) });
        }
    }
    if res.is_empty() {
        doc.report(item.place, "`states` needs a word with its score");
    }
    Scale::States(res)
}

fn freshness(
    doc: &mut Document<'_>,
    it: Section<'_>,
    below: Option<Freshness>,
) -> Option<Freshness> {
    let written = ["fresh_days", "expire_days"].into_iter().find_map(|key| doc.optional(it, key));
    let place = match (written, below) {
        (Some(item), _) => item.place,
        (None, Some(_)) => Place::default(),
        (None, None) => return None,
    };
    let res = Freshness {
        fresh_days: doc.number(it, "fresh_days", 0.0..=ANY, below.map(|it| it.fresh_days)),
        expire_days: doc.number(it, "expire_days", 0.0..=ANY, below.map(|it| it.expire_days)),
    };
    if res.expire_days <= res.fresh_days {
        doc.report(place, "`expire_days` must be above `fresh_days`");
    }
    Some(res)
}

/// Pairs of a value and what is told of it.
fn plain(doc: &mut Document<'_>, list: Item<'_>) -> Vec<PlainWords> {
    let mut res = Vec::new();
    for pair in doc.items(list) {
        match doc.items(pair).as_slice() {
            [at, words] => res.push(PlainWords {
                at: doc.as_number(*at, NUMBER),
                words: doc.as_text(*words).into(),
            }),
            _ => doc.report(pair.place, "plain words are a pair: [value, \"what is told\"]"),
        }
    }
    res
}
