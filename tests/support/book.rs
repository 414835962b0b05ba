//! A book made by hand: seven accounts of every band, with alerts, tasks and dates.

use std::sync::Arc;

use rounds::app::{
    AccountPage, AccountRow, AgendaItem, AgendaKind, AlertRow, Book, CapRow, FieldRow, MeasureRow,
    PersonRow, Reason, TaskRow, TimelineRow, Totals,
};
use rounds::domain::{
    Absence, AccountId, Alert, AlertKind, AlertState, Band, Currency, Evidence, Kind, Money,
    Pillar, Rank, RecordId, RowRef, Severity, Task, Value,
};

use rounds::engine::Playbooks;

use super::{TODAY, day};

fn usd(amount: i64) -> Money {
    Money::new(amount * 100, Currency::USD)
}

/// An account with nothing known of it but its name.
pub(crate) fn bare(number: i64, name: &str) -> AccountRow {
    AccountRow {
        id: AccountId::new(number),
        name: name.into(),
        external_id: Some(format!("A-{number}").into()),
        score: None,
        band: Band::Unknown,
        band_reason: None,
        computed_band: Band::Unknown,
        coverage: 0.0,
        change_28d: None,
        trend: vec![None; 12],
        arr: None,
        tier: None,
        stage: None,
        renewal_on: None,
        notice_on: None,
        auto_renew: None,
        last_touch_days: None,
        open_alerts: 0,
        worst: None,
        reasons: Vec::new(),
        quiet: Box::default(),
        sheet: None,
    }
}

#[derive(Clone, Copy)]
struct Health(f64, Band, f64, &'static [u8]);

fn account(
    number: i64,
    name: &str,
    health: Health,
    arr: i64,
    renews: &str,
    touch: i64,
) -> AccountRow {
    let Health(score, band, change, trend) = health;
    let mut scores: Vec<Option<f64>> = vec![None; 12 - trend.len()];
    scores.extend(trend.iter().map(|it| Some(f64::from(*it))));
    let renewal = day(renews);
    AccountRow {
        score: Some(score),
        band,
        computed_band: band,
        coverage: 0.72,
        change_28d: Some(change),
        trend: scores,
        arr: Some(usd(arr)),
        tier: Some("A".into()),
        stage: Some("adoption".into()),
        renewal_on: Some(renewal),
        notice_on: Some(renewal - 60),
        auto_renew: Some(number % 2 == 0),
        last_touch_days: Some(touch),
        reasons: reasons(score),
        ..bare(number, name)
    }
}

fn reasons(score: f64) -> Vec<Reason> {
    let reason = |pillar, share: f64, of: f64, text: &str, on: Option<&str>| Reason {
        pillar,
        points: share,
        of,
        text: text.to_owned(),
        data_on: on.map(day),
    };
    let mut res = vec![
        reason(
            Some(Pillar::Usage),
            score * 0.4,
            40.0,
            "-38 % active users in 28 days (412 to 255)",
            Some("2026-10-14"),
        ),
        reason(
            Some(Pillar::Support),
            score * 0.2,
            20.0,
            "3 open urgent tickets, the oldest 19 days",
            Some("2026-10-13"),
        ),
        reason(
            Some(Pillar::Relationship),
            score * 0.2,
            20.0,
            "sponsor silent for 47 days, champion active",
            Some("2026-10-02"),
        ),
        reason(
            Some(Pillar::Outcomes),
            score * 0.2,
            20.0,
            "1 of 4 goals on track",
            Some("2026-09-01"),
        ),
    ];
    if score < 50.0 {
        res.push(reason(None, 0.0, 74.0, "the champion left", None));
    }
    res
}

fn alert(
    rule: &str,
    of: &AccountRow,
    severity: Severity,
    message: &str,
    expected: f64,
) -> AlertRow {
    let alert = Alert {
        id: format!("{rule}/{}", of.id).into(),
        rule: rule.into(),
        title: "Usage drop".into(),
        kind: AlertKind::Risk,
        severity,
        account: of.id,
        state: AlertState::Open,
        opened_on: day("2026-10-05"),
        last_fired_on: day("2026-10-05"),
        fire_count: 1,
        snoozed_until: None,
        wakes_when: None,
        raised_by: Vec::new(),
        earlier: Vec::new(),
        playbook: None,
        message: message.to_owned(),
        condition: "usage.primary.change_28d <= -30%".into(),
        clears: "usage.primary.change_28d > -20%".into(),
        outcome: None,
        rank: Rank { at_stake: of.arr, probability: expected, urgency: 0.8 },
        evidence: vec![Evidence {
            fact: "usage.active_users.change_28d".into(),
            value: Some(Value::Percent(-0.38)),
            rows: [17, 18].map(|line| RowRef { file: "usage.csv".into(), line }).into(),
        }],
    };
    AlertRow { alert: alert.into(), account_name: of.name.clone(), is_below_line: false }
}

fn task(number: i64, of: Option<&AccountRow>, title: &str, due: &str, tags: &[&str]) -> TaskRow {
    TaskRow {
        task: Task {
            id: RecordId::new(number),
            account: of.map(|it| it.id),
            title: title.into(),
            due_on: Some(day(due)),
            due_time: title.starts_with("Call").then(|| "14:00".into()),
            priority: title.starts_with("Call").then(|| "high".into()),
            done_on: None,
            snoozed_until: None,
            tags: tags.iter().map(|it| Box::from(*it)).collect(),
            notes: None,
            playbook: None,
            origin: None,
        },
        account_name: of.map(|it| it.name.clone()).unwrap_or_default(),
    }
}

/// The accounts of the book.
fn accounts() -> Vec<AccountRow> {
    use Band::{Green, Red, Yellow};
    vec![
        account(
            1,
            "Acme Corp",
            Health(34.2, Red, -18.0, &[80, 78, 70, 66, 60, 55, 48, 44, 40, 38, 35, 34]),
            120_000,
            "2026-11-24",
            2,
        ),
        account(
            2,
            "Globex 株式会社",
            Health(52.0, Yellow, -9.0, &[66, 66, 66, 62, 60, 58, 55, 52]),
            86_000,
            "2026-12-02",
            12,
        ),
        account(
            3,
            "Initech",
            Health(61.0, Yellow, -2.0, &[60, 61, 62, 61]),
            24_000,
            "2026-12-19",
            47,
        ),
        account(
            4,
            "Soylent Foods",
            Health(66.0, Yellow, 4.0, &[60, 62, 64, 66]),
            45_000,
            "2026-10-31",
            5,
        ),
        account(
            5,
            "Umbrella Health",
            Health(88.0, Green, 0.0, &[88; 12]),
            210_000,
            "2027-01-11",
            9,
        ),
        account(
            6,
            "Stark Industries",
            Health(91.0, Green, 1.0, &[90; 12]),
            64_000,
            "2027-06-30",
            1,
        ),
        bare(7, "Hooli"),
    ]
}

/// The book.
pub(crate) fn book() -> Book {
    let accounts = accounts();
    let at = |number: usize| &accounts[number - 1];
    let mut below =
        alert("no_owner", at(5), Severity::Low, "no customer-side owner of the plan", 0.02);
    below.is_below_line = true;
    Arc::make_mut(&mut below.alert).kind = AlertKind::Hygiene;
    let mut grows = alert("seats_full", at(6), Severity::Medium, "118 of 120 seats in use", 0.0);
    Arc::make_mut(&mut grows.alert).kind = AlertKind::Expansion;
    let mut seen = alert("quiet", at(4), Severity::Medium, "no login for 9 days", 0.1);
    Arc::make_mut(&mut seen.alert).state = AlertState::Acknowledged;
    let alerts = vec![
        alert(
            "usage_shift",
            at(1),
            Severity::Critical,
            "renews in 41d, active users -38 % in 28 days",
            0.35,
        ),
        alert("champion_lost", at(2), Severity::High, "champion left (Kenji Sato)", 0.3),
        alert("no_touch", at(3), Severity::Medium, "no contact for 47 days, target 30", 0.1),
        grows,
        seen,
        below,
    ];
    let tasks = vec![
        task(101, Some(at(1)), "Send usage recovery plan", "2026-10-12", &["renewal"]),
        task(102, Some(at(5)), "Chase security review answer", "2026-10-13", &["risk"]),
        task(103, Some(at(2)), "Call new sponsor", TODAY, &["exec"]),
        task(104, Some(at(3)), "Check-in mail", "2026-10-16", &[]),
        task(105, None, "Book a room for the quarterly review", "2026-10-19", &[]),
    ];
    let date = |on: &str, kind, of: &AccountRow, text: &str| AgendaItem {
        on: day(on),
        kind,
        account: of.id,
        account_name: of.name.clone(),
        text: text.to_owned(),
    };
    let agenda = vec![
        date("2026-10-16", AgendaKind::Meeting, at(3), "check-in call"),
        date("2026-10-31", AgendaKind::Renewal, at(4), "renews, $45k"),
        date("2026-11-12", AgendaKind::Notice, at(5), "last day of notice"),
    ];
    let mut accounts = accounts.clone();
    for row in &mut accounts {
        let open = alerts
            .iter()
            .filter(|it| it.alert.account == row.id && it.alert.state == AlertState::Open);
        row.open_alerts = open.clone().count();
        row.worst = open.map(|it| it.alert.severity).min();
    }
    Book {
        as_of: day(TODAY),
        today: day(TODAY),
        currency: Currency::USD,
        totals: Totals {
            accounts: accounts.len(),
            arr_minor: 54_900_000,
            without_arr: 1,
            alerts_open: 4,
            alerts_below: 1,
            alert_budget: 8,
            tasks_open: tasks.len(),
            tasks_late: 2,
        },
        accounts: accounts.into_iter().map(Arc::new).collect(),
        alerts: alerts.into_iter().map(Arc::new).collect(),
        tasks: tasks.into_iter().map(Arc::new).collect(),
        agenda,
        patterns: Vec::new(),
        quiet: Vec::new(),
        playbooks: Playbooks::built_in().into(),
        holidays: Arc::default(),
        problems: Arc::default(),
        catalogue: Arc::default(),
        is_kept: false,
    }
}

/// A book with nothing in it.
pub(crate) fn empty() -> Book {
    let book = book();
    Book {
        totals: Totals::default(),
        accounts: Vec::new(),
        alerts: Vec::new(),
        tasks: Vec::new(),
        agenda: Vec::new(),
        ..book
    }
}

/// A book whose accounts have these names.
pub(crate) fn named<'a>(names: impl IntoIterator<Item = &'a str>) -> Book {
    let accounts: Vec<AccountRow> = (1..)
        .zip(names)
        .map(|(number, name)| {
            account(number, name, Health(34.0, Band::Red, -3.0, &[34; 12]), 1_000, "2026-11-24", 3)
        })
        .collect();
    let alerts = accounts.iter().map(|it| alert("usage_shift", it, Severity::High, &it.name, 0.2));
    let tasks =
        accounts.iter().map(|it| task(it.id.raw() + 1000, Some(it), &it.name, TODAY, &[&it.name]));
    Book {
        alerts: alerts.map(Arc::new).collect(),
        tasks: tasks.map(Arc::new).collect(),
        totals: Totals { accounts: accounts.len(), ..Totals::default() },
        accounts: accounts.into_iter().map(Arc::new).collect(),
        agenda: Vec::new(),
        ..book()
    }
}

/// The page of an account.
pub(crate) fn page(id: AccountId) -> AccountPage {
    let field = |name: &str, value: &str, origin: &str, since: Option<&str>| FieldRow {
        name: name.into(),
        value: value.to_owned(),
        origin: origin.to_owned(),
        is_assumed: since.is_none(),
        since: since.map(day),
    };
    let cap = ("champion_lost", 74.0, "champion lost");
    AccountPage {
        id,
        fields: vec![
            field("name", "Acme Corp", "accounts.csv:2", None),
            field("tier", "A", "by hand", Some("2026-03-01")),
        ],
        facts: Vec::new(),
        measures: measures(),
        caps: vec![CapRow { id: cap.0.into(), at_most: cap.1, reason: cap.2.to_owned() }],
        uncapped: Some(47.1),
        timeline: vec![
            event(
                201,
                "2026-10-12",
                Kind::Activity,
                "call: renewal scope",
                "They want fewer seats.",
            ),
            event(202, "2026-10-02", Kind::Ticket, "urgent, export fails, open", ""),
            event(203, "2026-09-20", Kind::Survey, "nps 4 Kenji Sato", "Too slow for us."),
        ],
        tasks: tasks_of(id),
        people: vec![
            person(301, "Kenji Sato", "Head of Operations", "champion", Some("2026-10-01")),
            person(302, "Ann Lee", "CFO", "economic_buyer", None),
        ],
    }
}

fn measures() -> Vec<MeasureRow> {
    let measure = |name: &str, pillar, reading: &str, score: Result<f64, Absence>, weight: f64| {
        let points = score.map_or(0.0, |it| weight * it);
        let lost = score.map_or(0.0, |it| weight * (100.0 - it));
        MeasureRow {
            id: name.into(),
            name: name.replace('_', " ").into(),
            pillar,
            reading: reading.to_owned(),
            score,
            weight,
            points,
            lost,
            rows: vec!["usage.csv:17".to_owned()],
        }
    };
    let (seats, trend) = ("66 of 120 seats active, 80 % expected", "-38 % active users in 28 days");
    vec![
        measure("seat_util_ratio", Pillar::Usage, seats, Ok(42.0), 0.3),
        measure("active_trend_pct", Pillar::Usage, trend, Ok(10.0), 0.2),
        measure(
            "touch_recency",
            Pillar::Relationship,
            "last two-way touch 2 days ago",
            Ok(95.0),
            0.3,
        ),
        measure("urgent_tickets", Pillar::Support, "3 open urgent tickets", Ok(20.0), 0.2),
        measure("nps", Pillar::Survey, "", Err(Absence::Missing), 0.0),
    ]
}

fn event(number: i64, on: &str, kind: Kind, text: &str, notes: &str) -> TimelineRow {
    TimelineRow {
        id: RecordId::new(number),
        on: Some(day(on)),
        kind,
        text: text.to_owned(),
        notes: notes.to_owned(),
    }
}

fn person(number: i64, name: &str, title: &str, roles: &str, left: Option<&str>) -> PersonRow {
    PersonRow {
        id: RecordId::new(number),
        name: name.to_owned(),
        title: title.to_owned(),
        roles: roles.to_owned(),
        email: format!("{}@example.com", name.to_lowercase().replace(' ', ".")),
        left_on: left.map(day),
        last_touch_on: Some(day("2026-10-12")),
    }
}

/// The account's tasks of the book, and one that was done.
fn tasks_of(id: AccountId) -> Vec<Task> {
    let book = book();
    let of_account = book.tasks.iter().filter(|it| it.task.account == Some(id));
    let mut tasks: Vec<Task> = of_account.map(|it| it.task.clone()).collect();
    let mut done = task(190, None, "Kick-off", "2026-09-30", &[]).task;
    done.account = Some(id);
    done.done_on = Some(day("2026-09-29"));
    tasks.push(done);
    tasks
}
