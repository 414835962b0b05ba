//! Where a book lies: its path as the database takes it, and which file it is.

use std::io;
use std::path::{Path, PathBuf};

/// The path as the database takes it. A name such as `file:x?mode=memory` or `:memory:` has a meaning
/// of its own there; spelled out from the root it is a name and nothing else.
pub(super) fn spelled_out(path: &Path) -> io::Result<PathBuf> {
    std::path::absolute(path)
}

/// The address under which a file is read as one that nobody writes.
pub(super) fn immutable(path: &Path) -> String {
    let spelled = path.as_os_str().as_encoded_bytes().iter().map(|byte| match byte {
        b'\\' if cfg!(windows) => "/".to_owned(),
        b'/' | b'.' | b'-' | b'_' | b':' => char::from(*byte).to_string(),
        it if it.is_ascii_alphanumeric() => char::from(*it).to_string(),
        it => format!("%{it:02X}"),
    });
    format!("file:{}?immutable=1", spelled.collect::<String>())
}

/// Which file it is, whatever its name. Another file put in its place is another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Identity(system::Identity);

impl Identity {
    /// That of the file at `path`; an error where there is none.
    pub(super) fn at(path: &Path) -> io::Result<Self> {
        std::fs::metadata(path).map(|it| Self(system::Identity::of(&it)))
    }

    /// That of an open file, which may have lost its name since.
    pub(super) fn of(file: &std::fs::File) -> io::Result<Self> {
        file.metadata().map(|it| Self(system::Identity::of(&it)))
    }
}

#[cfg(unix)]
mod system {
    use std::fs::Metadata;
    use std::os::unix::fs::MetadataExt;

    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub(super) struct Identity {
        device: u64,
        inode: u64,
    }

    impl Identity {
        pub(super) fn of(metadata: &Metadata) -> Self {
            Self { device: metadata.dev(), inode: metadata.ino() }
        }
    }
}

/// Elsewhere an open file can be neither removed nor replaced.
#[cfg(not(unix))]
mod system {
    use std::fs::Metadata;

    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub(super) struct Identity;

    impl Identity {
        pub(super) fn of(_: &Metadata) -> Self {
            Self
        }
    }
}
