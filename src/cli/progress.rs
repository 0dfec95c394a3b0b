//! How far the run is, on a terminal.
//!
//! A thread looks at the counters a few times a second, so the work itself pays nothing for it.

use bibmill::Meter;
use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::Write;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// The bar on the terminal, so that other lines can be written around it.
static BAR: Mutex<Option<ProgressBar>> = Mutex::new(None);

/// What takes less time than this is not worth a bar.
const PATIENCE: Duration = Duration::from_millis(700);

/// How often it is drawn.
const STEP: Duration = Duration::from_millis(200);

/// Draws until it is dropped.
pub struct Progress(Option<(Sender<()>, JoinHandle<()>)>);

impl Progress {
    /// Draws nothing.
    pub fn none() -> Progress {
        Progress(None)
    }

    /// Draws what the meter shows; `total` is the number of bytes to be read, where it is known.
    pub fn start(meter: Arc<Meter>, total: Option<u64>) -> Progress {
        let (stop, stopped) = mpsc::channel();
        let draw = move || {
            let begun = Instant::now();
            let mut wait = PATIENCE;
            while stopped.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                wait = STEP;
                if let Ok(mut bar) = BAR.lock() {
                    let bar = bar.get_or_insert_with(|| new_bar(total, begun));
                    bar.set_position(meter.bytes());
                    let (records, seconds) = (meter.records(), begun.elapsed().as_secs_f64());
                    let rate = (records as f64 / seconds) as u64;
                    let left = total.map(|total| format!(", {} left", left(meter.bytes(), total, seconds)));
                    let (count, rate, left) = (HumanCount(records), HumanCount(rate), left.unwrap_or_default());
                    bar.set_message(format!("{count} records, {rate}/s{left}"));
                }
            }
        };
        // Without a thread for it, nothing is drawn.
        Progress(thread::Builder::new().name("progress".to_owned()).spawn(draw).ok().map(|thread| (stop, thread)))
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.0.take() {
            drop(stop);
            // It cannot fail, and if it did, nothing is lost.
            let _ = thread.join();
            clear();
        }
    }
}

fn new_bar(total: Option<u64>, begun: Instant) -> ProgressBar {
    let template = match total {
        Some(_) => "{wide_bar} {bytes} of {total_bytes}, {msg}",
        None => "{spinner} {bytes}, {msg}",
    };
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr_with_hz(10));
    bar.with_style(style).with_elapsed(begun.elapsed())
}

/// The time that is left, going by the whole way so far: inputs are read in large blocks, and a rate over the last seconds
/// would jump.
fn left(done: u64, total: u64, seconds: f64) -> String {
    if done == 0 {
        return "?".to_owned();
    }
    let left = (total.saturating_sub(done) as f64 * seconds / done as f64).ceil() as u64;
    let (hours, minutes, seconds) = (left / 3600, left / 60 % 60, left % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// Takes the bar away.
pub fn clear() {
    // Whoever holds it is about to end too.
    if let Some(bar) = BAR.try_lock().ok().and_then(|mut bar| bar.take()) {
        bar.finish_and_clear();
    }
}

/// Writes a line to standard error, above the bar if there is one. Nobody may be there to read it.
pub fn say(line: &str) {
    let write = || {
        let _ = writeln!(std::io::stderr().lock(), "{line}");
    };
    match BAR.lock() {
        Ok(bar) => match &*bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        },
        Err(_) => write(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_left() {
        for (done, total, seconds, expected) in [
            (0, 100, 1.0, "?"),
            (50, 100, 10.0, "0:10"),
            (1, 100, 1.0, "1:39"),
            (1, 10_000, 1.0, "2:46:39"),
            (120, 100, 9.0, "0:00"),
        ] {
            assert_eq!(left(done, total, seconds), expected, "{done} of {total}");
        }
    }
}
