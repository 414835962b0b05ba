//! What was done with the customers: calls, meetings, mails, and what is planned.

use crate::cast::Account;
use crate::people::{Person, people};
use crate::sheet::{Sheet, workday};
use crate::tables::{Story, Tables};

const CALLS: [&str; 6] = [
    "Check-in: planning board for next month",
    "Walk-through of late shifts report",
    "Questions on the mobile app roll-out",
    "Follow-up on open points",
    "How the night shift uses the board",
    "Preparing the next review",
];
const MEETINGS: [&str; 5] = [
    "Monthly review with the planning team",
    "Workshop: fewer last-minute changes",
    "Roadmap talk",
    "Success plan: where we stand",
    "On-site visit",
];
const MAILS: [&str; 4] = [
    "Sent the release notes and two tips",
    "Answer on data retention",
    "Benchmarks for their industry",
    "Invitation to the user group",
];
const TRAININGS: [&str; 3] =
    ["Training: building a plan from a template", "Training for new planners", "Report clinic"];

/// The days on which an account was spoken with, newest last, as days before the opening.
fn days(account: &Account) -> Vec<i32> {
    let Some(cadence) = account.cadence() else { return Vec::new() };
    let mut chance = account.chance("days");
    let last = match account.story {
        Story::OutOfTouch => 158,
        Story::WentQuiet => 43,
        Story::Hollow => 13,
        Story::StalledOnboarding => 27,
        Story::Middling => cadence + chance.between(0, 12),
        Story::NoticeNear => 12,
        _ => chance.between(2, cadence.min(16)),
    };
    let mut days = Vec::new();
    let mut at = last;
    while at <= 364.min(account.age) {
        days.push(at);
        at += chance.between(cadence * 3 / 4, cadence * 5 / 4);
    }
    days.reverse();
    days
}

/// A talk, past or planned.
struct Talk<'a> {
    day: String,
    kind: &'a str,
    is_two_way: bool,
    subject: &'a str,
    present: Vec<&'a Person>,
    minutes: i32,
}

/// `activities.csv`.
pub(crate) fn sheet(tables: &Tables) -> Sheet {
    let mut sheet = Sheet::new(
        "activities.csv",
        "activity_id,account_id,date,type,two_way,subject,contacts,minutes",
    );
    let mut number = 0;
    for account in &tables.accounts {
        let people = people(account);
        let mut talks = Vec::new();
        for (turn, &ago) in days(account).iter().enumerate() {
            talks.push(spoken(account, &people, turn, ago));
            talks.extend(mailed(account, &people, turn, ago));
        }
        for it in tables.planned.iter().filter(|it| it.slug == account.slug) {
            talks.push(Talk {
                day: workday(it.ahead),
                kind: &it.kind,
                is_two_way: true,
                subject: &it.subject,
                present: people.iter().take(1).collect(),
                minutes: 30,
            });
        }
        for talk in talks {
            number += 1;
            let mails: Vec<&str> = talk.present.iter().map(|it| it.email.as_str()).collect();
            sheet.row([
                &format!("ACT-{number:04}"),
                &account.id,
                &talk.day,
                talk.kind,
                if talk.is_two_way { "yes" } else { "no" },
                talk.subject,
                &mails.join("; "),
                &talk.minutes.to_string(),
            ]);
        }
    }
    sheet
}

fn spoken<'a>(account: &Account, people: &'a [Person], turn: usize, ago: i32) -> Talk<'a> {
    let mut chance = account.chance(&format!("talk {turn}"));
    let (kind, subject) = match turn % 5 {
        1 => ("meeting", chance.pick(&MEETINGS)),
        3 if chance.happens(0.3) => ("training", chance.pick(&TRAININGS)),
        _ => ("call", chance.pick(&CALLS)),
    };
    Talk {
        day: workday(-ago),
        kind,
        is_two_way: true,
        subject,
        present: present(account, people, turn, ago),
        minutes: if kind == "call" { 30 } else { 60 },
    }
}

/// Now and then a mail that nobody answers follows a talk.
fn mailed<'a>(account: &Account, people: &'a [Person], turn: usize, ago: i32) -> Option<Talk<'a>> {
    let mut chance = account.chance(&format!("mail {turn}"));
    (turn % 6 == 4 && ago > 6).then(|| Talk {
        day: workday(3 - ago),
        kind: "email",
        is_two_way: false,
        subject: chance.pick(&MAILS),
        present: people.iter().take(1).collect(),
        minutes: 0,
    })
}

/// Who took part: the people in turn, so that no account hangs on one of them.
fn present<'a>(account: &Account, people: &'a [Person], turn: usize, ago: i32) -> Vec<&'a Person> {
    let mut present = Vec::new();
    let is_sponsor_away = match account.story {
        Story::SponsorDark => ago < 128,
        Story::StalledOnboarding => ago < 20,
        Story::WentQuiet => ago < 55,
        _ => false,
    };
    let is_exec_turn = match account.tier {
        'A' => turn.is_multiple_of(3),
        'B' if account.story != Story::Middling => turn.is_multiple_of(2),
        _ => true,
    };
    let is_champion_away = match account.story {
        Story::ChampionLeft => ago <= 19,
        Story::Middling => ago < 100,
        Story::WentQuiet => ago < 85,
        _ => false,
    };
    for (at, person) in people.iter().enumerate() {
        let comes = match person {
            it if it.is_sponsor => is_exec_turn && !is_sponsor_away,
            it if it.is_champion => !is_champion_away,
            _ => (turn + at).is_multiple_of(2) || people.len() < 3,
        };
        if comes && present.len() < 3 {
            present.push(person);
        }
    }
    if present.is_empty() {
        present.extend(people.last());
    }
    present
}
