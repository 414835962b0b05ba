//! Completions and the manual page, made from the same words that are parsed.

use clap::CommandFactory;
use clap_complete::Shell;

use super::args::Cli;
use super::error::Error;
use super::run::Run;

/// Prints the completions of a shell.
pub(super) fn completions(run: &mut Run<'_>, shell: Shell) -> Result<(), Error> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "rounds", &mut script);
    run.bytes(&script)
}

/// Prints the manual page.
pub(super) fn man(run: &mut Run<'_>) -> Result<(), Error> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut page)?;
    run.bytes(&page)
}
