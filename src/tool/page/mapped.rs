//! Text that knows where in its file each part of it stands, through character references, percent-encoding and markup.
//!
//! A problem in the attribute `expr="a &gt; 1"` is found in `a > 1` and shown in the file; this is the way back.

use std::ops::Range;

/// A text, and where it came from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mapped {
    text: String,
    runs: Vec<Run>,
}

/// A stretch of the text. It stands in the file as it is, or it is written there in another way.
#[derive(Clone, Debug, PartialEq)]
struct Run {
    /// First byte in the text.
    at: usize,
    /// Bytes of the file.
    source: Range<usize>,
    /// Byte for byte the same.
    verbatim: bool,
}

impl Mapped {
    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Appends text that stands in the file as it is, from byte `source` on.
    pub fn verbatim(&mut self, text: &str, source: usize) {
        if text.is_empty() {
            return;
        }
        let at = self.text.len();
        self.text.push_str(text);
        if let Some(last) = self.runs.last_mut()
            && last.verbatim
            && last.source.end == source
        {
            last.source.end = source + text.len();
            return;
        }
        self.runs.push(Run { at, source: source..source + text.len(), verbatim: true });
    }

    /// Appends text that is written otherwise in the file.
    pub fn written(&mut self, text: &str, source: Range<usize>) {
        if !text.is_empty() {
            self.runs.push(Run { at: self.text.len(), source, verbatim: false });
            self.text.push_str(text);
        }
    }

    /// Appends another text.
    pub fn append(&mut self, other: &Mapped) {
        for (i, run) in other.runs.iter().enumerate() {
            let end = other.runs.get(i + 1).map_or(other.text.len(), |next| next.at);
            let text = other.text.get(run.at..end).unwrap_or_default();
            if run.verbatim {
                self.verbatim(text, run.source.start);
            } else {
                self.written(text, run.source.clone());
            }
        }
    }

    /// The bytes of the file that bytes `range` of the text came from; for an empty range, its place.
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        let start = self.start(range.start);
        if range.end <= range.start {
            return start..start;
        }
        let run = self.run(range.end - 1);
        let end = run.map_or(start, |run| if run.verbatim { run.source.start + (range.end - run.at) } else { run.source.end });
        start..end.max(start)
    }

    /// All of the file that the text came from.
    pub fn whole(&self) -> Range<usize> {
        self.source(0..self.text.len())
    }

    /// The text without white space at its ends.
    pub fn trimmed(&self) -> Mapped {
        let start = self.text.len() - self.text.trim_start().len();
        self.part(start..start + self.text.trim().len())
    }

    /// A part of the text.
    pub fn part(&self, range: Range<usize>) -> Mapped {
        let mut out = Mapped::default();
        for (i, run) in self.runs.iter().enumerate() {
            let end = self.runs.get(i + 1).map_or(self.text.len(), |next| next.at);
            let (from, to) = (run.at.max(range.start), end.min(range.end));
            let Some(text) = self.text.get(from..to).filter(|_| from < to) else { continue };
            if run.verbatim {
                out.verbatim(text, run.source.start + (from - run.at));
            } else {
                out.written(text, run.source.clone());
            }
        }
        out
    }

    /// The text with `%20` and the like decoded, where they make UTF-8.
    pub fn percent_decoded(&self) -> Mapped {
        let bytes = self.text.as_bytes();
        let hex = |at: usize| bytes.get(at).and_then(|b| char::from(*b).to_digit(16)).map(|d| d as u8);
        let mut out = Mapped::default();
        let (mut at, mut plain) = (0, 0);
        while at < bytes.len() {
            let (start, mut decoded) = (at, Vec::new());
            while let (Some(b'%'), Some(high), Some(low)) = (bytes.get(at), hex(at + 1), hex(at + 2)) {
                decoded.push(high * 16 + low);
                at += 3;
            }
            match std::str::from_utf8(&decoded) {
                Ok(text) if at > start => {
                    out.append(&self.part(plain..start));
                    out.written(text, self.source(start..at));
                    plain = at;
                }
                _ => at = at.max(start + 1),
            }
        }
        out.append(&self.part(plain..bytes.len()));
        out
    }

    /// The places that another map gives to the places of this one: for a text that was made from another.
    pub fn through(&self, inner: &Mapped) -> Mapped {
        let mut out = Mapped::default();
        for (i, run) in self.runs.iter().enumerate() {
            let end = self.runs.get(i + 1).map_or(self.text.len(), |next| next.at);
            let text = self.text.get(run.at..end).unwrap_or_default();
            let part = inner.part(run.source.clone());
            if run.verbatim && part.text == text {
                out.append(&part);
            } else {
                out.written(text, inner.source(run.source.clone()));
            }
        }
        out
    }

    fn run(&self, at: usize) -> Option<&Run> {
        self.runs.partition_point(|run| run.at <= at).checked_sub(1).and_then(|i| self.runs.get(i))
    }

    fn start(&self, at: usize) -> usize {
        self.run(at).map_or(0, |run| if run.verbatim { run.source.start + (at - run.at) } else { run.source.start })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `a &gt; 1` at byte 10 of a file.
    fn condition() -> Mapped {
        let mut text = Mapped::default();
        text.verbatim("a ", 10);
        text.written(">", 12..16);
        text.verbatim(" 1", 16);
        text
    }

    #[test]
    fn every_part_knows_its_place_in_the_file() {
        let text = condition();
        assert_eq!(text.text(), "a > 1");
        assert_eq!(text.source(0..1), 10..11);
        assert_eq!(text.source(2..3), 12..16);
        assert_eq!(text.source(0..5), 10..18);
        assert_eq!(text.source(4..4), 17..17);
        let mut twice = text.part(2..5);
        assert_eq!((twice.text(), twice.source(1..3)), ("> 1", 16..18));
        twice.append(&text);
        assert_eq!((twice.text(), twice.source(5..6)), ("> 1a > 1", 12..16));
    }

    #[test]
    fn percent_encoding_is_undone_where_it_makes_text() {
        let mut text = Mapped::default();
        text.verbatim("caf%C3%A9%20%zz%ff", 5);
        let decoded = text.percent_decoded();
        assert_eq!(decoded.text(), "café %zz%ff");
        assert_eq!(decoded.source(3..5), 8..17);
    }
}
