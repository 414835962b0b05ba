//! `rounds import`: files of other tools into the book, as one change.

use std::io::{self, IsTerminal, Write};

use super::args::{self, Format};
use super::aside::aside;
use super::error::Error;
use super::import_report;
use super::run::Run;
use crate::app::{Doing, FileReport, Going, ImportOptions, ImportReport, Step};
use crate::domain::{clean, counted};
use crate::import::Encoding;

/// How many rejected rows are told; the rest are in the rejects file.
const TOLD: usize = 5;

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
    for file in &report.files {
        tell_file(run, file)?;
    }
    for it in &report.conflicts {
        run.line(format!(
            "conflict: {} of {} is {} in {}:{} and {} in {}:{}; the first counts",
            clean(&it.field),
            clean(&it.record),
            clean(&it.kept.value),
            clean(&it.kept.file),
            it.kept.line,
            clean(&it.dropped.value),
            clean(&it.dropped.file),
            it.dropped.line
        ))?;
    }
    run.line(clean(&report.headline()))?;
    if report.assumed.is_some() {
        run.line("  --dated says another date than the assumed one")?;
    }
    if report.entry.is_some() {
        aside("rounds undo takes it back");
    }
    Ok(())
}

fn tell_file(run: &mut Run<'_>, file: &FileReport) -> Result<(), Error> {
    let sums = &file.totals;
    run.line(format!(
        "{} ({}): {}, {} created, {} updated, {} unchanged, {} rejected",
        clean(&file.file),
        file.kind,
        counted(sums.rows, "row"),
        sums.created,
        sums.updated,
        sums.unchanged,
        sums.rejected
    ))?;
    if let Some(how) = written(file) {
        run.line(format!("  read {how}"))?;
    }
    for note in &file.notes {
        run.line(format!("  {}", clean(note)))?;
    }
    for it in file.rejects.iter().take(TOLD) {
        let column = it.column.as_ref().map(|it| format!(", {}", clean(it))).unwrap_or_default();
        run.line(format!("  line {}{column}: {}", it.line, clean(&it.reason)))?;
    }
    let more = sums.rejected.saturating_sub(TOLD as u64);
    match &file.rejects_file {
        Some(path) if more > 0 => run.line(format!("  and {more} more, all in {}", clean(path)))?,
        Some(path) => run.line(format!("  rejected rows with their reasons: {}", clean(path)))?,
        None if more > 0 => run.line(format!("  and {more} more"))?,
        None => {}
    }
    Ok(())
}

/// How a file is written, where it is not as most are.
fn written(file: &FileReport) -> Option<String> {
    // A mark that says UTF-8 makes it no other.
    let is_usual = [Encoding::Utf8, Encoding::Utf8Bom].iter().any(|it| it.word() == file.encoding);
    let encoding = (!is_usual).then(|| format!("as {}", file.encoding));
    let delimiter =
        (file.delimiter != "comma").then(|| format!("with a {} between the cells", file.delimiter));
    let parts: Vec<String> = encoding.into_iter().chain(delimiter).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
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
