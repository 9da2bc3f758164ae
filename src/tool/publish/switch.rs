//! Making readers see other files: the one step of a publication that they notice, made as short and as reversible as the store allows.
//!
//! A store replaces one file at once, and never two. So everything new is there, under names that nobody reads yet, before the first
//! file is replaced; only files that differ are replaced, what others name first, the script last; and when one fails, those before
//! it are put back. In a folder the new files and the old ones are both written out first, and the switch is renames alone, which a
//! full disk cannot stop.

use futures_util::{StreamExt, TryStreamExt, stream};

use super::fault::{AS_IT_WAS, Fault};
use super::files::{self, Headers};
use super::release::{CURRENT, Current, FOLDER};
use super::store::{AT_ONCE, Maker, Object, Store};
use crate::report::Problem;

/// What a file is before or after: its bytes and headers, or nothing.
pub type State = Option<(Vec<u8>, Headers)>;

/// A file that readers are to see otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its name.
    pub name: String,
    /// What is there.
    pub old: State,
    /// What is to be there.
    pub new: State,
}

/// What has to change for readers to see files as they are `wanted`, in the order in which it may: what is removed comes at the very
/// end, as nothing names it any more.
///
/// # Errors
/// When what is there cannot be read.
pub async fn changes(store: &Store, mut wanted: Vec<(String, State)>) -> Result<Vec<Change>, Fault> {
    wanted.sort_by_cached_key(|(name, state)| (state.is_none(), files::order(files::role(name), name)));
    let compared = stream::iter(wanted.into_iter().map(|(name, new)| async move {
        let there = store.read(&name).await?;
        let same = match (&there, &new) {
            (None, None) => true,
            (Some(Object { bytes, headers, .. }), Some((new, wanted))) => {
                bytes == new && headers.as_ref().is_none_or(|headers| headers == wanted)
            }
            _ => false,
        };
        // A folder keeps no headers, and wants none.
        let old = there.map(|object| {
            let headers = object.headers.or_else(|| new.as_ref().map(|(_, headers)| headers.clone()));
            (object.bytes, headers.unwrap_or_else(|| files::headers(&name, files::Role::Asset, None, 0)))
        });
        Ok((!same).then_some(Change { name, old, new }))
    }));
    compared.buffered(AT_ONCE).try_filter_map(|change| async { Ok(change) }).try_collect().await
}

/// Makes readers see the release `id`, whose files are all there, and notes it before and after. `read` is the note as it was found.
///
/// # Errors
/// When it cannot; the words say what readers see then.
pub async fn turn(store: &Store, id: &str, changes: &[Change], current: &Current, read: Option<&Object>) -> Result<(), Problem> {
    let headers = Headers { kind: "application/json".into(), encoding: None, cache: "no-store".into() };
    let note = |live: Option<&str>, switching_to: Option<&str>| {
        Current { live: live.map(str::to_string), switching_to: switching_to.map(str::to_string) }.write().into_bytes()
    };
    let live = current.live.as_deref();
    let mine = store.replace(CURRENT, &note(live, Some(id)), Some(&headers), read).await.map_err(|fault| fault.problem(AS_IT_WAS))?;
    if let Err(broken) = switch(store, changes).await {
        if broken.whole {
            let _ = store.replace(CURRENT, &note(live, current.switching_to.as_deref()), Some(&headers), Some(&mine)).await;
        }
        return Err(broken.problem);
    }
    let noted = store.replace(CURRENT, &note(Some(id), None), Some(&headers), Some(&mine)).await;
    noted.map(|_| ()).map_err(|fault| fault.problem("readers see the new story, whole; the next run writes the note that is missing"))
}

/// A switch that broke off.
struct Broken {
    /// What went wrong.
    problem: Problem,
    /// Whether everything is as it was.
    whole: bool,
}

/// Makes the changes in their order, or none of them.
async fn switch(store: &Store, changes: &[Change]) -> Result<(), Broken> {
    let staged = store.maker == Maker::Folder;
    if staged && let Err(fault) = stage(store, changes).await {
        sweep(store, changes).await;
        return Err(Broken { problem: fault.problem(AS_IT_WAS), whole: true });
    }
    let mut done = Ok(());
    for (at, change) in changes.iter().enumerate() {
        if let Err(fault) = make(store, staged, change, at, "new", &change.new).await {
            done = Err(back(store, staged, changes, at, &fault).await);
            break;
        }
    }
    if staged {
        sweep(store, changes).await;
    }
    done
}

/// Puts back what was changed before the change `failed`, and that one as well: its answer may have got lost after it was made.
async fn back(store: &Store, staged: bool, changes: &[Change], failed: usize, fault: &Fault) -> Broken {
    let mut left = Vec::new();
    let mut certain = true;
    for (at, change) in changes.iter().enumerate().take(failed + 1).rev() {
        match make(store, staged, change, at, "old", &change.old).await {
            Ok(()) => {}
            Err(_) if at < failed => left.push(change.name.as_str()),
            // A rename that fails has renamed nothing.
            Err(_) => certain = staged,
        }
    }
    left.reverse();
    let state = match left.as_slice() {
        [] if certain => AS_IT_WAS.to_string(),
        [] => format!("{AS_IT_WAS}, unless the store has taken {} without an answer", fault.name),
        names => {
            let perhaps = if certain { String::new() } else { format!(", and perhaps {},", fault.name) };
            format!("until then readers see the new {}{perhaps} beside the old rest", names.join(", "))
        }
    };
    Broken { problem: fault.problem(&state), whole: left.is_empty() && certain }
}

/// Gives a file one of its states.
async fn make(store: &Store, staged: bool, change: &Change, at: usize, which: &str, state: &State) -> Result<(), Fault> {
    match state {
        None => store.remove(&change.name).await,
        Some(_) if staged => store.rename(&waiting(at, which), &change.name).await,
        Some((bytes, headers)) => store.put(&change.name, bytes, Some(headers)).await,
    }
}

/// Where a state of a file waits to be renamed.
fn waiting(at: usize, which: &str) -> String {
    format!("{FOLDER}/.switch/{at}.{which}")
}

async fn stage(store: &Store, changes: &[Change]) -> Result<(), Fault> {
    for (at, change) in changes.iter().enumerate() {
        for (which, state) in [("new", &change.new), ("old", &change.old)] {
            if let Some((bytes, headers)) = state {
                // Told of the file that it is for.
                let put = store.put(&waiting(at, which), bytes, Some(headers)).await;
                put.map_err(|fault| Fault { name: change.name.clone(), ..fault })?;
            }
        }
    }
    Ok(())
}

/// Removes what is left waiting; what cannot be removed is written over the next time.
async fn sweep(store: &Store, changes: &[Change]) {
    for at in 0..changes.len() {
        for which in ["new", "old"] {
            let _ = store.remove(&waiting(at, which)).await;
        }
    }
}
