//! What went wrong at a store, in words: what was tried, on which file, what the store answered, what to do, and what readers see now.

use std::error::Error as _;
use std::fmt;
use std::io::{self, ErrorKind};

use super::store::Maker;
use crate::report::{Place, Problem};

/// What readers see after a failure, when nothing was changed.
pub const AS_IT_WAS: &str = "the published story is as it was";

/// Something that a store did not do.
#[derive(Debug)]
pub struct Fault {
    /// What was tried: `put`, `read`.
    pub act: &'static str,
    /// The file that it was tried on.
    pub name: String,
    /// Whose store it is.
    pub maker: Maker,
    /// What happened.
    pub cause: object_store::Error,
}

impl Fault {
    /// For people, with a word on what readers see now.
    pub fn problem(&self, state: &str) -> Problem {
        crate::problem!(Error, "publish", Place::Whole, self.to_string(), format!("{}; {state}", self.remedy()))
    }

    /// Whether the store does not know how to do this, whatever it is done on.
    pub fn is_unknown_there(&self) -> bool {
        matches!(self.cause, object_store::Error::NotImplemented { .. }) || answer(&self.cause).is_some_and(|(status, _)| status == 501)
    }

    /// The failure of the disk, if that is what it is.
    fn disk(&self) -> Option<&io::Error> {
        let mut source = self.cause.source();
        while let Some(error) = source {
            if let Some(error) = error.downcast_ref::<io::Error>() {
                return Some(error);
            }
            source = error.source();
        }
        None
    }

    fn remedy(&self) -> String {
        use object_store::Error::{AlreadyExists, NotFound, NotImplemented, PermissionDenied, Precondition, Unauthenticated};
        let again = "then run the same command again: it goes on where it stopped";
        if self.maker == Maker::Folder {
            return match self.disk().map(io::Error::kind) {
                Some(ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge) => {
                    format!("free some space or raise the limit, {again}")
                }
                Some(ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) => {
                    format!("give the permission to write there, {again}")
                }
                _ => format!("see whether the folder can be written, {again}"),
            };
        }
        let status = answer(&self.cause).map_or(0, |(status, _)| status);
        match (&self.cause, status) {
            (Unauthenticated { .. } | PermissionDenied { .. }, _) | (_, 400 | 401 | 403) => {
                format!("check the key ({}) and what it may do there, {again}", self.maker.keys())
            }
            (NotFound { .. }, _) | (_, 404) => format!("make the {} first, {again}", self.maker.container()),
            (Precondition { .. } | AlreadyExists { .. }, _) => {
                "somebody else is publishing there; look at --list, and publish again".to_string()
            }
            (NotImplemented { .. }, _) => "this store cannot do it; publish to another".to_string(),
            _ => format!("see whether the store can be reached, {again}"),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot {} {}: ", self.act, self.name)?;
        match (answer(&self.cause), self.disk()) {
            (Some((_, words)), _) => write!(f, "the store answered {words}"),
            (None, Some(error)) => write!(f, "{error}"),
            (None, None) => write!(f, "{}", innermost(&self.cause)),
        }
    }
}

/// What stands at the end of a chain of errors.
fn innermost(error: &object_store::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = error.to_string();
        source = error.source();
    }
    text
}

/// The status of a store's answer, and the status in words with what the store says of it. The client offers the answer as text alone.
fn answer(error: &object_store::Error) -> Option<(u16, String)> {
    let text = error.to_string();
    let (_, said) = text.split_once("status code: ").or_else(|| text.split_once("error response: "))?;
    let (status, body) = said.split_once(": ").unwrap_or((said, ""));
    let number = status.get(..3)?.parse().ok()?;
    let within = |tag: &str| {
        let (_, rest) = body.split_once(&format!("<{tag}>"))?;
        rest.split_once(&format!("</{tag}>")).map(|(text, _)| text)
    };
    let reason = [within("Code"), within("Message")].into_iter().flatten().collect::<Vec<_>>().join(": ");
    let reason = if reason.is_empty() { body.chars().take(200).collect() } else { reason };
    let line = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    Some((number, if line.is_empty() { status.trim().to_string() } else { format!("{}: {line}", status.trim()) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(maker: Maker, cause: object_store::Error) -> String {
        Fault { act: "put", name: "index.html".into(), maker, cause }.problem(AS_IT_WAS).to_string()
    }

    #[test]
    fn a_wrong_key_names_the_variables_that_hold_it() {
        let source = "Error performing PUT http://127.0.0.1/b/index.html in 3ms - Server returned non-2xx status code: 403 Forbidden: \
                      <?xml version=\"1.0\"?><Error><Code>SignatureDoesNotMatch</Code><Message>The signature\n we calculated</Message></Error>";
        let cause = object_store::Error::PermissionDenied { path: "index.html".into(), source: source.into() };
        assert_eq!(
            fault(Maker::Amazon, cause),
            "cannot put index.html: the store answered 403 Forbidden: SignatureDoesNotMatch: The signature we calculated; check the key \
             (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY) and what it may do there, then run the same command again: it goes on where it \
             stopped; the published story is as it was"
        );
    }

    #[test]
    fn a_full_disk_is_told_from_a_store_that_is_away() {
        let full = object_store::Error::Generic { store: "LocalFileSystem", source: io::Error::from(ErrorKind::StorageFull).into() };
        let text = fault(Maker::Folder, full);
        assert!(text.starts_with("cannot put index.html: no storage space; free some space"), "{text}");
        let away = object_store::Error::Generic { store: "S3", source: "connection refused".into() };
        let text = fault(Maker::Amazon, away);
        assert!(text.starts_with("cannot put index.html: connection refused; see whether the store can be reached"), "{text}");
    }
}
