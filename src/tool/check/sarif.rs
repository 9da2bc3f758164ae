//! What was found as SARIF 2.1.0 (OASIS), which code hosts and editors show beside the lines.

use super::Report;
use super::finding::{Finding, Spot};
use serde_json::{Value, json};

/// The log of one run.
pub fn write(report: &Report) -> String {
    let mut rules: Vec<&str> = report.findings.iter().map(|finding| finding.code).collect();
    rules.sort_unstable();
    rules.dedup();
    let result = |finding: &Finding| {
        let rule = rules.iter().position(|rule| *rule == finding.code);
        let mut text = finding.message.clone();
        for note in &finding.notes {
            let (sort, words) = note.parts();
            text.push_str(&format!("\n{sort}: {words}"));
        }
        let mut value = json!({
            "ruleId": finding.code,
            "ruleIndex": rule,
            "level": finding.level(),
            "message": { "text": text },
            "locations": [location(&finding.spot)],
        });
        if let Some((spot, label)) = &finding.other {
            let mut related = location(spot);
            related["id"] = json!(1);
            related["message"] = json!({ "text": label });
            value["relatedLocations"] = json!([related]);
        }
        if let Some(words) = &finding.suggestion {
            value["fixes"] = json!([{
                "description": { "text": format!("write \"{words}\"") },
                "artifactChanges": [{
                    "artifactLocation": { "uri": uri(&finding.spot.file.name) },
                    "replacements": [{ "deletedRegion": region(&finding.spot), "insertedContent": { "text": words } }],
                }],
            }]);
        }
        value
    };
    let value = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "nutgraph",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|rule| json!({ "id": rule })).collect::<Vec<Value>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": report.findings.iter().map(result).collect::<Vec<Value>>(),
        }],
    });
    format!("{value:#}")
}

fn location(spot: &Spot) -> Value {
    json!({ "physicalLocation": { "artifactLocation": { "uri": uri(&spot.file.name) }, "region": region(spot) } })
}

fn region(spot: &Spot) -> Value {
    let ((line, column), (end_line, end_column)) = (spot.file.position(spot.span.start), spot.file.position(spot.span.end));
    json!({ "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column })
}

/// A path as a relative reference (RFC 3986), in which only these stand as they are.
fn uri(path: &str) -> String {
    let mut out = String::new();
    for byte in path.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
