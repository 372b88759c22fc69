//! What a wildcard certificate covers.

use crate::site::DomainName;

/// Whether the domain and its wildcard cover the site's name.
pub fn wildcard_covers(domain: &DomainName, fqdn: &DomainName) -> bool {
    fqdn == domain || fqdn.parent().as_ref() == Some(domain)
}
