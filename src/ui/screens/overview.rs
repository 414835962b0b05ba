//! An account in a few lines: health and why, money and dates, what is open.

use ratatui::text::{Line, Span};

use crate::app::{AccountRow, Book};
use crate::domain::{Band, Day, grouped, short_day, shown_score, weekday_and_day};
use crate::ui::look::Look;
use crate::ui::text::{fit, wrap};
use crate::ui::widgets::parts::{
    alert_sign, capital, change, distance, money, pillar, points, score,
};
use crate::ui::widgets::spark::spark;

/// The account in a few lines, for a pane of this width.
pub(crate) fn summary(
    row: &AccountRow,
    book: &Book,
    width: usize,
    look: &Look,
) -> Vec<Line<'static>> {
    let mut lines = state_of(row, book, width, look);
    let alerts = book.alerts.iter().filter(|it| it.alert.account == row.id);
    let live: Vec<_> = alerts.filter(|it| it.alert.state.asks_for_user()).collect();
    if !live.is_empty() {
        lines.push(Line::default());
        lines.push(Line::styled(" Alerts", look.title));
    }
    for alert in live {
        for (at, text) in
            wrap(&alert.alert.message, width.saturating_sub(6)).into_iter().enumerate()
        {
            let sign = if at == 0 { alert_sign(alert, look) } else { Span::raw("  ") };
            lines.push(Line::from(vec![Span::raw(" "), sign, Span::raw(format!(" {text}"))]));
        }
    }
    lines.extend(next(row, book, width, look));
    lines
}

/// Health and why, money and dates.
pub(crate) fn state_of(
    row: &AccountRow,
    book: &Book,
    width: usize,
    look: &Look,
) -> Vec<Line<'static>> {
    let mut lines = health(row, width, look);
    lines.extend(limits(row, width, look));
    lines.extend(money_lines(row, book, width, look));
    lines.extend(renewal(row, book.as_of, width, look));
    lines.push(Line::default());
    lines.extend(reasons(row, book.as_of, width, look));
    lines
}

/// `at most 74: the champion left; 84 before limits`: the limits in force, for else the points of
/// the pillars do not add up to the score.
pub(crate) fn limits(row: &AccountRow, width: usize, look: &Look) -> Vec<Line<'static>> {
    let mut limits: Vec<String> = row
        .reasons
        .iter()
        .filter(|it| it.pillar.is_none())
        .map(|it| format!("at most {}: {}", grouped(it.of, 0), it.text))
        .collect();
    if limits.is_empty() {
        return Vec::new();
    }
    let pillars = row.reasons.iter().filter(|it| it.pillar.is_some());
    let before: f64 = pillars.map(|it| it.points).sum();
    if row.reasons.iter().any(|it| it.pillar.is_none() && it.of < before) {
        limits.push(format!("{} before limits", shown_score(before)));
    }
    let mut lines = labelled("Limit", &limits.join("; "), width, look);
    for line in &mut lines {
        if let Some(span) = line.spans.last_mut() {
            span.style = look.risk;
        }
    }
    lines
}

/// `Health  34 ! red  -18 in 28d  data 72 %  ▇▇▆▅`, on two lines where one is too short.
pub(crate) fn health(row: &AccountRow, width: usize, look: &Look) -> Vec<Line<'static>> {
    let band = if row.band == Band::Unknown { "too little data" } else { row.band.word() };
    let mut line = Line::from(vec![
        Span::styled(" Health ", look.muted),
        Span::styled(format!("{} {band}", score(row, look)), look.band(row.band)),
    ]);
    let data = grouped(row.coverage * 100.0, 0);
    let mut rest = Line::default();
    if row.change_28d.is_some() {
        rest.push_span(Span::raw(format!("  {} in 28d", change(row.change_28d))));
    }
    rest.push_span(Span::styled(format!("  data {data} %"), look.muted));
    let pulse = (row.computed_band != row.band).then(|| {
        let text = format!("your pulse; the score alone says {}", row.computed_band);
        labelled("", &text, width, look)
    });
    let reason = row.band_reason.map(|it| labelled("", &it.to_string(), width, look));
    let below = [reason.unwrap_or_default(), pulse.unwrap_or_default()].concat();
    rest.push_span(Span::styled(format!("  {}", spark(&row.trend, look)), look.accent));
    if line.width() + rest.width() <= width {
        line.spans.extend(rest.spans);
        return [vec![line], below].concat();
    }
    rest.spans.insert(0, Span::raw("      "));
    [vec![line, rest], below].concat()
}

fn money_lines(row: &AccountRow, book: &Book, width: usize, look: &Look) -> Vec<Line<'static>> {
    let tier = row.tier.as_deref().map_or("not set".to_owned(), |it| fit_word(it, look));
    let mut parts = vec![money(row.arr), format!("tier {tier}")];
    parts.extend(row.stage.as_ref().map(|it| format!("stage {}", fit_word(it, look))));
    parts.extend(match row.last_touch_days {
        Some(0) => Some("last touch today".to_owned()),
        Some(days) => Some(format!("last touch {days}d ago")),
        None if book.is_kept => None,
        None => Some("no touch known".to_owned()),
    });
    labelled("ARR", &parts.join("; "), width, look)
}

/// When it renews, and whether there is still time to give notice.
pub(crate) fn renewal(
    row: &AccountRow,
    as_of: Day,
    width: usize,
    look: &Look,
) -> Vec<Line<'static>> {
    let Some(on) = row.renewal_on else { return Vec::new() };
    let mut parts = vec![format!("{} {}", short_day(on, as_of), distance(on, as_of))];
    parts.extend(row.notice_on.map(|notice| {
        let day = short_day(notice, as_of);
        if notice < as_of {
            format!("notice date {day} has passed")
        } else {
            format!("notice by {day} ({})", distance(notice, as_of))
        }
    }));
    parts.extend(row.auto_renew.map(|renews| {
        if renews { "renews by itself" } else { "does not renew by itself" }.to_owned()
    }));
    labelled("Renews", &parts.join("; "), width, look)
}

/// A short heading and a text behind it, broken where it is too long.
fn labelled(name: &str, text: &str, width: usize, look: &Look) -> Vec<Line<'static>> {
    const NAME: usize = 8;
    let texts = wrap(text, width.saturating_sub(NAME).max(1)).into_iter().enumerate();
    texts
        .map(|(at, text)| {
            let name = if at == 0 { format!(" {name}") } else { String::new() };
            Line::from(vec![Span::styled(format!("{name:<NAME$}"), look.muted), Span::raw(text)])
        })
        .collect()
}

/// Why the score is what it is: a line a pillar, with the date of the data behind it.
pub(crate) fn reasons(
    row: &AccountRow,
    as_of: Day,
    width: usize,
    look: &Look,
) -> Vec<Line<'static>> {
    const NAME: usize = 13;
    const POINTS: usize = 7;
    let mut lines = Vec::new();
    if row.reasons.is_empty() {
        lines.push(Line::styled(" No data yet that says anything about its health.", look.muted));
    }
    let room = width.saturating_sub(NAME + POINTS + 2);
    for reason in row.reasons.iter().filter(|it| it.pillar.is_some()) {
        let date = reason
            .data_on
            .map(|it| format!("  {}", short_day(it, as_of)))
            .filter(|it| room > it.len() + 20)
            .unwrap_or_default();
        let texts = wrap(&reason.text, room.saturating_sub(date.len()).max(1));
        let style = match reason.pillar {
            Some(_) if reason.of <= 0.0 => look.muted,
            _ => look.text,
        };
        for (at, text) in texts.into_iter().enumerate() {
            let (name, points) = if at == 0 {
                (pillar(reason), points(reason))
            } else {
                (String::new(), String::new())
            };
            let text = fit(&text, room.saturating_sub(date.len()), look.signs.ellipsis);
            lines.push(Line::from(vec![
                Span::styled(format!(" {name:<NAME$}"), look.title),
                Span::styled(format!("{points:>POINTS$} "), style),
                Span::styled(text, style),
                Span::styled(if at == 0 { date.clone() } else { String::new() }, look.muted),
            ]));
        }
    }
    lines
}

/// The account's next open task.
pub(crate) fn next(row: &AccountRow, book: &Book, width: usize, look: &Look) -> Vec<Line<'static>> {
    let mut open = book.tasks.iter().filter(|it| it.task.account == Some(row.id));
    let Some(task) = open.find(|it| it.task.is_open(book.today)).map(|it| &it.task) else {
        return Vec::new();
    };
    let when =
        task.due_on.map(|it| format!("{} ", weekday_and_day(it, book.today))).unwrap_or_default();
    let late = task.days_late(book.today).map(|it| format!(" ({it}d late)")).unwrap_or_default();
    labelled("Next", &format!("{when}{}{late}", task.title), width, look)
}

/// A word of the user's own as a heading, cut to what a line can bear.
fn fit_word(word: &str, look: &Look) -> String {
    capital(&crate::ui::text::cut(word, 14, look.signs.ellipsis))
}
