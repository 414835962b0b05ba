//! The keys that the footer names, most useful first.

use super::navigate;
use crate::app::frame::{Place, Tab};
use crate::app::keys::Action;
use crate::app::layers::{FinderKind, Layer};
use crate::app::line::Filter;
use crate::app::screens::{AccountTab, TodayPane};
use crate::app::state::State;

/// What the footer calls an action here.
pub fn hint_label(state: &State, action: Action) -> &'static str {
    match (&state.layer, action) {
        (Some(Layer::Menu(_)), Action::Open) => "choose",
        (Some(Layer::Finder(finder)), Action::TextAccept) => match finder.kind {
            FinderKind::Help | FinderKind::Palette => "run",
            FinderKind::Jump => "open",
        },
        (Some(Layer::Menu(_) | Layer::Explain(_) | Layer::Playbooks(_)), Action::Back) => "close",
        (Some(Layer::Playbooks(_)), Action::Open) => "start",
        (Some(Layer::Playbooks(_)), Action::OtherNext) => "scroll",
        (None, Action::Back) if is_filtered_out(state) => "clear filter",
        (None, Action::Open) if state.place() == Place::tab(Tab::Qbr) => "open account",
        _ => action.label(),
    }
}

/// Whether a filter left the list that keys act on empty.
fn is_filtered_out(state: &State) -> bool {
    let is_empty = match state.place().tab {
        Tab::Today => match state.today.focus {
            TodayPane::Alerts => state.today.alert_rows() == 0,
            TodayPane::Tasks => state.today.tasks().is_empty(),
            TodayPane::Agenda => state.today.agenda().is_empty(),
        },
        Tab::Book => state.accounts.shown().is_empty(),
        Tab::Renewals | Tab::Qbr => state.renewals.shown().is_empty(),
        Tab::Insights => false,
    };
    is_empty && navigate::filter_of(state).is_some_and(Filter::is_on)
}

/// The actions that the footer names, most useful first; the help comes last of all.
pub fn hints(state: &State) -> Vec<Action> {
    use Action as A;
    let place = state.place();
    let own: &[Action] = match &state.layer {
        Some(Layer::Prompt(prompt)) if prompt.completion.offers.len() > 1 => {
            return vec![A::TextAccept, A::TextLeave, A::TextComplete, A::TextNext];
        }
        Some(Layer::Prompt(prompt)) if prompt.kind.completes() => {
            return vec![A::TextAccept, A::TextLeave, A::TextComplete];
        }
        Some(Layer::Prompt(_)) => return vec![A::TextAccept, A::TextLeave],
        Some(Layer::Finder(finder)) if finder.kind == FinderKind::Palette => {
            return vec![A::TextAccept, A::TextNext, A::TextComplete, A::TextLeave];
        }
        Some(Layer::Finder(_)) => return vec![A::TextAccept, A::TextNext, A::TextLeave],
        Some(Layer::Menu(_)) => return vec![A::Open, A::Back],
        Some(Layer::Explain(_)) => return vec![A::CursorDown, A::CursorUp, A::Back],
        Some(Layer::Playbooks(_)) => return vec![A::Open, A::SetDate, A::OtherNext, A::Back],
        None if state.is_first_start() => &[],
        None if is_filtered_out(state) => match place.tab {
            Tab::Today => &[A::Back, A::Filter, A::PaneNext],
            _ => &[A::Back, A::Filter],
        },
        None => match (place.account, place.tab) {
            (Some(_), _) => match state.account.tab {
                AccountTab::Overview if state.account.alert().is_some() => &[
                    A::SubtabNext,
                    A::Done,
                    A::Snooze,
                    A::CloseOutcome,
                    A::Playbook,
                    A::Explain,
                    A::OtherNext,
                    A::Back,
                ],
                AccountTab::Tasks => {
                    &[A::Done, A::Snooze, A::AddTask, A::MarkToggle, A::SubtabNext, A::Back]
                }
                AccountTab::People => &[A::CopyEmail, A::SubtabNext, A::OtherNext, A::Back],
                AccountTab::Health => &[A::Explain, A::SubtabNext, A::OtherNext, A::Back],
                AccountTab::Activity => {
                    &[A::Open, A::AddActivity, A::AddNote, A::SubtabNext, A::Back]
                }
                AccountTab::Overview => {
                    &[A::SubtabNext, A::AddTask, A::AddActivity, A::SetPulse, A::OtherNext, A::Back]
                }
            },
            (None, Tab::Today) => match state.today.focus {
                TodayPane::Alerts => &[
                    A::Open,
                    A::Explain,
                    A::Done,
                    A::Snooze,
                    A::CloseOutcome,
                    A::Playbook,
                    A::FilterQuick,
                    A::AddTask,
                    A::PaneNext,
                ],
                TodayPane::Tasks => {
                    &[A::Open, A::Done, A::Snooze, A::AddTask, A::MarkToggle, A::PaneNext]
                }
                TodayPane::Agenda => &[A::Open, A::AddTask, A::PaneNext],
            },
            (None, Tab::Book) => &[
                A::Open,
                A::SortPick,
                A::Filter,
                A::Explain,
                A::MarkToggle,
                A::AddTask,
                A::OtherNext,
            ],
            (None, Tab::Renewals) => {
                &[A::Open, A::ZoomIn, A::ZoomOut, A::TimeForward, A::SetDate, A::TimeToday]
            }
            (None, Tab::Qbr) => &[A::Open, A::CopyRow, A::Filter, A::ScreenToday],
            (None, Tab::Insights) => &[A::SubtabNext, A::ScreenToday, A::ScreenBook],
        },
    };
    [own, &[A::Command, A::Help]].concat()
}
