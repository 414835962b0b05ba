//! What the world outside the state answered.

use super::action::Action;
use super::effect::{Done, Effect};
use super::layers::{Layer, Note};
use super::msg::Request;
use super::state::{State, Tone};

/// An effect is done: a line that asked for it closes, and what it brought is shown.
pub(super) fn finished(state: &mut State, number: u64, done: Done) -> Option<Request> {
    let effect = state.answered(number);
    if is_of_prompt(state, number) {
        state.layer = None;
    }
    match done {
        Done::Book(book, said) => {
            if matches!(effect, Some(Effect::OpenDemo)) {
                state.is_demo = true;
            }
            state.set_book(*book);
            let is_change = matches!(effect, Some(Effect::Change(_) | Effect::Import(_)));
            if let Some(text) = said {
                let undo = format!("   {} undo", state.key_of(Action::Undo));
                let undo = if is_change { undo } else { String::new() };
                state.say(Tone::Good, format!("{text}{undo}"));
            } else if matches!(effect, Some(Effect::Refresh) | None) {
                return reopen(state);
            } else {
                state.message = None;
            }
            reopen(state)
        }
        Done::Account(page) => {
            let is_wanted = state.account_here() == Some(page.id)
                || matches!(effect, Some(Effect::OpenAccount(id)) if id == page.id);
            if is_wanted {
                state.account.set_page(*page);
            }
            None
        }
        Done::Said(text) => {
            state.say(Tone::Good, text);
            None
        }
    }
}

/// An effect failed: a line that asked for it keeps its text, and says why.
pub(super) fn failed(state: &mut State, number: u64, why: String) {
    state.answered(number);
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

/// Reads an account's page anew after the book changed below it.
fn reopen(state: &mut State) -> Option<Request> {
    let id = state.place().account?;
    Some(state.ask(Effect::OpenAccount(id)))
}

fn is_of_prompt(state: &State, number: u64) -> bool {
    matches!(&state.layer, Some(Layer::Prompt(prompt)) if prompt.sent == Some(number))
}
