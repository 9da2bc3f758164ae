//! How the stores' client reaches the network: one blocking request at a time on a thread of its own, through `ureq`.
//!
//! TLS trusts what the machine trusts, so that a newsroom's own authority is known; `HTTPS_PROXY` and `NO_PROXY` are heeded.

use std::io::{self, ErrorKind};
use std::time::Duration;

use http_body_util::BodyExt;
use object_store::ClientOptions;
use object_store::client::{HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpService};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Error};

/// Makes the clients of the stores.
#[derive(Debug)]
pub struct Client;

impl HttpConnector for Client {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        let agent = Agent::config_builder()
            // The store's client reads the answer, whatever its status, and follows no address but the one it signed.
            .http_status_as_error(false)
            .max_redirects(0)
            .user_agent(concat!("nutgraph/", env!("CARGO_PKG_VERSION")))
            .timeout_connect(Some(Duration::from_secs(10)))
            .timeout_recv_response(Some(Duration::from_secs(60)))
            .tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build())
            .build()
            .new_agent();
        Ok(HttpClient::new(Service(agent)))
    }
}

#[derive(Debug)]
struct Service(Agent);

#[async_trait::async_trait]
impl HttpService for Service {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let agent = self.0.clone();
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
