//! Facts about what is done for the coming renewal: stage, call, next step, talks, readiness.

use super::cells::{Cells, count, days};
use super::contract::last_outcome;
use super::inputs::Inputs;
use super::known::Known;
use super::relationship::has_log;
use super::renewal::Renewal;
use super::spoken::is_about_renewal;
use super::traces::Trace;
use crate::domain::{Day, Kind, Record, Value};

/// What was said this long before a renewal date is about that renewal, and not the one before it.
const SAID_BEFORE: i64 = 270;
/// The run-up to a renewal, in which it is talked about.
const RUN_UP: i64 = 180;
/// What a stage is called before any work is done.
const FIRST_STAGES: &[&str] = &[
    "open",
    "new",
    "not started",
    "not_started",
    "upcoming",
    "pipeline",
    "created",
    "identified",
    "planned",
    "scheduled",
];
/// Words of a stage that is won, and of one that is not, whatever else it says.
const WON: &[&str] = &["won", "signed", "renewed", "completed"];
const LOST: &[&str] = &["lost", "not", "churned", "never"];
/// The roles of those who decide on a renewal.
const DECIDERS: &[&str] = &["champion", "exec_sponsor", "economic_buyer", "decision_maker"];

/// What was said of the coming renewal, and the day of it where a row dates it.
struct Said<'a> {
    value: &'a Value,
    on: Option<Day>,
}

/// The facts of the work on a renewal; none where no renewal is coming.
pub(super) fn add(of: &Inputs<'_>, renewal: &Renewal<'_>, cells: &mut Cells<'_>) {
    add_stage(of, renewal, cells);
    for (fact, field) in
        [(Known::RenewalCall, "renewal_call"), (Known::RenewalNextStep, "renewal_next_step")]
    {
        if let Some(said) = said(of, renewal, field) {
            cells.put(fact, Some(said.value.clone()), said.on);
        }
    }
    let close = said(of, renewal, "renewal_close_on");
    if let Some((close, said)) = close.and_then(|it| Some((it.value.as_day()?, it))) {
        cells.put(Known::RenewalCloseOn, Some(Value::Date(close)), said.on);
        let last_day = renewal.date - 1;
        cells.put(Known::RenewalCloseLate, Some(days(last_day, close)), said.on);
    }
    if cells.asks_for(Known::RenewalTalked) || cells.asks_for(Known::RenewalTalkedOn) {
        let on = talks(of, renewal).filter_map(|it| it.day("on")).max();
        let is_time = renewal.date.days_since(of.as_of) <= RUN_UP && has_log(of);
        let talked = is_time.then_some(Value::Flag(on.is_some()));
        cells.put(Known::RenewalTalked, talked, on);
        cells.put(Known::RenewalTalkedOn, on.map(Value::Date), on);
    }
    if cells.asks_for(Known::RenewalLights) {
        cells.put(Known::RenewalLights, Some(count(lights(of, renewal))), None);
    }
}

/// The activities about the renewal in the run-up to it, up to the day of judgement.
pub(super) fn talks<'a>(
    of: &Inputs<'a>,
    renewal: &Renewal<'_>,
) -> impl Iterator<Item = &'a Record> + use<'a> {
    let (date, as_of) = (renewal.date, of.as_of);
    let is_in_run_up = move |on: Day| date.days_since(on) <= RUN_UP && on <= as_of;
    let activities = of.view.of(Kind::Activity).iter();
    activities.filter(move |it| it.day("on").is_some_and(is_in_run_up) && is_about_renewal(it))
}

/// What a field of the account says of this renewal: what was said long before its date was about
/// the one before.
fn said<'a>(of: &Inputs<'a>, renewal: &Renewal<'_>, field: &str) -> Option<Said<'a>> {
    let (value, on) = of.field(field)?;
    let is_of_this = on.is_none_or(|it| renewal.date.days_since(it) <= SAID_BEFORE);
    is_of_this.then_some(Said { value, on })
}

fn add_stage(of: &Inputs<'_>, renewal: &Renewal<'_>, cells: &mut Cells<'_>) {
    let said = said(of, renewal, "renewal_stage");
    let stage = said.as_ref().and_then(|it| it.value.as_text()).map(str::to_lowercase);
    let stage = stage.as_deref().map(str::trim);
    let on = said.as_ref().and_then(|it| it.on);
    cells.put(Known::RenewalStage, said.map(|it| it.value.clone()), on);
    cells.put(Known::RenewalStageDays, on.map(|it| days(it, of.as_of)), on);
    let in_progress = stage.map(|it| Value::Flag(!FIRST_STAGES.contains(&it)));
    cells.put(Known::RenewalInProgress, in_progress, on);
    let outcome = last_outcome(of)
        .filter(|it| it.day("on").is_some_and(|on| renewal.date.days_since(on) <= RUN_UP));
    let is_won = outcome.and_then(|it| it.text("result")) == Some("renewed");
    let is_signed = is_won || stage.is_some_and(says_won);
    let is_kept =
        stage.is_some() || of.keeps(Trace::Contract) || !of.view.of(Kind::Outcome).is_empty();
    cells.put(Known::RenewalSigned, is_kept.then_some(Value::Flag(is_signed)), on);
}

/// Whether a stage, in lower case, is that of a renewal that is won.
fn says_won(stage: &str) -> bool {
    let mut words = stage.split(|it: char| !it.is_alphanumeric());
    let has = |list: &[&str], word: &str| list.contains(&word);
    words.clone().any(|it| has(WON, it)) && !words.any(|it| has(LOST, it))
}

/// Of the five matters of a renewal those with anything to judge by.
fn lights(of: &Inputs<'_>, renewal: &Renewal<'_>) -> usize {
    let has_target = |it: &Record| it.number("target").is_some();
    let decides = |it: &Record| {
        let is_there = it.flag("is_active") != Some(false)
            && it.day("left_on").is_none_or(|left| left > of.as_of);
        is_there && it.list("roles").iter().any(|it| DECIDERS.contains(it))
    };
    let lights = [
        !of.history.series.is_empty(),
        of.view.of(Kind::Objective).iter().any(has_target),
        of.view.of(Kind::Contact).iter().any(decides),
        renewal.has_terms(),
        said(of, renewal, "renewal_call").is_some(),
    ];
    lights.into_iter().filter(|it| *it).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_is_won_by_its_words_and_not_by_their_letters() {
        for stage in ["closed won", "signed", "6 - renewed"] {
            assert!(says_won(stage), "{stage}");
        }
        for stage in
            ["closed lost", "not signed", "wonderful", "negotiation", "won back, then lost"]
        {
            assert!(!says_won(stage), "{stage}");
        }
    }
}
