//! What the commands of the palette do.

use super::navigate::{filter_by, filter_of, open_account};
use super::submit;
use super::verbs::{
    activity_prompt, change, note_prompt, snooze_as_typed, snooze_until, task_prompt,
};
use crate::app::frame::{Tab, Theme};
use crate::app::layers::{Command, CommandLine, Layer, Menu, MenuKind, Prompt, PromptKind, STAGES};
use crate::app::line::{Desk, date_words};
use crate::app::screens::SortColumn;
use crate::app::state::{State, Tone, Wish};
use crate::app::work::{Answer, Change, Effect, Request};
use crate::domain::{AlertOutcome, Pulse, Value, weekday_and_day};

/// Runs a command that was typed; what is wrong with it is told.
pub(super) fn run(state: &mut State, line: CommandLine) -> Option<Request> {
    let outcome = match line {
        CommandLine::Row(row) => {
            go_to_row(state, row);
            Ok(None)
        }
        CommandLine::Command(command, argument) => command_with(state, command, &argument),
    };
    outcome.unwrap_or_else(|why| {
        state.say(Tone::Bad, why);
        None
    })
}

fn command_with(
    state: &mut State,
    command: Command,
    argument: &str,
) -> Result<Option<Request>, String> {
    match command {
        Command::Account => {
            let book = state.book.as_ref().ok_or("The book is still being read")?;
            let desk = Desk { today: state.day(), account: None, book };
            let id = desk.account_named(argument)?;
            Ok(open_account(state, id))
        }
        Command::Add => {
            Ok(line(state, Prompt::new(PromptKind::AddAccount, "The new account's name"), argument))
        }
        Command::AsOf if matches!(argument, "" | "today") => {
            Ok(Some(state.ask(Effect::AsOf(None))))
        }
        Command::AsOf => {
            let day = date_words::parse(argument, state.day())?;
            if day > state.day() {
                let day = weekday_and_day(day, state.day());
                return Err(format!("{day} is ahead: the book can be shown as of a day behind us"));
            }
            Ok(Some(state.ask(Effect::AsOf(Some(day)))))
        }
        Command::Demo => Ok(Some(state.ask(Effect::OpenDemo))),
        Command::Filter => {
            let before = filter_of(state).map(|it| it.text().to_owned()).unwrap_or_default();
            filter_by(state, argument);
            match filter_of(state).and_then(|it| it.error()).map(ToString::to_string) {
                Some(error) => {
                    filter_by(state, &before);
                    Err(error)
                }
                None => Ok(None),
            }
        }
        Command::Import => Ok(line(state, import_prompt(), argument)),
        Command::Log => {
            let prompt = activity_prompt(state);
            Ok(line(state, prompt, argument))
        }
        Command::Note => {
            let prompt = note_prompt(state)?;
            Ok(line(state, prompt, argument))
        }
        Command::Pulse => {
            let account = state.one_account()?;
            let (word, reason) = argument.split_once(' ').unwrap_or((argument, ""));
            let pulse: Result<Pulse, _> = word.parse();
            let pulse = pulse.map_err(|_| "Write :pulse red, yellow or green, and why")?;
            let kind = PromptKind::PulseReason(account, pulse);
            let title = format!("Why {pulse} for {}", state.account_name(account));
            Ok(line(state, Prompt::new(kind, title), reason))
        }
        Command::Quit => {
            state.wish(Wish::Quit);
            Ok(None)
        }
        Command::Snooze => {
            let subject = state.subject_here().ok_or("Nothing under the cursor can be snoozed")?;
            snooze_as_typed(state, subject, argument)
        }
        Command::Stage => {
            let account = state.one_account()?;
            let stage = STAGES.into_iter().find(|it| *it == argument);
            let stage = stage.ok_or_else(|| format!("Write one of: {}", STAGES.join(", ")))?;
            change(state, Change::SetField(account, "stage", Some(Value::text(stage))))
        }
        Command::Task => {
            let prompt = task_prompt(state);
            Ok(line(state, prompt, argument))
        }
        Command::Theme if argument.is_empty() => {
            state.layer = Some(Layer::Menu(Menu::theme(state.theme)));
            Ok(None)
        }
        Command::Theme => {
            let names = Theme::ALL.map(Theme::name).join(", ");
            let theme = Theme::from_name(argument);
            state.theme = theme.ok_or_else(|| format!("Write one of: {names}"))?;
            Ok(None)
        }
    }
}

/// The line that paths to import are typed in.
pub(super) fn import_prompt() -> Prompt {
    Prompt::new(PromptKind::Import, "Import files")
}

/// Chooses an entry of the open menu.
pub(super) fn choose(state: &mut State, index: usize) -> Option<Request> {
    let Some(Layer::Menu(menu)) = state.layer.take() else { return None };
    let outcome = match menu.kind {
        MenuKind::Snooze(subject) => {
            let today = state.day();
            match index {
                0 => snooze_until(state, subject, today + 1),
                1 => snooze_until(state, subject, today.monday() + 7),
                2 => snooze_until(state, subject, today + 7),
                3 => snooze_until(state, subject, today.add_months(1)),
                _ => Ok(line(
                    state,
                    Prompt::new(PromptKind::SnoozeUntil(subject), "Snooze until"),
                    "",
                )),
            }
        }
        MenuKind::Outcome(alerts) => {
            let outcome = AlertOutcome::ALL.get(index).copied();
            outcome.map_or(Ok(None), |it| {
                change(state, Change::AnswerAlerts(alerts, Answer::Close(it)))
            })
        }
        MenuKind::Stage(account) => STAGES.get(index).map_or(Ok(None), |it| {
            change(state, Change::SetField(account, "stage", Some(Value::text(*it))))
        }),
        MenuKind::Pulse(account) => {
            let pulse = Pulse::ALL.get(index).copied();
            Ok(pulse.and_then(|it| {
                let title = format!("Why {it} for {}", state.account_name(account));
                line(state, Prompt::new(PromptKind::PulseReason(account, it), title), "")
            }))
        }
        MenuKind::Sort => {
            if let (Some(column), Some(book)) = (SortColumn::ALL.get(index), &state.book) {
                state.accounts.sort_by(*column, book);
            }
            Ok(None)
        }
        MenuKind::Theme(_) => {
            state.theme = Theme::ALL.get(index).copied().unwrap_or_default();
            let text = format!(
                "For this run. To keep it, put theme = \"{}\" below [ui] in config.toml",
                state.theme.name()
            );
            state.say(Tone::Good, text);
            Ok(None)
        }
        MenuKind::Pasted(text) if index == 0 => {
            note_prompt(state).map(|it| line(state, it.with_text(&text), ""))
        }
        MenuKind::Pasted(text) => {
            let prompt = task_prompt(state);
            Ok(line(state, prompt, &text))
        }
    };
    outcome.unwrap_or_else(|why| {
        state.say(Tone::Bad, why);
        None
    })
}

/// Opens a line with a text in it; with a text, it is accepted at once.
fn line(state: &mut State, prompt: Prompt, text: &str) -> Option<Request> {
    let is_asked = matches!(prompt.kind, PromptKind::Task(_) | PromptKind::Activity(_));
    let prompt = if text.is_empty() { prompt } else { prompt.with_text(text) };
    state.layer = Some(Layer::Prompt(prompt));
    submit::reread(state);
    // A task and an activity are shown as they are understood before they are kept.
    if text.is_empty() || is_asked { None } else { submit::accept(state) }
}

fn go_to_row(state: &mut State, row: usize) {
    let index = row.saturating_sub(1);
    match state.place().tab {
        Tab::Book => state.accounts.selection.follow(Some(index), state.accounts.shown().len()),
        Tab::Renewals | Tab::Qbr => {
            state.renewals.selection.follow(Some(index), state.renewals.shown().len());
        }
        Tab::Today => {
            let len = state.today.alert_rows();
            state.today.alerts.follow(Some(index), len);
        }
        Tab::Insights => {}
    }
}
