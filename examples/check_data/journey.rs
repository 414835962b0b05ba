//! Real weekly use of 2,469 households: a score of a day knows nothing of the days after it.

use std::fs;
use std::path::Path;

use rounds::app::{OwnPolicy, Session, Setup};
use rounds::domain::{AccountId, Day};
use rounds::store::{Access, Store};
use serde_json::Value;

use crate::bench::{Bench, Checked, Findings, total};

const TABLES: [&str; 4] = ["accounts.csv", "usage.csv", "tickets.csv", "outcomes.csv"];
const AS_OF: &str = "2017-10-31";
/// Weeks that begin later end after the day of judgement.
const LAST_WEEK: &str = "2017-10-25";

pub(crate) fn check(set: &Path, findings: &mut Findings) -> Checked {
    let whole = judged(set, findings)?;
    let cut = tempfile::tempdir()?;
    for table in TABLES {
        let text = fs::read_to_string(set.join(table))?;
        let text = if table == "usage.csv" { known(&text) } else { text };
        fs::write(cut.path().join(table), text)?;
    }
    let known = judged(cut.path(), findings)?;
    let differing = whole.iter().zip(&known).filter(|(a, b)| a != b).count();
    findings.equal("accounts known on the day", whole.len(), 2452);
    findings.equal("accounts whose judgement saw the future", differing, 0);
    Ok(())
}

/// What a judgement says of an account.
#[derive(PartialEq)]
struct Judgement {
    account: AccountId,
    score: Option<f64>,
    coverage: f64,
    points: Vec<f64>,
}

fn judged(folder: &Path, findings: &mut Findings) -> Checked<Vec<Judgement>> {
    let bench = Bench::new()?;
    let report = bench.import(&TABLES.map(|it| folder.join(it)), &["--dated", "2017-12-31"])?;
    findings.equal("rows rejected", total(&report, "rejected"), 0);
    findings.equal("accounts", count_of(&report, "accounts"), Some(2469));
    let as_of: Day = AS_OF.parse()?;
    let setup = Setup { policy: OwnPolicy::default(), today: as_of, as_of: Some(as_of) };
    let mut session = Session::open(Store::open(&bench.book(), Access::ReadOnly)?, setup);
    let judgement = |it: &rounds::engine::Assessment| Judgement {
        account: it.account,
        score: it.health.score(),
        coverage: it.health.coverage,
        points: it.health.measures.iter().map(rounds::domain::Measure::points).collect(),
    };
    Ok(session.judge()?.accounts.iter().map(judgement).collect())
}

/// The rows that made a record in the file of a kind.
fn count_of(report: &Value, kind: &str) -> Option<u64> {
    report["files"].as_array()?.iter().find(|it| it["kind"] == kind)?["created"].as_u64()
}

/// The rows of usage whose week has ended on the day of judgement.
fn known(text: &str) -> String {
    let is_known = |line: &&str| {
        let date = line.split(',').nth(1).unwrap_or_default();
        !date.starts_with('2') || date <= LAST_WEEK
    };
    text.lines().filter(is_known).collect::<Vec<_>>().join("\n") + "\n"
}
