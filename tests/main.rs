//! The promises of the product, one test file a promise.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test that meets what it did not expect should stop and say where"
)]

mod alerts;
mod architecture;
mod assess;
mod backtest;
mod calibrate;
mod cli;
mod cockpit;
mod demo;
mod facts;
mod goldens;
mod health;
mod import;
mod keymap;
mod migrations;
mod playbooks;
mod qbr;
mod query;
mod screens;
mod session;
mod sizes;
mod store;
mod store_file;
mod support;
mod terminal;
mod told;
mod undo;
mod update;
mod what_if;
