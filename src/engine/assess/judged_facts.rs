//! The facts that are judged from other facts: `health.…` and `alerts.…`.

use crate::domain::{Alert, Band, Day, Value};
use crate::engine::facts::{Catalogue, FactCell, FactId};
use crate::engine::health::{BandPair, Judged};

/// Where the judged facts stand in the catalogue.
pub(super) struct JudgedFacts {
    score: Option<FactId>,
    uncapped: Option<FactId>,
    band: Option<FactId>,
    computed_band: Option<FactId>,
    band_reason: Option<FactId>,
    coverage: Option<FactId>,
    change_28d: Option<FactId>,
    alerts_open: Option<FactId>,
    alerts_worst: Option<FactId>,
}

impl JudgedFacts {
    /// Finds them.
    pub(super) fn of(catalogue: &Catalogue) -> Self {
        Self {
            score: catalogue.find("health.score"),
            uncapped: catalogue.find("health.uncapped"),
            band: catalogue.find("health.band"),
            computed_band: catalogue.find("health.computed_band"),
            band_reason: catalogue.find("health.band_reason"),
            coverage: catalogue.find("health.data_coverage"),
            change_28d: catalogue.find("health.change_28d"),
            alerts_open: catalogue.find("alerts.open"),
            alerts_worst: catalogue.find("alerts.worst"),
        }
    }

    /// What the model says on a day.
    pub(super) fn of_health(
        &self,
        judged: &Judged,
        bands: BandPair,
        change_28d: Option<f64>,
        day: Day,
    ) -> Vec<FactCell> {
        let word = |it: Band| Some(Value::text(it.word()));
        cells(
            day,
            [
                (self.score, judged.score().map(Value::Number)),
                (self.uncapped, judged.uncapped().map(Value::Number)),
                (self.band, word(bands.shown)),
                (self.computed_band, word(bands.computed)),
                (self.band_reason, bands.reason.map(|it| Value::text(it.to_string()))),
                (self.coverage, Some(Value::Percent(judged.coverage()))),
                (self.change_28d, change_28d.map(Value::Number)),
            ],
        )
    }

    /// What the rules say on a day.
    pub(super) fn of_alerts(&self, alerts: &[Alert], day: Day) -> Vec<FactCell> {
        let open = || alerts.iter().filter(|it| it.state.asks_for_user());
        let worst = open().map(|it| it.severity.number()).min();
        cells(
            day,
            [
                (self.alerts_open, Some(Value::Number(open().count() as f64))),
                (self.alerts_worst, worst.map(|it| Value::Number(f64::from(it)))),
            ],
        )
    }
}

fn cells<const N: usize>(day: Day, facts: [(Option<FactId>, Option<Value>); N]) -> Vec<FactCell> {
    let cell = |(fact, value): (Option<FactId>, Option<Value>)| {
        Some(FactCell { fact: fact?, value: Ok(value?), data_on: Some(day) })
    };
    facts.into_iter().filter_map(cell).collect()
}
