//! The findings for people and for programs.

use super::{FALSE_DISCOVERIES, Facts, Finding};
use serde_json::{Value, json};

/// For people: news first, then plain facts, each with its sentence and what to paste.
pub fn text(facts: &Facts) -> String {
    let mut out = Vec::new();
    let tried = match facts.tried {
        0 => "No statement was tried for being unusual: there are too few values.".to_string(),
        tried => format!(
            "{} of {tried} statements tried {} unusual (false-discovery rate {:.0}%).",
            facts.news.len(),
            if facts.news.len() == 1 { "is" } else { "are" },
            FALSE_DISCOVERIES * 100.0
        ),
    };
    out.push(tried);
    for (finding, _) in &facts.news {
        entry(&mut out, facts, finding);
    }
    if !facts.plain.is_empty() {
        out.push(String::new());
        out.push("Plain facts: true, and no more than series like these often do.".to_string());
        for finding in &facts.plain {
            entry(&mut out, facts, finding);
        }
    }
    if facts.news.is_empty() && facts.plain.is_empty() {
        out.push("Nothing can be said: no column of numbers has one value a place; name --x and --y, or give a spec.".to_string());
    }
    for note in &facts.notes {
        out.push(String::new());
        out.push(format!("note: {note}"));
    }
    out.join("\n")
}

fn entry(out: &mut Vec<String>, facts: &Facts, finding: &Finding) {
    let Some(sentence) = &finding.sentence else { return };
    out.push(String::new());
    out.push(format!("* {}", sentence.text()));
    let odds = match finding.p {
        Some(p) if p < 0.0005 => "chance does as much less often than once in 2,000".to_string(),
        Some(p) if p <= 0.01 => format!("chance does as much {} in 1,000 times", (p * 1000.0).round()),
        Some(p) => format!("chance does as much {} in 100 times", (p * 100.0).round()),
        None => String::new(),
    };
    out.push(format!("  {}{}{odds}", finding.kind, if odds.is_empty() { "" } else { ": " }));
    out.push(format!("  {}", sentence.html(&facts.chart)));
}

/// For programs.
pub fn json(facts: &Facts) -> String {
    let one = |finding: &Finding, q: Option<f64>| -> Option<Value> {
        let sentence = finding.sentence.as_ref()?;
        Some(json!({
            "kind": finding.kind,
            "series": finding.series,
            "sentence": sentence.text(),
            "html": sentence.html(&facts.chart),
            "expressions": sentence.expressions(),
            "p": finding.p,
            "q": q,
        }))
    };
    let news: Vec<Value> = facts.news.iter().filter_map(|(finding, q)| one(finding, Some(*q))).collect();
    let plain: Vec<Value> = facts.plain.iter().filter_map(|finding| one(finding, None)).collect();
    json!({ "news": news, "plain": plain, "tried": facts.tried, "falseDiscoveryRate": FALSE_DISCOVERIES, "notes": facts.notes }).to_string()
}
