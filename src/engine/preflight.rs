//! The preflight checks, as codes: each is one thing that would make a step fail, seen before anything is made.

use crate::codes::codes;
use crate::engine::fault::Fault;

codes! {
    /// What a preflight check is about: the tail of a message id.
    CheckCode {
        // This computer.
        StateDirectory = "state-directory",
        Terminal = "terminal",
        KeyFile = "key-file",
        // The account.
        SignedIn = "signed-in",
        Clock = "clock",
        Region = "region",
        Plan = "account-plan",
        // The rights.
        GroupRights = "group-rights",
        OtherRights = "other-rights",
        // The server.
        ServerRuns = "server-runs",
        ServerReached = "server-reached",
        ServerTools = "server-tools",
        ServerChain = "server-chain",
        PortEighty = "port-eighty",
        // The domain.
        Registration = "registration",
        Dnssec = "dnssec",
        OldRecords = "old-records",
        HandOver = "hand-over",
        Caa = "caa",
        Mail = "mail",
        // The balancer's place.
        Subnets = "subnets",
        PublicAccess = "public-access",
        Names = "names",
        BalancerQuota = "balancer-quota",
        OtherQuotas = "other-quotas",
    }
}

impl CheckCode {
    /// Whether the step itself waits until it is mended, and goes on then: a build begins all the same.
    pub fn is_waited_for(self) -> bool {
        matches!(self, Self::Dnssec | Self::HandOver)
    }
}

/// What is known of this computer, told from outside. `None`: nobody looked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Machine {
    /// Where the journal of this run lies.
    pub state_directory: Option<Found>,
    pub terminal: Option<Terminal>,
    /// The key file that the site names.
    pub key_file: Option<Found>,
}

/// Something on this computer: what it is, short, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub evidence: String,
    pub fault: Option<Fault>,
}

/// Where the lines go, and the screens would.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Terminal {
    /// A file, a pipe, a job without a terminal.
    None,
    Of {
        columns: u16,
        rows: u16,
        utf8: bool,
        colours: bool,
    },
}
