//! A record that the person makes where the domain's DNS runs, since that is no zone of ours.

use crate::codes::codes;
use crate::site::DomainName;

codes! {
    /// What such a record is for.
    serde TheirUse {
        /// It proves a name of the certificate.
        Validation = "validation",
        /// It leads the site's name to the balancer.
        Site = "site",
    }
}

/// A CNAME; at the domain's own name, where no CNAME can stand, what its provider has in place of one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TheirRecord {
    pub of: TheirUse,
    pub name: DomainName,
    pub target: DomainName,
}

impl TheirRecord {
    /// What a provider's form wants as its name: the part before the zone, or `@` for the zone itself.
    pub fn host_in(&self, zone: &DomainName) -> String {
        if self.name == *zone {
            return "@".to_owned();
        }
        let host = self.name.as_str().strip_suffix(zone.as_str()).and_then(|host| host.strip_suffix('.'));
        host.unwrap_or(self.name.as_str()).to_owned()
    }

    /// Whether it stands at the zone's own name, where DNS takes no CNAME (RFC 1034, 3.6.2).
    pub fn is_bare(&self, zone: &DomainName) -> bool {
        self.name == *zone
    }

    /// Its name once more with the zone behind it: what comes of typing the whole name into a form that puts the zone behind it.
    pub fn doubled(&self, zone: &DomainName) -> Option<DomainName> {
        DomainName::from_wire(&format!("{}.{zone}", self.name)).ok()
    }

    /// Whether a CNAME to this name is it. A balancer answers to its name with `dualstack.` before it too.
    pub fn leads_to(&self, target: &DomainName) -> bool {
        let bare = |name: &DomainName| name.as_str().trim_start_matches("dualstack.").to_owned();
        *target == self.target || (self.of == TheirUse::Site && bare(target) == bare(&self.target))
    }
}

/// What stands in place of such a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Instead {
    /// It stands at this name, with the zone twice.
    Doubled(DomainName),
    /// Cloudflare answers with addresses of its own: its proxy stands before the record.
    Proxied(String),
    /// Something else.
    Other(String),
}

impl Instead {
    /// The stable code that `--json` prints.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Doubled(_) => "doubled",
            Self::Proxied(_) => "proxied",
            Self::Other(_) => "other",
        }
    }

    /// What was seen.
    pub fn seen(&self) -> String {
        match self {
            Self::Doubled(name) => name.to_string(),
            Self::Proxied(seen) | Self::Other(seen) => seen.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::name;

    fn record(of: TheirUse, at: &str) -> TheirRecord {
        TheirRecord { of, name: name(at), target: name("lb-1.elb.amazonaws.com") }
    }

    #[test]
    fn a_form_is_told_the_part_before_the_zone() {
        let host = |at: &str, zone: &str| record(TheirUse::Site, at).host_in(&name(zone));
        assert_eq!(host("www.heestagram.com", "heestagram.com"), "www");
        assert_eq!(host("_a1.www.heestagram.com", "heestagram.com"), "_a1.www");
        assert_eq!(host("www.dev.heestagram.com", "heestagram.com"), "www.dev");
        assert_eq!(host("heestagram.com", "heestagram.com"), "@");
        assert_eq!(host("myheestagram.com", "heestagram.com"), "myheestagram.com", "a part of a label is none of its zone");
        assert!(record(TheirUse::Site, "heestagram.com").is_bare(&name("heestagram.com")));
        let doubled = record(TheirUse::Site, "www.heestagram.com").doubled(&name("heestagram.com"));
        assert_eq!(doubled, Some(name("www.heestagram.com.heestagram.com")));
    }

    #[test]
    fn only_a_balancer_has_a_second_name() {
        let dualstack = name("dualstack.lb-1.elb.amazonaws.com");
        assert!(record(TheirUse::Site, "www.heestagram.com").leads_to(&dualstack));
        assert!(!record(TheirUse::Validation, "_a.heestagram.com").leads_to(&dualstack));
        assert!(!record(TheirUse::Site, "www.heestagram.com").leads_to(&name("lb-2.elb.amazonaws.com")));
    }
}
