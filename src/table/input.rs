//! Cells as they come from outside, and telling of those that cannot be read without drowning the reader in problems.

use std::borrow::Cow;

use crate::report::{Place, Problem};

/// Problems reported for one column; the rest is counted.
const LIMIT: usize = 20;

/// A cell as it comes from outside.
#[derive(Clone)]
pub(super) enum Cell<'a> {
    Missing,
    Text(Cow<'a, str>),
    Number(f64),
}

impl Cell<'_> {
    /// The text without space around it; empty for what is not a text.
    pub fn text(&self) -> &str {
        match self {
            Cell::Text(text) => text.trim(),
            _ => "",
        }
    }
}

/// The problems of one column, or of the rows, of which only the first few are told.
pub(super) struct Reporter<'a> {
    pub problems: &'a mut Vec<Problem>,
    pub code: &'static str,
    pub seen: usize,
}

impl Reporter<'_> {
    /// Tells of a cell, unless enough has been told.
    pub fn report(&mut self, line: usize, column: &str, found: &[&str], remedy: &str) {
        self.seen += 1;
        if self.seen <= LIMIT {
            self.problems.push(crate::problem!(
                Warning,
                self.code,
                Place::Cell { line, column: column.to_string() },
                found.concat(),
                remedy
            ));
        } else if self.seen == LIMIT + 1 {
            // Counted up to the end, so the text is written by `close`.
            self.problems.push(crate::problem!(Warning, self.code, Place::Cell { line, column: column.to_string() }, "", ""));
        }
    }

    /// Puts a problem of the column as a whole before those of its cells, whose last says how many more there are.
    pub fn insert(&mut self, problem: Problem) {
        let told = self.seen.min(LIMIT + 1);
        self.problems.insert(self.problems.len().saturating_sub(told), problem);
    }

    /// Says how many were not told of.
    pub fn close(self) {
        if let (Some(more), Some(last)) = (self.seen.checked_sub(LIMIT).filter(|&n| n > 0), self.problems.last_mut()) {
            last.found = [&more.to_string(), " more like these from here on"].concat();
        }
    }
}

/// The beginning of a cell, short enough for a message.
pub(super) fn clip(text: &str) -> &str {
    text.char_indices().nth(40).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}
