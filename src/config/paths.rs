//! Where the book and the settings lie.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::error::Error;

/// The files that the user named on the command line or in the environment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wishes {
    /// The book: `--book`, else `ROUNDS_BOOK`.
    pub book: Option<PathBuf>,
    /// The settings: `--config`, else `ROUNDS_CONFIG`.
    pub config: Option<PathBuf>,
}

/// Where everything lies that Rounds reads or writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    book: PathBuf,
    config: PathBuf,
}

impl Paths {
    /// The files that were wished for; the others in the folders of the system: the book in the
    /// data folder, the settings in the configuration folder.
    ///
    /// # Errors
    ///
    /// Where a file was not named and the user has no home folder, and where settings were named
    /// that are not there.
    pub fn find(wishes: Wishes) -> Result<Self, Error> {
        let home = ProjectDirs::from("", "", "rounds");
        let folder = |of: fn(&ProjectDirs) -> PathBuf| home.as_ref().map(of).ok_or(Error::NoHome);
        let book = match wishes.book {
            Some(it) => it,
            None => folder(data_folder)?.join("book.rounds"),
        };
        let config = match wishes.config {
            Some(it) if it.exists() => it,
            Some(it) => return Err(Error::NoFile(it)),
            None => folder(config_folder)?.join("config.toml"),
        };
        Ok(Self { book, config })
    }

    /// The file that holds the book.
    pub fn book(&self) -> &Path {
        &self.book
    }

    /// The file that holds the settings.
    pub fn config(&self) -> &Path {
        &self.config
    }

    /// The user's own health model, laid over the built-in one where it exists.
    pub fn health(&self) -> PathBuf {
        self.config.with_file_name("health.toml")
    }

    /// The folder of the user's own alert rules.
    pub fn rules(&self) -> PathBuf {
        self.config.with_file_name("rules")
    }

    /// The folder of the user's own playbooks.
    pub fn playbooks(&self) -> PathBuf {
        self.config.with_file_name("playbooks")
    }
}

/// `$XDG_DATA_HOME/rounds` on Linux, and on macOS as people of the terminal expect it.
fn data_folder(home: &ProjectDirs) -> PathBuf {
    xdg("XDG_DATA_HOME", ".local/share").unwrap_or_else(|| home.data_dir().to_owned())
}

/// `$XDG_CONFIG_HOME/rounds` on Linux, and on macOS as people of the terminal expect it.
fn config_folder(home: &ProjectDirs) -> PathBuf {
    xdg("XDG_CONFIG_HOME", ".config").unwrap_or_else(|| home.config_dir().to_owned())
}

/// The folder that the variable names or that lies below the home folder; nothing on systems whose
/// folders `directories` already gives in the form wanted.
fn xdg(variable: &str, below_home: &str) -> Option<PathBuf> {
    if !cfg!(target_os = "macos") {
        return None;
    }
    let named = std::env::var_os(variable).map(PathBuf::from).filter(|it| it.is_absolute());
    let base = match named {
        Some(it) => it,
        None => directories::BaseDirs::new()?.home_dir().join(below_home),
    };
    Some(base.join("rounds"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_users_own_rules_lie_beside_the_settings() {
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("rounds.toml");
        std::fs::write(&config, "").unwrap();
        let wishes = Wishes { book: Some("b.rounds".into()), config: Some(config) };
        let paths = Paths::find(wishes).unwrap();
        assert_eq!(paths.book(), Path::new("b.rounds"));
        assert_eq!(paths.health(), folder.path().join("health.toml"));
        assert_eq!(paths.rules(), folder.path().join("rules"));
        assert_eq!(paths.playbooks(), folder.path().join("playbooks"));
    }
}
