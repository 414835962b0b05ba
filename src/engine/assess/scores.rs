//! What the model said of an account on days of the past, without the rules.

use crate::domain::{AccountHistory, AccountView, Band, Day};
use crate::engine::facts::{Context, FactId, Subject, Wanted};
use crate::engine::health::{BandMemory, MeasureScore, Model, Scorer};

/// Scores accounts of a book on any of the days that its context holds the norms of.
pub struct Scores<'a> {
    context: &'a Context,
    scorer: Scorer<'a>,
    wanted: Wanted,
    tenure: Option<FactId>,
}

/// What the model said on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Sketch {
    /// 0 to 100; nothing where nothing was known.
    pub score: Option<f64>,
    /// The band of this score by itself.
    pub band: Band,
    /// The measures that had a score.
    pub measures: Vec<MeasureScore>,
    /// Days as a customer, where it is known since when.
    pub tenure: Option<f64>,
}

impl<'a> Scores<'a> {
    /// Prepares to score accounts of a book.
    pub fn new(context: &'a Context, model: &'a Model) -> Self {
        let scorer = Scorer::new(model, &context.catalogue);
        let tenure = context.catalogue.find("tenure_days");
        Self { context, wanted: Wanted::only(scorer.facts().chain(tenure)), scorer, tenure }
    }

    /// What was said of an account on each of these days; nothing for days before it was known.
    pub fn of(&self, history: &AccountHistory, days: &[Day]) -> Vec<Option<Sketch>> {
        let subject = Subject::new(history, self.context);
        let sketch = |day: &Day| {
            let view = history.as_of(*day)?;
            Some(self.sketch(&subject, &view, *day))
        };
        days.iter().map(sketch).collect()
    }

    fn sketch(&self, subject: &Subject<'_>, view: &AccountView, day: Day) -> Sketch {
        let sheet = subject.sheet(view, &self.wanted);
        let judged = self.scorer.judge(&sheet);
        let steady = self.scorer.steady(&mut BandMemory::default(), &judged, day);
        Sketch {
            score: judged.score(),
            band: self.scorer.bands(&judged, steady).computed,
            measures: judged.measures().collect(),
            tenure: self.tenure.and_then(|it| sheet.get(it)?.as_f64()),
        }
    }
}
