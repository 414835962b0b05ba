//! The whole book judged: the store's histories through the engine, an account at a time.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::agenda;
use super::book::AgendaItem;
use super::crew;
use super::policy::{LaidPolicy, OwnPolicy};
use crate::app::error::Error;
use crate::config::PolicyProblem;
use crate::domain::{AccountHistory, AccountId, Alert, Day, FieldName, Kind, Type};
use crate::engine::{
    Assessment, Catalogue, Context, CustomField, Judge, Norms, Playbooks, Policy, Ranked, Settings,
    grid, ranked,
};
use crate::store::{self, Store};

/// What the accounts of a book are judged by as of a day.
#[derive(Debug, Clone)]
pub struct Ground {
    /// What was known of the book as a whole.
    pub context: Arc<Context>,
    /// The model and the rules.
    pub policy: Arc<Policy>,
    /// The playbooks that can be started.
    pub playbooks: Arc<Playbooks>,
    /// What is wrong in the user's own files; the built-in ones hold in their places.
    pub problems: Arc<[PolicyProblem]>,
    as_of: Day,
    /// The version of the book it was read from.
    version: i64,
}

/// The book judged as of a day. Of each account `A` is kept: the whole assessment, or the row that a
/// screen shows, which takes a tenth of the memory.
#[derive(Debug, Clone)]
pub struct Judged<A = Assessment> {
    /// What it was judged by.
    pub ground: Ground,
    /// Its accounts, by number.
    pub accounts: Vec<A>,
    /// Its alerts in every state, in order of rank.
    pub alerts: Vec<Ranked>,
    /// What is planned for the days ahead, an account at a time.
    pub(super) planned: BTreeMap<AccountId, Vec<AgendaItem>>,
}

/// One account of a book that is being judged.
struct One<A> {
    kept: A,
    alerts: Vec<Arc<Alert>>,
    planned: Vec<AgendaItem>,
}

/// What is kept of an account that was judged.
pub trait Keep: Send + Sized {
    /// What is kept of an assessment.
    fn of(assessment: Assessment, ground: &Ground) -> Self;

    /// Whose it is.
    fn account(&self) -> AccountId;
}

impl Keep for Assessment {
    fn of(assessment: Assessment, _ground: &Ground) -> Self {
        assessment
    }

    fn account(&self) -> AccountId {
        self.account
    }
}

impl Ground {
    /// Reads what the book as a whole says as of a day (feeds, levels, custom fields), in a pass over
    /// it, and the policy.
    ///
    /// # Errors
    ///
    /// Where the book cannot be read.
    pub(in crate::app) fn read(store: &Store, own: &OwnPolicy, as_of: Day) -> Result<Self, Error> {
        store.snapshot(|store| {
            let version = store.data_version()?;
            let context = Arc::new(context(store, as_of, &grid(as_of))?);
            let LaidPolicy { policy, playbooks, problems } = own.laid(&context.catalogue);
            let (policy, playbooks) = (policy.into(), playbooks.into());
            Ok(Self { context, policy, playbooks, problems: problems.into(), as_of, version })
        })?
    }

    /// Whether it holds for this day, and the book was not written since, by this process or another.
    pub(in crate::app) fn holds(&self, store: &Store, as_of: Day) -> store::Result<bool> {
        Ok(self.as_of == as_of && store.data_version()? == self.version)
    }
}

/// Judges the whole book as of a day, in two passes over the store: the first learns what the book
/// as a whole says, the second judges its accounts, as many at a time as there are cores.
///
/// # Errors
///
/// As [`Ground::read`].
pub fn judge<A: Keep>(store: &Store, own: &OwnPolicy, as_of: Day) -> Result<Judged<A>, Error> {
    store.snapshot(|store| {
        let ground = Ground::read(store, own, as_of)?;
        let judge = Judge::new(&ground.context, &ground.policy, as_of);
        let work = |history: AccountHistory| {
            let assessment = judge.assess(&history)?;
            Some(One {
                planned: agenda::planned(&history, as_of),
                alerts: assessment.alerts.clone(),
                kept: A::of(assessment, &ground),
            })
        };
        let shared = crew::share(work, |to| store.each_account(|it| to.send(it).is_ok()));
        shared.fed?;
        let mut each = shared.made;
        each.sort_unstable_by_key(|it| it.kept.account());
        let mut accounts = Vec::with_capacity(each.len());
        let mut alerts = Vec::new();
        let mut planned = BTreeMap::new();
        for it in each {
            planned.insert(it.kept.account(), it.planned);
            alerts.extend(it.alerts);
            accounts.push(it.kept);
        }
        let alerts = ranked(alerts, ground.context.settings.alert_budget);
        Ok(Judged { ground, accounts, alerts, planned })
    })?
}

/// What the book as a whole says as of a day, and said on each of these days.
pub(super) fn context(store: &Store, as_of: Day, days: &[Day]) -> store::Result<Context> {
    let metrics = store.metrics()?;
    let mut norms = Norms::new(days, &metrics);
    let mut custom: BTreeMap<Box<str>, Type> = BTreeMap::new();
    store.each_account(|history| {
        norms.add(&history);
        let own = history.records.iter().filter(|it| it.kind == Kind::Account);
        let known = own.flat_map(|it| it.versions_on(as_of));
        for (name, value) in known.flat_map(|it| &it.patch) {
            if let Some(value) = value.as_ref().filter(|_| FieldName::is_custom(name)) {
                let ty = custom.entry(name.as_str().into()).or_insert(value.kind());
                if *ty != value.kind() {
                    *ty = Type::Text;
                }
            }
        }
        true
    })?;
    norms.finish();
    let custom: Vec<CustomField> =
        custom.into_iter().map(|(name, ty)| CustomField { name, ty }).collect();
    let settings: Vec<_> = store.settings()?.iter().filter_map(|it| it.as_of(as_of)).collect();
    Ok(Context {
        settings: Settings::from_records(&settings),
        catalogue: Catalogue::for_book(&metrics, &custom, as_of).into(),
        files: store.files()?.into_iter().map(|it| (it.id, it.name.into())).collect(),
        metrics,
        norms,
    })
}

impl<A: Keep> Judged<A> {
    /// What is kept of this account.
    pub fn account(&self, id: AccountId) -> Option<&A> {
        let at = self.accounts.binary_search_by_key(&id, Keep::account).ok()?;
        self.accounts.get(at)
    }

    /// Whether what the book as a whole says has moved since it was judged: then every account may
    /// have, and judging some of them again is not enough.
    pub(in crate::app) fn has_moved(&self, store: &Store) -> store::Result<bool> {
        let now = store.snapshot(|store| {
            let as_of = self.ground.as_of;
            context(store, as_of, &grid(as_of))
        })??;
        Ok(now != *self.ground.context)
    }

    /// Judges these accounts anew, as after an edit of theirs, and ranks the alerts again.
    pub(in crate::app) fn judge_again(
        &mut self,
        store: &Store,
        accounts: &[AccountId],
    ) -> store::Result<()> {
        let as_of = self.ground.as_of;
        let mut alerts: Vec<Arc<Alert>> = self.alerts.drain(..).map(|it| it.alert).collect();
        let touched: HashSet<AccountId> = accounts.iter().copied().collect();
        alerts.retain(|it| !touched.contains(&it.account));
        store.snapshot(|store| {
            self.ground.version = store.data_version()?;
            let ground = &self.ground;
            let judge = Judge::new(&ground.context, &ground.policy, as_of);
            for &id in accounts {
                let history = store.account(id)?;
                let ahead = history.as_ref().map(|it| agenda::planned(it, as_of));
                self.planned.insert(id, ahead.unwrap_or_default());
                let judged = history.and_then(|it| judge.assess(&it));
                alerts.extend(judged.iter().flat_map(|it| &it.alerts).cloned());
                let new = judged.map(|it| A::of(it, ground));
                let place = self.accounts.binary_search_by_key(&id, Keep::account);
                match (place, new) {
                    (Ok(at), Some(new)) => {
                        if let Some(old) = self.accounts.get_mut(at) {
                            *old = new;
                        }
                    }
                    (Ok(at), None) => drop(self.accounts.remove(at)),
                    (Err(at), Some(new)) => self.accounts.insert(at, new),
                    (Err(_), None) => {}
                }
            }
            Ok(())
        })??;
        self.alerts = ranked(alerts, self.ground.context.settings.alert_budget);
        Ok(())
    }
}
