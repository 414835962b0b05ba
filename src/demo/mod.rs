//! The sample book: the files of `assets/demo` with their days counted from the one it is opened on.
//!
//! The files are what a CSM would import; `examples/make_demo` writes them. In them `T-120` is 120
//! days before the opening, `B-120` the working day before that, and a column `W-3` the third
//! whole week before it.

mod dates;
mod files;

pub use files::{SampleFile, files};
