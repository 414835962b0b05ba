//! Every figure beside its floor, measured in the same run: `cargo bench`, or `cargo bench -- small`.
//!
//! A floor is the plainest program that does the same: a loop that parses and upserts, a table of
//! fifty rows. The ratio to the floor is what compares across machines.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot run should stop at once")]

mod book;
mod frame;
mod idle;
mod import;
mod judge;
mod meter;
mod minimal_table;
mod start;
mod trial;

use std::path::Path;

use book::Size;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|it| !it.starts_with("--")).collect();
    // The floor of the first frame is this program again, as the minimal table.
    if let [command, file] = args.as_slice()
        && command == minimal_table::COMMAND
    {
        minimal_table::run(Path::new(file));
        return;
    }
    let sizes: Vec<Size> = Size::ALL
        .into_iter()
        .filter(|it| args.is_empty() || args.iter().any(|arg| arg == it.name()))
        .collect();
    for size in sizes {
        let folder = tempfile::tempdir().unwrap();
        let files = book::write(size, folder.path());
        println!(
            "\n{} book: {} accounts, {} days, {} metrics, {} usage rows",
            size.name(),
            size.accounts(),
            book::DAYS,
            size.metrics(),
            files.usage_rows
        );
        meter::head();
        let path = folder.path().join("book.rounds");
        import::measure(&files, &path, folder.path());
        judge::measure(&path);
        trial::measure(&path, size);
        frame::measure(&path);
        start::measure(&path, size);
        idle::measure(&path, size);
    }
}
