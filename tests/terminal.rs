//! The cockpit in a terminal of its own: started, seen, and the terminal given back.

use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rounds::app::{Change, Done, Effect, Glyphs, Keymap, Perform, Start};
use rounds::clock::Clock;
use rounds::ui::{self, Ending};

use crate::support::{TODAY, book, day};

/// Set for the run inside the terminal, so that nobody's own terminal is taken by a test run.
const INSIDE: &str = "ROUNDS_TEST_INSIDE";

/// How long a word may take to be seen.
const PATIENCE: Duration = Duration::from_secs(20);

/// Stands in for the book.
struct StandIn;

impl Perform for StandIn {
    fn perform(&mut self, effect: &Effect) -> Result<Done, String> {
        match effect {
            Effect::OpenAccount(id) => Ok(Done::Account(Box::new(book::page(*id)))),
            Effect::Change(Change::AddNote(..)) => panic!("the book is on fire"),
            Effect::LookAgain(_) => {
                Ok(Done::Book(Box::new(book::book()), Some("somebody was here".to_owned())))
            }
            _ => Ok(Done::Book(Box::new(book::book()), None)),
        }
    }
}

/// What the tests below start in a terminal.
#[test]
#[ignore = "runs inside the terminals of the other tests"]
fn cockpit() {
    if std::env::var_os(INSIDE).is_none() {
        return;
    }
    let start = Start {
        today: day(TODAY),
        clock: Clock::Fixed(day(TODAY)),
        book: None,
        keymap: Keymap::shipped(),
        theme: None,
        glyphs: Glyphs::Unicode,
        is_demo: true,
        notice: None,
    };
    match ui::run(start, StandIn) {
        Ok(Ending::Left) => println!("the user has gone"),
        Ok(Ending::Signal(number)) => println!("signal {number}"),
        Err(error) => println!("error: {error}"),
    }
}

fn some(number: u16) -> NonZero<u16> {
    NonZero::new(number).unwrap()
}

struct Pty {
    screen: Arc<Mutex<vt100::Parser>>,
    bytes: Arc<Mutex<Vec<u8>>>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    reader: Option<JoinHandle<()>>,
    master: Box<dyn MasterPty + Send>,
}

impl Pty {
    fn start(variables: &[(&str, &str)]) -> Self {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
        command.args(["--exact", "terminal::cockpit", "--ignored", "--nocapture"]);
        command.env("TERM", "xterm-256color");
        command.env_remove("NO_COLOR");
        command.env(INSIDE, "1");
        for (name, value) in variables {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let screen = Arc::new(Mutex::new(vt100::Parser::new(some(24), some(80), 0)));
        let bytes = Arc::new(Mutex::new(Vec::new()));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (seen, all) = (Arc::clone(&screen), Arc::clone(&bytes));
        let reader = thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                seen.lock().unwrap().process(&buffer[..count]);
                all.lock().unwrap().extend_from_slice(&buffer[..count]);
            }
        });
        let keys = pair.master.take_writer().unwrap();
        Self { screen, bytes, keys, child, reader: Some(reader), master: pair.master }
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    fn text(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    /// Waits until a text is seen.
    #[track_caller]
    fn see(&self, text: &str) {
        self.wait(text, |pty| pty.text().contains(text));
    }

    #[track_caller]
    fn wait(&self, what: &str, is_there: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !is_there(self) {
            assert!(start.elapsed() < PATIENCE, "{what:?} is not there:\n{}", self.text());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until the terminal is as it was before the cockpit, with `said` on it.
    #[track_caller]
    fn is_given_back(&mut self, said: &str) {
        let _ = self.child.wait().unwrap();
        // The reader ends with the last byte that the cockpit wrote.
        self.reader.take().unwrap().join().unwrap();
        assert!(self.text().contains(said), "{said:?} is not there:\n{}", self.text());
        let screen = self.screen.lock().unwrap();
        let screen = screen.screen();
        assert!(!screen.alternate_screen(), "the alternate screen is left on");
        assert!(!screen.bracketed_paste(), "bracketed paste is left on");
        assert!(!screen.hide_cursor(), "the cursor is left hidden");
        let bytes = self.bytes.lock().unwrap().clone();
        let sent = String::from_utf8_lossy(&bytes).into_owned();
        assert!(sent.rfind("\x1b[?1004l") > sent.rfind("\x1b[?1004h"), "focus is still told");
    }

    fn process(&self) -> u32 {
        self.child.process_id().unwrap()
    }
}

#[test]
fn keys_paste_and_resize_are_taken_and_quit_gives_the_terminal_back() {
    let mut pty = Pty::start(&[]);
    pty.see("Alerts 1/4");
    assert!(pty.screen.lock().unwrap().screen().alternate_screen());
    pty.press("\x1b[Bj");
    pty.see("Alerts 3/4");
    pty.press("\x1b[200~q\rq\x1b[201~");
    pty.see("Make the pasted text");
    pty.press("\x1b");
    pty.wait("the menu is gone", |it| !it.text().contains("Make the pasted text"));
    let size = PtySize { rows: 30, cols: 100, pixel_width: 0, pixel_height: 0 };
    pty.screen.lock().unwrap().screen_mut().set_size(some(30), some(100));
    pty.master.resize(size).unwrap();
    pty.wait("the wide frame", |it| {
        let text = it.text();
        text.lines().next().is_some_and(|it| it.chars().count() > 90)
    });
    pty.press("g");
    pty.see("Esc cancels");
    pty.press("b");
    pty.see("Accounts 1/7");
    pty.press("q");
    pty.see("q again leaves Rounds");
    pty.press("q");
    pty.is_given_back("the user has gone");
}

#[test]
fn a_long_text_typed_at_once_is_a_line_that_ends_where_it_is_full() {
    let mut pty = Pty::start(&[]);
    pty.see("Alerts 1/4");
    pty.press("at");
    pty.see("Task for");
    pty.press(&"call @acme #b 3d fri ".repeat(3120));
    pty.see("The line is full");
    pty.press("\x1b");
    pty.wait("the line is gone", |it| !it.text().contains("Task for"));
    pty.press("qq");
    pty.is_given_back("the user has gone");
}

#[test]
fn a_copy_goes_to_the_clipboard_through_the_terminal() {
    let mut pty = Pty::start(&[]);
    pty.see("Alerts 1/4");
    pty.press("yn");
    pty.see("Copied");
    let bytes = pty.bytes.lock().unwrap().clone();
    let sent = String::from_utf8_lossy(&bytes).into_owned();
    assert!(sent.contains("\x1b]52;c;QWNtZSBDb3Jw\x1b\\"), "Acme Corp, in base 64");
    pty.press("qq");
    pty.is_given_back("the user has gone");
}

#[test]
fn a_panic_gives_the_terminal_back_and_tells() {
    let mut pty = Pty::start(&[]);
    pty.see("Alerts 1/4");
    pty.press("anfire\r");
    pty.see("the book is on fire");
    pty.is_given_back("error: the part of Rounds that holds the book has stopped");
}

#[cfg(unix)]
#[test]
fn every_signal_to_end_gives_the_terminal_back() {
    for (name, said) in [("-TERM", "signal 15"), ("-QUIT", "signal 3"), ("-HUP", "signal 1")] {
        let mut pty = Pty::start(&[]);
        pty.see("Alerts 1/4");
        let process = pty.process().to_string();
        std::process::Command::new("kill").args([name, &process]).status().unwrap();
        pty.is_given_back(said);
    }
}

#[test]
fn the_focus_of_the_terminal_asks_what_others_did() {
    let mut pty = Pty::start(&[]);
    pty.see("Alerts 1/4");
    pty.press("\x1b[O\x1b[I");
    pty.see("somebody was here");
    pty.press("qq");
    pty.is_given_back("the user has gone");
}

#[cfg(unix)]
#[test]
fn suspended_the_terminal_is_the_shells_and_on_return_the_cockpits() {
    let mut pty = Pty::start(&[]);
    pty.see("Alerts 1/4");
    pty.press("\x1a");
    pty.wait("the shell's screen", |it| !it.screen.lock().unwrap().screen().alternate_screen());
    let process = pty.process().to_string();
    std::process::Command::new("kill").args(["-CONT", &process]).status().unwrap();
    pty.see("Alerts 1/4");
    pty.press("qq");
    pty.is_given_back("the user has gone");
}

#[test]
fn without_colour_the_selected_row_is_still_seen() {
    let mut pty = Pty::start(&[("NO_COLOR", "1")]);
    pty.see("Alerts 1/4");
    {
        let parser = pty.screen.lock().unwrap();
        let cell = parser.screen().cell(3, 10).unwrap();
        assert!(cell.inverse(), "{}", parser.screen().contents());
        let is_plain = (0..24).flat_map(|y| (0..80).map(move |x| (y, x))).all(|(y, x)| {
            let cell = parser.screen().cell(y, x).unwrap();
            cell.fgcolor() == vt100::Color::Default && cell.bgcolor() == vt100::Color::Default
        });
        assert!(is_plain);
    }
    pty.press("qq");
    pty.is_given_back("the user has gone");
}
