//! One account judged; the whole book judged.

use std::sync::Arc;

use super::fold::{Fold, Look};
use super::judged_facts::JudgedFacts;
use crate::domain::{AccountHistory, AccountId, Alert, Band, Day, Health};
use crate::engine::alerts::{Rules, Watch, cite_score, waits_for_condition};
use crate::engine::facts::{Context, FactId, Sheet, Wanted, grid};
use crate::engine::health::{Model, Scored, Scorer};

/// What the user may change about judging.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Policy {
    /// The health model.
    pub model: Model,
    /// The alert rules.
    pub rules: Rules,
}

/// One account with all that follows from its history.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// Whose.
    pub account: AccountId,
    /// Its name.
    pub name: Box<str>,
    /// Its id in the system it came from.
    pub external_id: Option<Box<str>>,
    /// Its facts as of the day, the judged ones (`health.*`, `alerts.*`) included.
    pub sheet: Arc<Sheet>,
    /// Its health as of the day.
    pub health: Health,
    /// The score on each of the last eleven Mondays before the day and on the day itself, oldest
    /// first; nothing where it had none, or where it had no band and the day has one.
    pub trend: Vec<Option<f64>>,
    /// Its alerts as of the day: open, acknowledged, snoozed, and those that ended in the last 28 days.
    pub alerts: Vec<Arc<Alert>>,
}

/// How many Mondays the trend shows before the day itself.
const TREND_MONDAYS: usize = 11;

/// Judges one account as of a day: [`Judge::assess`] for a single account.
pub fn assess(
    history: &AccountHistory,
    context: &Context,
    policy: &Policy,
    as_of: Day,
) -> Option<Assessment> {
    Judge::new(context, policy, as_of).assess(history)
}

/// What judges the accounts of a book as of a day: all that is the same for each of them.
pub struct Judge<'a> {
    context: &'a Context,
    policy: &'a Policy,
    scorer: Scorer<'a>,
    judged_facts: JudgedFacts,
    /// What model and rules read, on the days before the last.
    needed: Wanted,
    /// The days of the fold; the last is the day of judgement.
    days: Vec<Day>,
}

impl<'a> Judge<'a> {
    /// Prepares to judge accounts of a book.
    pub fn new(context: &'a Context, policy: &'a Policy, as_of: Day) -> Self {
        let scorer = Scorer::new(&policy.model, &context.catalogue);
        Self {
            context,
            policy,
            needed: Wanted::only(scorer.facts().chain(policy.rules.facts())),
            scorer,
            judged_facts: JudgedFacts::of(&context.catalogue),
            days: grid(as_of),
        }
    }

    /// Judges one account: the fold of its evaluations on [`grid`]. Nothing where it was not known
    /// yet.
    pub fn assess(&self, history: &AccountHistory) -> Option<Assessment> {
        let Self { context, scorer, judged_facts, .. } = self;
        let (as_of, before) = self.days.split_last()?;
        let mut fold = self.fold(history);
        let mut watch = Watch::new(&self.policy.rules, &context.catalogue);
        let needed = if waits_for_condition(history) { &Wanted::All } else { &self.needed };
        for day in before {
            let sheet = fold.look(*day, needed).map(|it| it.sheet);
            if let (Some(mut sheet), Some(view)) = (sheet, fold.view()) {
                watch.step(&mut sheet, view);
            }
        }
        let Look { mut sheet, judged, steady } = fold.look(*as_of, &Wanted::All)?;
        let view = fold.view()?;
        watch.step(&mut sheet, view);
        // For the quiet rules over alerts, which are counted from the sheet.
        watch.tell(&mut sheet, view);
        let health = scorer.health(&sheet, &judged, steady);
        let has_band = health.computed_band != Band::Unknown;
        let mut alerts = watch.finish(history, view, &sheet, context);
        cite_score(&mut alerts, history, context, *as_of, |view| {
            let sheet = fold.subject.sheet(view, &self.needed);
            scorer.health(&sheet, &scorer.judge(&sheet), Band::Unknown)
        });
        sheet.extend(judged_facts.of_alerts(&alerts, *as_of));
        sheet.shrink();
        let account = &view.account;
        Some(Assessment {
            account: view.id(),
            name: account.text("name").unwrap_or(&account.key).into(),
            external_id: account.text("external_id").map(Into::into),
            sheet: Arc::new(sheet),
            health,
            trend: trend(if has_band { &fold.banded } else { &fold.scores }, *as_of),
            alerts: alerts.into_iter().map(Arc::new).collect(),
        })
    }

    /// The facts that model and shown rules ask for.
    pub(in crate::engine) fn facts(&self) -> impl Iterator<Item = FactId> {
        self.scorer.facts().chain(self.policy.rules.facts())
    }

    /// An account before its first day of judgement.
    pub(in crate::engine) fn fold<'b>(&'b self, history: &'b AccountHistory) -> Fold<'b> {
        Fold::new(history, self.context, &self.scorer, &self.judged_facts)
    }
}

/// The score on each of the last Mondays before a day, and on the day.
fn trend(scores: &[Scored], as_of: Day) -> Vec<Option<f64>> {
    let mondays = scores.iter().filter(|it| it.on.monday() == it.on && it.on < as_of);
    let mondays: Vec<Option<f64>> = mondays.map(|it| it.score).collect();
    let lacking = TREND_MONDAYS.saturating_sub(mondays.len());
    let from = mondays.len().saturating_sub(TREND_MONDAYS);
    let today = scores.iter().find(|it| it.on == as_of).and_then(|it| it.score);
    std::iter::repeat_n(None, lacking)
        .chain(mondays.into_iter().skip(from))
        .chain([today])
        .collect()
}
