//! `rounds import`: files of other tools into the book, as one change.

use std::io::{self, IsTerminal, Write};

use super::args::{self, Format};
use super::aside::aside;
use super::error::Error;
use super::import_report;
use super::run::Run;
use crate::app::{Doing, Going, ImportOptions, ImportReport, Step, import_lines};
use crate::domain::clean;

/// Imports files and prints what became of them.
pub(super) fn import(run: &mut Run<'_>, args: &args::Import) -> Result<(), Error> {
    let mut session = if args.dry_run { run.rehearse()? } else { run.write()? };
    let options = ImportOptions {
        kind: args.kind,
        dates: args.dates,
        decimal: args.decimal,
        dated: args.dated,
        grain: args.grain,
        currency: args.currency,
        is_dry_run: args.dry_run,
    };
    let mut progress = Progress::new();
    let report = session.import(&args.files, &options, &mut |step| progress.show(step));
    progress.clear();
    let report = report?;
    let format = if args.json { Format::Json } else { Format::Text };
    match format {
        Format::Json => run.object(import_report::object(&report))?,
        _ => tell(run, &report)?,
    }
    if report.is_all_rejected() {
        return Err(Error::Failed("every row was rejected; nothing was imported".to_owned()));
    }
    Ok(())
}

fn tell(run: &mut Run<'_>, report: &ImportReport) -> Result<(), Error> {
    for line in import_lines(report) {
        run.line(line)?;
    }
    if report.entry.is_some() {
        run.flush()?;
        aside("rounds undo takes it back");
    }
    Ok(())
}

/// How far a long import is, on the terminal's last line.
struct Progress {
    is_shown: bool,
    percent: Option<u8>,
}

impl Progress {
    fn new() -> Self {
        Self { is_shown: io::stderr().is_terminal(), percent: None }
    }

    fn show(&mut self, step: Step<'_>) -> Going {
        if step.doing == Doing::Waiting {
            self.clear();
            self.percent = None;
            aside("rounds: another import into this book is under way; waiting for it to end");
            return Going::On;
        }
        let percent = (step.done * 100.0) as u8;
        if self.is_shown && self.percent.is_none_or(|it| it < percent) {
            self.percent = Some(percent);
            // Progress that cannot be shown is no reason to stop.
            let _ = write!(io::stderr(), "\r{percent:>3} %  {:<60.60}", clean(step.file));
        }
        Going::On
    }

    fn clear(&self) {
        if self.percent.is_some() {
            let _ = write!(io::stderr(), "\r{:<67}\r", "");
        }
    }
}
