//! `nutgraph publish DIR URL`: puts a folder where readers find it, so that at no moment anybody sees half of it, and any earlier
//! publication can be had back.
//!
//! ```text
//! files (what, with which headers) ─▶ upload (all that is new, seen by nobody) ─▶ switch (what readers see, the script last)
//!                                       │                                           │
//!                                       └── store (folder, Amazon, Google, Azure) ──┴── release (what is remembered), rollback
//! ```
//!
//! Nothing that is named by its contents is ever removed, so pages that embed an earlier script stay alive.

mod fault;
mod files;
#[cfg(feature = "publish")]
mod http;
mod release;
#[cfg(feature = "publish")]
mod remote;
mod rollback;
mod store;
mod switch;
#[cfg(test)]
mod tests;
mod upload;

use std::path::Path;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use super::cli::Publish;
use super::{check, talk};
use crate::host::{Host, NumberStyle, Plain};
use crate::report::{Place, Problem};
use files::Serving;
use release::{CURRENT, Current, FOLDER, Release};
use store::{Object, Store};

/// Publishes, lists releases, or goes back to one.
///
/// # Errors
/// When it cannot; the words say what readers see then.
pub fn command(options: &Publish) -> Result<ExitCode, Problem> {
    let serving = Serving { max_age: options.max_age, encoding: options.encoding };
    let from = options.from.as_deref();
    if from.is_some() && options.list {
        return Err(misused("--list takes an address and nothing else", "leave out the folder"));
    }
    let store = Store::open(&options.url)?;
    if options.encoding.is_some() && store.maker == store::Maker::Folder {
        return Err(misused("a folder keeps no headers, so --encoding would make files that nobody can read", "leave it out"));
    }
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_time().build().map_err(|error| talk::disk("start", "a task", &error))?;
    let again = |what: &str| format!("nutgraph publish --rollback {what}{}", options.url);
    if options.list {
        return runtime.block_on(rollback::list(&store)).and_then(talk::result).map(|()| ExitCode::SUCCESS);
    }
    if options.rollback {
        let done = runtime.block_on(rollback::rollback(&store, from, serving, options.dry_run))?;
        for line in &done.lines {
            talk::result(line)?;
        }
        let (verb, id) = (if options.dry_run { "would restore" } else { "restored" }, &done.id);
        talk::result(format_args!("{verb} {id} at {}: {} to change", options.url, files_of(done.lines.len())))?;
        if let Some(undo) = done.before.filter(|_| !options.dry_run) {
            talk::result(format_args!("to undo: {}", again(&format!("{undo} "))))?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let Some(folder) = from.map(Path::new) else {
        return Err(misused("publish needs a folder and an address", "write nutgraph publish DIR URL"));
    };
    outside(folder, &options.url)?;
    let files = files::read(folder, serving)?;
    if !options.unchecked && !proved(folder)? {
        talk::note("nutgraph: nothing was published, as the numbers above are wrong; mend them, or add --unchecked");
        return Ok(ExitCode::from(1));
    }
    let done = runtime.block_on(upload::publish(&store, &files, serving, now(), options.dry_run))?;
    // Of a dry run everything is of interest; afterwards, what readers see otherwise.
    for line in done.puts.iter().filter(|_| options.dry_run).chain(&done.changes) {
        talk::result(line)?;
    }
    talk::result(match (&done.release, options.dry_run) {
        (None, _) => format!("nothing to do: {} is published at {} as it stands in {}", done.live, options.url, folder.display()),
        (Some(id), true) => format!("would publish {id} at {}: {}", options.url, done.summary()),
        (Some(id), false) => format!("published {id} at {}: {}", options.url, done.summary()),
    })?;
    if done.release.is_some() && !options.dry_run && done.undoable {
        talk::result(format_args!("to undo: {}", again("")))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Checks the articles of the folder as `nutgraph check` does, and says what is wrong. A folder without articles is right.
fn proved(folder: &Path) -> Result<bool, Problem> {
    let report = check::check(&[folder.display().to_string()], Some(folder), Vec::new(), "en")?;
    if report.is_wrong() {
        talk::note(check::shown(&report));
    }
    Ok(!report.is_wrong())
}

/// A folder that is published into itself would grow each time.
fn outside(folder: &Path, url: &str) -> Result<(), Problem> {
    let local = match url.split_once("://") {
        None => Some(url.into()),
        Some(("file", _)) => url::Url::parse(url).ok().and_then(|url| url.to_file_path().ok()),
        Some(_) => None,
    };
    let real = |path: &Path| {
        let there = path.ancestors().find_map(|above| Some((above.canonicalize().ok()?, path.strip_prefix(above).ok()?)));
        there.map(|(above, below)| above.join(below))
    };
    let target = local.and_then(|path: std::path::PathBuf| real(&std::path::absolute(path).ok()?));
    match (target, real(folder)) {
        (Some(target), Some(folder)) if target.starts_with(&folder) => {
            Err(misused(format!("{url} lies in the folder that is to be published"), "name a folder outside of it"))
        }
        _ => Ok(()),
    }
}

/// Which release readers see, and the file that says so.
async fn current(store: &Store) -> Result<(Current, Option<Object>), Problem> {
    let read = store.read(CURRENT).await.map_err(|fault| fault.problem(fault::AS_IT_WAS))?;
    let current = read.as_ref().map_or(Ok(Current::default()), |object| Current::read(&object.bytes))?;
    Ok((current, read))
}

/// What is remembered of a release, if anything is.
async fn remembered(store: &Store, id: &str) -> Result<Option<Release>, Problem> {
    let name = release::record(id);
    let read = store.read(&name).await.map_err(|fault| fault.problem(fault::AS_IT_WAS))?;
    read.map(|object| Release::read(&name, &object.bytes)).transpose()
}

/// The names of all releases that were uploaded whole, the oldest first.
async fn releases(store: &Store) -> Result<Vec<String>, Problem> {
    let names = store.list(FOLDER).await.map_err(|fault| fault.problem(fault::AS_IT_WAS))?;
    let mut ids: Vec<String> =
        names.iter().filter_map(|name| name.strip_suffix(".json")).filter(|id| *id != "current").map(str::to_string).collect();
    ids.sort();
    Ok(ids)
}

/// Milliseconds since 1970.
fn now() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |since| since.as_millis() as f64)
}

fn count(number: usize) -> String {
    Plain.number(number as f64, NumberStyle::decimals(0))
}

fn files_of(number: usize) -> String {
    if number == 1 { "1 file".to_string() } else { format!("{} files", count(number)) }
}

fn misused(found: impl Into<String>, remedy: &'static str) -> Problem {
    crate::problem!(Error, "publish", Place::Whole, found, remedy)
}
