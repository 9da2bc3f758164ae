//! `docs/reference.md`, written from the code: elements, facts, specs and commands, each from what the code itself goes by.
//!
//! ```sh
//! NUTGRAPH_WRITE=1 cargo test --lib the_reference_is_what_the_code_says   # writes it anew
//! ```
//!
//! What the code cannot say by itself stands beside it as its documentation: of the elements in `www/js/elements.d.ts`, of facts above
//! the functions that compute them, of the commands where their options are declared. What is new and is not documented fails the test.

mod commands;
mod elements;
mod facts;
mod specs;

use std::fs;
use std::path::{Path, PathBuf};

const HEAD: &str = "# Reference

This page is written from the code, and a test holds it to that: what stands here is there, and what is there stands here. Results of
facts are computed while it is written, on the chart of the example story, as of its date.

[Elements](#elements) · [Facts](#facts) · [Specs](#specs) · [Commands](#commands)

";

/// A file of the sources.
fn source(path: &str) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

/// A row of a table. Cells may hold the sign that parts them.
fn row(cells: &[&str]) -> String {
    format!("| {} |\n", cells.iter().map(|cell| cell.replace('|', "\\|").replace('\n', " ")).collect::<Vec<_>>().join(" | "))
}

/// The head of a table.
fn table(columns: &[&str]) -> String {
    row(columns) + &row(&vec!["---"; columns.len()])
}

fn code(text: &str) -> String {
    format!("`{text}`")
}

fn document() -> String {
    [HEAD, &elements::document(), &facts::document(), &specs::document(), &commands::document()].concat()
}

#[test]
fn the_reference_is_what_the_code_says() {
    let path = root().join("docs/reference.md");
    let wanted = document();
    if std::env::var_os("NUTGRAPH_WRITE").is_some() {
        fs::write(&path, &wanted).expect("docs/ can be written");
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    let same = wanted.lines().zip(found.lines()).take_while(|(a, b)| a == b).count();
    assert!(
        wanted == found,
        "docs/reference.md differs from the code at line {}, where the code says: {}\nwrite it anew with NUTGRAPH_WRITE=1 cargo test --lib the_reference_is_what_the_code_says",
        same + 1,
        wanted.lines().nth(same).unwrap_or("nothing more")
    );
}
