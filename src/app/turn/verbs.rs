//! What the verbs do to what the cursor is on.

use crate::app::frame::{Place, Tab};
use crate::app::keys::{Action, Group};
use crate::app::layers::{Explain, Layer, Menu, Prompt, PromptKind, Subject, Topic};
use crate::app::line::{Until, date_words, until_in_words};
use crate::app::screens::{AccountTab, AlertFoot, TodayPane};
use crate::app::state::{State, Tone};
use crate::app::work::{Answer, Change, Effect, Request};
use crate::domain::{AccountId, Day, short_day};

/// Where rows can be marked, for whoever tries it elsewhere.
const MARKS: &str =
    "Marks work in the alerts and tasks of Today, in the Book and in an account's tasks";

/// Does a verb; where it cannot act on what the cursor is on, it says why.
pub(super) fn act(state: &mut State, action: Action) -> Option<Request> {
    let outcome = match action {
        _ if writes(action) && state.is_time_travel() => Err(reading_only(state)),
        Action::Done => done(state),
        Action::Snooze => snooze(state),
        Action::CloseOutcome => close(state),
        Action::AddTask => Ok(open(state, task_prompt(state))),
        Action::AddNote => note_prompt(state).map(|it| open(state, it)),
        Action::AddActivity => Ok(open(state, activity_prompt(state))),
        Action::AddAccount => {
            Ok(open(state, Prompt::new(PromptKind::AddAccount, "The new account's name")))
        }
        Action::SetPulse => {
            state.one_account().map(|id| menu(state, Menu::pulse(id, &name(state, id))))
        }
        Action::MoveStage => {
            state.one_account().map(|id| menu(state, Menu::stage(id, &name(state, id))))
        }
        Action::SetDate => date_prompt(state).map(|it| open(state, it)),
        Action::Delete => delete(state),
        Action::Undo => {
            let import = state.undoes_import.take();
            Ok(Some(state.ask(import.map_or(Effect::Undo, Effect::UndoImport))))
        }
        Action::Redo => Ok(Some(state.ask(Effect::Redo))),
        Action::Explain => explain(state),
        Action::CopyRow | Action::CopyName | Action::CopyEmail => copy(state, action),
        Action::MarkToggle | Action::MarkAll => Err(MARKS.to_owned()),
        _ => return None,
    };
    outcome.unwrap_or_else(|why| {
        state.say(Tone::Bad, why);
        None
    })
}

/// Whether a verb changes the book.
const fn writes(action: Action) -> bool {
    !matches!(action, Action::Explain | Action::CopyRow | Action::CopyName | Action::CopyEmail)
        && matches!(action.group(), Group::Verb)
}

/// Why nothing can be changed while another day is looked at.
fn reading_only(state: &State) -> String {
    let day = state.book.as_ref().map_or(state.day(), |it| it.as_of);
    format!("reading only as of {}; :as-of today comes back", short_day(day, state.day()))
}

/// Asks for a change, unless the book is only looked at.
pub(super) fn change(state: &mut State, change: Change) -> Result<Option<Request>, String> {
    ask(state, Effect::Change(change))
}

/// Asks for what writes to the book, unless that is only looked at.
pub(super) fn ask(state: &mut State, effect: Effect) -> Result<Option<Request>, String> {
    if state.is_time_travel() {
        return Err(reading_only(state));
    }
    Ok(Some(state.ask(effect)))
}

/// Hides alerts or tasks until a day.
pub(super) fn snooze_until(
    state: &mut State,
    subject: Subject,
    until: Day,
) -> Result<Option<Request>, String> {
    if until <= state.day() {
        return Err("That day is not in the future".to_owned());
    }
    change(
        state,
        match subject {
            Subject::Alerts(alerts) => Change::AnswerAlerts(alerts, Answer::SnoozeUntil(until)),
            Subject::Tasks(tasks) => Change::SnoozeTasks(tasks, until),
        },
    )
}

/// Hides alerts or tasks until what was typed: a day, for alerts a condition too.
pub(super) fn snooze_as_typed(
    state: &mut State,
    subject: Subject,
    text: &str,
) -> Result<Option<Request>, String> {
    match until(state, &subject, text)? {
        Until::Day(day) => snooze_until(state, subject, day),
        Until::Holds(query) => match subject {
            Subject::Alerts(alerts) => {
                let answer = Answer::SleepUntil(query.to_string());
                change(state, Change::AnswerAlerts(alerts, answer))
            }
            Subject::Tasks(_) => Err("a task sleeps until a date".to_owned()),
        },
    }
}

/// Until when what was typed hides these.
///
/// # Errors
///
/// Says what is wrong with it: also that it holds already, so that nothing would sleep.
pub(super) fn until(state: &State, subject: &Subject, text: &str) -> Result<Until, String> {
    let (Subject::Alerts(alerts), Some(book)) = (subject, &state.book) else {
        return date_words::parse(text, state.day()).map(Until::Day);
    };
    let until = until_in_words(text, state.day(), &book.catalogue)?;
    if let Until::Holds(query) = &until {
        let rows = alerts.iter().filter_map(|(id, _)| book.account(*id));
        let mut awake = rows.filter(|it| it.sheet.as_ref().is_some_and(|it| query.matches(it)));
        if let Some(row) = awake.next() {
            return Err(format!("{query} holds already for {}", row.name));
        }
    }
    Ok(until)
}

/// The line that a task is typed in.
pub(super) fn task_prompt(state: &State) -> Prompt {
    let accounts = state.accounts_here();
    let title = whose(state, &accounts).map_or("Task".to_owned(), |it| format!("Task for {it}"));
    Prompt::new(PromptKind::Task(accounts), title)
}

/// The line that a note is typed in.
///
/// # Errors
/// Says that there is no account to write it on.
pub(super) fn note_prompt(state: &State) -> Result<Prompt, String> {
    let accounts = state.accounts_here();
    let whose = whose(state, &accounts).ok_or("No account is selected here")?;
    Ok(Prompt::new(PromptKind::Note(accounts), format!("Note on {whose}")))
}

/// The line that a date is typed in: the day a task is due, else the account's renewal date.
fn date_prompt(state: &State) -> Result<Prompt, String> {
    let tasks = state.tasks_here();
    // A date typed on a task that is done is meant for no account.
    if tasks.is_empty() && state.place().account.is_some() && state.account.task().is_some() {
        return Err(nothing(state, Action::SetDate, "an open task"));
    }
    let titled = |whose: &str| format!("Due date of {whose}");
    let title = match tasks.as_slice() {
        [] => {
            let id = state.one_account()?;
            let title = format!("Renewal date of {}", name(state, id));
            return Ok(Prompt::new(PromptKind::RenewalDate(id), title));
        }
        [one] => titled(state.task_title(*one).unwrap_or("the task")),
        many => titled(&format!("{} marked tasks", many.len())),
    };
    Ok(Prompt::new(PromptKind::DueDate(tasks), title))
}

/// The line that an activity is typed in.
pub(super) fn activity_prompt(state: &State) -> Prompt {
    let accounts = state.accounts_here();
    let title = whose(state, &accounts).map_or("Log".to_owned(), |it| format!("Log with {it}"));
    Prompt::new(PromptKind::Activity(accounts), title)
}

/// Whose the line is, in words: an account by name, several by their number.
pub(super) fn whose(state: &State, accounts: &[AccountId]) -> Option<String> {
    match accounts {
        [] => None,
        [one] => Some(name(state, *one)),
        many => Some(format!("each of {} marked accounts", many.len())),
    }
}

fn done(state: &mut State) -> Result<Option<Request>, String> {
    match state.subject_here() {
        Some(Subject::Alerts(alerts)) => {
            let is_again = state.are_set_aside(&alerts);
            let answer = if is_again { Answer::Reopen } else { Answer::Acknowledge };
            change(state, Change::AnswerAlerts(alerts, answer))
        }
        Some(Subject::Tasks(tasks)) => change(state, Change::CompleteTasks(tasks)),
        None => Err(nothing(state, Action::Done, "an open task or an alert")),
    }
}

fn snooze(state: &mut State) -> Result<Option<Request>, String> {
    match state.subject_here() {
        Some(subject) => Ok(menu(state, Menu::snooze(subject))),
        None => Err(nothing(state, Action::Snooze, "an open task or an alert")),
    }
}

fn close(state: &mut State) -> Result<Option<Request>, String> {
    match state.alerts_here() {
        alerts if alerts.is_empty() => Err(nothing(state, Action::CloseOutcome, "an alert")),
        alerts => Ok(menu(state, Menu::outcome(alerts))),
    }
}

fn delete(state: &mut State) -> Result<Option<Request>, String> {
    let event = state.account.event().map(|it| it.id);
    let person = state.account.person().map(|it| it.id);
    let on_page = event.or(person).filter(|_| state.place().account.is_some());
    let mut records = state.tasks_here();
    records.extend(on_page);
    if records.is_empty() {
        return Err(nothing(state, Action::Delete, "a task, a note, an activity or a person"));
    }
    change(state, Change::Delete(records))
}

/// Explains the line below the alerts that the cursor is on, and tells whether there was one with
/// more to say.
pub(super) fn explain_foot(state: &mut State) -> bool {
    if state.place() != Place::tab(Tab::Today) || state.today.focus != TodayPane::Alerts {
        return false;
    }
    let topic = match (state.today.foot(state.today.alerts.index()), &state.book) {
        (Some(AlertFoot::Pattern(at)), Some(book)) => {
            book.patterns.get(at).map(|it| Topic::Pattern(it.rule.as_ref().into()))
        }
        (Some(AlertFoot::Quiet), _) => Some(Topic::Quiet),
        _ => None,
    };
    let found = topic.is_some();
    if let Some(topic) = topic {
        state.layer = Some(Layer::Explain(Explain::new(topic)));
    }
    found
}

fn explain(state: &mut State) -> Result<Option<Request>, String> {
    if explain_foot(state) {
        return Ok(None);
    }
    let on_page = state.place().account;
    let alert = match on_page {
        Some(_) => state.account.alert(),
        None if state.place().tab == Tab::Today && !state.alerts_here().is_empty() => {
            state.today.alert()
        }
        None => None,
    };
    let topic = match (alert, on_page) {
        (Some(alert), _) => Topic::Alert(alert.alert.id.clone()),
        (None, Some(id)) => match (state.account.measure(), state.account.event()) {
            (Some(measure), _) => Topic::Measure(id, measure.id.clone()),
            (None, Some(event)) => Topic::Event(event.id),
            (None, None) => Topic::Account(id),
        },
        (None, None) => {
            let id = state.account_here();
            Topic::Account(id.ok_or_else(|| nothing(state, Action::Explain, "a row"))?)
        }
    };
    let request = match topic {
        Topic::Account(id) if state.account.page(id).is_none() => {
            Some(state.ask(Effect::OpenAccount(id)))
        }
        _ => None,
    };
    state.layer = Some(Layer::Explain(Explain::new(topic)));
    Ok(request)
}

fn copy(state: &mut State, action: Action) -> Result<Option<Request>, String> {
    let person = state.account.person().filter(|_| state.place().account.is_some());
    let text = match (action, person) {
        (Action::CopyEmail, Some(person)) if !person.email.is_empty() => person.email.clone(),
        (Action::CopyEmail, _) => {
            return Err(
                "No person with a mail address is selected: see an account's People".to_owned()
            );
        }
        (Action::CopyName, Some(person)) => person.name.clone(),
        (Action::CopyRow, Some(person)) => {
            [person.name.as_str(), &person.title, &person.roles, &person.email].join("\t")
        }
        (Action::CopyName, None) => {
            let id = state.account_here();
            name(state, id.ok_or_else(|| nothing(state, action, "a row"))?)
        }
        _ => row_text(state).ok_or_else(|| nothing(state, action, "a row"))?,
    };
    Ok(Some(state.ask(Effect::Copy(text))))
}

/// The selected row as words with tabs between them, for a sheet or a mail.
fn row_text(state: &State) -> Option<String> {
    if let Some(task) = state.account.task().filter(|_| state.place().account.is_some()) {
        let due = task.due_on.map(|it| it.to_string()).unwrap_or_default();
        return Some(format!("{due}\t{}", task.title));
    }
    if state.account.tab == AccountTab::Activity
        && let Some(event) = state.account.event().filter(|_| state.place().account.is_some())
    {
        let on = event.on.map(|it| it.to_string()).unwrap_or_default();
        return Some(format!("{on}\t{}\t{}", event.kind, event.text));
    }
    if state.place() == Place::tab(Tab::Today) {
        if !state.alerts_here().is_empty() {
            let alert = state.today.alert()?;
            return Some(format!("{}\t{}", alert.account_name, alert.alert.message));
        }
        if !state.tasks_here().is_empty() {
            let row = state.today.task()?;
            let due = row.task.due_on.map(|it| it.to_string()).unwrap_or_default();
            return Some(format!("{due}\t{}\t{}", row.account_name, row.task.title));
        }
    }
    if state.place() == Place::tab(Tab::Qbr) {
        return Some(state.renewals.selected()?.qbr_command());
    }
    let row = state.book.as_ref()?.account(state.account_here()?)?;
    let score = row.score.map(|it| format!("{it:.0}")).unwrap_or_default();
    let arr = row.arr.map(|it| format!("{it} {}", it.currency())).unwrap_or_default();
    let renews = row.renewal_on.map(|it| it.to_string()).unwrap_or_default();
    Some([&row.name, score.as_str(), row.band.word(), &arr, &renews].join("\t"))
}

/// Why a verb does nothing here, and where it does something.
fn nothing(state: &State, action: Action, needs: &str) -> String {
    format!("{} ({}) needs {needs} under the cursor", state.key_of(action), action.label())
}

fn name(state: &State, id: AccountId) -> String {
    state.account_name(id).to_owned()
}

fn menu(state: &mut State, menu: Menu) -> Option<Request> {
    state.layer = Some(Layer::Menu(menu));
    None
}

fn open(state: &mut State, prompt: Prompt) -> Option<Request> {
    state.layer = Some(Layer::Prompt(prompt));
    None
}
