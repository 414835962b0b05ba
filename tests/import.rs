//! Imports: files in, records and series out, and what the report says.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rounds::app::{Going, ImportError, ImportOptions, ImportReport, import};
use rounds::domain::{Day, Kind, Record};
use rounds::store::Store;

mod any_bytes;
mod at_once;
mod bad_input;
mod command;
mod kinds;
mod limits;
mod report;
mod same_book;
mod time;

/// The day that imports happen on, unless a test says another.
const TODAY: &str = "2026-03-31";

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn fixture(folder: &str, file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import").join(folder).join(file)
}

fn fixtures(folder: &str, files: &[&str]) -> Vec<PathBuf> {
    files.iter().map(|it| fixture(folder, it)).collect()
}

const SAAS: [&str; 5] = [
    "churn_events.csv",
    "feature_usage.csv",
    "support_tickets.csv",
    "subscriptions.csv",
    "accounts.csv",
];

/// A book in memory and a folder for files.
struct Desk {
    store: Store,
    folder: tempfile::TempDir,
    options: ImportOptions,
    today: Day,
}

impl Desk {
    fn new() -> Self {
        Self {
            store: Store::in_memory().unwrap(),
            folder: tempfile::tempdir().unwrap(),
            options: ImportOptions::default(),
            today: day(TODAY),
        }
    }

    /// A book with two accounts, `A1` Acme (acme.com) and `B2` Beta.
    fn with_accounts() -> Self {
        let mut desk = Self::new();
        desk.take("accounts.csv", "account_id,account_name,domain\nA1,Acme,acme.com\nB2,Beta,\n");
        desk
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn try_paths(&mut self, paths: &[PathBuf]) -> Result<ImportReport, ImportError> {
        let at = "2026-03-31T09:00:00Z";
        import(&mut self.store, paths, &self.options, at, self.today, &mut |_| Going::On)
    }

    fn paths(&mut self, paths: &[PathBuf]) -> ImportReport {
        self.try_paths(paths).unwrap()
    }

    /// Imports one file of these bytes.
    fn take(&mut self, name: &str, bytes: impl AsRef<[u8]>) -> ImportReport {
        let path = self.file(name, bytes);
        self.paths(&[path])
    }

    fn refuse(&mut self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.file(name, bytes);
        self.try_paths(&[path]).unwrap_err().to_string()
    }

    /// Every record of a kind as of a day, by number.
    fn records_on(&self, kind: Kind, on: &str) -> Vec<Record> {
        let histories = self.store.records(kind).unwrap();
        histories.iter().filter_map(|it| it.as_of(day(on))).collect()
    }

    fn records(&self, kind: Kind) -> Vec<Record> {
        self.records_on(kind, "9999-12-31")
    }

    /// The values of a metric: `A1 2024-01-08 3`, by account and day.
    fn points(&self, metric: &str) -> Vec<String> {
        let metrics = self.store.metrics().unwrap();
        let metric = metrics.iter().find(|it| &*it.name == metric).unwrap();
        let mut lines = Vec::new();
        let each = |account: rounds::domain::AccountHistory| {
            for series in account.series.iter().filter(|it| it.metric == metric.id) {
                for point in &series.points {
                    let key = &account.records[0].key;
                    lines.push(format!("{key} {} {}", point.on, point.value));
                }
            }
            true
        };
        self.store.each_account(each).unwrap();
        lines
    }

    /// Everything in the book but where it came from, as text.
    fn dump(&self) -> String {
        let mut lines = String::new();
        let each = |account: rounds::domain::AccountHistory| {
            for record in &account.records {
                writeln!(lines, "{} {} {}", record.id, record.kind, record.key).unwrap();
                for it in &record.versions {
                    let line = it.origin.line;
                    writeln!(lines, "  {} {} {line} {:?}", it.effective_on, it.known_on, it.patch)
                        .unwrap();
                }
            }
            for series in &account.series {
                for it in &series.points {
                    let what = (series.metric, it.on, it.known_on, it.value, it.lines.as_slice());
                    writeln!(lines, "  {what:?}").unwrap();
                }
            }
            true
        };
        self.store.each_account(each).unwrap();
        lines + &format!("{:?}", self.store.metrics().unwrap())
    }
}

/// `created updated unchanged rejected`.
fn counts(report: &ImportReport) -> [u64; 4] {
    let it = report.totals();
    assert_eq!(it.rows, it.created + it.updated + it.unchanged + it.rejected);
    [it.created, it.updated, it.unchanged, it.rejected]
}

/// The first reject: its line, and why.
fn first_reject(report: &ImportReport) -> String {
    let reject = report.files.iter().flat_map(|it| &it.rejects).next().unwrap();
    let column = reject.column.as_deref().map(|it| format!(" {it}")).unwrap_or_default();
    format!("{}{column}: {}", reject.line, reject.reason)
}
