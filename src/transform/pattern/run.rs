//! Running a pattern's program on a text.

use super::Found;
use super::compile::{Program, Step};

/// How many steps one search may take.
pub const STEPS: usize = 2_000_000;
/// How many choices may be left to try.
const CHOICES: usize = 1_000_000;

/// What is done when a way ends: another way is tried, or something remembered is taken back.
enum Back {
    Try(usize, usize),
    Group(usize, Option<usize>),
    Mark(usize, usize),
}

/// Runs a program from a byte of a text. `Err` when it takes more steps than there are left.
pub fn run(program: &Program, text: &str, start: usize, steps: &mut usize) -> Result<Option<Found>, ()> {
    let mut state = State { groups: vec![None; program.groups * 2], marks: vec![usize::MAX; program.loops] };
    let Some(_) = follow(program, text, 0, start, &mut state, steps, None)? else { return Ok(None) };
    let pairs = state.groups.chunks(2).map(|ends| match ends {
        [Some(start), Some(end)] => Some((*start, *end)),
        _ => None,
    });
    Ok(Some(pairs.collect()))
}

#[derive(Clone)]
struct State {
    groups: Vec<Option<usize>>,
    marks: Vec<usize>,
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..).and_then(|rest| rest.chars().next())
}

fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at).and_then(|rest| rest.chars().next_back())
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn is_line_end(c: Option<char>) -> bool {
    matches!(c, Some('\n' | '\r' | '\u{2028}' | '\u{2029}'))
}

/// The other case of a character, where it has one of a single character.
fn other_case(c: char) -> char {
    let mut upper = c.to_uppercase();
    let mut lower = c.to_lowercase();
    match (upper.next(), upper.next(), lower.next()) {
        (Some(up), None, _) if up != c => up,
        (.., Some(low)) => low,
        _ => c,
    }
}

/// Follows a program from a step until it matches, ending at byte `end` if one is given; where it ended.
fn follow(
    program: &Program,
    text: &str,
    mut step: usize,
    mut at: usize,
    state: &mut State,
    steps: &mut usize,
    end: Option<usize>,
) -> Result<Option<usize>, ()> {
    let mut backs: Vec<Back> = Vec::new();
    loop {
        *steps = steps.checked_sub(1).ok_or(())?;
        if backs.len() > CHOICES {
            return Err(());
        }
        let fits = match program.steps.get(step) {
            Some(Step::Match) | None => {
                if end.is_none_or(|end| end == at) {
                    return Ok(Some(at));
                }
                false
            }
            Some(Step::Set(set)) => {
                let c = char_at(text, at);
                let fits = c.is_some_and(|c| match (set.has(c), program.fold) {
                    (has, true) if has == set.not => set.has(other_case(c)),
                    (has, _) => has,
                });
                at += c.filter(|_| fits).map_or(0, char::len_utf8);
                fits
            }
            Some(Step::Split(first, second)) => {
                backs.push(Back::Try(*second, at));
                step = *first;
                continue;
            }
            Some(Step::Jump(to)) => {
                step = *to;
                continue;
            }
            Some(Step::Save(slot)) => {
                backs.push(Back::Group(*slot, state.groups[*slot]));
                state.groups[*slot] = Some(at);
                true
            }
            Some(Step::Clear(from, to)) => {
                for slot in from * 2..to * 2 {
                    backs.push(Back::Group(slot, state.groups[slot].take()));
                }
                true
            }
            Some(Step::Mark(slot)) => {
                backs.push(Back::Mark(*slot, state.marks[*slot]));
                state.marks[*slot] = at;
                true
            }
            Some(Step::Moved(slot)) => state.marks[*slot] != at,
            Some(Step::Start) => at == 0 || program.lines && is_line_end(char_before(text, at)),
            Some(Step::End) => at == text.len() || program.lines && is_line_end(char_at(text, at)),
            Some(Step::Edge(edge)) => (is_word(char_before(text, at)) != is_word(char_at(text, at))) == *edge,
            Some(Step::Again(group)) => match (state.groups[group * 2], state.groups[group * 2 + 1]) {
                (Some(from), Some(to)) => {
                    let (part, rest) = (&text[from..to], &text[at..]);
                    let alike = |a: char, b: char| a == b || program.fold && other_case(a) == b;
                    let mut there = rest.chars();
                    let same = part.chars().all(|c| there.next().is_some_and(|d| alike(c, d)));
                    at += if same { rest.len() - there.as_str().len() } else { 0 };
                    same
                }
                _ => true,
            },
            Some(Step::Look { behind, not, end: after }) => {
                let mut found = None;
                let starts: &mut dyn Iterator<Item = usize> =
                    if *behind { &mut (0..=at).rev().filter(|i| text.is_char_boundary(*i)) } else { &mut std::iter::once(at) };
                for start in starts {
                    let mut inner = state.clone();
                    if follow(program, text, step + 1, start, &mut inner, steps, behind.then_some(at))?.is_some() {
                        found = Some(inner);
                        break;
                    }
                }
                let holds = found.is_some() != *not;
                if let (true, false, Some(inner)) = (holds, not, found) {
                    for (slot, value) in inner.groups.into_iter().enumerate() {
                        if value != state.groups[slot] {
                            backs.push(Back::Group(slot, std::mem::replace(&mut state.groups[slot], value)));
                        }
                    }
                }
                if holds {
                    step = *after;
                    continue;
                }
                false
            }
        };
        if fits {
            step += 1;
            continue;
        }
        loop {
            match backs.pop() {
                None => return Ok(None),
                Some(Back::Group(slot, value)) => state.groups[slot] = value,
                Some(Back::Mark(slot, value)) => state.marks[slot] = value,
                Some(Back::Try(other, place)) => {
                    (step, at) = (other, place);
                    break;
                }
            }
        }
    }
}
