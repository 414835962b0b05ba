//! What can be looked up: facts, keys, rules.

use std::sync::Arc;

use super::args::{Facts, Form, Rules};
use super::aside::aside;
use super::cockpit;
use super::error::Error;
use super::fact::no_fact;
use super::run::Run;
use crate::app::Binding;
use crate::engine::{Catalogue, Fact, Rule, Rules as RuleSet};
use crate::export::{Column, Json, Object, Table};

/// Lists the facts; those of the book's own metrics and fields too, where there is a book.
pub(super) fn facts(run: &mut Run<'_>, args: &Facts) -> Result<(), Error> {
    let catalogue = if has_book(run) {
        Arc::clone(&run.read()?.ground()?.context.catalogue)
    } else {
        Arc::default()
    };
    let word = args.word.as_deref().unwrap_or("").to_lowercase();
    let holds = |it: &Fact| {
        let names = it.aliases.iter().chain([&it.meaning]).map(AsRef::as_ref);
        names.chain([&*it.name]).map(str::to_lowercase).any(|it| it.contains(&word))
    };
    let found: Vec<&Fact> = catalogue.iter().map(|it| it.1).filter(|it| holds(it)).collect();
    if found.is_empty() {
        return Err(no_fact(&word, &catalogue.nearest(&word)));
    }
    run.list(
        args.form.into(),
        || fact_table(&found),
        || found.iter().map(|it| fact_record(it)).collect(),
    )
}

fn fact_table(facts: &[&Fact]) -> Table {
    let columns = vec![
        Column::words("Fact"),
        Column::words("Short").minor(),
        Column::words("Type").minor(),
        Column::words("Example").minor(),
        Column::words("Meaning"),
    ];
    let row = |it: &&Fact| {
        vec![
            it.name.as_ref().into(),
            it.aliases.join(", ").into(),
            it.ty.word().into(),
            it.example.as_ref().into(),
            it.meaning.as_ref().into(),
        ]
    };
    Table { columns, rows: facts.iter().map(row).collect() }
}

fn fact_record(it: &Fact) -> Object {
    Object::new()
        .with("fact", &it.name)
        .with("aliases", it.aliases.iter().collect::<Json>())
        .with("type", it.ty.word())
        .with("unit", it.unit)
        .with("meaning", &it.meaning)
        .with("example", &it.example)
        .with("source", &it.source)
}

/// Whether there is a book to ask; without one the built-in lists are shown.
fn has_book(run: &Run<'_>) -> bool {
    run.global.demo || run.paths.book().exists()
}

/// Lists the keys of the cockpit, the user's own among them.
pub(super) fn keys(run: &mut Run<'_>, form: Form) -> Result<(), Error> {
    let laid = cockpit::keys(run, &run.settings()?);
    for problem in &laid.problems {
        aside(format_args!("rounds: {problem}"));
    }
    let bindings: Vec<Binding> = laid.keymap.bindings().collect();
    run.list(form.into(), || key_table(&bindings), || bindings.iter().map(key_record).collect())
}

fn key_table(bindings: &[Binding]) -> Table {
    let columns = ["Where", "Keys", "Action", "Does"].map(Column::words);
    let row = |it: &Binding| {
        vec![
            it.scope.name().into(),
            it.chord.to_string().into(),
            it.action.name().into(),
            it.action.help().into(),
        ]
    };
    Table { columns: columns.into(), rows: bindings.iter().map(row).collect() }
}

fn key_record(it: &Binding) -> Object {
    Object::new()
        .with("scope", it.scope.name())
        .with("keys", it.chord.to_string())
        .with("action", it.action.name())
        .with("help", it.action.help())
}

/// Lists the alert rules.
pub(super) fn rules(run: &mut Run<'_>, args: &Rules) -> Result<(), Error> {
    let Rules::List { form } = args;
    let rules = if has_book(run) {
        run.read()?.ground()?.policy.rules.clone()
    } else {
        RuleSet::built_in(&Catalogue::default())
    };
    let rules: Vec<&Rule> = rules.iter().collect();
    run.list(
        (*form).into(),
        || rule_table(&rules),
        || rules.iter().map(|it| rule_record(it)).collect(),
    )
}

fn rule_table(rules: &[&Rule]) -> Table {
    let columns = vec![
        Column::words("No").minor(),
        Column::words("Rule"),
        Column::words("Kind").minor(),
        Column::words("Sev").minor(),
        Column::words("State"),
        Column::words("Opens when"),
        Column::words("Clears when").minor(),
    ];
    let row = |it: &&Rule| {
        vec![
            it.number.as_ref().into(),
            it.slug.as_ref().into(),
            it.kind.word().into(),
            super::alerts::severity(it.severity),
            rule_state(it).into(),
            it.open.as_ref().into(),
            it.clear.as_ref().into(),
        ]
    };
    Table { columns, rows: rules.iter().map(row).collect() }
}

/// Where a rule stands: `on`, `quiet`, `no data`.
pub(super) fn rule_state(rule: &Rule) -> &'static str {
    match rule {
        it if !it.lacks.is_empty() => "no data",
        it if it.is_quiet => "quiet",
        _ => "on",
    }
}

fn rule_record(it: &Rule) -> Object {
    Object::new()
        .with("rule", &it.slug)
        .with("number", &it.number)
        .with("title", &it.title)
        .with("kind", it.kind.word())
        .with("severity", it.severity.number())
        .with("state", rule_state(it))
        .with("open", &it.open)
        .with("clear", &it.clear)
        .with("lacks", it.lacks.iter().collect::<Json>())
}
