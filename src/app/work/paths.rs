//! Paths as they are typed on the import line: several with blanks between them, and completed.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::app::error::Error;

/// How many paths are offered at once.
const OFFERED: usize = 8;
/// How much of a text file is looked at for its first line.
const FIRST_LINE: u64 = 4096;

/// A path of the line, and where it begins there.
struct Typed {
    start: usize,
    path: String,
}

/// Paths with blanks between them, as they were typed: the terminal knows what `~/` at the start
/// of one means. Quotes, or a backslash as a dropped file has it, keep a blank inside one.
pub(in crate::app) fn paths(text: &str) -> Vec<PathBuf> {
    typed(text).into_iter().filter(|it| !it.path.is_empty()).map(|it| it.path.into()).collect()
}

/// The files that the paths of an import mean: a folder stands for its importable files, a pattern
/// such as `*.csv` for those of its folder that it fits, anything else for itself.
pub(super) fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let mut res = Vec::new();
    for path in paths {
        let name = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
        let is_pattern = name.contains(['*', '?']) && !path.exists();
        let found = if path.is_dir() {
            inside(path, |it| {
                let kind = it.rsplit_once('.').map(|(_, kind)| kind.to_lowercase());
                match kind.as_deref() {
                    Some("csv" | "tsv") => true,
                    Some("txt") => is_table(&path.join(it)),
                    _ => false,
                }
            })
        } else if is_pattern {
            let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
            inside(folder.unwrap_or(Path::new(".")), |it| fits(it, &name))
        } else {
            res.push(path.clone());
            continue;
        };
        if found.is_empty() {
            return Err(Error::NoFilesIn(path.display().to_string()));
        }
        res.extend(found);
    }
    Ok(res)
}

/// Whether the first line of a text file has cells, so that a note among the exports is left out.
fn is_table(path: &Path) -> bool {
    let mut start = Vec::new();
    let read = fs::File::open(path).and_then(|it| it.take(FIRST_LINE).read_to_end(&mut start));
    let mut line = start.iter().take_while(|it| **it != b'\n');
    read.is_ok() && line.any(|it| b"\t,;|".contains(it))
}

/// The files of a folder whose names `is_meant` takes, by name; hidden ones and the rejects of
/// earlier imports are not among them.
fn inside(folder: &Path, is_meant: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|it| it.path().is_file())
        .filter(|it| {
            let name = it.file_name().to_string_lossy().into_owned();
            let is_rejects = name.contains(".rejects.") || name.contains(".rejects-");
            !name.starts_with('.') && !is_rejects && is_meant(&name)
        })
        .map(|it| it.path())
        .collect();
    found.sort_unstable();
    found
}

/// Whether a name is as a pattern says: `*` stands for any letters, `?` for one.
fn fits(name: &str, pattern: &str) -> bool {
    let mut letters = pattern.chars();
    match letters.next() {
        None => name.is_empty(),
        Some('*') => {
            let mut starts = name.char_indices().map(|(at, _)| at).chain([name.len()]);
            starts.any(|at| fits(name.get(at..).unwrap_or_default(), letters.as_str()))
        }
        Some(letter) => {
            let mut rest = name.chars();
            let is_same = rest.next().is_some_and(|it| letter == '?' || it == letter);
            is_same && fits(rest.as_str(), letters.as_str())
        }
    }
}

/// The path before the cursor, which may be empty.
pub(in crate::app) fn last(before: &str) -> String {
    typed(before).pop().map_or_else(String::new, |it| it.path)
}

/// The line before the cursor with its last path completed: to one that was found, or as far as all
/// of them agree. Nothing where that adds nothing.
pub(in crate::app) fn completed(before: &str, found: &[String]) -> Option<String> {
    let last = typed(before).pop()?;
    let whole = found.iter().skip(1).fold(found.first()?.as_str(), |all, it| common(all, it));
    if whole.len() <= last.path.len() {
        return None;
    }
    Some(format!("{}{}", before.get(..last.start).unwrap_or_default(), quoted(whole)))
}

/// The files and folders that a path may become, in their order; a folder ends with a slash. Those
/// that cannot be read are none.
pub(super) fn starting(path: &str) -> Vec<String> {
    let (folder, name) = path
        .rsplit_once('/')
        .map_or(("", path), |(folder, name)| (path.get(..=folder.len()).unwrap_or_default(), name));
    let entries = fs::read_dir(if folder.is_empty() { Path::new(".") } else { Path::new(folder) });
    let mut found: Vec<String> = entries
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|it| {
            let its = it.file_name().into_string().ok()?;
            let is_hidden = its.starts_with('.') && !name.starts_with('.');
            let slash = if it.path().is_dir() { "/" } else { "" };
            (its.starts_with(name) && !is_hidden).then(|| format!("{folder}{its}{slash}"))
        })
        .collect();
    found.sort_unstable();
    found
}

/// The last parts of some paths, for the line below.
pub(in crate::app) fn offered(found: &[String]) -> Vec<String> {
    let name = |it: &String| {
        let at = it.trim_end_matches('/').rfind('/').map_or(0, |at| at + 1);
        it.get(at..).unwrap_or_default().to_owned()
    };
    found.iter().take(OFFERED).map(name).collect()
}

fn typed(text: &str) -> Vec<Typed> {
    let mut res = Vec::new();
    let mut now = Typed { start: 0, path: String::new() };
    let mut quote = None;
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        match (quote, c) {
            (None, '\\') if letters.peek().is_some_and(|it| it.1.is_whitespace()) => {
                now.path.extend(letters.next().map(|it| it.1));
            }
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, c) if c.is_whitespace() => {
                let next = Typed { start: at + c.len_utf8(), path: String::new() };
                res.push(std::mem::replace(&mut now, next));
            }
            (_, c) => now.path.push(c),
        }
    }
    res.push(now);
    res
}

/// A path as the line reads it back.
fn quoted(path: &str) -> String {
    if path.contains('\'') {
        return format!("\"{path}\"");
    }
    if path.contains('"') {
        return format!("'{path}'");
    }
    path.chars().flat_map(|c| c.is_whitespace().then_some('\\').into_iter().chain([c])).collect()
}

/// What two texts begin with alike.
fn common<'a>(a: &'a str, b: &str) -> &'a str {
    let same = a.char_indices().zip(b.chars()).find(|((_, x), y)| x != y).map(|((at, _), _)| at);
    a.get(..same.unwrap_or(a.len().min(b.len()))).unwrap_or(a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_within_a_path_is_quoted_or_escaped() {
        let read = paths("a.csv \"my files/b.csv\" c\\ d.csv 'e f'");
        assert_eq!(read, ["a.csv", "my files/b.csv", "c d.csv", "e f"].map(PathBuf::from));
        for path in ["a b.csv", "it's.csv", "a \"b\".csv", "plain.csv"] {
            assert_eq!(paths(&quoted(path)), [PathBuf::from(path)], "{path}");
        }
    }

    #[test]
    fn a_path_is_completed_as_far_as_all_agree() {
        let found = |paths: &[&str]| paths.iter().map(ToString::to_string).collect::<Vec<_>>();
        let two = found(&["in/account list.csv", "in/account notes.csv"]);
        assert_eq!(completed("x.csv in/ac", &two), Some("x.csv in/account\\ ".to_owned()));
        assert_eq!(completed("in/account\\ ", &two), None);
        assert_eq!(completed("ac", &found(&["accounts.csv"])), Some("accounts.csv".to_owned()));
        assert_eq!(completed("é", &found(&["éa", "éb"])), None);
        assert_eq!(completed("zz", &[]), None);
        assert_eq!(offered(&two), ["account list.csv", "account notes.csv"]);
    }

    #[test]
    fn a_folder_and_a_pattern_stand_for_the_files_in_them() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.csv", "a.TSV", "c.txt", "d.pdf", "b.csv.rejects.csv", ".e.csv"] {
            fs::write(folder.path().join(name), "id;name\n").unwrap();
        }
        fs::write(folder.path().join("README.txt"), "what these files are\n").unwrap();
        let at = |name: &str| folder.path().join(name);
        let whole = files(&[folder.path().to_owned()]).unwrap();
        assert_eq!(whole, [at("a.TSV"), at("b.csv"), at("c.txt")]);
        assert_eq!(files(&[at("*.csv")]).unwrap(), [at("b.csv")]);
        assert_eq!(files(&[at("?.t*t"), at("b.csv")]).unwrap(), [at("c.txt"), at("b.csv")]);
        assert_eq!(files(&[at("none.csv")]).unwrap(), [at("none.csv")]);
        assert!(matches!(files(&[at("*.xlsx")]), Err(Error::NoFilesIn(_))));
    }

    #[test]
    fn files_and_folders_are_found_by_how_they_begin() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["accounts.csv", "activities.csv", ".hidden"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        fs::create_dir(folder.path().join("archive")).unwrap();
        let at = |name: &str| format!("{}/{name}", folder.path().display());
        assert_eq!(starting(&at("ac")), [at("accounts.csv"), at("activities.csv")]);
        assert_eq!(starting(&at("ar")), [at("archive/")]);
        assert_eq!(starting(&at("")).len(), 3);
        assert_eq!(starting(&at("nothing/x")), Vec::<String>::new());
    }
}
