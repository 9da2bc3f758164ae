//! A problem as plain data: what is wrong, where, what was found and what to do about it.
//!
//! Every room that reads something from outside (tables, specs, expressions, articles) returns its value *with* a list of
//! problems, never instead of them, so that one run shows all that is wrong. Printing is somebody else's work: the command
//! prints for people and programs, the widget puts one line in the console and one event on the page.

use std::fmt;

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Nothing sound can be shown.
    Error,
    /// Something was left out or read in a way that its author should know of.
    Warning,
}

/// Where a problem is, in the terms of whoever has to mend it.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// The input as a whole.
    Whole,
    /// A cell of a table: the line of the file (the header is line 1) and the name of the column.
    Cell {
        /// Line in the file, counted from 1; in a table without a file, the row counted from 1.
        line: usize,
        /// Name of the column, as its header has it.
        column: String,
    },
    /// A JSON pointer into a spec, such as `/encoding/x/timeUnit`.
    Path(String),
    /// Bytes `start..end` of an expression.
    Span {
        /// First byte.
        start: usize,
        /// One past the last byte.
        end: usize,
    },
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// A stable name for programs, in kebab case: `unreadable-cell`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// What was found there, in lower case and without a full stop: `"12,3 ha" is no number`.
    pub found: String,
    /// What to do about it, likewise; empty when there is nothing to say.
    pub remedy: String,
    /// In the module that every reader loads there are no problems, so that results cost nothing there: see [`later`].
    #[cfg(feature = "lean")]
    never: std::convert::Infallible,
}

/// What the module that every reader loads leaves to the full one: it stops, and the page asks the full module the same thing again.
///
/// Nothing follows, so the compiler leaves out all that would, with the data that it would need.
#[inline(always)]
pub fn later() -> ! {
    #[cfg(target_arch = "wasm32")]
    core::arch::wasm32::unreachable();
    #[cfg(not(target_arch = "wasm32"))]
    panic!("this is left to the full module");
}

/// Stands at the head of what only says what is wrong: the module that every reader loads stops there.
#[inline(always)]
pub fn only_in_full() {
    if cfg!(feature = "lean") {
        later();
    }
}

impl Problem {
    /// What is done with a problem where there are none.
    #[cfg(feature = "lean")]
    pub fn never(&self) -> ! {
        match self.never {}
    }

    /// A problem whose place and words are made only where there can be one; see [`problem!`](crate::problem).
    #[inline(always)]
    #[cfg_attr(feature = "lean", allow(unused_variables))]
    pub fn new<F: Into<String>, R: Into<String>>(
        severity: Severity,
        code: &'static str,
        place: impl FnOnce() -> Place,
        found: impl FnOnce() -> F,
        remedy: impl FnOnce() -> R,
    ) -> Self {
        #[cfg(feature = "lean")]
        later();
        #[cfg(not(feature = "lean"))]
        Problem { code, severity, place: place(), found: found().into(), remedy: remedy().into() }
    }
}

/// A problem: `problem!(Error, code, place, found, remedy)`, or `Warning` for one beside which the rest can be shown.
///
/// The module that every reader loads is built with the feature `lean`: there nothing can be wrong. Where something is, it stops,
/// and the page loads the full module and reads again, to say what is wrong and where.
#[macro_export]
macro_rules! problem {
    ($severity:ident, $code:expr, $place:expr, $found:expr, $remedy:expr $(,)?) => {
        $crate::report::Problem::new($crate::report::Severity::$severity, $code, || $place, || $found, || $remedy)
    };
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Whole => Ok(()),
            Place::Cell { line, column } => write!(f, "line {line}, column \"{column}\": "),
            Place::Path(path) => write!(f, "{path}: "),
            Place::Span { start, .. } => write!(f, "at character {}: ", start + 1),
        }
    }
}

/// One line for a person: place, found, remedy.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.place, self.found)?;
        if !self.remedy.is_empty() {
            write!(f, "; {}", self.remedy)?;
        }
        Ok(())
    }
}

/// An expression with the bytes `start..end` of it marked by carets on a second line: how a place in it is shown where letters are
/// equally wide. An end beyond the text marks the place after its last letter; line ends and tabs are shown as spaces.
#[cfg(not(feature = "lean"))]
pub fn caret(expression: &str, start: usize, end: usize) -> String {
    let line: String = expression.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let letters = |from: usize, to: usize| expression.char_indices().filter(|(at, _)| (from..to).contains(at)).count();
    let (before, marked) = (letters(0, start), letters(start, end).max(1));
    [line.as_str(), "\n", &" ".repeat(before), &"^".repeat(marked)].concat()
}

/// The name in `known` that is nearest to `name` by edit distance, if it is near enough to be a slip.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    only_in_full();
    let reach = name.chars().count() / 3 + 1;
    known.into_iter().map(|k| (distance(name, k), k)).filter(|&(d, _)| d <= reach).min_by_key(|&(d, _)| d).map(|(_, k)| k)
}

/// Levenshtein distance over characters, upper and lower case alike.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().map(|c| c.to_ascii_lowercase()).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().map(|c| c.to_ascii_lowercase()).enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let next = (corner + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            corner = row[j + 1];
            row[j + 1] = next;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_prints_as_place_found_remedy() {
        let cell = Place::Cell { line: 7, column: "ha".into() };
        let problem = crate::problem!(Warning, "unreadable-cell", cell, "\"n/k\" is no number", "leave the cell empty");
        assert_eq!(problem.to_string(), "line 7, column \"ha\": \"n/k\" is no number; leave the cell empty");
    }

    #[test]
    fn a_caret_stands_under_the_place() {
        assert_eq!(caret("value(unodc_h, 2016)", 6, 13), "value(unodc_h, 2016)\n      ^^^^^^^");
        assert_eq!(caret("value('Nariño', x)", 17, 18), "value('Nariño', x)\n                ^");
        assert_eq!(caret("1 +", 3, 3), "1 +\n   ^");
        assert_eq!(caret("a\n+ b", 4, 5), "a + b\n    ^");
        assert_eq!(caret("", 0, 0), "\n^");
    }

    #[test]
    fn the_nearest_name_is_a_likely_slip_or_nothing() {
        assert_eq!(nearest("unodc_h", ["unodc_ha", "ondcp_ha"]), Some("unodc_ha"));
        assert_eq!(nearest("Hectares", ["hectares"]), Some("hectares"));
        assert_eq!(nearest("colour", ["x", "y"]), None);
    }
}
