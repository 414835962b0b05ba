//! A list that narrows as one types: the help, the palette, the jump.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use super::prompt;
use crate::app::{Entry, Finder, FinderKind, Size, Target, Walls};
use crate::ui::look::Look;
use crate::ui::text::{fit, width};
use crate::ui::widgets::pane::{self, Focus, List, Titles, clear, frame, rect};

/// The list is never wider than this.
const WIDEST: u16 = 100;

pub(crate) fn draw(to: &mut Frame<'_>, walls: &Walls, finder: &Finder, look: &Look) {
    let title = match finder.kind {
        FinderKind::Help => "Help: type words or a key, Enter runs it",
        FinderKind::Palette => "Command",
        FinderKind::Jump => "Jump to an account, a person or a screen",
    };
    let body = walls.body;
    let size = Size { width: body.width.min(WIDEST), height: body.height };
    let area = body.centered(size);
    clear(to, area);
    let count = format!("{}", finder.entries().len());
    let inside = frame(to, area, look, Focus::Here, Titles { left: title, right: &count });
    let halves = inside.split_top(1);
    prompt::field(to, halves.first, &finder.field, look);
    let entries = finder.entries();
    if entries.is_empty() {
        let text = " Nothing is called so.  Esc leaves";
        to.render_widget(Line::styled(text, look.muted), rect(halves.rest));
        return;
    }
    let room = usize::from(inside.width);
    let longest =
        |of: fn(&Entry) -> &str| entries.iter().map(|it| width(of(it))).max().unwrap_or_default();
    let keys = longest(|it| &it.keys).min(23).min(room / 3);
    let names = match finder.kind {
        FinderKind::Help => 0,
        _ => longest(called).min(40).min(room / 2),
    };
    let heads = if finder.kind == FinderKind::Help { 7.min(room / 4) } else { 0 };
    let rest = room.saturating_sub(heads + keys + names + 4);
    let list = List { len: entries.len(), selection: finder.selection, focus: Focus::Here };
    let ellipsis = look.signs.ellipsis;
    pane::rows(to, halves.rest, look, list, |index| {
        let Some(it) = entries.get(index) else { return Line::default() };
        let above = index.checked_sub(1).and_then(|it| entries.get(it));
        let heading = it.heading.filter(|it| above.and_then(|it| it.heading) != Some(*it));
        let heading = fit(heading.unwrap_or_default(), heads, ellipsis);
        let signs = it.keys.replace('✓', look.signs.ok).replace('✗', look.signs.late);
        let key = Span::styled(fit(&signs, keys, ellipsis), look.accent);
        let name = Span::styled(fit(called(it), names, ellipsis), look.title);
        let text = Span::raw(fit(&it.text, rest, ellipsis));
        let gap = || Span::raw(" ");
        if finder.kind == FinderKind::Help {
            Line::from(vec![gap(), Span::styled(heading, look.title), gap(), key, gap(), text])
        } else {
            Line::from(vec![gap(), name, gap(), key, gap(), text])
        }
    });
}

/// What an entry is called: an action by its word of the footer, the others by their own name.
fn called(it: &Entry) -> &str {
    match it.target {
        Target::Action(action) => action.label(),
        _ => &it.name,
    }
}
