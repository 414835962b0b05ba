//! Looking after the files: doctor, backup, config path.

use std::path::{Path, PathBuf};

use super::args::{Config, Form};
use super::cockpit;
use super::error::Error;
use super::run::Run;
use crate::app::Session;
use crate::domain::counted;
use crate::engine::Rules;
use crate::export::{Cell, Column, Object, Table, Tone};
use crate::store::{self, Counts};

/// How many problems of a damaged book are told.
const TOLD: usize = 5;
/// What a problem of a damaged book is called.
const DAMAGE: &str = "damage";

/// One thing that was looked at.
struct Finding {
    what: &'static str,
    is_well: bool,
    says: String,
}

/// Checks the settings and the book; safe to paste, as it names no customer.
pub(super) fn doctor(run: &mut Run<'_>, form: Form) -> Result<(), Error> {
    let mut findings = vec![finding("version", Ok(env!("CARGO_PKG_VERSION").to_owned()))];
    findings.extend(settings(run));
    let policy = run.setup().map(|_| "health model and rules can be opened".to_owned());
    findings.push(finding("policy", policy));
    let problems = match run.read() {
        Ok(mut session) => examine(&mut session, &mut findings),
        Err(error) => {
            // A book that this version could open may be damaged beyond what keeps it from that.
            let may_be_damaged = matches!(
                error,
                Error::Store(store::Error::Corrupt { .. } | store::Error::ReadOnly { .. })
            );
            findings.push(finding("book", Err(error)));
            if may_be_damaged {
                store::damage(run.paths.book()).unwrap_or_default()
            } else {
                Vec::new()
            }
        }
    };
    findings.extend(damage(&problems));
    run.list(form.into(), || table(&findings), || findings.iter().map(record).collect())?;
    if findings.iter().any(|it| it.what == DAMAGE) {
        let book = run.paths.book().display();
        return Err(Error::Failed(format!(
            "the book is damaged. Leave {book} as it is and put your latest backup in its place; \
             without one, import your files again into another book: rounds --book NEW import FILE..."
        )));
    }
    match findings.iter().filter(|it| !it.is_well).count() {
        0 => Ok(()),
        1 => Err(Error::Failed("1 thing is not well".to_owned())),
        count => Err(Error::Failed(format!("{count} things are not well"))),
    }
}

/// What is wrong in the settings, one by one; else where they are.
fn settings(run: &Run<'_>) -> Vec<Finding> {
    let problems = cockpit::problems(run);
    if problems.is_empty() {
        return vec![finding("settings", Ok(run.paths.config().display().to_string()))];
    }
    let told = problems.into_iter();
    told.map(|says| Finding { what: "settings", is_well: false, says }).collect()
}

/// Looks over an open book, and returns what is damaged in its file.
fn examine(session: &mut Session, findings: &mut Vec<Finding>) -> Vec<String> {
    let problems = match session.store().integrity() {
        Ok(problems) => {
            let is_well = problems.is_empty();
            let count = || counted(problems.len() as u64, "problem");
            let says = if is_well { "sound".to_owned() } else { count() };
            findings.push(Finding { what: "book", is_well, says });
            problems
        }
        Err(error) => {
            findings.push(finding("book", Err(error.into())));
            Vec::new()
        }
    };
    match session.store().counts() {
        Ok(counts) => {
            findings.push(finding("holds", Ok(holds(&counts))));
            let changes = format!("{} in force, {} undone", counts.entries, counts.undone);
            findings.push(finding("changes", Ok(changes)));
        }
        // That a damaged book cannot be counted goes without saying.
        Err(error) if problems.is_empty() => findings.push(finding("holds", Err(error.into()))),
        Err(_) => return problems,
    }
    let judged = session.judge();
    if let Ok(judged) = &judged {
        let wrong = judged.ground.problems.iter();
        findings.extend(wrong.map(|it| Finding {
            what: "policy",
            is_well: false,
            says: it.to_string(),
        }));
    }
    let rules = judged.as_ref().ok().map(|it| rules(&it.ground.policy.rules));
    let accounts = judged.map(|it| counted(it.accounts.len() as u64, "account"));
    findings.push(finding("judged", accounts.map_err(Error::from)));
    findings.extend(rules.map(|it| finding("alert rules", Ok(it))));
    problems
}

/// The first problems of a damaged book, and how many more there are.
fn damage(problems: &[String]) -> impl Iterator<Item = Finding> {
    let more = problems.len().saturating_sub(TOLD);
    let rest = (more > 0).then(|| format!("and {more} more"));
    let told = problems.iter().take(TOLD).cloned().chain(rest);
    told.map(|says| Finding { what: DAMAGE, is_well: false, says })
}

/// What the book holds, by kind.
fn holds(counts: &Counts) -> String {
    let kinds = counts.kinds.iter().map(|it| counted(it.records, it.kind.word()));
    let usage = counted(counts.points, "value") + " of usage";
    kinds.chain([usage]).collect::<Vec<_>>().join(", ")
}

/// How many rules are on and quiet.
fn rules(rules: &Rules) -> String {
    let quiet = rules.iter().filter(|it| it.is_quiet).count();
    format!("{} on, {quiet} quiet: rounds rules list", rules.iter().count() - quiet)
}

fn finding(what: &'static str, says: Result<String, Error>) -> Finding {
    match says {
        Ok(says) => Finding { what, is_well: true, says },
        Err(error) => Finding { what, is_well: false, says: error.to_string() },
    }
}

fn table(findings: &[Finding]) -> Table {
    let columns = ["", "What", "Says"].map(Column::words);
    let row = |it: &Finding| {
        let sign = if it.is_well {
            Cell::from("ok").in_tone(Tone::Good)
        } else {
            Cell::from("!!").in_tone(Tone::Bad)
        };
        vec![sign, it.what.into(), it.says.as_str().into()]
    };
    Table { columns: columns.into(), rows: findings.iter().map(row).collect() }
}

fn record(it: &Finding) -> Object {
    Object::new().with("what", it.what).with("ok", it.is_well).with("says", it.says.as_str())
}

/// Prints where everything lies.
pub(super) fn config(run: &mut Run<'_>, args: &Config) -> Result<(), Error> {
    let Config::Path { form } = args;
    let places = [
        Place { what: "book", path: run.paths.book().to_owned() },
        Place { what: "settings", path: run.paths.config().to_owned() },
        Place { what: "health model", path: run.paths.health() },
        Place { what: "rules", path: run.paths.rules() },
    ];
    let row = |it: &Place| {
        let there = if it.path.exists() { "" } else { "not there" };
        vec![
            it.what.into(),
            it.path.display().to_string().into(),
            Cell::from(there).in_tone(Tone::Faint),
        ]
    };
    let record = |it: &Place| {
        Object::new().with("what", it.what).with("path", it.path.display().to_string())
    };
    let columns = ["What", "Where", ""].map(Column::words);
    run.list(
        (*form).into(),
        || Table { columns: columns.into(), rows: places.iter().map(row).collect() },
        || places.iter().map(record).collect(),
    )
}

/// Where something lies.
struct Place {
    what: &'static str,
    path: PathBuf,
}

/// Writes a copy of the book.
pub(super) fn backup(run: &mut Run<'_>, file: Option<&Path>) -> Result<(), Error> {
    let session = run.read()?;
    let beside = || {
        let name = run.paths.book().file_stem().unwrap_or_default().to_string_lossy();
        run.paths.book().with_file_name(format!("{name}-{}.rounds", run.today))
    };
    let path = file.map_or_else(beside, Path::to_owned);
    session.store().backup_to(&path)?;
    let held = holds(&session.store().counts()?);
    run.line(format!("wrote {}: a copy of the book, {held}", path.display()))
}
