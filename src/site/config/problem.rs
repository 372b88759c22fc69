//! What is wrong with a `landfall.toml`, and where.

use crate::site::{DomainName, NameProblem, Region, SshProblem};

/// A refused `landfall.toml`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{key}: {}", problem.code())]
pub struct ConfigError {
    /// From 1; `None` when nothing in the text is to blame (a missing key, the environment).
    pub line: Option<usize>,
    /// Dotted, such as `server.port`; empty when the text is no TOML.
    pub key: String,
    pub problem: ConfigProblem,
}

/// The type a value should have had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Flag,
    Number,
    List,
    Section,
}

/// Why a value was refused. Words stand in `assets/text` under `config-problem-…`, but for [`ConfigProblem::Name`], which has
/// those of [`NameProblem`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfigProblem {
    /// Not TOML at all: toml's own message, cleaned.
    BadToml(String),
    /// `known`: the keys that stand there, comma separated.
    UnknownKey {
        known: String,
    },
    MissingKey,
    WrongType(Kind),
    /// `known`: the values it may have, comma separated.
    BadChoice {
        known: String,
    },
    Name(NameProblem),
    BadAddress,
    BadPort,
    /// Neither the file nor the environment names a region.
    NoRegion,
    /// No name of the certificate covers the site's own name.
    HostNotCovered {
        fqdn: DomainName,
    },
    /// A certificate name that does not lie within the site's domain.
    NameOutsideDomain {
        domain: DomainName,
    },
    /// A certificate's first name may have 64 octets.
    NameTooLongForCertificate,
    /// A balancer stands in at least two zones.
    FewZones,
    ZoneTwice,
    /// A zone of another region than the site's.
    ZoneElsewhere {
        region: Region,
    },
    /// `wsgi` and `asgi` both.
    WsgiToo,
    /// `host` and `hosts` both.
    HostToo,
    /// An empty list of hosts.
    NoHosts,
    HostTwice,
    /// More than a certificate may have names.
    ManyHosts,
    /// A whole name where only what stands in front of the domain belongs.
    HostIsName {
        domain: DomainName,
    },
    /// `~/.ssh/config` cannot be followed.
    Ssh(SshProblem),
}

impl ConfigProblem {
    /// Every code but those of [`NameProblem`], so that a test can see that each has words.
    pub const CODES: &'static [&'static str] = &[
        "bad-toml",
        "unknown-key",
        "missing-key",
        "wrong-type-text",
        "wrong-type-flag",
        "wrong-type-number",
        "wrong-type-list",
        "wrong-type-section",
        "bad-choice",
        "bad-address",
        "bad-port",
        "no-region",
        "host-not-covered",
        "name-outside-domain",
        "name-too-long-for-certificate",
        "few-zones",
        "zone-twice",
        "zone-elsewhere",
        "wsgi-too",
        "host-too",
        "no-hosts",
        "host-twice",
        "many-hosts",
        "host-is-name",
        "ssh-no-alias",
        "ssh-proxy",
        "ssh-match",
        "ssh-bad-line",
        "ssh-unreadable",
        "ssh-no-address",
        "ssh-bad-user",
    ];

    /// The stable code, the tail of the message id.
    pub fn code(&self) -> &'static str {
        match self {
            Self::BadToml(_) => "bad-toml",
            Self::UnknownKey { .. } => "unknown-key",
            Self::MissingKey => "missing-key",
            Self::WrongType(Kind::Text) => "wrong-type-text",
            Self::WrongType(Kind::Flag) => "wrong-type-flag",
            Self::WrongType(Kind::Number) => "wrong-type-number",
            Self::WrongType(Kind::List) => "wrong-type-list",
            Self::WrongType(Kind::Section) => "wrong-type-section",
            Self::BadChoice { .. } => "bad-choice",
            Self::Name(problem) => problem.as_str(),
            Self::BadAddress => "bad-address",
            Self::BadPort => "bad-port",
            Self::NoRegion => "no-region",
            Self::HostNotCovered { .. } => "host-not-covered",
            Self::NameOutsideDomain { .. } => "name-outside-domain",
            Self::NameTooLongForCertificate => "name-too-long-for-certificate",
            Self::FewZones => "few-zones",
            Self::ZoneTwice => "zone-twice",
            Self::ZoneElsewhere { .. } => "zone-elsewhere",
            Self::WsgiToo => "wsgi-too",
            Self::HostToo => "host-too",
            Self::NoHosts => "no-hosts",
            Self::HostTwice => "host-twice",
            Self::ManyHosts => "many-hosts",
            Self::HostIsName { .. } => "host-is-name",
            Self::Ssh(problem) => problem.code(),
        }
    }

    /// The id of the message that tells it.
    pub fn message_id(&self) -> String {
        match self {
            Self::Name(problem) => format!("name-problem-{problem}"),
            other => format!("config-problem-{}", other.code()),
        }
    }

    /// The evidence that the message shows as `{$detail}`; empty when it has none.
    pub fn detail(&self) -> String {
        match self {
            Self::BadToml(known) | Self::UnknownKey { known } | Self::BadChoice { known } => known.clone(),
            Self::HostNotCovered { fqdn: name } | Self::NameOutsideDomain { domain: name } | Self::HostIsName { domain: name } => {
                name.to_string()
            }
            Self::ZoneElsewhere { region } => region.to_string(),
            Self::Ssh(problem) => problem.detail().to_owned(),
            _ => String::new(),
        }
    }
}
