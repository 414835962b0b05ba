//! What keys do in the list of playbooks.

use super::submit::together;
use super::verbs::change;
use crate::app::keys::Action;
use crate::app::layers::{Aim, Layer, PlaybookList, Prompt, PromptKind};
use crate::app::state::{State, Tone};
use crate::app::work::{Again, Change, Request};
use crate::domain::counted;

/// Opens the list for what the cursor is on; where there is no account to start one for, says so.
pub(super) fn open(state: &mut State) {
    if let Err(why) = list(state) {
        state.say(Tone::Bad, why);
    }
}

fn list(state: &mut State) -> Result<(), String> {
    let mut aims: Vec<Aim> = state
        .alerts_here()
        .into_iter()
        .map(|(account, alert)| Aim { account, alert: Some(alert) })
        .collect();
    if aims.is_empty() {
        let accounts = state.accounts_here().into_iter();
        aims = accounts.map(|account| Aim { account, alert: None }).collect();
    }
    if aims.is_empty() {
        return Err("No account is selected here".to_owned());
    }
    let book = state.book.as_ref().ok_or("The book is still being read")?;
    state.layer = Some(Layer::Playbooks(PlaybookList::new(aims, book)));
    Ok(())
}

/// Acts in the open list.
pub(super) fn act(state: &mut State, action: Action) -> Option<Request> {
    let depth = state.depth;
    let Some(Layer::Playbooks(list)) = &mut state.layer else { return None };
    if list.apply(action, depth) {
        return None;
    }
    match action {
        Action::Open => {
            return start(state).unwrap_or_else(|why| {
                state.say(Tone::Bad, why);
                None
            });
        }
        Action::SetDate => {
            if let Some(Layer::Playbooks(list)) = state.layer.take() {
                let kind = PromptKind::PlaybookAnchor(Box::new(list));
                state.layer = Some(Layer::Prompt(Prompt::new(kind, "Count the dates from")));
            }
        }
        Action::Back | Action::Close | Action::Cancel | Action::Playbook => state.layer = None,
        _ => {}
    }
    None
}

/// Starts the playbook under the cursor. Where tasks of it are open, that is told first, and the
/// next Enter starts it all the same.
fn start(state: &mut State) -> Result<Option<Request>, String> {
    let key = state.key_of(Action::Open);
    let (Some(Layer::Playbooks(list)), Some(book)) = (&mut state.layer, &state.book) else {
        return Ok(None);
    };
    let open = list.selected().map_or(0, |it| it.open_tasks);
    let is_warned = list.warned_of.replace(list.selection.index()) == Some(list.selection.index());
    if open > 0 && !is_warned {
        let open = counted(open as u64, "task");
        return Err(format!("{open} of it not done yet here. {key} again starts it once more"));
    }
    let again = if open > 0 { Again::Allowed } else { Again::Refused };
    let starts = list.starts(again, book)?;
    let changes = starts.into_iter().map(Change::StartPlaybook).collect();
    let request = match together(changes) {
        Some(it) => change(state, it)?,
        None => None,
    };
    state.layer = None;
    Ok(request)
}
