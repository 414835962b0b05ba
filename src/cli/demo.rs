//! `rounds demo`: the sample book, made anew from the files of `assets/demo`.

use super::args::Demo;
use super::aside::aside;
use super::cockpit;
use super::error::Error;
use super::run::Run;
use super::sample;

/// Opens the cockpit on a fresh sample book, or writes one to a file.
pub(super) fn demo(run: &mut Run<'_>, args: &Demo) -> Result<(), Error> {
    match &args.write {
        None => cockpit::demo(run),
        Some(path) => {
            sample::write(path, &run.setup()?)?;
            aside(format_args!("rounds: wrote {}; open it with rounds --book", path.display()));
            Ok(())
        }
    }
}
