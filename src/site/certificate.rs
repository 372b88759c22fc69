//! The certificate: how it is configured, what it is asked for with, and what one that exists says of it.

use serde::{Deserialize, Serialize};

use super::checks::NameProblem;
use super::names::DomainName;

/// How the certificate is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    pub validation: Validation,
    pub key_type: KeyType,
    /// Empty: only the site's own names.
    pub names: Vec<CertificateName>,
}

impl Default for Certificate {
    fn default() -> Self {
        Self { validation: Validation::Dns, key_type: KeyType::Rsa2048, names: Vec::new() }
    }
}

impl Certificate {
    /// The names it must carry, in the order they were told: those of `own`, the site's, at least that none of them covers.
    pub(super) fn names_for(&self, own: Vec<DomainName>) -> Vec<CertificateName> {
        let covered = |name: &DomainName| self.names.iter().any(|told| told.covers(name));
        let missing = own.into_iter().filter(|name| !covered(name)).map(CertificateName::exact);
        self.names.iter().cloned().chain(missing).collect()
    }

    /// What it is asked for with.
    pub(super) fn spec_for(&self, own: Vec<DomainName>) -> CertificateSpec {
        CertificateSpec { names: self.names_for(own), validation: self.validation, key_type: self.key_type }
    }
}

/// How ownership of the domain is proven to ACM.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Validation {
    Dns,
    Email,
}

/// The kind of key that a certificate has. ACM offers these two for load balancers without more ado (ACM User Guide, "Key algorithms",
/// read on 2026-11-29).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyType {
    /// Understood by every browser there is.
    Rsa2048,
    /// Smaller and quicker.
    EcdsaP256,
}

/// A name in a certificate: exact, or `*.example.com`, which covers exactly one label more.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CertificateName {
    wildcard: bool,
    base: DomainName,
}

impl CertificateName {
    /// A certificate name that covers just `name`.
    pub fn exact(name: DomainName) -> Self {
        Self { wildcard: false, base: name }
    }

    /// Whether this name covers `name`: equal, or one label below the wildcard's base.
    pub fn covers(&self, name: &DomainName) -> bool {
        if self.wildcard { name.parent().as_ref() == Some(&self.base) } else { *name == self.base }
    }

    /// Whether a certificate with this name serves all that `other` stands for.
    pub fn covers_all_of(&self, other: &Self) -> bool {
        self == other || (!other.wildcard && self.covers(&other.base))
    }

    /// The domain the name stands in, without the `*.`.
    pub fn base(&self) -> &DomainName {
        &self.base
    }
}

impl std::fmt::Display for CertificateName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", if self.wildcard { "*." } else { "" }, self.base)
    }
}

impl std::str::FromStr for CertificateName {
    type Err = NameProblem;
    fn from_str(s: &str) -> Result<Self, NameProblem> {
        match s.strip_prefix("*.") {
            Some(base) => Ok(Self { wildcard: true, base: base.parse()? }),
            None => Ok(Self { wildcard: false, base: s.parse()? }),
        }
    }
}

impl TryFrom<String> for CertificateName {
    type Error = NameProblem;
    fn try_from(s: String) -> Result<Self, NameProblem> {
        s.parse()
    }
}

impl From<CertificateName> for String {
    fn from(n: CertificateName) -> Self {
        n.to_string()
    }
}

/// What a certificate is asked for with: another value needs another certificate.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CertificateSpec {
    /// The names it must carry, in the order they were configured.
    pub names: Vec<CertificateName>,
    pub validation: Validation,
    pub key_type: KeyType,
}

/// As a plan names it.
impl std::fmt::Display for CertificateSpec {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&texts(self).join(" "))?;
        match self.key_type {
            // What everybody has is not worth a word.
            KeyType::Rsa2048 => Ok(()),
            KeyType::EcdsaP256 => f.write_str(" (ECDSA P-256)"),
        }
    }
}

/// The same of a certificate that exists, as far as AWS says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CertificateSpecSeen {
    /// As AWS writes them; empty: not known yet.
    pub names: Vec<String>,
    /// `None`: not known yet.
    pub validation: Option<Validation>,
    /// `None`: not known yet, or another than we ask for.
    pub key_type: Option<KeyType>,
}

impl CertificateSpecSeen {
    /// Whether it is known to be another than the wanted one: then it is asked anew.
    pub fn differs(&self, wanted: &CertificateSpec) -> bool {
        let names = !self.names.is_empty() && sorted(self.names.clone()) != sorted(texts(wanted));
        let validation = self.validation.is_some_and(|v| v != wanted.validation);
        names || validation || self.key_type.is_some_and(|k| k != wanted.key_type)
    }

    /// Whether it is known to lack a name of the wanted one, or to have another key. More names than that do no harm.
    pub fn lacks(&self, wanted: &CertificateSpec) -> bool {
        let names = !self.names.is_empty() && !texts(wanted).iter().all(|n| self.names.contains(n));
        names || self.key_type.is_some_and(|k| k != wanted.key_type)
    }

    /// Whether its names serve all that is wanted, by themselves or as wildcards; of one whose names are not known it is not known either.
    pub fn covers(&self, wanted: &[CertificateName]) -> bool {
        let names: Vec<CertificateName> = self.names.iter().filter_map(|name| name.parse().ok()).collect();
        wanted.iter().all(|wanted| names.iter().any(|name| name.covers_all_of(wanted)))
    }

    /// Whether it can be taken for the wanted one: a wider one will do, of any key.
    pub fn serves(&self, wanted: &CertificateSpec) -> bool {
        texts(wanted).iter().all(|n| self.names.contains(n)) && self.validation == Some(wanted.validation)
    }
}

fn texts(spec: &CertificateSpec) -> Vec<String> {
    spec.names.iter().map(ToString::to_string).collect()
}

fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_is_asked_anew_and_a_wider_one_serves() {
        let wanted = CertificateSpec {
            names: vec!["a.com".parse().unwrap(), "*.a.com".parse().unwrap()],
            validation: Validation::Dns,
            key_type: KeyType::Rsa2048,
        };
        let of_key = |names: &[&str], validation, key_type| CertificateSpecSeen {
            names: names.iter().map(ToString::to_string).collect(),
            validation,
            key_type,
        };
        let seen = |names: &[&str], validation| of_key(names, validation, Some(KeyType::Rsa2048));
        let (dns, mail) = (Some(Validation::Dns), Some(Validation::Email));
        let table = [
            (seen(&["*.a.com", "a.com"], dns), false, true),
            (seen(&["*.a.com", "a.com"], mail), true, false),
            (seen(&["*.a.com", "a.com", "b.com"], dns), true, true),
            (seen(&["a.com"], dns), true, false),
            (seen(&["*.a.com", "a.com"], None), false, false),
            (seen(&[], dns), false, false),
            (of_key(&["a.com", "*.a.com"], dns, Some(KeyType::EcdsaP256)), true, true),
            (of_key(&["a.com", "*.a.com"], dns, None), false, true),
        ];
        for (seen, differs, serves) in table {
            assert_eq!((seen.differs(&wanted), seen.serves(&wanted)), (differs, serves), "{seen:?}");
        }
    }
}
