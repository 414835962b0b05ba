//! `rounds explain`: how a number is made, down to the rows of the files it came from.

use super::args::{Explain, Format};
use super::cite::few;
use super::error::Error;
use super::pick::{cap, identity, percent, score};
use super::run::Run;
use super::{between, fact};
use crate::domain::{Absence, Measure, clean, grouped};
use crate::engine::{Explanation, Fineness, Points, shown_points};
use crate::export::{Cell, Column, Json, Object, Table, Tone};

/// Explains the score of an account, one fact of it, or how the score changed.
pub(super) fn explain(run: &mut Run<'_>, args: &Explain) -> Result<(), Error> {
    if let Some([from, to]) = args.between.as_deref() {
        return between::explain(run, &args.account, *from, *to, args.form.into());
    }
    let mut session = run.read()?;
    let id = session.find_account(&args.account)?;
    if let Some(name) = &args.fact {
        return fact::explain(run, &mut session, id, name, args.form.into());
    }
    let explanation = session.explain(id)?;
    let health = &explanation.assessment.health;
    match args.form.into() {
        Format::Json => run.object(object(&explanation)),
        format => {
            if format == Format::Text {
                headline(run, &explanation)?;
            }
            let records = || health.measures.iter().map(|it| measure(it, &explanation)).collect();
            run.list(format, || measures(&explanation), records)
        }
    }
}

fn headline(run: &mut Run<'_>, explanation: &Explanation) -> Result<(), Error> {
    let it = &explanation.assessment;
    let health = &it.health;
    run.line(format!(
        "{}: health {} ({}), data {}, as of {}",
        clean(&it.name),
        score(health.score()),
        health.band,
        percent(health.coverage),
        it.sheet.as_of
    ))?;
    if let (Some(uncapped), Some(score)) = (health.uncapped, health.score()) {
        let [uncapped, score] = [uncapped, score].map(|it| Fineness::Tenths.shown(it));
        let points = grouped(uncapped, 1);
        run.line(if score < uncapped {
            format!("before limits {points}, limits {}", grouped(score - uncapped, 1))
        } else {
            format!("the points add up to {points}; a score is shown rounded down")
        })?;
    }
    for cap in &health.caps {
        run.line(format!("  at most {}: {}", grouped(cap.at_most, 0), clean(&cap.reason)))?;
    }
    if let Some(reason) = health.band_reason {
        run.line(format!("  {reason}"))?;
    }
    if health.band != health.computed_band {
        run.line(format!("  your pulse moves the band from {}", health.computed_band))?;
    }
    run.line("")
}

/// The measures of a score as a table; the points add up to the score before limits.
pub(super) fn measures(explanation: &Explanation) -> Table {
    let columns = vec![
        Column::words("Pillar").minor(),
        Column::words("Measure"),
        Column::numbers("Score"),
        Column::numbers("Weight").minor(),
        Column::numbers("Points"),
        Column::numbers("Lost"),
        Column::words("Reading"),
        Column::words("From").minor(),
    ];
    let measures = &explanation.assessment.health.measures;
    let exact: Vec<Points> =
        measures.iter().map(|it| Points { brought: it.points(), lost: it.lost() }).collect();
    let row = |(it, points): (&Measure, Points)| {
        let (score, tone) = match it.score {
            Ok(it) => (grouped(it, 1), Tone::Plain),
            Err(absence) => (absence.word().to_owned(), Tone::Faint),
        };
        let number = |number: f64| {
            if it.score.is_ok() { grouped(number, 1).into() } else { Cell::default() }
        };
        vec![
            it.pillar.word().into(),
            it.name.as_ref().into(),
            Cell::from(score).in_tone(tone),
            number(points.brought + points.lost),
            number(points.brought),
            number(points.lost),
            it.reading.as_str().into(),
            few(explanation.rows_of(&it.id)).into(),
        ]
    };
    let rows = measures.iter().zip(shown_points(&exact, Fineness::Tenths)).map(row).collect();
    Table { columns, rows }
}

/// A score with its measures as JSON.
pub(super) fn object(explanation: &Explanation) -> Object {
    let it = &explanation.assessment;
    let health = &it.health;
    let mut object = Object::new().with("account", it.account.raw());
    for (key, value) in identity(it).fields() {
        object.set(key, value.clone());
    }
    object
        .with("as_of", it.sheet.as_of)
        .with("score", health.score())
        .with("uncapped", health.uncapped)
        .with("band", health.band.word())
        .with("computed_band", health.computed_band.word())
        .with("band_reason", health.band_reason.map(|it| it.to_string()))
        .with("data_coverage", health.coverage)
        .with("caps", health.caps.iter().map(cap).collect::<Json>())
        .with("cap_points", health.cap_points())
        .with(
            "measures",
            health.measures.iter().map(|it| measure(it, explanation)).collect::<Json>(),
        )
}

fn measure(it: &Measure, explanation: &Explanation) -> Object {
    Object::new()
        .with("measure", &it.id)
        .with("pillar", it.pillar.word())
        .with("raw", it.raw)
        .with("score", it.score.ok())
        .with("absent", it.score.err().map(Absence::word))
        .with("weight", it.weight)
        .with("points", it.points())
        .with("lost", it.lost())
        .with("text", it.reading.as_str())
        .with("rows", explanation.rows_of(&it.id).iter().map(ToString::to_string).collect::<Json>())
}
