//! Which certificates of an account are asked for their tag: each costs a call of its own, and an account may have thousands.

use crate::engine::ids::CertificateArn;
use crate::site::{CertificateName, DomainName};

/// What is told apart by what a mere list says of a certificate.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Among {
    /// Those with one of these names, and just this one.
    Names { names: Vec<CertificateName>, held: Option<CertificateArn> },
    /// Those with a name in this domain.
    Domain(DomainName),
    /// All of them.
    Everything,
}

impl Among {
    /// Whether this certificate is one of them. `names`: as AWS writes them; `None`: not all are told, so it may be.
    pub fn picks(&self, arn: &CertificateArn, names: Option<&[String]>) -> bool {
        let any = |is_it: &dyn Fn(&String) -> bool| names.is_none_or(|names| names.iter().any(is_it));
        match self {
            Self::Names { names: wanted, held } => {
                held.as_ref() == Some(arn) || any(&|name| wanted.iter().any(|wanted| wanted.to_string() == *name))
            }
            Self::Domain(domain) => any(&|name| name == domain.as_str() || name.ends_with(&format!(".{domain}"))),
            Self::Everything => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_is_picked_by_a_name_by_itself_or_because_nobody_knows_its_names() {
        let names = |held: Option<&str>| Among::Names {
            names: vec!["www.a.com".parse().unwrap(), "*.a.com".parse().unwrap()],
            held: held.map(Into::into),
        };
        let domain = || Among::Domain("a.com".parse().unwrap());
        let table: [(Among, Option<&[&str]>, bool); 13] = [
            (names(None), Some(&["www.a.com"]), true),
            (names(None), Some(&["b.com", "*.a.com"]), true),
            (names(None), Some(&["a.com"]), false),
            (names(None), Some(&["x.a.com"]), false),
            (names(None), None, true),
            (names(Some("arn:c")), Some(&["other.org"]), true),
            (names(Some("arn:d")), Some(&["other.org"]), false),
            (domain(), Some(&["a.com"]), true),
            (domain(), Some(&["*.a.com"]), true),
            (domain(), Some(&["b.org", "old.www.a.com"]), true),
            (domain(), Some(&["aa.com", "a.com.org"]), false),
            (domain(), None, true),
            (Among::Everything, Some(&["other.org"]), true),
        ];
        for (among, seen, picked) in table {
            let seen = seen.map(|names| names.iter().map(ToString::to_string).collect::<Vec<_>>());
            assert_eq!(among.picks(&"arn:c".into(), seen.as_deref()), picked, "{among:?} {seen:?}");
        }
    }
}
