//! What a line being typed says so far, and what it asks for when it is accepted.

use super::navigate::{filter_by, filter_of};
use super::verbs::{ask, change, snooze_as_typed, until};
use crate::app::frame::Tab;
use crate::app::layers::{Layer, Note, Prompt, PromptKind};
use crate::app::line::{Desk, Filter, TextField, Until, completion, date_words};
use crate::app::state::{State, Tone};
use crate::app::work::{Change, Effect, Request, paths};
use crate::domain::{AccountId, Day, NewActivity, NewTask, weekday_and_day};
use crate::engine::{Completion, Offer};

/// Reads the open line anew after it changed: its preview, its completions, its problem.
pub(super) fn reread(state: &mut State) {
    let Some(Layer::Prompt(mut prompt)) = state.layer.take() else { return };
    let text = prompt.field.text().to_owned();
    if matches!(prompt.kind, PromptKind::Filter(_)) {
        filter_by(state, &text);
        if let Some(book) = &state.book {
            prompt.set_completion(completion(prompt.field.before(), book));
        }
    }
    if prompt.kind == PromptKind::Import {
        prompt.set_completion(Completion::default());
    }
    prompt.note = note(state, &prompt, &text).unwrap_or(prompt.note);
    tell_if_full(state, &prompt.field);
    state.layer = Some(Layer::Prompt(prompt));
}

/// Says that a line holds no more, so that nobody takes the rest of a long paste for typed.
pub(super) fn tell_if_full(state: &mut State, field: &TextField) {
    if field.is_full() {
        state.say(
            Tone::Bad,
            "The line is full: it holds 4,096 characters, what came after is left out",
        );
    }
}

/// Accepts the open line. It stays until its effect is done, and when it cannot be meant.
pub(super) fn accept(state: &mut State) -> Option<Request> {
    let Some(Layer::Prompt(mut prompt)) = state.layer.take() else { return None };
    if prompt.sent.is_some() {
        state.layer = Some(Layer::Prompt(prompt));
        return None;
    }
    let text = prompt.field.text().trim().to_owned();
    match submit(state, &prompt.kind, &text) {
        Ok(request) => {
            if let Some(request) = &request {
                prompt.sent = Some(request.number);
                state.layer = Some(Layer::Prompt(prompt));
            }
            request
        }
        Err(why) => {
            prompt.note = Note::Problem(why);
            state.layer = Some(Layer::Prompt(prompt));
            None
        }
    }
}

/// Leaves the open line; a filter becomes what it was.
pub(super) fn leave(state: &mut State) {
    if let Some(Layer::Prompt(Prompt { kind: PromptKind::Filter(before), .. })) = state.layer.take()
    {
        filter_by(state, &before);
    }
}

/// Completes what stands before the cursor: a word of a filter at once, a path when it is known
/// which there are.
pub(super) fn complete(state: &mut State) -> Option<Request> {
    let Some(Layer::Prompt(prompt)) = &mut state.layer else { return None };
    if prompt.kind == PromptKind::Import {
        let path = paths::last(prompt.field.before());
        return Some(state.ask(Effect::FindPaths(path.into())));
    }
    if let Some(offer) = prompt.offer().cloned() {
        prompt.field.replace_from(prompt.completion.start, &offer.text);
    }
    None
}

/// Completes the path before the cursor by those that were found, where the line is still open.
pub(super) fn complete_path(state: &mut State, found: &[String]) {
    let Some(Layer::Prompt(prompt)) = &mut state.layer else { return };
    if prompt.kind != PromptKind::Import || prompt.sent.is_some() {
        return;
    }
    if let Some(line) = paths::completed(prompt.field.before(), found) {
        prompt.field.replace_before(&line);
    }
    let offered = if found.len() > 1 { paths::offered(found) } else { Vec::new() };
    let offer = |it: String| Offer { text: it.into(), meaning: Box::default() };
    let offers = offered.into_iter().map(offer).collect();
    prompt.set_completion(Completion { start: 0, offers });
    prompt.note = match found {
        [] => Note::Problem("no file or folder begins so".to_owned()),
        _ => Note::Hint(prompt.kind.hint().to_owned()),
    };
}

/// What a prompt of this kind asks for, where its text can be meant.
fn submit(state: &mut State, kind: &PromptKind, text: &str) -> Result<Option<Request>, String> {
    match kind {
        PromptKind::Filter(_) => match filter_of(state).and_then(|it| it.error()) {
            Some(error) => Err(error.to_string()),
            None => Ok(None),
        },
        PromptKind::Task(accounts) => {
            let task = desk(state, accounts)?.task(text)?;
            let of = |id| Change::AddTask(NewTask { account: Some(id), ..task.clone() });
            let changes = meant(accounts, text).iter().map(|id| of(*id)).collect();
            change(state, together(changes).unwrap_or(Change::AddTask(task)))
        }
        PromptKind::Activity(accounts) => {
            let activity = desk(state, accounts)?.activity(text)?;
            let of = |account| Change::LogActivity(NewActivity { account, ..activity.clone() });
            let changes = meant(accounts, text).iter().map(|id| of(*id)).collect();
            change(state, together(changes).unwrap_or(Change::LogActivity(activity)))
        }
        PromptKind::Note(accounts) => {
            let text = needed(text, "type the note")?;
            let notes = accounts.iter().map(|id| Change::AddNote(*id, text.clone())).collect();
            change(state, together(notes).ok_or("No account is selected here")?)
        }
        PromptKind::PulseReason(account, pulse) => {
            let reason = needed(text, "say why, in a few words")?;
            change(state, Change::SetPulse(*account, *pulse, reason))
        }
        PromptKind::SnoozeUntil(subject) => snooze_as_typed(state, subject.clone(), text),
        PromptKind::PlaybookAnchor(list) => {
            let day = date_words::parse(text, state.day())?;
            let book = state.book.as_ref().ok_or("the book is still being read")?;
            state.layer = Some(Layer::Playbooks((**list).clone().counted_from(day, book)));
            Ok(None)
        }
        PromptKind::RenewalDate(account) => {
            let day = date_words::parse(text, state.day())?;
            ask(state, Effect::SetRenewal(*account, day))
        }
        PromptKind::DueDate(tasks) => {
            let day = date_words::parse(text, state.day())?;
            change(state, Change::SetDue(tasks.clone(), day))
        }
        PromptKind::Import => {
            let paths = paths::paths(&needed(text, "type the path of a CSV file, or several")?);
            state.say(Tone::Plain, "Importing ...");
            Ok(Some(state.ask(Effect::Import(paths))))
        }
        PromptKind::AddAccount => {
            let name = needed(text, "type the account's name")?;
            change(state, Change::AddAccount(name))
        }
    }
}

/// What the text says so far; nothing where there is nothing to say.
fn note(state: &State, prompt: &Prompt, text: &str) -> Option<Note> {
    let kind = &prompt.kind;
    if text.trim().is_empty() {
        return Some(Note::Hint(kind.hint().to_owned()));
    }
    let said = |it: Result<String, String>| Some(it.map_or_else(Note::Problem, Note::Preview));
    match kind {
        PromptKind::Filter(_) => Some(filter_note(state, prompt)),
        PromptKind::Task(accounts) => said(desk(state, accounts).and_then(|it| {
            let task = it.task(text)?;
            Ok(match many(accounts, text) {
                Some(whose) => it.task_preview_for(&task, &whose),
                None => it.task_preview(&task),
            })
        })),
        PromptKind::Activity(accounts) => said(desk(state, accounts).and_then(|it| {
            let activity = it.activity(text)?;
            Ok(match many(accounts, text) {
                Some(whose) => it.activity_preview_for(&activity, &whose),
                None => it.activity_preview(&activity),
            })
        })),
        PromptKind::SnoozeUntil(subject) => said(until(state, subject, text).map(|it| match it {
            Until::Day(day) => day_in_words(day, state.day()),
            Until::Holds(query) => format!("until {query}"),
        })),
        PromptKind::RenewalDate(_) | PromptKind::DueDate(_) => {
            said(date_words::parse(text, state.day()).map(|it| day_in_words(it, state.day())))
        }
        PromptKind::PlaybookAnchor(_) => {
            let past =
                |it: Day| format!("the dates count from {}", weekday_and_day(it, state.day()));
            said(date_words::parse(text, state.day()).map(past))
        }
        PromptKind::Note(_)
        | PromptKind::PulseReason(..)
        | PromptKind::Import
        | PromptKind::AddAccount => Some(Note::Hint(kind.hint().to_owned())),
    }
}

fn filter_note(state: &State, prompt: &Prompt) -> Note {
    let place = state.place().tab;
    let (shown, all) = match place {
        Tab::Today => (state.today.alerts().len(), state.today.tasks().len()),
        Tab::Renewals | Tab::Qbr => (state.renewals.shown().len(), total(state)),
        _ => (state.accounts.shown().len(), total(state)),
    };
    match filter_of(state).and_then(|it| it.error()) {
        Some(error) => Note::Problem(error.to_string()),
        None if shown == 0 && filter_of(state).is_some_and(Filter::is_words) => {
            let why =
                "no name, domain, person or tag holds these words; for a fact write renews<90d";
            // What can still become a condition is no mistake yet.
            match prompt.offer() {
                Some(_) => Note::Hint(why.to_owned()),
                None => Note::Problem(why.to_owned()),
            }
        }
        None if place == Tab::Today => Note::Preview(format!("alerts: {shown}, tasks: {all}")),
        None => Note::Preview(format!("{shown} of {all} accounts")),
    }
}

fn total(state: &State) -> usize {
    state.book.as_ref().map_or(0, |it| it.totals.accounts)
}

/// Where a line is read that is for these accounts, where it names no other.
fn desk<'a>(state: &'a State, accounts: &[AccountId]) -> Result<Desk<'a>, String> {
    let book = state.book.as_ref().ok_or("the book is still being read")?;
    Ok(Desk { today: state.day(), account: accounts.first().copied(), book })
}

/// The accounts that a line is for; none where it names its own.
fn meant<'a>(accounts: &'a [AccountId], line: &str) -> &'a [AccountId] {
    if Desk::names_account(line) { &[] } else { accounts }
}

/// What the preview says of several accounts.
fn many(accounts: &[AccountId], line: &str) -> Option<String> {
    let count = meant(accounts, line).len();
    (count > 1).then(|| format!("to each of {count} marked accounts"))
}

/// One change of them all, for one journal entry and one undo.
pub(super) fn together(mut changes: Vec<Change>) -> Option<Change> {
    match changes.len() {
        0 | 1 => changes.pop(),
        _ => Some(Change::ForEach(changes)),
    }
}

fn needed(text: &str, what: &str) -> Result<String, String> {
    if text.is_empty() { Err(what.to_owned()) } else { Ok(text.to_owned()) }
}

fn day_in_words(day: Day, today: Day) -> String {
    format!("{}, in {} days", weekday_and_day(day, today), day.days_since(today))
}
