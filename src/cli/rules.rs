//! `rounds rules`: what the alert rules are, and how they would have done.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::args::{Format, Rules};
use super::error::Error;
use super::fact::families;
use super::reference::has_book;
use super::run::Run;
use super::trial;
use crate::app::{self, check_policy};
use crate::domain::counted;
use crate::engine::{Catalogue, Fact, FactId, Rule, Rules as RuleSet, Sheet};
use crate::export::{Column, Json, Object, Table};

/// Does what was asked about the rules.
pub(super) fn rules(run: &mut Run<'_>, args: &Rules) -> Result<(), Error> {
    match args {
        Rules::List { form } => list(run, (*form).into()),
        Rules::Show { rule, form } => show(run, rule, (*form).into()),
        Rules::Check => check(run),
        Rules::Backtest(it) => trial::backtest(run, it),
    }
}

/// Lists the alert rules; those that wait for data which no account of the book has say so.
fn list(run: &mut Run<'_>, format: Format) -> Result<(), Error> {
    let listed = Listed::of(run)?;
    let rules: Vec<&Rule> = listed.rules.iter().collect();
    run.list(
        format,
        || table(&listed, &rules),
        || rules.iter().map(|it| record(&listed, it)).collect(),
    )
}

/// The rules, and what they wait for in this book.
struct Listed {
    rules: RuleSet,
    catalogue: Arc<Catalogue>,
    /// The facts that some account has; nothing where there is no book to ask.
    had: Option<BTreeSet<FactId>>,
    /// What is known of each account today.
    sheets: Vec<Arc<Sheet>>,
}

impl Listed {
    /// The rules of the book, or the built-in ones where there is no book.
    fn of(run: &mut Run<'_>) -> Result<Self, Error> {
        if !has_book(run) {
            let catalogue = Arc::<Catalogue>::default();
            let rules = RuleSet::built_in(&catalogue);
            return Ok(Self { rules, catalogue, had: None, sheets: Vec::new() });
        }
        let judged = run.read()?.judge()?;
        let sheets: Vec<Arc<Sheet>> =
            judged.accounts.iter().map(|it| Arc::clone(&it.sheet)).collect();
        let cells = sheets.iter().flat_map(|it| it.cells()).filter(|it| it.value.is_ok());
        Ok(Self {
            had: Some(cells.map(|it| it.fact).collect()),
            rules: judged.ground.policy.rules.clone(),
            catalogue: Arc::clone(&judged.ground.context.catalogue),
            sheets,
        })
    }

    /// At how many accounts a rule's condition holds today, whatever held before; nothing where there
    /// is no book.
    fn fires_at(&self, rule: &Rule) -> Option<usize> {
        self.had.as_ref()?;
        Some(self.sheets.iter().filter(|it| rule.holds(it)).count())
    }

    /// What a rule waits for: families of facts that no account has.
    fn lacks(&self, rule: &Rule) -> Vec<&str> {
        let Some(had) = &self.had else { return Vec::new() };
        families(&rule.lacking(&|it| had.contains(&it)), &self.catalogue)
    }
}

fn table(listed: &Listed, rules: &[&Rule]) -> Table {
    let columns = vec![
        Column::words("No").minor(),
        Column::words("Rule"),
        Column::words("Kind").minor(),
        Column::words("Sev").minor(),
        Column::words("State"),
        Column::numbers("Now at"),
        Column::words("Opens when"),
        Column::words("Clears when").minor(),
    ];
    let row = |it: &&Rule| {
        let lacks = listed.lacks(it);
        let state = match lacks.as_slice() {
            [] => rule_state(it).to_owned(),
            lacks => format!("{}, no data: {}", rule_state(it), lacks.join(", ")),
        };
        vec![
            it.number.as_ref().into(),
            it.slug.as_ref().into(),
            it.kind.word().into(),
            super::alerts::severity(it.severity),
            state.into(),
            listed.fires_at(it).map_or_else(String::new, |it| it.to_string()).into(),
            it.open.as_ref().into(),
            it.clear.as_ref().into(),
        ]
    };
    Table { columns, rows: rules.iter().map(row).collect() }
}

/// Where a rule stands: `on` or `quiet`.
const fn rule_state(rule: &Rule) -> &'static str {
    if rule.is_quiet { "quiet" } else { "on" }
}

fn record(listed: &Listed, it: &Rule) -> Object {
    Object::new()
        .with("rule", &it.slug)
        .with("number", &it.number)
        .with("title", &it.title)
        .with("kind", it.kind.word())
        .with("severity", it.severity.number())
        .with("state", rule_state(it))
        .with("open", &it.open)
        .with("clear", &it.clear)
        .with("playbook", it.playbook.as_deref())
        .with("now_at", listed.fires_at(it))
        .with("lacks", listed.lacks(it).into_iter().collect::<Json>())
}

/// Shows one rule.
fn show(run: &mut Run<'_>, name: &str, format: Format) -> Result<(), Error> {
    let listed = Listed::of(run)?;
    let Some(rule) = listed.rules.iter().find(|it| it.is_called(name)) else {
        let nearest = listed.rules.nearest(name);
        return Err(app::Error::NoRule { wanted: name.to_owned(), nearest }.into());
    };
    match format {
        Format::Json => run.object(record(&listed, rule)),
        Format::Text => told(run, &listed, rule),
        format => run.list(format, || table(&listed, &[rule]), || vec![record(&listed, rule)]),
    }
}

fn told(run: &mut Run<'_>, listed: &Listed, rule: &Rule) -> Result<(), Error> {
    run.line(format!("{} {}: {}", rule.number, rule.slug, rule.title))?;
    run.line(format!(
        "{}, severity {}, {}",
        rule.kind.word(),
        rule.severity.number(),
        rule_state(rule)
    ))?;
    let lacks = listed.lacks(rule);
    if !lacks.is_empty() {
        run.line(format!("Waits for data that the book has not: {}", lacks.join(", ")))?;
    }
    run.line("")?;
    run.line(format!("Opens when   {}", rule.open))?;
    run.line(format!("Clears when  {}", rule.clear))?;
    if let Some(playbook) = &rule.playbook {
        run.line(format!("Playbook     {playbook}"))?;
    }
    run.line("")?;
    let facts: Vec<&Fact> =
        rule.facts().into_iter().filter_map(|it| listed.catalogue.fact(it)).collect();
    run.table(&super::reference::fact_table(&facts))
}

/// Checks the user's own files against the facts of the book, or the built-in ones where there is no
/// book.
fn check(run: &mut Run<'_>) -> Result<(), Error> {
    let setup = run.setup()?;
    let own = &setup.policy;
    let checked = if has_book(run) {
        let mut session = run.open_quietly()?;
        check_policy(own, &session.ground()?.context.catalogue)
    } else {
        check_policy(own, &Catalogue::default())
    };
    if !checked.problems.is_empty() {
        return Err(Error::Policy(checked.problems));
    }
    let files = own.rules.len() + own.playbooks.len() + usize::from(own.model.is_some());
    let rules = counted(checked.rules as u64, "rule");
    let playbooks = counted(checked.playbooks as u64, "playbook");
    let files = counted(files as u64, "file");
    run.line(format!("{rules}, {playbooks}, {files} of your own: no mistake"))
}
