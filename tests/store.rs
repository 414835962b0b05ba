//! What is written is read back, by every process that has the book open.

use std::path::Path;
use std::time::Duration;

use rounds::domain::{
    AccountId, Day, Family, FieldName, Grain, Kind, Lines, MetricId, Money, Point, RecordHistory,
    RecordId, SaidGrain, Value,
};
use rounds::store::{Access, Error, NewFile, NewPoint, NewVersion, Store, Write};

pub(crate) const AT: &str = "2026-03-01T09:00:00Z";
const CSV: NewFile<'static> = NewFile { name: "accounts.csv", kind: "accounts", on: Day::MAX };
const USAGE: NewFile<'static> = NewFile { name: "usage.csv", kind: "usage", on: Day::MAX };

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub(crate) fn said(on: &str, fields: &[(&'static str, Option<Value>)]) -> NewVersion {
    NewVersion {
        file: None,
        line: 0,
        effective_on: day(on),
        known_on: day(on),
        patch: fields.iter().map(|(name, it)| (FieldName::new(name), it.clone())).collect(),
    }
}

/// A grain that was never another.
pub(crate) fn always(grain: Grain) -> SaidGrain {
    SaidGrain { grain, known_on: Day::MIN }
}

fn value(on: &str, known_on: &str, value: f64, line: u32) -> NewPoint {
    NewPoint { on: day(on), known_on: day(known_on), value, lines: Lines::from(line) }
}

/// Adds an account of this key, named after it.
pub(crate) fn add_account(write: &mut Write<'_>, key: &str) -> rounds::store::Result<AccountId> {
    let record = write.record(Kind::Account, None, key)?;
    write.revise(record, &said("2026-01-01", &[("name", Some(Value::text(key)))]))?;
    Ok(record.as_account())
}

fn with_account(store: &mut Store, key: &str) -> AccountId {
    store.write("add", AT, |it| add_account(it, key)).unwrap().0
}

fn only(store: &Store, kind: Kind) -> RecordHistory {
    let [record] = <[_; 1]>::try_from(store.records(kind).unwrap()).unwrap();
    record
}

fn book(folder: &tempfile::TempDir) -> std::path::PathBuf {
    folder.path().join("rounds").join("book.db")
}

fn open(path: &Path) -> Store {
    Store::open(path, Access::Write).unwrap()
}

#[test]
fn every_field_of_a_version_is_read_back_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let patch: &[(&'static str, Option<Value>)] = &[
        ("arr", Some(Value::Money(Money::new(i64::MIN, "KWD".parse().unwrap())))),
        ("auto_renew", Some(Value::Flag(false))),
        ("csm", None),
        ("custom.share", Some(Value::Percent(0.83))),
        ("name", Some(Value::text("Zoë \"Z\" \u{1b}[31m\0"))),
        ("notice_days", Some(Value::Days(30.0))),
        ("renewal_date", Some(Value::Date(Day::MIN))),
        ("seats", Some(Value::Number(0.1 + 0.2))),
        ("tags", Some(Value::list(["eu", ""]))),
    ];
    let mut version = said("2026-02-03", patch);
    version.known_on = day("2026-02-01");
    version.line = 7;

    let mut store = open(&book(&folder));
    let (id, entry) = store
        .write("import accounts.csv", AT, |it| {
            version.file = Some(it.add_file(&CSV)?);
            let record = it.record(Kind::Account, None, "a-1")?;
            it.revise(record, &version)?;
            Ok(record)
        })
        .unwrap();
    drop(store);

    let store = open(&book(&folder));
    let record = store.record(id).unwrap().unwrap();
    assert_eq!((record.id, record.kind, &*record.key), (id, Kind::Account, "a-1"));
    assert_eq!(record.account, Some(id.as_account()));
    let [read] = <[_; 1]>::try_from(record.versions.clone()).unwrap();
    assert_eq!((read.effective_on, read.known_on), (version.effective_on, version.known_on));
    assert_eq!(read.patch, version.patch);
    assert_eq!((Some(read.origin.entry), read.origin.line), (entry, 7));
    assert_eq!(read.origin.file, version.file);

    let files = store.files().unwrap();
    assert_eq!(files.len(), 1);
    assert_eq!((Some(files[0].id), &*files[0].name), (version.file, "accounts.csv"));
    assert_eq!(store.records(Kind::Account).unwrap(), std::slice::from_ref(&record));
    let account = store.account(id.as_account()).unwrap().unwrap();
    assert_eq!(account.records, [record]);
    assert_eq!(account.series, []);
}

#[test]
fn versions_are_ordered_by_their_day_and_then_by_when_they_were_written() {
    let mut store = Store::in_memory().unwrap();
    let tier = |on: &str, tier: &'static str| said(on, &[("tier", Some(Value::text(tier)))]);
    let id = with_account(&mut store, "a").record();
    for (on, word) in [("2026-03-01", "C"), ("2026-02-01", "A"), ("2026-03-01", "D")] {
        store.write("edit", AT, |it| it.revise(id, &tier(on, word))).unwrap();
    }
    let tier = |on: &str| {
        let record = store.record(id).unwrap().unwrap().as_of(day(on)).unwrap();
        record.text("tier").map(str::to_owned)
    };
    assert_eq!(tier("2026-01-31"), None);
    assert_eq!(tier("2026-02-01").as_deref(), Some("A"));
    assert_eq!(tier("2026-03-01").as_deref(), Some("D"));
}

#[test]
fn an_account_comes_with_its_children_and_no_others() {
    let mut store = Store::in_memory().unwrap();
    let (a, b) = (with_account(&mut store, "a"), with_account(&mut store, "b"));
    let add = |store: &mut Store, kind, account, key: &str| {
        let fields = [("subject", Some(Value::text("x")))];
        let change = |it: &mut Write<'_>| {
            let record = it.record(kind, account, key)?;
            it.revise(record, &said("2026-01-05", &fields)).map(|()| record)
        };
        store.write("add", AT, change).unwrap().0
    };
    let ticket = add(&mut store, Kind::Ticket, Some(b), "t-1");
    let call = add(&mut store, Kind::Activity, Some(a), "c-1");
    let setting = add(&mut store, Kind::Setting, None, "currency");

    let ids = |id: AccountId| -> Vec<RecordId> {
        let account = store.account(id).unwrap().unwrap();
        account.records.iter().map(|it| it.id).collect()
    };
    assert_eq!(ids(a), [a.record(), call]);
    assert_eq!(ids(b), [b.record(), ticket]);
    assert_eq!(only(&store, Kind::Ticket).account, Some(b));
    assert_eq!(store.settings().unwrap()[0].id, setting);
    assert_eq!(store.settings().unwrap()[0].account, None);

    let mut whole = Vec::new();
    store
        .each_account(|it| {
            whole.push(it);
            true
        })
        .unwrap();
    let one_by_one = [a, b].map(|it| store.account(it).unwrap().unwrap());
    assert_eq!(whole, one_by_one);
    let mut first = Vec::new();
    store
        .each_account(|it| {
            first.push(it.id);
            false
        })
        .unwrap();
    assert_eq!(first, [a]);
}

#[test]
fn a_record_of_one_kind_and_key_is_made_once() {
    let mut store = Store::in_memory().unwrap();
    let a = with_account(&mut store, "a");
    let again = store.write("again", AT, |it| it.record(Kind::Account, None, "a")).unwrap();
    assert_eq!(again, (a.record(), None));
    let keys = store.keys(Kind::Account).unwrap();
    assert_eq!(keys.len(), 1);
    assert_eq!((keys[0].record, keys[0].account, &*keys[0].key), (a.record(), Some(a), "a"));
}

#[test]
fn a_name_is_the_one_that_was_said_last() {
    let mut store = Store::in_memory().unwrap();
    let a = with_account(&mut store, "a");
    let fields = [("name", Some(Value::text("Acme"))), ("domain", Some(Value::text("acme.io")))];
    store.write("edit", AT, |it| it.revise(a.record(), &said("2026-02-01", &fields))).unwrap();
    let names = store.account_names().unwrap();
    assert_eq!(names.len(), 1);
    assert_eq!((names[0].id, &*names[0].key, &names[0].external_id), (a, "a", &None));
    assert_eq!(names[0].name.as_deref(), Some("Acme"));
    assert_eq!(names[0].domain.as_deref(), Some("acme.io"));
}

/// Two accounts, two metrics, two imports, the second of which corrects a day of the first.
fn usage(store: &mut Store) -> ([AccountId; 2], [MetricId; 2]) {
    let accounts = ["a", "b"].map(|it| with_account(store, it));
    let mut metrics = [MetricId::new(0); 2];
    let days = ["2026-01-05", "2026-01-12", "2026-01-19"];
    store
        .write("import usage.csv", AT, |it| {
            metrics = [
                it.metric(Family::Usage, "logins", always(Grain::Week))?,
                it.metric(Family::Reported, "nps", always(Grain::Snapshot))?,
            ];
            let file = it.add_file(&USAGE)?;
            for account in accounts.iter().rev() {
                let points: Vec<_> = (2..)
                    .zip(days)
                    .map(|(line, on)| value(on, on, f64::from(line), line))
                    .collect();
                it.add_points(*account, metrics[0], file, &points)?;
            }
            it.add_points(accounts[0], metrics[1], file, &[value(days[2], days[2], 8.6, 9)])
        })
        .unwrap();
    store
        .write("import usage.csv", AT, |it| {
            let file = it.add_file(&USAGE)?;
            let mut corrected = value(days[1], "2026-02-01", 0.5, 2);
            corrected.lines = Lines::from(vec![2, 3, 8]);
            it.add_points(accounts[0], metrics[0], file, &[corrected])
        })
        .unwrap();
    (accounts, metrics)
}

#[test]
fn a_corrected_value_counts_from_the_day_it_was_learned_and_cites_its_lines() {
    let mut store = Store::in_memory().unwrap();
    let ([a, b], [logins, nps]) = usage(&mut store);
    let series = store.series(a, logins).unwrap();
    let values =
        |on: &str| -> Vec<f64> { series.as_of(Grain::Week, day(on)).map(|it| it.value).collect() };
    assert_eq!(values("2026-01-31"), [2.0, 3.0, 4.0]);
    assert_eq!(values("2026-02-01"), [2.0, 0.5, 4.0]);
    assert_eq!(series.points[2].lines.as_slice(), [2, 3, 8]);
    assert_eq!(series.points[1].lines.as_slice(), [3]);
    assert!(series.points[1].entry < series.points[2].entry);
    assert!(series.points[1].file < series.points[2].file);

    let names: Vec<_> = store.metrics().unwrap().into_iter().map(|it| it.name).collect();
    assert_eq!(names, ["logins".into(), "nps".into()]);
    let account = store.account(a).unwrap().unwrap();
    assert_eq!(account.series.iter().map(|it| it.metric).collect::<Vec<_>>(), [logins, nps]);
    assert_eq!(account.series[0], series);
    assert_eq!(store.series(b, nps).unwrap().points, Vec::<Point>::new());

    let mut whole = Vec::new();
    store
        .each_series(|it| {
            whole.push(it);
            true
        })
        .unwrap();
    assert_eq!(whole, [a, b].map(|it| store.account(it).unwrap().unwrap()));
}

#[test]
fn a_grain_is_the_one_that_the_last_change_in_force_said() {
    let mut store = Store::in_memory().unwrap();
    usage(&mut store);
    let grain = |store: &Store| store.metrics().unwrap()[0].grains.on(Day::MAX);
    let set = |store: &mut Store, grain| {
        store.write("set", AT, |it| it.metric(Family::Usage, "logins", always(grain))).unwrap().1
    };
    assert_eq!(set(&mut store, Grain::Week), None);
    assert!(set(&mut store, Grain::Month).is_some());
    assert_eq!(grain(&store), Grain::Month);
    store.undo().unwrap();
    assert_eq!(grain(&store), Grain::Week);
    store.redo().unwrap();
    assert_eq!(grain(&store), Grain::Month);
}

#[test]
fn a_series_longer_than_one_packet_is_read_back_whole() {
    let mut store = Store::in_memory().unwrap();
    let account = with_account(&mut store, "a");
    let points: Vec<_> = (0..10_000_u16)
        .map(|it| {
            let on = Day::from_number(i32::from(it));
            NewPoint { on, known_on: on, value: f64::from(it), lines: Lines::from(1) }
        })
        .collect();
    let (metric, _) = store
        .write("import", AT, |it| {
            let metric = it.metric(Family::Usage, "logins", always(Grain::Day))?;
            let file = it.add_file(&USAGE)?;
            it.add_points(account, metric, file, &points).map(|()| metric)
        })
        .unwrap();
    let series = store.series(account, metric).unwrap();
    assert!(series.points.iter().map(|it| it.value).eq((0..10_000).map(f64::from)));
    assert_eq!(store.counts().unwrap().points, 10_000);
}

#[test]
fn a_change_that_writes_nothing_makes_no_entry() {
    let mut store = Store::in_memory().unwrap();
    let version = store.data_version().unwrap();
    let ((), entry) = store
        .write("import", AT, |it| {
            let file = it.add_file(&CSV)?;
            let account = it.record(Kind::Account, None, "a")?;
            let metric = it.metric(Family::Usage, "logins", always(Grain::Day))?;
            it.add_points(account.as_account(), metric, file, &[])
        })
        .unwrap();
    assert_eq!(entry, None);
    assert_eq!(store.journal(9).unwrap(), []);
    assert_eq!(store.files().unwrap(), []);
    assert_eq!(store.metrics().unwrap(), []);
    assert_eq!(store.data_version().unwrap(), version);
}

#[test]
fn a_change_that_fails_leaves_nothing() {
    let mut store = Store::in_memory().unwrap();
    with_account(&mut store, "a");
    store.undo().unwrap();
    let before = (store.journal(9).unwrap(), store.data_version().unwrap());
    let refused = store.write("add", AT, |it| {
        add_account(it, "b")?;
        it.revise(RecordId::new(99), &said("2026-01-01", &[]))
    });
    assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
    assert_eq!(store.records(Kind::Account).unwrap(), []);
    assert_eq!((store.journal(9).unwrap(), store.data_version().unwrap()), before);
    assert!(store.redo().unwrap().is_some(), "what can be redone is as before");
}

#[test]
fn a_value_that_is_no_number_is_refused() {
    let mut store = Store::in_memory().unwrap();
    let a = with_account(&mut store, "a");
    let seats = said("2026-01-01", &[("seats", Some(Value::Number(f64::INFINITY)))]);
    let refused = store.write("edit", AT, |it| it.revise(a.record(), &seats));
    assert!(matches!(refused, Err(Error::Refused(_))));
    let refused = store.write("import", AT, |it| {
        let metric = it.metric(Family::Usage, "logins", always(Grain::Day))?;
        let file = it.add_file(&USAGE)?;
        it.add_points(a, metric, file, &[value("2026-01-01", "2026-01-01", f64::NAN, 2)])
    });
    assert!(matches!(refused, Err(Error::Refused(_))));
}

#[test]
fn the_versions_that_one_row_makes_are_counted_as_one_change() {
    let mut store = Store::in_memory().unwrap();
    store
        .write("import", AT, |it| {
            for key in ["a", "b"] {
                let record = it.record(Kind::Account, None, key)?;
                it.revise(record, &said("2026-01-01", &[]))?;
                it.revise(record, &said("2026-01-02", &[]))?;
            }
            Ok(())
        })
        .unwrap();
    assert_eq!(store.journal(1).unwrap()[0].changes, 2);
}

#[test]
fn two_processes_see_each_others_changes() {
    let folder = tempfile::tempdir().unwrap();
    let (mut one, mut other) = (open(&book(&folder)), open(&book(&folder)));
    let reader = Store::open(&book(&folder), Access::ReadOnly).unwrap();
    let before = other.data_version().unwrap();
    let a = with_account(&mut one, "a");
    assert_ne!(other.data_version().unwrap(), before);
    assert!(other.account(a).unwrap().is_some());
    assert!(reader.account(a).unwrap().is_some());
    let between = one.data_version().unwrap();
    other.undo().unwrap();
    assert_ne!(one.data_version().unwrap(), between);
    assert!(one.account(a).unwrap().is_none());
    assert!(reader.account(a).unwrap().is_none());
}

#[test]
fn a_book_that_another_process_is_writing_says_so_and_can_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let (mut one, mut other) = (open(&book(&folder)), open(&book(&folder)));
    other.set_patience(Duration::from_millis(1)).unwrap();
    one.write("add", AT, |it| {
        add_account(it, "a")?;
        let refused = other.write("add", AT, |it| add_account(it, "b"));
        assert!(matches!(refused, Err(Error::Locked)), "{refused:?}");
        assert!(matches!(other.undo(), Err(Error::Locked)));
        assert_eq!(other.records(Kind::Account).unwrap(), []);
        Ok(())
    })
    .unwrap();
    other.write("add", AT, |it| add_account(it, "b")).unwrap();
    assert_eq!(one.records(Kind::Account).unwrap().len(), 2);
}

#[test]
fn a_book_opened_for_reading_can_be_read_and_says_that_it_is_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = book(&folder);
    let a = with_account(&mut open(&path), "a");
    let before = std::fs::read(&path).unwrap();
    let mut store = Store::open(&path, Access::ReadOnly).unwrap();
    assert!(store.account(a).unwrap().is_some());
    let refused = store.write("add", AT, |it| add_account(it, "b"));
    assert!(matches!(refused, Err(Error::ReadOnly { .. })));
    assert!(matches!(store.undo(), Err(Error::ReadOnly { .. })));
    assert!(matches!(store.set_memo("a", "b"), Err(Error::ReadOnly { .. })));
    drop(store);
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_write_protected_book_is_read_without_leaving_anything_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    let a = with_account(&mut open(&path), "a");
    let mut mode = std::fs::metadata(&path).unwrap().permissions();
    mode.set_readonly(true);
    std::fs::set_permissions(&path, mode).unwrap();
    let store = Store::open(&path, Access::ReadOnly).unwrap();
    assert!(store.account(a).unwrap().is_some());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

/// A link in the place of the log's index stands for a folder that cannot be written: the database
/// follows no link, so the index can be neither found nor made.
#[cfg(unix)]
#[test]
fn a_book_in_a_folder_that_cannot_be_written_is_read_as_it_lies() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("100% a?b#.db");
    let a = with_account(&mut open(&path), "a");
    std::os::unix::fs::symlink("nowhere", folder.path().join("100% a?b#.db-shm")).unwrap();
    let mut store = Store::open(&path, Access::ReadOnly).unwrap();
    assert!(store.account(a).unwrap().is_some());
    assert_eq!(store.integrity().unwrap(), Vec::<String>::new());
    assert!(matches!(store.undo(), Err(Error::ReadOnly { .. })));
    drop(store);

    std::fs::write(folder.path().join("100% a?b#.db-wal"), "the last changes").unwrap();
    let error = Store::open(&path, Access::ReadOnly).unwrap_err();
    assert!(error.to_string().contains("its last changes are in a log beside it"), "{error}");
}

#[test]
fn reading_a_book_that_is_not_there_makes_none() {
    let folder = tempfile::tempdir().unwrap();
    let missing = Store::open(&book(&folder), Access::ReadOnly);
    assert!(matches!(missing, Err(Error::Io { .. })), "{missing:?}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn accounts_can_be_looked_up_while_the_book_is_walked() {
    let mut store = Store::in_memory().unwrap();
    usage(&mut store);
    let mut seen = 0;
    store
        .each_account(|it| {
            seen += store.account(it.id).unwrap().map_or(0, |it| it.series.len());
            true
        })
        .unwrap();
    assert_eq!(seen, 3);
}

#[test]
fn a_loose_end_is_kept_and_replaced() {
    let mut store = Store::in_memory().unwrap();
    assert_eq!(store.memo("screen").unwrap(), None);
    store.set_memo("screen", "today").unwrap();
    store.set_memo("screen", "book").unwrap();
    assert_eq!(store.memo("screen").unwrap().as_deref(), Some("book"));
    assert!(store.undo().unwrap().is_none());
}

#[test]
fn a_copy_of_the_book_is_a_book_and_never_replaces_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(&book(&folder));
    let a = with_account(&mut store, "a");
    let copy = folder.path().join("copy.db");
    store.backup_to(&copy).unwrap();
    let copied = Store::open(&copy, Access::ReadOnly).unwrap();
    assert_eq!(copied.account(a).unwrap(), store.account(a).unwrap());
    assert_eq!(copied.integrity().unwrap(), Vec::<String>::new());

    let before = std::fs::read(&copy).unwrap();
    assert!(matches!(store.backup_to(&copy), Err(Error::Io { .. })));
    assert_eq!(std::fs::read(&copy).unwrap(), before);
}

#[test]
fn what_is_in_force_is_counted() {
    let mut store = Store::in_memory().unwrap();
    usage(&mut store);
    with_account(&mut store, "c");
    store.undo().unwrap();
    let counts = store.counts().unwrap();
    assert_eq!((counts.points, counts.files, counts.entries, counts.undone), (8, 2, 4, 1));
    assert_eq!(counts.kinds.len(), 1);
    let accounts = counts.kinds[0];
    assert_eq!((accounts.kind, accounts.records, accounts.versions), (Kind::Account, 2, 2));
}

#[test]
fn a_value_that_cannot_be_read_names_its_record_and_field() {
    let folder = tempfile::tempdir().unwrap();
    let path = book(&folder);
    let a = with_account(&mut open(&path), "a");
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.execute(r#"UPDATE version SET patch = '{"arr":{"x":1}}'"#, []).unwrap();
    let store = open(&path);
    let error = store.account(a).unwrap_err();
    assert!(matches!(error, Error::Unreadable(_)));
    assert!(error.to_string().contains("record 1, field arr"), "{error}");
    assert_eq!(store.integrity().unwrap().len(), 1);
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_the_book_and_what_lies_beside_it() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let path = book(&folder);
    let mut store = open(&path);
    with_account(&mut store, "a");
    let _marker = store.mark_import(&["a.csv"], AT, || ()).unwrap();
    store.backup_to(&path.with_file_name("copy.db")).unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(path.parent().unwrap()), 0o700);
    let files: Vec<_> = std::fs::read_dir(path.parent().unwrap()).unwrap().collect();
    assert_eq!(files.len(), 5, "the book, its log and index, the marker and the copy: {files:?}");
    for file in files {
        let path = file.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }

    drop(store);
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o664)).unwrap();
    drop(open(&path));
    assert_eq!(mode(&path), 0o600);
}

#[test]
fn an_import_that_was_cut_off_is_named_at_the_next_start_and_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = book(&folder);
    let mut store = open(&path);
    let marker = store.mark_import(&["accounts.csv", "usage.csv"], AT, || ()).unwrap();
    let left = path.with_file_name("book.db.importing");
    let before = std::fs::read(&left).unwrap();
    assert_eq!(store.take_marker().unwrap(), None, "its import is under way");
    marker.finish().unwrap();
    assert!(!left.exists());
    assert_eq!(store.take_marker().unwrap(), None);

    std::fs::write(&left, &before).unwrap();
    let cut_off = store.take_marker().unwrap().unwrap();
    assert_eq!(cut_off.files, ["accounts.csv".into(), "usage.csv".into()]);
    assert_eq!(&*cut_off.at, AT);
    assert_eq!(store.take_marker().unwrap(), None);

    // The cut came after the commit: nothing was lost.
    std::fs::write(&left, &before).unwrap();
    with_account(&mut store, "a");
    assert_eq!(store.take_marker().unwrap(), None);
    assert!(!left.exists());
}

#[test]
fn a_second_import_waits_for_the_first_and_then_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let (one, mut other) = (open(&book(&folder)), open(&book(&folder)));
    other.set_patience(Duration::from_millis(60)).unwrap();
    let marker = one.mark_import(&["a.csv"], AT, || ()).unwrap();
    let mut said = 0;
    let second = other.mark_import(&["b.csv"], AT, || said += 1);
    assert!(matches!(second, Err(Error::Locked)));
    assert_eq!(said, 1, "it says once that it waits");
    drop(marker);
    drop(other.mark_import(&["b.csv"], AT, || said += 1).unwrap());
    assert_eq!(said, 1);
    assert_eq!(one.take_marker().unwrap(), None);
}
