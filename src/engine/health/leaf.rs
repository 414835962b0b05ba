//! The numbers of a model one by one: each with its path, as `--set` writes it.

use super::model::{MeasureRule, Model, Scale};
use super::spelt::number;
use crate::domain::{Phase, Pillar, Touch};

/// One number, switch or curve of a model.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaf {
    /// Its path: `bands.green`, `measures.touch_ratio.knots.1.5`.
    pub key: String,
    /// Its value as a model file writes it.
    pub value: String,
    /// What it is part of.
    pub(super) entry: Entry,
    /// Where it stands there.
    pub(super) spot: Spot,
}

/// A part of a model that a file changes as a whole or not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Entry {
    Bands,
    Coverage,
    Seats,
    Tier(usize),
    Phase(usize),
    Measure(usize),
    Cap(usize),
}

/// A place in an entry.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Spot {
    /// A number of this name.
    Number(&'static str),
    /// Yes or no.
    Flag(&'static str),
    /// The weight of a pillar.
    Pillar(Pillar),
    /// The score at one point of a curve, by its place there.
    Knot(usize),
    /// A whole curve.
    Curve,
    /// The score of a word, by its place.
    State(usize),
}

impl Leaf {
    /// Whether it is a curve as a whole, whose points stand beside it.
    pub fn is_curve(&self) -> bool {
        self.spot == Spot::Curve
    }
}

impl Model {
    /// Every number of the model with its path, in the order of a model file.
    pub fn leaves(&self) -> Vec<Leaf> {
        let mut res = Leaves(Vec::new());
        let bands = self.bands;
        res.number(Entry::Bands, "bands", "green", bands.green);
        res.number(Entry::Bands, "bands", "yellow", bands.yellow);
        res.number(Entry::Bands, "bands", "margin", bands.margin);
        res.number(Entry::Bands, "bands", "confirm_up", f64::from(bands.confirm_up));
        res.number(Entry::Bands, "bands", "confirm_down", f64::from(bands.confirm_down));
        res.number(Entry::Bands, "bands", "settling_days", self.settling_days as f64);
        res.number(Entry::Coverage, "coverage", "min", self.coverage.min);
        res.number(Entry::Coverage, "coverage", "green_min", self.coverage.green_min);
        res.number(Entry::Coverage, "coverage", "pillar_full", self.coverage.pillar_full);
        res.number(Entry::Seats, "seats", "seated_from", self.seats_from);
        for (at, (touch, tier)) in Touch::ALL.iter().zip(&self.tiers).enumerate() {
            let name = format!("tiers.{touch}");
            for pillar in Pillar::ALL {
                let key = format!("{name}.weights.{pillar}");
                res.push(Entry::Tier(at), key, Spot::Pillar(*pillar), tier.weights.get(*pillar));
            }
            res.number(Entry::Tier(at), &name, "pulse_days", tier.pulse_days);
        }
        for (at, (phase, weights)) in Phase::ALL.iter().zip(&self.phases).enumerate() {
            for pillar in Pillar::ALL {
                let key = format!("phases.{phase}.{pillar}");
                res.push(Entry::Phase(at), key, Spot::Pillar(*pillar), weights.get(*pillar));
            }
        }
        for (at, rule) in self.measures.iter().enumerate() {
            res.measure(Entry::Measure(at), &rule.key(&self.measures), rule);
        }
        for (at, cap) in self.caps.iter().enumerate() {
            let name = format!("caps.{}", cap.id);
            res.number(Entry::Cap(at), &name, "at_most", cap.at_most);
            res.0.push(Leaf {
                key: format!("{name}.hard"),
                value: cap.is_hard.to_string(),
                entry: Entry::Cap(at),
                spot: Spot::Flag("hard"),
            });
        }
        res.0
    }
}

struct Leaves(Vec<Leaf>);

impl Leaves {
    fn push(&mut self, entry: Entry, key: String, spot: Spot, value: f64) {
        self.0.push(Leaf { key, value: number(value), entry, spot });
    }

    fn number(&mut self, entry: Entry, name: &str, key: &'static str, value: f64) {
        self.push(entry, format!("{name}.{key}"), Spot::Number(key), value);
    }

    fn measure(&mut self, entry: Entry, name: &str, rule: &MeasureRule) {
        self.number(entry, name, "weight", rule.weight);
        match &rule.scale {
            Scale::Curve(curve) => {
                self.0.push(Leaf {
                    key: format!("{name}.knots"),
                    value: curve.to_string(),
                    entry,
                    spot: Spot::Curve,
                });
                for (at, knot) in curve.knots().iter().enumerate() {
                    let key = format!("{name}.knots.{}", number(knot.at));
                    self.push(entry, key, Spot::Knot(at), knot.score);
                }
            }
            Scale::States(states) => {
                for (at, state) in states.iter().enumerate() {
                    let key = format!("{name}.states.{}", state.word);
                    self.push(entry, key, Spot::State(at), state.score);
                }
            }
        }
        if let Some(it) = rule.freshness {
            self.number(entry, name, "fresh_days", it.fresh_days);
            self.number(entry, name, "expire_days", it.expire_days);
        }
    }
}
