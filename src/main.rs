//! The `banca` program: hand the arguments to the doors, nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    banca::cli::run(std::env::args_os())
}
