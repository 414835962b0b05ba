//! How a rule would have done is told from the book's own past, with counts, and without a look ahead.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::process::ExitCode;

use rounds::domain::Day;
use rounds::engine::backtest::{Fate, Lead, Stretch, Tally, against_losses, against_silence};
use serde_json::Value;
use tempfile::TempDir;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn days<const N: usize>(texts: [&str; N]) -> [Day; N] {
    texts.map(day)
}

fn stretch(from: &str, to: &str) -> Stretch {
    Stretch { from: day(from), to: day(to) }
}

/// A book of its own: ten accounts whose people work every week of 2025, of which A-1 stops in June
/// and leaves in September.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        let mut accounts = "account_id,name,customer_since,tier,seats\n".to_owned();
        for number in 1..=10 {
            writeln!(accounts, "A-{number},Account {number},2024-06-01,A,40").unwrap();
        }
        desk.file("accounts.csv", &accounts);
        desk.file("usage.csv", &usage(day("2025-12-28")));
        desk.file("outcomes.csv", "account_id,result,date\nA-1,churned,2025-09-15\n");
        desk.ok(&["import", "accounts.csv", "usage.csv", "--dated", "2025-12-29"]);
        desk
    }

    fn file(&self, name: &str, text: &str) {
        std::fs::write(self.folder.path().join(name), text).unwrap();
    }

    /// What a command prints, and how it ends.
    fn run(&self, words: &[&str]) -> (ExitCode, String) {
        let path = |it: &&str| match it.strip_suffix(".csv") {
            Some(_) => self.folder.path().join(it).into_os_string(),
            None => OsString::from(*it),
        };
        let head = ["rounds", "--today", "2025-12-31", "--book"].map(OsString::from);
        let book = self.folder.path().join("book.rounds").into_os_string();
        let args = head.into_iter().chain([book]).chain(words.iter().map(path));
        let mut out = Vec::new();
        let code = rounds::cli::run_to(args.collect::<Vec<_>>().into_iter(), &mut out);
        (code, String::from_utf8(out).unwrap())
    }

    fn ok(&self, words: &[&str]) -> String {
        let (code, out) = self.run(words);
        assert_eq!(code, ExitCode::SUCCESS, "{words:?}");
        out
    }

    fn backtest(&self, words: &[&str]) -> Value {
        let all: Vec<&str> =
            ["rules", "backtest"].iter().chain(words).chain(&["--json"]).copied().collect();
        serde_json::from_str(&self.ok(&all)).unwrap()
    }
}

/// Weekly use up to a day.
fn usage(upto: Day) -> String {
    let mut res = "account_id,date,metric,value\n".to_owned();
    let mut monday = day("2025-01-06");
    while monday <= upto {
        for number in 1..=10 {
            if number > 1 || monday < day("2025-06-02") {
                writeln!(res, "A-{number},{monday},active_users,{}", 18 + number % 3).unwrap();
            }
        }
        monday = monday + 7;
    }
    res
}

/// The counts of the only rule of a report.
fn counts<const N: usize>(report: &Value, names: [&str; N]) -> [u64; N] {
    names.map(|it| report["rules"][0][it].as_u64().unwrap_or_else(|| panic!("{it}")))
}

#[test]
fn an_alert_is_right_when_the_loss_follows_in_time() {
    let seen = stretch("2025-01-06", "2025-12-31");
    let lead = Lead { least: 30, most: 90 };
    let losses = days(["2025-06-30"]);
    let of = |alert: &str| against_losses(&days([alert]), &losses, seen, lead);
    let right = Tally { hits: 1, events: 1, leads: vec![90], ..Tally::default() };
    assert_eq!(of("2025-04-01"), right);
    assert_eq!(of("2025-05-31").leads, [30]);
    let missed = Tally { events: 1, missed: vec![losses[0]], ..Tally::default() };
    assert_eq!(of("2025-03-31"), Tally { false_alarms: 1, ..missed.clone() });
    assert_eq!(of("2025-06-01"), Tally { late: 1, ..missed.clone() });
    assert_eq!(of("2025-07-01"), Tally { false_alarms: 1, ..missed.clone() });
    assert_eq!(of("2025-10-03"), Tally { left_out: 1, ..missed });
}

#[test]
fn a_loss_that_nobody_could_have_told_in_time_is_no_miss() {
    let losses = days(["2025-01-20", "2025-02-05"]);
    let found = against_losses(&[], &losses, stretch("2025-01-06", "2025-12-31"), Lead::default());
    assert_eq!((found.events, found.missed.as_slice()), (1, &losses[1..]));
}

#[test]
fn an_alert_of_silence_is_right_when_nobody_comes_back_for_so_long() {
    let used = vec![stretch("2025-01-06", "2025-02-28"), stretch("2025-06-02", "2025-08-31")];
    let fate = Fate { used, ..Fate::default() };
    let seen = stretch("2025-01-01", "2025-12-31");
    let of = |alerts: &[&str]| {
        let alerts: Vec<Day> = alerts.iter().map(|it| day(it)).collect();
        against_silence(&alerts, &fate, seen, 60)
    };
    let silences = fate.silences(60, seen.to);
    assert_eq!(
        silences,
        [stretch("2025-03-01", "2025-06-01"), stretch("2025-09-01", "2025-12-31")]
    );
    // 60 days after the 2nd of April end on the 1st of June, the day before the return.
    let found = of(&["2025-04-02", "2025-04-03", "2025-01-02", "2025-11-10"]);
    assert_eq!((found.hits, found.false_alarms, found.left_out), (1, 1, 2));
    assert_eq!((found.events, found.caught(), found.median_lead()), (2, 1, Some(-33.0)));
    assert_eq!(found.missed, days(["2025-09-01"]));
}

#[test]
fn shares_come_with_their_counts_and_are_nothing_without_cases() {
    let none = Tally::default();
    assert_eq!((none.precision(), none.recall(), none.median_lead()), (None, None, None));
    assert_eq!(none.precision_interval(), None);
    let some = Tally { hits: 2, false_alarms: 2, late: 1, ..Tally::default() };
    let interval = some.precision_interval().unwrap();
    assert_eq!((some.judged(), some.precision()), (5, Some(0.4)));
    assert!((interval.low - 0.117_620_774).abs() < 1e-9);
}

#[test]
fn a_rule_is_held_against_silence_where_the_book_knows_of_no_loss_and_else_against_losses() {
    let desk = Desk::new();
    let report = desk.backtest(&["R4"]);
    assert_eq!(report["against"], "silence");
    assert_eq!(counts(&report, ["fired", "hits", "false", "events", "caught"]), [1, 1, 0, 1, 1]);
    desk.ok(&["import", "outcomes.csv", "--dated", "2025-12-29"]);
    let report = desk.backtest(&["usage_quiet"]);
    assert_eq!(report["against"], "losses");
    assert_eq!(counts(&report, ["fired", "hits", "late", "events", "caught"]), [1, 1, 0, 1, 1]);
    // Silent since the 2nd of June: on the 23rd three of four weeks are gone. Lost on the 15th of
    // September.
    assert_eq!(report["rules"][0]["median_lead_days"], 84);
    let near = desk.backtest(&["usage_quiet", "--horizon", "60d"]);
    assert_eq!(counts(&near, ["hits", "false", "caught"]), [0, 1, 0]);
    assert_eq!(near["rules"][0]["missed"][0]["name"], "Account 1");
}

#[test]
fn what_is_learned_later_changes_no_alert_of_an_earlier_day() {
    let whole = Desk::new();
    let part = Desk { folder: tempfile::tempdir().unwrap() };
    std::fs::copy(
        whole.folder.path().join("accounts.csv"),
        part.folder.path().join("accounts.csv"),
    )
    .unwrap();
    part.file("usage.csv", &usage(day("2025-08-30")));
    part.ok(&["import", "accounts.csv", "usage.csv", "--dated", "2025-12-29"]);
    let fired = |desk: &Desk| -> Vec<(String, u64, u64)> {
        let report = desk.backtest(&["--all", "--to", "2025-08-31"]);
        let rules = report["rules"].as_array().unwrap().iter();
        let count = |it: &Value, name: &str| it[name].as_u64().unwrap();
        rules
            .map(|it| (it["rule"].to_string(), count(it, "fired"), count(it, "fired_first_day")))
            .collect()
    };
    let early = fired(&part);
    assert!(early.iter().any(|it| it.1 > 0));
    assert_eq!(fired(&whole), early);
}

#[test]
fn a_threshold_is_tried_out_without_being_kept() {
    let desk = Desk::new();
    let fired = |words: &[&str]| {
        let [later, at_first] = counts(&desk.backtest(words), ["fired", "fired_first_day"]);
        later + at_first
    };
    // Of 40 seats 18, 19 or 20 are in use.
    assert_eq!(fired(&["dormant_seats"]), 7);
    assert_eq!(fired(&["dormant_seats", "--set", "seats.utilisation<47%"]), 3);
    assert_eq!(fired(&["dormant_seats"]), 7);
    let (code, _) = desk.run(&["rules", "backtest", "dormant_seats", "--set", "arr<10k"]);
    assert_eq!(code, ExitCode::from(2));
}

#[test]
fn every_rule_is_tried_and_those_without_data_say_what_they_wait_for() {
    let desk = Desk::new();
    let report = desk.backtest(&["--all"]);
    let rules = report["rules"].as_array().unwrap();
    assert_eq!(rules.len(), 81);
    let urgent = rules.iter().find(|it| it["rule"] == "urgent_ticket").unwrap();
    assert_eq!((&urgent["verdict"], &urgent["lacks"][0]), (&"no_data".into(), &"tickets".into()));
    let text = desk.ok(&["rules", "backtest", "--all"]);
    assert!(text.contains("no data: tickets"), "{text}");
    let listed: Value = serde_json::from_str(&desk.ok(&["rules", "list", "--json"])).unwrap();
    let urgent = listed.as_array().unwrap().iter().find(|it| it["rule"] == "urgent_ticket");
    assert_eq!(urgent.unwrap()["lacks"][0], "tickets");
}

#[test]
fn a_rule_that_is_not_there_is_told_with_the_nearest() {
    let desk = Desk::new();
    for words in [["rules", "backtest", "usage_quite"], ["rules", "show", "R99"]] {
        assert_eq!(desk.run(&words).0, ExitCode::from(4));
    }
    assert_eq!(desk.run(&["rules", "backtest"]).0, ExitCode::from(2));
    assert!(desk.ok(&["rules", "show", "r4"]).contains("usage_quiet"));
}
