//! The `bibmill` program: parses arguments, runs a command, chooses the exit status.

mod cli;

use clap::Parser;
use std::process::ExitCode;

/// A conversion is a stream of small strings, made by one thread and freed by the same.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // A panic on a worker is caught and reported with its record; only one on this thread is for the terminal.
    let default = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if std::thread::current().name() == Some("main") {
            default(info);
        }
    }));
    // Without the handler, an interrupted run would leave its unfinished output behind; nothing worse.
    let _ = ctrlc::set_handler(|| {
        let _guard = cli::interrupted();
        std::process::exit(130);
    });
    let status = cli::Cli::parse().run().unwrap_or_else(|error| {
        cli::say(&format!("bibmill: {error}"));
        cli::Status::CouldNotRun
    });
    ExitCode::from(status as u8)
}
