//! A fresh sample book, made by importing the files of `assets/demo`.

use super::error::Error;
use crate::app::{Session, Setup};
use crate::store::Store;

/// A sample book that is gone with the program.
pub(super) fn open(setup: Setup) -> Result<Session, Error> {
    Ok(Session::open(Store::in_memory()?, setup))
}
