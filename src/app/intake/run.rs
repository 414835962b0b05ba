//! One call: its files looked through, put in order, and taken into one change of the book.

use std::path::PathBuf;

use super::call::{At, Call, CallFile, Days, Desk, Taken, Watch};
use super::clash::Clashes;
use super::error::Error;
use super::options::{Going, ImportOptions, Step};
use super::record_rows::RecordRows;
use super::rejects::Rejects;
use super::report::{AssumedDate, FileReport, ImportReport, Totals};
use super::usage_rows;
use crate::domain::{Day, Kind, counted};
use crate::import::{FileKind, Input, Options, SourceFile, is_rejects_of};
use crate::store::{ImportMarker, NewFile, Store, Write};

/// What a call that is not kept ends with, so that the book is as before.
enum Ending {
    Failed(Error),
    DryRun(Box<Made>),
}

/// What a call made of its files.
struct Made {
    reports: Vec<FileReport>,
    clashes: Clashes,
}

/// Imports files as one change of the book, in the order in which they need each other: accounts,
/// contracts, people, usage, and so on. `at` is the instant for the journal, `today` the import's day
/// unless the options say another. `watcher` is told how far it is, and may stop it.
///
/// A row that cannot be taken is rejected and counted; a file that cannot be read ends the call with
/// an error, and the book stays as it was.
pub fn import(
    store: &mut Store,
    paths: &[PathBuf],
    options: &ImportOptions,
    at: &str,
    today: Day,
    watcher: &mut dyn FnMut(Step<'_>) -> Going,
) -> Result<ImportReport, Error> {
    if paths.is_empty() {
        return Err(Error::NoFiles);
    }
    let (left_out, paths): (Vec<&PathBuf>, Vec<&PathBuf>) =
        paths.iter().partition(|it| paths.iter().any(|input| is_rejects_of(it, input)));
    let mut watch = Watch::new(watcher, paths.len());
    let on = options.dated.unwrap_or(today);
    let ImportOptions { kind, dates, decimal, .. } = *options;
    let looked = Options { kind, dates, decimal, on };
    let files = look_through(&paths, looked, &mut watch)?;
    let assumed = assumed_date(&files, options, on);
    let days = Days { on, snapshot_on: assumed.as_ref().map_or(on, |it| it.on) };
    let mut rejects: Vec<Rejects<'_>> = files
        .iter()
        .map(|it| Rejects::new(&it.path, it.source.header(), options.is_dry_run))
        .collect();

    let names: Vec<&str> = files.iter().map(|it| it.source.name()).collect();
    let first = names.first().copied().unwrap_or_default();
    let mark = |watch: &mut Watch<'_>| store.mark_import(&names, at, || watch.waits(first));
    let marker = if options.is_dry_run { None } else { Some(mark(&mut watch)?) };
    // What the book holds is read within the change: another import may end while this one waits.
    let written = store.attempt(&journal_line(&names), at, |tx| {
        let mut call = Call::begin(tx.book(), &files, options, days)?;
        let mut rows = RecordRows::of(tx.book(), &files)?;
        let taken = take_all(&files, &mut rows, &mut rejects, &mut call, tx, &mut watch)?;
        let done = Made { reports: taken, clashes: call.clashes };
        if options.is_dry_run { Err(Ending::DryRun(Box::new(done))) } else { Ok(done) }
    });
    let (Made { mut reports, clashes }, entry) = match written {
        Ok((done, entry)) => (done, entry),
        Err(Ending::DryRun(done)) => (*done, None),
        Err(Ending::Failed(error)) => return Err(error),
    };
    for (report, rejects) in reports.iter_mut().zip(&mut rejects) {
        let kept = rejects.keep();
        report.rejects_file = kept.path.map(|it| it.display().to_string());
        if let Some(why) = kept.failure {
            report.notes.push(format!("the rejected rows could not be written to a file: {why}"));
        }
    }
    if let Some(report) = reports.first_mut() {
        let name = |it: &PathBuf| it.file_name().unwrap_or_default().display().to_string();
        report.notes.extend(left_out.into_iter().map(name).map(|it| {
            format!(
                "{it} was left out: rows that were rejected before. Mend them, and name it alone"
            )
        }));
    }
    // The import stands; a marker that stays behind only costs a message at the next start.
    if let Some(Err(why)) = marker.map(ImportMarker::finish)
        && let Some(report) = reports.first_mut()
    {
        report
            .notes
            .push(format!("the import is done, but its marker could not be removed: {why}"));
    }
    Ok(ImportReport {
        entry,
        is_dry_run: options.is_dry_run,
        files: reports,
        conflicts: clashes.list,
        conflict_count: clashes.count,
        assumed,
    })
}

/// Looks through the files, and puts them in the order in which they need each other.
fn look_through(
    paths: &[&PathBuf],
    options: Options,
    watch: &mut Watch<'_>,
) -> Result<Vec<CallFile>, Error> {
    let mut files = Vec::new();
    for (place, path) in paths.iter().enumerate() {
        let input = Input::open(path)?;
        let name = input.name().to_owned();
        watch.looked(&name, place, 0.0)?;
        let source = SourceFile::open(input, options, |share| watch.looked(&name, place, share))?;
        files.push(CallFile { path: PathBuf::clone(path), source });
    }
    files.sort_by_key(|it| it.source.kind());
    Ok(files)
}

/// The day of the call's snapshots, where it has any and the user named none: the latest day that
/// something happened on in any of its files, else the day of the import.
fn assumed_date(files: &[CallFile], options: &ImportOptions, on: Day) -> Option<AssumedDate> {
    let has_snapshot = files.iter().any(|it| it.source.kind() == FileKind::Snapshot);
    if !has_snapshot || options.dated.is_some() {
        return None;
    }
    let mut found = AssumedDate { on, file: None, column: None };
    for file in files {
        let Some(latest) = file.source.latest() else { continue };
        if found.file.is_none() || latest.on > found.on {
            found = AssumedDate {
                on: latest.on,
                file: Some(file.source.name().to_owned()),
                column: Some(latest.column.clone()),
            };
        }
    }
    Some(found)
}

/// What the journal says: `import accounts.csv, usage.csv`.
fn journal_line(names: &[&str]) -> String {
    const SHOWN: usize = 5;
    let first: Vec<&str> = names.iter().take(SHOWN).copied().collect();
    let more = names.len().saturating_sub(SHOWN);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("import {}{rest}", first.join(", "))
}

fn take_all(
    files: &[CallFile],
    rows: &mut RecordRows,
    rejects: &mut [Rejects<'_>],
    call: &mut Call,
    tx: &mut Write<'_>,
    watch: &mut Watch<'_>,
) -> Result<Vec<FileReport>, Error> {
    let mut reports = Vec::new();
    for (place, (file, rejects)) in files.iter().zip(rejects).enumerate() {
        let source = &file.source;
        watch.took(source.name(), place, 0.0)?;
        let id =
            tx.add_file(&NewFile { name: source.name(), kind: source.kind().word(), on: call.on })?;
        call.file_ids.push(id);
        call.file_days.insert(id, call.on);
        let at = At { source, place, id };
        let mut desk = Desk { call, tx };
        let mut taken = match source.kind().record() {
            Some(kind) => rows.take(at, kind, &mut desk, rejects, watch)?,
            None => usage_rows::take(at, &mut desk, rejects, watch)?,
        };
        call.brought.extend(call.metric_ids.keys().cloned());
        if source.kind() == FileKind::Snapshot && source.is_reported() {
            let tickets = counted(tx.records_of(id, Kind::Ticket)?, "ticket");
            let answers = counted(tx.records_of(id, Kind::Survey)?, "survey answer");
            taken.notes.push(format!("holds aggregates per account: {tickets}, {answers}"));
        }
        reports.push(report(source, taken, rejects));
    }
    let said = sums(call, tx)?;
    if let Some(report) = reports.first_mut() {
        report.notes.extend(said);
    }
    Ok(reports)
}

/// What the book's sums are in, where the call settles it, and which amounts are in none of them.
fn sums(call: &Call, tx: &mut Write<'_>) -> Result<Vec<String>, Error> {
    let mut said = Vec::new();
    let book = match call.book_currency {
        Some(currency) => Some(currency),
        None => call.currencies.settle(call.currency, tx)?,
    };
    let Some(book) = book else { return Ok(said) };
    let is_said = call.options.currency.is_some() || call.named_currency.is_some();
    if call.book_currency.is_none() && is_said {
        said.push(format!("the book's sums are in {book}, the currency of most amounts"));
    } else if call.book_currency.is_none() {
        said.push(format!(
            "no amount names a currency: {book} is assumed, and the book's sums are in it (if it is another, undo this import and say --currency)"
        ));
    }
    said.extend(call.currencies.others(book));
    Ok(said)
}

fn report(source: &SourceFile, taken: Taken, rejects: &Rejects<'_>) -> FileReport {
    let mut notes = source.notes().to_vec();
    notes.extend(taken.notes);
    let totals = Totals {
        rows: source.rows(),
        created: taken.counts.created,
        updated: taken.counts.updated,
        unchanged: taken.counts.unchanged + taken.counts.silent,
        without_outcome: taken.counts.silent,
        rejected: rejects.count,
    };
    FileReport {
        file: source.name().to_owned(),
        kind: source.kind().word(),
        profile: "built-in",
        totals,
        rejects_file: None,
        rejects: rejects.first.clone(),
        encoding: source.encoding().word(),
        delimiter: source.delimiter(),
        mapping: source.mapping(),
        notes,
    }
}

impl From<Error> for Ending {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<crate::store::Error> for Ending {
    fn from(error: crate::store::Error) -> Self {
        Self::Failed(error.into())
    }
}
