//! Talking to whoever runs the command: results on stdout, progress and errors on stderr.
//!
//! On a terminal a task shows one line that counts its seconds; elsewhere it says a line when it begins and one when it ends.
//! There is one colour, the red of `error`, and only on a terminal without `NO_COLOR`.

use std::env;
use std::fmt::Display;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::process;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::report::{Place, Problem};

/// Writes one line of a result to stdout at once. A reader who has gone away (`| head`) has what he wanted: the command ends well.
///
/// # Errors
/// When stdout cannot be written, a full disk for instance.
pub fn result(line: impl Display) -> Result<(), Problem> {
    let mut out = io::stdout().lock();
    match writeln!(out, "{line}").and_then(|()| out.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => process::exit(0),
        Err(error) => Err(disk("write to", "standard output", &error)),
    }
}

/// Writes a line to stderr. Nobody can be told when that fails.
pub fn note(line: impl Display) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Says what is wrong, in one line.
pub fn problem(problem: &Problem) {
    let (on, off) = if colourful() { ("\x1b[1;31m", "\x1b[0m") } else { ("", "") };
    note(format_args!("nutgraph: {on}error{off}: {problem}"));
}

/// The problem that a file could not be read or written: `act` is what was tried, `on` the file.
pub fn disk(act: &str, on: impl Display, error: &io::Error) -> Problem {
    let remedy = match error.kind() {
        ErrorKind::NotFound => "check the path",
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "give the permission, or name another folder",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "free some space, or name a folder on another disk",
        _ => "",
    };
    crate::problem!(Error, "disk", Place::Whole, format!("cannot {act} {on}: {error}"), remedy)
}

/// Whether a stream is a terminal that shows colours, and may.
pub fn may_colour(stream: &impl IsTerminal) -> bool {
    is_lively(stream) && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Whether stderr shows colours, and may.
pub fn colourful() -> bool {
    may_colour(&io::stderr())
}

/// Whether stderr is a terminal that can overwrite a line.
fn lively() -> bool {
    is_lively(&io::stderr())
}

fn is_lively(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// A task under way. Ends, with its time, when dropped.
pub struct Task {
    details: Option<Sender<String>>,
    painter: Option<JoinHandle<()>>,
    text: String,
    begun: Instant,
}

impl Task {
    /// Begins a task: `building the widget`.
    pub fn begin(text: impl Into<String>) -> Self {
        let (text, begun) = (text.into(), Instant::now());
        if !lively() {
            note(format_args!("{text} …"));
            return Task { details: None, painter: None, text, begun };
        }
        let (details, lines) = mpsc::channel();
        let title = text.clone();
        let painter = thread::spawn(move || {
            let mut detail = String::new();
            loop {
                let line: String = format!("{title} … {} s {detail}", begun.elapsed().as_secs()).chars().take(78).collect();
                let _ = write!(io::stderr().lock(), "\r{line}\x1b[K");
                match lines.recv_timeout(Duration::from_millis(500)) {
                    Ok(line) => detail = line,
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => break,
                }
            }
        });
        Task { details: Some(details), painter: Some(painter), text, begun }
    }

    /// Says what the task is at just now; shown on a terminal only.
    pub fn detail(&self, line: &str) {
        if let Some(details) = &self.details {
            let _ = details.send(format!("({})", plain(line)));
        }
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        self.details = None;
        let back = if let Some(painter) = self.painter.take() {
            let _ = painter.join();
            "\r\x1b[K"
        } else {
            ""
        };
        note(format_args!("{back}{}: {}", self.text, time(self.begun.elapsed())));
    }
}

/// A line without its colours and the spaces round it.
fn plain(line: &str) -> String {
    let mut parts = line.split('\x1b');
    let first = parts.next().unwrap_or_default();
    let rest = parts.map(|part| part.split_once('m').map_or("", |(_, text)| text));
    std::iter::once(first).chain(rest).collect::<String>().trim().to_string()
}

/// A duration for people: `0.4 s`, `12 s`, `2 min 5 s`.
fn time(duration: Duration) -> String {
    match duration.as_secs() {
        0..=9 => format!("{:.1} s", duration.as_secs_f64()),
        seconds @ 10..=99 => format!("{seconds} s"),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_as_exact_as_people_care_for() {
        for (ms, text) in [(0, "0.0 s"), (440, "0.4 s"), (9_900, "9.9 s"), (12_400, "12 s"), (125_000, "2 min 5 s")] {
            assert_eq!(time(Duration::from_millis(ms)), text);
        }
    }

    #[test]
    fn colours_do_not_reach_the_line_that_is_overwritten() {
        assert_eq!(plain("\x1b[1m\x1b[92m   Compiling\x1b[0m web-sys v0.3 \n"), "Compiling web-sys v0.3");
        assert_eq!(plain("as it is"), "as it is");
    }

    #[test]
    fn a_full_disk_has_a_remedy() {
        let problem = disk("write", "dist/nutgraph.js", &io::Error::from(ErrorKind::StorageFull));
        assert_eq!(
            problem.to_string(),
            "cannot write dist/nutgraph.js: no storage space; free some space, or name a folder on another disk"
        );
    }
}
