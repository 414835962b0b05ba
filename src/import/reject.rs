//! A row that is not taken, and the file that keeps such rows.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Seek};
use std::path::{Path, PathBuf};

use csv::StringRecord;

/// Why a row is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// The row's line in the file.
    pub line: u32,
    /// The header of the column that is the matter, where it is one.
    pub column: Option<String>,
    /// What is the matter.
    pub reason: String,
}

/// The cells of a row as the file has them.
#[derive(Debug, Clone, Copy)]
pub struct Cells<'a>(pub(super) &'a StringRecord);

/// The columns that a rejects file adds, before all others, since a row may be longer than the header;
/// a file that begins with them is one of ours.
const ADDED: [&str; 3] = ["line", "column", "reason"];

/// A file of rejected rows in the making. It has no name until the import is in the book, so that it
/// leaves nothing when the import is not, however the process ends.
pub struct RejectsFile {
    folder: PathBuf,
    target: PathBuf,
    writer: csv::Writer<File>,
    /// How many columns of the input were added by an earlier import.
    stale: usize,
}

impl RejectsFile {
    /// A file for the rejects of `input`: `accounts.csv.rejects.csv` beside it, or in the current
    /// folder where that cannot be written.
    pub fn create(input: &Path, header: &[String]) -> io::Result<Self> {
        let beside = input.parent().filter(|it| !it.as_os_str().is_empty());
        let folders = [beside.unwrap_or(Path::new(".")), Path::new(".")];
        let name = input.file_name().map(|it| it.to_string_lossy().into_owned());
        let name = name.unwrap_or_else(|| "import".to_owned());
        let mut refused = None;
        for folder in folders {
            match tempfile::tempfile_in(folder) {
                Ok(file) => {
                    let target = free_place(folder, &name);
                    // A rejected row may be longer or shorter than the header: that is why it is here.
                    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(file);
                    // What was rejected once more has the newest reason alone.
                    let stale = added(header.iter().map(String::as_str));
                    let own = header.iter().skip(stale).map(String::as_str);
                    writer.write_record(ADDED.into_iter().chain(own)).map_err(io::Error::from)?;
                    return Ok(Self { folder: folder.to_owned(), target, writer, stale });
                }
                Err(error) => refused = Some(error),
            }
        }
        Err(refused.unwrap_or_else(|| io::Error::other("no folder can be written")))
    }

    /// Adds a row. A row with more cells than the header keeps them all.
    pub fn add(&mut self, cells: Cells<'_>, width: usize, reject: &Reject) -> io::Result<()> {
        let blanks = std::iter::repeat_n("", width.saturating_sub(cells.0.len()));
        let kept = cells.0.iter().chain(blanks).skip(self.stale);
        let line = reject.line.to_string();
        let column = reject.column.as_deref().unwrap_or_default();
        self.writer
            .write_record([line.as_str(), column, &reject.reason].into_iter().chain(kept))
            .map_err(io::Error::from)
    }

    /// Puts the file in its place, and returns where that is.
    pub fn keep(self) -> io::Result<PathBuf> {
        let mut rows = self.writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
        rows.rewind()?;
        let mut file =
            tempfile::Builder::new().prefix(".rounds-rejects-").tempfile_in(&self.folder)?;
        io::copy(&mut rows, &mut file)?;
        file.persist(&self.target).map_err(|error| error.error)?;
        Ok(self.target)
    }
}

/// How many columns of a header were added by an earlier import: all of ours or none.
pub(super) fn added<'a>(header: impl Iterator<Item = &'a str>) -> usize {
    if header.take(ADDED.len()).eq(ADDED) { ADDED.len() } else { 0 }
}

/// Whether `path` is named as the rejects of `input` are: a call of `*.csv` means the file itself, and
/// not what was left of it the last time.
pub fn is_rejects_of(path: &Path, input: &Path) -> bool {
    let name = |it: &Path| it.file_name().map(|it| it.to_string_lossy().into_owned());
    let (Some(name), Some(of)) = (name(path), name(input)) else { return false };
    let rest = name.strip_prefix(&of).and_then(|it| it.strip_prefix(".rejects"));
    let number = rest.and_then(|it| it.strip_suffix(".csv"));
    number.is_some_and(|it| it.is_empty() || it.starts_with('-')) && path.parent() == input.parent()
}

/// The first name in the folder that is free or holds older rejects of ours.
fn free_place(folder: &Path, name: &str) -> PathBuf {
    let first = folder.join(format!("{name}.rejects.csv"));
    let others = (2..1000).map(|count| folder.join(format!("{name}.rejects-{count}.csv")));
    let fallback = first.clone();
    std::iter::once(first).chain(others).find(|it| is_ours_or_free(it)).unwrap_or(fallback)
}

fn is_ours_or_free(path: &Path) -> bool {
    match fs::symlink_metadata(path) {
        Err(_) => true,
        Ok(data) if data.is_file() => {
            let mut header = String::new();
            let read = File::open(path).and_then(|it| BufReader::new(it).read_line(&mut header));
            read.is_ok() && header.starts_with(&ADDED.join(","))
        }
        Ok(_) => false,
    }
}
