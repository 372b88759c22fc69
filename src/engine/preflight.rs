//! The preflight checks, as codes: each is one thing that would make a step fail, seen before anything is made.

use crate::codes::codes;

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
        // The balancer's place.
        Subnets = "subnets",
        PublicAccess = "public-access",
        Names = "names",
        BalancerQuota = "balancer-quota",
        OtherQuotas = "other-quotas",
    }
}
