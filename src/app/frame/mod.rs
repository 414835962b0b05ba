//! What a screen is put together from: where one is, how the room is shared out, what is selected, colours.

pub(in crate::app) mod areas;
mod place;
mod selection;
mod theme;

pub use areas::{Area, Halves, ListAreas, Room, SMALLEST, TodayAreas, Walls};
pub(in crate::app) use areas::{LOW, MEDIUM, Wanted, walls};
pub use place::{History, Place, Tab};
pub use selection::Selection;
pub use theme::{Glyphs, Theme};
