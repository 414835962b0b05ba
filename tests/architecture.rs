//! The house rules, read from the source.

mod paths;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use paths::{ModulePath, paths};

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
    /// The module that the file is, as `app`, `state`.
    module: ModulePath,
    text: String,
}

#[test]
fn no_room_names_a_floor_that_is_not_below_it() {
    let mut broken = BTreeSet::new();
    let sources = sources();
    for (source, named) in named(&sources) {
        let Some(own) = floor(&source.room) else { continue };
        for room in named.iter().filter_map(|it| it.first()) {
            let above = floor(room).is_some_and(|it| it >= own);
            if above && *room != source.room {
                broken.insert(format!("{} names {room}", source.path));
            }
        }
    }
    assert_eq!(broken, BTreeSet::new());
}

#[test]
fn no_two_files_of_a_folder_need_each_other() {
    let sources = sources();
    let modules: BTreeSet<&ModulePath> = sources.iter().map(|it| &it.module).collect();
    // What a folder's face hands on is needed of the file that it comes from.
    let mut faces: BTreeMap<ModulePath, ModulePath> = BTreeMap::new();
    for (source, named) in named(&sources) {
        for path in named.iter().filter(|it| it.starts_with(&source.module)) {
            let name = path.iter().last().cloned();
            let shown = [source.module.clone(), name.into_iter().collect()].concat();
            if source.path.ends_with("mod.rs") && !modules.contains(path) {
                faces.insert(shown, path.clone());
            }
        }
    }
    let mut needs: BTreeMap<ModulePath, BTreeSet<ModulePath>> =
        modules.iter().map(|it| ((*it).clone(), BTreeSet::new())).collect();
    for (source, named) in named(&sources) {
        for path in named {
            let shown = (1..=path.len()).find_map(|end| faces.get(&path[..end]));
            let path = shown.unwrap_or(&path);
            let shared = source.module.iter().zip(path).take_while(|(a, b)| a == b).count();
            let ends = (source.module.get(..=shared), path.get(..=shared));
            let (Some(from), Some(to)) = ends else { continue };
            if let Some(files) = needs.get_mut(from).filter(|_| modules.contains(&to.to_vec())) {
                files.insert(to.to_vec());
            }
        }
    }
    // What needs nothing that is left, or is needed by nothing, is taken away, until only circles
    // are left.
    while let Some(free) = needs
        .iter()
        .find(|(module, files)| {
            files.iter().all(|it| !needs.contains_key(it))
                || !needs.values().any(|it| it.contains(*module))
        })
        .map(|(module, _)| module.clone())
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

/// Each source with the paths of this crate that it names.
fn named(sources: &[Source]) -> impl Iterator<Item = (&Source, Vec<ModulePath>)> {
    sources.iter().map(|source| {
        let is_child = |it: &&Source| {
            let parent = it.module.split_last();
            parent.is_some_and(|(_, parent)| parent == source.module)
        };
        let children = sources.iter().filter(is_child).filter_map(|it| it.module.last().cloned());
        (source, paths(&source.text, &source.module, &children.collect::<Vec<_>>()))
    })
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut res = Vec::new();
    for found in files(&root) {
        let path = found.strip_prefix(&root).unwrap().display().to_string();
        let room = path.split(['/', '.']).next().unwrap().to_owned();
        let file = path.trim_end_matches(".rs");
        let file = file.strip_suffix("/mod").unwrap_or(file).to_owned();
        let module: ModulePath = match file.as_str() {
            "lib" | "main" => Vec::new(),
            _ => file.split('/').map(str::to_owned).collect(),
        };
        res.push(Source { room, path, module, text: fs::read_to_string(&found).unwrap() });
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
