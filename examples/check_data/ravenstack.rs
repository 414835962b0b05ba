//! The same five tables saved in three ways: with and without a byte order mark, with other line
//! ends, and with other dates and truth values.

use std::fs;
use std::path::{Path, PathBuf};

use crate::bench::{Bench, Checked, Findings, total};

const TABLES: [&str; 5] =
    ["accounts", "subscriptions", "feature_usage", "support_tickets", "churn_events"];
const AS_OF: [&str; 3] = ["--json", "--as-of", "2024-12-31"];

pub(crate) fn check(set: &Path, findings: &mut Findings) -> Checked {
    let third = tempfile::tempdir()?;
    for table in TABLES {
        let name = format!("ravenstack_{table}.csv");
        let text = fs::read_to_string(set.join(&name))?;
        let dates = if table == "feature_usage" { Dates::Iso } else { Dates::MonthFirst };
        fs::write(third.path().join(&name), otherwise(&text, dates))?;
    }
    let mut first: Option<Printed> = None;
    for (copy, folder) in [
        ("dashes", set.to_owned()),
        ("byte order mark", set.with_file_name("ravenstack_dmy_bom_crlf")),
        ("month first", third.path().to_owned()),
    ] {
        let bench = Bench::new()?;
        let report = bench.import(&files(&folder), &[])?;
        findings.equal(&format!("{copy}: rows rejected"), total(&report, "rejected"), 0);
        let usage = report["files"]
            .as_array()
            .and_then(|it| it.iter().find(|it| it["kind"] == "usage")?["rows"].as_u64());
        findings.equal(&format!("{copy}: usage rows"), usage, Some(25_000));
        let print = |list: &str| bench.print(&[&[list], AS_OF.as_slice()].concat());
        let printed = Printed { accounts: print("accounts")?, alerts: print("alerts")? };
        match &first {
            None => first = Some(printed),
            Some(first) => {
                findings.equal(
                    &format!("{copy}: same accounts"),
                    first.accounts == printed.accounts,
                    true,
                );
                findings.equal(
                    &format!("{copy}: same alerts"),
                    first.alerts == printed.alerts,
                    true,
                );
            }
        }
    }
    Ok(())
}

/// What two lists print.
struct Printed {
    accounts: Vec<u8>,
    alerts: Vec<u8>,
}

fn files(folder: &Path) -> Vec<PathBuf> {
    TABLES.iter().map(|it| folder.join(format!("ravenstack_{it}.csv"))).collect()
}

/// How the third copy writes its dates.
#[derive(Clone, Copy)]
enum Dates {
    MonthFirst,
    Iso,
}

/// The same table with other dates, and `True` and `False`.
fn otherwise(text: &str, dates: Dates) -> String {
    let cell = |it: &str| match it {
        "TRUE" => "True".to_owned(),
        "FALSE" => "False".to_owned(),
        it => date(it, dates).unwrap_or_else(|| it.to_owned()),
    };
    let line = |it: &str| it.split(',').map(cell).collect::<Vec<_>>().join(",");
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// A day-first date with dashes, and perhaps a time, in another form.
fn date(cell: &str, dates: Dates) -> Option<String> {
    let (date, time) = cell.split_once(' ').unwrap_or((cell, ""));
    let [day, month, year] = <[&str; 3]>::try_from(date.split('-').collect::<Vec<_>>()).ok()?;
    if [day.len(), month.len(), year.len()] != [2, 2, 4] {
        return None;
    }
    let date = match dates {
        Dates::Iso => format!("{year}-{month}-{day}"),
        Dates::MonthFirst => format!("{month}/{day}/{year}"),
    };
    Some(format!("{date} {time}").trim_end().to_owned())
}
