//! The examples of the documents are run: what a page tells people to type works as it stands there, and gives what it says.
//!
//! A document has a folder of its own, in which its blocks are carried out from above:
//!
//! * ```` ```csv iowa.csv ````, or any language with a file's name, writes that file;
//! * ```` ```sh ```` is run; so is each `$ …` line of ```` ```console ````, and what follows it must be what it prints, on stdout; `…` stands for anything;
//! * ```` ```diff iowa.html ```` changes lines of a file that is there;
//! * ```` ```html ```` without a name is checked as a page is; ```` ```json ```` must be JSON, and a spec if it says so.
//!
//! A command that takes minutes, serves, or is not ours is not run; where it is ours, its options are held against its help.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A fenced block: its language, its file, its text, its line.
struct Block {
    language: String,
    file: String,
    text: String,
    line: usize,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn blocks(document: &str) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut open = false;
    for (number, line) in document.lines().enumerate() {
        if let Some(info) = line.trim_start().strip_prefix("```") {
            open = !open;
            if open {
                let (language, file) = info.trim().split_once(' ').unwrap_or((info.trim(), ""));
                found.push(Block { language: language.into(), file: file.into(), text: String::new(), line: number + 1 });
            }
        } else if let (true, Some(block)) = (open, found.last_mut()) {
            let _ = writeln!(block.text, "{line}");
        }
    }
    assert!(!open, "a block is not closed");
    found
}

/// The folder that a document's examples run in, with the story's data; it goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let folder = std::env::temp_dir().join(format!("nutgraph-document-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        let story = root().join("www/story");
        for entry in fs::read_dir(story.join("coca")).expect("the story's data") {
            let path = entry.expect("a file").path();
            fs::copy(&path, folder.join(path.file_name().expect("a name"))).expect("a copy");
        }
        // The folders that a newsroom's own repository would have.
        for (name, target) in [("www", "www"), ("charts", "www/story/coca")] {
            std::os::unix::fs::symlink(root().join(target), folder.join(name)).expect("a link");
        }
        fs::create_dir(folder.join("articles")).expect("a folder");
        fs::write(folder.join("articles/one.html"), "<!doctype html><html lang=en><p>No chart in it.").expect("an article");
        Folder(folder)
    }

    /// What a shell says to a command: whether it ended well, and both streams.
    fn run(&self, command: &str) -> (bool, String, String) {
        let own = Path::new(env!("CARGO_BIN_EXE_nutgraph")).parent().expect("a folder");
        let path = format!("{}:{}", own.display(), std::env::var("PATH").unwrap_or_default());
        let output = Command::new("bash")
            .args(["-euo", "pipefail", "-c", command])
            .current_dir(&self.0)
            .env("PATH", path)
            .stdin(Stdio::null())
            .output();
        let output = output.expect("bash runs");
        (
            output.status.success(),
            String::from_utf8_lossy(&output.stdout).into_owned(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Commands that are not run here. Of our own, the options are tried.
const NOT_RUN: [&str; 8] = ["nutgraph build", "nutgraph publish", "nutgraph serve", "cargo ", "tests/run", "npm ", "pip ", "pre-commit "];

fn run_line(folder: &Folder, line: &str, at: &str) {
    let line = line.split(" # ").next().unwrap_or_default().trim();
    let Some(start) = NOT_RUN.iter().find(|start| line.starts_with(**start)) else {
        let (well, out, error) = folder.run(line);
        assert!(well, "{at}: {line}\n{out}{error}");
        return;
    };
    if start.starts_with("nutgraph") {
        let (well, _, error) = folder.run(&format!("{line} --help"));
        assert!(well, "{at}: {line}\n{error}");
    }
}

/// Whether a text is what a pattern says, in which `…` stands for anything.
fn is_like(text: &str, pattern: &str) -> bool {
    let mut rest = text;
    for (number, part) in pattern.split('…').enumerate() {
        let part = if number > 0 { part.trim_start_matches('\n') } else { part };
        match rest.find(part) {
            Some(0) => rest = &rest[part.len()..],
            Some(at) if number > 0 => rest = &rest[at + part.len()..],
            _ => return false,
        }
    }
    rest.is_empty() || pattern.trim_end().ends_with('…')
}

fn carry_out(folder: &Folder, block: &Block, at: &str) {
    let text = block.text.as_str();
    match (block.language.as_str(), block.file.as_str()) {
        ("sh", "") => {
            text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).for_each(|line| run_line(folder, line, at))
        }
        ("console", "") => {
            for part in text.split("$ ").skip(1) {
                let (command, wanted) = part.split_once('\n').unwrap_or((part, ""));
                let (_, out, error) = folder.run(command);
                assert!(is_like(&out, wanted), "{at}: $ {command}\nprints\n{out}{error}\nand not\n{wanted}");
            }
        }
        ("diff", file) => {
            let path = folder.0.join(file);
            let mut found = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{at}: {file}: {error}"));
            let mut lines = text.lines();
            while let (Some(old), Some(new)) = (lines.next(), lines.next()) {
                let (old, new) = (old.strip_prefix('-').expect("an old line"), new.strip_prefix('+').expect("a new line"));
                assert_eq!(found.matches(old).count(), 1, "{at}: {file} holds once: {old}");
                found = found.replace(old, new);
            }
            fs::write(&path, found).expect("a file");
        }
        // What speaks of a chart elsewhere cannot be checked without it.
        ("html", "") if !text.contains("nut-graph") => {}
        ("html", "") => {
            fs::write(folder.0.join("example.html"), format!("<!doctype html>\n<html lang=\"en\">\n{text}")).expect("a file");
            let (_, out, error) = folder.run("nutgraph check example.html --root .");
            // A tag alone may stand without what an article has round it.
            assert!(!out.contains("error["), "{at}:\n{out}{error}");
        }
        ("json", "") => {
            // Members alone stand for an object.
            let text = if text.starts_with('"') { &format!("{{{text}}}") } else { text };
            let json: serde_json::Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{at}: {error}"));
            if json.get("$schema").is_some() {
                fs::write(folder.0.join("example.vl.json"), text).expect("a file");
                run_line(folder, "nutgraph check example.vl.json", at);
            }
        }
        // Settings of other programs: what they run of ours.
        ("yaml", "") => text
            .lines()
            .filter_map(|line| line.split_once("run: "))
            .filter(|(_, run)| run.starts_with("nutgraph"))
            .for_each(|(_, run)| run_line(folder, run, at)),
        // What the tests of the package compile, and plain text.
        ("js" | "jsx" | "text" | "css" | "nginx", "") => {}
        (language, "") => panic!("{at}: nobody knows how to try a block of {language:?}"),
        (_, file) => fs::write(folder.0.join(file), text).expect("a file"),
    }
}

/// Carries out a document; gives the number of its blocks.
fn carried_out(path: &str) -> usize {
    let folder = Folder::new(&path.replace(['/', '.'], "-"));
    let text = fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let blocks = blocks(&text);
    for block in &blocks {
        carry_out(&folder, block, &format!("{path}:{}", block.line));
    }
    blocks.len()
}

#[test]
fn the_examples_of_the_readme_run() {
    assert!(carried_out("README.md") > 5);
}

#[test]
fn the_first_chart_is_made_as_the_page_says() {
    assert!(carried_out("docs/first-chart.md") > 6);
}

#[test]
fn the_examples_of_the_other_documents_run() {
    let names = fs::read_dir(root().join("docs"))
        .expect("documents")
        .map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned());
    let documents: Vec<String> =
        names.filter(|name| name.ends_with(".md") && name != "first-chart.md").map(|name| format!("docs/{name}")).collect();
    let blocks: usize = documents.iter().map(|document| carried_out(document)).sum();
    assert!(blocks > 10 && carried_out("www/package/README.md") > 3, "{blocks}");
}

#[test]
fn the_hooks_for_commits_run_what_they_say() {
    let hooks = fs::read_to_string(root().join(".pre-commit-hooks.yaml")).expect("the hooks");
    let entries: Vec<&str> = hooks.lines().filter_map(|line| line.trim().strip_prefix("entry: ")).collect();
    assert_eq!(entries.len(), hooks.matches("- id: ").count());
    let folder = Folder::new("hook");
    // Links out of the folder are not the repository's own.
    for link in ["www", "charts"] {
        fs::remove_file(folder.0.join(link)).expect("a link");
    }
    for entry in &entries {
        let (well, out, error) = folder.run(&format!("{entry} articles/one.html"));
        assert!(well, "{entry}: {out}{error}");
    }
    let wrong = "<nut-graph id=\"a\" spec=\"cultivation.vl.json\"><img alt=\"Coca\"></nut-graph>\n\nUp <nut-fact for=\"a\" expr=\"change(unodc_ha, 2015, 2016)\">60 percent</nut-fact>.";
    fs::write(folder.0.join("wrong.md"), wrong).expect("a file");
    for entry in &entries {
        let (well, out, _) = folder.run(&format!("{entry} articles/one.html wrong.md"));
        assert!(!well && out.contains("wrong.md:3:"), "{entry}: {out}");
    }
}

#[test]
fn every_document_is_in_the_index_and_every_link_leads_somewhere() {
    let readme = fs::read_to_string(root().join("README.md")).expect("a README");
    let mut documents = vec![PathBuf::from("README.md"), PathBuf::from("www/package/README.md")];
    for entry in fs::read_dir(root().join("docs")).expect("documents") {
        let name = entry.expect("a file").file_name().to_string_lossy().into_owned();
        assert!(readme.contains(&format!("(docs/{name})")), "README.md does not name docs/{name}");
        documents.push(Path::new("docs").join(name));
    }
    for document in documents {
        let text = fs::read_to_string(root().join(&document)).expect("a document");
        for link in text.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next()) {
            if link.contains("://") {
                continue;
            }
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if path.is_empty() { document.clone() } else { document.with_file_name("").join(path) };
            let found = fs::read_to_string(root().join(&target)).ok();
            assert!(found.is_some() || root().join(&target).exists(), "{}: {link} leads nowhere", document.display());
            let slug = |line: &str| line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-").replace(['`', '.', ',', '?'], "");
            let known =
                anchor.is_empty() || found.is_some_and(|text| text.lines().any(|line| line.starts_with('#') && slug(line) == anchor));
            assert!(known, "{}: {link} leads to no heading", document.display());
        }
    }
}

#[test]
fn the_sizes_that_engineers_are_told_are_those_of_the_last_build() {
    let page = fs::read_to_string(root().join("docs/engineers.md")).expect("the page");
    let sizes: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(root().join("tests/bytes.json")).expect("sizes")).expect("JSON");
    for (part, row) in [("nutgraph.js", "| `nutgraph.js` | about "), ("nutgraph.wasm", "`nutgraph-….wasm` | about ")] {
        let told: f64 =
            page.split(row).nth(1).and_then(|rest| rest.split(' ').next()).and_then(|number| number.parse().ok()).expect("a size");
        let real = sizes["parts"][part]["brotli"].as_f64().expect("a size") / 1000.0;
        assert!((told - real).abs() <= 0.05 * real + 0.5, "docs/engineers.md says {told} kB for {part}, tests/bytes.json {real}");
    }
}
