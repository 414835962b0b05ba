//! The house rules, read from the source.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The floors from the ground up. A room may name the floors below its own, and no room beside it.
const FLOORS: &[&[&str]] = &[
    &["domain"],
    &["engine", "import", "store"],
    &["clock", "config", "demo", "export", "report"],
    &["app"],
    &["ui"],
    &["cli"],
];

/// A word that only some rooms may write.
const KEPT: &[(&str, &[&str])] = &[
    ("::now()", &["clock"]),
    ("rusqlite", &["store"]),
    ("crossterm", &["ui"]),
    ("ratatui", &["ui"]),
    ("std::net", &[]),
    ("INSERT OR REPLACE", &[]),
];

/// Crates that would bring a network or an async runtime into the binary.
const BANNED: &[&str] = &[
    "tokio",
    "async-std",
    "smol",
    "hyper",
    "reqwest",
    "ureq",
    "curl",
    "native-tls",
    "rustls",
    "openssl",
    "mio-aio",
    "socket2",
    "h2",
    "isahc",
    "surf",
    "attohttpc",
];

const LONGEST_FILE: usize = 600;

struct Source {
    /// The path from `src`, as `app/state.rs`.
    path: String,
    room: String,
    text: String,
}

#[test]
fn no_room_names_a_floor_that_is_not_below_it() {
    let mut broken = Vec::new();
    for source in sources() {
        let Some(own) = floor(&source.room) else { continue };
        for name in source.imports("use crate::") {
            let above = floor(&name).is_some_and(|it| it >= own);
            if above && name != source.room {
                broken.push(format!("{} names {name}", source.path));
            }
        }
    }
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn no_two_files_of_a_folder_need_each_other() {
    let mut needs: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in sources().into_iter().filter(|it| !it.path.ends_with("mod.rs")) {
        let folder = Path::new(&source.path).parent().unwrap();
        let siblings = source.imports("use super::").into_iter();
        let files = siblings.map(|it| folder.join(it + ".rs").display().to_string()).collect();
        needs.insert(source.path, files);
    }
    // What needs nothing that is left is taken away, until only circles are left.
    while let Some(free) = needs
        .iter()
        .find(|(_, files)| files.iter().all(|it| !needs.contains_key(it)))
        .map(|(path, _)| path.clone())
    {
        needs.remove(&free);
    }
    assert_eq!(needs, BTreeMap::new());
}

#[test]
fn only_the_room_that_keeps_a_word_writes_it() {
    let mut broken = Vec::new();
    for source in sources() {
        for (word, rooms) in KEPT {
            let outside = floor(&source.room).is_some() && !rooms.contains(&source.room.as_str());
            if outside && source.text.contains(word) {
                broken.push(format!("{} writes {word}", source.path));
            }
        }
    }
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn every_file_is_short_and_says_what_it_is() {
    let mut broken = Vec::new();
    for source in sources().into_iter().filter(|it| floor(&it.room).is_some()) {
        if source.text.lines().count() > LONGEST_FILE {
            broken.push(format!("{} is longer than {LONGEST_FILE} lines", source.path));
        }
        if !source.text.starts_with("//! ") {
            broken.push(format!("{} does not say what it is", source.path));
        }
    }
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn nothing_that_speaks_to_a_network_is_in_the_dependency_tree() {
    let lock =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock")).unwrap();
    let found: Vec<&str> = lock
        .lines()
        .filter_map(|it| it.strip_prefix("name = \"")?.strip_suffix('"'))
        .filter(|it| BANNED.contains(it))
        .collect();
    assert_eq!(found, Vec::<&str>::new());
}

impl Source {
    /// Returns the first name after `prefix` in every line that opens with it.
    fn imports(&self, prefix: &str) -> Vec<String> {
        let tails = self.text.lines().filter_map(|it| it.strip_prefix(prefix));
        let names = tails.flat_map(|it| it.trim_matches(['{', ';']).split(", "));
        names.map(|it| it.split([':', ';', '}']).next().unwrap().to_owned()).collect()
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut res = Vec::new();
    for found in files(&root) {
        let path = found.strip_prefix(&root).unwrap().display().to_string();
        let room = path.split(['/', '.']).next().unwrap().to_owned();
        res.push(Source { room, path, text: fs::read_to_string(&found).unwrap() });
    }
    assert!(!res.is_empty());
    res
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let (folders, loose): (Vec<_>, Vec<_>) = entries.partition(|it| it.is_dir());
    let here = loose.into_iter().filter(|it| it.extension().is_some_and(|it| it == "rs"));
    here.chain(folders.iter().flat_map(|it| files(it))).collect()
}

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|it| it.contains(&room))
}
