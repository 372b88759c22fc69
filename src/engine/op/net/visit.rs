//! What a visitor saw: the ways that were walked, the page at their end, and what it proves, line by line.

use crate::codes::codes;
use crate::engine::hop::HopCode;
use crate::engine::op::net::cause::{Cause, DefaultPage};

/// What a visitor saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// The way from `http://NAME/`.
    pub http: Vec<Waypoint>,
    /// The way from `https://NAME/`.
    pub https: Vec<Waypoint>,
    /// What the site tells browsers by `Strict-Transport-Security`: from then on they come by https alone. `None`: it does not, or takes
    /// it back.
    pub hsts: Option<String>,
    /// The page at the end of the https way, whatever its status.
    pub page: Option<Page>,
    /// In the order in which they are to be mended.
    pub proofs: Vec<Proof>,
}

/// One answer on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waypoint {
    pub url: String,
    pub status: u16,
    /// Where it leads, when it is a redirect that leads somewhere.
    pub location: Option<String>,
}

/// The page; its texts are clean and short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    pub url: String,
    pub status: u16,
    pub title: Option<String>,
    /// Without parameters, in lower case.
    pub content_type: Option<String>,
    pub looks_like: Option<DefaultPage>,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    pub code: HopCode,
    pub verdict: Verdict,
    /// "Done" needs it looked at.
    pub required: bool,
    /// What was seen, short: status and URL.
    pub evidence: String,
}

/// What it came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Good,
    Warning(Cause),
    Bad(Cause),
    NotLookedAt(Why),
}

codes! {
    /// Why something was not looked at.
    Why {
        /// Something before it is broken, and there is nothing to look at until that is mended.
        Broken = "broken-before",
        /// It is not there yet, or was not read since it changed.
        NotYet = "not-yet",
        /// Nobody asked for it.
        NotAsked = "not-asked",
        /// Nothing tells it but the attempt itself.
        NotKnownUntilTried = "not-known-until-tried",
        /// The account is not allowed to look.
        NotAllowedToLook = "not-allowed-to-look",
        /// Whoever knows did not answer, or said to come later.
        NotReached = "not-reached",
        /// AWS refused to tell, for another reason.
        Refused = "refused",
        /// This AWS does not tell it, or not of this account.
        NotOffered = "not-offered",
        /// Nobody is known who would tell it.
        NobodyTells = "nobody-tells",
        /// It depends on a price that is not known to us.
        PriceUnknown = "price-unknown",
        /// The server's host key is to be confirmed first.
        HostKeyFirst = "host-key-first",
        /// Nobody said which of them is meant.
        NotChosen = "not-chosen",
        /// `manage = false`: Landfall does not go to the server.
        NotManaged = "not-managed",
        /// There is none here.
        NoneHere = "none-here",
        /// Nobody has to answer plain http, and nobody does.
        NotExpected = "not-expected",
        /// The server's security groups let nobody in on port 80.
        PortClosed = "port-closed",
        /// They let some in, and whether that is us is seen only by trying.
        PortLimited = "port-limited",
        /// Nobody answers from here on port 80, and nobody has to.
        PortSilent = "port-silent",
        /// The server has no address to which anybody could come from outside.
        NoAddress = "no-address",
        /// The page came packed.
        Packed = "packed",
        /// The page has none of its own.
        NoneOnPage = "none-on-page",
        /// There is no admin at `/admin/login/`.
        NoAdmin = "no-admin",
        /// What is there is not the Django admin's login.
        NotAdmin = "not-admin",
        /// The admin's login is on another host.
        AdminElsewhere = "admin-elsewhere",
        /// The admin's login could not be come to, or did not answer.
        AdminSilent = "admin-silent",
        /// The login sets no CSRF cookie, so the form cannot be sent as a browser would.
        NoCsrfCookie = "no-csrf-cookie",
        /// The answer to the form says neither yes nor no.
        AdminOdd = "admin-odd",
    }
}

impl Why {
    /// Whether somebody who looks again, or is allowed more, would know it: then a preflight has not looked at all of it. The others
    /// tell of what there is nothing to look at, or nothing but the attempt.
    pub fn leaves_open(self) -> bool {
        match self {
            Self::Broken | Self::NotYet | Self::NotAllowedToLook | Self::NotReached | Self::Refused | Self::HostKeyFirst => true,
            Self::NotChosen => true,
            Self::NotKnownUntilTried
            | Self::NotOffered
            | Self::NobodyTells
            | Self::PriceUnknown
            | Self::NotManaged
            | Self::NoneHere
            | Self::NotAsked
            | Self::NotExpected => false,
            Self::Packed | Self::NoneOnPage | Self::NoAdmin | Self::NotAdmin | Self::AdminElsewhere | Self::AdminSilent => false,
            Self::NoCsrfCookie | Self::AdminOdd | Self::PortClosed | Self::PortLimited | Self::PortSilent | Self::NoAddress => false,
        }
    }
}

impl Visit {
    /// The first line that stands in the way: what is bad, else what is required and was not looked at. `None`: a visitor can
    /// use the site.
    pub fn first_broken(&self) -> Option<&Proof> {
        let bad = |p: &&Proof| matches!(p.verdict, Verdict::Bad(_));
        let missing = |p: &&Proof| p.required && matches!(p.verdict, Verdict::NotLookedAt(_));
        self.proofs.iter().find(bad).or_else(|| self.proofs.iter().find(missing))
    }
}
