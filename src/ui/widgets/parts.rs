//! Values as every screen writes them: a score with its sign, a date with its distance.

use ratatui::text::{Line, Span};

use crate::app::{AccountRow, Action, AlertRow, Reason, State};
use crate::domain::{Day, Money, grouped, short_money, shown_score};
use crate::ui::look::Look;
use crate::ui::text::wrap;
use crate::ui::widgets::table::Cell;

/// Columns of a heading before a text.
const NAME: usize = 13;

/// `in 41d`, `today`, `12d ago`.
pub(crate) fn distance(day: Day, today: Day) -> String {
    match day.days_since(today) {
        0 => "today".to_owned(),
        ahead if ahead > 0 => format!("in {ahead}d"),
        behind => format!("{}d ago", -behind),
    }
}

/// ` 34 !`, or ` 34 !l` where a limit holds it down: the score, rounded down, with the sign of its
/// band.
pub(crate) fn score(row: &AccountRow, look: &Look) -> String {
    let number = row.score.map_or("-".to_owned(), shown_score);
    format!("{number:>3} {}{}", look.band_sign(row.band), moved(row))
}

/// What moved the band, if anything did: `p` the pulse, `l` a limit of the model.
fn moved(row: &AccountRow) -> &'static str {
    if row.band != row.computed_band {
        "p"
    } else if row.reasons.iter().any(|it| it.pillar.is_none() && row.score >= Some(it.of)) {
        "l"
    } else {
        ""
    }
}

/// The same as a cell in the style of the band.
pub(crate) fn score_cell(row: &AccountRow, look: &Look) -> Cell {
    Cell::new(score(row, look), look.band(row.band))
}

/// `-18`, `+4`, `0`; nothing where there is no score 28 days ago.
pub(crate) fn change(change: Option<f64>) -> String {
    let Some(change) = change else { return String::new() };
    let text = grouped(change, 0);
    if change > 0.0 && text != "0" { format!("+{text}") } else { text }
}

/// Points with one digit after the point, so that they stand below each other.
pub(crate) fn tenths(points: f64) -> String {
    let text = grouped(points, 1);
    if text.contains('.') { text } else { text + ".0" }
}

/// An amount in a few letters; a dash where there is none.
pub(crate) fn money(amount: Option<Money>) -> String {
    amount.map_or("-".to_owned(), short_money)
}

/// `!1`: the sign of an alert and its severity.
pub(crate) fn alert_sign(alert: &AlertRow, look: &Look) -> Span<'static> {
    let sign = Look::alert_sign(alert.alert.kind, alert.alert.severity);
    let style = look.alert(alert.alert.kind, alert.alert.severity);
    Span::styled(format!("{sign}{}", alert.alert.severity.number()), style)
}

/// `18/40`: the points of a reason and what it could bring; a dash where there was nothing to go by.
pub(crate) fn points(reason: &Reason) -> String {
    if reason.of <= 0.0 {
        return "-".to_owned();
    }
    format!("{}/{}", grouped(reason.points, 0), grouped(reason.of, 0))
}

/// The name of a reason's pillar as a heading; `Limit` for a cap.
pub(crate) fn pillar(reason: &Reason) -> String {
    let Some(pillar) = reason.pillar else { return "Limit".to_owned() };
    capital(pillar.word())
}

/// A word with a capital letter.
pub(crate) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|it| it.to_uppercase().collect::<String>()).unwrap_or_default();
    first + letters.as_str()
}

/// A name that programs write, as a person reads it: `not_saved` is `not saved`.
pub(crate) fn plain(name: &str) -> String {
    name.replace('_', " ")
}

/// How a list that a filter left empty is filled again.
pub(crate) fn widen(state: &State) -> String {
    let (clear, change) = (state.key_of(Action::Back), state.key_of(Action::Filter));
    format!("  {clear} clears, {change} edits")
}

/// A heading and a text behind it, broken where it is too long.
pub(crate) fn said(name: &str, text: &str, room: usize, look: &Look) -> Vec<Line<'static>> {
    let indent = if name.is_empty() { 0 } else { NAME };
    let texts = wrap(text, room.saturating_sub(indent + 2).max(1)).into_iter().enumerate();
    texts
        .map(|(at, text)| {
            let name = if at == 0 { name } else { "" };
            Line::from(vec![Span::styled(format!(" {name:<indent$}"), look.muted), Span::raw(text)])
        })
        .collect()
}
