//! The whole book judged: the store's histories through the engine, an account at a time.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::agenda;
use super::book::AgendaItem;
use super::error::Error;
use crate::config::{self, PolicyFile, Problem};
use crate::domain::{AccountId, Alert, Day, FieldName, Kind, Type};
use crate::engine::{
    Assessment, Catalogue, Context, CustomField, Judge, Model, Norms, Policy, Rules, Settings,
    grid, ranked,
};
use crate::store::{self, Store};

/// The user's own policy; by itself nothing but the built-in one.
#[derive(Debug, Clone, Default)]
pub struct OwnPolicy {
    /// Their health model in place of the built-in one. That one is read when the book is judged:
    /// reading it takes longer than drawing the first frame.
    pub model: Option<Model>,
    /// Their rules, laid over the built-in ones.
    pub rules: Vec<PolicyFile>,
}

/// The book judged as of a day.
#[derive(Debug, Clone)]
pub struct Judged {
    /// What was known of the book as a whole.
    pub context: Arc<Context>,
    /// The model and the rules it was judged by.
    pub policy: Policy,
    /// Its accounts, by number.
    pub assessments: Vec<Assessment>,
    /// Its alerts in every state, in order of rank.
    pub alerts: Vec<Alert>,
    /// What is planned for the days ahead, an account at a time.
    pub(super) planned: BTreeMap<AccountId, Vec<AgendaItem>>,
    /// The version of the book it was made from.
    version: i64,
}

/// Judges the whole book as of a day, in two passes over the store: the first learns what the book
/// as a whole says (feeds, levels, custom fields), the second judges an account at a time.
///
/// # Errors
///
/// Where the book cannot be read, or the user's model or a rule of theirs speaks of a fact that the
/// book has not.
pub fn judge(store: &Store, own: &OwnPolicy, as_of: Day) -> Result<Judged, Error> {
    store.snapshot(|store| judge_snapshot(store, own, as_of))?
}

fn judge_snapshot(store: &Store, own: &OwnPolicy, as_of: Day) -> Result<Judged, Error> {
    let version = store.data_version()?;
    let context = Arc::new(context(store, as_of)?);
    let model = own.model.clone().unwrap_or_else(Model::built_in);
    model.check(&context.catalogue).map_err(Error::Model)?;
    let policy = Policy { model, rules: rules(&own.rules, &context.catalogue)? };
    let judge = Judge::new(&context, &policy, as_of);
    let mut assessments = Vec::new();
    let mut planned = BTreeMap::new();
    store.each_account(|history| {
        if let Some(assessment) = judge.assess(&history) {
            planned.insert(assessment.account, agenda::planned(&history, as_of));
            assessments.push(assessment);
        }
        true
    })?;
    let alerts = Vec::new();
    let mut judged = Judged { context, policy, assessments, alerts, planned, version };
    judged.rank();
    Ok(judged)
}

/// What the book as a whole says, as of a day.
pub(super) fn context(store: &Store, as_of: Day) -> store::Result<Context> {
    let metrics = store.metrics()?;
    let mut norms = Norms::new(&grid(as_of), &metrics);
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
        catalogue: Catalogue::for_book(&metrics, &custom, as_of),
        files: store.files()?.into_iter().map(|it| (it.id, it.name)).collect(),
        metrics,
        norms,
    })
}

/// The built-in rules with the user's own laid over them.
fn rules(files: &[PolicyFile], catalogue: &Catalogue) -> Result<Rules, Error> {
    let mut rules = Rules::built_in(catalogue);
    for file in files {
        let own = Rules::parse(&file.text, catalogue).map_err(|errors| config::Error::Wrong {
            path: file.path.clone(),
            problems: errors
                .into_iter()
                .map(|it| Problem { line: it.line, column: it.column, message: it.message })
                .collect(),
        })?;
        rules = rules.overlaid(own);
    }
    Ok(rules)
}

impl Judged {
    /// Whether the book has been written since it was judged, by this process or another.
    pub(super) fn is_stale(&self, store: &Store) -> store::Result<bool> {
        Ok(store.data_version()? != self.version)
    }

    /// Whether what the book as a whole says has moved since it was judged: then every account may
    /// have, and judging some of them again is not enough.
    pub(super) fn has_moved(&self, store: &Store, as_of: Day) -> store::Result<bool> {
        Ok(store.snapshot(|store| context(store, as_of))?? != *self.context)
    }

    /// Judges these accounts anew, as after an edit of theirs, and ranks the alerts again.
    pub(super) fn judge_again(
        &mut self,
        store: &Store,
        accounts: &[AccountId],
        as_of: Day,
    ) -> store::Result<()> {
        store.snapshot(|store| {
            self.version = store.data_version()?;
            let judge = Judge::new(&self.context, &self.policy, as_of);
            for &id in accounts {
                let history = store.account(id)?;
                let ahead = history.as_ref().map(|it| agenda::planned(it, as_of));
                self.planned.insert(id, ahead.unwrap_or_default());
                let judged = history.and_then(|it| judge.assess(&it));
                let place = self.assessments.binary_search_by_key(&id, |it| it.account);
                match (place, judged) {
                    (Ok(at), Some(new)) => {
                        if let Some(old) = self.assessments.get_mut(at) {
                            *old = new;
                        }
                    }
                    (Ok(at), None) => drop(self.assessments.remove(at)),
                    (Err(at), Some(new)) => self.assessments.insert(at, new),
                    (Err(_), None) => {}
                }
            }
            Ok(())
        })??;
        self.rank();
        Ok(())
    }

    /// The assessment of this account.
    pub fn assessment(&self, id: AccountId) -> Option<&Assessment> {
        let at = self.assessments.binary_search_by_key(&id, |it| it.account).ok()?;
        self.assessments.get(at)
    }

    fn rank(&mut self) {
        self.alerts = ranked(&mut self.assessments, &self.context);
    }
}
