//! What a request is answered with, without any network: two folders, the page's at `/` and the widget's at `/nutgraph/`.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::media;
use super::stamp;

/// What is served.
pub struct Site {
    /// The folder of pages.
    pub pages: PathBuf,
    /// The folder that `build` has made.
    pub widget: PathBuf,
}

/// The parts of a request that matter here.
#[derive(Default)]
pub struct Ask<'a> {
    /// `GET`, `HEAD`.
    pub method: &'a str,
    /// Path and query, as the request has them.
    pub url: &'a str,
    /// The header `accept-encoding`.
    pub encodings: &'a str,
    /// The header `if-none-match`.
    pub known: &'a str,
}

/// An answer. A request with `HEAD` gets the same, and whoever sends it leaves the body out.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Headers but for the length.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// A short text of a type.
    pub fn text(status: u16, kind: &str, text: impl Into<Vec<u8>>) -> Self {
        let headers = vec![("content-type", kind.to_string()), ("cache-control", "no-cache".to_string())];
        Answer { status, headers, body: text.into() }
    }

    /// A page with one line that says what is wrong.
    fn wrong(status: u16, line: &str) -> Self {
        let line = line.replace('&', "&amp;").replace('<', "&lt;");
        Answer::text(status, media::of("x.html"), format!("<!doctype html><meta charset=utf-8><title>{status}</title><p>{line}</p>\n"))
    }
}

impl Site {
    /// Answers a request. `version` is what the reloading script of a page starts from.
    pub fn answer(&self, ask: &Ask, version: u64) -> Answer {
        if !matches!(ask.method, "GET" | "HEAD") {
            let mut answer = Answer::wrong(405, &format!("{} is not possible here; files are only read", ask.method));
            answer.headers.push(("allow", "GET, HEAD".to_string()));
            return answer;
        }
        let path = ask.url.split(['?', '#']).next().unwrap_or_default();
        let Some(parts) = segments(path) else {
            return Answer::wrong(404, &format!("{path} is no address of a file here"));
        };
        let (base, rest, own) = match parts.split_first() {
            Some((first, rest)) if first == "nutgraph" => (&self.widget, rest, true),
            _ => (&self.pages, parts.as_slice(), false),
        };
        let mut file = rest.iter().fold(base.clone(), |file, part| file.join(part));
        if file.is_dir() {
            if !path.ends_with('/') {
                let query = ask.url.get(path.len()..).unwrap_or_default();
                return Answer { status: 301, headers: vec![("location", format!("/{}/{query}", parts.join("/")))], body: Vec::new() };
            }
            file.push("index.html");
        }
        match fs::read(&file) {
            Ok(body) => finish(ask, &file, body, own, version),
            Err(error) if error.kind() == ErrorKind::NotFound => Answer::wrong(404, &format!("there is no file {}", file.display())),
            Err(error) => Answer::wrong(500, &format!("cannot read {}: {error}", file.display())),
        }
    }
}

/// Adds to a file's bytes what a browser has to know.
fn finish(ask: &Ask, file: &Path, mut body: Vec<u8>, own: bool, version: u64) -> Answer {
    let kind = media::of(&file.to_string_lossy());
    let mut headers = vec![("content-type", kind.to_string()), ("cache-control", "no-cache".to_string())];
    if own {
        headers.push(("vary", "accept-encoding".to_string()));
        for (encoding, end) in [("br", ".br"), ("gzip", ".gz")] {
            let mut packed = file.as_os_str().to_owned();
            packed.push(end);
            if accepts(ask.encodings, encoding)
                && let Ok(bytes) = fs::read(&packed)
            {
                body = bytes;
                headers.push(("content-encoding", encoding.to_string()));
                break;
            }
        }
    } else if kind.starts_with("text/html") {
        body = with_reload(body, version);
    }
    let tag = format!("\"{}\"", stamp::hex(&Sha256::digest(&body), 16));
    let known = ask.known.split(',').any(|known| known.trim().trim_start_matches("W/") == tag);
    headers.push(("etag", tag));
    if known {
        return Answer { status: 304, headers, body: Vec::new() };
    }
    Answer { status: 200, headers, body }
}

/// The segments of a request's path, decoded; `None` for what could lead out of the folder or to a hidden file.
fn segments(path: &str) -> Option<Vec<String>> {
    let mut parts = Vec::new();
    for part in path.strip_prefix('/')?.split('/').filter(|part| !part.is_empty()) {
        let part = decode(part)?;
        if part.starts_with('.') || part.contains(['/', '\\', '\0', ':']) {
            return None;
        }
        parts.push(part);
    }
    Some(parts)
}

/// Undoes percent encoding.
fn decode(part: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = part.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        if byte == b'%' {
            let digits = std::str::from_utf8(after.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &after[2..];
        } else {
            bytes.push(byte);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

/// Whether a header `accept-encoding` names an encoding and does not rule it out.
fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|item| {
        let mut parts = item.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        named && !parts.any(|part| part.strip_prefix("q=").is_some_and(|q| q.trim_matches(['0', '.']).is_empty()))
    })
}

/// A page with the reloading script before the end of its body.
fn with_reload(page: Vec<u8>, version: u64) -> Vec<u8> {
    let tag = format!("<script async src=\"/nutgraph/reload.js?{version}\"></script>\n");
    let end = page.windows(7).rposition(|window| window.eq_ignore_ascii_case(b"</body>")).unwrap_or(page.len());
    let mut out = page;
    out.splice(end..end, tag.into_bytes());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::env;
    use std::process;

    /// A site in a folder of its own, removed at the end.
    struct Tried(Site, PathBuf);

    impl Drop for Tried {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.1);
        }
    }

    fn site(name: &str) -> Tried {
        let base = env::temp_dir().join(format!("nutgraph-site-{name}-{}", process::id()));
        let (pages, widget) = (base.join("pages"), base.join("widget"));
        fs::create_dir_all(pages.join("deep")).unwrap();
        fs::create_dir_all(&widget).unwrap();
        for (file, text) in [
            ("secret.txt", "secret"),
            ("pages/index.html", "<body>story</body>"),
            ("pages/deep/index.html", "deep"),
            ("pages/a b.csv", "x,y"),
            ("pages/.env", "secret"),
            ("widget/nutgraph.js", "script"),
            ("widget/nutgraph.js.br", "BR"),
            ("widget/nutgraph.js.gz", "GZ"),
            ("widget/nutgraph-0.wasm", "wasm"),
        ] {
            fs::write(base.join(file), text).unwrap();
        }
        Tried(Site { pages, widget }, base)
    }

    fn get(site: &Tried, url: &str, encodings: &str) -> Answer {
        site.0.answer(&Ask { method: "GET", url, encodings, known: "" }, 7)
    }

    fn header<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
        answer.headers.iter().find(|header| header.0 == name).map(|header| header.1.as_str())
    }

    #[test]
    fn pages_are_served_with_the_reloading_script() {
        let site = site("pages");
        let page = get(&site, "/?x#y", "br");
        assert_eq!(page.status, 200);
        assert_eq!(page.body, b"<body>story<script async src=\"/nutgraph/reload.js?7\"></script>\n</body>");
        assert_eq!(header(&page, "cache-control"), Some("no-cache"));
        assert!(get(&site, "/deep/", "").body.starts_with(b"deep<script"));
        let moved = get(&site, "/deep?x=1", "");
        assert_eq!((moved.status, header(&moved, "location")), (301, Some("/deep/?x=1")));
        let data = get(&site, "/a%20b.csv", "br");
        assert_eq!((data.body.as_slice(), header(&data, "content-type")), (&b"x,y"[..], Some("text/csv; charset=utf-8")));
    }

    #[test]
    fn the_widget_is_served_compressed_as_the_browser_likes() {
        let site = site("widget");
        for (accept, body, encoding) in [
            ("gzip, deflate, br, zstd", "BR", Some("br")),
            ("gzip", "GZ", Some("gzip")),
            ("br;q=0, gzip;q=0.5", "GZ", Some("gzip")),
            ("br;q=0.000", "script", None),
            ("", "script", None),
        ] {
            let answer = get(&site, "/nutgraph/nutgraph.js", accept);
            assert_eq!((answer.body.as_slice(), header(&answer, "content-encoding")), (body.as_bytes(), encoding), "{accept}");
            assert_eq!(header(&answer, "vary"), Some("accept-encoding"));
        }
        assert_eq!(header(&get(&site, "/nutgraph/nutgraph-0.wasm", "br"), "content-type"), Some("application/wasm"));
    }

    #[test]
    fn what_is_known_is_not_sent_again() {
        let site = site("known");
        let tag = header(&get(&site, "/nutgraph/nutgraph.js", ""), "etag").unwrap().to_string();
        let again = |known: &str| site.0.answer(&Ask { method: "GET", url: "/nutgraph/nutgraph.js", encodings: "", known }, 7).status;
        assert_eq!(again(&tag), 304);
        assert_eq!(again(&format!("\"other\", W/{tag}")), 304);
        assert_eq!(again("\"other\""), 200);
    }

    #[test]
    fn nothing_outside_of_the_folders_is_served() {
        let site = site("outside");
        for url in [
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/deep/..%2f..%2fsecret.txt",
            "/nutgraph/../../secret.txt",
            "/.env",
            "/%00",
            "/%zz",
            "/%",
            "secret.txt",
            "/c:/x",
        ] {
            let answer = get(&site, url, "");
            assert_eq!(answer.status, 404, "{url}");
            assert!(!answer.body.ends_with(b"secret"), "{url}");
        }
    }

    #[test]
    fn what_cannot_be_answered_says_so_in_a_line() {
        let site = site("wrong");
        let missing = get(&site, "/none.html", "");
        assert_eq!(missing.status, 404);
        assert!(String::from_utf8(missing.body).unwrap().contains("<p>there is no file "));
        let post = site.0.answer(&Ask { method: "POST", url: "/", ..Ask::default() }, 7);
        assert_eq!((post.status, header(&post, "allow")), (405, Some("GET, HEAD")));
        let page = get(&site, "/..<script>", "");
        assert!(!String::from_utf8(page.body).unwrap().contains("<script>"));
    }
}
