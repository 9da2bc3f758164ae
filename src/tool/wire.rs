//! One request a connection, as little of HTTP as a browser on the same machine needs: `httparse` reads, this answers and hangs up.
//!
//! A connection that is kept open holds a thread and, with a small pool of them, can make a page wait for ever; hanging up cannot.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use super::site::{Answer, Ask};

/// A request's head may be so long.
const LONGEST: usize = 32 * 1024;

/// Reads one request, answers it by `answer`, and hangs up. A client that goes away or makes no sense gets no answer.
pub fn converse(mut stream: TcpStream, answer: impl FnOnce(&Ask) -> Answer) {
    let _ = stream.set_read_timeout(Some(Duration::from_secs(10)));
    let mut head = Vec::new();
    let mut part = [0; 4096];
    loop {
        match stream.read(&mut part) {
            Ok(0) | Err(_) => return,
            Ok(read) => head.extend_from_slice(&part[..read]),
        }
        let mut headers = [httparse::EMPTY_HEADER; 64];
        let mut request = httparse::Request::new(&mut headers);
        match request.parse(&head) {
            Ok(httparse::Status::Complete(_)) => {
                let header = |name: &str| {
                    let found = request.headers.iter().find(|h| h.name.eq_ignore_ascii_case(name));
                    found.and_then(|h| std::str::from_utf8(h.value).ok()).unwrap_or_default()
                };
                let (method, url) = (request.method.unwrap_or_default(), request.path.unwrap_or("/"));
                let ask = Ask { method, url, encodings: header("accept-encoding"), known: header("if-none-match") };
                let _ = say(&mut stream, &answer(&ask), method == "HEAD");
                let _ = stream.shutdown(Shutdown::Both);
                return;
            }
            Ok(httparse::Status::Partial) if head.len() < LONGEST => {}
            _ => return,
        }
    }
}

fn say(stream: &mut TcpStream, answer: &Answer, head_only: bool) -> std::io::Result<()> {
    let reason = match answer.status {
        200 => "OK",
        204 => "No Content",
        301 => "Moved Permanently",
        304 => "Not Modified",
        404 => "Not Found",
        405 => "Method Not Allowed",
        _ => "Error",
    };
    let mut out = format!("HTTP/1.1 {} {reason}\r\nconnection: close\r\n", answer.status).into_bytes();
    for (name, value) in &answer.headers {
        out.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
    }
    if !matches!(answer.status, 204 | 304) {
        out.extend_from_slice(format!("content-length: {}\r\n", answer.body.len()).as_bytes());
    }
    out.extend_from_slice(b"\r\n");
    if !head_only {
        out.extend_from_slice(&answer.body);
    }
    stream.write_all(&out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{Ipv4Addr, TcpListener};

    fn exchange(request: &str) -> String {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        client.write_all(request.as_bytes()).unwrap();
        let (stream, _) = listener.accept().unwrap();
        converse(stream, |ask| Answer::text(200, "text/plain", format!("{} {} {}", ask.method, ask.url, ask.encodings)));
        let mut said = String::new();
        client.read_to_string(&mut said).unwrap();
        said
    }

    #[test]
    fn a_request_is_answered_once_with_its_length() {
        let said = exchange("GET /a?b HTTP/1.1\r\nHost: x\r\nAccept-Encoding: br\r\n\r\n");
        assert!(said.starts_with("HTTP/1.1 200 OK\r\nconnection: close\r\n"), "{said}");
        assert!(said.ends_with("content-length: 11\r\n\r\nGET /a?b br"), "{said}");
    }

    #[test]
    fn a_head_has_no_body_and_nonsense_no_answer() {
        assert!(exchange("HEAD / HTTP/1.1\r\n\r\n").ends_with("content-length: 7\r\n\r\n"));
        assert_eq!(exchange("\u{1}\u{2}\r\n\r\n"), "");
    }
}
