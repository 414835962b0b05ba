//! What became of an account: when it was lost or shrank, and when it was used.

use crate::domain::{AccountHistory, AccountView, Day, Family, Grain, Kind, Record, Series};
use crate::engine::facts::{Context, Subject, Wanted};

/// What became of an account, known afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fate {
    /// The days on which it was lost, or a tenth of its revenue or more; each once, oldest first.
    /// A loss is dated by the notice where there was one.
    pub losses: Vec<Day>,
    /// The days on which it was renewed, oldest first.
    pub renewals: Vec<Day>,
    /// The day on which it left for good.
    pub left_on: Option<Day>,
    /// The stretches in which it was used, apart from each other, oldest first.
    pub used: Vec<Stretch>,
}

/// Some days in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stretch {
    /// The first.
    pub from: Day,
    /// The last.
    pub to: Day,
}

/// The share of its revenue whose loss counts as one.
const LEAST_LOSS: f64 = 0.10;
/// A notice and the loss that it announces are at most this far apart, in days.
const LONGEST_NOTICE: i64 = 366;

impl Fate {
    /// What became of an account, as it is known on `as_of`.
    pub fn of(history: &AccountHistory, context: &Context, as_of: Day) -> Self {
        let used = used(history, context);
        let Some(view) = history.as_of(as_of) else { return Self { used, ..Self::default() } };
        let outcomes = outcomes(&view, as_of);
        let notice = view.account.day("notice_received_on");
        let decided = |on: Day| {
            let announced = |it: &Day| (0..=LONGEST_NOTICE).contains(&on.days_since(*it));
            notice.filter(announced).unwrap_or(on)
        };
        let loses = outcomes.iter().filter(|it| {
            it.result == Some("churned") || {
                it.result == Some("contracted") && is_noticeable(it, history, context)
            }
        });
        let mut losses: Vec<Day> = loses.map(|it| decided(it.on)).collect();
        losses.sort_unstable();
        losses.dedup();
        let last = outcomes.last().filter(|it| it.result == Some("churned"));
        let renewed = outcomes.iter().filter(|it| it.result == Some("renewed"));
        let renewals = renewed.map(|it| it.on).collect();
        Self { losses, renewals, left_on: last.map(|it| it.on), used }
    }

    /// The stretches without use of at least `days`, each after a time of use and up to the last
    /// day of the data.
    pub fn silences(&self, days: i64, data_end: Day) -> Vec<Stretch> {
        let ends = self.used.iter().skip(1).map(|it| it.from - 1).chain([data_end]);
        let gaps = self.used.iter().zip(ends).map(|(it, to)| Stretch { from: it.to + 1, to });
        gaps.filter(|it| it.to.days_since(it.from) + 1 >= days).collect()
    }

    /// Whether it had been used on a day or before.
    pub fn was_used_by(&self, day: Day) -> bool {
        self.used.first().is_some_and(|it| it.from <= day)
    }

    /// Whether it was not used on any of the `days` after a day.
    pub fn is_silent_after(&self, day: Day, days: i64) -> bool {
        let last = day + i32::try_from(days).unwrap_or(i32::MAX);
        let next = self.used.iter().find(|it| it.to > day);
        next.is_none_or(|it| it.from > last)
    }
}

/// A decision about the account's revenue.
struct Decision<'a> {
    on: Day,
    result: Option<&'a str>,
    record: &'a Record,
}

/// What was decided up to a day, oldest first.
fn outcomes(view: &AccountView, as_of: Day) -> Vec<Decision<'_>> {
    let of = |record| {
        Some(Decision { on: Record::day(record, "on")?, result: record.text("result"), record })
    };
    let mut res: Vec<Decision<'_>> = view.of(Kind::Outcome).iter().filter_map(of).collect();
    res.retain(|it| it.on <= as_of);
    res.sort_by_key(|it| it.on);
    res
}

/// Whether a contraction took a tenth of the revenue of the day before, or the figures to tell are
/// missing.
fn is_noticeable(it: &Decision<'_>, history: &AccountHistory, context: &Context) -> bool {
    let share = || {
        let lost = it.record.money("amount")?;
        let arr = context.catalogue.find("arr")?;
        let view = history.as_of(it.on - 1)?;
        let sheet = Subject::new(history, context).sheet(&view, &Wanted::only([arr]));
        let before = sheet.get(arr)?.as_money().filter(|it| it.minor() > 0)?;
        (before.currency() == lost.currency()).then(|| lost.to_f64().abs() / before.to_f64())
    };
    share().is_none_or(|it| it >= LEAST_LOSS)
}

/// The stretches with use of any counted metric.
fn used(history: &AccountHistory, context: &Context) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> =
        history.series.iter().flat_map(|it| stretches(it, context)).collect();
    stretches.sort_unstable();
    joined(stretches)
}

/// Stretches, ordered by their first day, with those in one that touch or overlap.
fn joined(stretches: impl IntoIterator<Item = Stretch>) -> Vec<Stretch> {
    let mut res: Vec<Stretch> = Vec::new();
    for it in stretches {
        match res.last_mut() {
            Some(last) if it.from <= last.to + 1 => last.to = last.to.max(it.to),
            _ => res.push(it),
        }
    }
    res
}

/// The stretches with a value above nothing in a series.
fn stretches(series: &Series, context: &Context) -> Vec<Stretch> {
    let metric = context
        .metric_of(series)
        .filter(|it| it.family == Family::Usage && context.settings.is_counted(&it.name));
    let Some(grain) = metric.map(|it| it.grains.on(Day::MAX)) else { return Vec::new() };
    if grain == Grain::Snapshot {
        return Vec::new();
    }
    let points = series.as_of(grain, Day::MAX).filter(|it| it.value > 0.0);
    joined(points.map(|it| Stretch { from: it.on, to: grain.period_end(it.on) }))
}
