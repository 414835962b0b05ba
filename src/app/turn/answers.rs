//! What the world outside the state answered.

use super::submit;
use crate::app::keys::Action;
use crate::app::layers::{Explain, Layer, Note, Topic};
use crate::app::state::{Shown, State, Tone};
use crate::app::work::{Answer, Change, Done, Effect, Request};
use crate::clock::Clock;
use crate::domain::{Day, short_day};

/// An effect is done: a line that asked for it closes, and what it brought is shown.
pub(super) fn finished(state: &mut State, number: u64, done: Done) -> Option<Request> {
    let effect = state.answered(number);
    if is_of_prompt(state, number) {
        state.layer = None;
    }
    match done {
        Done::Book(book, said) => {
            if matches!(effect, Some(Effect::OpenDemo)) {
                state.shown = match state.shown {
                    Shown::Sample => Shown::Sample,
                    Shown::Own | Shown::SampleForOwn => Shown::SampleForOwn,
                };
                // The sample book stays on the day that it was made for.
                state.clock = Clock::Fixed(book.today);
            }
            let before = state.today.clone();
            let late = effect.as_ref().and_then(|it| after_decision(state, it));
            state.set_book(*book);
            // What came back, or is new, is where the cursor goes.
            let brings_rows = matches!(
                effect,
                Some(
                    Effect::Undo
                        | Effect::UndoImport(_)
                        | Effect::Redo
                        | Effect::Change(
                            Change::AddTask(_) | Change::ForEach(_) | Change::StartPlaybook(_)
                        )
                )
            );
            if brings_rows {
                state.today.select_new(&before);
            }
            let is_change = matches!(effect, Some(Effect::Change(_) | Effect::SetRenewal(..)));
            match (said, &effect) {
                // Nobody asked for it, so that it takes no other message's place.
                (Some(text), Some(Effect::LookAgain(_))) => {
                    if state.message.is_none() {
                        state.say(Tone::Plain, text);
                    }
                }
                (Some(text), _) => {
                    let undo = format!("   {} undo", state.key_of(Action::Undo));
                    let undo = if is_change { undo } else { String::new() };
                    let late = late.unwrap_or_default();
                    state.say(Tone::Good, format!("{text}{late}{undo}"));
                }
                (None, Some(Effect::Recall | Effect::Refresh | Effect::LookAgain(_)) | None) => {}
                (None, Some(_)) => state.message = None,
            }
            reopen(state)
        }
        Done::Unchanged(book, why) => {
            state.set_book(*book);
            state.say(Tone::Plain, why);
            reopen(state)
        }
        Done::Imported(book, said, report) => {
            state.set_book(*book);
            state.layer = Some(Layer::Explain(Explain::new(Topic::Import(report))));
            let undo = state.key_of(Action::Undo);
            state.say(Tone::Good, format!("{said}   {undo} undo"));
            reopen(state)
        }
        Done::AskUndo(id, what) => {
            state.undoes_import = Some(id);
            let key = state.key_of(Action::Undo);
            state.say(Tone::Bad, format!("{key} again takes back {what}"));
            None
        }
        Done::Account(page) => {
            let is_wanted = state.account_here() == Some(page.id)
                || matches!(effect, Some(Effect::OpenAccount(id)) if id == page.id);
            if is_wanted {
                state.account.set_page(*page);
            }
            None
        }
        Done::Paths(found) => {
            submit::complete_path(state, &found);
            None
        }
        Done::Nothing => None,
        Done::Said(text) => {
            state.say(Tone::Good, text);
            None
        }
    }
}

/// An effect failed: a line that asked for it keeps its text, and says why.
pub(super) fn failed(state: &mut State, number: u64, why: String) {
    let effect = state.answered(number);
    let is_for_the_shell = matches!(effect, Some(Effect::Import(_))) && why.contains("--");
    let why = if is_for_the_shell {
        format!("{why}.  What begins with -- is for the shell: rounds import --help")
    } else {
        why
    };
    if is_of_prompt(state, number)
        && let Some(Layer::Prompt(prompt)) = &mut state.layer
    {
        prompt.sent = None;
        prompt.note = Note::Problem(why);
        state.message = None;
        return;
    }
    state.say(Tone::Bad, why);
}

/// `, after the notice date 21 Oct`: what to know of a snooze that ends when it is too late.
fn after_decision(state: &State, effect: &Effect) -> Option<String> {
    let Effect::Change(Change::AnswerAlerts(alerts, Answer::SnoozeUntil(until))) = effect else {
        return None;
    };
    let book = state.book.as_ref()?;
    let passed = |day: Option<Day>| day.filter(|it| *it >= book.today && it <= until);
    alerts.iter().find_map(|(id, _)| {
        let account = book.account(*id)?;
        let (name, day) = match (passed(account.notice_on), passed(account.renewal_on)) {
            (Some(day), _) => ("notice", day),
            (None, Some(day)) => ("renewal", day),
            (None, None) => return None,
        };
        Some(format!(", after the {name} date {}", short_day(day, book.today)))
    })
}

/// Reads an account's page anew after the book changed below it.
fn reopen(state: &mut State) -> Option<Request> {
    let id = state.place().account?;
    Some(state.ask(Effect::OpenAccount(id)))
}

fn is_of_prompt(state: &State, number: u64) -> bool {
    matches!(&state.layer, Some(Layer::Prompt(prompt)) if prompt.sent == Some(number))
}
