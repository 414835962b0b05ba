//! Facts about what the customer answered: NPS and CSAT.

use super::cells::{Cells, count};
use super::inputs::Inputs;
use super::known::Known;
use super::ticket::Tickets;
use super::traces::Trace;
use crate::domain::{Day, Kind, Record, Value};
use crate::engine::formulas::{Answer, Classes, csat, latest_answers, nps, nps_shrunk};

const YEAR: i64 = 365;
const RECENT: i64 = 90;
const HALF_YEAR: i64 = 180;

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
    let shrunk = book.filter(|_| classes.n() > 0).map(|it| nps_shrunk(&classes, it));
    let score = shrunk.map(|it| Value::Number(f64::midpoint(it, 100.0)));
    cells.put(Known::NpsScore, score, data_on);
    let is_detractor = latest_answers(&answers, of.as_of, RECENT).iter().any(|it| it.score <= 6.0);
    cells.put(Known::NpsDetractor, Some(Value::Flag(is_detractor)), data_on);
    if cells.asks_for(Known::NpsChange) || cells.asks_for(Known::NpsClassFell) {
        add_change(of, &answers, cells);
    }
}

/// How the latest answers of 90 days differ from what the same people answered before.
fn add_change(of: &Inputs<'_>, answers: &[Answer<'_>], cells: &mut Cells<'_>) {
    let class = |score: f64| u8::from(score >= 9.0) + u8::from(score >= 7.0);
    let mut worst: Option<f64> = None;
    let mut class_fell = false;
    let mut data_on: Option<Day> = None;
    for now in latest_answers(answers, of.as_of, RECENT) {
        let earlier = answers.iter().filter(|it| it.contact == now.contact && it.on < now.on);
        let Some(before) = earlier.max_by_key(|it| it.on) else { continue };
        let change = now.score - before.score;
        worst = Some(worst.map_or(change, |it| it.min(change)));
        class_fell |= class(now.score) < class(before.score);
        data_on = data_on.max(Some(now.on));
    }
    cells.put(Known::NpsChange, worst.map(Value::Number), data_on);
    cells.put(Known::NpsClassFell, worst.map(|_| Value::Flag(class_fell)), data_on);
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
    cells.put(Known::CsatShare90d, csat(&scores).map(|it| Value::Percent(it.share)), data_on);
    cells.put(Known::CsatCount90d, Some(count(scores.len())), data_on);
    if cells.asks_for(Known::CsatBestOf3) || cells.asks_for(Known::CsatWorstOf2) {
        add_run(of, &answers, tickets, cells);
    }
}

/// The last ratings in a row.
fn add_run(of: &Inputs<'_>, answers: &[Answer<'_>], tickets: &Tickets, cells: &mut Cells<'_>) {
    let given = answers.iter().map(|it| Rated { on: it.on, score: it.score });
    let given = given.filter(|it| of.is_within(it.on, HALF_YEAR));
    let ratings = tickets.ratings(of.as_of, HALF_YEAR).into_iter();
    let solved = ratings.filter_map(|it| Some(Rated { on: it.closed?, score: it.score }));
    let mut all: Vec<Rated> = given.chain(solved).collect();
    all.sort_by_key(|it| std::cmp::Reverse(it.on));
    let data_on = all.first().map(|it| it.on);
    let last = |n: usize| all.get(..n).into_iter().flatten().map(|it| it.score);
    let best = last(3).reduce(f64::max);
    cells.put(Known::CsatBestOf3, best.map(Value::Number), data_on);
    let worst = last(2).reduce(f64::min);
    cells.put(Known::CsatWorstOf2, worst.map(Value::Number), data_on);
}

/// A rating from 1 to 5, and its day.
struct Rated {
    on: Day,
    score: f64,
}
