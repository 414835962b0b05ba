//! A file that this version cannot open as a book is refused and left as it is, byte for byte.

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use rounds::domain::Kind;
use rounds::store::{Access, Error, Store};
use tempfile::TempDir;

use crate::store::{AT, add_account};

/// A book with a few accounts, closed.
fn book(folder: &TempDir) -> PathBuf {
    let path = folder.path().join("book.db");
    let mut store = Store::open(&path, Access::Write).unwrap();
    for key in ["a", "b", "c"] {
        store.write("add", AT, |it| add_account(it, key)).unwrap();
    }
    path
}

fn header(path: &Path, change: impl FnOnce(&rusqlite::Connection)) {
    let db = rusqlite::Connection::open(path).unwrap();
    change(&db);
    db.close().unwrap();
}

/// Opens the file both ways, and asserts that it and its folder are as before.
fn refused(folder: &TempDir, path: &Path) -> Error {
    let seen = || -> Vec<(PathBuf, Vec<u8>)> {
        let entries = std::fs::read_dir(folder.path()).unwrap().map(|it| it.unwrap().path());
        let mut files: Vec<_> =
            entries.map(|it| (it.clone(), std::fs::read(&it).unwrap_or_default())).collect();
        files.sort();
        files
    };
    let before = seen();
    drop(Store::open(path, Access::ReadOnly).unwrap_err());
    assert!(seen() == before, "reading left a trace");
    let error = Store::open(path, Access::Write).unwrap_err();
    assert!(seen() == before, "refusing left a trace: {error}");
    error
}

#[test]
fn a_newer_book_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = book(&folder);
    header(&path, |it| it.pragma_update(None, "user_version", 99).unwrap());
    let error = refused(&folder, &path);
    assert!(matches!(error, Error::Newer { have: 99, want: 2, .. }), "{error}");
    assert!(error.to_string().contains("newer version of rounds"));
}

#[test]
fn another_programs_database_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.db");
    header(&path, |it| {
        it.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())).unwrap();
        it.execute_batch("CREATE TABLE entry (id); INSERT INTO entry VALUES (1)").unwrap();
    });
    assert!(matches!(refused(&folder, &path), Error::Foreign { .. }));
}

#[test]
fn what_is_no_database_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("accounts.csv");
    for bytes in [&b"id,name\n1,Acme\n"[..], b"SQLite format 2\0", &[0; 4096]] {
        std::fs::write(&path, bytes).unwrap();
        assert!(matches!(refused(&folder, &path), Error::Foreign { .. }));
    }
}

#[test]
fn a_folder_is_no_book() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("here");
    std::fs::create_dir(&path).unwrap();
    let error = refused(&folder, &path);
    assert!(error.to_string().contains("a folder"), "{error}");
}

#[test]
fn a_book_below_a_file_cannot_be_made() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "x").unwrap();
    assert!(matches!(refused(&folder, &file.join("book.db")), Error::Io { .. }));
}

#[test]
fn a_book_cut_short_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = book(&folder);
    let whole = std::fs::read(&path).unwrap();
    for kept in [20, 99, 100, 4096, whole.len() / 2, whole.len() - 4096, whole.len() - 1] {
        std::fs::write(&path, &whole[..kept]).unwrap();
        let error = refused(&folder, &path);
        assert!(matches!(error, Error::Corrupt { .. }), "{kept}: {error:?}");
    }
}

#[test]
fn a_book_whose_tables_are_overwritten_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = book(&folder);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[100..4096].fill(0xA5);
    std::fs::write(&path, &bytes).unwrap();
    let error = Store::open(&path, Access::Write).unwrap_err();
    assert!(matches!(error, Error::Corrupt { .. }), "{error:?}");
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
}

#[test]
fn an_empty_file_is_taken_as_a_new_book() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    std::fs::write(&path, "").unwrap();
    let store = Store::open(&path, Access::Write).unwrap();
    assert_eq!(store.integrity().unwrap(), Vec::<String>::new());
}

#[test]
fn processes_that_make_the_same_book_at_once_all_get_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    std::thread::scope(|scope| {
        for key in ["a", "b", "c", "d", "e", "f"] {
            let path = &path;
            scope.spawn(move || {
                let mut store = Store::open(path, Access::Write).unwrap();
                store.write("add", AT, |it| add_account(it, key)).unwrap();
            });
        }
    });
    let store = Store::open(&path, Access::ReadOnly).unwrap();
    assert_eq!(store.records(Kind::Account).unwrap().len(), 6);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_book_with_damaged_bytes_is_read_or_refused_without_a_panic(
        places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = book(&folder);
        let mut bytes = std::fs::read(&path).unwrap();
        for (at, byte) in places {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        std::fs::write(&path, &bytes).unwrap();
        if let Ok(mut store) = Store::open(&path, Access::Write) {
            drop(store.each_account(|_| true));
            drop(store.account_names());
            drop(store.integrity());
            drop(store.write("add", AT, |it| add_account(it, "d")));
            drop(store.undo());
        }
    }
}
