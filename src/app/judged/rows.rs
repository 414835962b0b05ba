//! From the judged book to the rows that screens show.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::agenda;
use super::book::{
    AccountRow, AgendaItem, AgendaKind, AlertRow, Book, QuietRow, Reason, TaskRow, Totals,
};
use super::judge::{Ground, Judged, Keep};
use crate::domain::{
    AccountId, Day, Health, Measure, Money, Origin, Pillar, Severity, Task, Value, short_money,
};
use crate::engine::{
    Assessment, Catalogue, Context, Fineness, Points, Rules, Sheet, patterns, shown_points,
};

/// The rows of a judged book; `tasks` are its open ones and those done lately, in any order.
pub(in crate::app) fn book(
    judged: &Judged<Arc<AccountRow>>,
    tasks: Vec<Task>,
    as_of: Day,
    today: Day,
) -> Book {
    let context = &judged.ground.context;
    let accounts = judged.accounts.clone();
    let name = |id: AccountId| judged.account(id).map(|it| it.name.clone()).unwrap_or_default();
    let alerts: Vec<Arc<AlertRow>> = judged
        .alerts
        .iter()
        .map(|it| AlertRow {
            alert: Arc::clone(&it.alert),
            account_name: name(it.alert.account),
            is_below_line: it.is_below_line,
        })
        .map(Arc::new)
        .collect();
    let mut tasks: Vec<Arc<TaskRow>> = tasks
        .into_iter()
        .map(|task| {
            let account_name = task.account.map(name).unwrap_or_default();
            Arc::new(TaskRow { task, account_name })
        })
        .collect();
    tasks.sort_by_key(|it| {
        (it.task.done_on.is_some(), it.task.due_on.unwrap_or(Day::MAX), it.task.id)
    });
    let mut agenda = deadlines(&accounts, &context.catalogue, as_of);
    let planned =
        judged.planned.values().flatten().filter(|it| judged.account(it.account).is_some());
    agenda.extend(planned.map(|it| AgendaItem { account_name: name(it.account), ..it.clone() }));
    agenda.sort_by_key(|it| (it.on, it.kind, it.account));
    let alert_budget = context.settings.alert_budget;
    let totals = Totals { alert_budget, ..totals(&accounts, &alerts, &tasks, today) };
    Book {
        as_of,
        today,
        currency: context.settings.currency,
        accounts,
        alerts,
        tasks,
        agenda,
        totals,
        patterns: patterns(judged.alerts.iter().map(|it| it.alert.as_ref()), as_of),
        quiet: quiet_rows(&judged.ground.policy.rules, &judged.accounts),
        problems: Arc::clone(&judged.ground.problems),
        playbooks: Arc::clone(&judged.ground.playbooks),
        holidays: context.settings.holidays.as_slice().into(),
        catalogue: Arc::clone(&context.catalogue),
        is_kept: false,
    }
}

fn totals(
    accounts: &[Arc<AccountRow>],
    alerts: &[Arc<AlertRow>],
    tasks: &[Arc<TaskRow>],
    today: Day,
) -> Totals {
    let open: Vec<_> = alerts.iter().filter(|it| it.is_open()).collect();
    let open_tasks: Vec<_> = tasks.iter().filter(|it| it.task.is_open(today)).collect();
    Totals {
        accounts: accounts.len(),
        arr_minor: accounts.iter().filter_map(|it| it.arr).map(Money::minor).sum(),
        without_arr: accounts.iter().filter(|it| it.arr.is_none()).count(),
        alerts_open: open.iter().filter(|it| !it.is_below_line).count(),
        alerts_below: open.iter().filter(|it| it.is_below_line).count(),
        tasks_open: open_tasks.len(),
        tasks_late: open_tasks.iter().filter(|it| it.task.days_late(today).is_some()).count(),
        ..Totals::default()
    }
}

impl Keep for Arc<AccountRow> {
    fn of(it: Assessment, ground: &Ground) -> Self {
        let context = &ground.context;
        let fact = |name: &str| it.sheet.get(context.catalogue.find(name)?);
        let text = |name: &str| match fact(name) {
            Some(Value::Text(it)) => Some(it.clone()),
            _ => None,
        };
        let open = || it.alerts.iter().filter(|it| it.state.asks_for_user());
        Self::new(AccountRow {
            id: it.account,
            score: it.health.score(),
            band: it.health.band,
            computed_band: it.health.computed_band,
            band_reason: it.health.band_reason,
            coverage: it.health.coverage,
            change_28d: fact("health.change_28d").and_then(Value::as_f64),
            arr: fact("arr").and_then(Value::as_money),
            tier: text("tier"),
            stage: text("stage"),
            renewal_on: fact("renewal.date").and_then(Value::as_day),
            notice_on: fact("notice.date").and_then(Value::as_day),
            auto_renew: fact("renewal.auto_renew").and_then(Value::as_flag),
            last_touch_days: fact("touch.last_days").and_then(Value::as_f64).map(|it| it as i64),
            open_alerts: open().count(),
            worst: open().map(|it| it.severity).min_by_key(|it| Severity::number(*it)),
            reasons: reasons(&it.health, &it, &context.catalogue),
            quiet: quiet(&ground.policy.rules, &it.sheet),
            sheet: Some(it.sheet),
            name: it.name,
            external_id: it.external_id,
            trend: it.trend,
        })
    }

    fn account(&self) -> AccountId {
        self.id
    }
}

/// The places among the rules of the quiet ones whose condition holds.
fn quiet(rules: &Rules, sheet: &Sheet) -> Box<[u16]> {
    let quiet = rules.iter().enumerate().filter(|(_, it)| it.is_quiet && it.holds(sheet));
    quiet.map(|(at, _)| at as u16).collect()
}

/// The quiet rules that fire today, in the order of the rules.
fn quiet_rows(rules: &Rules, accounts: &[Arc<AccountRow>]) -> Vec<QuietRow> {
    let mut firing: BTreeMap<u16, Vec<AccountId>> = BTreeMap::new();
    for row in accounts {
        for at in &row.quiet {
            firing.entry(*at).or_default().push(row.id);
        }
    }
    let row = |(at, accounts): (u16, Vec<AccountId>)| {
        let rule = rules.iter().nth(usize::from(at))?;
        Some(QuietRow {
            rule: Arc::clone(&rule.slug),
            title: Arc::clone(&rule.title),
            severity: rule.severity,
            accounts,
        })
    };
    firing.into_iter().filter_map(row).collect()
}

impl AlertRow {
    /// Whether it still asks for the user.
    pub fn is_open(&self) -> bool {
        self.alert.state.asks_for_user()
    }
}

/// A line a pillar, most points lost first, pillars without data last; then the caps. The points
/// are whole, and add up to the score before limits as it is shown.
fn reasons(health: &Health, it: &Assessment, catalogue: &Catalogue) -> Vec<Reason> {
    let mut lines: Vec<(Points, Reason)> = Pillar::ALL
        .iter()
        .filter_map(|&pillar| {
            let own = || health.measures.iter().filter(move |it| it.pillar == pillar);
            own().next()?;
            let scored = || own().filter(|it| it.score.is_ok());
            let points = Points {
                brought: scored().map(Measure::points).sum(),
                lost: scored().map(Measure::lost).sum(),
            };
            let telling =
                scored().max_by(|a, b| a.lost().total_cmp(&b.lost())).or_else(|| own().next())?;
            let text = if scored().next().is_some() {
                telling.reading.clone()
            } else {
                format!("no data: {}", telling.reading)
            };
            let reason = Reason {
                pillar: Some(pillar),
                points: 0.0,
                of: 0.0,
                text,
                data_on: catalogue
                    .find(&telling.fact)
                    .and_then(|fact| it.sheet.cell(fact)?.data_on),
            };
            Some((points, reason))
        })
        .collect();
    let weight = |it: &Points| it.brought + it.lost;
    lines.sort_by(|(a, _), (b, _)| {
        (weight(a) == 0.0).cmp(&(weight(b) == 0.0)).then(b.lost.total_cmp(&a.lost))
    });
    let exact: Vec<Points> = lines.iter().map(|it| it.0).collect();
    let shown = shown_points(&exact, Fineness::Whole);
    let lines = lines.into_iter().zip(shown).map(|((_, reason), it)| Reason {
        points: it.brought,
        of: weight(&it),
        ..reason
    });
    let caps = health.caps.iter().map(|cap| Reason {
        pillar: None,
        points: 0.0,
        of: cap.at_most,
        text: cap.reason.clone(),
        data_on: None,
    });
    lines.chain(caps).collect()
}

/// Where a value came from, as a person cites it.
pub(super) fn origin(it: &Origin, context: &Context) -> String {
    match it.file.and_then(|file| context.files.get(&file)) {
        Some(file) => format!("{file}:{}", it.line),
        None => "by hand".to_owned(),
    }
}

/// The notice deadlines and renewals of the days ahead.
fn deadlines(accounts: &[Arc<AccountRow>], catalogue: &Catalogue, as_of: Day) -> Vec<AgendaItem> {
    // What renews: on the day itself the term has ended, and the ARR with it.
    let amount = catalogue.find("renewal.amount");
    let soon = |on: Option<Day>| on.filter(|on| agenda::is_ahead(*on, as_of));
    let mut items = Vec::new();
    for it in accounts {
        let mut add = |on: Option<Day>, kind: AgendaKind, text: String| {
            items.extend(on.map(|on| AgendaItem {
                on,
                kind,
                account: it.id,
                account_name: it.name.clone(),
                text,
            }));
        };
        let renews = amount.and_then(|fact| it.sheet.as_ref()?.get(fact)?.as_money());
        let amount = renews.or(it.arr).map(|it| format!(", {}", short_money(it)));
        let amount = amount.unwrap_or_default();
        add(soon(it.renewal_on), AgendaKind::Renewal, format!("renews{amount}"));
        if it.notice_on != it.renewal_on {
            add(soon(it.notice_on), AgendaKind::Notice, format!("notice deadline{amount}"));
        }
    }
    items
}
