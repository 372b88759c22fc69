//! The steps of the guide, in its order.

use crate::codes::codes;

codes! {
    /// A step of the guide, in the guide's order.
    serde StepId {
        /// The burst of reads before the first step.
        Look = "look",
        Service = "service",
        Domain = "domain",
        NameServers = "nameservers",
        Address = "address",
        Certificate = "certificate",
        Balancer = "balancer",
        Live = "live",
        Teardown = "teardown",
    }
}

impl StepId {
    /// The steps of a build, in order.
    pub const BUILD: [StepId; 7] =
        [Self::Service, Self::Domain, Self::NameServers, Self::Address, Self::Certificate, Self::Balancer, Self::Live];

    /// Its text.
    pub fn code(self) -> &'static str {
        self.as_str()
    }
}
