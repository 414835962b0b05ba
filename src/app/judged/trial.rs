//! Rules tried out on the book's own past.

use super::crew;
use super::judge::{Ground, context};
use super::policy::OwnPolicy;
use crate::app::error::Error;
use crate::domain::{AccountHistory, Day, Family, Grain};
use crate::engine::backtest::{Against, Lead, Replay, Report, Stretch, Trial, report};
use crate::engine::{Catalogue, Norms, Query, Rules};
use crate::store::{self, Store};

/// Which rules to try out, and on what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrialWish {
    /// Numbers or short names of rules; empty for all of them.
    pub rules: Vec<String>,
    /// A comparison in place of the ones on the same fact in what opens these rules.
    pub threshold: Option<String>,
    /// The first day to judge on; else as early as the data and [`Norms::MOST_DAYS`] allow.
    pub from: Option<Day>,
    /// The last day to judge on; else the last of the data.
    pub to: Option<Day>,
    /// What to hold alerts against; else losses where the book knows of any, else silence.
    pub against: Option<AgainstWhat>,
    /// The farthest an event may follow an alert, in days; else 180, or a silence of 60.
    pub horizon: Option<i64>,
}

/// What alerts are held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgainstWhat {
    /// Churn and contraction.
    Losses,
    /// No use for 60 days.
    Silence,
}

/// Days without use that count as gone quiet.
const SILENCE: i64 = 60;

/// Replays rules over the book's past.
///
/// # Errors
///
/// Where the book cannot be read, no rule is called so, or the threshold fits none of them.
pub(in crate::app) fn try_out(
    store: &Store,
    own: &OwnPolicy,
    wish: &TrialWish,
    as_of: Day,
) -> Result<Report, Error> {
    store.snapshot(|store| {
        let ground = Ground::read(store, own, as_of)?;
        let catalogue = &ground.context.catalogue;
        let trial = on_trial(&ground.policy.rules, catalogue, wish)?;
        let data = used_days(store)?.unwrap_or(Stretch { from: as_of - 52 * 7, to: as_of });
        let to = wish.to.unwrap_or(data.to).min(as_of);
        let days = mondays(wish.from.unwrap_or(data.from), to);
        let context = context(store, as_of, &days)?;
        let replay = Replay::new(&context, &ground.policy, &trial, &days, as_of);
        let work = |history: AccountHistory| replay.of(&history);
        let shared = crew::share(work, |to| store.each_account(|it| to.send(it).is_ok()));
        shared.fed?;
        let mut pasts = shared.made;
        pasts.sort_unstable_by_key(|it| it.account);
        let against = match wish.against {
            Some(it) => it,
            None if pasts.iter().any(|it| !it.fate.losses.is_empty()) => AgainstWhat::Losses,
            None => AgainstWhat::Silence,
        };
        let last_loss = pasts.iter().filter_map(|it| it.fate.losses.last().copied()).max();
        let trial_on = Trial {
            against: against.within(wish.horizon),
            data_end: last_loss.unwrap_or(data.to).max(data.to).min(as_of),
            budget: context.settings.alert_budget,
            days,
        };
        Ok(report(&trial, &pasts, trial_on))
    })?
}

impl AgainstWhat {
    /// With the farthest that an event may follow, in days.
    fn within(self, horizon: Option<i64>) -> Against {
        let lead = Lead::default();
        match self {
            Self::Losses => Against::Losses(Lead { most: horizon.unwrap_or(lead.most), ..lead }),
            Self::Silence => Against::Silence(horizon.unwrap_or(SILENCE)),
        }
    }
}

/// The rules that are wished for, with the threshold that is wished for.
fn on_trial(rules: &Rules, catalogue: &Catalogue, wish: &TrialWish) -> Result<Rules, Error> {
    for name in &wish.rules {
        if !rules.iter().any(|it| it.is_called(name)) {
            return Err(Error::NoRule { wanted: name.clone(), nearest: rules.nearest(name) });
        }
    }
    let names: Vec<&str> = wish.rules.iter().map(String::as_str).collect();
    let chosen = if names.is_empty() { rules.clone() } else { rules.only(&names) };
    let Some(text) = &wish.threshold else { return Ok(chosen) };
    let threshold = Query::parse_for_rule(text, catalogue).map_err(Error::Threshold)?;
    chosen.with_threshold(&threshold).ok_or_else(|| Error::NoSuchThreshold(text.clone()))
}

/// The Mondays from one day to another, the latest where there are too many.
fn mondays(from: Day, to: Day) -> Vec<Day> {
    let first = if from.monday() == from { from } else { from.monday() + 7 };
    let weeks = to.days_since(first).div_euclid(7) + 1;
    let kept = weeks.clamp(0, Norms::MOST_DAYS as i64);
    let skipped = weeks.max(0) - kept;
    (skipped..skipped + kept).map(|week| first + 7 * week as i32).collect()
}

/// The days from the first to the last that usage speaks of; nothing without usage by period.
fn used_days(store: &Store) -> store::Result<Option<Stretch>> {
    let metrics = store.metrics()?;
    let mut res: Option<Stretch> = None;
    store.each_series(|history| {
        for series in &history.series {
            let at = metrics.binary_search_by_key(&series.metric, |it| it.id).ok();
            let metric = at.and_then(|it| metrics.get(it));
            let metric = metric.filter(|it| it.family == Family::Usage);
            let Some(grain) = metric.map(|it| it.grains.on(Day::MAX)) else { continue };
            let ends = series.points.first().zip(series.points.last());
            if let Some((first, last)) = ends.filter(|_| grain != Grain::Snapshot) {
                let own = Stretch { from: first.on, to: grain.period_end(last.on) };
                let all = *res.get_or_insert(own);
                res = Some(Stretch { from: all.from.min(own.from), to: all.to.max(own.to) });
            }
        }
        true
    })?;
    Ok(res)
}
