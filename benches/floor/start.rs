//! From the start of the program to its first frame in a pseudo-terminal, beside the minimal table.

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::book::{Size, last_day};
use crate::{meter, minimal_table};

/// How often each program is started; an odd number, so that there is a middle one.
const ROUNDS: usize = 15;

/// A program in a pseudo-terminal that has drawn its first frame.
pub(crate) struct Started {
    pub child: Box<dyn Child + Send + Sync>,
    pub terminal: Box<dyn MasterPty + Send>,
    pub first_frame: Duration,
}

pub(crate) fn measure(book: &Path, size: Size) {
    // The first run judges the book and keeps what the first frame needs.
    finish(start(&cockpit(book), "Today"), Duration::from_mins(1));
    let mut ours = Vec::new();
    let mut floor = Vec::new();
    for _ in 0..ROUNDS {
        let table = start(&table(book), "Today");
        floor.push(table.first_frame.as_secs_f64() * 1e3);
        finish(table, Duration::from_secs(10));
        let it = start(&cockpit(book), "Today");
        ours.push(it.first_frame.as_secs_f64() * 1e3);
        finish(it, Duration::from_mins(1));
    }
    let target = match size {
        Size::Small => 1.5,
        Size::Large => 2.5,
    };
    let (ours, floor) = (meter::median(ours), meter::median(floor));
    meter::row("start to first frame (wall)", ours, floor, "ms", Some(target));
}

pub(crate) fn cockpit(book: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_rounds"));
    command.args(["--book".as_ref(), book.as_os_str()]);
    command.env("ROUNDS_TODAY", last_day().to_string());
    command
}

fn table(book: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args([minimal_table::COMMAND.as_ref(), book.as_os_str()]);
    command
}

/// Starts a program at 80x24 and waits until `word` is on its screen.
pub(crate) fn start(command: &CommandBuilder, word: &str) -> Started {
    let mut command = command.clone();
    command.env("TERM", "xterm-256color");
    let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut reader = pair.master.try_clone_reader().unwrap();
    let begun = Instant::now();
    let child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut seen = Vec::new();
    let mut chunk = [0; 8192];
    while !contains(&seen, word.as_bytes()) {
        let count = reader.read(&mut chunk).unwrap();
        assert!(count > 0, "ended early: {}", String::from_utf8_lossy(&seen));
        seen.extend_from_slice(&chunk[..count]);
    }
    let first_frame = begun.elapsed();
    // Keep reading, so that the program never waits for its terminal.
    std::thread::spawn(move || while reader.read(&mut chunk).is_ok_and(|count| count > 0) {});
    Started { child, terminal: pair.master, first_frame }
}

/// Quits a program by its own key, and kills it where that does not help in time.
pub(crate) fn finish(mut it: Started, patience: Duration) {
    let mut keys = it.terminal.take_writer().unwrap();
    keys.write_all(b"qq").unwrap();
    keys.flush().unwrap();
    let begun = Instant::now();
    while it.child.try_wait().unwrap().is_none() {
        if begun.elapsed() > patience {
            it.child.kill().unwrap();
            it.child.wait().unwrap();
            return;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|it| it == word)
}
