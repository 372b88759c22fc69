//! A certificate authority of the tests', by openssl, in a directory that goes with it.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;

use landfall::net::{NetworkProbe, probe};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;

const CA_CONFIG: &str = "
[ca]
default_ca = test
[test]
dir = .
database = index.txt
serial = serial
new_certs_dir = .
certificate = ca.pem
private_key = ca.key
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
";

/// A certificate authority in a directory that goes with it.
pub struct Authority {
    dir: tempfile::TempDir,
}

impl Authority {
    pub fn new() -> Self {
        let authority = Self { dir: tempfile::tempdir().unwrap() };
        for (file, content) in [("ca.cnf", CA_CONFIG), ("index.txt", ""), ("serial", "01\n")] {
            std::fs::write(authority.path(file), content).unwrap();
        }
        authority.self_signed("ca", "/O=Landfall Test Trust/CN=test root", "basicConstraints=critical,CA:TRUE");
        authority
    }

    pub fn path(&self, file: &str) -> PathBuf {
        self.dir.path().join(file)
    }

    fn openssl(&self, line: &[&str]) {
        let output = Command::new("openssl").args(line).current_dir(self.dir.path()).stdin(Stdio::null()).output().unwrap();
        assert!(output.status.success(), "openssl {line:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    pub fn self_signed(&self, file: &str, subject: &str, extension: &str) {
        let (key, out) = (format!("{file}.key"), format!("{file}.pem"));
        let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", &key, "-out", &out];
        self.openssl(&[["req", "-x509", "-subj", subject, "-addext", extension].as_slice(), &curve].concat());
    }

    /// A leaf for `name` until `end`, signed by the authority.
    pub fn leaf(&self, file: &str, name: &str, end: &str) {
        let (key, request, out) = (format!("{file}.key"), format!("{file}.csr"), format!("{file}.pem"));
        let (subject, names) = (format!("/CN={name}"), format!("subjectAltName=DNS:{name}"));
        let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", &key, "-out", &request];
        self.openssl(&[["req", "-subj", &subject, "-addext", &names].as_slice(), &curve].concat());
        let dates = ["-startdate", "20200101000000Z", "-enddate", end];
        self.openssl(&[["ca", "-batch", "-config", "ca.cnf", "-in", &request, "-out", &out].as_slice(), &dates].concat());
    }

    pub fn acceptor(&self, file: &str) -> TlsAcceptor {
        let chain = CertificateDer::pem_file_iter(self.path(&format!("{file}.pem"))).unwrap().map(Result::unwrap).collect();
        let key = PrivateKeyDer::from_pem_file(self.path(&format!("{file}.key"))).unwrap();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        TlsAcceptor::from(Arc::new(config.with_no_client_auth().with_single_cert(chain, key).unwrap()))
    }

    pub fn probe(&self) -> NetworkProbe {
        probe(Some(&self.path("ca.pem"))).unwrap()
    }
}
