//! The different texts of a column, each kept once.
//!
//! An open-addressing hash table of our own: the standard one costs the reader several times its bytes, and a linear search is
//! too slow for a column of a million different names.

use super::{MISSING, Values};

/// Texts and their codes in order of appearance.
#[derive(Clone, Debug, Default)]
pub struct Words {
    words: Vec<String>,
    /// Codes by hash, `MISSING` for an empty place; a power of two and never more than half full.
    slots: Vec<u32>,
}

/// FNV-1a (Fowler, Noll and Vo), 32 bits, folded so that the low bits see the high ones.
fn hash(text: &str) -> usize {
    let h = text.bytes().fold(0x811c_9dc5_u32, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193));
    (h ^ (h >> 15)) as usize
}

impl Words {
    /// The code of `text`, which is kept if it is new.
    pub fn code(&mut self, text: &str) -> u32 {
        if self.words.len() * 2 >= self.slots.len() {
            self.slots = vec![MISSING; (self.slots.len() * 2).max(16)];
            for code in 0..self.words.len() {
                let place = self.place(&self.words[code]);
                self.slots[place] = code as u32;
            }
        }
        let place = self.place(text);
        if self.slots[place] == MISSING {
            self.slots[place] = self.words.len() as u32;
            self.words.push(text.to_string());
        }
        self.slots[place]
    }

    /// Where `text` stands among the slots, or would.
    fn place(&self, text: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut i = hash(text) & mask;
        while self.slots[i] != MISSING && self.words[self.slots[i] as usize] != text {
            i = (i + 1) & mask;
        }
        i
    }

    /// The cells of a column with these words.
    pub fn into_values(self, codes: Vec<u32>) -> Values {
        Values::Text { words: self.words, codes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_code_in_order_of_appearance() {
        let mut words = Words::default();
        let codes: Vec<u32> = ["b", "a", "b", "", "a"].iter().map(|w| words.code(w)).collect();
        assert_eq!(codes, [0, 1, 0, 2, 1]);
        let many: Vec<u32> = (0..2000).map(|i| words.code(&i.to_string())).collect();
        assert_eq!(many, (3..2003).collect::<Vec<u32>>());
        assert_eq!(words.code("1999"), 2002);
    }
}
