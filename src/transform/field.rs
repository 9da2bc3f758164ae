//! Where a value lies in a row: Vega's field paths, such as `a`, `a.b`, `a['b c']`, `a[0]` and `a\.b` for a name with a dot in it.

use super::{Datum, Frame, wrong};
use crate::report::Problem;
use std::rc::Rc;

/// A path into a row: the name of a column, and the members to follow from there.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The name of the column.
    pub column: Rc<str>,
    /// Members inside its values, from the outside in.
    pub members: Vec<Rc<str>>,
}

impl Field {
    /// A column by its name, whatever stands in the name.
    pub fn column(name: impl Into<Rc<str>>) -> Field {
        Field { column: name.into(), members: Vec::new() }
    }

    /// Reads a path: members after dots or in brackets, quoted or not; a backslash takes the meaning from what follows it.
    /// A bracket or quote that is not closed is an error.
    pub fn parse(path: &str) -> Result<Field, Box<Problem>> {
        let mut parts = split(path)?.into_iter().map(Rc::from);
        let column = parts.next().unwrap_or_else(|| "".into());
        Ok(Field { column, members: parts.collect() })
    }

    /// Its value in a row; undefined where there is none.
    pub fn of(&self, frame: &Frame, row: usize) -> Datum {
        let mut value = frame.get(&self.column, row).clone();
        for key in &self.members {
            value = value.member(key);
        }
        value
    }

    /// Its values in all rows.
    pub fn values(&self, frame: &Frame) -> Vec<Datum> {
        match frame.column(&self.column) {
            Some(values) if self.members.is_empty() => values.to_vec(),
            Some(values) => values.iter().map(|v| self.members.iter().fold(v.clone(), |v, key| v.member(key))).collect(),
            None => vec![Datum::Undefined; frame.rows()],
        }
    }

    /// The name under which Vega writes it out when none is given: the path joined with dots.
    pub fn name(&self) -> Rc<str> {
        if self.members.is_empty() {
            return self.column.clone();
        }
        let parts: Vec<&str> = std::iter::once(&*self.column).chain(self.members.iter().map(|m| &**m)).collect();
        parts.join(".").into()
    }
}

/// Splits a path into its parts. The states follow Vega's `splitAccessPath`, so that odd paths mean the same.
fn split(path: &str) -> Result<Vec<String>, Box<Problem>> {
    let fail = |what: &str| wrong("field-path", &format!("the field \"{path}\" {what}"), "close it, or write a backslash before it");
    let (mut parts, mut part) = (Vec::new(), String::new());
    let (mut quote, mut in_bracket, mut quoted) = (None, false, false);
    let mut chars = path.chars();
    // Whether anything was written since the last part: `a..b` has no empty part, `['']` has one.
    while let Some(c) = chars.next() {
        match c {
            '\\' => part.extend(chars.next()),
            _ if quote == Some(c) => {
                parts.push(std::mem::take(&mut part));
                (quote, quoted) = (None, true);
            }
            _ if quote.is_some() => part.push(c),
            '"' | '\'' if part.is_empty() && (in_bracket || parts.is_empty()) && !quoted => quote = Some(c),
            '.' if !in_bracket => {
                if !part.is_empty() {
                    parts.push(std::mem::take(&mut part));
                }
                quoted = false;
            }
            '[' => {
                if !part.is_empty() {
                    parts.push(std::mem::take(&mut part));
                }
                (in_bracket, quoted) = (true, false);
            }
            ']' => {
                if !in_bracket {
                    return Err(fail("closes a bracket that it does not open"));
                }
                if !quoted {
                    parts.push(std::mem::take(&mut part));
                }
                (in_bracket, quoted) = (false, false);
            }
            _ => part.push(c),
        }
    }
    if in_bracket || quote.is_some() {
        return Err(fail(if quote.is_some() { "opens a quote and does not close it" } else { "opens a bracket and does not close it" }));
    }
    if !part.is_empty() {
        parts.push(part);
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn paths_are_split_as_vega_splits_them() {
        let check = |path: &str, expected: &[&str]| {
            assert_eq!(split(path).unwrap_or_default(), expected, "{path}");
        };
        // vega-util of Vega 6.4.0, splitAccessPath
        check("a", &["a"]);
        check("a.b", &["a", "b"]);
        check("a\\.b", &["a.b"]);
        check("a['b c'].d", &["a", "b c", "d"]);
        check("a[0]", &["a", "0"]);
        check("[\"x.y\"]", &["x.y"]);
        check("a b", &["a b"]);
        check("Miles_per_Gallon", &["Miles_per_Gallon"]);
        check("a\\[b\\]", &["a[b]"]);
        check("", &[]);
        for path in ["a[0", "a]", "['a"] {
            assert!(split(path).is_err(), "{path}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_path_or_refused(any in ".*", near in "[ab.\\[\\]'\"\\\\]{0,12}") {
            let _ = split(&any);
            let _ = split(&near);
        }
    }
}
