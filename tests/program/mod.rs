//! Runs the program, for the tests that look at it from outside.

#![allow(dead_code, reason = "each test program uses what it needs")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A file or folder among the samples.
pub fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name)
}

/// The program.
pub fn bibmill() -> Command {
    Command::new(env!("CARGO_BIN_EXE_bibmill"))
}

/// Runs with nothing on standard input.
pub fn run(args: &[&str]) -> Output {
    bibmill().args(args).stdin(Stdio::null()).output().unwrap()
}

/// Runs with bytes on standard input.
pub fn pipe(args: &[&str], input: &[u8]) -> Output {
    let mut child =
        bibmill().args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let feeder = std::thread::spawn(move || {
        // The program may stop reading early.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    output
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Whether it ended so, and said so.
#[track_caller]
pub fn assert_status(output: &Output, status: i32, says: &str) {
    assert_eq!(output.status.code(), Some(status), "{}", stderr(output));
    assert!(stderr(output).contains(says), "{says:?} is not in {:?}", stderr(output));
}
