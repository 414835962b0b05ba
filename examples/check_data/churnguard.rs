//! Three exports that share an account id: a CRM list, a usage snapshot, and ticket figures that are
//! sums per account.

use std::path::Path;

use serde_json::Value;

use crate::bench::{Bench, Checked, Findings, total};

pub(crate) fn check(set: &Path, findings: &mut Findings) -> Checked {
    let bench = Bench::new()?;
    let files = ["salesforce_accounts.csv", "amplitude_usage.csv", "zendesk_tickets.csv"];
    let files = files.map(|it| set.join(it));
    let report = bench.import(&files, &[])?;
    findings.equal("rows rejected", total(&report, "rejected"), 0);
    findings.equal("conflicts", report["conflicts"].as_u64(), Some(0));
    findings.equal("snapshot date", report["snapshot_date"].as_str(), Some("2026-01-31"));

    let accounts = bench.json(&["accounts", "--json", "--as-of", "2026-01-31"])?;
    let accounts = accounts.as_array().map(Vec::as_slice).unwrap_or_default();
    findings.equal("accounts", accounts.len(), 150);
    for fact in ["arr", "renewal.date", "seats", "health.score"] {
        let known = accounts.iter().filter(|it| !it[fact].is_null()).count();
        findings.equal(&format!("accounts with {fact}"), known, 150);
    }
    let explained = accounts
        .iter()
        .filter(|it| it["health.data_coverage"].is_number() && it["reasons"].is_array());
    findings.equal("accounts with data coverage and reasons", explained.count(), 150);
    findings.equal("accounts whose band does not follow the data", misjudged(accounts), 0);
    for fact in ["tickets.opened_90d", "nps.count_365d"] {
        let counted = accounts.iter().filter(|it| it[fact].as_f64().unwrap_or(0.0) > 0.0).count();
        findings.equal(&format!("accounts with {fact} from sums"), counted, 0);
    }

    let again = bench.import(&files, &[])?;
    findings.equal("created again", total(&again, "created"), 0);
    findings.equal("updated again", total(&again, "updated"), 0);
    let changes = bench.json(&["history", "--json"])?;
    findings.equal("changes in the journal", changes.as_array().map(Vec::len), Some(1));
    bench.print(&["undo"])?;
    let left = bench.json(&["accounts", "--json"])?;
    findings.equal("accounts after undo", left.as_array().map(Vec::len), Some(0));
    Ok(())
}

/// Accounts whose band is unknown with 40 % of the data or more, or known with less.
fn misjudged(accounts: &[Value]) -> usize {
    let is_wrong = |it: &&Value| {
        let coverage = it["health.data_coverage"].as_f64().unwrap_or(0.0);
        (it["health.computed_band"] == "unknown") != (coverage < 0.4)
    };
    accounts.iter().filter(is_wrong).count()
}
