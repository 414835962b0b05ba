//! An alert as a row, and the whole of it where its row is too short.

use ratatui::text::{Line, Span};

use super::parts::{alert_sign, money};
use super::table::{self, Cell, Column, widths};
use crate::app::{AlertRow, State, Tab, TodayPane, Walls};
use crate::ui::look::Look;
use crate::ui::text::{clean, width};

/// Columns of a name in a list of what concerns it.
pub(crate) const NAME: usize = 20;
/// Columns before the name: cursor, sign, severity, blank.
const BEFORE: usize = 4;

/// Sign and severity, account, what is the matter, the money at stake.
pub(crate) fn row(
    alert: &AlertRow,
    lead: Span<'static>,
    columns: usize,
    look: &Look,
) -> Line<'static> {
    let dim = if alert.is_below_line { look.muted } else { look.text };
    let cells = vec![
        Cell::new(&*alert.account_name, dim),
        Cell::new(alert.message.as_str(), dim),
        Cell::plain(money(alert.at_stake)),
    ];
    let mut line = table::row(&parts(columns), cells, look);
    line.spans.splice(0..0, [lead, alert_sign(alert, look), Span::raw(" ")]);
    line
}

/// All that the selected alert says, where its row cuts it.
pub(crate) fn whole(state: &State, walls: &Walls) -> Option<String> {
    let place = state.place();
    let (alert, area) = match (place.account, place.tab) {
        (Some(_), _) => (state.account.alert()?, state.account.areas(walls).list),
        (None, Tab::Today) if state.today.focus == TodayPane::Alerts => {
            (state.today.alert()?, state.today.areas(walls).alerts)
        }
        _ => return None,
    };
    let room = parts(usize::from(area.inside().width)).get(1).map_or(0, |it| it.width);
    (width(&clean(&alert.message)) > room).then(|| alert.message.clone())
}

fn parts(columns: usize) -> Vec<Column> {
    let name = NAME.min(columns / 3);
    let all = [Column::left("", name), Column::left("", 0), Column::right("", 7)];
    widths(&all, columns.saturating_sub(BEFORE + 1), 8)
}
