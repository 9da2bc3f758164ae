//! What the check finds: one thing that is wrong, at a place of a file, with what a person needs to put it right.
//!
//! Plain data: `terminal`, `json`, `sarif` and `github` write it.

use crate::report::Severity;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A text file, as it was read.
#[derive(Debug)]
pub struct File {
    /// Its path, as people know it.
    pub name: String,
    /// Its text.
    pub text: String,
    lines: OnceLock<Vec<usize>>,
}

impl File {
    /// A file of that name and text.
    pub fn new(name: String, text: String) -> File {
        File { name, text, lines: OnceLock::new() }
    }

    /// Line and column of a byte, both counted from 1, the column in characters.
    pub fn position(&self, byte: usize) -> (usize, usize) {
        let ends = || self.text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at + 1).collect();
        let starts: &Vec<usize> = self.lines.get_or_init(ends);
        let line = starts.partition_point(|&start| start <= byte);
        let start = line.checked_sub(1).and_then(|i| starts.get(i)).copied().unwrap_or(0);
        (line + 1, self.text.get(start..byte).map_or(1, |before| before.chars().count() + 1))
    }

    /// The bytes of a line, counted from 1, without its end.
    pub fn line(&self, line: usize) -> Range<usize> {
        let mut start = 0;
        for (i, text) in self.text.split_inclusive('\n').enumerate() {
            if i + 1 == line {
                return start..start + text.trim_end().len();
            }
            start += text.len();
        }
        start..start
    }
}

/// A place.
#[derive(Clone, Debug)]
pub struct Spot {
    /// In this file.
    pub file: Arc<File>,
    /// Its bytes.
    pub span: Range<usize>,
}

/// A line below a finding.
#[derive(Clone, Debug, PartialEq)]
pub enum Note {
    /// How the number comes about: `96,085 ha in 2015 → 146,139 ha in 2016: +52.1%`.
    Working(String),
    /// What else is to be known.
    Note(String),
    /// What to do.
    Help(String),
}

impl Note {
    /// Its sort and its text.
    pub fn parts(&self) -> (&'static str, &str) {
        match self {
            Note::Working(text) => ("working", text),
            Note::Note(text) => ("note", text),
            Note::Help(text) => ("help", text),
        }
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// A stable name for programs: `wrong-number`.
    pub code: &'static str,
    /// What is wrong, in one line.
    pub message: String,
    /// Where.
    pub spot: Spot,
    /// What to say under the underlined place; may be empty.
    pub label: String,
    /// Another place that has to do with it, and what it has.
    pub other: Option<(Spot, String)>,
    /// What stands below.
    pub notes: Vec<Note>,
    /// Words that could stand there instead, and would be true.
    pub suggestion: Option<String>,
}

impl Finding {
    /// An error.
    pub fn error(code: &'static str, spot: Spot, message: impl Into<String>) -> Finding {
        Finding {
            severity: Severity::Error,
            code,
            message: message.into(),
            spot,
            label: String::new(),
            other: None,
            notes: Vec::new(),
            suggestion: None,
        }
    }

    /// A warning.
    pub fn warning(code: &'static str, spot: Spot, message: impl Into<String>) -> Finding {
        Finding { severity: Severity::Warning, ..Finding::error(code, spot, message) }
    }

    /// The same with words under the place.
    pub fn labelled(self, label: impl Into<String>) -> Finding {
        Finding { label: label.into(), ..self }
    }

    /// The same with a line more below, unless it is empty.
    pub fn with(mut self, note: Note) -> Finding {
        if !note.parts().1.is_empty() {
            self.notes.push(note);
        }
        self
    }

    /// The same with advice.
    pub fn help(self, text: impl Into<String>) -> Finding {
        self.with(Note::Help(text.into()))
    }

    /// `error` or `warning`.
    pub fn level(&self) -> &'static str {
        match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }

    /// What tells two findings apart: the same one is told once, however many articles share a spec.
    pub fn identity(&self) -> (String, usize, usize, &'static str, String) {
        (self.spot.file.name.clone(), self.spot.span.start, self.spot.span.end, self.code, self.message.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_lines_and_columns_of_characters() {
        let file = File::new("a".into(), "é1\r\n\nab".into());
        assert_eq!([0, 2, 5, 6, 7].map(|at| file.position(at)), [(1, 1), (1, 2), (2, 1), (3, 1), (3, 2)]);
        assert_eq!([1, 2, 3, 4].map(|line| file.line(line)), [0..3, 5..5, 6..8, 8..8]);
    }
}
