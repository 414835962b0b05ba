//! The file that holds the book: what it is called, that it is still there, that it is sound.

use std::path::{Path, PathBuf};

use rounds::domain::Kind;
use rounds::store::{Access, Error, Store, damage};

use crate::store::{AT, add_account};

fn open(path: &Path) -> Store {
    Store::open(path, Access::Write).unwrap()
}

fn add(store: &mut Store, key: &str) -> rounds::store::Result<()> {
    store.write("add", AT, |it| add_account(it, key)).map(drop)
}

/// A book with a few hundred accounts, closed.
fn book(folder: &tempfile::TempDir) -> PathBuf {
    let path = folder.path().join("book.db");
    let mut store = open(&path);
    let all = |it: &mut rounds::store::Write<'_>| {
        (0..400).try_for_each(|key| add_account(it, &format!("account-{key}")).map(drop))
    };
    store.write("add", AT, all).unwrap();
    path
}

/// Overwrites a page of the file.
fn spoil(path: &Path, page: usize) {
    const SIZE: usize = 4096;
    let mut bytes = std::fs::read(path).unwrap();
    bytes[page * SIZE..(page + 1) * SIZE].fill(0xA5);
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn a_name_that_the_database_would_take_for_an_address_is_a_name() {
    let folder = tempfile::tempdir().unwrap();
    // Only a path that starts so is in danger; it is told from the folder that the tests run in.
    for name in ["file:book?mode=memory", ":memory:"] {
        let relative = PathBuf::from(format!("{name}-{}", std::process::id()));
        let relative = if name == ":memory:" { PathBuf::from(name) } else { relative };
        let mut store = open(&relative);
        add(&mut store, "a").unwrap();
        drop(store);
        let found = Store::open(&relative, Access::ReadOnly)
            .and_then(|it| it.records(Kind::Account))
            .map(|it| it.len());
        let copy = PathBuf::from("file:copy?mode=memory");
        let copied = open(&relative).backup_to(&copy).map(|()| copy.metadata().unwrap().len());
        for left in [&relative, &copy] {
            std::fs::remove_file(left).unwrap();
        }
        assert_eq!(found.unwrap(), 1, "{name}");
        assert!(copied.unwrap() > 0);
    }
    drop(folder);
}

#[cfg(unix)]
#[test]
fn a_book_that_was_removed_or_replaced_while_it_was_open_is_not_written_to() {
    let folder = tempfile::tempdir().unwrap();
    let path = book(&folder);
    let mut store = open(&path);
    std::fs::rename(&path, folder.path().join("elsewhere.db")).unwrap();
    let error = add(&mut store, "b").unwrap_err();
    assert!(matches!(error, Error::Moved { .. }), "{error}");
    assert!(error.to_string().contains("removed or replaced"), "{error}");
    assert!(matches!(store.undo(), Err(Error::Moved { .. })));
    assert!(!path.exists(), "nothing is made in its place");

    std::fs::write(&path, "another").unwrap();
    assert!(matches!(add(&mut store, "b"), Err(Error::Moved { .. })));
    assert_eq!(std::fs::read(&path).unwrap(), b"another");
    std::fs::rename(folder.path().join("elsewhere.db"), &path).unwrap();
    add(&mut store, "b").unwrap();

    // Taken away in the middle of a change.
    let change = store.write("add", AT, |it| {
        std::fs::remove_file(&path).unwrap();
        add_account(it, "c")
    });
    assert!(matches!(change, Err(Error::Moved { .. })), "{change:?}");
}

#[test]
fn a_file_without_a_byte_is_said_to_be_empty_and_a_book_can_be_made_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    std::fs::write(&path, "").unwrap();
    let error = Store::open(&path, Access::ReadOnly).unwrap_err();
    assert!(error.to_string().contains("is empty: there is no book in it"), "{error}");
    add(&mut open(&path), "a").unwrap();
    Store::open(&path, Access::ReadOnly).unwrap();
}

#[test]
fn of_a_damaged_book_no_backup_is_kept_and_the_damage_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = book(&folder);
    let pages = std::fs::read(&path).unwrap().len() / 4096;
    let mut found = 0;
    for page in 1..pages {
        let whole = std::fs::read(&path).unwrap();
        spoil(&path, page);
        let problems = damage(&path).unwrap();
        let copy = folder.path().join("copy.db");
        let copied = Store::open(&path, Access::ReadOnly).and_then(|it| it.backup_to(&copy));
        // A page that holds nothing may be spoilt without harm.
        assert_eq!(copied.is_ok(), problems.is_empty(), "page {page}: {copied:?} {problems:?}");
        if let Err(error) = copied {
            assert!(matches!(error, Error::Corrupt { .. }), "page {page}: {error}");
            assert!(!copy.exists());
            found += 1;
        }
        std::fs::remove_file(&copy).ok();
        std::fs::write(&path, whole).unwrap();
    }
    assert!(found > 3, "{found} of {pages} pages");
}

#[test]
fn doctor_says_what_is_damaged_and_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = book(&folder);
    let pages = std::fs::read(&path).unwrap().len() / 4096;
    let last = (1..pages).rev().find(|page| {
        let whole = std::fs::read(&path).unwrap();
        spoil(&path, *page);
        let is_damaged = !damage(&path).unwrap().is_empty();
        if !is_damaged {
            std::fs::write(&path, whole).unwrap();
        }
        is_damaged
    });
    assert!(last.is_some());
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_rounds"))
        .args(["doctor", "--book"])
        .arg(&path)
        .env_clear()
        .env("HOME", folder.path())
        .output()
        .unwrap();
    let [said, why] = [output.stdout, output.stderr].map(|it| String::from_utf8(it).unwrap());
    assert_eq!(output.status.code(), Some(1), "{said}{why}");
    let named = damage(&path).unwrap();
    assert!(said.contains("!!  damage") && said.contains(&named[0]), "{said}");
    assert!(why.contains("the book is damaged") && why.contains("latest backup"), "{why}");
}
