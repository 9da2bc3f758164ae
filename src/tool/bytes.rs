//! Counting what a reader downloads: compression as a web server does it, and the table of bytes by part.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::host::{Host, NumberStyle, Plain};
use crate::report::Problem;

use super::talk;

/// What JavaScript and Wasm together may weigh, in bytes of brotli.
pub const BUDGET: usize = 50_000;

/// Compresses with brotli at its best, as a browser accepts it.
///
/// # Errors
/// None in practice: memory is written.
pub fn brotli(bytes: &[u8]) -> Result<Vec<u8>, Problem> {
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut out, &params).map_err(|error| talk::disk("compress", "a file", &error))?;
    Ok(out)
}

/// Compresses with gzip at its best, always to the same bytes.
///
/// # Errors
/// None in practice: memory is written.
pub fn gzip(bytes: &[u8]) -> Result<Vec<u8>, Problem> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).map_err(|error| talk::disk("compress", "a file", &error))
}

/// The bytes of something: as it is, with gzip, with brotli.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bytes {
    /// Uncompressed.
    pub raw: usize,
    /// With gzip.
    pub gzip: usize,
    /// With brotli.
    pub brotli: usize,
}

impl Bytes {
    /// Counts.
    ///
    /// # Errors
    /// None in practice.
    pub fn of(bytes: &[u8]) -> Result<Self, Problem> {
        Ok(Bytes { raw: bytes.len(), gzip: gzip(bytes)?.len(), brotli: brotli(bytes)?.len() })
    }

    /// What is left without a part of it; nothing less than nothing.
    pub fn without(self, part: Bytes) -> Self {
        Bytes {
            raw: self.raw.saturating_sub(part.raw),
            gzip: self.gzip.saturating_sub(part.gzip),
            brotli: self.brotli.saturating_sub(part.brotli),
        }
    }

    /// Both together.
    pub fn with(self, other: Bytes) -> Self {
        Bytes { raw: self.raw + other.raw, gzip: self.gzip + other.gzip, brotli: self.brotli + other.brotli }
    }
}

/// Parts by name, as a table: those that every reader downloads with their total and the budget, then those that are loaded when
/// needed.
pub fn table(parts: &[(String, Bytes)], later: &[(String, Bytes)]) -> String {
    let count = |bytes: usize| Plain.number(bytes as f64, NumberStyle::decimals(0));
    let line =
        |name: &str, bytes: Bytes| format!("\n{name:<12}{:>10}{:>10}{:>10}", count(bytes.raw), count(bytes.gzip), count(bytes.brotli));
    let total = parts.iter().fold(Bytes::default(), |sum, part| sum.with(part.1));
    let mut table = format!("{:<12}{:>10}{:>10}{:>10}", "bytes", "raw", "gzip", "brotli");
    for (name, bytes) in parts.iter().map(|part| (part.0.as_str(), part.1)).chain([("total", total)]) {
        table.push_str(&line(name, bytes));
    }
    let room = if total.brotli <= BUDGET {
        format!("{} left", count(BUDGET - total.brotli))
    } else {
        format!("{} too many", count(total.brotli - BUDGET))
    };
    table.push_str(&format!("\n{:<32}{:>10}  {room}", "budget", count(BUDGET)));
    if !later.is_empty() {
        table.push_str("\nloaded when needed");
    }
    for (name, bytes) in later {
        table.push_str(&line(name, *bytes));
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compressed_bytes_unpack_to_the_same() {
        use std::io::Read;
        let text = "a chart that proves its numbers, ".repeat(50);
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut &*brotli(text.as_bytes()).unwrap(), &mut back).unwrap();
        assert_eq!(back, text.as_bytes());
        back.clear();
        flate2::read::GzDecoder::new(&*gzip(text.as_bytes()).unwrap()).read_to_end(&mut back).unwrap();
        assert_eq!(back, text.as_bytes());
    }

    #[test]
    fn the_table_has_a_total_and_what_is_left() {
        let wasm = Bytes { raw: 90_000, gzip: 45_000, brotli: 38_000 };
        let shell = Bytes { raw: 30_000, gzip: 12_000, brotli: 13_000 };
        let table = table(&[("wasm".into(), wasm), ("js shell".into(), shell)], &[("full wasm".into(), wasm)]);
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines[3], "total          120,000    57,000    51,000");
        assert_eq!(lines[4], "budget                              50,000  1,000 too many");
        assert_eq!(lines[5], "loaded when needed");
        assert_eq!(lines[6], "full wasm       90,000    45,000    38,000");
    }
}
