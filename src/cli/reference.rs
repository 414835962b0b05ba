//! What can be looked up: facts, keys.

use std::sync::Arc;

use super::args::{Facts, Form};
use super::aside::aside;
use super::cockpit;
use super::error::Error;
use super::fact::no_fact;
use super::run::Run;
use crate::app::Binding;
use crate::engine::Fact;
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

pub(super) fn fact_table(facts: &[&Fact]) -> Table {
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
pub(super) fn has_book(run: &Run<'_>) -> bool {
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
