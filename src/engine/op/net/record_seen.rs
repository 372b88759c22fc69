//! Who has the record that proves a name to Amazon.

use crate::site::DomainName;

/// What each one tells of a CNAME: where it leads; `Ok(None)`: there is none; `Err`: no answer.
pub type Told = Result<Option<DomainName>, String>;

/// Who has a CNAME.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordSeen {
    /// Each name server that was asked.
    pub servers: Vec<(DomainName, Told)>,
    /// The resolver of this computer; `None`: not asked, since not every name server that answers has it.
    pub resolver: Option<Told>,
    /// Public resolvers over HTTPS; asked only where no name server could be.
    pub over_https: Vec<(String, Told)>,
    /// Where it stands in its place: a form that adds the domain by itself, and was given it too.
    pub doubled: Option<DomainName>,
}
