//! Bytes to text, for the command; the browser has `TextDecoder`.

use crate::report::{Place, Problem};

/// What the bytes 80 to 9F stand for in windows-1252 (WHATWG Encoding Standard, index windows-1252).
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–',
    '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text of a file in a character set: UTF-8 or windows-1252, which is what the web takes `latin1` and `iso-8859-1` for. A
/// byte order mark is dropped. An error when the bytes are not in the character set, or it is another.
pub fn decode(bytes: &[u8], charset: &str) -> Result<String, Problem> {
    match charset.trim().to_ascii_lowercase().as_str() {
        "" | "utf-8" | "utf8" | "us-ascii" | "ascii" => {
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            std::str::from_utf8(bytes).map(str::to_string).map_err(|error| {
                let line = bytes[..error.valid_up_to()].iter().filter(|&&b| b == b'\n').count() + 1;
                let found = format!("line {line} is not UTF-8");
                crate::problem!(Error, "not-utf-8", Place::Whole, found, "save the file as UTF-8, or declare charset=windows-1252")
            })
        }
        "windows-1252" | "cp1252" | "latin1" | "latin-1" | "iso-8859-1" | "iso8859-1" | "l1" => {
            Ok(bytes.iter().map(|&b| if (0x80..0xa0).contains(&b) { HIGH[usize::from(b - 0x80)] } else { char::from(b) }).collect())
        }
        other => {
            let found = format!("the character set \"{other}\" is not known");
            Err(crate::problem!(Error, "unknown-charset", Place::Whole, found, "save the file as UTF-8, or declare charset=windows-1252"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], charset: &str, expected: Result<&str, &str>) {
        let found = decode(bytes, charset).map_err(|p| p.to_string());
        assert_eq!(found.as_deref().map_err(String::as_str), expected, "{charset}");
    }

    #[test]
    fn bytes_become_text_in_their_character_set() {
        check("é".as_bytes(), "UTF-8", Ok("é"));
        check(b"\xef\xbb\xbfa", "", Ok("a"));
        check(b"\xe9\x80\x99", "windows-1252", Ok("é€™"));
        check(b"\xe9", "Latin1", Ok("é"));
        check(b"\xff\x9f\xa0", "iso-8859-1", Ok("ÿŸ\u{a0}"));
    }

    #[test]
    fn wrong_bytes_are_named_by_line() {
        let remedy = "save the file as UTF-8, or declare charset=windows-1252";
        check(b"a\nb\nCaquet\xe1", "utf-8", Err(&format!("line 3 is not UTF-8; {remedy}")));
        check(b"a", "koi8-r", Err(&format!("the character set \"koi8-r\" is not known; {remedy}")));
    }
}
