//! What was worked out of a chart's data before, for when a reader changes a parameter: only what depends on it is worked out again.
//!
//! Whatever asks for a parameter is noted by the surroundings ([`Env::note_read`]), so that nobody has to say what depends on what; and
//! everything has an age, so that what follows from rows that are new is new as well.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use super::{Data, Done};
use crate::grammar::view::env::Env;
use crate::spec::Value;
use crate::transform::{Bins, Frame};

/// The rows of a view after its transforms, with the bins that were made before them.
pub(super) type Prepared = (Frame, Vec<(Value, Bins)>);

/// Something that was worked out.
struct Kept<T> {
    /// The age of what it follows from.
    of: u64,
    age: u64,
    /// The parameters that were asked for.
    reads: Vec<String>,
    value: T,
}

type Store<T> = RefCell<HashMap<usize, Kept<T>>>;

/// What was worked out, by view.
#[derive(Default)]
pub(crate) struct Memo {
    frames: Store<Prepared>,
    data: Store<Data>,
    clock: Cell<u64>,
}

impl Memo {
    /// Forgets what depends on parameters that have changed.
    pub fn forget(&self, changed: &dyn Fn(&str) -> bool) {
        self.frames.borrow_mut().retain(|_, kept| !kept.reads.iter().any(|name| changed(name)));
        self.data.borrow_mut().retain(|_, kept| !kept.reads.iter().any(|name| changed(name)));
    }

    /// The rows of a view, made if they are not there, and their age.
    pub fn frame(memo: Option<&Memo>, id: usize, of: u64, env: &Env, make: impl FnOnce() -> Done<Prepared>) -> Done<(Prepared, u64)> {
        match memo {
            Some(memo) => kept(&memo.frames, &memo.clock, id, of, env, make),
            None => Ok((make()?, 0)),
        }
    }

    /// The same for all that is below the view.
    pub fn data(memo: Option<&Memo>, id: usize, of: u64, env: &Env, make: impl FnOnce() -> Done<Data>) -> Done<Data> {
        match memo {
            Some(memo) => Ok(kept(&memo.data, &memo.clock, id, of, env, make)?.0),
            None => make(),
        }
    }
}

fn kept<T: Clone>(store: &Store<T>, clock: &Cell<u64>, id: usize, of: u64, env: &Env, make: impl FnOnce() -> Done<T>) -> Done<(T, u64)> {
    if let Some(kept) = store.borrow().get(&id).filter(|kept| kept.of == of) {
        // What is around depends on the same.
        kept.reads.iter().for_each(|name| env.note_read(name));
        return Ok((kept.value.clone(), kept.age));
    }
    let around = env.swap_reads(Vec::new());
    let made = make();
    let reads = env.swap_reads(around);
    reads.iter().for_each(|name| env.note_read(name));
    let value = made?;
    clock.set(clock.get() + 1);
    let age = clock.get();
    store.borrow_mut().insert(id, Kept { of, age, reads, value: value.clone() });
    Ok((value, age))
}
