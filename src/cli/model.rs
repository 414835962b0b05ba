//! `rounds health model`: the model that scores are made by, and which of it is the user's own.

use std::path::Path;

use super::args::{Format, ModelShown};
use super::error::Error;
use super::pick::percent;
use super::reference::has_book;
use super::run::Run;
use super::whole_file;
use crate::app::{ModelInForce, model_in_force};
use crate::domain::{Phase, Pillar, Touch, counted, grouped};
use crate::engine::Catalogue;
use crate::engine::health::{CapLine, Leaf, MeasureLine, PillarWeights};
use crate::export::{Cell, Column, Json, Object, Table, Tone};

/// Prints the model in force, or writes it as a file.
pub(super) fn show(run: &mut Run<'_>, args: &ModelShown) -> Result<(), Error> {
    let own = run.setup()?.policy;
    let it = if has_book(run) {
        model_in_force(&own, &run.read()?.ground()?.context.catalogue)
    } else {
        model_in_force(&own, &Catalogue::default())
    };
    if let Some(path) = &args.output {
        return whole_file::write(path, it.model.to_toml().as_bytes());
    }
    if args.toml {
        return run.bytes(it.model.to_toml().as_bytes());
    }
    match args.form.into() {
        Format::Text => told(run, &it),
        Format::Json => run.object(object(&it)),
        format => {
            let leaves = it.model.leaves();
            run.list(
                format,
                || numbers(&it, &leaves),
                || leaves.iter().map(|leaf| record(&it, leaf)).collect(),
            )
        }
    }
}

fn told(run: &mut Run<'_>, it: &ModelInForce) -> Result<(), Error> {
    let model = &it.model;
    run.line(match &it.file {
        Some(path) => format!(
            "The built-in model with {} laid over it: {} of your own.",
            path.display(),
            counted(it.own.len() as u64, "value")
        ),
        None => "The built-in model; a health.toml of your own is laid over it.".to_owned(),
    })?;
    run.line("")?;
    let bands = model.bands();
    run.line(format!(
        "Bands     green from {}, yellow from {}; {} past it to change, {} in a row to rise, {} to \
         fall; none in the first {} of onboarding  {}",
        grouped(bands.green, 1),
        grouped(bands.yellow, 1),
        counted_number(bands.margin, "point"),
        counted(u64::from(bands.confirm_up), "Monday"),
        bands.confirm_down,
        counted(model.settling_days().unsigned_abs(), "day"),
        mark(it, "bands")
    ))?;
    let coverage = model.coverage();
    run.line(format!(
        "Data      no band below {}, not green below {}; a pillar speaks fully from {}  {}",
        percent(coverage.min),
        percent(coverage.green_min),
        percent(coverage.pillar_full),
        mark(it, "coverage")
    ))?;
    run.line(format!(
        "Seats     usage is judged by seats from {} on  {}",
        counted_number(model.seats_from(), "seat"),
        mark(it, "seats")
    ))?;
    run.line("")?;
    run.table(&weights(it))?;
    run.line("")?;
    run.table(&measures(it, &model.measure_lines()))?;
    run.line("")?;
    run.table(&caps(it, &model.cap_lines()))
}

fn counted_number(number: f64, one: &str) -> String {
    let many = if (number - 1.0).abs() < 1e-9 { "" } else { "s" };
    format!("{} {one}{many}", grouped(number, 1))
}

/// Where an entry comes from, where that is not the built-in model.
fn mark(it: &ModelInForce, entry: &str) -> String {
    if is_own(it, entry) { format!("({})", origin(it, entry)) } else { String::new() }
}

fn is_own(it: &ModelInForce, entry: &str) -> bool {
    it.own.iter().any(|own| is_of(&own.key, entry))
}

/// Whether a key is this one, part of it, or what it is part of.
fn is_of(own: &str, key: &str) -> bool {
    let begins = |long: &str, short: &str| {
        long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    begins(own, key) || begins(key, own)
}

/// `built-in`, or `health.toml:3, 5`.
fn origin(it: &ModelInForce, key: &str) -> String {
    let mut lines: Vec<usize> =
        it.own.iter().filter(|own| is_of(&own.key, key)).map(|own| own.line).collect();
    lines.sort_unstable();
    lines.dedup();
    let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
    let name = it.file.as_deref().and_then(Path::file_name).map(|it| it.to_string_lossy());
    match (lines.as_slice(), name) {
        ([_, ..], Some(name)) => format!("{name}:{}", lines.join(", ")),
        _ => "built-in".to_owned(),
    }
}

/// Where it comes from, in the tone of its weight.
fn from(it: &ModelInForce, key: &str) -> Cell {
    let tone = if is_own(it, key) { Tone::Watch } else { Tone::Faint };
    Cell::from(origin(it, key)).in_tone(tone)
}

fn weights(it: &ModelInForce) -> Table {
    let mut columns = vec![Column::words("Weights of the pillars")];
    columns.extend(Pillar::ALL.iter().map(|it| Column::numbers(it.word())));
    columns.push(Column::words("From").minor());
    let row = |name: String, key: String, weights: PillarWeights| {
        let mut row: Vec<Cell> = vec![name.into()];
        row.extend(Pillar::ALL.iter().map(|pillar| Cell::from(grouped(weights.get(*pillar), 3))));
        row.push(from(it, &key));
        row
    };
    let tiers = Touch::ALL.iter().map(|touch| {
        row(format!("tier {touch}"), format!("tiers.{touch}"), it.model.tier_weights(*touch))
    });
    let phases = Phase::ALL.iter().map(|phase| {
        let factors = it.model.phase_factors(*phase);
        row(format!("times, {phase}"), format!("phases.{phase}"), factors)
    });
    Table { columns, rows: tiers.chain(phases).collect() }
}

fn measures(it: &ModelInForce, lines: &[MeasureLine]) -> Table {
    let columns = vec![
        Column::words("Pillar").minor(),
        Column::words("Measure"),
        Column::words("Key"),
        Column::numbers("Weight"),
        Column::words("Fact").minor(),
        Column::words("Which value has which score"),
        Column::numbers("Days").minor(),
        Column::words("From").minor(),
    ];
    let row = |line: &MeasureLine| -> Vec<Cell> {
        vec![
            line.pillar.word().into(),
            line.name.as_ref().into(),
            line.key.as_str().into(),
            grouped(line.weight, 3).into(),
            line.fact.as_deref().unwrap_or("waits for data").into(),
            line.scores.as_str().into(),
            line.days.as_deref().unwrap_or_default().into(),
            from(it, &line.key),
        ]
    };
    Table { columns, rows: lines.iter().map(row).collect() }
}

fn caps(it: &ModelInForce, lines: &[CapLine]) -> Table {
    let columns = vec![
        Column::words("Limit"),
        Column::numbers("At most"),
        Column::words("Hard").minor(),
        Column::words("While"),
        Column::words("From").minor(),
    ];
    let row = |line: &CapLine| -> Vec<Cell> {
        vec![
            line.key.as_str().into(),
            grouped(line.at_most, 1).into(),
            if line.is_hard { "hard" } else { "" }.into(),
            line.when.as_str().into(),
            from(it, &line.key),
        ]
    };
    Table { columns, rows: lines.iter().map(row).collect() }
}

fn numbers(it: &ModelInForce, leaves: &[Leaf]) -> Table {
    let columns = vec![Column::words("Key"), Column::numbers("Value"), Column::words("From")];
    let row = |leaf: &Leaf| {
        vec![leaf.key.as_str().into(), leaf.value.as_str().into(), from(it, &leaf.key)]
    };
    Table { columns, rows: leaves.iter().map(row).collect() }
}

fn record(it: &ModelInForce, leaf: &Leaf) -> Object {
    let value = match leaf.value.as_str() {
        "true" => Json::from(true),
        "false" => Json::from(false),
        text => text.parse::<f64>().map_or_else(|_| Json::from(text), Json::from),
    };
    Object::new()
        .with("key", leaf.key.as_str())
        .with("value", value)
        .with("from", origin(it, &leaf.key))
}

fn object(it: &ModelInForce) -> Object {
    let file = it.file.as_deref().and_then(Path::file_name);
    let measure = |line: &MeasureLine| {
        Object::new()
            .with("key", line.key.as_str())
            .with("name", &line.name)
            .with("pillar", line.pillar.word())
            .with("weight", line.weight)
            .with("fact", line.fact.as_deref())
            .with("from", origin(it, &line.key))
    };
    let cap = |line: &CapLine| {
        Object::new()
            .with("key", line.key.as_str())
            .with("at_most", line.at_most)
            .with("hard", line.is_hard)
            .with("when", line.when.as_str())
            .with("from", origin(it, &line.key))
    };
    Object::new()
        .with("file", file.map(|it| it.to_string_lossy().into_owned()))
        .with("values", it.model.leaves().iter().map(|leaf| record(it, leaf)).collect::<Json>())
        .with("measures", it.model.measure_lines().iter().map(measure).collect::<Json>())
        .with("caps", it.model.cap_lines().iter().map(cap).collect::<Json>())
}
