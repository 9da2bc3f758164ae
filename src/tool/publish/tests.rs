//! Publishing as a whole, on stores that fail at every single step: what readers see is held after each.

mod faulty;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path as FilePath, PathBuf};
use std::sync::Arc;

use futures_util::StreamExt;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{GetOptions, ObjectStore, PutOptions, PutPayload};
use serde_json::json;
use sha2::{Digest, Sha256, Sha384};

use super::fault::AS_IT_WAS;
use super::files::{self, File, Role, Serving};
use super::release::FOLDER;
use super::store::{Maker, Store};
use super::switch::{Change, turn};
use super::{rollback, upload};
use crate::report::Problem;
use crate::tool::cli::Encoding;
use crate::tool::{bytes, stamp};
use faulty::{Failing, Faulty};

const SERVING: Serving = Serving { max_age: 60, encoding: None };

/// 2026-11-25 21:47 UTC.
const MOMENT: f64 = 1_795_643_220_000.0;

/// A folder of its own for a test, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let base = std::env::temp_dir().join(format!("nutgraph-publish-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&base);
        fs::create_dir_all(&base).unwrap();
        Folder(base)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A story with the widget inside, of the shape that `build` writes; everything in it says which `version` it is.
fn story(name: &str, version: &str) -> Folder {
    let folder = Folder::new(name);
    let wasm = format!("\0asm of {version}");
    let wasm_name = format!("nutgraph-{}.wasm", stamp::hex(&Sha256::digest(&wasm), 10));
    let script = format!("load('{wasm_name}')");
    let mut listed = Vec::new();
    for (name, text) in [(wasm_name.as_str(), &wasm), ("nutgraph.js", &script)] {
        folder.write(&format!("nutgraph/{name}"), text);
        folder.write(&format!("nutgraph/{name}.br"), bytes::brotli(text.as_bytes()).unwrap());
        folder.write(&format!("nutgraph/{name}.gz"), bytes::gzip(text.as_bytes()).unwrap());
        listed.push(json!({"file": name, "sha384": format!("sha384-{}", base64::Engine::encode(&base64::engine::general_purpose::STANDARD, Sha384::digest(text)))}));
    }
    folder.write("nutgraph/manifest.json", json!({"entry": "nutgraph.js", "files": listed}).to_string());
    folder.write("index.html", format!("<p>{version}</p>"));
    folder.write("data/coca.csv", format!("year,{version}\n"));
    folder.write("logo.svg", "<svg/>");
    folder.write(".draft.html", "hidden");
    folder
}

fn read(folder: &Folder) -> Vec<File> {
    files::read(&folder.0, SERVING).unwrap()
}

/// A store that stays, and the ways to it.
struct Place(Arc<dyn ObjectStore>, Maker);

impl Place {
    fn memory() -> Self {
        Place(Arc::new(InMemory::new()), Maker::Amazon)
    }

    fn folder(folder: &Folder) -> Self {
        Place(Arc::new(LocalFileSystem::new_with_prefix(&folder.0).unwrap()), Maker::Folder)
    }

    fn store(&self, failing: Failing) -> Store {
        Store::new(Arc::new(Faulty::new(self.0.clone(), failing)), Path::from("2026/coca"), self.1)
    }

    fn publish(&self, files: &[File], moment: f64, failing: Failing) -> Result<upload::Done, Problem> {
        run(upload::publish(&self.store(failing), files, SERVING, moment, false))
    }

    fn rollback(&self, id: Option<&str>, failing: Failing) -> Result<rollback::Done, Problem> {
        run(rollback::rollback(&self.store(failing), id, SERVING, false))
    }

    /// Every file, by its name below the address, with its bytes.
    fn all(&self) -> BTreeMap<String, Vec<u8>> {
        run(async {
            let mut all = BTreeMap::new();
            let mut listed = self.0.list(None);
            while let Some(found) = listed.next().await {
                let path = found.unwrap().location;
                let bytes = self.0.get_opts(&path, GetOptions::default()).await.unwrap().bytes().await.unwrap();
                all.insert(path.as_ref().strip_prefix("2026/coca/").unwrap().to_string(), bytes.to_vec());
            }
            all
        })
    }

    /// What readers can see change: everything but what is named by its contents and the releases.
    fn seen(&self) -> BTreeMap<String, Vec<u8>> {
        let mut all = self.all();
        all.retain(|name, _| !name.starts_with(FOLDER) && !name.starts_with("nutgraph/nutgraph-"));
        all
    }
}

fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(future)
}

/// What readers see of files once they are published.
fn shown(files: &[File]) -> BTreeMap<String, Vec<u8>> {
    files.iter().filter(|file| file.role != Role::Fixed).map(|file| (file.name.clone(), file.bytes.clone())).collect()
}

#[test]
fn files_are_told_apart_and_ordered_by_what_they_are() {
    let folder = story("order", "one");
    let files = read(&folder);
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let hash = stamp::hex(&Sha256::digest("\0asm of one"), 10);
    let wasm = format!("nutgraph/nutgraph-{hash}.wasm");
    assert_eq!(
        names,
        [
            &format!("{wasm}.br"),
            &format!("{wasm}.gz"),
            &wasm,
            "data/coca.csv",
            "logo.svg",
            "index.html",
            "nutgraph/manifest.json",
            "nutgraph/nutgraph.js.br",
            "nutgraph/nutgraph.js.gz",
            "nutgraph/nutgraph.js"
        ]
    );
    let header = |name: &str| {
        let file = files.iter().find(|file| file.name == name).unwrap();
        let headers = files::headers(name, file.role, file.encoding, 60);
        (headers.kind, headers.encoding.unwrap_or_default(), headers.cache)
    };
    let own = |a: &str, b: &str, c: &str| (a.to_string(), b.to_string(), c.to_string());
    assert_eq!(header(&wasm), own("application/wasm", "", "public, max-age=31536000, immutable"));
    assert_eq!(header(&format!("{wasm}.br")), own("application/wasm", "br", "public, max-age=31536000, immutable, no-transform"));
    assert_eq!(header("nutgraph/nutgraph.js"), own("text/javascript; charset=utf-8", "", "public, max-age=60, must-revalidate"));
    assert_eq!(header("data/coca.csv").0, "text/csv; charset=utf-8");
}

#[test]
fn a_name_with_a_hash_of_other_contents_is_not_kept_for_ever() {
    let folder = story("lie", "one");
    folder.write("data/app-0123456789.js", "other contents");
    let file = read(&folder).into_iter().find(|file| file.name == "data/app-0123456789.js").unwrap();
    assert_eq!(file.role, Role::Asset);
}

#[test]
fn files_can_be_stored_compressed_under_their_own_names() {
    let folder = story("encoded", "one");
    for (encoding, name) in [(Encoding::Br, "br"), (Encoding::Gzip, "gzip")] {
        let files = files::read(&folder.0, Serving { max_age: 60, encoding: Some(encoding) }).unwrap();
        let csv = files.iter().find(|file| file.name == "data/coca.csv").unwrap();
        assert_eq!(csv.encoding, Some(name));
        let packed = if name == "br" { bytes::brotli(b"year,one\n") } else { bytes::gzip(b"year,one\n") };
        assert_eq!(csv.bytes, packed.unwrap());
        assert_eq!(files.iter().filter(|file| file.role == Role::Fixed).count(), 3);
    }
}

#[test]
fn a_folder_that_is_not_whole_is_refused_with_the_file() {
    let refused = |change: &dyn Fn(&Folder)| {
        let folder = story("whole", "one");
        change(&folder);
        files::read(&folder.0, SERVING).unwrap_err().to_string()
    };
    let wasm = format!("nutgraph-{}.wasm", stamp::hex(&Sha256::digest("\0asm of one"), 10));
    let gone = refused(&|folder| fs::remove_file(folder.0.join("nutgraph").join(&wasm)).unwrap());
    assert!(gone.contains(&format!("{wasm} is not there, and nutgraph/manifest.json lists it; copy the whole folder")), "{gone}");
    let other = refused(&|folder| folder.write(&format!("nutgraph/{wasm}"), "cut"));
    assert!(other.contains(&format!("{wasm} is not the file that nutgraph/manifest.json lists; build the folder anew")), "{other}");
    let packed = refused(&|folder| folder.write(&format!("nutgraph/{wasm}.br"), "cut"));
    assert!(packed.contains(&format!("nutgraph/{wasm}.br does not unpack to nutgraph/{wasm}")), "{packed}");
    let own = refused(&|folder| folder.write("releases/x.html", ""));
    assert!(own.contains("which is where publish keeps what it published before; rename the folder"), "{own}");
    let empty = Folder::new("empty");
    empty.write("notes.txt", "");
    let nothing = files::read(&empty.0, SERVING).unwrap_err().to_string();
    assert!(nothing.contains("holds neither nutgraph.js nor a page"), "{nothing}");
    assert!(files::read(FilePath::new("/no/such"), SERVING).unwrap_err().to_string().starts_with("there is no folder /no/such"));
}

#[test]
fn a_story_is_published_changed_and_had_back() {
    let (one, two) = (read(&story("p1", "one")), read(&story("p2", "two")));
    let place = Place::memory();
    let first = place.publish(&one, MOMENT, Failing::Never).unwrap();
    let id = first.release.clone().unwrap();
    assert!(id.starts_with("20261125T214700Z-") && !first.undoable, "{first:?}");
    assert_eq!(first.summary().split(" put").next(), Some("10 files"));
    assert_eq!(place.seen(), shown(&one));
    let wasm = one[2].name.clone();

    let again = place.publish(&one, MOMENT + 1e6, Failing::Never).unwrap();
    assert_eq!((again.release, again.live.as_str()), (None, id.as_str()), "the same files are no new release");

    let second = place.publish(&two, MOMENT + 2e6, Failing::Never).unwrap();
    assert_eq!(place.seen(), shown(&two));
    assert!(second.undoable && place.all().contains_key(&wasm), "pages that embed the earlier script stay alive");
    assert!(!second.changes.iter().any(|line| line.contains("logo.svg")), "what is the same is not switched: {:?}", second.changes);

    let back = place.rollback(None, Failing::Never).unwrap();
    assert_eq!((back.id.as_str(), back.before.as_deref()), (id.as_str(), second.release.as_deref()));
    assert_eq!(place.seen(), shown(&one));
    let none = place.rollback(None, Failing::Never).unwrap_err().to_string();
    assert!(none.starts_with(&format!("nothing was published there before {id}")), "{none}");
    place.rollback(second.release.as_deref(), Failing::Never).unwrap();
    assert_eq!(place.seen(), shown(&two));
    let list = run(rollback::list(&place.store(Failing::Never))).unwrap();
    let lines: Vec<&str> = list.lines().collect();
    assert!(lines[0].ends_with("2026-11-25 22:20 UTC  10 files  what readers see"), "{list}");
    assert!(lines[1].ends_with("2026-11-25 21:47 UTC  10 files"), "{list}");
}

#[test]
fn files_that_a_later_release_lacks_stay_and_those_it_added_go_with_it() {
    let folder = story("k1", "one");
    let one = read(&folder);
    folder.write("extra.html", "<p>extra</p>");
    fs::remove_file(folder.0.join("data/coca.csv")).unwrap();
    let two = read(&folder);
    folder.write("index.html", "<p>three</p>");
    let three = read(&folder);
    let place = Place::memory();
    for (files, at) in [(&one, 0.0), (&two, 1e6), (&three, 2e6)] {
        place.publish(files, MOMENT + at, Failing::Never).unwrap();
    }
    let mut both = shown(&three);
    both.insert("data/coca.csv".into(), b"year,one\n".to_vec());
    assert_eq!(place.seen(), both, "a page elsewhere may name the file");
    place.rollback(None, Failing::Never).unwrap();
    place.rollback(None, Failing::Never).unwrap();
    assert_eq!(place.seen(), shown(&one));
}

#[test]
fn what_was_lost_or_spoilt_is_put_again() {
    let one = read(&story("spoilt", "one"));
    let place = Place::memory();
    place.publish(&one, MOMENT, Failing::Never).unwrap();
    let full = |name: &str| Path::from(format!("2026/coca/{name}"));
    run(async {
        place.0.put_opts(&full(&one[2].name), PutPayload::from("half"), PutOptions::default()).await.unwrap();
        place.0.put_opts(&full("index.html"), PutPayload::from("by hand"), PutOptions::default()).await.unwrap();
    });
    let broken = place.rollback(None, Failing::Never).unwrap_err().to_string();
    assert!(broken.contains("nothing was published there before"), "{broken}");
    let done = place.publish(&one, MOMENT + 1e6, Failing::Never).unwrap();
    assert_eq!(done.puts, [format!("put     {}  11", one[2].name)]);
    assert_eq!(done.changes, ["switch  index.html  10"]);
    assert_eq!(place.seen(), shown(&one));
    assert_eq!(place.all()[&one[2].name], one[2].bytes);
}

#[test]
fn a_release_that_is_no_longer_whole_is_not_gone_back_to() {
    let (one, two) = (read(&story("r1", "one")), read(&story("r2", "two")));
    let place = Place::memory();
    let id = place.publish(&one, MOMENT, Failing::Never).unwrap().release.unwrap();
    place.publish(&two, MOMENT + 1e6, Failing::Never).unwrap();
    let copy = Path::from(format!("2026/coca/releases/{id}/index.html"));
    run(async { place.0.put_opts(&copy, PutPayload::from("altered"), PutOptions::default()).await.unwrap() });
    let problem = place.rollback(None, Failing::Never).unwrap_err().to_string();
    assert!(problem.contains("index.html, and it was changed since") && problem.ends_with(AS_IT_WAS), "{problem}");
    let slip = place.rollback(Some(&id.replace('T', "t")), Failing::Never).unwrap_err().to_string();
    assert!(slip.contains(&format!("did you mean {id}?")), "{slip}");
    assert_eq!(place.seen(), shown(&two));
}

#[test]
fn of_two_who_publish_at_once_the_second_is_told_and_switches_nothing() {
    let (one, two) = (read(&story("t1", "one")), read(&story("t2", "two")));
    for published in [false, true] {
        let place = Place::memory();
        if published {
            place.publish(&one, MOMENT, Failing::Never).unwrap();
        }
        let store = place.store(Failing::Never);
        let (now, note) = run(super::current(&store)).unwrap();
        place.publish(&two, MOMENT + 1e6, Failing::Never).unwrap();
        let change = Change { name: "index.html".into(), old: None, new: None };
        let told = run(turn(&store, "20261125T230000Z-00000000", &[change], &now, note.as_ref())).unwrap_err().to_string();
        assert!(told.contains("somebody else is publishing there; look at --list"), "{told}");
        assert_eq!(place.seen(), shown(&two));
    }
}

/// Breaks a publication at every step in a way, and holds what readers see then, after another run, and after going back.
fn broken_at_every_step(place: &dyn Fn() -> Place, way: &dyn Fn(usize) -> Failing) -> usize {
    let (one, two) = (read(&story("b1", "one")), read(&story("b2", "two")));
    let mut broken = 0;
    for step in 0.. {
        let place = place();
        place.publish(&one, MOMENT, Failing::Never).unwrap();
        let Err(problem) = place.publish(&two, MOMENT + 1e6, way(step)) else {
            // Sweeping up may fail without anybody minding; when no step is left, all is done.
            if step > 60 {
                return broken;
            }
            assert_eq!(place.seen(), shown(&two), "step {step}");
            continue;
        };
        broken += 1;
        let words = problem.to_string();
        let seen = place.seen();
        if words.ends_with(AS_IT_WAS) {
            assert_eq!(seen, shown(&one), "step {step}: {words}");
        } else if words.contains("readers see the new story, whole") {
            assert_eq!(seen, shown(&two), "step {step}: {words}");
        } else if let Some((_, name)) = words.split_once("unless the store has taken ") {
            let mut other = shown(&one);
            let name = name.trim_end_matches(" without an answer");
            assert!(
                seen == other || {
                    other.insert(name.into(), shown(&two)[name].clone());
                    seen == other
                },
                "step {step}: {words}"
            );
        } else {
            let (_, names) = words.split_once("until then readers see the new ").unwrap_or_else(|| panic!("step {step}: {words}"));
            let (named, perhaps) = names.trim_end_matches(" beside the old rest").split_once(", and perhaps ").unwrap_or((names, ""));
            let named: Vec<&str> = named.trim_end_matches(" beside the old rest").split(", ").collect();
            for (name, bytes) in &seen {
                let new = *bytes == shown(&two)[name] && shown(&one)[name] != shown(&two)[name];
                assert!(new == named.contains(&name.as_str()) || perhaps.trim_end_matches(',') == name, "step {step}: {name}: {words}");
            }
            assert!(!named.contains(&"nutgraph/nutgraph.js"), "the script comes last: {words}");
        }
        if step % 2 == 0 {
            let id = place.publish(&two, MOMENT + 2e6, Failing::Never).unwrap().release;
            assert_eq!(place.seen(), shown(&two), "step {step}");
            // Nothing of the first attempt lies about beside the second.
            let begun = place.all().keys().filter(|name| name.ends_with("/index.html")).count();
            assert!(begun == 2 || id.is_none(), "step {step}: {:?}", place.all().keys());
        }
        let before = place.rollback(None, Failing::Never);
        if step % 2 == 0 || !words.ends_with(AS_IT_WAS) {
            before.unwrap();
        }
        assert_eq!(place.seen(), shown(&one), "step {step}: {words}");
    }
    broken
}

#[test]
fn a_store_that_fails_once_leaves_the_story_as_it_was() {
    assert!(broken_at_every_step(&Place::memory, &Failing::Once) >= 17);
}

#[test]
fn a_store_that_goes_away_leaves_the_story_as_it_was_or_says_what_is_new() {
    assert!(broken_at_every_step(&Place::memory, &Failing::For) >= 17);
    assert!(broken_at_every_step(&Place::memory, &Failing::Unanswered) >= 17);
}

#[test]
fn a_full_disk_leaves_the_story_in_a_folder_as_it_was() {
    let folder = Folder::new("disk");
    let fresh = || {
        let _ = fs::remove_dir_all(&folder.0);
        fs::create_dir_all(&folder.0).unwrap();
        Place::folder(&folder)
    };
    assert!(broken_at_every_step(&fresh, &Failing::Once) >= 20);
    let full = |step| Failing::For(step);
    assert!(broken_at_every_step(&fresh, &full) >= 20);
}
