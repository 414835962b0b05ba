//! One frame of Today over the whole book, beside an empty frame of the same size.

use std::path::Path;
use std::time::Instant;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use rounds::app::{
    Done, Effect, Glyphs, Keymap, Msg, OwnPolicy, Session, Setup, Size as Screen, Start, State,
    update,
};
use rounds::clock::Clock;
use rounds::store::{Access, Store};
use rounds::ui;

use crate::book::last_day;
use crate::meter;

const FRAMES: u32 = 2000;

pub(crate) fn measure(book: &Path) {
    let store = Store::open(book, Access::Write).unwrap();
    let setup = Setup { policy: OwnPolicy::default(), today: last_day(), as_of: None };
    let mut session = Session::open(store, setup);
    // Refreshing keeps the rows that the first frame of the next run is drawn from.
    let Done::Book(judged, _) = session.perform(&Effect::Refresh).unwrap() else { return };
    let mut state = State::new(Start {
        today: last_day(),
        clock: Clock::Fixed(last_day()),
        book: Some(*judged),
        keymap: Keymap::shipped(),
        theme: None,
        glyphs: Glyphs::Unicode,
        is_demo: false,
        notice: None,
    });
    update(&mut state, Msg::Resized(Screen { width: 80, height: 24 }));
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
    let begun = Instant::now();
    for _ in 0..FRAMES {
        terminal.draw(|_| {}).unwrap();
    }
    let floor = begun.elapsed().as_secs_f64() * 1e6 / f64::from(FRAMES);
    let begun = Instant::now();
    for _ in 0..FRAMES {
        terminal.draw(|frame| ui::draw(frame, &state)).unwrap();
    }
    let ours = begun.elapsed().as_secs_f64() * 1e6 / f64::from(FRAMES);
    meter::row("one frame, 80x24 (wall)", ours, floor, "us", None);
}
