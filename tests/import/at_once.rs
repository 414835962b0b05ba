//! Imports of several processes into one book at the same moment, and imports that a signal ends.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Barrier;
use std::time::Duration;

use rounds::app::{Going, ImportError, ImportOptions, ImportReport, Step, import};
use rounds::domain::Kind;
use rounds::store::{Access, Store};

use super::{counts, day};

const AT: &str = "2026-03-31T09:00:00Z";

/// A folder with two files of a few hundred rows: accounts without ids, and usage.
fn files() -> (tempfile::TempDir, Vec<PathBuf>) {
    let folder = tempfile::tempdir().unwrap();
    let mut accounts = String::from("account_name,domain,region,arr\n");
    let mut usage = String::from("domain,date,logins\n");
    for number in 0..200 {
        writeln!(accounts, "Account {number},a{number}.com,EMEA,{number}").unwrap();
        writeln!(usage, "a{number}.com,2026-01-0{},5", number % 9 + 1).unwrap();
    }
    let paths = [("accounts.csv", accounts), ("usage.csv", usage)].map(|(name, text)| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    });
    (folder, paths.into())
}

fn open(path: &Path) -> Store {
    let mut store = Store::open(path, Access::Write).unwrap();
    store.set_patience(Duration::from_mins(1)).unwrap();
    store
}

fn watched(
    store: &mut Store,
    paths: &[PathBuf],
    watcher: &mut dyn FnMut(Step<'_>) -> Going,
) -> Result<ImportReport, ImportError> {
    import(store, paths, &ImportOptions::default(), AT, day("2026-03-31"), watcher)
}

#[test]
fn the_same_files_imported_twice_at_the_same_moment_create_everything_once() {
    let (folder, paths) = files();
    let book = folder.path().join("book.db");
    let start = Barrier::new(2);
    let one = || {
        let mut store = open(&book);
        start.wait();
        counts(&watched(&mut store, &paths, &mut |_| Going::On).unwrap())
    };
    let mut both = std::thread::scope(|scope| {
        let others = scope.spawn(one);
        [one(), others.join().unwrap()]
    });
    both.sort_unstable();
    assert_eq!(both, [[0, 0, 400, 0], [400, 0, 0, 0]]);

    let store = open(&book);
    assert_eq!(store.records(Kind::Account).unwrap().len(), 200);
    assert_eq!(store.counts().unwrap().points, 200);
    assert_eq!(store.journal(9).unwrap().len(), 1, "the second had nothing to write");
    assert_eq!(store.integrity().unwrap(), Vec::<String>::new());
}

#[test]
fn a_book_made_by_several_processes_at_once_is_one_book() {
    for _ in 0..8 {
        let folder = tempfile::tempdir().unwrap();
        let book = folder.path().join("new").join("book.db");
        let start = Barrier::new(4);
        let one = |name: usize| {
            start.wait();
            let mut store = open(&book);
            let add = |it: &mut rounds::store::Write<'_>| {
                crate::store::add_account(it, &format!("a-{name}"))
            };
            store.write("add", AT, add).unwrap();
        };
        std::thread::scope(|scope| {
            (0..4).for_each(|name| drop(scope.spawn(move || one(name))));
        });
        let store = open(&book);
        assert_eq!(store.records(Kind::Account).unwrap().len(), 4);
        assert_eq!(store.integrity().unwrap(), Vec::<String>::new());
    }
}

#[test]
fn an_import_says_that_it_is_under_way_and_leaves_nothing_beside_the_book_however_it_ends() {
    let (folder, paths) = files();
    let bad = folder.path().join("bad.csv");
    std::fs::write(&bad, "account_name,region\nAccount 900,EMEA\nAccount 901\n").unwrap();
    let home = tempfile::tempdir().unwrap();
    let mut store = open(&home.path().join("book.db"));
    let names = |folder: &Path| {
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|it| it.unwrap().file_name().to_string_lossy().into_owned())
            // The log of an open book and its index come and go with it.
            .filter(|it| !it.ends_with("-wal") && !it.ends_with("-shm"))
            .collect();
        names.sort();
        names
    };
    let [before, inputs] = [names(home.path()), names(folder.path())];

    // While rows are taken, the marker is the only file that came, so that a kill leaves no other.
    let paths: Vec<PathBuf> = paths.into_iter().chain([bad]).collect();
    let mut seen = Vec::new();
    let mut steps = 0;
    let stopped = watched(&mut store, &paths, &mut |step| {
        steps += 1;
        if step.done > 0.7 {
            seen = names(home.path());
            assert_eq!(names(folder.path()), inputs);
            return Going::Stop;
        }
        Going::On
    });
    assert!(matches!(stopped, Err(ImportError::Stopped)), "{steps} steps: {stopped:?}");
    let mut with_marker = before.clone();
    with_marker.push("book.db.importing".to_owned());
    with_marker.sort();
    assert_eq!(seen, with_marker);
    assert_eq!(names(home.path()), before);
    assert!(store.records(Kind::Account).unwrap().is_empty());

    watched(&mut store, &paths, &mut |_| Going::On).unwrap();
    assert_eq!(names(home.path()), before);
}
