//! Going back to what was published before, and the list of it.

use futures_util::{StreamExt, TryStreamExt, stream};
use sha2::{Digest, Sha256};

use super::fault::{AS_IT_WAS, Fault};
use super::files::{Serving, headers, role};
use super::release::{self, Current, Listed, Release};
use super::store::{AT_ONCE, Store};
use super::switch::{State, changes, turn};
use super::upload::line;
use super::{count, current, files_of, misused, releases, remembered};
use crate::report::{Place, Problem};
use crate::tool::stamp;

/// What a rollback has done, or would do.
#[derive(Debug)]
pub struct Done {
    /// The release that readers see now.
    pub id: String,
    /// The one that they saw before.
    pub before: Option<String>,
    /// A line for each file that is switched.
    pub lines: Vec<String>,
}

/// Makes readers see an earlier release again, by default the one before: its files, those that it had left in place, and no others
/// that publish has put there since.
///
/// # Errors
/// When it cannot; the words say what readers see then.
pub async fn rollback(store: &Store, wanted: Option<&str>, serving: Serving, dry_run: bool) -> Result<Done, Problem> {
    let as_it_was = |fault: Fault| fault.problem(AS_IT_WAS);
    let (now, read) = current(store).await?;
    let target = target(store, &now, wanted).await?;
    let fixed = stream::iter(target.files.iter().filter(|file| file.copy.is_none()).map(|file| there(store, file)));
    fixed.buffered(AT_ONCE).try_collect::<Vec<()>>().await?;
    let kept = stream::iter(target.changeable().map(|file| kept(store, file, serving)));
    let mut states: Vec<(String, State)> = kept.buffered(AT_ONCE).try_collect().await?;
    for id in [&now.live, &now.switching_to].into_iter().flatten() {
        for file in remembered(store, id).await?.iter().flat_map(Release::changeable) {
            if !states.iter().any(|(name, _)| *name == file.name) {
                states.push((file.name.clone(), None));
            }
        }
    }
    let changes = changes(store, states).await.map_err(as_it_was)?;
    let lines = changes.iter().map(line).collect();
    if !dry_run {
        turn(store, &target.id, &changes, &now, read.as_ref()).await?;
    }
    Ok(Done { before: now.live.filter(|live| *live != target.id), id: target.id, lines })
}

/// The release to go back to. After a switch that broke off it is the last one that was whole.
async fn target(store: &Store, now: &Current, wanted: Option<&str>) -> Result<Release, Problem> {
    let Some(live) = &now.live else {
        return Err(misused("nothing has been published there yet", "publish a folder first: nutgraph publish DIR URL"));
    };
    let id = match wanted {
        Some(id) => id.to_string(),
        None if now.switching_to.is_some() => live.clone(),
        None => match remembered(store, live).await?.and_then(|release| release.previous) {
            Some(previous) => previous,
            None => {
                return Err(misused(format!("nothing was published there before {live}"), "name a release that --list shows"));
            }
        },
    };
    match remembered(store, &id).await? {
        Some(release) => Ok(release),
        None => {
            let known = releases(store).await?;
            let near = crate::report::nearest(&id, known.iter().map(String::as_str));
            let remedy = near.map_or("--list shows those that were".to_string(), |near| format!("did you mean {near}?"));
            Err(crate::problem!(Error, "publish", Place::Whole, format!("no release called {id} was published there"), remedy))
        }
    }
}

/// Holds that a file which is named by its contents is still there.
async fn there(store: &Store, file: &Listed) -> Result<(), Problem> {
    match store.look(&file.name).await.map_err(|fault| fault.problem(AS_IT_WAS))? {
        // A later release may have stored the same contents otherwise.
        Some((size, headers)) if size == file.bytes || headers.as_ref().is_some_and(|headers| headers.encoding != file.encoding) => Ok(()),
        Some((size, _)) => {
            Err(spoilt(&file.name, &format!("it has {} bytes instead of {}", count(size as usize), count(file.bytes as usize))))
        }
        None => Err(spoilt(&file.name, "it is no longer there")),
    }
}

/// What a release kept of a file.
async fn kept(store: &Store, file: &Listed, serving: Serving) -> Result<(String, State), Problem> {
    let copy = file.copy.as_deref().unwrap_or(&file.name);
    let Some(object) = store.read(copy).await.map_err(|fault| fault.problem(AS_IT_WAS))? else {
        return Err(spoilt(copy, "it is no longer there"));
    };
    if stamp::hex(&Sha256::digest(&object.bytes), 64) != file.sha256 {
        return Err(spoilt(copy, "it was changed since"));
    }
    let headers = headers(&file.name, role(&file.name), file.encoding.as_deref(), serving.max_age);
    Ok((file.name.clone(), Some((object.bytes, headers))))
}

fn spoilt(name: &str, why: &str) -> Problem {
    let remedy = format!("go back to another release, or publish that folder again; {AS_IT_WAS}");
    crate::problem!(Error, "publish", Place::Whole, format!("the release needs {name}, and {why}"), remedy)
}

/// What was published, a line each, the newest first.
///
/// # Errors
/// When the store does not tell.
pub async fn list(store: &Store) -> Result<String, Problem> {
    let (now, _) = current(store).await?;
    let ids = releases(store).await?;
    if ids.is_empty() {
        return Ok("nothing has been published there yet".to_string());
    }
    let now = &now;
    let lines = stream::iter(ids.iter().rev().map(|id| async move {
        let release = remembered(store, id).await?;
        let files = release.map_or(0, |release| release.files.len());
        let state = if now.switching_to.as_ref() == Some(id) && now.live.as_ref() != Some(id) {
            "  interrupted: publish it again, or --rollback"
        } else if now.live.as_ref() == Some(id) {
            "  what readers see"
        } else {
            ""
        };
        Ok::<_, Problem>(format!("{id}  {}  {}{state}", release::moment(id), files_of(files)))
    }));
    Ok(lines.buffered(AT_ONCE).try_collect::<Vec<_>>().await?.join("\n"))
}
