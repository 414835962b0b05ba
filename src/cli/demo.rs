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
            let shown = path.display();
            let word = quoted(&shown.to_string());
            aside(format_args!("rounds: wrote {shown}; open it with rounds --book {word}"));
            Ok(())
        }
    }
}

/// A word as a shell takes it for one: in single quotes where it has more than plain characters.
fn quoted(word: &str) -> String {
    let is_plain = |it: char| it.is_alphanumeric() || "/._-+,:@%=".contains(it);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}
