//! What an import did, line by line, as a person reads it.

use crate::app::intake::{Conflict, FileReport, ImportReport};
use crate::domain::{clean, counted};
use crate::import::Encoding;

/// How many rejected rows are told; the rest are in the rejects file.
const TOLD: usize = 5;

/// The report line by line: each file with what to know of it, the conflicts, and the sum.
pub fn lines(report: &ImportReport) -> Vec<String> {
    let mut res: Vec<String> = report.files.iter().flat_map(of_file).collect();
    res.extend(report.conflicts.iter().map(conflict));
    res.push(clean(&report.headline()).into_owned());
    if report.assumed.is_some() {
        res.push("  --dated says another date than the assumed one".to_owned());
    }
    res
}

fn conflict(it: &Conflict) -> String {
    format!(
        "conflict: {} of {} is {} in {}:{} and {} in {}:{}; the first counts",
        clean(&it.field),
        clean(&it.record),
        clean(&it.kept.value),
        clean(&it.kept.file),
        it.kept.line,
        clean(&it.dropped.value),
        clean(&it.dropped.file),
        it.dropped.line
    )
}

fn of_file(file: &FileReport) -> Vec<String> {
    let sums = &file.totals;
    let silence = sums.silence().map(|it| format!("; {it}")).unwrap_or_default();
    let mut res = vec![format!(
        "{} ({}): {}, {} created, {} updated, {} unchanged, {} rejected{silence}",
        clean(&file.file),
        file.kind,
        counted(sums.rows, "row"),
        sums.created,
        sums.updated,
        sums.known(),
        sums.rejected
    )];
    res.extend(written(file).map(|how| format!("  read {how}")));
    res.extend(file.notes.iter().map(|it| format!("  {}", clean(it))));
    for it in file.rejects.iter().take(TOLD) {
        let column = it.column.as_ref().map(|it| format!(", {}", clean(it))).unwrap_or_default();
        res.push(format!("  line {}{column}: {}", it.line, clean(&it.reason)));
    }
    let more = sums.rejected.saturating_sub(TOLD as u64);
    res.extend(match &file.rejects_file {
        Some(path) if more > 0 => Some(format!("  and {more} more, all in {}", clean(path))),
        Some(path) => Some(format!("  rejected rows with their reasons: {}", clean(path))),
        None if more > 0 => Some(format!("  and {more} more")),
        None => None,
    });
    res
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
