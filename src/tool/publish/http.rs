//! How the stores' client reaches the network: one blocking request at a time on a thread of its own, through `ureq`.
//!
//! TLS trusts what the machine trusts, so that a newsroom's own authority is known; `HTTPS_PROXY` and `NO_PROXY` are heeded.

use std::io::{self, ErrorKind};
use std::time::Duration;

use http_body_util::BodyExt;
use object_store::ClientOptions;
use object_store::client::{ClientConfigKey, HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpService};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Error};

/// Makes the clients of the stores.
#[derive(Debug)]
pub struct Client;

impl HttpConnector for Client {
    fn connect(&self, options: &ClientOptions) -> object_store::Result<HttpClient> {
        let agent = Agent::config_builder()
            // The store's client reads the answer, whatever its status, and follows no address but the one it signed.
            .http_status_as_error(false)
            .max_redirects(0)
            .user_agent(concat!("nutgraph/", env!("CARGO_PKG_VERSION")))
            .timeout_connect(Some(Duration::from_secs(10)))
            .timeout_recv_response(Some(Duration::from_secs(60)))
            .timeout_send_body(Some(Duration::from_secs(600)))
            .timeout_recv_body(Some(Duration::from_secs(600)))
            .tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build())
            .build()
            .new_agent();
        let open = options.get_config_value(&ClientConfigKey::AllowHttp).is_some_and(|allowed| allowed == "true");
        Ok(HttpClient::new(Service { agent, open }))
    }
}

#[derive(Debug)]
struct Service {
    agent: Agent,
    /// Whether requests may leave this machine without TLS, where anybody on the way could read a key in them.
    open: bool,
}

/// Whether a host is this machine.
fn here(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare == "localhost" || bare.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[async_trait::async_trait]
impl HttpService for Service {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        if !self.open && request.uri().scheme_str() == Some("http") && !request.uri().host().is_some_and(here) {
            let error = io::Error::other("its address is http, where anybody on the way could read the key");
            return Err(HttpError::new(HttpErrorKind::Unknown, error));
        }
        let agent = self.agent.clone();
        let answer = tokio::task::spawn_blocking(move || ask(&agent, request)).await;
        answer.map_err(|error| HttpError::new(HttpErrorKind::Unknown, error))?
    }
}

/// Asks and waits for the whole answer.
fn ask(agent: &Agent, request: HttpRequest) -> Result<HttpResponse, HttpError> {
    let (parts, body) = request.into_parts();
    // The bodies of these requests are in memory, so that nothing is waited for here.
    let body = futures_util::FutureExt::now_or_never(body.collect()).unwrap_or_else(|| Err(unfinished()))?.to_bytes();
    let answer = if body.is_empty() && parts.method != "PUT" && parts.method != "POST" {
        agent.run(ureq::http::Request::from_parts(parts, ()))
    } else {
        agent.run(ureq::http::Request::from_parts(parts, &body[..]))
    };
    let (parts, mut body) = answer.map_err(failed)?.into_parts();
    let bytes = body.with_config().limit(u64::MAX).read_to_vec().map_err(failed)?;
    Ok(HttpResponse::from_parts(parts, bytes.into()))
}

fn unfinished() -> HttpError {
    HttpError::new(HttpErrorKind::Unknown, io::Error::from(ErrorKind::UnexpectedEof))
}

/// What kind of failure it is says whether the request is tried again.
fn failed(error: Error) -> HttpError {
    let kind = match &error {
        Error::HostNotFound | Error::ConnectionFailed => HttpErrorKind::Connect,
        Error::Timeout(_) => HttpErrorKind::Timeout,
        Error::Io(error) => match error.kind() {
            ErrorKind::ConnectionRefused => HttpErrorKind::Connect,
            ErrorKind::TimedOut | ErrorKind::WouldBlock => HttpErrorKind::Timeout,
            _ => HttpErrorKind::Interrupted,
        },
        _ => HttpErrorKind::Unknown,
    };
    HttpError::new(kind, error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_tls_nothing_leaves_this_machine() {
        for (host, local) in
            [("127.0.0.1", true), ("[::1]", true), ("localhost", true), ("192.168.1.7", false), ("localhost.example", false)]
        {
            assert_eq!(here(host), local, "{host}");
        }
    }
}
