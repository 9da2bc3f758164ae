//! The command as its users meet it: arguments, exit codes, both streams, and what the server answers.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

fn nutgraph(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nutgraph"));
    command.args(arguments).stdin(Stdio::null());
    command
}

fn run(arguments: &[&str]) -> Output {
    nutgraph(arguments).output().unwrap()
}

#[track_caller]
fn fails(arguments: &[&str], message: &str) {
    let output = run(arguments);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{errors}");
    assert!(errors.contains(message), "{errors}");
    assert!(output.stdout.is_empty(), "results and errors do not mix");
}

/// A folder with a page and a built widget of stand-in bytes.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let base = std::env::temp_dir().join(format!("nutgraph-command-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&base);
        for (file, text) in [
            ("page/index.html", "<!doctype html><title>Story</title><body><p>52 percent</p></body>"),
            ("page/data/coca.csv", "year,ha\n2015,96085\n"),
            ("page/picture.svg", "<svg/>"),
            ("widget/nutgraph.js", "script"),
            ("widget/nutgraph.js.br", "brotli"),
            ("widget/nutgraph.js.gz", "gzip"),
            ("widget/nutgraph-0123456789.wasm", "wasm"),
        ] {
            let path = base.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        Folder(base)
    }

    fn path(&self, inner: &str) -> String {
        self.0.join(inner).display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A server that is ended with the test.
struct Served {
    child: Child,
    line: String,
    port: u16,
}

impl Served {
    fn begin(folder: &Folder) -> Self {
        let arguments = ["serve", &folder.path("page"), "--port", "0", "--widget", &folder.path("widget")];
        let mut child = nutgraph(&arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim().trim_end_matches('/').rsplit(':').next().unwrap().parse().unwrap();
        Served { child, line, port }
    }

    /// Head and body of the answer to a request with some more header lines.
    fn ask(&self, method: &str, path: &str, headers: &str) -> (String, Vec<u8>) {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(40))).unwrap();
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{headers}\r\n").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
        let body = answer.split_off(end + 4);
        (String::from_utf8(answer).unwrap().to_ascii_lowercase(), body)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn help_names_every_command_and_goes_to_stdout() {
    for arguments in [["--help"], ["-h"]] {
        let output = run(&arguments);
        assert_eq!(output.status.code(), Some(0));
        let help = String::from_utf8(output.stdout).unwrap();
        for word in ["serve", "build", "agree", "stat", "--port", "--no-build", "--version"] {
            assert!(help.contains(word), "no {word} in {help}");
        }
        assert!(!help.contains("--widget"));
        assert!(output.stderr.is_empty());
    }
}

#[test]
fn what_cannot_be_understood_ends_with_two() {
    fails(&["--no-such-option"], "--no-such-option");
    fails(&["serve", "--port", "many"], "many");
    fails(&["chekc"], "chekc");
    fails(&["build", "-o"], "--out");
}

#[test]
fn what_is_not_there_ends_with_two_and_a_remedy() {
    let folder = Folder::new("missing");
    fails(&["serve", &folder.path("none")], "error: there is no folder");
    fails(&["serve", &folder.path("page/index.html")], "is no folder; name the folder that it is in");
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let remedy = format!("port {port} is in use; name another with --port N, or none to take one that is free");
    fails(&["serve", &folder.path("page"), "--port", &port, "--widget", &folder.path("widget")], &remedy);
}

#[test]
fn errors_have_no_colour_where_there_is_no_terminal() {
    let output = run(&["serve", "/no/such/folder"]);
    assert!(!output.stderr.contains(&0x1b));
    assert_eq!(String::from_utf8(output.stderr).unwrap().lines().count(), 1);
}

#[test]
fn a_folder_and_the_widget_are_served() {
    let folder = Folder::new("served");
    let server = Served::begin(&folder);
    assert_eq!(server.line, format!("Serving {} at http://127.0.0.1:{}/\n", folder.path("page"), server.port));

    let (head, body) = server.ask("GET", "/", "");
    assert!(head.starts_with("http/1.1 200"), "{head}");
    assert!(head.contains("content-type: text/html; charset=utf-8") && head.contains("cache-control: no-cache"), "{head}");
    let page = String::from_utf8(body).unwrap();
    assert!(page.contains("<p>52 percent</p><script async src=\"/nutgraph/reload.js?"), "{page}");

    let (head, body) = server.ask("GET", "/nutgraph/nutgraph.js", "Accept-Encoding: gzip, br\r\n");
    assert_eq!(body, b"brotli");
    assert!(head.contains("content-encoding: br") && head.contains("content-type: text/javascript"), "{head}");
    let tag = head.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap().to_string();
    let (head, body) = server.ask("GET", "/nutgraph/nutgraph.js", &format!("Accept-Encoding: gzip, br\r\nIf-None-Match: {tag}\r\n"));
    assert!(head.starts_with("http/1.1 304") && body.is_empty(), "{head}");

    let (head, _) = server.ask("GET", "/nutgraph/nutgraph-0123456789.wasm", "Accept-Encoding: br\r\n");
    assert!(head.contains("content-type: application/wasm\r\n"), "{head}");

    let (head, body) = server.ask("HEAD", "/data/coca.csv", "");
    assert!(head.contains("content-type: text/csv; charset=utf-8") && head.contains("content-length: 19") && body.is_empty(), "{head}");

    let (head, body) = server.ask("GET", "/none.html", "");
    assert!(head.starts_with("http/1.1 404"), "{head}");
    assert!(String::from_utf8(body).unwrap().contains("there is no file"));
    assert!(server.ask("GET", "/../widget/nutgraph.js", "").0.starts_with("http/1.1 404"));
    assert!(server.ask("DELETE", "/", "").0.starts_with("http/1.1 405"));
}

#[test]
fn a_page_hears_of_a_change_of_its_folder() {
    let folder = Folder::new("changes");
    let server = Served::begin(&folder);
    let page = String::from_utf8(server.ask("GET", "/", "").1).unwrap();
    let version = page.split("reload.js?").nth(1).unwrap().split('"').next().unwrap().to_string();
    assert!(server.ask("GET", &format!("/nutgraph/reload.js?{version}"), "").0.contains("text/javascript"));
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| server.ask("GET", &format!("/nutgraph/changes?{version}"), "").0);
        std::thread::sleep(Duration::from_millis(1200));
        fs::write(Path::new(&folder.path("page/data/coca.csv")), "year,ha\n2015,96085\n2016,146139\n").unwrap();
        assert!(waiting.join().unwrap().starts_with("http/1.1 200"));
    });
    assert!(server.ask("GET", "/nutgraph/changes?0", "").0.starts_with("http/1.1 200"), "a page of an earlier run is out of date");
}
