//! What moved a score between two days adds up to the difference, for every account of a set.

use std::path::{Path, PathBuf};

use rounds::app::{Judged, OwnPolicy, judge};
use rounds::domain::Day;
use rounds::engine::{ChangePart, attribution};
use rounds::store::{Access, Store};

use crate::bench::{Bench, Checked, Findings};

/// Days to judge on; their pairs are more than fifty.
const DAYS: i32 = 11;

pub(crate) fn churnguard(set: &Path, findings: &mut Findings) -> Checked {
    let files = ["salesforce_accounts.csv", "amplitude_usage.csv", "zendesk_tickets.csv"];
    // The figures are of one day: before it there is less to know, after it they grow old.
    check(&files.map(|it| set.join(it)), "2026-03-31", findings)
}

pub(crate) fn ravenstack(set: &Path, findings: &mut Findings) -> Checked {
    let files = ["accounts", "subscriptions", "feature_usage", "support_tickets", "churn_events"];
    check(&files.map(|it| set.join(format!("ravenstack_{it}.csv"))), "2024-12-31", findings)
}

pub(crate) fn journey(set: &Path, findings: &mut Findings) -> Checked {
    let files = ["accounts.csv", "usage.csv", "outcomes.csv"];
    check(&files.map(|it| set.join(it)), "2017-12-31", findings)
}

pub(crate) fn socialnet(set: &Path, findings: &mut Findings) -> Checked {
    let files = ["accounts.csv", "subscriptions.csv", "usage.csv", "outcomes.csv"];
    check(&files.map(|it| set.join(it)), "2023-12-01", findings)
}

fn check(files: &[PathBuf], last: &str, findings: &mut Findings) -> Checked {
    let bench = Bench::new()?;
    bench.import(files, &["--dated", last])?;
    let store = Store::open(&bench.book(), Access::ReadOnly)?;
    let last: Day = last.parse()?;
    let days = (0..DAYS).map(|it| last - it * it * 3);
    let judged: Vec<Judged> =
        days.map(|it| judge(&store, &OwnPolicy::default(), it)).collect::<Result<_, _>>()?;
    let (mut pairs, mut wrong) = (0_usize, 0_usize);
    for (at, now) in judged.iter().enumerate() {
        for then in judged.iter().skip(at + 1) {
            for account in &now.accounts {
                let before = then.account(account.account).map(|it| &it.health);
                let Some(before) = before else { continue };
                let Some(change) = attribution(before, &account.health) else { continue };
                let parts: f64 = change.parts.iter().map(ChangePart::effect).sum();
                let moved = account.health.score().zip(before.score()).map(|(to, from)| to - from);
                let off = moved.map(|it| (parts + change.cap_effect - it).abs());
                pairs += 1;
                wrong += usize::from(off.is_none_or(|it| it > 1e-9));
            }
        }
    }
    let said = format!("{wrong} of {pairs} accounts and pairs of days do not add up");
    findings.say("changes", if wrong == 0 && pairs > 0 { Ok(said) } else { Err(said) });
    Ok(())
}
