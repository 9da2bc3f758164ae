//! A regular expression as a program.

/// How many steps a program may have.
const SIZE: usize = 20_000;
/// How deep groups may lie in each other.
const DEPTH: usize = 60;

/// A program.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// Its steps.
    pub steps: Vec<Step>,
    /// How many groups there are, the whole among them.
    pub groups: usize,
    /// How many loops have to remember where they began.
    pub loops: usize,
    /// The names of groups.
    pub names: Vec<(String, usize)>,
    /// Upper and lower case are alike.
    pub fold: bool,
    /// Line ends count as ends of the text.
    pub lines: bool,
}

/// A step of a program.
#[derive(Clone, Debug)]
pub enum Step {
    /// A character of a set.
    Set(Set),
    /// Goes on at the first place, and at the second if that fails.
    Split(usize, usize),
    /// Goes on elsewhere.
    Jump(usize),
    /// Remembers the place as one end of a group.
    Save(usize),
    /// Forgets what groups have found, from one up to another: each round of a loop begins anew.
    Clear(usize, usize),
    /// Remembers where a round of a loop begins.
    Mark(usize),
    /// Fails if the round of a loop has taken nothing.
    Moved(usize),
    /// The start of the text or a line.
    Start,
    /// The end of the text or a line.
    End,
    /// The edge of a word, or no edge.
    Edge(bool),
    /// What a group has found, once more.
    Again(usize),
    /// Whether the steps up to a place fit from here (or up to here, if `behind`), without going on; or do not.
    Look { behind: bool, not: bool, end: usize },
    /// Done.
    Match,
}

/// A set of characters.
#[derive(Clone, Debug, Default)]
pub struct Set {
    /// All but these.
    pub not: bool,
    /// Ranges of characters, ends included.
    pub ranges: Vec<(char, char)>,
    /// Sets inside it.
    pub sets: Vec<Set>,
}

impl Set {
    fn of(ranges: &[(char, char)]) -> Set {
        Set { ranges: ranges.to_vec(), ..Set::default() }
    }

    /// Whether a character is in it.
    pub fn has(&self, c: char) -> bool {
        (self.ranges.iter().any(|(from, to)| (*from..=*to).contains(&c)) || self.sets.iter().any(|set| set.has(c))) != self.not
    }
}

const DIGITS: &[(char, char)] = &[('0', '9')];
const WORD: &[(char, char)] = &[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')];
const SPACE: &[(char, char)] = &[
    ('\t', '\r'),
    (' ', ' '),
    ('\u{a0}', '\u{a0}'),
    ('\u{1680}', '\u{1680}'),
    ('\u{2000}', '\u{200a}'),
    ('\u{2028}', '\u{2029}'),
    ('\u{202f}', '\u{202f}'),
    ('\u{205f}', '\u{205f}'),
    ('\u{3000}', '\u{3000}'),
    ('\u{feff}', '\u{feff}'),
];
const LINE_ENDS: &[(char, char)] = &[('\n', '\n'), ('\r', '\r'), ('\u{2028}', '\u{2029}')];

/// Reads a pattern into a program.
pub fn compile(source: &str, fold: bool, lines: bool, dot_all: bool) -> Result<Program, String> {
    let chars: Vec<char> = source.chars().collect();
    let mut names = group_names(&chars);
    let mut seen = Vec::new();
    for (name, _) in &names {
        if seen.contains(name) {
            return Err(format!("two groups are named \"{name}\""));
        }
        seen.push(name.clone());
    }
    names.retain(|(name, _)| !name.is_empty());
    let program = Program { groups: 1, names, fold, lines, ..Program::default() };
    let mut compiler = Compiler { chars, at: 0, depth: 0, dot_all, program };
    compiler.program.steps.push(Step::Save(0));
    compiler.either()?;
    if compiler.at < compiler.chars.len() {
        return Err("a regular expression closes a group that it does not open".into());
    }
    compiler.program.steps.push(Step::Save(1));
    compiler.program.steps.push(Step::Match);
    let groups = compiler.program.groups;
    let missing = compiler.program.steps.iter().find_map(|step| match step {
        Step::Again(group) if *group >= groups => Some(*group),
        _ => None,
    });
    match missing {
        // JavaScript takes a reference to a group that is not there for the character of that number.
        Some(group) => Err(format!("a regular expression refers to group {group}, which it does not have")),
        None => Ok(compiler.program),
    }
}

/// The names of groups, found before the rest is read because references may come first.
fn group_names(chars: &[char]) -> Vec<(String, usize)> {
    let (mut names, mut groups, mut class, mut i) = (Vec::new(), 0, false, 0);
    while let Some(&c) = chars.get(i) {
        match c {
            '\\' => i += 1,
            '[' => class = true,
            ']' => class = false,
            '(' if !class => match (chars.get(i + 1), chars.get(i + 2), chars.get(i + 3)) {
                (Some('?'), Some('<'), Some(c)) if !matches!(c, '=' | '!') => {
                    groups += 1;
                    names.push((chars[i + 3..].iter().take_while(|c| **c != '>').collect(), groups));
                }
                (Some('?'), ..) => {}
                _ => groups += 1,
            },
            _ => {}
        }
        i += 1;
    }
    names
}

struct Compiler {
    chars: Vec<char>,
    at: usize,
    depth: usize,
    dot_all: bool,
    program: Program,
}

impl Compiler {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn skip(&mut self, text: &str) -> bool {
        let there = text.chars().enumerate().all(|(i, c)| self.chars.get(self.at + i) == Some(&c));
        self.at += if there { text.chars().count() } else { 0 };
        there
    }

    fn push(&mut self, step: Step) -> Result<usize, String> {
        if self.program.steps.len() >= SIZE {
            return Err("a regular expression that is too large".into());
        }
        self.program.steps.push(step);
        Ok(self.program.steps.len() - 1)
    }

    /// Alternatives, up to the end of the group.
    fn either(&mut self) -> Result<(), String> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err("a regular expression that is nested too deeply".into());
        }
        let mut ends = Vec::new();
        loop {
            let split = self.push(Step::Jump(0))?;
            while !matches!(self.peek(), None | Some('|' | ')')) {
                self.term()?;
            }
            let last = !self.skip("|");
            if last {
                self.program.steps[split] = Step::Jump(split + 1);
                break;
            }
            ends.push(self.push(Step::Jump(0))?);
            let next = self.program.steps.len();
            self.program.steps[split] = Step::Split(split + 1, next);
        }
        let end = self.program.steps.len();
        ends.into_iter().for_each(|jump| self.program.steps[jump] = Step::Jump(end));
        self.depth -= 1;
        Ok(())
    }

    /// One part and how often it comes.
    fn term(&mut self) -> Result<(), String> {
        let (start, group) = (self.program.steps.len(), self.program.groups);
        let repeats = self.atom()?;
        let before = self.at;
        let Some((least, most)) = self.count()? else { return Ok(()) };
        if !repeats {
            return Err("a regular expression repeats what cannot be repeated".into());
        }
        if most.is_some_and(|most| most < least) {
            return Err("a regular expression repeats at least more often than at most".into());
        }
        debug_assert!(self.at > before);
        let lazy = self.skip("?");
        let body: Vec<Step> = self.program.steps.drain(start..).collect();
        let groups = (group, self.program.groups);
        for _ in 0..least {
            self.copy(&body, start, groups)?;
        }
        let split = |go: usize, leave: usize| if lazy { Step::Split(leave, go) } else { Step::Split(go, leave) };
        match most {
            None => {
                let slot = self.program.loops;
                self.program.loops += 1;
                let head = self.push(Step::Mark(slot))?;
                let choice = self.push(Step::Jump(0))?;
                self.copy(&body, start, groups)?;
                self.push(Step::Moved(slot))?;
                self.push(Step::Jump(head))?;
                let end = self.program.steps.len();
                self.program.steps[choice] = split(choice + 1, end);
            }
            Some(most) => {
                let mut choices = Vec::new();
                for _ in least..most {
                    choices.push(self.push(Step::Jump(0))?);
                    self.copy(&body, start, groups)?;
                }
                let end = self.program.steps.len();
                choices.into_iter().for_each(|choice| self.program.steps[choice] = split(choice + 1, end));
            }
        }
        Ok(())
    }

    /// Appends steps that stood at `from`.
    fn copy(&mut self, body: &[Step], from: usize, groups: (usize, usize)) -> Result<(), String> {
        if groups.0 < groups.1 {
            self.push(Step::Clear(groups.0, groups.1))?;
        }
        let to = self.program.steps.len();
        let moved = |place: usize| place - from + to;
        for step in body {
            self.push(match step {
                Step::Split(a, b) => Step::Split(moved(*a), moved(*b)),
                Step::Jump(a) => Step::Jump(moved(*a)),
                Step::Look { behind, not, end } => Step::Look { behind: *behind, not: *not, end: moved(*end) },
                other => other.clone(),
            })?;
        }
        Ok(())
    }

    /// `*`, `+`, `?` or `{2,3}`: how often at least and at most.
    fn count(&mut self) -> Result<Option<(usize, Option<usize>)>, String> {
        let simple = match self.peek() {
            Some('*') => Some((0, None)),
            Some('+') => Some((1, None)),
            Some('?') => Some((0, Some(1))),
            Some('{') => return self.braces(),
            _ => None,
        };
        self.at += usize::from(simple.is_some());
        Ok(simple)
    }

    /// A count in braces; what is none is braces for themselves.
    fn braces(&mut self) -> Result<Option<(usize, Option<usize>)>, String> {
        let start = self.at;
        self.at += 1;
        let least = self.digits();
        let most = if self.skip(",") { self.digits() } else { least };
        let open = self.chars.get(self.at - 1) == Some(&',');
        match (least, self.skip("}")) {
            (Some(least), true) => Ok(Some((least, if open { None } else { most }))),
            _ => {
                self.at = start;
                Ok(None)
            }
        }
    }

    fn digits(&mut self) -> Option<usize> {
        let start = self.at;
        let mut value = 0usize;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            value = value.saturating_mul(10).saturating_add(digit as usize);
            self.at += 1;
        }
        (self.at > start).then_some(value)
    }

    /// A character, a set, a group or a condition; whether it may be repeated.
    fn atom(&mut self) -> Result<bool, String> {
        let Some(c) = self.peek() else { return Ok(true) };
        self.at += 1;
        match c {
            '^' => self.push(Step::Start).map(|_| false),
            '$' => self.push(Step::End).map(|_| false),
            '.' => {
                let set = Set { not: true, ranges: if self.dot_all { Vec::new() } else { LINE_ENDS.to_vec() }, sets: Vec::new() };
                self.push(Step::Set(set)).map(|_| true)
            }
            '[' => {
                let set = self.class()?;
                self.push(Step::Set(set)).map(|_| true)
            }
            '(' => self.group(),
            '*' | '+' | '?' => Err("a regular expression repeats what is not there".into()),
            '{' => {
                self.at -= 1;
                if self.braces()?.is_some() {
                    return Err("a regular expression repeats what is not there".into());
                }
                self.at += 1;
                self.push(Step::Set(Set::of(&[('{', '{')]))).map(|_| true)
            }
            '\\' => self.escape(),
            c => self.push(Step::Set(Set::of(&[(c, c)]))).map(|_| true),
        }
    }

    fn group(&mut self) -> Result<bool, String> {
        let look = [("?=", false, false), ("?!", false, true), ("?<=", true, false), ("?<!", true, true)];
        for (text, behind, not) in look {
            if self.skip(text) {
                let start = self.push(Step::Match)?;
                self.either()?;
                let end = self.push(Step::Match)? + 1;
                self.program.steps[start] = Step::Look { behind, not, end };
                return self.close().map(|()| !behind);
            }
        }
        if self.skip("?:") {
            self.either()?;
            return self.close().map(|()| true);
        }
        if self.skip("?<") {
            let name: String = self.chars[self.at..].iter().take_while(|c| **c != '>').collect();
            let sound = name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '$') && !name.starts_with(|c: char| c.is_numeric());
            self.at += name.chars().count();
            if name.is_empty() || !sound || !self.skip(">") {
                return Err("a regular expression names a group badly".into());
            }
        } else if self.peek() == Some('?') {
            return Err("a regular expression has a group of an unknown kind".into());
        }
        let group = self.program.groups;
        self.program.groups += 1;
        self.push(Step::Save(group * 2))?;
        self.either()?;
        self.push(Step::Save(group * 2 + 1))?;
        self.close().map(|()| true)
    }

    fn close(&mut self) -> Result<(), String> {
        if self.skip(")") { Ok(()) } else { Err("a regular expression does not close a group".into()) }
    }

    fn escape(&mut self) -> Result<bool, String> {
        let Some(c) = self.peek() else { return Err("a regular expression ends in a backslash".into()) };
        match c {
            'b' | 'B' => {
                self.at += 1;
                return self.push(Step::Edge(c == 'b')).map(|_| false);
            }
            '1'..='9' => {
                let group = self.digits().unwrap_or(0);
                return self.push(Step::Again(group)).map(|_| true);
            }
            'k' if !self.program.names.is_empty() => {
                self.at += 1;
                let name: String = self.chars[self.at..].iter().skip(1).take_while(|c| **c != '>').collect();
                let Some((_, group)) = self.program.names.iter().find(|(known, _)| *known == name) else {
                    return Err(format!("a regular expression refers to a group \"{name}\" that it does not have"));
                };
                let group = *group;
                self.at += (name.chars().count() + 2).min(self.chars.len() - self.at);
                return self.push(Step::Again(group)).map(|_| true);
            }
            _ => {}
        }
        let set = self.escaped_set()?;
        self.push(Step::Set(set)).map(|_| true)
    }

    /// What a backslash and what follows it stand for: a set, or a character.
    fn escaped_set(&mut self) -> Result<Set, String> {
        let Some(c) = self.peek() else { return Err("a regular expression ends in a backslash".into()) };
        self.at += 1;
        let known = match c.to_ascii_lowercase() {
            'd' => DIGITS,
            'w' => WORD,
            's' => SPACE,
            'p' => return Err("a regular expression asks for a property of Unicode, which is not supported".into()),
            _ => &[],
        };
        if !known.is_empty() {
            return Ok(Set { not: c.is_ascii_uppercase(), ranges: known.to_vec(), sets: Vec::new() });
        }
        let c = match c {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'f' => '\u{c}',
            'v' => '\u{b}',
            '0' => '\0',
            'x' => self.hexadecimal(2).unwrap_or(c),
            'u' => self.hexadecimal(4).unwrap_or(c),
            'c' => match self.peek().filter(char::is_ascii_alphabetic) {
                Some(letter) => {
                    self.at += 1;
                    char::from(letter as u8 % 32)
                }
                None => '\\',
            },
            other => other,
        };
        Ok(Set::of(&[(c, c)]))
    }

    fn hexadecimal(&mut self, digits: usize) -> Option<char> {
        let text = self.chars.get(self.at..self.at + digits)?;
        let code = text.iter().try_fold(0, |code, c| Some(code * 16 + c.to_digit(16)?))?;
        let c = char::from_u32(code)?;
        self.at += digits;
        Some(c)
    }

    /// A set in brackets.
    fn class(&mut self) -> Result<Set, String> {
        let mut set = Set { not: self.skip("^"), ..Set::default() };
        loop {
            let Some(c) = self.peek() else { return Err("a regular expression does not close a set".into()) };
            if c == ']' {
                self.at += 1;
                return Ok(set);
            }
            let from = self.class_part()?;
            let is_range = self.peek() == Some('-') && !matches!(self.chars.get(self.at + 1), None | Some(']'));
            let single = |set: &Set| {
                (!set.not).then_some(set.ranges.as_slice()).and_then(|r| if let [(a, b)] = r { (a == b).then_some(*a) } else { None })
            };
            match single(&from).filter(|_| is_range) {
                Some(low) => {
                    self.at += 1;
                    let to = self.class_part()?;
                    match single(&to) {
                        Some(high) if low <= high => set.ranges.push((low, high)),
                        Some(_) => return Err("a regular expression has a range that runs backwards".into()),
                        None => {
                            set.ranges.extend([(low, low), ('-', '-')]);
                            set.sets.push(to);
                        }
                    }
                }
                None => set.sets.push(from),
            }
        }
    }

    fn class_part(&mut self) -> Result<Set, String> {
        let Some(c) = self.peek() else { return Err("a regular expression does not close a set".into()) };
        self.at += 1;
        if c != '\\' {
            return Ok(Set::of(&[(c, c)]));
        }
        if self.skip("b") {
            return Ok(Set::of(&[('\u{8}', '\u{8}')]));
        }
        self.escaped_set()
    }
}
