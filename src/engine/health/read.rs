//! Reads a model file and checks every word, number and sum of it.

use toml::de::DeTable;

use super::band::{Bands, CoveragePolicy};
use super::composite::PillarWeights;
use super::document::{Document, Section, words};
use super::error::{ModelError, OwnKey};
use super::model::{Model, TierPlan};
use super::{read_cap, read_measure};
use crate::domain::{Phase, Pillar, Touch};
use crate::engine::facts::Catalogue;

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

/// A model with the user's own file laid over it.
#[derive(Debug, Clone, PartialEq)]
pub struct OverlaidModel {
    /// The model that holds.
    pub model: Model,
    /// What is wrong in the file, in the order of its lines.
    pub errors: Vec<ModelError>,
    /// What the file says and holds.
    pub own: Vec<OwnKey>,
}

impl Model {
    /// The model that ships with Rounds.
    pub fn built_in() -> Self {
        Reader::read(BUILT_IN, None, None).model
    }

    /// Reads a whole model; its facts are not checked against any book.
    ///
    /// # Errors
    ///
    /// Every problem of the text, in the order of its lines.
    pub fn parse(text: &str) -> Result<Self, Vec<ModelError>> {
        let OverlaidModel { model, errors, .. } = Reader::read(text, None, None);
        if errors.is_empty() { Ok(model) } else { Err(errors) }
    }

    /// This model with a file laid over it. An entry of the file (the bands, the coverage, the seats,
    /// a tier, a phase, a measure, a cap) changes what it says and keeps the rest; measures and caps
    /// of other names are added. An entry with a mistake changes nothing, and where the weights of a
    /// pillar do not add up none of its measures does; every mistake of the file is told.
    #[must_use]
    pub fn overlaid(&self, text: &str, catalogue: &Catalogue) -> OverlaidModel {
        Reader::read(text, Some(self), Some(catalogue))
    }
}

/// A model file being read.
struct Reader<'t> {
    doc: Document<'t>,
    /// The model that the file changes; without one it has to be whole.
    below: Option<&'t Model>,
    own: Vec<OwnKey>,
}

impl<'t> Reader<'t> {
    fn read(
        text: &'t str,
        below: Option<&'t Model>,
        catalogue: Option<&'t Catalogue>,
    ) -> OverlaidModel {
        let (table, broken) = DeTable::parse_recoverable(text);
        let doc = Document::new(text, &broken, catalogue);
        let mut reader = Self { doc, below, own: Vec::new() };
        let root = reader.doc.root(&table);
        let model = reader.model(root);
        OverlaidModel { model, errors: reader.doc.finish(), own: reader.own }
    }

    fn model(&mut self, root: Section<'_>) -> Model {
        let known =
            ["version", "bands", "coverage", "seats", "tiers", "phases", "measures", "caps"];
        self.doc.only(root, &known);
        self.doc.number(root, "version", 1.0..=1.0, self.below.map(|_| 1.0));
        let below = self.below;
        let bands = below.map(|it| BandPlan { bands: it.bands, settling: it.settling_days as f64 });
        let BandPlan { bands, settling } =
            self.entry(root, "bands", bands, band_plan).unwrap_or_default();
        let nothing = CoveragePolicy { min: 0.0, green_min: 0.0, pillar_full: 1.0 };
        Model {
            bands,
            settling_days: settling as i64,
            coverage: self
                .entry(root, "coverage", below.map(|it| it.coverage), coverage)
                .unwrap_or(nothing),
            seats_from: self
                .entry(root, "seats", below.map(|it| it.seats_from), seats)
                .unwrap_or_default(),
            tiers: self.tiers(root),
            phases: self.phases(root),
            measures: read_measure::measures(
                &mut self.doc,
                root,
                below.map(|it| it.measures.as_slice()),
                &mut self.own,
            ),
            caps: read_cap::caps(
                &mut self.doc,
                root,
                below.map(|it| it.caps.as_slice()),
                &mut self.own,
            ),
        }
    }

    /// Reads an entry of this name; one that is not there, or has a mistake, is as below.
    fn entry<T: Copy>(
        &mut self,
        section: Section<'_>,
        key: &str,
        below: Option<T>,
        read: fn(&mut Document<'_>, Section<'_>, Option<T>) -> T,
    ) -> Option<T> {
        self.named_entry(section, key, key, below, read)
    }

    /// As [`Self::entry`], for one whose whole name is longer than its key.
    fn named_entry<T: Copy>(
        &mut self,
        section: Section<'_>,
        key: &str,
        name: &str,
        below: Option<T>,
        read: fn(&mut Document<'_>, Section<'_>, Option<T>) -> T,
    ) -> Option<T> {
        let mark = self.doc.mark();
        let Some(it) = self.doc.section(section, key, below.as_ref()) else {
            return below;
        };
        let res = read(&mut self.doc, it, below);
        match below {
            Some(below) if !self.doc.is_sound(mark, it.place) => Some(below),
            _ => {
                self.own.extend(OwnKey::all(name, &self.doc.lines(it)));
                Some(res)
            }
        }
    }

    fn tiers(&mut self, root: Section<'_>) -> Vec<TierPlan> {
        let below = self.below.map(|it| it.tiers.clone());
        let Some(tiers) = self.doc.section(root, "tiers", below.as_ref()) else {
            return below.unwrap_or_default();
        };
        self.doc.only(tiers, &words(Touch::ALL, Touch::word));
        let each = Touch::ALL.iter().enumerate().map(|(at, touch)| {
            let below = below.as_ref().and_then(|it| it.get(at)).copied();
            self.named_entry(tiers, touch.word(), &format!("tiers.{touch}"), below, tier)
        });
        each.map(Option::unwrap_or_default).collect()
    }

    fn phases(&mut self, root: Section<'_>) -> Vec<PillarWeights> {
        let below = self.below.map(|it| it.phases.clone());
        let Some(phases) = self.doc.section(root, "phases", below.as_ref()) else {
            return below.unwrap_or_default();
        };
        self.doc.only(phases, &words(Phase::ALL, Phase::word));
        let each = Phase::ALL.iter().enumerate().map(|(at, phase)| {
            let below = below.as_ref().and_then(|it| it.get(at)).copied();
            self.named_entry(phases, phase.word(), &format!("phases.{phase}"), below, pillars)
        });
        each.map(Option::unwrap_or_default).collect()
    }
}

/// The bands, and what their section says beside them.
#[derive(Clone, Copy)]
struct BandPlan {
    bands: Bands,
    settling: f64,
}

impl Default for BandPlan {
    fn default() -> Self {
        let bands = Bands { green: 0.0, yellow: 0.0, margin: 0.0, confirm_up: 1, confirm_down: 1 };
        Self { bands, settling: 0.0 }
    }
}

fn band_plan(doc: &mut Document<'_>, it: Section<'_>, below: Option<BandPlan>) -> BandPlan {
    let mark = doc.mark();
    let known = ["green", "yellow", "margin", "confirm_up", "confirm_down", "settling_days"];
    doc.only(it, &known);
    let old = below.map(|it| it.bands);
    let weeks = |of: fn(Bands) -> u32| old.map(|it| f64::from(of(it)));
    let confirm_up = weeks(|it| it.confirm_up);
    let confirm_down = weeks(|it| it.confirm_down);
    let bands = Bands {
        green: doc.number(it, "green", 0.0..=100.0, old.map(|it| it.green)),
        yellow: doc.number(it, "yellow", 0.0..=100.0, old.map(|it| it.yellow)),
        margin: doc.number(it, "margin", 0.0..=50.0, old.map(|it| it.margin)),
        confirm_up: doc.number(it, "confirm_up", 1.0..=26.0, confirm_up) as u32,
        confirm_down: doc.number(it, "confirm_down", 1.0..=26.0, confirm_down) as u32,
    };
    let settling = doc.number(it, "settling_days", 0.0..=3650.0, below.map(|it| it.settling));
    if bands.yellow > bands.green && doc.is_quiet(mark) {
        doc.report(it.place, "`yellow` must not be above `green`");
    }
    BandPlan { bands, settling }
}

fn coverage(
    doc: &mut Document<'_>,
    it: Section<'_>,
    below: Option<CoveragePolicy>,
) -> CoveragePolicy {
    let mark = doc.mark();
    doc.only(it, &["min", "green_min", "pillar_full"]);
    let res = CoveragePolicy {
        min: doc.number(it, "min", 0.0..=1.0, below.map(|it| it.min)),
        green_min: doc.number(it, "green_min", 0.0..=1.0, below.map(|it| it.green_min)),
        pillar_full: doc.number(it, "pillar_full", 0.01..=1.0, below.map(|it| it.pillar_full)),
    };
    if res.min > res.green_min && doc.is_quiet(mark) {
        doc.report(it.place, "`min` must not be above `green_min`");
    }
    res
}

fn seats(doc: &mut Document<'_>, it: Section<'_>, below: Option<f64>) -> f64 {
    doc.only(it, &["seated_from"]);
    doc.number(it, "seated_from", 1.0..=ANY, below)
}

fn tier(doc: &mut Document<'_>, it: Section<'_>, below: Option<TierPlan>) -> TierPlan {
    doc.only(it, &["weights", "pulse_days"]);
    let old = below.map(|it| it.weights);
    let weights = match doc.section(it, "weights", old.as_ref()) {
        Some(section) => {
            let weights = pillars(doc, section, old);
            let sum = weights.sum();
            if (sum - 100.0).abs() > ABOUT {
                doc.report(section.place, format!("these weights add up to {sum}, not to 100"));
            }
            weights
        }
        None => old.unwrap_or_default(),
    };
    let days = doc.number(it, "pulse_days", 0.0..=3650.0, below.map(|it| it.pulse_days));
    TierPlan { weights, pulse_days: days }
}

fn pillars(doc: &mut Document<'_>, it: Section<'_>, below: Option<PillarWeights>) -> PillarWeights {
    doc.only(it, &words(Pillar::ALL, Pillar::word));
    let mut res = PillarWeights::default();
    for pillar in Pillar::ALL {
        let old = below.map(|it| it.get(*pillar));
        res.set(*pillar, doc.number(it, pillar.word(), 0.0..=ANY, old));
    }
    res
}
