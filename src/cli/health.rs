//! `rounds health`: the model that scores are made by, and whether they told what happened.

use super::args::{Calibrate, Format, Health};
use super::error::Error;
use super::pick::NOTHING;
use super::run::Run;
use super::{model, what_if};
use crate::domain::{counted, grouped};
use crate::engine::calibration::{
    Bin, Calibration, Chances, Compared, Part, PartOf, Skill, Slice, TooFew,
};
use crate::engine::series::Interval;
use crate::export::{Cell, Column, Json, Object, Table, Tone};

/// Does what was asked about the health model.
pub(super) fn health(run: &mut Run<'_>, args: &Health) -> Result<(), Error> {
    match args {
        Health::Model(it) => model::show(run, it),
        Health::WhatIf(it) => what_if::what_if(run, it),
        Health::Calibrate(it) => calibrate(run, it),
    }
}

/// Holds scores against what happened.
fn calibrate(run: &mut Run<'_>, args: &Calibrate) -> Result<(), Error> {
    let found = run.read()?.calibrate(args.before)?;
    match (&found, Format::from(args.form)) {
        (Ok(it), Format::Text) => told(run, it, args.before),
        (Ok(it), Format::Json) => run.object(object(it, args.before)),
        (Ok(it), format) => run.list(format, || table(it), || it.parts.iter().map(part).collect()),
        (Err(few), Format::Json) => run.object(few_object(few, args.before)),
        (Err(few), _) => {
            run.line(format!(
                "{} and {} that stayed, known with a score {} days before.",
                losses(few.events),
                counted(few.others as u64, "account"),
                args.before
            ))?;
            run.line(format!(
                "{} of each are needed before a score can be held against them: {} and {} more.",
                TooFew::NEEDED,
                losses(few.events_wanting()),
                counted(few.others_wanting() as u64, "account"),
            ))?;
            match few.rate {
                Some(it) => run.line(format!(
                    "Share of losses: {} of {} ({}).",
                    few.events,
                    few.events + few.others,
                    percents(it)
                )),
                None => Ok(()),
            }
        }
    }
}

fn told(run: &mut Run<'_>, it: &Calibration, before: i64) -> Result<(), Error> {
    let (events, others) = (it.whole.auc.events, it.whole.auc.others);
    run.line(match it.compared {
        Compared::Decisions => format!(
            "The score {before} days before {} and {}.",
            losses(events),
            counted(others as u64, "renewal"),
        ),
        Compared::SameDay => format!(
            "The score {before} days before {}, each beside {} that stayed, on the same day.",
            losses(events),
            counted(others as u64, "account"),
        ),
    })?;
    run.line(format!(
        "A lost account had the lower score in {}: {}.",
        area(&it.whole),
        skill_word(&it.whole)
    ))?;
    if it.whole.without > 0 {
        run.line(format!(
            "{} no score and were taken at the median.",
            match it.whole.without {
                1 => "1 case had".to_owned(),
                more => format!("{more} cases had"),
            }
        ))?;
    }
    run.line("")?;
    run.table(&table(it))?;
    run.line("")?;
    run.line(match it.chances {
        Chances::Priors => {
            "Probability of loss by band, a first guess: green 3 %, yellow 15 %, red 40 %."
        }
        Chances::Fitted => "Probability of loss by a curve through these very cases.",
    })?;
    if let Some(brier) = it.brier {
        let skill = brier.skill.map_or_else(|| NOTHING.to_owned(), |it| format!("{it:.3}"));
        run.line(format!("Brier score {:.4}, skill against the base rate {skill}.", brier.score))?;
    }
    run.table(&bins(it))?;
    run.line("")?;
    run.table(&slices(it))
}

fn losses(count: usize) -> String {
    if count == 1 { "1 loss".to_owned() } else { format!("{} losses", grouped(count as f64, 0)) }
}

fn skill_word(it: &Skill) -> &'static str {
    if it.is_shown() { "better than chance" } else { "no skill to be seen" }
}

/// `83 % (74–90 %)`.
fn area(it: &Skill) -> String {
    let interval = it.auc.interval().map(percents);
    let interval = interval.unwrap_or_else(|| NOTHING.to_owned());
    format!("{:.1} % ({interval})", 100.0 * it.auc.area)
}

fn percents(it: Interval) -> String {
    format!("{:.1}–{:.1} %", 100.0 * it.low, 100.0 * it.high)
}

fn table(it: &Calibration) -> Table {
    let columns = vec![
        Column::words("By itself"),
        Column::words("Name").minor(),
        Column::words("AUC"),
        Column::numbers("Without").minor(),
        Column::words("Skill"),
    ];
    let whole = ("score".to_owned(), "The whole score".to_owned(), &it.whole);
    let parts = it.parts.iter().map(|it| (id(it), it.name.to_string(), &it.skill));
    let row = |(id, name, skill): (String, String, &Skill)| -> Vec<Cell> {
        let tone = if skill.is_shown() { Tone::Good } else { Tone::Faint };
        vec![
            id.into(),
            name.into(),
            area(skill).into(),
            skill.without.to_string().into(),
            Cell::from(skill_word(skill)).in_tone(tone),
        ]
    };
    Table { columns, rows: std::iter::once(whole).chain(parts).map(row).collect() }
}

fn id(it: &Part) -> String {
    match &it.of {
        PartOf::Pillar(pillar) => format!("pillar {}", pillar.word()),
        PartOf::Measure(id) => id.to_string(),
    }
}

fn bins(it: &Calibration) -> Table {
    let columns = vec![Column::numbers("Told"), Column::words("Lost"), Column::numbers("Cases")];
    let row = |it: &Bin| -> Vec<Cell> {
        let interval = it.interval().map(percents).unwrap_or_default();
        vec![
            format!("{:.1} %", 100.0 * it.told).into(),
            format!("{} of {} ({interval})", it.events, it.n).into(),
            it.n.to_string().into(),
        ]
    };
    Table { columns, rows: it.bins.iter().map(row).collect() }
}

fn slices(it: &Calibration) -> Table {
    let part = if it.slices.len() > 5 { "Tenth" } else { "Fifth" };
    let columns = vec![
        Column::numbers(part),
        Column::words("Lost"),
        Column::numbers("Lift"),
        Column::numbers("Of all losses, down to here"),
    ];
    let row = |(number, it): (usize, &Slice)| -> Vec<Cell> {
        vec![
            number.to_string().into(),
            format!("{} of {}", it.events, it.n).into(),
            format!("{:.1}×", it.lift).into(),
            format!("{:.0} %", 100.0 * it.captured).into(),
        ]
    };
    Table { columns, rows: (1..).zip(&it.slices).map(row).collect() }
}

fn object(it: &Calibration, before: i64) -> Object {
    let bin = |it: &Bin| {
        Object::new()
            .with("told", it.told)
            .with("n", it.n)
            .with("events", it.events)
            .with("low", it.interval().map(|it| it.low))
            .with("high", it.interval().map(|it| it.high))
    };
    let slice = |it: &Slice| {
        Object::new()
            .with("n", it.n)
            .with("events", it.events)
            .with("lift", it.lift)
            .with("captured", it.captured)
    };
    let head = Object::new().with("before_days", before).with(
        "compared",
        match it.compared {
            Compared::Decisions => "decisions",
            Compared::SameDay => "same_day",
        },
    );
    skill(head, &it.whole)
        .with("parts", it.parts.iter().map(part).collect::<Json>())
        .with(
            "probabilities",
            match it.chances {
                Chances::Priors => "priors",
                Chances::Fitted => "fitted",
            },
        )
        .with("brier", it.brier.map(|it| it.score))
        .with("brier_skill", it.brier.and_then(|it| it.skill))
        .with("reliability", it.bins.iter().map(bin).collect::<Json>())
        .with("lift", it.slices.iter().map(slice).collect::<Json>())
}

fn part(it: &Part) -> Object {
    let head = match &it.of {
        PartOf::Pillar(pillar) => Object::new().with("pillar", pillar.word()),
        PartOf::Measure(id) => Object::new().with("measure", id),
    };
    skill(head.with("name", &it.name), &it.skill)
}

fn skill(to: Object, it: &Skill) -> Object {
    let interval = it.auc.interval();
    to.with("auc", it.auc.area)
        .with("auc_low", interval.map(|it| it.low))
        .with("auc_high", interval.map(|it| it.high))
        .with("events", it.auc.events)
        .with("others", it.auc.others)
        .with("without_value", it.without)
        .with("has_skill", it.is_shown())
}

fn few_object(it: &TooFew, before: i64) -> Object {
    Object::new()
        .with("before_days", before)
        .with("auc", Json::Null)
        .with("events", it.events)
        .with("others", it.others)
        .with("events_wanting", it.events_wanting())
        .with("others_wanting", it.others_wanting())
        .with("rate_low", it.rate.map(|it| it.low))
        .with("rate_high", it.rate.map(|it| it.high))
}
