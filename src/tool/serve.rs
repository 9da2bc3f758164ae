//! `nutgraph serve`: a folder on this machine's own address, with the widget at `/nutgraph/`, and pages that reload on change.

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::build;
use super::cli::Serving;
use super::place;
use super::site::{Answer, Ask, Site};
use super::talk;
use super::watch::{self, Version};
use super::widget;
use super::wire::converse;
use crate::report::{Place, Problem};

/// The port, unless another is asked for.
const PORT: u16 = 8017;

/// How many ports after it are tried.
const MORE: u16 = 20;

/// How long a page's question for changes is kept waiting.
const LONG: Duration = Duration::from_secs(25);

/// Serves a folder, or the example story, until it is interrupted.
///
/// # Errors
/// When the folder is not there, the widget cannot be built, or the port cannot be had.
pub fn command(dir: Option<&Path>, options: &Serving) -> Result<(), Problem> {
    let (pages, title) = match dir {
        Some(dir) => (dir.to_path_buf(), dir.display().to_string()),
        None => (place::package()?.join("www/story"), "the example story".to_string()),
    };
    if !pages.is_dir() {
        let (found, remedy) = if pages.exists() {
            (format!("{} is no folder", pages.display()), "name the folder that it is in")
        } else {
            (format!("there is no folder {}", pages.display()), "name the folder of your page, as in `nutgraph serve my-story`")
        };
        return Err(crate::problem!(Error, "no-folder", Place::Whole, found, remedy));
    }
    let listener = listen(options.port)?;
    let port = listener.local_addr().map_err(|error| refused(0, &error))?.port();
    let building = !options.no_build && options.widget.is_none();
    let widget = match &options.widget {
        Some(folder) => folder.clone(),
        None if building => build::for_serving()?,
        None => build::last()?,
    };
    talk::result(format_args!("Serving {title} at http://127.0.0.1:{port}/"))?;
    talk::note("Ctrl-C ends it");

    let site = Arc::new(Site { pages, widget });
    let version = Arc::new(Version::begin());
    {
        let (site, version) = (Arc::clone(&site), Arc::clone(&version));
        thread::spawn(move || keep_fresh(&site, &version, building));
    }
    for stream in listener.incoming().flatten() {
        let (site, version) = (Arc::clone(&site), Arc::clone(&version));
        thread::spawn(move || converse(stream, |ask| respond(ask, &site, &version)));
    }
    Err(crate::problem!(Error, "server", Place::Whole, "the server was closed by the system", "start it again"))
}

/// A listener on the loopback address: on the port asked for, or on the usual one or the next that is free.
fn listen(asked: Option<u16>) -> Result<TcpListener, Problem> {
    let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    if let Some(port) = asked {
        return bind(port).map_err(|error| refused(port, &error));
    }
    let first = match bind(PORT) {
        Ok(listener) => return Ok(listener),
        Err(error) => error,
    };
    let next = (PORT + 1..=PORT + MORE).find_map(|port| bind(port).ok());
    let listener = next.ok_or_else(|| refused(PORT, &first))?;
    talk::note(format_args!("port {PORT} is in use; taking the next that is free"));
    Ok(listener)
}

fn refused(port: u16, error: &std::io::Error) -> Problem {
    let (found, remedy) = match error.kind() {
        std::io::ErrorKind::AddrInUse => (format!("port {port} is in use"), "name another with --port N, or none to take one that is free"),
        std::io::ErrorKind::PermissionDenied => (format!("port {port} is not for everybody"), "name one above 1023 with --port N"),
        _ => (format!("cannot listen on port {port}: {error}"), "name another with --port N"),
    };
    crate::problem!(Error, "port", Place::Whole, found, remedy)
}

/// Answers one request, however long a question for changes takes.
fn respond(ask: &Ask, site: &Site, version: &Version) -> Answer {
    match ask.url.split_once('?').unwrap_or((ask.url, "")) {
        ("/nutgraph/reload.js", _) => Answer::text(200, "text/javascript; charset=utf-8", include_str!("reload.js")),
        ("/nutgraph/changes", known) if version.differs(known.parse().unwrap_or(0), LONG) => Answer::text(200, "text/plain", "changed\n"),
        ("/nutgraph/changes", _) => Answer { status: 204, ..Answer::default() },
        _ => site.answer(ask, version.now()),
    }
}

/// Looks for changes for ever: of the pages and of the built widget, which pages are told of, and of the widget's sources, which
/// are then built. A build that fails says why, and the widget stays as it was.
fn keep_fresh(site: &Site, version: &Version, building: bool) {
    let package = place::package().ok().filter(|_| building);
    let sources = |package: &PathBuf| watch::glance(package, &[&widget::SOURCES[..], &["www/js"]].concat(), &widget::NOT_SOURCES);
    let served = || (watch::glance(&site.pages, &["."], &["./node_modules"]), watch::glance(&site.widget, &[build::ENTRY], &[]));
    let mut before = (served(), package.as_ref().map(sources));
    loop {
        thread::sleep(watch::PAUSE);
        let now = (served(), package.as_ref().map(sources));
        if now.0 != before.0 {
            version.bump();
        }
        if now.1 != before.1
            && let Err(problem) = build::for_serving()
        {
            talk::problem(&problem);
        }
        before = now;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_that_is_asked_for_and_taken_is_an_error_with_a_remedy() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let message = listen(Some(port)).unwrap_err().to_string();
        assert_eq!(message, format!("port {port} is in use; name another with --port N, or none to take one that is free"));
    }

    #[test]
    fn without_a_port_a_free_one_is_found() {
        let first = listen(None).unwrap();
        let second = listen(None).unwrap();
        assert_ne!(first.local_addr().unwrap(), second.local_addr().unwrap());
        assert!(second.local_addr().unwrap().ip().is_loopback());
    }
}
