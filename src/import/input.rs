//! Where the bytes of a file come from; they are read twice and never held whole.

use std::fs::{self, File};
use std::io::{self, Cursor, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::encoding;
use super::error::Error;

/// A file to import, named as the user named it.
#[derive(Debug, Clone)]
pub struct Input {
    name: String,
    shown: String,
    source: Source,
    size: u64,
}

#[derive(Debug, Clone)]
enum Source {
    Path(PathBuf),
    Bytes(Vec<u8>),
    /// What a pipe said, in a file without a name.
    Kept(Arc<File>),
}

/// The most that is taken from a pipe, in bytes: one that never ends has to be told from a long one.
const LONGEST_PIPE: u64 = 1 << 30;
/// As much of a pipe as shows whether it says anything but noise.
const HEAD: u64 = 64 * 1024;

impl Input {
    /// The file at `path`. A pipe cannot be read twice, so what it says is kept in a file that goes
    /// with this.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let shown = path.display().to_string();
        let unreadable =
            |error: io::Error| Error::Unreadable { file: shown.clone(), what: plain(&error) };
        let data = fs::metadata(path).map_err(unreadable)?;
        if data.is_dir() {
            return Err(Error::Folder { file: shown });
        }
        let name =
            path.file_name().map_or_else(|| shown.clone(), |it| it.to_string_lossy().into_owned());
        if data.is_file() {
            let source = Source::Path(path.to_owned());
            return Ok(Self { name, shown, source, size: data.len() });
        }
        let mut pipe = File::open(path).map_err(unreadable)?;
        let mut head = Vec::new();
        Read::by_ref(&mut pipe).take(HEAD).read_to_end(&mut head).map_err(unreadable)?;
        // A device that says nothing but zeros is refused before it fills the disk.
        encoding::detect(&head).map_err(|what| Error::Binary { file: shown.clone(), what })?;
        let mut kept = tempfile::tempfile().map_err(unreadable)?;
        let mut said = head.as_slice().chain(pipe).take(LONGEST_PIPE + 1);
        let size = io::copy(&mut said, &mut kept).map_err(unreadable)?;
        if size > LONGEST_PIPE {
            return Err(Error::Endless { file: shown });
        }
        Ok(Self { name, shown, source: Source::Kept(Arc::new(kept)), size })
    }

    /// Bytes in memory, as if they were a file of this name.
    pub fn from_bytes(name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        let size = bytes.len() as u64;
        Self { name: name.to_owned(), shown: name.to_owned(), source: Source::Bytes(bytes), size }
    }

    /// The file's name without its folder.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The path as the user wrote it.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// Its length in bytes.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The bytes from the start.
    pub(super) fn read(&self) -> Result<Box<dyn Read + '_>, Error> {
        match &self.source {
            Source::Path(path) => {
                let file = File::open(path).map_err(|error| self.unreadable(&error))?;
                Ok(Box::new(file))
            }
            Source::Bytes(bytes) => Ok(Box::new(Cursor::new(bytes.as_slice()))),
            Source::Kept(file) => {
                let mut file: &File = file;
                file.rewind().map_err(|error| self.unreadable(&error))?;
                Ok(Box::new(file))
            }
        }
    }

    /// The first `length` bytes, or all where there are fewer.
    pub(super) fn head(&self, length: u64) -> Result<Vec<u8>, Error> {
        let mut head = Vec::new();
        let read = self.read()?.take(length).read_to_end(&mut head);
        read.map_err(|error| self.unreadable(&error))?;
        Ok(head)
    }

    /// The error for what the system says about this file.
    pub(super) fn unreadable(&self, error: &io::Error) -> Error {
        Error::Unreadable { file: self.shown.clone(), what: plain(error) }
    }
}

/// What the system says, without its number.
fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "you have no permission to read it".to_owned(),
        _ => error.to_string(),
    }
}
