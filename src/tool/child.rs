//! Running another program: its output kept, its last line shown as progress, its time limited.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use super::talk::Task;
use crate::report::{Place, Problem};

/// How a program ended.
pub enum End {
    /// Well.
    Done,
    /// Not well.
    Failed,
    /// It was stopped, for it took longer than it was given.
    Late,
}

/// What is left of a program that has run.
pub struct Ran {
    /// How it ended.
    pub end: End,
    /// All that it wrote to stderr.
    pub errors: String,
}

impl Ran {
    /// Whether it ended well.
    pub fn well(&self) -> bool {
        matches!(self.end, End::Done)
    }

    /// The first line that it wrote to stderr as an error, else the last one.
    pub fn complaint(&self) -> &str {
        self.errors.lines().map(str::trim).find(|line| line.starts_with("error")).unwrap_or_else(|| self.last_line())
    }

    /// The last line that it wrote to stderr, which mostly says what went wrong.
    pub fn last_line(&self) -> &str {
        self.errors.lines().map(str::trim).rfind(|line| !line.is_empty()).unwrap_or("nothing")
    }
}

/// Runs a program to its end, or for `limit`. Its stdout is thrown away.
///
/// # Errors
/// When it cannot be started.
pub fn run(command: &mut Command, task: &Task, limit: Option<Duration>) -> Result<Ran, Problem> {
    let name = command.get_program().to_string_lossy().into_owned();
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().map_err(|e| not_started(&name, &e))?;
    let kept = Arc::new(Mutex::new(String::new()));
    let reader = child.stderr.take().map(|stderr| {
        let kept = Arc::clone(&kept);
        thread::spawn(move || keep_lines(stderr, &kept))
    });
    let begun = Instant::now();
    let end = loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => break End::Done,
            Ok(Some(_)) | Err(_) => break End::Failed,
            Ok(None) if limit.is_some_and(|limit| begun.elapsed() > limit) => {
                let _ = child.kill();
                let _ = child.wait();
                break End::Late;
            }
            Ok(None) => {}
        }
        if let Some(line) = kept.lock().ok().as_deref().and_then(|text| text.lines().next_back()) {
            task.detail(line);
        }
        thread::sleep(Duration::from_millis(100));
    };
    if let (Some(reader), End::Done | End::Failed) = (reader, &end) {
        let _ = reader.join();
    }
    let errors = kept.lock().map(|text| text.clone()).unwrap_or_default();
    Ok(Ran { end, errors })
}

/// Runs a program that answers at once, and gives what it wrote to stdout; `None` when it cannot be run or fails.
pub fn ask(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_string())
}

fn keep_lines(stream: impl Read, kept: &Mutex<String>) {
    let mut stream = BufReader::new(stream);
    let mut line = Vec::new();
    while stream.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
        if let Ok(mut text) = kept.lock() {
            text.push_str(&String::from_utf8_lossy(&line));
        }
        line.clear();
    }
}

fn not_started(name: &str, error: &std::io::Error) -> Problem {
    let remedy = match name {
        "cargo" | "rustc" | "rustup" => "install Rust with rustup (https://rustup.rs), and put its bin folder on the PATH",
        _ => "install it, or put it on the PATH",
    };
    crate::problem!(Error, "program-missing", Place::Whole, format!("`{name}` cannot be run: {error}"), remedy)
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    fn shell(script: &str, limit: Option<Duration>) -> Ran {
        run(Command::new("sh").args(["-c", script]), &Task::begin("a test"), limit).unwrap()
    }

    #[test]
    fn what_a_program_says_is_kept() {
        let ran = shell("echo one >&2; echo two >&2; echo >&2", None);
        assert!(ran.well());
        assert_eq!(ran.last_line(), "two");
        assert_eq!(ran.complaint(), "two");
        assert_eq!(shell("echo error: no network >&2; echo 1: backtrace >&2", None).complaint(), "error: no network");
    }

    #[test]
    fn a_failure_is_told_from_a_late_end() {
        assert!(matches!(shell("exit 3", None).end, End::Failed));
        let begun = Instant::now();
        assert!(matches!(shell("sleep 30", Some(Duration::from_millis(100))).end, End::Late));
        assert!(begun.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn a_missing_program_has_a_remedy() {
        let problem = run(&mut Command::new("no-such-program"), &Task::begin("a test"), None).err().unwrap();
        assert_eq!(problem.code, "program-missing");
        assert!(problem.to_string().ends_with("; install it, or put it on the PATH"), "{problem}");
    }
}
