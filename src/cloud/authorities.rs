//! The certificate authorities besides the system's: `AWS_CA_BUNDLE`, for whom a company reads the traffic of. The AWS CLI goes by
//! it, the SDK for Rust does not.

use std::path::Path;

use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore};
use aws_smithy_http_client::{Builder, ConnectorBuilder};
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use super::profiles::Profile;
use crate::engine::fault::{Code, Fault, Remedy};

const VARIABLE: &str = "AWS_CA_BUNDLE";

/// The file that the environment names, else this profile.
pub(super) fn bundle(profile: Option<&Profile>) -> Option<String> {
    let in_environment = std::env::var(VARIABLE).ok().filter(|path| !path.is_empty());
    in_environment.or_else(|| profile?.ca_bundle.clone())
}

/// An HTTPS client that trusts what is named there, besides the system's authorities. `None`: nothing is named, and the SDK's own
/// client does.
///
/// # Errors
/// A [`Fault`] when the file cannot be read, or holds no certificate.
pub(super) fn client(profile: Option<&Profile>) -> Result<Option<SharedHttpClient>, Fault> {
    let Some(path) = bundle(profile) else { return Ok(None) };
    let context = TlsContext::builder().with_trust_store(trusting(read(Path::new(&path))?)).build();
    let context = context.map_err(|error| Fault::internal(error.to_string()))?;
    // As the SDK builds its own (aws-smithy-runtime 1.16.2, client/http.rs), proxies of the environment included.
    let client = Builder::new().build_with_connector_fn(move |settings, components| {
        let mut connector = ConnectorBuilder::default().tls_provider(Provider::Rustls(CryptoMode::AwsLc)).tls_context(context.clone());
        connector.set_connector_settings(settings.cloned());
        if let Some(components) = components {
            connector.set_sleep_impl(components.sleep_impl());
        }
        connector.set_proxy_config(Some(ProxyConfig::from_env()));
        connector.build()
    });
    Ok(Some(client))
}

/// A machine without any authorities of its own has only these.
fn trusting(pem: Vec<u8>) -> TrustStore {
    let own = !rustls_native_certs::load_native_certs().certs.is_empty();
    TrustStore::empty().with_native_roots(own).with_pem_certificate(pem)
}

/// The file's text, with at least one certificate in it and none that cannot be used: the SDK takes it as it is, and panics at
/// what it cannot read.
fn read(path: &Path) -> Result<Vec<u8>, Fault> {
    let broken =
        |why: &dyn std::fmt::Display| Fault::person(Code::CaBundleBroken, Remedy::MendCaBundle, format!("{}: {why}", path.display()));
    let pem = std::fs::read(path).map_err(|error| broken(&error))?;
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(&pem) {
        roots.add(certificate.map_err(|error| broken(&error))?).map_err(|error| broken(&error))?;
    }
    if roots.is_empty() { Err(broken(&"no certificate")) } else { Ok(pem) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bundle_that_is_none_is_told_with_its_path() {
        let room = tempfile::tempdir().unwrap();
        let path = room.path().join("ca.pem");
        let judged = || read(&path).unwrap_err();
        assert_eq!(judged().code, Code::CaBundleBroken);
        for text in ["", "nothing", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
            std::fs::write(&path, text).unwrap();
            let fault = judged();
            assert!(fault.code == Code::CaBundleBroken && fault.detail.contains("ca.pem"), "{text}: {fault}");
        }
    }
}
