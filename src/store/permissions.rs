//! Who may read the book: its owner alone. The only calls of the store that differ by system.
//!
//! `SQLite` gives the files that it makes beside the book (the log and its index) the book's mode.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::path::Path;

/// Makes a folder and those above it, for the owner alone. A folder that is there stays as it is.
pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    system::private_folder(&mut builder);
    builder.create(path)
}

/// Makes an empty file for the owner alone; an error where there is one already.
pub(super) fn make_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    system::private_file(&mut options);
    options.open(path)
}

/// Opens a file for reading and writing; makes it, empty and for the owner alone, where there is none.
pub(super) fn open_or_make_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    system::private_file(&mut options);
    options.open(path)
}

/// Takes the file away from everybody but its owner.
pub(super) fn close_to_others(path: &Path) -> io::Result<()> {
    system::close_to_others(path)
}

#[cfg(unix)]
mod system {
    use std::fs::{DirBuilder, OpenOptions, Permissions};
    use std::io;
    use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
    use std::path::Path;

    pub(super) fn private_folder(builder: &mut DirBuilder) {
        builder.mode(0o700);
    }

    pub(super) fn private_file(options: &mut OpenOptions) {
        options.mode(0o600);
    }

    pub(super) fn close_to_others(path: &Path) -> io::Result<()> {
        let mode = std::fs::metadata(path)?.permissions().mode() & 0o777;
        let own = mode & 0o700;
        if mode == own {
            return Ok(());
        }
        std::fs::set_permissions(path, Permissions::from_mode(own))
    }
}

/// Elsewhere a file in the user's own folders is the user's alone by inheritance.
#[cfg(not(unix))]
mod system {
    use std::fs::{DirBuilder, OpenOptions};
    use std::io;
    use std::path::Path;

    pub(super) fn private_folder(_: &mut DirBuilder) {}

    pub(super) fn private_file(_: &mut OpenOptions) {}

    pub(super) fn close_to_others(_: &Path) -> io::Result<()> {
        Ok(())
    }
}
