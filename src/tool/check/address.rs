//! What an address in a page or spec means on this machine: a file, or something on the network that is not fetched.
//!
//! Relative addresses start from the file that names them, as in a browser; `/…` from the site's root.

use crate::report::{Place, Problem};
use std::path::{Component, Path, PathBuf};
use url::Url;

/// Where something is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Address {
    /// On this machine.
    File(PathBuf),
    /// Elsewhere.
    Remote(String),
}

/// How addresses become files.
#[derive(Debug, Default)]
pub struct Site {
    /// The folder that `/` means.
    pub root: Option<PathBuf>,
    /// Files that stand for addresses.
    pub files: Vec<(String, PathBuf)>,
}

impl Site {
    /// The address that `text` names in a file at `base`. An error where nobody can know.
    pub fn resolve(&self, text: &str, base: &Address) -> Result<Address, Problem> {
        let text = text.trim();
        let known = |address: &str| self.files.iter().find(|(from, _)| from == address).map(|(_, to)| Address::File(to.clone()));
        if let Some(file) = known(text) {
            return Ok(file);
        }
        let remote = |url: String| Ok(known(&url).unwrap_or(Address::Remote(url)));
        match (Url::parse(text), base) {
            // One letter is a drive.
            (Ok(url), _) if url.scheme().len() > 1 => {
                return match url.to_file_path() {
                    Ok(path) if url.scheme() == "file" => Ok(Address::File(path)),
                    _ => remote(text.to_string()),
                };
            }
            (_, Address::Remote(base)) => {
                return match Url::parse(base).and_then(|base| base.join(text)) {
                    Ok(url) => remote(url.to_string()),
                    Err(error) => Err(bad(text, &error.to_string())),
                };
            }
            _ if text.starts_with("//") => return remote(["https:", text].concat()),
            _ => {}
        }
        let plain = text.split(['?', '#']).next().unwrap_or_default();
        let plain = decode(plain);
        let Address::File(base) = base else { return Err(bad(text, "it has no base")) };
        let path = match plain.strip_prefix('/') {
            Some(inner) => match &self.root {
                Some(root) => root.join(inner),
                None => {
                    let found = format!("\"{text}\" starts from the root of the site, which is not known here");
                    return Err(crate::problem!(Warning, "no-root", Place::Whole, found, "name its folder: --root DIR"));
                }
            },
            None => base.parent().unwrap_or(Path::new("")).join(plain),
        };
        Ok(Address::File(tidy(&path)))
    }
}

fn bad(text: &str, why: &str) -> Problem {
    crate::problem!(Error, "bad-address", Place::Whole, format!("\"{text}\" is no address: {why}"), "correct it")
}

/// `%20` and the like as characters, where they make UTF-8.
fn decode(text: &str) -> String {
    let mut whole = crate::tool::page::Mapped::default();
    whole.verbatim(text, 0);
    whole.percent_decoded().text().to_string()
}

/// A path without `.` and, where they can be told, `..`.
pub fn tidy(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(out.components().next_back(), Some(Component::Normal(_))) => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_mean_what_they_mean_in_a_browser() {
        let page = Address::File("news/2017/coca.html".into());
        let site = Site { root: Some("public".into()), files: vec![("https://a.example/x.csv".into(), "local/x.csv".into())] };
        let file = |text: &str| match site.resolve(text, &page) {
            Ok(Address::File(path)) => path.display().to_string(),
            Ok(Address::Remote(url)) => url,
            Err(problem) => problem.to_string(),
        };
        for (text, expected) in [
            ("data.csv", "news/2017/data.csv"),
            ("./a/../b.csv?v=3#x", "news/2017/b.csv"),
            ("../../../b.csv", "../b.csv"),
            ("my%20data.csv", "news/2017/my data.csv"),
            ("/data/x.csv", "public/data/x.csv"),
            ("https://a.example/x.csv", "local/x.csv"),
            ("https://a.example/y.csv", "https://a.example/y.csv"),
            ("//a.example/y.csv", "https://a.example/y.csv"),
        ] {
            assert_eq!(file(text).replace('\\', "/"), expected, "{text}");
        }
        let base = Address::Remote("https://a.example/specs/a.vl.json".into());
        assert_eq!(site.resolve("../x.csv", &base), Ok(Address::File("local/x.csv".into())));
        assert!(Site::default().resolve("/x.csv", &page).unwrap_err().to_string().contains("--root"));
    }
}
