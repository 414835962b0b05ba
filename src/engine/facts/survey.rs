//! Facts about what the customer answered: NPS and CSAT.

use super::cells::{Cells, count};
use super::inputs::Inputs;
use super::known::Known;
use super::ticket::Tickets;
use super::traces::Trace;
use crate::domain::{Day, Kind, Record, Value};
use crate::engine::formulas::{Answer, Classes, csat_share, latest_answers, nps, nps_shrunk};

const YEAR: i64 = 365;
const RECENT: i64 = 90;

/// The facts of NPS and CSAT answers.
pub(super) fn add(of: &Inputs<'_>, tickets: &Tickets, cells: &mut Cells<'_>) {
    let surveys = of.view.of(Kind::Survey);
    let is_kept = of.keeps(Trace::Survey) || !surveys.is_empty();
    cells.put(Known::SurveyHasRows, Some(Value::Flag(is_kept)), None);
    add_nps(of, surveys, cells);
    add_csat(of, surveys, tickets, cells);
}

/// The answers to one type of survey up to the day of judgement.
pub(super) fn answers<'a>(of: &Inputs<'a>, surveys: &'a [Record], ty: &str) -> Vec<Answer<'a>> {
    surveys
        .iter()
        .filter(|it| it.text("type") == Some(ty))
        .filter_map(|it| {
            let contact = it.text("contact").unwrap_or(&it.key);
            Some(Answer { contact, on: it.day("on")?, score: it.number("score")? })
        })
        .filter(|it| it.on <= of.as_of)
        .collect()
}

fn add_nps(of: &Inputs<'_>, surveys: &[Record], cells: &mut Cells<'_>) {
    let answers = answers(of, surveys, "nps");
    let Some(latest) = answers.iter().max_by_key(|it| it.on) else { return };
    let data_on = Some(latest.on);
    cells.put(Known::NpsLatest, Some(Value::Number(latest.score)), data_on);
    cells.put(Known::NpsLastOn, Some(Value::Date(latest.on)), data_on);
    let of_year = latest_answers(&answers, of.as_of, YEAR);
    let classes = Classes::of(of_year.iter().map(|it| it.score));
    cells.put(Known::NpsCount365d, Some(Value::Number(f64::from(classes.n()))), data_on);
    let book = of.norms.and_then(|it| nps(&it.traces.nps)).or_else(|| nps(&classes));
    let shrunk = book.and_then(|it| nps_shrunk(&classes, it));
    let score = shrunk.map(|it| Value::Number(f64::midpoint(it, 100.0)));
    cells.put(Known::NpsScore, score, data_on);
    let is_detractor = latest_answers(&answers, of.as_of, RECENT).iter().any(|it| it.score <= 6.0);
    cells.put(Known::NpsDetractor, Some(Value::Flag(is_detractor)), data_on);
}

fn add_csat(of: &Inputs<'_>, surveys: &[Record], tickets: &Tickets, cells: &mut Cells<'_>) {
    let answers = answers(of, surveys, "csat");
    let recent = answers.iter().filter(|it| of.is_within(it.on, RECENT));
    let mut scores: Vec<f64> = recent.clone().map(|it| it.score).collect();
    let ratings = tickets.ratings(of.as_of, RECENT);
    scores.extend(ratings.iter().map(|it| it.score));
    let has_any = !answers.is_empty() || of.keeps(Trace::Survey) || !scores.is_empty();
    if !has_any {
        return;
    }
    let rated = ratings.iter().filter_map(|it| it.closed);
    let data_on: Option<Day> = recent.map(|it| it.on).chain(rated).max();
    cells.put(Known::CsatShare90d, csat_share(&scores).map(Value::Percent), data_on);
    cells.put(Known::CsatCount90d, Some(count(scores.len())), data_on);
}
