//! The newsroom's way of finding words in a language's lists: each list taken apart once, its phrases by their first letter. Checking
//! a thousand articles asks a million times; the reader's module, which asks a few hundred times, reads the lists as they are.

use super::lexicon::{Rows, like};
use super::token::Token;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// A phrase of a list: its row, and its words.
struct Phrase {
    row: usize,
    words: Vec<&'static [u8]>,
}

/// The phrases of a list, in its order; those that may begin with a byte, by that byte, and those that may begin with any.
struct Index {
    phrases: Vec<Phrase>,
    first: HashMap<u8, Vec<usize>>,
    any: Vec<usize>,
}

impl Index {
    fn new(rows: Rows) -> Index {
        let mut index = Index { phrases: Vec::new(), first: HashMap::new(), any: Vec::new() };
        for (row, text) in rows.split(',').enumerate() {
            let text = text.rsplit_once('=').map_or(text, |(_, words)| words);
            for phrase in text.split('|') {
                let words: Vec<&[u8]> = phrase.split(' ').map(str::as_bytes).collect();
                let number = index.phrases.len();
                match words.first() {
                    Some([b'*', ..]) => index.any.push(number),
                    Some([byte, ..]) => index.first.entry(*byte).or_default().push(number),
                    _ => {}
                }
                index.phrases.push(Phrase { row, words });
            }
        }
        index
    }

    /// The row that matches the most tokens, the first of several, and how many.
    fn find(&self, tokens: &[Token], at: usize) -> (usize, usize) {
        let begins = tokens.get(at).and_then(|token| token.text.bytes().next()).and_then(|byte| self.first.get(&byte));
        let mut best: Option<(usize, usize)> = None;
        for &number in begins.into_iter().flatten().chain(&self.any) {
            let words = &self.phrases[number].words;
            let fits =
                || words.iter().enumerate().all(|(i, word)| tokens.get(at + i).is_some_and(|token| like(word, token.text.as_bytes())));
            let better = best.is_none_or(|(count, first)| words.len() > count || (words.len() == count && number < first));
            if better && fits() {
                best = Some((words.len(), number));
            }
        }
        best.map_or((0, 0), |(count, number)| (self.phrases[number].row, count))
    }
}

thread_local! {
    static LISTS: RefCell<HashMap<(usize, usize), Rc<Index>>> = RefCell::default();
}

/// See [`super::lexicon::find`].
pub fn find(rows: Rows, tokens: &[Token], at: usize) -> (usize, usize) {
    if rows.is_empty() {
        return (0, 0);
    }
    // Lists live as long as the program: where one stands says which it is.
    let key = (rows.as_ptr() as usize, rows.len());
    let index = LISTS.with_borrow_mut(|lists| Rc::clone(lists.entry(key).or_insert_with(|| Rc::new(Index::new(rows)))));
    index.find(tokens, at)
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::{language, scan};
    use super::super::token::tokenise;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn both_ways_of_finding_agree() {
        let sentence = "nearly a third more than two hundred and ten thousand hectares, the highest since 2001, up to one in five; fell well below half a million";
        for tag in ["en", "es"] {
            let language = language(tag);
            let mut tokens = Vec::new();
            tokenise(sentence, '.', &mut tokens);
            for rows in [
                language.hedges,
                language.units,
                language.superlatives,
                language.cardinals[0],
                language.directions,
                language.in_every,
                language.magnitudes,
            ] {
                for at in 0..=tokens.len() {
                    assert_eq!(find(rows, &tokens, at), scan(rows, &tokens, at), "{rows} at {at}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn so_they_do_on_any_words(words in prop::collection::vec("(more|than|less|or|so|a|half|million|hectares|up|to|about|or more|rise|risen|tallest|[a-z]{1,4})", 1..8)) {
            let language = language("en");
            let mut tokens = Vec::new();
            tokenise(&words.join(" "), '.', &mut tokens);
            for rows in [language.hedges, language.hedges_after, language.superlatives, language.directions, language.units] {
                for at in 0..tokens.len() {
                    prop_assert_eq!(find(rows, &tokens, at), scan(rows, &tokens, at));
                }
            }
        }
    }
}
