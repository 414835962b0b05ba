//! What a message does to the state: each key finds its action, each action its effect.

use super::answers;
use super::commands;
use super::navigate;
use super::playbook;
use super::submit;
use super::verbs;
use crate::app::frame::{Place, Tab, Theme};
use crate::app::keys::{Action, Chord, Held, Key, KeyCode, Lookup, Scope};
use crate::app::layers::{
    COMMANDS, CommandLine, Explain, Finder, FinderKind, Layer, Menu, MenuKind, Prompt, PromptKind,
    Subject, Target, Topic,
};
use crate::app::line::TextField;
use crate::app::screens::{AccountTab, AlertFoot, TodayPane};
use crate::app::state::{State, Tone, Wish};
use crate::app::work::{Effect, Msg, Request};
use crate::domain::{nearest, short_day};

/// Changes the state by what happened, and returns what it asks of the world outside.
pub fn update(state: &mut State, msg: Msg) -> Option<Request> {
    match msg {
        Msg::Key(key) => press(state, key),
        Msg::Action(action) => act(state, action),
        Msg::Pasted(text) => {
            paste(state, &text);
            None
        }
        Msg::Resized(size) => {
            state.size = size;
            None
        }
        Msg::Looked(today) => state.look_again(today),
        Msg::Waited => {
            state.shows_chord = !state.chord.is_empty();
            None
        }
        Msg::Finished(number, done) => answers::finished(state, number, done),
        Msg::Failed(number, why) => {
            answers::failed(state, number, why);
            None
        }
    }
}

fn press(state: &mut State, key: Key) -> Option<Request> {
    let was_leaving = state.is_leaving;
    let was_asked = state.undoes_import.take();
    state.message = None;
    state.is_leaving = false;
    state.shows_chord = false;
    if let Some(action) = first_start(state, key) {
        return action(state);
    }
    if let (Some(Layer::Menu(menu)), Some(letter)) = (&state.layer, key.typed())
        && let Some(index) = menu.position(letter)
    {
        return commands::choose(state, index);
    }
    if let Some(subject) = snooze_typed(state, key) {
        let prompt = Prompt::new(PromptKind::SnoozeUntil(subject), "Snooze until");
        state.layer = Some(Layer::Prompt(prompt));
    }
    let scope = state.scope();
    state.chord.push(key);
    match state.keymap.resolve(scope, &state.chord) {
        Lookup::Action(action) => {
            state.chord.clear();
            state.is_leaving = was_leaving && action == Action::Close;
            state.undoes_import = was_asked.filter(|_| action == Action::Undo);
            act(state, action)
        }
        Lookup::Pending => None,
        Lookup::Unbound => {
            let chord = Chord::new(std::mem::take(&mut state.chord));
            unbound(state, scope, &chord, key)
        }
    }
}

/// What the open menu would snooze, where a letter is the first of a date: it is no choice, and
/// moves nothing in the menu.
fn snooze_typed(state: &State, key: Key) -> Option<Subject> {
    let Some(Layer::Menu(Menu { kind: MenuKind::Snooze(subject), .. })) = &state.layer else {
        return None;
    };
    let is_date = key.typed().is_some_and(char::is_alphanumeric) && state.chord.is_empty();
    let moves = matches!(
        state.keymap.resolve(state.scope(), &[key]),
        Lookup::Action(
            Action::CursorDown
                | Action::CursorUp
                | Action::CursorBottom
                | Action::Open
                | Action::Back
                | Action::Close
                | Action::Cancel
        )
    );
    (is_date && !moves).then(|| subject.clone())
}

fn unbound(state: &mut State, scope: Scope, chord: &Chord, key: Key) -> Option<Request> {
    let is_cancelled = chord.keys().len() > 1 && key.code == KeyCode::Esc;
    if is_cancelled {
        return None;
    }
    if scope == Scope::Text {
        if let Some(letter) = key.typed() {
            type_text(state, letter.encode_utf8(&mut [0; 4]));
        }
        return None;
    }
    if key.held == Held::Alt {
        // Terminals send Alt as Esc and the key, so these may have been two keys.
        let back = act(state, Action::Back);
        return press(state, Key::plain(key.code)).or(back);
    }
    let help = state.key_of(Action::Help);
    state.say(Tone::Plain, format!("{chord} does nothing here.  {help} lists the keys"));
    None
}

/// The letters of the first start: the sample book, an import, an account by hand.
fn first_start(state: &State, key: Key) -> Option<fn(&mut State) -> Option<Request>> {
    if !state.is_first_start() || state.layer.is_some() || !state.chord.is_empty() {
        return None;
    }
    match key.typed()? {
        'd' => Some(|state| Some(state.ask(Effect::OpenDemo))),
        'i' => Some(|state| {
            state.layer = Some(Layer::Prompt(commands::import_prompt()));
            submit::reread(state);
            None
        }),
        'a' => Some(|state| verbs::act(state, Action::AddAccount)),
        _ => None,
    }
}

fn act(state: &mut State, action: Action) -> Option<Request> {
    match action {
        Action::Suspend => {
            state.wish(Wish::Suspend);
            return None;
        }
        Action::Redraw => {
            state.wish(Wish::Redraw);
            return None;
        }
        _ => {}
    }
    match state.layer {
        Some(Layer::Prompt(_)) => in_prompt(state, action),
        Some(Layer::Finder(_)) => in_finder(state, action),
        Some(Layer::Menu(_)) => in_menu(state, action),
        Some(Layer::Explain(_)) => in_explanation(state, action),
        Some(Layer::Playbooks(_)) => playbook::act(state, action),
        None => on_screen(state, action),
    }
}

fn on_screen(state: &mut State, action: Action) -> Option<Request> {
    match action {
        Action::ScreenToday => return navigate::go(state, Tab::Today),
        Action::ScreenBook => return navigate::go(state, Tab::Book),
        Action::ScreenRenewals => return navigate::go(state, Tab::Renewals),
        Action::ScreenQbr => return navigate::go(state, Tab::Qbr),
        Action::ScreenInsights => return navigate::go(state, Tab::Insights),
        Action::HistoryBack | Action::HistoryForward => return navigate::step(state, action),
        Action::OtherNext | Action::OtherPrev if state.place().account.is_some() => {
            return navigate::neighbour(state, action);
        }
        Action::GotoAccount | Action::Jump => find(state, FinderKind::Jump),
        Action::Command => find(state, FinderKind::Palette),
        Action::Help => find(state, FinderKind::Help),
        Action::Back | Action::Cancel => navigate::back(state),
        Action::Close => navigate::close(state),
        Action::PaneZoom => navigate::zoom(state),
        Action::Refresh => return Some(state.ask(Effect::Refresh)),
        Action::Settings => state.layer = Some(Layer::Menu(Menu::theme(state.theme))),
        Action::SortPick | Action::SortReverse => sort(state, action),
        Action::Filter => filter(state),
        Action::FilterQuick => quick_filter(state),
        Action::Open => return open(state),
        Action::Playbook if !state.is_time_travel() => playbook::open(state),
        _ if apply(state, action) => {}
        _ => return verbs::act(state, action),
    }
    None
}

/// Moves, marks and scrolls on the present screen; tells whether `action` was any of these.
fn apply(state: &mut State, action: Action) -> bool {
    let walls = state.walls();
    let place = state.place();
    match (place.account, place.tab) {
        (Some(_), _) => state.account.apply(action, &walls),
        (None, Tab::Today) => state.today.apply(action, &walls),
        (None, Tab::Book) => state.accounts.apply(action, &walls),
        (None, Tab::Renewals | Tab::Qbr) => state.renewals.apply(action, &walls),
        (None, Tab::Insights) => state.insights.apply(action),
    }
}

fn open(state: &mut State) -> Option<Request> {
    let place = state.place();
    if place.account.is_some() {
        let account = &state.account;
        let has_more = account.alert().is_some()
            || matches!(account.tab, AccountTab::Health | AccountTab::Activity);
        if has_more {
            return verbs::act(state, Action::Explain);
        }
        match account.tab {
            AccountTab::Overview => state.account.tab = AccountTab::Health,
            _ => tell_row(state),
        }
        return None;
    }
    if place.tab == Tab::Today && state.today.focus == TodayPane::Alerts {
        let foot = state.today.foot(state.today.alerts.index());
        if let (Some(AlertFoot::Below), Some(book)) = (foot, &state.book) {
            state.today.toggle_below(book);
            return None;
        }
        if verbs::explain_foot(state) {
            return None;
        }
    }
    let Some(id) = state.account_here() else {
        state.say(Tone::Plain, "There is nothing to open on this row");
        return None;
    };
    navigate::open_account(state, id)
}

/// Tells all of the person or the task under the cursor: there is no page below it.
fn tell_row(state: &mut State) {
    let today = state.day();
    let known = |parts: &[&str]| {
        let parts: Vec<&str> = parts.iter().copied().filter(|it| !it.is_empty()).collect();
        parts.join("; ")
    };
    let person = state.account.person().map(|it| {
        let touch = it.last_touch_on.map(|day| format!("last touch {}", short_day(day, today)));
        let touch = touch.unwrap_or_else(|| "no touch known".to_owned());
        known(&[&it.name, &it.title, &it.roles.replace('_', " "), &it.email, &touch])
    });
    let task = state.account.task().map(|it| {
        let due = it.due_on.map_or("no date".to_owned(), |day| short_day(day, today));
        known(&[&it.title, &due, it.notes.as_deref().unwrap_or_default()])
    });
    let text = person.or(task).unwrap_or_else(|| "There is nothing to open on this row".to_owned());
    state.say(Tone::Plain, text);
}

fn filter(state: &mut State) {
    let Some(filter) = navigate::filter_of(state) else {
        state.say(Tone::Plain, "There is no list to filter here");
        return;
    };
    let text = filter.text().to_owned();
    let prompt = Prompt::new(PromptKind::Filter(text.clone()), "Filter").with_text(&text);
    state.layer = Some(Layer::Prompt(prompt));
    submit::reread(state);
}

fn quick_filter(state: &mut State) {
    let is_today = state.place() == Place::tab(Tab::Today);
    match &state.book {
        Some(book) if is_today => {
            state.today.turn_view(book);
            let key = state.key_of(Action::FilterQuick);
            let title = state.today.view().title();
            state.say(Tone::Plain, format!("{title}.  {key} turns on"));
        }
        _ => state.say(Tone::Plain, "The alerts of Today can be listed in other ways, not this"),
    }
}

fn sort(state: &mut State, action: Action) {
    let place = state.place();
    if place.account.is_some() || place.tab != Tab::Book {
        state
            .say(Tone::Plain, "The Book can be sorted; the other lists have an order of their own");
    } else if action == Action::SortPick {
        state.layer = Some(Layer::Menu(Menu::sort()));
    } else if let Some(book) = &state.book {
        let column = state.accounts.sort().column;
        state.accounts.sort_by(column, book);
    }
}

fn find(state: &mut State, kind: FinderKind) {
    let scope = state.place().scope();
    let finder = Finder::new(kind, scope, &state.keymap, state.book.as_ref());
    state.layer = Some(Layer::Finder(finder));
}

fn in_prompt(state: &mut State, action: Action) -> Option<Request> {
    match action {
        Action::TextAccept => return submit::accept(state),
        Action::TextLeave => submit::leave(state),
        Action::TextHelp => {
            let text = "Enter accepts, Esc leaves; Ctrl+A E W U K edit as in a shell";
            state.say(Tone::Plain, text);
        }
        _ => {
            if let Some(Layer::Prompt(prompt)) = &mut state.layer
                && prompt.sent.is_none()
                && !prompt.choose(action)
            {
                let request = if action == Action::TextComplete {
                    submit::complete(state)
                } else {
                    prompt.field.apply(action);
                    None
                };
                if request.is_none() {
                    submit::reread(state);
                }
                return request;
            }
        }
    }
    None
}

fn in_finder(state: &mut State, action: Action) -> Option<Request> {
    let page = usize::from(state.size.height / 2).max(1);
    let Some(Layer::Finder(finder)) = &mut state.layer else { return None };
    let len = finder.entries().len();
    match action {
        Action::TextLeave | Action::TextHelp => state.layer = None,
        Action::TextAccept => return run(state),
        Action::TextNext => {
            finder.selection.apply(Action::CursorDown, len, len);
        }
        Action::TextPrev => {
            finder.selection.apply(Action::CursorUp, len, len);
        }
        Action::PageDown | Action::PageUp => {
            finder.selection.apply(action, len, page);
        }
        Action::TextComplete => {
            let name = finder.selected().map(|it| format!("{} ", it.name));
            if let Some(name) = name.filter(|_| finder.kind == FinderKind::Palette) {
                finder.field = TextField::new(&name);
                finder.refresh(&state.keymap, state.book.as_ref());
            }
        }
        _ => {
            if finder.field.apply(action) {
                finder.refresh(&state.keymap, state.book.as_ref());
            }
        }
    }
    None
}

/// Runs the entry under the cursor, or the command that was typed out.
fn run(state: &mut State) -> Option<Request> {
    let Some(Layer::Finder(finder)) = state.layer.take() else { return None };
    let typed = finder.field.text();
    if finder.kind == FinderKind::Palette
        && let Some(line) = CommandLine::parse(typed)
    {
        return commands::run(state, line);
    }
    match finder.selected().map(|it| it.target) {
        Some(Target::Action(action)) => act(state, action),
        Some(Target::Account(id)) => navigate::open_account(state, id),
        Some(Target::People(id)) => {
            let request = navigate::open_account(state, id);
            state.account.tab = AccountTab::People;
            request
        }
        Some(Target::Sign) => None,
        Some(Target::Tab(tab)) => navigate::go(state, tab),
        Some(Target::Command(command)) if command.argument().is_empty() => {
            commands::run(state, CommandLine::Command(command, String::new()))
        }
        Some(Target::Command(command)) => {
            let mut finder = finder;
            finder.field = TextField::new(&format!("{} ", command.name()));
            finder.refresh(&state.keymap, state.book.as_ref());
            state.layer = Some(Layer::Finder(finder));
            None
        }
        None => {
            let word = typed.split_whitespace().next().unwrap_or_default();
            let meant = nearest(word, COMMANDS.iter().map(|it| it.name()));
            let meant = meant.map_or_else(String::new, |it| format!("; did you mean :{it}?"));
            state.say(Tone::Bad, format!("There is no command {typed:?}{meant}"));
            None
        }
    }
}

fn in_menu(state: &mut State, action: Action) -> Option<Request> {
    let Some(Layer::Menu(menu)) = &mut state.layer else { return None };
    let is_move = menu.apply(action);
    let index = menu.index;
    match (&menu.kind, action) {
        (MenuKind::Theme(_), _) if is_move => {
            state.theme = Theme::ALL.get(index).copied().unwrap_or_default();
        }
        (_, Action::Open) => return commands::choose(state, index),
        (MenuKind::Theme(before), Action::Back | Action::Close | Action::Cancel) => {
            state.theme = *before;
            state.layer = None;
        }
        (_, Action::Back | Action::Close | Action::Cancel) => state.layer = None,
        _ => {}
    }
    None
}

fn in_explanation(state: &mut State, action: Action) -> Option<Request> {
    let (page, depth) = (usize::from(state.size.height / 2), state.depth);
    let Some(Layer::Explain(explain)) = &mut state.layer else { return None };
    let Explain { scroll, topic } = explain;
    *scroll = match action {
        Action::CursorDown | Action::OtherNext => scroll.saturating_add(1),
        Action::CursorUp | Action::OtherPrev => scroll.saturating_sub(1),
        Action::PageDown | Action::HalfDown => scroll.saturating_add(page),
        Action::PageUp | Action::HalfUp => scroll.saturating_sub(page),
        Action::CursorTop => 0,
        Action::CursorBottom => depth,
        Action::Open => {
            let account = match topic {
                Topic::Account(id) if state.history.here().account.is_none() => Some(*id),
                _ => None,
            };
            state.layer = None;
            return account.and_then(|id| navigate::open_account(state, id));
        }
        Action::Back | Action::Close | Action::Cancel | Action::Explain => {
            state.layer = None;
            return None;
        }
        _ => {
            state.layer = None;
            return on_screen(state, action);
        }
    };
    *scroll = (*scroll).min(depth);
    None
}

/// A paste goes into the line being typed; in a list it is offered as a note or a task, and never
/// taken for keys.
fn paste(state: &mut State, text: &str) {
    state.message = None;
    match state.layer {
        Some(Layer::Prompt(_) | Layer::Finder(_)) => type_text(state, text),
        Some(_) => {}
        // A file dropped on the first screen is a file to import.
        None if state.is_first_start() => {
            state.layer = Some(Layer::Prompt(commands::import_prompt().with_text(text.trim())));
            submit::reread(state);
        }
        None if text.trim().is_empty() || state.book.is_none() => {}
        None => state.layer = Some(Layer::Menu(Menu::pasted(text.trim().to_owned()))),
    }
}

fn type_text(state: &mut State, text: &str) {
    match &mut state.layer {
        // What was sent already stays as it was sent.
        Some(Layer::Prompt(prompt)) if prompt.sent.is_none() => {
            let before = prompt.field.clone();
            prompt.field.insert(text);
            if prompt.field == before {
                submit::tell_if_full(state, &before);
            } else {
                submit::reread(state);
            }
        }
        Some(Layer::Finder(finder)) => {
            finder.field.insert(text);
            finder.refresh(&state.keymap, state.book.as_ref());
            let field = finder.field.clone();
            submit::tell_if_full(state, &field);
        }
        _ => {}
    }
}
