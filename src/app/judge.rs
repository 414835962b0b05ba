//! The whole book judged: the store's histories through the engine, an account at a time.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::error::Error;
use crate::config::{self, PolicyFile, Problem};
use crate::domain::{AccountId, Alert, Day, FieldName, Kind, Type};
use crate::engine::{
    Assessment, Catalogue, Context, CustomField, Model, Norms, Policy, Rules, Settings, assess,
    grid, ranked,
};
use crate::store::{self, Store};

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
}

/// Judges the whole book as of a day, in two passes over the store: the first learns what the book
/// as a whole says (feeds, levels, custom fields), the second judges an account at a time.
///
/// # Errors
///
/// Where the book cannot be read, or a rule of the user's speaks of a fact that the book has not.
pub fn judge(
    store: &Store,
    model: &Model,
    rules: &[PolicyFile],
    as_of: Day,
) -> Result<Judged, Error> {
    let context = Arc::new(context(store, as_of)?);
    let rules = self::rules(rules, &context.catalogue)?;
    let policy = Policy { model: model.clone(), rules };
    let mut assessments = Vec::new();
    store.each_account(|history| {
        assessments.extend(assess(&history, &context, &policy, as_of));
        true
    })?;
    let mut judged = Judged { context, policy, assessments, alerts: Vec::new() };
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
        for (name, value) in own.flat_map(|it| &it.versions).flat_map(|it| &it.patch) {
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
        catalogue: Catalogue::for_book(&metrics, &custom),
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
    /// Judges these accounts anew, as after an edit of theirs, and ranks the alerts again. What the
    /// book as a whole says stays as it was: no edit by hand moves it.
    pub(super) fn judge_again(
        &mut self,
        store: &Store,
        accounts: &[AccountId],
        as_of: Day,
    ) -> store::Result<()> {
        for &id in accounts {
            let history = store.account(id)?;
            let judged = history.and_then(|it| assess(&it, &self.context, &self.policy, as_of));
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
