//! `docs/vega-lite.md` says which parts of Vega-Lite are drawn. It is written from the table that specs are checked against, so it
//! cannot say anything else than the check does.
//!
//! ```sh
//! NUTGRAPH_WRITE=1 cargo test --test it the_document_of_the_grammar   # writes it anew
//! ```

use std::fmt::Write;
use std::path::Path;

const TABLE: &str = include_str!("../../src/grammar/model/members.txt");

const HEAD: &str = "# Vega-Lite, as it is drawn here

This page is written from the table that every spec is checked against (`src/grammar/model/members.txt`); a test holds it to that.
`nutgraph render --look vega` draws what is listed here as Vega draws it. Whatever is not listed, is of another type, or is marked as refused, is an
error with its place in the spec and what to write instead: nothing is silently ignored.

Where it differs from Vega on purpose: rows and columns of facets stand in the order that their `sort` asks for, also where Vega-Lite
loses that order in an aggregate; random samples and bootstrapped intervals have a fixed seed, so a chart is the same on every machine;
the `time` channel is an error, since a still picture of all moments at once would mislead.

Types: a *kind* stands for an object with the members of its section; `[x]` is a list of x; `expr` is `{\"expr\": …}`.

";

/// A name and what stands after it, or names and their rule.
type Pair = (&'static str, &'static str);

/// The sections of the table: sets of words, then kinds with lines of names and rule.
fn sections() -> (Vec<Pair>, Vec<(&'static str, Vec<Pair>)>) {
    let (mut sets, mut kinds) = (Vec::new(), Vec::<(&str, Vec<Pair>)>::new());
    for line in TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with("//") && !line.starts_with('@')) {
        match (line.strip_prefix('#'), line.strip_prefix("  ")) {
            (Some(set), _) => sets.push(set.split_once(' ').expect("a set has words")),
            (_, Some(member)) => {
                let member = member.split_once(": ").unwrap_or_else(|| panic!("a member has a rule: {line}"));
                kinds.last_mut().expect("a member belongs to a kind").1.push(member);
            }
            _ => kinds.push((line, Vec::new())),
        }
    }
    (sets, kinds)
}

fn code(names: &str) -> String {
    names.split(' ').map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" ")
}

fn document() -> String {
    let (sets, kinds) = sections();
    let mut out = String::from(HEAD);
    let words = |name: &str| sets.iter().find(|(set, _)| *set == name).map_or("", |(_, words)| words);
    for (title, set) in
        [("Marks", "mark"), ("Scales", "scale"), ("Aggregates", "aggregate"), ("Projections", "projection"), ("Curves", "interpolate")]
    {
        let _ = writeln!(out, "**{title}**: {}\n", code(words(set)));
    }
    let members = |kind: &str| kinds.iter().find(|(name, _)| *name == kind).map_or(&[][..], |(_, lines)| lines);
    let drawn = |kind: &str| {
        let mut names: Vec<&str> = members(kind)
            .iter()
            .filter(|(names, rule)| *names != "!" && !rule.starts_with('-'))
            .flat_map(|(names, _)| names.split(' '))
            .collect();
        names.sort_unstable();
        names.join(" ")
    };
    let _ = writeln!(out, "**Channels**: {}\n", code(&drawn("Encoding")));
    for (choice, names) in TABLE.lines().filter_map(|line| line.strip_prefix('@')?.split_once(' ')) {
        let _ = writeln!(out, "**{choice}** is one of: {}, told apart by the first member.\n", code(names));
    }
    for (name, lines) in &kinds {
        let _ = writeln!(out, "## {name}\n\n| members | what they may be |\n| --- | --- |");
        for (names, rule) in lines {
            if *names == "!" {
                let _ = writeln!(out, "\n{} must be there.", code(rule));
                continue;
            }
            let told = if let Some(instead) = rule.strip_prefix("- ") {
                format!("**refused**: {instead}")
            } else if let Some(types) = rule.strip_prefix("~ ") {
                format!("{} (changes nothing on a still picture)", types.replace('|', "\\|"))
            } else {
                rule.to_string()
            };
            let _ = writeln!(out, "| {} | {told} |", code(names));
        }
        out.push('\n');
    }
    let _ = writeln!(out, "## Sets of words\n\n| set | words |\n| --- | --- |");
    for (set, words) in &sets {
        let _ = writeln!(out, "| `#{set}` | {} |", code(words));
    }
    out
}

#[test]
fn the_document_of_the_grammar_is_what_the_check_knows() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/vega-lite.md");
    let wanted = document();
    if std::env::var_os("NUTGRAPH_WRITE").is_some() {
        std::fs::write(&path, &wanted).expect("docs/ can be written");
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    let at = wanted.lines().zip(found.lines()).position(|(a, b)| a != b).unwrap_or(found.lines().count().min(wanted.lines().count()));
    assert!(
        wanted == found,
        "docs/vega-lite.md differs from the table at line {}: write it anew with NUTGRAPH_WRITE=1 cargo test --test it the_document_of_the_grammar",
        at + 1
    );
}
