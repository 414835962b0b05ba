//! What the customers asked the support desk, and what they answered to surveys.

use crate::cast::Account;
use crate::people::people;
use crate::sheet::{Sheet, day, workday};
use crate::tables::{Story, Tables};

const SUBJECTS: [&str; 12] = [
    "Cannot publish the plan for week 31",
    "Report shows hours of last year",
    "Single sign-on asks twice",
    "How do I copy a template?",
    "Mobile app does not refresh",
    "Export misses the last column",
    "Shift swap was not saved",
    "New site does not appear in the list",
    "Slow board with 400 rows",
    "Please add a planner's account",
    "Holiday calendar for next year",
    "Import of staff list stops at row 200",
];
const TOPICS: [&str; 5] = ["planning", "reports", "mobile", "access", "integration"];

/// `tickets.csv`.
pub(crate) fn tickets(tables: &Tables) -> Sheet {
    let mut sheet = Sheet::new(
        "tickets.csv",
        "ticket_id,account_id,created_at,closed_at,priority,status,subject,topic,csat,\
         first_response_minutes,escalated",
    );
    let mut number = 4100;
    for account in &tables.accounts {
        let mut chance = account.chance("tickets");
        let is_sore = matches!(account.story, Story::Middling | Story::WentQuiet);
        let a_week = match account.tier {
            'A' => 0.55,
            'B' => 0.30,
            'C' => 0.12,
            _ => 0.04,
        };
        for week in (1..52.min(account.age / 7)).rev() {
            if !chance.happens(a_week) {
                continue;
            }
            number += 1;
            let opened = week * 7 - chance.between(0, 4);
            let took = chance.between(0, 5);
            let priority = match chance.between(1, 20) {
                1 => "urgent",
                2..=4 => "high",
                5..=15 => "normal",
                _ => "low",
            };
            let is_closed = opened - took > 1;
            let csat = if is_closed && chance.happens(0.4) {
                chance.pick(if is_sore {
                    &["4", "3", "3", "2", "2"]
                } else {
                    &["5", "5", "4", "4", "3"]
                })
            } else {
                ""
            };
            sheet.row([
                &format!("TCK-{number}"),
                &account.id,
                &workday(-opened),
                &if is_closed { workday(took - opened) } else { String::new() },
                if is_closed { priority } else { "normal" },
                if is_closed { "solved" } else { "open" },
                chance.pick(&SUBJECTS),
                chance.pick(&TOPICS),
                csat,
                &chance.between(8, 240).to_string(),
                if is_sore && priority == "high" { "yes" } else { "no" },
            ]);
        }
        for trouble in tables.troubles.iter().filter(|it| it.slug == account.slug) {
            number += 1;
            sheet.row([
                &format!("TCK-{number}"),
                &account.id,
                &workday(-trouble.ago),
                "",
                &trouble.priority,
                "open",
                &trouble.subject,
                "planning",
                "",
                "35",
                if trouble.priority == "urgent" || is_sore { "yes" } else { "no" },
            ]);
        }
    }
    sheet
}

/// `surveys.csv`.
pub(crate) fn surveys(tables: &Tables) -> Sheet {
    let mut sheet =
        Sheet::new("surveys.csv", "response_id,account_id,date,type,score,contact,comment");
    let mut number = 0;
    for account in tables.accounts.iter().filter(|it| it.has_csm()) {
        let mut chance = account.chance("surveys");
        let people = people(account);
        for quarter in (0..4).rev() {
            let sent = 30 + 91 * quarter + chance.between(0, 20);
            if sent > account.age - 30 {
                continue;
            }
            for person in people.iter().filter(|it| !it.is_sponsor).take(3) {
                if !chance.happens(0.6) {
                    continue;
                }
                number += 1;
                let (score, comment) = answer(account, quarter, chance.between(0, 9));
                sheet.row([
                    &format!("NPS-{number:04}"),
                    &account.id,
                    &workday(-sent),
                    "nps",
                    &score.to_string(),
                    &person.email,
                    comment,
                ]);
            }
        }
        if account.story == Story::Detractor {
            number += 1;
            sheet.row([
                &format!("NPS-{number:04}"),
                &account.id,
                &day(-6),
                "nps",
                "3",
                &people[0].email,
                "We lost a week of timetables and heard nothing for three days",
            ]);
        }
    }
    sheet
}

fn answer(account: &Account, quarter: i32, drawn: i32) -> (i32, &'static str) {
    match (account.story, drawn) {
        (Story::Recovered, _) if quarter == 2 => (6, "Too many outages in spring"),
        (Story::QuietDecline | Story::WentQuiet | Story::Middling, 0..=6) => (7, ""),
        (_, 0) => (7, "Good, but the reports are slow"),
        (_, 1..=2) => (8, ""),
        (_, 3..=6) => (9, ""),
        (_, 7) => (10, "We plan a week in two hours now"),
        _ => (10, ""),
    }
}
