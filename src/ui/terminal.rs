//! The terminal's loop: draw, sleep until something happens, change the state; and the one way back
//! to the shell.

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::panic;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::Show;
use crossterm::event::{
    self, DisableBracketedPaste, DisableFocusChange, EnableBracketedPaste, EnableFocusChange, Event,
};
use crossterm::style::force_color_output;
use crossterm::terminal::{
    self, BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

use super::draw::draw_and_measure;
use super::input;
use super::signals::{self, Signal};
use crate::app::{
    Done, Effect, Msg, Perform, Request, Size, Start, State, Theme, Wish, Worker, update,
};

/// How long a chord waits before the keys that may follow are shown.
const WHICH_KEY: Duration = Duration::from_millis(300);

/// Whether the terminal is in the cockpit's hands. The panic hook and the signals have no other way
/// to know.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// How the cockpit came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The user left it.
    Left,
    /// This signal ended it.
    Signal(i32),
}

/// Why the cockpit could not run.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// It was started in a pipe.
    #[error("the cockpit needs a terminal; in a pipe use a command, such as rounds alerts --json")]
    NotATerminal,
    /// The terminal failed.
    #[error("the terminal cannot be used: {0}")]
    Terminal(#[from] io::Error),
    /// The thread that holds the book is gone.
    #[error("the part of Rounds that holds the book has stopped; the book is as it was before")]
    Lost,
}

/// What wakes the loop.
enum Wake {
    /// Something happened at the keyboard.
    Event(Event),
    /// Letters were typed into the open line, faster than they could be drawn.
    Typed(String),
    /// The worker answered.
    Answer(Box<Msg>),
    /// The operating system has something to say.
    Signal(Signal),
    /// The keyboard or the worker is gone.
    Lost,
}

/// Rings when the worker's thread ends, whatever ends it.
struct Bell(Sender<Wake>);

impl Drop for Bell {
    fn drop(&mut self) {
        // Nobody listens any more where the cockpit has left first.
        let _ = self.0.send(Wake::Lost);
    }
}

type Screen = Terminal<CrosstermBackend<BufWriter<Stdout>>>;

/// Runs the cockpit over a book until the user leaves it. Effects are performed on a thread of
/// their own; the terminal is left as it was found, whatever happens.
///
/// # Errors
/// Fails where there is no terminal, where it cannot be used, and where the worker panicked.
pub fn run(mut start: Start, book: impl Perform) -> Result<Ending, RunError> {
    if !io::stdout().is_terminal() || !io::stdin().is_terminal() {
        return Err(RunError::NotATerminal);
    }
    let is_plain = std::env::var_os("NO_COLOR").is_some_and(|it| !it.is_empty());
    if is_plain && start.theme.is_none() {
        start.theme = Some(Theme::Mono);
    }
    // Without this crossterm drops every style where NO_COLOR is set, reverse video too, and the
    // selected row could not be seen. Our own themes do what NO_COLOR asks.
    force_color_output(true);

    let (wakes, inbox) = channel();
    restore_on_panic();
    let bell = wakes.clone();
    signals::watch(move |it| bell.send(Wake::Signal(it)).is_ok())?;
    let entered = Entered::new()?;
    let mut screen = blank()?;
    let mut state = State::new(start);
    let size = screen.size()?;
    update(&mut state, Msg::Resized(Size { width: size.width, height: size.height }));
    // The first frame waits for nobody.
    frame(&mut screen, &mut state)?;
    watch_keyboard(wakes.clone())?;
    let bell = Bell(wakes);
    let worker = Worker::spawn(book, move |msg| {
        // Nobody listens any more where the cockpit has left.
        let _ = bell.0.send(Wake::Answer(Box::new(msg)));
    })?;

    if state.book.as_ref().is_some_and(|it| it.is_kept) {
        let recall = state.ask(Effect::Recall);
        worker.send(recall);
    }
    if state.book.as_ref().is_none_or(|it| it.is_kept) {
        let refresh = state.ask(Effect::Refresh);
        worker.send(refresh);
    }
    let res = turn(&mut screen, &mut state, &worker, &inbox);
    drop(entered);
    res
}

/// Columns of the terminal that standard output goes to, for what is printed there.
pub fn columns() -> Option<u16> {
    terminal::size().ok().map(|it| it.0).filter(|it| *it > 0)
}

/// Waits, takes in what happened and draws, until the end.
fn turn(
    screen: &mut Screen,
    state: &mut State,
    worker: &Worker,
    inbox: &Receiver<Wake>,
) -> Result<Ending, RunError> {
    loop {
        let mut next = wait(state, inbox)?;
        // All that happened meanwhile is taken in before the next frame.
        while let Some(first) = next.take().or_else(|| inbox.try_recv().ok()) {
            let run = run_of(state, first, inbox);
            next = run.next;
            if let Some(ending) = take(screen, state, worker, run.wake)? {
                return Ok(ending);
            }
        }
        frame(screen, state)?;
    }
}

/// What happened, and what came next where that was seen already.
struct Run {
    wake: Wake,
    next: Option<Wake>,
}

/// Takes letters that wait in a row for one text: a long paste into a terminal that does not mark
/// it as one is read as a line once, not once a letter.
fn run_of(state: &State, first: Wake, inbox: &Receiver<Wake>) -> Run {
    let letter = |wake: &Wake| match wake {
        Wake::Event(event) => state.types(input::pressed(event)?),
        _ => None,
    };
    let Some(typed) = letter(&first) else { return Run { wake: first, next: None } };
    let mut text = String::from(typed);
    let mut next = None;
    while next.is_none()
        && let Ok(wake) = inbox.try_recv()
    {
        match letter(&wake) {
            Some(typed) => text.push(typed),
            None => next = Some(wake),
        }
    }
    let is_one = text.chars().nth(1).is_none();
    Run { wake: if is_one { first } else { Wake::Typed(text) }, next }
}

/// Draws the state, in one piece for the terminal.
fn frame(screen: &mut Screen, state: &mut State) -> io::Result<()> {
    queue!(screen.backend_mut(), BeginSynchronizedUpdate)?;
    let mut depth = 0;
    screen.draw(|frame| depth = draw_and_measure(frame, state))?;
    state.depth = depth;
    execute!(screen.backend_mut(), EndSynchronizedUpdate)
}

/// Sleeps until something happens; without a timer, but for the one that shows a chord's keys.
fn wait(state: &mut State, inbox: &Receiver<Wake>) -> Result<Option<Wake>, RunError> {
    if state.chord.is_empty() || state.shows_chord {
        return inbox.recv().map(Some).map_err(|_| RunError::Lost);
    }
    match inbox.recv_timeout(WHICH_KEY) {
        Ok(wake) => Ok(Some(wake)),
        Err(RecvTimeoutError::Timeout) => {
            update(state, Msg::Waited);
            Ok(None)
        }
        Err(RecvTimeoutError::Disconnected) => Err(RunError::Lost),
    }
}

/// Takes in one thing that happened; returns how the cockpit ends, where it does.
fn take(
    screen: &mut Screen,
    state: &mut State,
    worker: &Worker,
    wake: Wake,
) -> Result<Option<Ending>, RunError> {
    let today = state.clock.today();
    let msg = match wake {
        Wake::Event(Event::FocusGained) => Some(Msg::Looked(today)),
        Wake::Event(event) => {
            // The first key after midnight finds the book of the new day on its way.
            if today != state.day() {
                answer(screen, state, worker, Msg::Looked(today))?;
            }
            input::message(event)
        }
        Wake::Typed(text) => Some(Msg::Pasted(text)),
        Wake::Answer(msg) => Some(*msg),
        Wake::Signal(Signal::End(signal)) => return Ok(Some(Ending::Signal(signal))),
        Wake::Signal(Signal::Stop) => {
            state.wish(Wish::Suspend);
            None
        }
        Wake::Signal(Signal::Continue) => {
            // A stop that no program can catch (SIGSTOP) left the terminal as it was then.
            restore();
            enter()?;
            state.wish(Wish::Redraw);
            None
        }
        Wake::Lost => return Err(RunError::Lost),
    };
    if let Some(msg) = msg {
        answer(screen, state, worker, msg)?;
    }
    match state.take_wish() {
        Some(Wish::Quit) => return Ok(Some(Ending::Left)),
        Some(Wish::Redraw) => *screen = blank()?,
        Some(Wish::Suspend) => {
            restore();
            signals::stop()?;
            enter()?;
            *screen = blank()?;
        }
        None => {}
    }
    Ok(None)
}

/// Changes the state by a message, and hands on what it asks for in return.
fn answer(
    screen: &mut Screen,
    state: &mut State,
    worker: &Worker,
    msg: Msg,
) -> Result<(), RunError> {
    let mut request = update(state, msg);
    while let Some(asked) = request.take() {
        request = hand_on(screen, state, worker, asked)?;
    }
    Ok(())
}

/// Hands a request to the worker; what concerns the terminal and the shell is done here.
fn hand_on(
    screen: &mut Screen,
    state: &mut State,
    worker: &Worker,
    mut request: Request,
) -> Result<Option<Request>, RunError> {
    let paths = match &mut request.effect {
        Effect::Import(paths) => paths.as_mut_slice(),
        Effect::FindPaths(path) => std::slice::from_mut(path),
        _ => &mut [],
    };
    if let Some(home) = std::env::home_dir() {
        for path in paths {
            at_home(path, &home);
        }
    }
    let Effect::Copy(text) = &request.effect else {
        return if worker.send(request) { Ok(None) } else { Err(RunError::Lost) };
    };
    execute!(screen.backend_mut(), CopyToClipboard::to_clipboard_from(text))?;
    let said = "Copied: sent through the terminal (OSC 52)".to_owned();
    Ok(update(state, Msg::Finished(request.number, Done::Said(said))))
}

/// An empty screen that the next frame fills as a whole. (`Terminal::clear` asks the terminal where
/// its cursor is, and the answer would go to the thread that reads the keys.)
fn blank() -> io::Result<Screen> {
    execute!(io::stdout(), Clear(ClearType::All))?;
    Terminal::new(CrosstermBackend::new(BufWriter::new(io::stdout())))
}

/// Puts the home folder in the place of a leading `~`, as a shell does.
fn at_home(path: &mut PathBuf, home: &Path) {
    if let Ok(rest) = path.strip_prefix("~") {
        *path = home.join(rest);
    }
}

fn watch_keyboard(wakes: Sender<Wake>) -> io::Result<()> {
    thread::Builder::new().name("keyboard".to_owned()).spawn(move || {
        loop {
            let wake = event::read().map_or(Wake::Lost, Wake::Event);
            let is_last = matches!(wake, Wake::Lost);
            if wakes.send(wake).is_err() || is_last {
                return;
            }
        }
    })?;
    Ok(())
}

/// The terminal while it is in the cockpit's hands; given back when this is dropped.
struct Entered;

impl Entered {
    fn new() -> io::Result<Self> {
        enter()?;
        Ok(Self)
    }
}

impl Drop for Entered {
    fn drop(&mut self) {
        restore();
    }
}

fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    ENTERED.store(true, Ordering::SeqCst);
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, EnableFocusChange)
}

/// Gives the terminal back as it was found: the one way for quit, panic, signals and suspend.
fn restore() {
    if !ENTERED.swap(false, Ordering::SeqCst) {
        return;
    }
    // What fails here cannot be helped and must not hide why we leave.
    let _ = execute!(
        io::stdout(),
        EndSynchronizedUpdate,
        DisableFocusChange,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show
    );
    let _ = disable_raw_mode();
    let _ = io::stdout().flush();
}

fn restore_on_panic() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        restore();
        before(info);
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tilde_is_the_home_folder_and_nothing_else_is() {
        for (typed, meant) in [
            ("~/Downloads/a.csv", "/home/ann/Downloads/a.csv"),
            ("~ann/a.csv", "~ann/a.csv"),
            ("/tmp/~/a.csv", "/tmp/~/a.csv"),
        ] {
            let mut path = PathBuf::from(typed);
            at_home(&mut path, Path::new("/home/ann"));
            assert_eq!(path, PathBuf::from(meant));
        }
    }
}
