//! Whether a browser would take a certificate, and if not, why.

use crate::engine::op::net::CertificateFault;
use crate::ports::WebCertificate;

/// What is wrong with `certificate` for `host`; `None`: nothing.
pub(super) fn fault(certificate: &WebCertificate, host: &str) -> Option<CertificateFault> {
    let WebCertificate { distrust, not_after, expired, names, issuer } = certificate;
    if *expired {
        return Some(CertificateFault::Expired { not_after: *not_after });
    }
    let why = distrust.clone()?;
    if names.iter().any(|name| covers(name, host)) {
        let foreign = why.contains("UnknownIssuer") && !issuer.is_empty() && !issuer.contains("Amazon");
        return Some(if foreign { CertificateFault::Foreign { issuer: issuer.clone() } } else { CertificateFault::NotTrusted { why } });
    }
    Some(CertificateFault::NameMismatch { names: names.clone() })
}

/// A certificate's name is for this host; `*` stands for exactly one label.
fn covers(name: &str, host: &str) -> bool {
    let (name, host) = (name.trim_end_matches('.').to_ascii_lowercase(), host.trim_end_matches('.').to_ascii_lowercase());
    match (name.strip_prefix("*."), host.split_once('.')) {
        (Some(parent), Some((_, rest))) => parent == rest,
        (Some(_), None) => false,
        (None, _) => name == host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::time::Timestamp;

    fn certificate(distrust: Option<&str>, expired: bool, names: &[&str]) -> WebCertificate {
        let names = names.iter().map(|n| (*n).to_owned()).collect();
        WebCertificate { issuer: String::new(), distrust: distrust.map(str::to_owned), not_after: Timestamp(0), expired, names }
    }

    #[test]
    fn each_fault_is_told_from_the_others() {
        let unknown = Some("UnknownIssuer");
        let code = |c: &WebCertificate| match fault(c, "www.example.com") {
            None => "fine",
            Some(CertificateFault::Expired { .. }) => "expired",
            Some(CertificateFault::NameMismatch { .. }) => "name",
            Some(CertificateFault::NotTrusted { .. }) => "not trusted",
            Some(CertificateFault::Foreign { .. }) => "foreign",
        };
        assert_eq!(code(&certificate(None, false, &["www.example.com"])), "fine");
        assert_eq!(code(&certificate(None, true, &["www.example.com"])), "expired");
        assert_eq!(code(&certificate(unknown, false, &["*.Example.com"])), "not trusted");
        let by = |issuer: &str| WebCertificate { issuer: issuer.into(), ..certificate(unknown, false, &["*.Example.com"]) };
        assert_eq!((code(&by("Corp Inspection CA")), code(&by("Amazon"))), ("foreign", "not trusted"));
        assert_eq!(code(&certificate(unknown, false, &["example.com", "*.www.example.com"])), "name");
        assert_eq!(code(&certificate(unknown, false, &[])), "name");
    }
}
