//! The table of what the objects of a spec may hold, read from `members.txt`.
//!
//! The table is text, not code: it is long, it is looked through by people too, and `docs/vega-lite.md` is written from it.

/// The table.
const TEXT: &str = include_str!("members.txt");

/// What a member may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Rule {
    /// One of these types, separated by blanks.
    Types(&'static str),
    /// Known to Vega-Lite but refused, with what to write instead.
    Refused(&'static str),
}

/// A line of members with their rule.
#[derive(Debug)]
struct Line {
    names: &'static str,
    rule: Rule,
}

/// A kind of object.
#[derive(Debug)]
pub(crate) struct Kind {
    name: &'static str,
    lines: Vec<Line>,
    /// Members that must be there, separated by blanks.
    required: &'static str,
}

impl Kind {
    /// The members that must be there.
    pub fn required(&self) -> impl Iterator<Item = &'static str> {
        self.required.split(' ').filter(|name| !name.is_empty())
    }

    /// The rule of a member, where the kind knows it.
    pub fn rule(&self, member: &str) -> Option<Rule> {
        self.lines.iter().find(|line| line.names.split(' ').any(|name| name == member)).map(|line| line.rule)
    }

    /// The member by which the kind is told from others.
    pub fn first(&self) -> &'static str {
        self.lines.first().map_or("", |line| line.names)
    }

    /// The names of all members.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.lines.iter().flat_map(|line| line.names.split(' '))
    }
}

/// The whole table.
#[derive(Debug)]
pub(crate) struct Table {
    sets: Vec<(&'static str, &'static str)>,
    choices: Vec<(&'static str, &'static str)>,
    kinds: Vec<Kind>,
}

impl Table {
    /// Reads the table.
    pub fn read() -> Table {
        let mut table = Table { sets: Vec::new(), choices: Vec::new(), kinds: Vec::new() };
        for line in TEXT.lines().filter(|line| !line.is_empty() && !line.starts_with("//")) {
            if let Some(set) = line.strip_prefix('#') {
                table.sets.extend(set.split_once(' '));
            } else if let Some(choice) = line.strip_prefix('@') {
                table.choices.extend(choice.split_once(' '));
            } else if let (Some((names, rule)), Some(kind)) = (line.trim_start().split_once(": "), table.kinds.last_mut())
                && line.starts_with(' ')
            {
                if names == "!" {
                    kind.required = rule;
                    continue;
                }
                let rule = match rule.strip_prefix("- ") {
                    Some(instead) => Rule::Refused(instead),
                    None => Rule::Types(rule.strip_prefix("~ ").unwrap_or(rule)),
                };
                kind.lines.push(Line { names, rule });
            } else {
                table.kinds.push(Kind { name: line, lines: Vec::new(), required: "" });
            }
        }
        table
    }

    /// A kind by its name.
    pub fn kind(&self, name: &str) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.name == name)
    }

    /// The kinds that a name stands for: one, or those of a choice.
    pub fn kinds(&self, name: &str) -> Vec<&Kind> {
        match self.choices.iter().find(|(choice, _)| *choice == name) {
            Some((_, names)) => names.split(' ').filter_map(|name| self.kind(name)).collect(),
            None => self.kind(name).into_iter().collect(),
        }
    }

    /// The words of a set.
    pub fn set(&self, name: &str) -> impl Iterator<Item = &'static str> {
        self.sets.iter().find(|(set, _)| *set == name).map_or("", |(_, words)| words).split(' ')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_in_the_table_is_one_that_there_is() {
        let table = Table::read();
        let plain = ["text", "number", "flag", "null", "any", "expr", "timeunit", "scheme"];
        for kind in &table.kinds {
            for line in &kind.lines {
                let Rule::Types(types) = line.rule else { continue };
                for name in types.split(' ') {
                    let name = name.trim_matches(['[', ']', '{', '}']);
                    let known = plain.contains(&name)
                        || name.starts_with('"')
                        || !table.kinds(name).is_empty()
                        || name.strip_prefix('#').is_some_and(|set| table.sets.iter().any(|(s, _)| *s == set));
                    assert!(known, "{}: {} may be {name}, which is nothing", kind.name, line.names);
                }
            }
        }
    }
}
