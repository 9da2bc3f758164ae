//! The elements, from their public types, which are held here against what the shell's sources read, fire and offer.

use std::collections::BTreeSet;

use super::{code, row, source, table};

/// A member of an interface: its name as written, its type, its documentation.
struct Member {
    name: String,
    kind: String,
    told: String,
}

/// The members of an interface or class of the public types, in their order.
fn members(types: &str, owner: &str) -> Vec<Member> {
    let heads = [
        format!("export interface {owner} {{"),
        format!("export interface {owner} extends "),
        format!("export declare class {owner} extends "),
    ];
    let start = types
        .lines()
        .position(|line| heads.iter().any(|head| line.starts_with(head.as_str())))
        .unwrap_or_else(|| panic!("elements.d.ts declares no {owner}"));
    let (mut found, mut told) = (Vec::new(), String::new());
    for line in types.lines().skip(start + 1).take_while(|line| *line != "}") {
        let line = line.trim();
        if let Some(text) = line.strip_prefix("/** ").and_then(|text| text.strip_suffix(" */")) {
            told = text.to_string();
            continue;
        }
        let line = line.strip_prefix("readonly ").unwrap_or(line).trim_end_matches(';');
        // A method's name ends at its bracket, a property's at its colon.
        let end = line.find(['(', ':']).unwrap_or(line.len());
        let name = line[..end].trim_end_matches('?').trim_matches('\'').to_string();
        found.push(Member { name, kind: line[end..].trim_start_matches(": ").to_string(), told: std::mem::take(&mut told) });
    }
    found
}

/// The documented members of an interface as a table. Each must be documented.
fn documented(types: &str, owner: &str, columns: [&str; 2]) -> String {
    let mut out = table(&columns);
    for Member { name, told, .. } in members(types, owner) {
        assert!(!told.is_empty(), "{name} of {owner} in elements.d.ts has no documentation");
        out.push_str(&row(&[&code(&name), &told]));
    }
    out
}

fn names(types: &str, owner: &str) -> BTreeSet<String> {
    members(types, owner).into_iter().map(|member| member.name).collect()
}

/// All texts between two marks in the shell's sources.
fn between(text: &str, before: &str, after: &[char]) -> BTreeSet<String> {
    text.split(before).skip(1).filter_map(|rest| rest.split(after).next()).map(str::to_string).collect()
}

/// The whole shell, with what is loaded when it is used.
fn shell() -> String {
    let base = super::root().join("www/js");
    let files = crate::tool::stamp::files(&base, &["."], &[]).expect("the shell's sources");
    let scripts = files.iter().filter(|path| path.extension().is_some_and(|end| end == "js"));
    scripts.map(|path| std::fs::read_to_string(path).expect("a source")).collect()
}

pub fn document() -> String {
    let types = source("www/js/elements.d.ts");
    let mut out = String::from("## Elements\n\n### Attributes of `<nut-graph>`\n\n");
    out += &documented(&types, "NutGraphAttributes", ["attribute", "meaning"]);
    out += "\n### Properties and methods of `<nut-graph>`\n\n";
    out += &table(&["member", "meaning"]);
    for Member { name, kind, told } in members(&types, "NutGraph").iter().filter(|member| member.name != "addEventListener") {
        assert!(!told.is_empty(), "{name} of NutGraph has no documentation");
        let member = if kind.starts_with('(') { format!("{name}{kind}") } else { format!("{name}: {kind}") };
        out += &row(&[&code(&member), told]);
    }
    out += "\n### Attributes of `<nut-fact>`\n\n";
    out += &documented(&types, "NutFactAttributes", ["attribute", "meaning"]);
    out += "\n### Events\n\nAll bubble and leave shadow trees.\n\n";
    out += &documented(&types, "NutEvents", ["event", "when"]);
    for (event, detail) in
        members(&types, "NutEvents").iter().map(|event| (&event.name, event.kind.trim_start_matches("CustomEvent<").trim_end_matches('>')))
    {
        out += &format!("\nThe `detail` of `{event}`:\n\n{}", table(&["member", "type", "meaning"]));
        let inherited = if detail == "FactEventDetail" { members(&types, "FactDetail") } else { Vec::new() };
        for Member { name, kind, told } in members(&types, detail).iter().chain(&inherited) {
            assert!(!told.is_empty(), "{name} of {detail} has no documentation");
            out += &row(&[&code(name), &code(kind), told]);
        }
    }
    out += "\n### Parts\n\nFor a page's styles: `nut-graph::part(heading)`.\n\n";
    out += &documented(&types, "NutParts", ["part", "is"]);
    out += "\n### Custom properties\n\nUnset, a chart has the font and colours of its page.\n\n";
    out += &documented(&types, "NutStyles", ["property", "sets"]).replace("`[series`", "`--nut-color-1` … `--nut-color-10`");
    out += "\n### The script tag, passages of a scrolling story, controls in the text\n\n";
    out += &documented(&types, "NutScriptAttributes", ["attribute of the script", "meaning"]);
    out += "\n";
    out += &documented(&types, "NutStepAttributes", ["attribute of a passage", "meaning"]);
    out += "\n";
    out += &documented(&types, "NutParamAttributes", ["attribute of a control or output", "meaning"]);
    out += "
### Plain spellings

Where a CMS strips elements or attributes that it does not know, the same is said with attributes that begin with `data-`, or by links:

```html
<figure data-nut-graph data-spec=\"cultivation.vl.json\" id=\"coca\"><img alt=\"Coca\" src=\"cultivation.svg\"></figure>
<p>A <span data-nut-fact data-for=\"coca\" data-expr=\"change(unodc_ha, 2015, 2016)\">52 percent</span> jump.</p>
<p><a href=\"cultivation.vl.json#nut-graph\">Chart: coca in Colombia</a></p>
<p>A <a href=\"#nut-fact=coca:change(unodc_ha,2015,2016)\">52 percent</a> jump.</p>
```
";
    out + "\n"
}

#[test]
fn the_public_types_name_what_the_shell_knows() {
    let (types, shell) = (source("www/js/elements.d.ts"), shell());
    let fired = between(&shell, "fire(", &[')']).into_iter().chain(between(&shell, "new CustomEvent(", &[',']));
    let fired: BTreeSet<String> = fired.flat_map(|call| between(&call, "'nut-", &['\''])).map(|name| format!("nut-{name}")).collect();
    assert_eq!(names(&types, "NutEvents"), fired, "events");
    let parts = between(&shell, " part=", &[' ', '>']);
    assert_eq!(names(&types, "NutParts"), parts, "parts");

    let graph = source("www/js/graph.js");
    let quoted = |from: &str| -> BTreeSet<String> {
        let list = graph.split(from).nth(1).and_then(|rest| rest.split(';').next()).unwrap_or_else(|| panic!("graph.js has no {from}"));
        list.split('\'').skip(1).step_by(2).map(str::to_string).collect()
    };
    let told = names(&types, "NutGraphAttributes");
    let mut read = quoted("const read = ");
    read.extend(quoted("static observedAttributes = "));
    assert_eq!(read.difference(&told).collect::<Vec<_>>(), [""; 0], "attributes that elements.d.ts does not name");
    for name in told.difference(&read) {
        assert!(shell.contains(&format!("'{name}')")), "elements.d.ts names {name}, which nothing reads");
    }
    let fact = source("www/js/fact.js");
    assert_eq!(
        names(&types, "NutFactAttributes"),
        between(&fact, "static observedAttributes = [", &[']'])
            .iter()
            .flat_map(|list| list.split(", ").map(|name| name.trim_matches('\'').to_string()).collect::<Vec<_>>())
            .collect()
    );

    let properties = between(&(shell.clone() + &graph), "own('", &['\''])
        .into_iter()
        .filter(|name| name != "color-")
        .map(|name| format!("--nut-{name}"));
    let mut used: BTreeSet<String> = properties.collect();
    used.extend(between(&shell, "var(--nut-", &[',', ')']).iter().map(|name| format!("--nut-{name}")));
    used.insert("[series".to_string());
    assert_eq!(names(&types, "NutStyles"), used, "custom properties");
}
