//! The stores on the network: Amazon's protocol, Google's, Azure's. Their keys come from the environment, under the names that their
//! own programs use.

use std::env;
use std::sync::Arc;
use std::time::Duration;

use object_store::aws::AmazonS3Builder;
use object_store::azure::MicrosoftAzureBuilder;
use object_store::gcp::GoogleCloudStorageBuilder;
use object_store::{BackoffConfig, ObjectStore, ObjectStoreScheme, RetryConfig};

use super::http::Client;
use super::store::{Maker, Store, unknown};
use crate::report::{Place, Problem};

/// The store that an address names.
///
/// # Errors
/// When none has such an address, or the environment has no key for it.
pub fn remote(address: &str, url: &url::Url) -> Result<Store, Problem> {
    let (scheme, root) = ObjectStoreScheme::parse(url).map_err(|error| unknown(address, &error.to_string()))?;
    let maker = match scheme {
        ObjectStoreScheme::AmazonS3 => Maker::Amazon,
        ObjectStoreScheme::GoogleCloudStorage => Maker::Google,
        ObjectStoreScheme::MicrosoftAzure => Maker::Azure,
        _ => return Err(unknown(address, "no store has such an address")),
    };
    has_key(maker)?;
    let retry = RetryConfig {
        backoff: BackoffConfig { init_backoff: Duration::from_millis(100), max_backoff: Duration::from_secs(5), base: 2.0 },
        max_retries: 4,
        retry_timeout: Duration::from_secs(60),
    };
    let inner: Result<Arc<dyn ObjectStore>, _> = match maker {
        Maker::Google => GoogleCloudStorageBuilder::from_env()
            .with_url(address)
            .with_retry(retry)
            .with_http_connector(Client)
            .build()
            .map(|store| Arc::new(store) as _),
        Maker::Azure => MicrosoftAzureBuilder::from_env()
            .with_url(address)
            .with_retry(retry)
            .with_http_connector(Client)
            .build()
            .map(|store| Arc::new(store) as _),
        Maker::Amazon | Maker::Folder => AmazonS3Builder::from_env()
            .with_url(address)
            .with_retry(retry)
            .with_http_connector(Client)
            .build()
            .map(|store| Arc::new(store) as _),
    };
    let inner = inner.map_err(|error| {
        crate::problem!(
            Error,
            "publish",
            Place::Whole,
            format!("{address} cannot be opened: {error}"),
            format!("check the address and the environment ({})", maker.keys())
        )
    })?;
    Ok(Store::new(inner, root, maker))
}

/// Without a key in the environment the client would ask the machine that it runs on for one, and wait long where nothing answers.
fn has_key(maker: Maker) -> Result<(), Problem> {
    let known: &[&str] = match maker {
        Maker::Folder => return Ok(()),
        Maker::Amazon => &[
            "AWS_ACCESS_KEY_ID",
            "AWS_WEB_IDENTITY_TOKEN_FILE",
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            "AWS_METADATA_ENDPOINT",
        ],
        Maker::Google => {
            &["GOOGLE_SERVICE_ACCOUNT", "GOOGLE_SERVICE_ACCOUNT_PATH", "GOOGLE_SERVICE_ACCOUNT_KEY", "GOOGLE_APPLICATION_CREDENTIALS"]
        }
        Maker::Azure => &[
            "AZURE_STORAGE_ACCOUNT_KEY",
            "AZURE_STORAGE_ACCESS_KEY",
            "AZURE_STORAGE_MASTER_KEY",
            "AZURE_STORAGE_SAS_TOKEN",
            "AZURE_STORAGE_SAS_KEY",
            "AZURE_STORAGE_CLIENT_SECRET",
            "AZURE_CLIENT_SECRET",
            "AZURE_FEDERATED_TOKEN_FILE",
            "AZURE_STORAGE_USE_EMULATOR",
            "AZURE_MSI_ENDPOINT",
            "IDENTITY_ENDPOINT",
        ],
    };
    if known.iter().any(|name| env::var_os(name).is_some_and(|value| !value.is_empty())) {
        return Ok(());
    }
    let remedy = format!("set {}; docs/publishing.md has the other ways", maker.keys());
    Err(crate::problem!(Error, "publish", Place::Whole, "the environment has no key for this store", remedy))
}
