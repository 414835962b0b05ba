//! Going from place to place, and coming back to the same row.

use crate::app::frame::{Place, Room, Tab};
use crate::app::keys::Action;
use crate::app::layers::Layer;
use crate::app::line::Filter;
use crate::app::screens::AccountTab;
use crate::app::state::{Shown, State, Tone, Wish};
use crate::app::work::{Effect, Request};
use crate::domain::AccountId;

/// Goes to a screen; to the one it is on already, to that screen's own list. Not every terminal
/// tells when it gets the focus, so this is a moment, too, to ask what others did to the book.
pub(super) fn go(state: &mut State, tab: Tab) -> Option<Request> {
    state.history.go(Place::tab(tab));
    state.book.as_ref()?;
    state.look_again(state.day())
}

/// Opens an account's page over the screen it is asked from.
pub(super) fn open_account(state: &mut State, id: AccountId) -> Option<Request> {
    let tab = state.place().tab;
    if state.account.page(id).is_none() {
        state.account.tab = AccountTab::default();
    }
    state.history.go(Place { tab, account: Some(id) });
    turn_to(state, id)
}

/// Steps through the places visited.
pub(super) fn step(state: &mut State, action: Action) -> Option<Request> {
    let moved = match action {
        Action::HistoryBack => state.history.back(),
        _ => state.history.forward(),
    };
    if !moved {
        state.say(Tone::Plain, "There is no place to go to in that direction");
    }
    turn_to(state, state.place().account?)
}

/// Turns from an account's page to the next account of the list it was opened from.
pub(super) fn neighbour(state: &mut State, action: Action) -> Option<Request> {
    let here = state.place();
    let id = here.account?;
    let ids: Vec<AccountId> = match here.tab {
        Tab::Renewals | Tab::Qbr => state.renewals.shown().iter().map(|it| it.id).collect(),
        Tab::Today => {
            let alerts = state.today.alerts().iter().map(|it| it.alert.account);
            let tasks = state.today.tasks().iter().filter_map(|it| it.task.account);
            let mut seen = std::collections::BTreeSet::new();
            alerts.chain(tasks).filter(|it| seen.insert(*it)).collect()
        }
        _ => state.accounts.shown().iter().map(|it| it.id).collect(),
    };
    let at = ids.iter().position(|it| *it == id);
    let next = match (at, action) {
        (Some(at), Action::OtherPrev) => at.checked_sub(1),
        (Some(at), _) => Some(at + 1),
        (None, _) => Some(0),
    };
    let Some(next) = next.and_then(|at| ids.get(at).copied()) else {
        state.say(
            Tone::Plain,
            format!("No more accounts: {} is at the end of the list", here.tab.title()),
        );
        return None;
    };
    state.history.swap(Place { account: Some(next), ..here });
    match here.tab {
        Tab::Book => state.accounts.select(next),
        Tab::Renewals | Tab::Qbr => state.renewals.select(next),
        _ => {}
    }
    turn_to(state, next)
}

/// Comes back a step: marks, filter, page; at the root it says how to leave.
pub(super) fn back(state: &mut State) {
    if state.drop_marks() {
        return;
    }
    if let Some(account) = state.place().account {
        let tab = state.place().tab;
        state.history.go(Place::tab(tab));
        match tab {
            Tab::Book => state.accounts.select(account),
            Tab::Renewals | Tab::Qbr => state.renewals.select(account),
            _ => {}
        }
        return;
    }
    if room_of(state) == Some(Room::Whole) {
        zoom(state);
        return;
    }
    if filter_of(state).is_some_and(Filter::is_on) {
        filter_by(state, "");
        return;
    }
    let key = state.key_of(Action::Close);
    state.say(Tone::Plain, format!("This is the root.  {key} {key} leaves; {}", kept(state)));
}

/// Closes what is on top; at the root it asks once, and then leaves.
pub(super) fn close(state: &mut State) {
    if state.place().account.is_some() {
        return back(state);
    }
    if state.is_leaving {
        state.wish(Wish::Quit);
        return;
    }
    state.is_leaving = true;
    let key = state.key_of(Action::Close);
    state.say(Tone::Plain, format!("{key} again leaves Rounds; {}", kept(state)));
}

/// What becomes of the book when one leaves.
const fn kept(state: &State) -> &'static str {
    match state.shown {
        Shown::Own => "everything is saved",
        Shown::Sample => "nothing of the demo is kept",
        Shown::SampleForOwn => "the demo is gone then, your own book is as it was",
    }
}

/// Gives the focused pane the whole screen, or gives it back.
pub(super) fn zoom(state: &mut State) {
    let walls = state.walls();
    let room = match state.place() {
        Place { account: Some(_), .. } => {
            state.account.apply(Action::PaneZoom, &walls);
            return;
        }
        Place { tab: Tab::Today, .. } => &mut state.today.room,
        Place { tab: Tab::Book, .. } => &mut state.accounts.room,
        Place { tab: Tab::Renewals | Tab::Qbr, .. } => &mut state.renewals.room,
        Place { tab: Tab::Insights, .. } => return,
    };
    *room = match *room {
        Room::Shared => Room::Whole,
        Room::Whole => Room::Shared,
    };
}

/// The filter of the present screen; nothing where it has no list.
pub(super) fn filter_of(state: &State) -> Option<&Filter> {
    let place = state.place();
    match (place.account, place.tab) {
        (None, Tab::Today) => Some(&state.today.filter),
        (None, Tab::Book) => Some(&state.accounts.filter),
        (None, Tab::Renewals | Tab::Qbr) => Some(&state.renewals.filter),
        _ => None,
    }
}

/// Narrows the present screen by a text.
pub(super) fn filter_by(state: &mut State, text: &str) {
    let tab = state.place().tab;
    let Some(book) = &state.book else { return };
    match tab {
        Tab::Today => {
            state.today.filter.set(text, book);
            state.today.refresh(book);
        }
        Tab::Book => {
            state.accounts.filter.set(text, book);
            state.accounts.refresh(book);
        }
        Tab::Renewals | Tab::Qbr => {
            state.renewals.filter.set(text, book);
            state.renewals.refresh(book);
        }
        Tab::Insights => {}
    }
}

/// Shows an account's page from what is read of it, and asks for the rest.
fn turn_to(state: &mut State, id: AccountId) -> Option<Request> {
    state.layer = state.layer.take().filter(|it| !matches!(it, Layer::Explain(_)));
    state.account.open(id, state.book.as_ref()?);
    Some(state.ask(Effect::OpenAccount(id)))
}

const fn room_of(state: &State) -> Option<Room> {
    let place = state.place();
    match (place.account, place.tab) {
        (None, Tab::Today) => Some(state.today.room),
        (None, Tab::Book) => Some(state.accounts.room),
        (None, Tab::Renewals | Tab::Qbr) => Some(state.renewals.room),
        _ => None,
    }
}
