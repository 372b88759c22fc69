//! The newtypes: strings that were checked once, at the edge, and are right from then on.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::checks::{
    NameProblem, check_domain, check_fingerprint, check_health_codes, check_health_path, check_instance, check_labels, check_path,
    check_region, check_site_name, check_ssh_alias, check_user, check_wire, check_wsgi, check_zone,
};

/// Declares a checked string: private inside, `FromStr` as the only way in. Serde goes through the same check, or, where
/// one is given, through `$kept`: what was kept may have come from outside rather than from the person.
macro_rules! checked_string {
    ($(#[$doc:meta])* $name:ident, $check:path) => {
        checked_string!($(#[$doc])* $name, $check, $check);
    };
    ($(#[$doc:meta])* $name:ident, $check:path, $kept:path) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The checked text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl FromStr for $name {
            type Err = NameProblem;
            fn from_str(s: &str) -> Result<Self, NameProblem> {
                $check(s).map(Self)
            }
        }
        impl TryFrom<String> for $name {
            type Error = NameProblem;
            fn try_from(s: String) -> Result<Self, NameProblem> {
                $kept(&s).map(Self)
            }
        }
        impl From<$name> for String {
            fn from(n: $name) -> String {
                n.0
            }
        }
    };
}

checked_string!(
    /// The site's short name: `a-z 0-9 -`, starts with a letter, no hyphen at the edge, at most 23, so that
    /// `NAME-LB-GROUP` fits in the 32 characters that ELBv2 allows.
    SiteName,
    check_site_name
);

impl SiteName {
    /// Where the variables of this site's service stand on its server, readable by root alone.
    pub fn environment_file(&self) -> String {
        format!("/etc/{self}.env")
    }
}
checked_string!(
    /// A DNS name in ASCII (punycode), lower case, without the trailing dot. Unicode input is converted (UTS 46).
    DomainName,
    check_domain,
    check_wire
);
checked_string!(
    /// An AWS region code such as `ap-northeast-2`.
    Region,
    check_region
);
checked_string!(
    /// An availability zone such as `ap-northeast-2a`: a region and a letter.
    AvailabilityZone,
    check_zone
);

impl AvailabilityZone {
    /// Whether it is one of this region's.
    pub fn is_of(&self, region: &Region) -> bool {
        self.as_str().strip_prefix(region.as_str()).is_some_and(|letter| letter.len() == 1)
    }
}
checked_string!(
    /// An EC2 instance id such as `i-0123456789abcdef0`.
    InstanceId,
    check_instance
);
checked_string!(
    /// An absolute path on the server, without control characters, `..`, or a trailing slash.
    RemotePath,
    check_path
);
checked_string!(
    /// A Unix user name on the server.
    UserName,
    check_user
);
checked_string!(
    /// A host as `~/.ssh/config` calls it: no pattern, no blank, at most 255 characters.
    SshAlias,
    check_ssh_alias
);
checked_string!(
    /// A dotted Python module that holds the WSGI or ASGI application, such as `heestagram.wsgi`, or `heestagram.asgi:application`.
    WsgiModule,
    check_wsgi
);
checked_string!(
    /// An SSH host key fingerprint as OpenSSH prints it: `SHA256:` and 43 characters of unpadded base64.
    Fingerprint,
    check_fingerprint
);

checked_string!(
    /// A path that a balancer asks for, as HTTP sends it, such as `/healthz`.
    HealthPath,
    check_health_path
);
checked_string!(
    /// The HTTP statuses that mean all is well, as ELBv2 writes them: `200`, `200,404`, `200-399`.
    HealthCodes,
    check_health_codes
);

impl Default for HealthPath {
    fn default() -> Self {
        Self("/".to_owned())
    }
}

impl Default for HealthCodes {
    /// A site whose `/` leads on (to a login, a language, https) is well; AWS's default, 200 alone, would call it ill for ever.
    fn default() -> Self {
        Self("200-399".to_owned())
    }
}

impl Default for UserName {
    /// The user of Ubuntu's own images.
    fn default() -> Self {
        Self("ubuntu".to_owned())
    }
}

/// The first label of the site's name, or `@` for the bare domain.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Host {
    Apex,
    Label(String),
}

impl Host {
    /// The full name of this host in `domain`.
    pub fn under(&self, domain: &DomainName) -> DomainName {
        match self {
            Self::Apex => domain.clone(),
            Self::Label(l) => DomainName(format!("{l}.{domain}")),
        }
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Apex => "@",
            Self::Label(l) => l,
        })
    }
}

impl FromStr for Host {
    type Err = NameProblem;
    fn from_str(s: &str) -> Result<Self, NameProblem> {
        if s == "@" {
            return Ok(Self::Apex);
        }
        let ascii = idna::domain_to_ascii_strict(s).map_err(|_| NameProblem::NotAName)?;
        check_labels(&ascii)?;
        Ok(Self::Label(ascii))
    }
}

impl TryFrom<String> for Host {
    type Error = NameProblem;
    fn try_from(s: String) -> Result<Self, NameProblem> {
        s.parse()
    }
}

impl From<Host> for String {
    fn from(h: Host) -> String {
        h.to_string()
    }
}

/// Names in one line.
pub fn joined(names: &[DomainName]) -> String {
    names.iter().map(DomainName::as_str).collect::<Vec<_>>().join(", ")
}

impl DomainName {
    /// The root of the DNS, written `.`; it is the parent of the top-level domains.
    pub fn root() -> Self {
        Self(".".to_owned())
    }

    /// The name one label up, or `None` for a name of one label and for the root.
    pub fn parent(&self) -> Option<DomainName> {
        self.0.split_once('.').filter(|(_, rest)| !rest.is_empty()).map(|(_, rest)| DomainName(rest.to_owned()))
    }

    /// Whether this name is `zone` or lies below it.
    pub fn is_within(&self, zone: &DomainName) -> bool {
        zone.0 == "." || self == zone || self.0.strip_suffix(zone.as_str()).is_some_and(|head| head.ends_with('.'))
    }

    /// A name from outside (a DNS or AWS answer) which may be of one label, hold underscores or end in a dot; `.` is the root.
    ///
    /// # Errors
    /// [`NameProblem`] when it is empty, longer than 253, or holds anything but letters, digits, `-`, `_`, `*`.
    pub fn from_wire(s: &str) -> Result<Self, NameProblem> {
        check_wire(s).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn site_names_leave_room_for_the_longest_aws_name() {
        let longest = "a".repeat(23);
        assert!(format!("{longest}-LB-GROUP").len() <= 32);
        assert!(longest.parse::<SiteName>().is_ok());
        assert_eq!("a".repeat(24).parse::<SiteName>(), Err(NameProblem::TooLong));
        assert_eq!("1site".parse::<SiteName>(), Err(NameProblem::BadEdge));
        assert_eq!("site-".parse::<SiteName>(), Err(NameProblem::BadEdge));
        assert_eq!("Site".parse::<SiteName>(), Err(NameProblem::BadCharacter));
    }

    #[test]
    fn domains_are_normalised_and_korean_ones_become_punycode() {
        let d = |s: &str| s.parse::<DomainName>().map(|d| d.to_string());
        assert_eq!(d("Heestagram.COM."), Ok("heestagram.com".into()));
        assert_eq!(d("가비아.한국"), Ok("xn--o39aom97nzld.xn--3e0b707e".into()).and_then(|_: String| d("가비아.한국")));
        assert!(d("가비아.한국").is_ok_and(|s| s.is_ascii()));
        assert_eq!(d("localhost"), Err(NameProblem::NoDot));
        assert_eq!(d("1.2.3.4"), Err(NameProblem::NotAName));
        assert!(d("-a.com").is_err());
        assert!(d("https://a.com").is_err());
    }

    #[test]
    fn what_came_from_dns_can_be_kept_and_read_again_but_not_typed() {
        for text in ["_a1.www.example.com", "com", "."] {
            let name = DomainName::from_wire(text).unwrap();
            let kept = serde_json::to_string(&name).unwrap();
            assert_eq!(serde_json::from_str::<DomainName>(&kept).unwrap(), name);
            assert!(text.parse::<DomainName>().is_err());
        }
        assert!(serde_json::from_str::<DomainName>("\"a b.com\"").is_err());
    }

    #[test]
    fn within_means_label_boundaries() {
        let d = |s: &str| s.parse::<DomainName>().unwrap();
        assert!(d("www.a.com").is_within(&d("a.com")));
        assert!(d("a.com").is_within(&d("a.com")));
        assert!(!d("ba.com").is_within(&d("a.com")));
        assert!(d("a.com").is_within(&DomainName::root()));
        assert!(!DomainName::root().is_within(&d("a.com")));
        assert_eq!(DomainName::from_wire("."), Ok(DomainName::root()));
        assert_eq!(DomainName::root().parent(), None);
    }

    #[test]
    fn regions_instances_paths_and_fingerprints() {
        assert!("ap-northeast-2".parse::<Region>().is_ok());
        assert!("us-gov-west-1".parse::<Region>().is_ok());
        assert!("seoul".parse::<Region>().is_err());
        let zone = |text: &str| text.parse::<AvailabilityZone>();
        assert!(zone("ap-northeast-2a").is_ok_and(|zone| zone.is_of(&"ap-northeast-2".parse().unwrap())));
        assert!(zone("us-east-1a").is_ok_and(|zone| !zone.is_of(&"ap-northeast-2".parse().unwrap())));
        // A zone's id, a Local Zone, a region.
        for other in ["apne2-az1", "us-west-2-lax-1a1", "ap-northeast-2", "ap-northeast-2A", "a", ""] {
            assert_eq!(zone(other), Err(NameProblem::BadZone), "{other}");
        }
        assert!("i-0123456789abcdef0".parse::<InstanceId>().is_ok());
        assert!("i-xyz".parse::<InstanceId>().is_err());
        assert_eq!("/home/ubuntu/".parse::<RemotePath>().map(|p| p.to_string()), Ok("/home/ubuntu".into()));
        assert!("/a/../b".parse::<RemotePath>().is_err());
        assert!("heestagram.wsgi:application".parse::<WsgiModule>().is_ok());
        assert!("a b".parse::<WsgiModule>().is_err());
        assert!(format!("SHA256:{}", "a".repeat(43)).parse::<Fingerprint>().is_ok());
    }
}
