//! A model as the text of a file that reads back to the same model.

use std::fmt::Write;

use super::model::{CapRule, Condition, MeasureRule, Model, Scale, Source, Test};
use super::reading::{PlainWords, Sentence};
use super::spelt::{number, quoted};
use crate::domain::{Phase, Pillar, Touch};

const HEAD: &str = "\
# A health model of Rounds. As health.toml beside your settings it is laid over the built-in one, so
# that a file needs to hold only what it changes; what is left out stays as it is built in.
";

impl Model {
    /// The whole model as a file: read, alone or laid over any other model with the same measures
    /// and caps, it is this model again.
    pub fn to_toml(&self) -> String {
        let mut res = HEAD.to_owned();
        let bands = self.bands;
        res.push_str("\nversion = 1\n");
        section(&mut res, "bands");
        line(&mut res, "green", &number(bands.green));
        line(&mut res, "yellow", &number(bands.yellow));
        line(&mut res, "margin", &number(bands.margin));
        line(&mut res, "confirm_up", &bands.confirm_up.to_string());
        line(&mut res, "confirm_down", &bands.confirm_down.to_string());
        line(&mut res, "settling_days", &self.settling_days.to_string());
        section(&mut res, "coverage");
        line(&mut res, "min", &number(self.coverage.min));
        line(&mut res, "green_min", &number(self.coverage.green_min));
        line(&mut res, "pillar_full", &number(self.coverage.pillar_full));
        section(&mut res, "seats");
        line(&mut res, "seated_from", &number(self.seats_from));
        for (touch, tier) in Touch::ALL.iter().zip(&self.tiers) {
            section(&mut res, &format!("tiers.{touch}"));
            line(&mut res, "weights", &pillars(|it| tier.weights.get(it)));
            line(&mut res, "pulse_days", &number(tier.pulse_days));
        }
        section(&mut res, "phases");
        for (phase, weights) in Phase::ALL.iter().zip(&self.phases) {
            line(&mut res, phase.word(), &pillars(|it| weights.get(it)));
        }
        for it in &self.measures {
            measure(&mut res, it);
        }
        for it in &self.caps {
            cap(&mut res, it);
        }
        res
    }
}

fn section(to: &mut String, name: &str) {
    // Writing to a text does not fail.
    let _ = writeln!(to, "\n[{name}]");
}

fn line(to: &mut String, key: &str, value: &str) {
    let _ = writeln!(to, "{key} = {value}");
}

fn pillars(weight: impl Fn(Pillar) -> f64) -> String {
    let each = Pillar::ALL.iter().map(|it| format!("{it} = {}", number(weight(*it))));
    format!("{{ {} }}", each.collect::<Vec<_>>().join(", "))
}

fn measure(to: &mut String, it: &MeasureRule) {
    to.push_str("\n[[measures]]\n");
    line(to, "id", &quoted(&it.id));
    line(to, "name", &quoted(&it.name));
    line(to, "pillar", &quoted(it.pillar.word()));
    if let Some(word) = it.seating.written() {
        line(to, "when", &quoted(word));
    }
    line(to, "weight", &number(it.weight));
    match &it.source {
        Source::Fact(name) => line(to, "fact", &quoted(name)),
        Source::None(why) => line(to, "no_fact", &quoted(why)),
    }
    match &it.scale {
        Scale::Curve(curve) => line(to, "knots", &curve.to_string()),
        Scale::States(states) => {
            let each =
                states.iter().map(|it| format!("{} = {}", quoted(&it.word), number(it.score)));
            line(to, "states", &format!("{{ {} }}", each.collect::<Vec<_>>().join(", ")));
        }
    }
    if let Some(freshness) = it.freshness {
        line(to, "fresh_days", &number(freshness.fresh_days));
        line(to, "expire_days", &number(freshness.expire_days));
    }
    for (key, fact) in [("age", &it.age), ("counted", &it.counted)] {
        if let Some(name) = fact {
            line(to, key, &quoted(name));
        }
    }
    if let Source::Fact(_) = it.source {
        line(to, "reading", &sentences(&it.wording.sentences));
        if !it.wording.plain.is_empty() {
            let pair = |it: &PlainWords| format!("[{}, {}]", number(it.at), quoted(&it.words));
            let pairs: Vec<String> = it.wording.plain.iter().map(pair).collect();
            line(to, "plain", &format!("[{}]", pairs.join(", ")));
        }
        line(to, "missing", &sentences(&it.wording.missing));
    }
}

fn sentences(all: &[Sentence]) -> String {
    let each: Vec<String> = all.iter().map(|it| quoted(&it.template())).collect();
    match each.as_slice() {
        [one] => one.clone(),
        [] => "[]".to_owned(),
        more => format!("[\n  {},\n]", more.join(",\n  ")),
    }
}

fn cap(to: &mut String, it: &CapRule) {
    to.push_str("\n[[caps]]\n");
    line(to, "id", &quoted(&it.id));
    line(to, "at_most", &number(it.at_most));
    line(to, "hard", if it.is_hard { "true" } else { "false" });
    let conditions: Vec<String> = it.conditions.iter().map(condition).collect();
    line(to, "when", &format!("[{}]", conditions.join(", ")));
    line(to, "reason", &sentences(&it.reason.sentences));
}

fn condition(it: &Condition) -> String {
    let test = match &it.test {
        Test::True => String::new(),
        Test::Missing => ", missing = true".to_owned(),
        Test::Is(words) => {
            let words: Vec<String> = words.iter().map(|it| quoted(it)).collect();
            format!(", is = [{}]", words.join(", "))
        }
        Test::AtLeast(least) => format!(", at_least = {}", number(*least)),
        Test::AtMost(most) => format!(", at_most = {}", number(*most)),
    };
    format!("{{ fact = {}{test} }}", quoted(&it.fact))
}
