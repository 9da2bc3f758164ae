//! Publishing a folder: everything new is put under names that no reader asks for yet, and only then is anything switched.
//!
//! A run that broke off leaves such names behind, and the next one with the same files finds them there and puts the rest.

use futures_util::{StreamExt, TryStreamExt, stream};
use sha2::{Digest, Sha256};

use super::fault::{AS_IT_WAS, Fault};
use super::files::{File, Role, Serving, headers};
use super::release::{self, Current, FOLDER, Listed, Release};
use super::store::{AT_ONCE, Store};
use super::switch::{Change, State, changes, turn};
use super::{count, current, files_of, releases, remembered};
use crate::report::Problem;
use crate::tool::stamp;

/// What a publication has done, or would do.
#[derive(Debug, Default)]
pub struct Done {
    /// The release that readers see now; none when they saw these files already.
    pub release: Option<String>,
    /// The release that they saw before.
    pub live: String,
    /// A line for each file that is put where no reader looks yet.
    pub puts: Vec<String>,
    /// A line for each file that readers see otherwise, in the order of the switch.
    pub changes: Vec<String>,
    /// Whether there is something to go back to.
    pub undoable: bool,
    bytes: usize,
    there: usize,
}

impl Done {
    /// What was done, in a line.
    pub fn summary(&self) -> String {
        let (put, bytes) = (files_of(self.puts.len()), count(self.bytes));
        format!("{put} put ({bytes} bytes), {} there already, {} switched", count(self.there), count(self.changes.len()))
    }
}

/// Publishes files. `moment` names the release, in milliseconds since 1970.
///
/// # Errors
/// When it cannot; the words say what readers see then.
pub async fn publish(store: &Store, files: &[File], serving: Serving, moment: f64, dry_run: bool) -> Result<Done, Problem> {
    let as_it_was = |fault: Fault| fault.problem(AS_IT_WAS);
    let (now, read) = current(store).await?;
    let seen = known(store, now.live.as_deref()).await?;
    let broken = known(store, now.switching_to.as_deref()).await?;
    let id = name(store, &now, files, moment).await?;
    let release = made(&id, files, seen.as_ref(), &now);

    let fixed: Vec<&File> = files.iter().filter(|file| file.role == Role::Fixed).collect();
    let missing = missing(store, fixed.iter().map(|file| (file.name.clone(), *file)).collect(), serving).await.map_err(as_it_was)?;
    let changes = changes(store, wanted(files, serving, &release, broken.as_ref())).await.map_err(as_it_was)?;
    let mut done = Done {
        there: fixed.len() - missing.len(),
        live: now.live.clone().unwrap_or_default(),
        undoable: now.live.as_ref().is_some_and(|live| *live != id),
        ..Done::default()
    };
    let again = now.live.as_deref() == Some(id.as_str());
    if again && missing.is_empty() && changes.is_empty() && now.switching_to.is_none() {
        return Ok(done);
    }
    let changeable = files.iter().filter(|file| file.role != Role::Fixed).map(|file| (release::copy(&id, &file.name), file)).collect();
    let mut puts = missing;
    puts.extend(self::missing(store, changeable, serving).await.map_err(as_it_was)?);
    done.bytes = puts.iter().map(|put| put.file.bytes.len()).sum();
    done.puts = puts.iter().map(|put| format!("put     {}  {}", put.name, count(put.file.bytes.len()))).collect();
    done.changes = changes.iter().map(line).collect();
    done.release = Some(id.clone());
    if dry_run {
        return Ok(done);
    }

    let uploads = stream::iter(puts.iter().map(|put| async move {
        let wanted = headers(&put.file.name, Role::Fixed, put.file.encoding, serving.max_age);
        if put.spoilt {
            store.put(&put.name, &put.file.bytes, Some(&wanted)).await
        } else {
            store.put_new(&put.name, &put.file.bytes, Some(&wanted)).await
        }
    }));
    uploads.buffered(AT_ONCE).try_collect::<Vec<()>>().await.map_err(as_it_was)?;
    let record = release::record(&id);
    if !again {
        let kind = headers(&record, Role::Fixed, None, serving.max_age);
        store.put(&record, release.write().as_bytes(), Some(&kind)).await.map_err(as_it_was)?;
    }
    turn(store, &id, &changes, &now, read.as_ref()).await?;
    Ok(done)
}

/// What is remembered of a release that a note names.
async fn known(store: &Store, id: Option<&str>) -> Result<Option<Release>, Problem> {
    match id {
        Some(id) => remembered(store, id).await,
        None => Ok(None),
    }
}

/// The name of the release: that of the one which readers see, or of one which broke off, if its files are these; else a new one.
async fn name(store: &Store, now: &Current, files: &[File], moment: f64) -> Result<String, Problem> {
    let mut hash = Sha256::new();
    for file in files {
        hash.update(format!("{}\0{}\0{}\0", file.name, file.sha256, file.encoding.unwrap_or_default()));
    }
    let fresh = release::id(moment, &stamp::hex(&hash.finalize(), 64));
    let same = |id: &str| id.rsplit('-').next() == fresh.rsplit('-').next();
    if let Some(live) = now.live.as_ref().filter(|live| same(live)) {
        return Ok(live.clone());
    }
    let whole = releases(store).await?;
    for id in whole.iter().filter(|id| same(id)) {
        if remembered(store, id).await?.is_some_and(|release| release.previous == now.live) {
            return Ok(id.clone());
        }
    }
    let begun = store.list(FOLDER).await.map_err(|fault| fault.problem(AS_IT_WAS))?;
    Ok(begun.into_iter().find(|id| same(id) && !id.ends_with(".json") && !whole.contains(id)).unwrap_or(fresh))
}

/// What is to be remembered of a release of these files after the one that readers see.
fn made(id: &str, files: &[File], seen: Option<&Release>, now: &Current) -> Release {
    let listed = |file: &File| Listed {
        name: file.name.clone(),
        bytes: file.bytes.len() as u64,
        sha256: file.sha256.clone(),
        encoding: file.encoding.map(str::to_string),
        copy: (file.role != Role::Fixed).then(|| release::copy(id, &file.name)),
    };
    let kept = seen.into_iter().flat_map(Release::changeable).filter(|old| !files.iter().any(|file| file.name == old.name));
    Release { id: id.into(), previous: now.live.clone(), files: files.iter().map(listed).collect(), kept: kept.cloned().collect() }
}

/// A file that has to be put under a name which no reader asks for yet.
struct Put<'a> {
    name: String,
    file: &'a File,
    /// Whether something else is there: half a file, or one with other headers.
    spoilt: bool,
}

/// Those files that are not under the names given, with the size and the headers that they should have.
async fn missing<'a>(store: &Store, named: Vec<(String, &'a File)>, serving: Serving) -> Result<Vec<Put<'a>>, Fault> {
    let looked = stream::iter(named.into_iter().map(|(name, file)| async move {
        let wanted = headers(&file.name, Role::Fixed, file.encoding, serving.max_age);
        let there = store.look(&name).await?;
        let same = there
            .as_ref()
            .is_some_and(|(size, headers)| *size == file.bytes.len() as u64 && headers.as_ref().is_none_or(|headers| *headers == wanted));
        Ok((!same).then_some(Put { name, file, spoilt: there.is_some() }))
    }));
    looked.buffered(AT_ONCE).try_filter_map(|found| async { Ok(found) }).try_collect().await
}

/// What readers are to see: the release's files, and none of those that only a release which broke off had.
fn wanted(files: &[File], serving: Serving, release: &Release, broken: Option<&Release>) -> Vec<(String, State)> {
    let own = files.iter().filter(|file| file.role != Role::Fixed).map(|file| {
        let headers = headers(&file.name, file.role, file.encoding, serving.max_age);
        (file.name.clone(), Some((file.bytes.clone(), headers)))
    });
    let strays = broken.into_iter().flat_map(Release::changeable).filter(|stray| !release.changeable().any(|file| file.name == stray.name));
    own.chain(strays.map(|stray| (stray.name.clone(), None))).collect()
}

/// A change, in a line.
pub fn line(change: &Change) -> String {
    match (&change.old, &change.new) {
        (_, None) => format!("remove  {}", change.name),
        (None, Some((bytes, _))) => format!("show    {}  {}", change.name, count(bytes.len())),
        (Some(_), Some((bytes, _))) => format!("switch  {}  {}", change.name, count(bytes.len())),
    }
}
