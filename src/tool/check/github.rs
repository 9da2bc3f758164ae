//! What was found as workflow commands of GitHub Actions, which show it at the lines of a pull request.

use super::{Report, terminal};

/// One command a finding, and the counts as a notice.
pub fn write(report: &Report) -> String {
    let mut out = String::new();
    for finding in &report.findings {
        let file = &finding.spot.file;
        let ((line, column), (end_line, end_column)) = (file.position(finding.spot.span.start), file.position(finding.spot.span.end));
        let mut text = finding.message.clone();
        for note in &finding.notes {
            let (sort, words) = note.parts();
            text.push_str(&format!("\n{sort}: {words}"));
        }
        // A column is shown only where it begins and ends on one line.
        let end = if end_line == line { format!(",endColumn={end_column}") } else { String::new() };
        out.push_str(&format!(
            "::{} file={},line={line},endLine={end_line},col={column}{end},title={}::{}\n",
            finding.level(),
            property(&file.name),
            property(finding.code),
            data(&text)
        ));
    }
    out + &format!("::notice title=nutgraph::{}", data(&terminal::counts(report)))
}

/// The text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_is_escaped() {
        assert_eq!(data("52 %\nworking: a, b"), "52 %25%0Aworking: a, b");
        assert_eq!(property("a:b,c"), "a%3Ab%2Cc");
    }
}
