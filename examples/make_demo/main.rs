//! Writes the sample book's files: `cargo run --example make_demo` fills `assets/demo`.
//!
//! The same program writes the same bytes; what is drawn by chance is drawn from fixed seeds.

mod book;
mod cast;
mod chance;
mod people;
mod plan;
mod sheet;
mod support;
mod tables;
mod talk;
mod usage;

use std::error::Error;
use std::path::PathBuf;

use tables::Tables;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).map_or_else(|| "assets/demo".into(), PathBuf::from);
    let tables = Tables::read()?;
    for sheet in [
        book::accounts(&tables),
        book::billing(&tables),
        book::contracts(&tables),
        book::outcomes(&tables),
        people::sheet(&tables),
        usage::sheet(&tables),
        talk::sheet(&tables),
        support::tickets(&tables),
        support::surveys(&tables),
        plan::objectives(&tables),
        plan::milestones(&tables),
        plan::tasks(&tables),
    ] {
        sheet.save(&folder)?;
    }
    Ok(())
}
