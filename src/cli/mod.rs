//! The words after `rounds`: does one thing and prints, or starts the cockpit.

mod accounts;
mod alerts;
mod args;
mod aside;
mod between;
mod cite;
mod cockpit;
mod demo;
mod edit;
mod error;
mod explain;
mod fact;
mod health;
mod history;
mod import;
mod import_report;
mod model;
mod pick;
mod playbook;
mod qbr;
mod reference;
mod renewals;
mod rules;
mod run;
mod sample;
mod shell;
mod show;
mod tasks;
mod trial;
mod upkeep;
mod what_if;
mod whole_file;

use std::ffi::OsString;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};
use aside::{aside, plain};
use error::Error;
use run::Run;

use crate::domain::acts;

/// Runs the command line, and returns what the shell is to see.
pub fn run(args: impl Iterator<Item = OsString>) -> ExitCode {
    run_to(args, &mut BufWriter::new(io::stdout().lock()))
}

/// As [`run`], printing to `out` in place of the terminal.
pub fn run_to(args: impl Iterator<Item = OsString>, out: &mut dyn Write) -> ExitCode {
    let args: Vec<OsString> = args.collect();
    let cli = match Cli::try_parse_from(&args) {
        Ok(it) => it,
        Err(error) => {
            if args.iter().any(|it| it.to_string_lossy().chars().any(acts)) {
                // The message repeats the words, and its colours are not worth what stands in them.
                aside(plain(&error.to_string()).trim_end());
            } else {
                // Where even the message cannot be printed there is nobody to tell.
                let _ = error.print();
            }
            return ExitCode::from(error.exit_code().clamp(0, 255) as u8);
        }
    };
    let done = perform(&cli, out).and_then(|()| Ok(out.flush()?));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read the output has had enough: `rounds accounts | head -1`.
        Err(Error::Output(error)) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            aside(format_args!("rounds: {error}"));
            ExitCode::from(error.exit_code())
        }
    }
}

fn perform(cli: &Cli, out: &mut dyn Write) -> Result<(), Error> {
    let mut run = Run::new(&cli.global, out)?;
    let Some(command) = &cli.command else { return cockpit::open(&run) };
    if !tells_settings(command) {
        for it in cockpit::problems(&run) {
            aside(format_args!("rounds: {it}"));
        }
    }
    match command {
        Command::Import(it) => import::import(&mut run, it),
        Command::Accounts(it) => accounts::list(&mut run, it),
        Command::Alerts(it) => alerts::alerts(&mut run, it),
        Command::Tasks(it) => tasks::list(&mut run, it),
        Command::Renewals(it) => renewals::list(&mut run, it),
        Command::Show(it) => show::show(&mut run, it),
        Command::Explain(it) => explain::explain(&mut run, it),
        Command::Qbr(it) => qbr::draft(&mut run, it),
        Command::Log(it) => edit::log(&mut run, it),
        Command::Note(it) => edit::note(&mut run, it),
        Command::Pulse(it) => edit::pulse(&mut run, it),
        Command::Task(it) => edit::task(&mut run, it),
        Command::Playbook(it) => playbook::playbook(&mut run, it),
        Command::Undo => edit::undo(&mut run),
        Command::Redo => edit::redo(&mut run),
        Command::History(it) => history::list(&mut run, it),
        Command::Demo(it) => demo::demo(&mut run, it),
        Command::Facts(it) => reference::facts(&mut run, it),
        Command::Keys { form } => reference::keys(&mut run, *form),
        Command::Health(it) => health::health(&mut run, it),
        Command::Rules(it) => rules::rules(&mut run, it),
        Command::Doctor { form } => upkeep::doctor(&mut run, *form),
        Command::Config(it) => upkeep::config(&mut run, it),
        Command::Backup { file } => upkeep::backup(&mut run, file.as_deref()),
        Command::Completions { shell } => shell::completions(&mut run, *shell),
        Command::Man => shell::man(&mut run),
    }
}

/// Whether a command tells itself what is wrong in the settings, or prints what hangs on none.
const fn tells_settings(command: &Command) -> bool {
    matches!(
        command,
        Command::Demo(_)
            | Command::Keys { .. }
            | Command::Doctor { .. }
            | Command::Config(_)
            | Command::Completions { .. }
            | Command::Man
    )
}
