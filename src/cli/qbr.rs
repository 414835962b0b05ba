//! `rounds qbr`: a first draft of the next review, as Markdown.

use std::io::{self, Write};
use std::path::Path;

use super::args::Qbr;
use super::aside::aside;
use super::error::Error;
use super::run::Run;
use crate::app;
use crate::report::{Review, markdown, qbr};

/// Drafts a review and prints it, or writes it to a file.
pub(super) fn draft(run: &mut Run<'_>, args: &Qbr) -> Result<(), Error> {
    let mut session = run.read()?;
    let id = session.find_account(&args.account)?;
    let as_of = session.as_of();
    let history = session.store().account(id)?;
    let view = history.as_ref().and_then(|it| it.as_of(as_of));
    let (Some(history), Some(view)) = (&history, &view) else {
        return Err(app::Error::NoAccount(args.account.clone()).into());
    };
    let of = session.assess(id)?;
    let context = &session.ground()?.context;
    let review = Review { view, history, sheet: &of.sheet, context };
    let text = markdown(&qbr(&review));
    match &args.output {
        None => run.bytes(text.as_bytes()),
        Some(path) => {
            write_whole(path, &text)
                .map_err(|source| Error::File { path: path.clone(), source })?;
            aside(format_args!("rounds: wrote {}", path.display()));
            Ok(())
        }
    }
}

/// Writes a file whole or not at all: beside its place first, then into it.
fn write_whole(path: &Path, text: &str) -> io::Result<()> {
    let folder = match path.parent() {
        Some(it) if !it.as_os_str().is_empty() => it,
        _ => Path::new("."),
    };
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}
