//! One account from one day of judgement to the next: what the days before leave behind.

use super::judged_facts::JudgedFacts;
use super::timeline::Timeline;
use crate::domain::{AccountHistory, AccountView, Band, Day};
use crate::engine::facts::{Context, Sheet, Subject, Wanted};
use crate::engine::health::{BandMemory, Judged, Scored, Scorer, change_over};

/// An account between two days of judgement.
pub(in crate::engine) struct Fold<'a> {
    scorer: &'a Scorer<'a>,
    judged_facts: &'a JudgedFacts,
    /// Its facts on any day.
    pub(in crate::engine) subject: Subject<'a>,
    timeline: Timeline<'a>,
    memory: BandMemory,
    /// The score of each day so far.
    pub(in crate::engine) scores: Vec<Scored>,
    /// The same, where it had a band: what has none is too thinly known for a change, and new data
    /// would read as a rise or a fall.
    pub(in crate::engine) banded: Vec<Scored>,
}

/// An account on a day of judgement.
pub(in crate::engine) struct Look {
    /// Its facts, those of `health.…` among them.
    pub(in crate::engine) sheet: Sheet,
    /// What the model says.
    pub(in crate::engine) judged: Judged,
    /// The band that the days before have left.
    pub(in crate::engine) steady: Band,
}

impl<'a> Fold<'a> {
    /// An account before its first day.
    pub(super) fn new(
        history: &'a AccountHistory,
        context: &'a Context,
        scorer: &'a Scorer<'a>,
        judged_facts: &'a JudgedFacts,
    ) -> Self {
        Self {
            scorer,
            judged_facts,
            subject: Subject::new(history, context),
            timeline: Timeline::new(history),
            memory: BandMemory::default(),
            scores: Vec::new(),
            banded: Vec::new(),
        }
    }

    /// Judges a day, later than the one judged last; nothing where the account was not known then.
    pub(in crate::engine) fn look(&mut self, day: Day, wanted: &Wanted) -> Option<Look> {
        let view = self.timeline.advance(day)?;
        let mut sheet = self.subject.sheet(view, wanted);
        let judged = self.scorer.judge(&sheet);
        self.scores.push(Scored { on: day, score: judged.score() });
        let steady = self.scorer.steady(&mut self.memory, &judged, day);
        let bands = self.scorer.bands(&judged, steady);
        let has_band = bands.computed != Band::Unknown;
        self.banded.push(Scored { on: day, score: judged.score().filter(|_| has_band) });
        let change_28d = change_over(&self.banded, day, 28, 7);
        sheet.extend(self.judged_facts.of_health(&judged, bands, change_28d, day));
        Some(Look { sheet, judged, steady })
    }

    /// What was known of it on the day judged last.
    pub(in crate::engine) fn view(&self) -> Option<&AccountView> {
        self.timeline.view()
    }
}
