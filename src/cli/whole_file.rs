//! Files that a command writes for the user.

use std::io::{self, Write};
use std::path::Path;

use super::aside::aside;
use super::error::Error;

/// Writes a file whole or not at all, and says so.
pub(super) fn write(path: &Path, text: &[u8]) -> Result<(), Error> {
    write_whole(path, text).map_err(|source| Error::File { path: path.to_owned(), source })?;
    aside(format_args!("rounds: wrote {}", path.display()));
    Ok(())
}

/// Writes beside the file's place first, then into it.
fn write_whole(path: &Path, text: &[u8]) -> io::Result<()> {
    let folder = match path.parent() {
        Some(it) if !it.as_os_str().is_empty() => it,
        _ => Path::new("."),
    };
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}
