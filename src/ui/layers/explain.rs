//! Where an alert, a score, a measure or an event comes from.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::app::{
    AccountPage, AlertRow, Book, Explain, MeasureRow, Size, State, TimelineRow, Topic, Walls,
};
use crate::domain::{AccountId, counted, grouped, short_money, weekday_and_day};
use crate::ui::look::Look;
use crate::ui::screens::overview;
use crate::ui::text::{clean, fit, wrap};
use crate::ui::widgets::alerts;
use crate::ui::widgets::pane::{Focus, Titles, clear, frame, scrolled};
use crate::ui::widgets::parts::{capital, said, tenths};

/// Fewer points than this are none on the screen.
const LEAST: f64 = 0.05;
/// Prose is never wider than this.
const WIDEST: u16 = 100;

pub(crate) fn draw(
    to: &mut Frame<'_>,
    walls: &Walls,
    state: &State,
    explain: &Explain,
    look: &Look,
) -> usize {
    let body = walls.body;
    let width = body.width.saturating_sub(4).min(WIDEST);
    let room = usize::from(width).saturating_sub(2);
    let page = match &explain.topic {
        Topic::Account(id) | Topic::Measure(id, _) => state.account.page(*id),
        Topic::Event(_) => state.place().account.and_then(|id| state.account.page(id)),
        Topic::Alert(_) | Topic::Pattern(_) | Topic::Quiet | Topic::Import(_) => None,
    };
    let text = match (&explain.topic, page) {
        (Topic::Alert(id), _) => {
            let found = state.book.iter().flat_map(|it| &it.alerts).find(|it| it.alert.id == *id);
            found.map(|it| alert(it, state, room, look))
        }
        (Topic::Account(id), page) => Some(account(*id, page, state, room, look)),
        (Topic::Measure(_, name), Some(page)) => {
            page.measures.iter().find(|it| it.id == *name).map(|it| measure(it, room, look))
        }
        (Topic::Event(id), Some(page)) => {
            page.timeline.iter().find(|it| it.id == *id).map(|it| event(it, state, room, look))
        }
        (Topic::Import(report), _) => Some(import(report, room, look)),
        (Topic::Pattern(rule), _) => pattern(rule, state, room, look),
        (Topic::Quiet, _) => state.book.as_ref().map(|it| quiet(it, room, look)),
        (Topic::Measure(..) | Topic::Event(_), None) => None,
    };
    let Explained { title, lines } = text.unwrap_or_else(|| Explained {
        title: String::new(),
        lines: vec![Line::styled(" It is not in the book any more.", look.muted)],
    });
    let height = (lines.len() as u16).saturating_add(2).min(body.height);
    let area = body.centered(Size { width, height });
    clear(to, area);
    let inside = frame(to, area, look, Focus::Here, Titles { left: &title, right: "" });
    scrolled(to, inside, look, lines, explain.scroll)
}

/// A title and the lines below it.
struct Explained {
    title: String,
    lines: Vec<Line<'static>>,
}

fn alert(it: &AlertRow, state: &State, room: usize, look: &Look) -> Explained {
    let title = format!("{}: {} (severity {})", it.account_name, it.alert.title, it.alert.severity);
    Explained { title, lines: alerts::explained(it, state.day(), room, look) }
}

/// What several accounts opened this week: each with what its alert says.
fn pattern(rule: &str, state: &State, room: usize, look: &Look) -> Option<Explained> {
    let book = state.book.as_ref()?;
    let it = book.patterns.iter().find(|it| *it.rule == *rule)?;
    let count = counted(it.accounts.len() as u64, "account");
    let stake = it.at_stake.map(|it| format!(", {} at stake", short_money(it)));
    let text = format!(
        "Opened at {count} since {}{}. Look for one cause before you look for several.",
        weekday_and_day(it.since, state.day()),
        stake.unwrap_or_default()
    );
    let mut lines = said("", &text, room, look);
    lines.push(Line::default());
    let own = book.alerts.iter().filter(|alert| *alert.alert.rule == *rule);
    for row in own.filter(|row| it.accounts.contains(&row.alert.account)) {
        lines.push(Line::styled(format!(" {}", clean(&row.account_name)), look.title));
        lines.extend(said("", &row.alert.message, room, look));
    }
    Some(Explained { title: it.title.to_string(), lines })
}

/// The quiet rules that fire today, each with where.
fn quiet(book: &Book, room: usize, look: &Look) -> Explained {
    const NAMED: usize = 5;
    let text = "Rules that are judged and not shown. rounds rules list tells what opens each, rounds \
                rules backtest how it would have done; quiet = false in a file of your own below \
                rules/ shows it.";
    let mut lines = said("", text, room, look);
    lines.push(Line::default());
    for it in &book.quiet {
        let names: Vec<&str> = it
            .accounts
            .iter()
            .take(NAMED)
            .filter_map(|it| Some(book.account(*it)?.name.as_ref()))
            .collect();
        let more = match it.accounts.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        lines.push(Line::from(vec![
            Span::styled(format!(" {}", it.title), look.title),
            Span::styled(format!("  severity {}, {}", it.severity, it.rule), look.muted),
        ]));
        lines.extend(said("", &format!("{}{more}", names.join(", ")), room, look));
    }
    Explained { title: "Quiet rules that fire today".to_owned(), lines }
}

fn account(
    id: AccountId,
    page: Option<&AccountPage>,
    state: &State,
    room: usize,
    look: &Look,
) -> Explained {
    let found = state.book.as_ref().and_then(|it| Some((it, it.account(id)?)));
    let Some((book, row)) = found else {
        return Explained { title: String::new(), lines: Vec::new() };
    };
    let mut lines = overview::health(row, room, look);
    lines.extend(overview::limits(row, room, look));
    lines.push(Line::default());
    lines.extend(overview::reasons(row, book.as_of, room, look));
    lines.push(Line::default());
    let Some(page) = page else {
        lines.push(Line::styled(" Reading the measures ...", look.muted));
        return Explained { title: title(row.name.as_ref()), lines };
    };
    lines.push(Line::styled(" Points lost, most first", look.title));
    let mut lost: Vec<&MeasureRow> = page.measures.iter().filter(|it| it.lost >= LEAST).collect();
    lost.sort_by(|a, b| b.lost.total_cmp(&a.lost));
    for it in lost {
        let text = format!("{:>6}  {}", format!("-{}", tenths(it.lost)), it.reading);
        lines.push(Line::raw(format!(
            " {}",
            fit(&text, room.saturating_sub(1), look.signs.ellipsis)
        )));
    }
    if let Some(uncapped) = page.uncapped {
        let is_limited = page.caps.iter().any(|it| it.at_most < uncapped);
        let before = if is_limited { " before limits" } else { "" };
        lines.push(Line::raw(format!("   100 - points lost = {}{before}", tenths(uncapped))));
    }
    for cap in &page.caps {
        let text = format!("at most {}: {}", grouped(cap.at_most, 0), cap.reason);
        lines.extend(said("Limit", &text, room, look));
    }
    let missing: Vec<String> = page
        .measures
        .iter()
        .filter_map(|it| Some(format!("{} ({})", it.name, it.score.err()?)))
        .collect();
    if !missing.is_empty() {
        lines.push(Line::default());
        lines.extend(said("Without data", &missing.join(", "), room, look));
    }
    Explained { title: title(row.name.as_ref()), lines }
}

fn title(name: &str) -> String {
    format!("{name}: where the score comes from")
}

fn measure(it: &MeasureRow, room: usize, look: &Look) -> Explained {
    let mut lines = said("Reading", &it.reading, room, look);
    lines.extend(match it.score {
        Ok(score) => {
            let text = format!(
                "{} x weight {} % = {} points; {} lost",
                grouped(score, 1),
                grouped(it.weight * 100.0, 1),
                tenths(it.points),
                tenths(it.lost)
            );
            said("Score", &text, room, look)
        }
        Err(absence) => said("Score", &format!("none: {absence}"), room, look),
    });
    let rows = if it.rows.is_empty() { "no rows".to_owned() } else { it.rows.join(", ") };
    lines.extend(said("From", &rows, room, look));
    Explained { title: format!("{}: {}", capital(it.pillar.word()), it.name), lines }
}

/// A report; what is set in below a file stays so where it is broken.
fn import(report: &[String], room: usize, look: &Look) -> Explained {
    let mut lines = Vec::new();
    for line in report {
        let words = line.trim_start();
        let indent = " ".repeat(line.len() - words.len() + 1);
        let style = if indent.len() == 1 { look.title } else { look.text };
        let broken = wrap(words, room.saturating_sub(indent.len()).max(1)).into_iter();
        lines.extend(broken.map(|it| Line::styled(format!("{indent}{it}"), style)));
    }
    Explained { title: "What the import did".to_owned(), lines }
}

fn event(it: &TimelineRow, state: &State, room: usize, look: &Look) -> Explained {
    let mut lines = said("", &it.text, room, look);
    if !it.notes.is_empty() {
        lines.push(Line::default());
        lines.extend(said("", &it.notes, room, look));
    }
    let on = it.on.map(|day| weekday_and_day(day, state.day())).unwrap_or_default();
    Explained { title: format!("{} {on}", capital(it.kind.word())), lines }
}
