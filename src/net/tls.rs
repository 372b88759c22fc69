//! TLS that looks before it trusts: the handshake goes on with a certificate that does not verify, so that it can be told
//! what is wrong with it, but nothing is sent over such a session.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use x509_parser::prelude::{FromDer, GeneralName, X509Certificate, X509Name};

use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::time::Timestamp;
use crate::ports::{NoAnswer, WebCertificate};
use crate::sanitize::cleaned;

/// Whom the probe trusts.
#[derive(Debug, Clone)]
pub(super) struct Trust {
    provider: Arc<CryptoProvider>,
    verifier: Arc<WebPkiServerVerifier>,
}

/// A session whose certificate may or may not verify.
pub(super) struct Distrustful {
    pub stream: TlsStream<TcpStream>,
    pub certificate: WebCertificate,
}

impl Trust {
    /// Trusts the system's authorities and those in the PEM file `extra_ca`.
    ///
    /// # Errors
    /// A [`Fault`] when the file holds no certificate, or when there is no authority at all.
    pub fn new(extra_ca: Option<&Path>) -> Result<Self, Fault> {
        let mut roots = RootCertStore::empty();
        // A broken file among the system's is the system's affair; the rest still counts.
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        if let Some(path) = extra_ca {
            add(&mut roots, path)?;
        }
        let provider = Arc::new(aws_lc_rs::default_provider());
        let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider.clone()).build();
        let verifier = verifier.map_err(|e| unusable(&e.to_string()))?;
        Ok(Self { provider, verifier })
    }

    /// Shakes hands over `stream` with `name` as SNI.
    ///
    /// # Errors
    /// [`NoAnswer::Tls`] when no session came about, or its certificate cannot be read.
    pub async fn handshake(&self, stream: TcpStream, to: SocketAddr, name: &str) -> Result<Distrustful, NoAnswer> {
        let failed = |why: &dyn std::fmt::Display| NoAnswer::Tls(cleaned(&format!("{to}: {why}")));
        let witness = Arc::new(Witness { inner: self.verifier.clone(), distrust: OnceLock::new() });
        let server = ServerName::try_from(name.to_owned()).map_err(|e| failed(&e))?;
        let connector = TlsConnector::from(Arc::new(self.config(witness.clone()).map_err(|e| failed(&e))?));
        let stream = connector.connect(server, stream).await.map_err(|e| failed(&e))?;
        let mut certificate = leaf(&stream).ok_or_else(|| failed(&"certificate"))?;
        certificate.distrust = witness.distrust.get().cloned();
        Ok(Distrustful { stream, certificate })
    }

    /// A configuration for one session: no session is resumed, so every certificate is looked at.
    fn config(&self, witness: Arc<Witness>) -> Result<ClientConfig, Error> {
        let builder = ClientConfig::builder_with_provider(self.provider.clone()).with_safe_default_protocol_versions()?;
        Ok(builder.dangerous().with_custom_certificate_verifier(witness).with_no_client_auth())
    }
}

fn add(roots: &mut RootCertStore, path: &Path) -> Result<(), Fault> {
    let reported = |e: &dyn std::fmt::Display| unusable(&format!("{}: {e}", path.display()));
    let before = roots.len();
    for certificate in CertificateDer::pem_file_iter(path).map_err(|e| reported(&e))? {
        roots.add(certificate.map_err(|e| reported(&e))?).map_err(|e| reported(&e))?;
    }
    if roots.len() == before { Err(reported(&"no certificate")) } else { Ok(()) }
}

fn unusable(detail: &str) -> Fault {
    Fault::person(Code::ProbeTls, Remedy::ReadReason, detail)
}

/// Lets the handshake go on, and remembers what the real verifier said of the chain and the name. That the server holds the
/// certificate's key is checked by the real verifier, and a false signature ends the handshake.
#[derive(Debug)]
struct Witness {
    inner: Arc<WebPkiServerVerifier>,
    distrust: OnceLock<String>,
}

impl ServerCertVerifier for Witness {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        if let Err(error) = self.inner.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now) {
            let why = match error {
                Error::InvalidCertificate(why) => why.to_string(),
                other => other.to_string(),
            };
            self.distrust.get_or_init(|| cleaned(&why));
        }
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.inner.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.inner.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.inner.supported_verify_schemes()
    }
}

/// The leaf, not yet judged.
fn leaf(stream: &TlsStream<TcpStream>) -> Option<WebCertificate> {
    let certificates = stream.get_ref().1.peer_certificates()?;
    let (_, leaf) = X509Certificate::from_der(certificates.first()?).ok()?;
    let end = leaf.validity().not_after.timestamp();
    Some(WebCertificate {
        issuer: issuer(leaf.issuer()),
        not_after: Timestamp(end.saturating_mul(1000)),
        expired: u64::try_from(end).unwrap_or(0) < UnixTime::now().as_secs(),
        distrust: None,
        names: names(&leaf),
    })
}

/// The DNS names of its subject's alternative names: the only ones that a browser looks at.
fn names(leaf: &X509Certificate<'_>) -> Vec<String> {
    let Ok(Some(extension)) = leaf.subject_alternative_name() else { return Vec::new() };
    let dns = |name: &GeneralName<'_>| match name {
        GeneralName::DNSName(name) => Some(cleaned(name)),
        _other => None,
    };
    extension.value.general_names.iter().filter_map(dns).collect()
}

fn issuer(name: &X509Name<'_>) -> String {
    let attribute = name.iter_organization().chain(name.iter_common_name()).find_map(|a| a.as_str().ok());
    cleaned(attribute.unwrap_or_default())
}
