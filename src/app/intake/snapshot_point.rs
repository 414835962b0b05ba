//! One number of a snapshot on its way into a series.

use super::call::{At, Desk, Effect};
use super::error::Error;
use super::series::{Before, metric_id};
use crate::domain::{AccountId, Day, Grain, Lines};
use crate::import::SeriesName;
use crate::store::NewPoint;

/// One number of a snapshot.
pub(super) struct SnapshotPoint<'a> {
    pub(super) account: AccountId,
    pub(super) name: &'a SeriesName,
    pub(super) on: Day,
    pub(super) value: f64,
    pub(super) line: u32,
}

impl SnapshotPoint<'_> {
    /// Writes it where the book does not have it.
    pub(super) fn write(self, at: At<'_>, desk: &mut Desk<'_, '_>) -> Result<Effect, Error> {
        let metric = metric_id(self.name, Grain::Snapshot, desk)?;
        let series = desk.tx.series(self.account, metric)?;
        let found = series.points.iter().rev().find(|it| it.on == self.on);
        let (effect, known_on) =
            match Before::of((self.account, metric), found, self.value, at, desk.call) {
                Before::Nothing => (Effect::Created, self.on.min(desk.call.on)),
                Before::Same => {
                    desk.call.said.note((self.account, metric), self.on, at.line(self.line));
                    return Ok(Effect::Unchanged);
                }
                Before::Own => return Ok(Effect::Unchanged),
                Before::Other => (Effect::Updated, desk.call.on),
                Before::Clash(first) => {
                    let kept = (first.place, first.value.to_string());
                    let dropped = (at.line(self.line), self.value.to_string());
                    desk.call.clash_of_usage(self.account, &self.name.name, kept, dropped);
                    return Ok(Effect::Unchanged);
                }
            };
        let lines = Lines::from(self.line);
        let point = NewPoint { on: self.on, known_on, value: self.value, lines };
        desk.tx.add_points(self.account, metric, at.id, &[point])?;
        Ok(effect)
    }
}
