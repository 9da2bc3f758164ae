//! Which files the arguments mean: names, patterns, and folders with all that is in them.

use super::address::tidy;
use crate::report::{Place, Problem};
use crate::tool::talk;
use globset::GlobBuilder;
use std::fs;
use std::path::{Path, PathBuf};

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// An article in HTML.
    Html,
    /// An article in Markdown.
    Markdown,
    /// A chart's spec.
    Spec,
}

/// What a file is by its name; `None` for what is neither article nor spec.
pub fn sort(path: &Path) -> Option<Sort> {
    let name = path.file_name()?.to_str()?.to_ascii_lowercase();
    let ends = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
    if ends(&[".html", ".htm", ".xhtml"]) {
        Some(Sort::Html)
    } else if ends(&[".md", ".markdown", ".mdx"]) {
        Some(Sort::Markdown)
    } else if ends(&[".json"]) {
        Some(Sort::Spec)
    } else {
        None
    }
}

/// All files that the arguments mean, each once, in their order; within a folder by name. Folders and patterns give articles and
/// `*.vl.json`; a file that is named is taken for what its name says.
///
/// # Errors
/// A name or pattern that nothing has; a folder that cannot be read; a file that is neither article nor spec.
pub fn expand(arguments: &[String]) -> Result<Vec<(PathBuf, Sort)>, Problem> {
    let mut found: Vec<(PathBuf, Sort)> = Vec::new();
    let mut known = std::collections::HashSet::new();
    let mut add = |path: PathBuf, sort: Sort| {
        if known.insert(path.clone()) {
            found.push((path, sort));
        }
    };
    for argument in arguments {
        let path = Path::new(argument);
        if path.is_dir() {
            walk(path, &mut |path| {
                if let Some(sort) = by_folder(&path) {
                    add(tidy(&path), sort);
                }
            })?;
        } else if path.exists() {
            let Some(sort) = sort(path) else {
                let found = format!("{argument} is neither an article (.html, .md) nor a spec (.json)");
                return Err(crate::problem!(
                    Error,
                    "unknown-file",
                    Place::Whole,
                    found,
                    "name articles and specs; data are read with them"
                ));
            };
            add(tidy(path), sort);
        } else if argument.contains(['*', '?', '[', '{']) {
            let mut none = true;
            for path in matching(argument)? {
                if let Some(sort) = sort(&path) {
                    none = false;
                    add(tidy(&path), sort);
                }
            }
            if none {
                let found = format!("no article or spec is named like {argument}");
                return Err(crate::problem!(Error, "no-file", Place::Whole, found, "check the pattern"));
            }
        } else {
            let error = std::io::Error::from(std::io::ErrorKind::NotFound);
            return Err(talk::disk("read", argument, &error));
        }
    }
    Ok(found)
}

/// What is looked at in a folder.
fn by_folder(path: &Path) -> Option<Sort> {
    sort(path).filter(|&sort| sort != Sort::Spec || path.to_str().is_some_and(|name| name.ends_with(".vl.json")))
}

/// The files whose path is like a pattern, in which `*` stays within a folder and `**` does not.
fn matching(pattern: &str) -> Result<Vec<PathBuf>, Problem> {
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    let glob = GlobBuilder::new(pattern).literal_separator(true).build().map_err(|error| {
        crate::problem!(Error, "bad-pattern", Place::Whole, format!("{pattern} is no pattern: {error}"), "correct it, or name files")
    })?;
    let matcher = glob.compile_matcher();
    // The folder that the pattern begins with, up to the first sign of a pattern.
    let fixed = pattern.find(['*', '?', '[', '{']).unwrap_or(pattern.len());
    let folder = pattern.get(..fixed).and_then(|start| start.rfind('/')).and_then(|end| pattern.get(..end + 1)).unwrap_or_default();
    let mut found = Vec::new();
    walk(if folder.is_empty() { Path::new(".") } else { Path::new(folder) }, &mut |path| {
        let path = tidy(&path);
        if matcher.is_match(&path) {
            found.push(path);
        }
    })?;
    Ok(found)
}

/// Every file in a folder and the folders in it, by name; hidden ones and `node_modules` left out.
fn walk(folder: &Path, each: &mut dyn FnMut(PathBuf)) -> Result<(), Problem> {
    let read = |folder: &Path| -> Result<Vec<PathBuf>, Problem> {
        let entries = fs::read_dir(folder).map_err(|error| talk::disk("read", folder.display(), &error))?;
        let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
        paths.sort();
        paths.reverse();
        Ok(paths)
    };
    let mut waiting = read(folder)?;
    while let Some(path) = waiting.pop() {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.starts_with('.') || name == "node_modules" {
            continue;
        }
        // A link to a folder may lead round in a circle.
        let is_folder = fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_dir());
        if is_folder {
            waiting.extend(read(&path)?);
        } else {
            each(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_patterns_and_folders_give_articles_and_specs() {
        let folder = std::env::temp_dir().join(format!("nutgraph-files-{}", std::process::id()));
        for file in ["a.html", "b/c.md", "b/d/e.htm", "b/x.vl.json", "b/package.json", "b/data.csv", ".git/f.html"] {
            let path = folder.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        let base = folder.display().to_string().replace('\\', "/");
        let names = |arguments: &[&str]| {
            let arguments: Vec<String> = arguments.iter().map(|a| format!("{base}/{a}")).collect();
            match expand(&arguments) {
                Ok(files) => {
                    files.iter().map(|(path, _)| path.strip_prefix(&folder).unwrap().display().to_string()).collect::<Vec<_>>().join(" ")
                }
                Err(problem) => problem.found.replace(&base, ""),
            }
        };
        assert_eq!(names(&[""]), "a.html b/c.md b/d/e.htm b/x.vl.json");
        assert_eq!(names(&["**/*.htm*", "a.html"]), "a.html b/d/e.htm");
        assert_eq!(names(&["b/*.{md,json}"]), "b/c.md b/package.json b/x.vl.json");
        assert_eq!(names(&["b/package.json"]), "b/package.json");
        assert_eq!(names(&["*.md"]), "no article or spec is named like /*.md");
        assert_eq!(names(&["b/data.csv"]), "/b/data.csv is neither an article (.html, .md) nor a spec (.json)");
        assert!(names(&["z.html"]).starts_with("cannot read /z.html"));
        fs::remove_dir_all(&folder).unwrap();
    }
}
