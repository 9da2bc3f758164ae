//! Counting what the cells of a column look like, before anything is decided about it.

use super::input::Cell;
use super::number::{self, is_missing, peel};

/// What the cells of a column look like.
#[derive(Default)]
pub(super) struct Tally {
    pub present: usize,
    /// Numbers that read alike with a decimal point and a decimal comma.
    pub alike: usize,
    /// Numbers only with a decimal point.
    pub point: usize,
    /// Numbers only with a decimal comma.
    pub comma: usize,
    /// Numbers either way, with two values.
    pub unclear: usize,
    pub unclear_row: usize,
    /// Numbers that are digits and nothing else.
    pub digits: usize,
    /// Some of those begin with a zero and go on.
    pub zero: bool,
}

/// Counts the cells of a column by the ways in which they can be read.
pub(super) fn tally<'c>(cells: impl Iterator<Item = &'c Cell<'c>>) -> Tally {
    let mut t = Tally::default();
    for (row, cell) in cells.enumerate() {
        let text = match cell {
            Cell::Missing => continue,
            Cell::Number(_) => {
                t.present += 1;
                t.alike += 1;
                continue;
            }
            Cell::Text(_) => cell.text(),
        };
        if text.bytes().all(|b| b.is_ascii_digit()) && !text.is_empty() {
            t.present += 1;
            t.alike += 1;
            t.digits += 1;
            t.zero |= text.len() > 1 && text.starts_with('0');
        } else if !is_missing(text) {
            t.present += 1;
            let body = peel(text).body;
            let separated = body.contains([',', '.']);
            match (number::scan(body, false).is_some(), separated && number::scan(body, true).is_some()) {
                (true, true) => {
                    t.unclear_row = if t.unclear == 0 { row } else { t.unclear_row };
                    t.unclear += 1;
                }
                (true, false) if separated => t.point += 1,
                (true, false) => t.alike += 1,
                (false, true) => t.comma += 1,
                (false, false) => {}
            }
        }
    }
    t
}
