//! The sample book: sixty accounts whose stories can be seen on any day it is opened.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::OnceLock;

use rounds::app::{OwnPolicy, Session, Setup};
use rounds::domain::{Alert, AlertState, Band, Day};
use rounds::engine::{ChangePart, attribution};
use rounds::store::{Access, Store};
use serde_json::Value;

/// The day that the stories were written for.
const OPENED: &str = "2026-10-14";

/// A sample book on disk.
pub(crate) struct Sample {
    path: PathBuf,
}

impl Sample {
    fn written(path: PathBuf, day: &str) -> Self {
        if path.exists() {
            fs::remove_file(&path).unwrap();
        }
        printed(&["demo", "--as-of", day, "--write", path.to_str().unwrap()]);
        Self { path }
    }

    /// A sample opened on [`OPENED`], made once for all tests that only read it.
    pub(crate) fn shared() -> &'static Self {
        static SHARED: OnceLock<Sample> = OnceLock::new();
        SHARED.get_or_init(|| {
            let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
            Self::written(folder.join("sample.rounds"), OPENED)
        })
    }

    fn path(&self) -> String {
        self.path.display().to_string()
    }

    /// What a command over the sample prints.
    pub(crate) fn printed(&self, words: &[&str]) -> Vec<u8> {
        printed(&[&["--book", &self.path()], words].concat())
    }

    fn session(&self, as_of: &str) -> Session {
        let today: Day = as_of.parse().unwrap();
        let setup = Setup { policy: OwnPolicy::default(), today, as_of: None };
        Session::open(Store::open(Path::new(&self.path()), Access::ReadOnly).unwrap(), setup)
    }
}

#[test]
fn every_alert_cites_the_rows_of_what_it_saw() {
    let alerts = Sample::shared().printed(&["alerts", "--all", "--json"]);
    let alerts: Vec<Value> = serde_json::from_slice(&alerts).unwrap();
    assert!(alerts.len() > 20);
    let mut bare = Vec::new();
    for alert in &alerts {
        for seen in alert["evidence"].as_array().unwrap() {
            // What is not there stands in no row.
            let is_absence = matches!(&seen["value"], Value::Null | Value::Bool(false))
                || seen["value"].as_f64() == Some(0.0);
            if seen["rows"].as_array().unwrap().is_empty() && !is_absence {
                bare.push(format!("{}: {}", alert["id"], seen["fact"]));
            }
        }
    }
    assert_eq!(bare, Vec::<String>::new());
}

fn printed(words: &[&str]) -> Vec<u8> {
    let mut out = Vec::new();
    let args = std::iter::once("rounds").chain(words.iter().copied()).map(OsString::from);
    assert_eq!(rounds::cli::run_to(args, &mut out), ExitCode::SUCCESS, "{words:?}");
    out
}

/// The alerts in force, as `account rule`.
fn alerts(session: &mut Session) -> BTreeSet<String> {
    let judged = session.judge().unwrap();
    let name = |it: &Alert| judged.account(it.account).unwrap().name.to_string();
    let open =
        judged.alerts.iter().map(|it| it.alert.as_ref()).filter(|it| it.state == AlertState::Open);
    open.map(|it| format!("{}: {}", name(it), it.rule)).collect()
}

#[test]
fn every_story_is_an_alert_or_a_colour_on_whatever_day_it_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let sunday = "2027-01-03";
    let other = Sample::written(folder.path().join("sunday.rounds"), sunday);
    for (sample, day) in [(Sample::shared(), OPENED), (&other, sunday)] {
        let mut session = sample.session(day);
        let alerts = alerts(&mut session);
        for (account, rule) in [
            ("Northlane Freight", "champion_gone"),
            ("Brightwater Utilities", "usage_shift"),
            ("Opaline Hotels", "usage_quiet"),
            ("Ridgeback Outdoor", "seats_nearly_full"),
            ("Küstenwind Energie", "notice_deadline"),
            ("Solvane Therapeutics", "urgent_ticket"),
            ("Maplecrest School Board", "nps_detractor"),
            ("Blue Heron Press", "payment"),
            ("Fennimore Clinics", "single_threaded"),
        ] {
            let found = alerts.contains(&format!("{account}: {rule}"));
            assert!(found, "{day}: {account} has no {rule}: {alerts:?}");
        }
        assert!((12..=30).contains(&alerts.len()), "{day}: {alerts:?}");
        let judged = session.judge().unwrap();
        let count = |band: Band| judged.accounts.iter().filter(|it| it.health.band == band).count();
        assert_eq!(judged.accounts.len(), 60);
        assert!(count(Band::Green) > 30, "{day}: {} green", count(Band::Green));
        assert!(count(Band::Yellow) > 5, "{day}: {} yellow", count(Band::Yellow));
        assert!((2..=6).contains(&count(Band::Red)), "{day}: {} red", count(Band::Red));
        assert_eq!(count(Band::Unknown), 1, "{day}");
        let hollow = judged.accounts.iter().find(|it| &*it.name == "Fennimore Clinics").unwrap();
        assert_eq!(hollow.health.band, Band::Green, "{day}: green with nothing behind it");
        let stalled = judged.accounts.iter().find(|it| &*it.name == "Vantage Steelworks").unwrap();
        assert_eq!(stalled.health.band, Band::Yellow, "{day}");
    }
}

#[test]
fn two_samples_of_one_day_give_the_same_bytes_and_another_day_gives_another_answer() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (Sample::shared(), &Sample::written(folder.path().join("two.rounds"), OPENED));
    let accounts =
        |sample: &Sample, day: &str| sample.printed(&["accounts", "--json", "--as-of", day]);
    assert!(accounts(one, OPENED) == accounts(two, OPENED));
    let explain = ["explain", "Northlane", "--json", "--as-of", OPENED];
    assert!(one.printed(&explain) == two.printed(&explain));
    assert!(accounts(one, OPENED) != accounts(one, "2026-07-14"));
}

#[test]
fn the_points_of_every_account_add_up_to_its_score() {
    let mut session = Sample::shared().session(OPENED);
    for number in 1..=60 {
        let id = session.find_account(&format!("ACC-{number:03}")).unwrap();
        let health = session.explain(id).unwrap().assessment.health;
        let Some(uncapped) = health.uncapped else { panic!("ACC-{number:03} has no score") };
        let points: f64 = health.measures.iter().map(rounds::domain::Measure::points).sum();
        assert!((points - uncapped).abs() < 1e-9, "ACC-{number:03}");
        let score = uncapped + health.cap_points().unwrap();
        assert!((score - health.score().unwrap()).abs() < 1e-9, "ACC-{number:03}");
    }
}

#[test]
fn a_change_between_any_two_days_adds_up_for_every_account() {
    // Eleven days make fifty-five pairs; their distances are of every kind, weekends among them.
    let days: Vec<Day> = (0..11).map(|it| OPENED.parse::<Day>().unwrap() - it * it * 3).collect();
    let sample = Sample::shared();
    let judged: Vec<_> =
        days.iter().map(|it| sample.session(&it.to_string()).judge().unwrap()).collect();
    let mut pairs = 0;
    for (at, now) in judged.iter().enumerate() {
        for then in judged.iter().skip(at + 1) {
            for account in &now.accounts {
                let Some(before) = then.account(account.account) else { continue };
                let (before, after) = (&before.health, &account.health);
                let Some(change) = attribution(before, after) else { continue };
                let parts: f64 = change.parts.iter().map(ChangePart::effect).sum();
                let moved = after.score().unwrap() - before.score().unwrap();
                let off = (parts + change.cap_effect - moved).abs();
                assert!(off < 1e-9, "{}: off by {off}", account.name);
                pairs += 1;
            }
        }
    }
    assert!(pairs > 2500, "{pairs}");
}

#[test]
fn a_sample_is_never_written_over_a_file() {
    let sample = Sample::shared();
    let args = ["rounds", "demo", "--write", &sample.path()].map(OsString::from);
    assert_ne!(rounds::cli::run_to(args.into_iter(), &mut Vec::new()), ExitCode::SUCCESS);
    let accounts: Value = serde_json::from_slice(&sample.printed(&["accounts", "--json"])).unwrap();
    assert_eq!(accounts.as_array().unwrap().len(), 60);
}

#[test]
fn the_sample_files_are_what_their_generator_writes() {
    let folder = tempfile::tempdir().unwrap();
    let tests = std::env::current_exe().unwrap();
    let make = tests.parent().unwrap().with_file_name("examples").join("make_demo");
    let status = Command::new(make).arg(folder.path()).status().unwrap();
    assert!(status.success());
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo");
    let mut count = 0;
    for file in fs::read_dir(shipped).unwrap() {
        let file = file.unwrap();
        let made = fs::read(folder.path().join(file.file_name())).unwrap();
        assert!(made == fs::read(file.path()).unwrap(), "{} differs", file.path().display());
        count += 1;
    }
    assert_eq!(count, fs::read_dir(folder.path()).unwrap().count());
}
