//! `rounds health what-if`: who would change band under another model.

use super::args::{Format, WhatIf};
use super::error::Error;
use super::pick::{NOTHING, band, score};
use super::run::Run;
use crate::app::{OtherModel, Tried};
use crate::config::PolicyFile;
use crate::domain::{Band, Phrase, Value, counted, grouped};
use crate::engine::Compared;
use crate::engine::health::{Moved, MovedBy};
use crate::export::{Cell, Column, Json, Object, Table};

/// Judges the book by the model in force and by another, and lists who changes band.
pub(super) fn what_if(run: &mut Run<'_>, args: &WhatIf) -> Result<(), Error> {
    let file = args.model.as_deref().map(PolicyFile::read).transpose()?;
    let other = OtherModel { file, settings: args.set.clone() };
    let tried = run.read()?.what_if(&other)?;
    let movers = movers(&tried.accounts);
    match args.form.into() {
        Format::Text => told(run, &tried, &movers),
        Format::Json => run.object(object(&tried, &movers)),
        format => {
            run.list(format, || table(&movers), || movers.iter().map(|it| record(it)).collect())
        }
    }
}

/// Those that change band: the falls first, and of each kind the largest first.
fn movers(accounts: &[Compared]) -> Vec<&Compared> {
    let mut res: Vec<&Compared> = accounts.iter().filter(|it| it.changes_band()).collect();
    let arr = |it: &Compared| it.arr.map_or(0, crate::domain::Money::minor);
    res.sort_by_key(|it| {
        let is_rise = it.after.band != Band::Unknown
            && (it.before.band == Band::Unknown || it.after.band > it.before.band);
        (is_rise, std::cmp::Reverse(arr(it)))
    });
    res
}

fn told(run: &mut Run<'_>, tried: &Tried, movers: &[&Compared]) -> Result<(), Error> {
    if tried.moved.is_empty() {
        run.line("The numbers of this model are those in force.")?;
    }
    for it in &tried.moved {
        run.line(change(it))?;
    }
    let rescored = tried.accounts.iter().filter(|it| moves(it)).count();
    run.line("")?;
    run.line(format!(
        "{} of {} would change band; the score of {} would move. Nothing is saved.",
        movers.len(),
        counted(tried.accounts.len() as u64, "account"),
        rescored
    ))?;
    for it in steps(movers) {
        let arr = match it.arr.as_slice() {
            [] => String::new(),
            sums => format!(", {}", sums.join(" and ")),
        };
        run.line(format!("  {} to {}: {}{arr}", it.from, it.to, it.accounts))?;
    }
    if !movers.is_empty() {
        run.line("")?;
        run.table(&table(movers))?;
    }
    if !tried.text.is_empty() {
        run.line("")?;
        run.line(format!("To keep it, write in {}:", run.paths.health().display()))?;
        run.line("")?;
        for line in tried.text.lines() {
            run.line(format!("  {line}"))?;
        }
    }
    Ok(())
}

/// `bands.green: 75 -> 80`.
fn change(it: &Moved) -> String {
    let why = match it.by {
        MovedBy::Wish => "",
        MovedBy::Sum => "   (gives way, so that the weights add up)",
    };
    let part = |text: &str| {
        let rounded = text.parse::<f64>().map(|it| grouped(it, 3));
        rounded.unwrap_or_else(|_| if text.is_empty() { NOTHING } else { text }.to_owned())
    };
    format!("{}: {} -> {}{why}", it.key, part(&it.from), part(&it.to))
}

/// Whether a score moves by as much as is shown.
fn moves(it: &Compared) -> bool {
    match (it.before.score, it.after.score) {
        (Some(a), Some(b)) => (a - b).abs() >= 0.05,
        (a, b) => a.is_some() != b.is_some(),
    }
}

/// How many accounts go from one band to another.
struct Step {
    from: Band,
    to: Band,
    accounts: usize,
    /// What they pay, a sum for each currency.
    arr: Vec<String>,
}

fn steps(movers: &[&Compared]) -> Vec<Step> {
    let mut res: Vec<Step> = Vec::new();
    for it in movers {
        let (from, to) = (it.before.band, it.after.band);
        if res.iter().any(|step| step.from == from && step.to == to) {
            continue;
        }
        let alike: Vec<&Compared> = movers
            .iter()
            .copied()
            .filter(|it| it.before.band == from && it.after.band == to)
            .collect();
        res.push(Step { from, to, accounts: alike.len(), arr: sums(&alike) });
    }
    res
}

/// What accounts pay, a sum for each currency.
fn sums(accounts: &[&Compared]) -> Vec<String> {
    let mut sums: Vec<crate::domain::Money> = Vec::new();
    for arr in accounts.iter().filter_map(|it| it.arr) {
        match sums.iter_mut().find(|it| it.currency() == arr.currency()) {
            Some(sum) => {
                let both = sum.minor().saturating_add(arr.minor());
                *sum = crate::domain::Money::new(both, arr.currency());
            }
            None => sums.push(arr),
        }
    }
    sums.into_iter().map(|it| Phrase(&Value::Money(it)).to_string()).collect()
}

fn table(movers: &[&Compared]) -> Table {
    let columns = vec![
        Column::words("Account"),
        Column::numbers("ARR").minor(),
        Column::numbers("Score"),
        Column::numbers("then"),
        Column::numbers("Points").minor(),
        Column::words("Band"),
        Column::words("then"),
    ];
    let row = |it: &&Compared| -> Vec<Cell> {
        let points = it.points().map_or_else(|| NOTHING.to_owned(), signed);
        vec![
            it.name.as_ref().into(),
            it.arr
                .map_or_else(|| NOTHING.to_owned(), |it| Phrase(&Value::Money(it)).to_string())
                .into(),
            score(it.before.score).into(),
            score(it.after.score).into(),
            points.into(),
            band(it.before.band),
            band(it.after.band),
        ]
    };
    Table { columns, rows: movers.iter().map(row).collect() }
}

fn signed(points: f64) -> String {
    let text = grouped(points, 1);
    if points > 0.0 && text != "0" { format!("+{text}") } else { text }
}

fn record(it: &Compared) -> Object {
    let object = Object::new()
        .with("id", it.account.raw())
        .with("external_id", it.external_id.as_deref())
        .with("name", &it.name)
        .with("arr", it.arr);
    object
        .with("arr.currency", it.arr.map(|it| it.currency().code().to_owned()))
        .with("score", it.before.score)
        .with("score_then", it.after.score)
        .with("band", it.before.band.word())
        .with("band_then", it.after.band.word())
}

fn object(tried: &Tried, movers: &[&Compared]) -> Object {
    let moved = |it: &Moved| {
        Object::new()
            .with("key", it.key.as_str())
            .with("from", it.from.as_str())
            .with("to", it.to.as_str())
            .with("gives_way", it.by == MovedBy::Sum)
    };
    let step = |it: Step| {
        Object::new()
            .with("from", it.from.word())
            .with("to", it.to.word())
            .with("accounts", it.accounts)
    };
    let toml = (!tried.text.is_empty()).then_some(tried.text.as_str());
    Object::new()
        .with("changed", tried.moved.iter().map(moved).collect::<Json>())
        .with("accounts", tried.accounts.len())
        .with("rescored", tried.accounts.iter().filter(|it| moves(it)).count())
        .with("moves", steps(movers).into_iter().map(step).collect::<Json>())
        .with("movers", movers.iter().map(|it| record(it)).collect::<Json>())
        .with("toml", toml)
}
