//! An alert as a row, and the whole of it where its row is too short.

use ratatui::text::{Line, Span};

use super::parts::{alert_sign, money, said};
use super::table::{self, Cell, Column, widths};
use crate::app::{AlertRow, State, Tab, TodayPane, Walls};
use crate::domain::{
    Alert, AlertState, Day, Money, PastAlert, Phrase, grouped, short_day, short_money,
    weekday_and_day,
};
use crate::ui::look::Look;
use crate::ui::text::{clean, width, wrap};

/// Columns of a name in a list of what concerns it.
pub(crate) const NAME: usize = 18;
/// Columns before the name: cursor, sign, severity, blank.
const BEFORE: usize = 4;

/// Sign and severity, a name (of the account, or of the rule on the account's own page), what is the
/// matter, the money at stake.
pub(crate) fn row(
    alert: &AlertRow,
    name: &str,
    lead: Span<'static>,
    columns: usize,
    today: Day,
    look: &Look,
) -> Line<'static> {
    let dim = if alert.is_below_line { look.muted } else { look.text };
    let cells = vec![
        Cell::new(name, dim),
        Cell::new(message(alert, today), dim),
        Cell::plain(money(alert.alert.rank.at_stake)),
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
    let message = message(alert, state.day());
    (width(&clean(&message)) > room).then_some(message)
}

/// All about an alert: what it says, its rank, the values compared, and last its rule.
pub(crate) fn explained(it: &AlertRow, today: Day, room: usize, look: &Look) -> Vec<Line<'static>> {
    let mut lines = said("", &it.alert.message, room, look);
    lines.push(Line::default());
    lines.push(Line::styled(" Why it stands where it does", look.title));
    lines.extend(said("", &rank(it), room, look));
    if it.is_below_line {
        let text = "It waits below the line: the week's budget of new alerts is used up.";
        lines.extend(said("", text, room, look));
    }
    if !it.alert.raised_by.is_empty() {
        let text = format!(
            "severity {}: a step graver for {}",
            it.alert.severity,
            it.alert.raised_by.join(" and for ")
        );
        lines.extend(said("", &text, room, look));
    }
    lines.extend(said("", &since(&it.alert, today), room, look));
    if let Some(playbook) = &it.alert.playbook {
        lines.extend(said("", &format!("suggested playbook: {playbook}"), room, look));
    }
    if !it.alert.earlier.is_empty() {
        lines.push(Line::default());
        lines.push(Line::styled(" How its earlier alerts here ended", look.title));
        for it in it.alert.earlier.iter().rev() {
            lines.extend(said("", &ended(it, today), room, look));
        }
    }
    lines.push(Line::default());
    lines.push(Line::styled(" Values compared", look.title));
    for evidence in &it.alert.evidence {
        let value = evidence
            .value
            .as_ref()
            .map_or_else(|| "missing".to_owned(), |it| Phrase(it).to_string());
        let text = format!("{} = {value}", evidence.fact);
        lines.extend(said("", &text, room, look));
        let rows: Vec<String> = evidence.rows.iter().map(ToString::to_string).collect();
        if !rows.is_empty() {
            let rows = format!("from {}", rows.join(", "));
            lines.extend(
                wrap(&rows, room.saturating_sub(5))
                    .into_iter()
                    .map(|it| Line::styled(format!("     {it}"), look.muted)),
            );
        }
    }
    lines.push(Line::default());
    lines.extend(said("Rule", &format!("{} ({})", it.alert.title, it.alert.rule), room, look));
    lines.extend(said("Opens when", &it.alert.condition, room, look));
    lines.extend(said("Clears when", &it.alert.clears, room, look));
    lines
}

/// Since when it stands so, and how often it fired since.
fn since(alert: &Alert, today: Day) -> String {
    let day = |it: Day| weekday_and_day(it, today);
    let until = alert
        .snoozed_until
        .map(day)
        .or_else(|| alert.wakes_when.as_ref().map(|it| format!("{it} holds")));
    let opened = day(alert.opened_on);
    let stands = match (alert.state, until) {
        (AlertState::Snoozed, Some(until)) => format!("open since {opened}, snoozed until {until}"),
        (state, _) => format!("{} since {opened}", standing(state)),
    };
    match alert.fire_count {
        0 | 1 => stands,
        times => format!("{stands}; fired {times} times, last on {}", day(alert.last_fired_on)),
    }
}

/// `3 Aug to 24 Aug: closed as false alarm`
fn ended(it: &PastAlert, today: Day) -> String {
    let how = match (it.state, it.outcome) {
        (AlertState::Closed, Some(outcome)) => {
            format!("closed as {}", outcome.word().replace('_', " "))
        }
        (AlertState::Closed, None) => "closed".to_owned(),
        _ => "cleared by itself".to_owned(),
    };
    format!("{} to {}: {how}", short_day(it.opened_on, today), short_day(it.ended_on, today))
}

/// `$120k at stake × 0.35 more likely to be lost × urgency 0.80 = $33.6k`
fn rank(it: &AlertRow) -> String {
    let chance =
        format!("{} % more likely to be lost", grouped(it.alert.rank.probability * 100.0, 1));
    let urgency = format!("urgency {}", grouped(it.alert.rank.urgency, 2));
    let Some(stake) = it.alert.rank.at_stake else {
        return format!("no amount at stake is known; {chance}, {urgency}: after those with one");
    };
    let minor = stake.minor() as f64 * it.alert.rank.probability * it.alert.rank.urgency;
    let loss = short_money(Money::new(minor.round() as i64, stake.currency()));
    format!("{} at stake x {chance} x {urgency} = {loss}", short_money(stake))
}

/// Where an alert stands, in the words of the keys.
pub(crate) const fn standing(state: AlertState) -> &'static str {
    match state {
        AlertState::Acknowledged => "seen",
        other => other.word(),
    }
}

/// The message, with where the alert stands before it unless it is open.
fn message(alert: &AlertRow, today: Day) -> String {
    let text = &alert.alert.message;
    match (alert.alert.state, alert.alert.snoozed_until) {
        (AlertState::Open, _) => text.clone(),
        (AlertState::Snoozed, Some(until)) => {
            format!("(snoozed to {}) {text}", short_day(until, today))
        }
        (AlertState::Snoozed, None) => {
            let until = alert.alert.wakes_when.as_deref().unwrap_or_default();
            format!("(snoozed until {until}) {text}")
        }
        (state, _) => format!("({}) {text}", standing(state)),
    }
}

fn parts(columns: usize) -> Vec<Column> {
    let name = NAME.min(columns / 3);
    let all = [Column::left("", name), Column::left("", 0), Column::right("", 6)];
    widths(&all, columns.saturating_sub(BEFORE), 8)
}
