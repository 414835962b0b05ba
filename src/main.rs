//! The `rounds` program: everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    rounds::cli::run(std::env::args_os())
}
