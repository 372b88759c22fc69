//! The steps of the guide, in its order.

use crate::codes::codes;

codes! {
    /// A step of the guide, in the guide's order.
    serde StepId {
        /// The burst of reads before the first step.
        Look = "look",
        /// What a preflight check reads: before the first step, and no step of the guide.
        Preflight = "preflight",
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
    /// The last step of a build.
    pub const LAST: StepId = Self::Live;

    /// The steps of a build, in order.
    pub fn guide() -> impl Iterator<Item = StepId> {
        Self::ALL.iter().copied().filter(|step| !matches!(step, Self::Look | Self::Preflight | Self::Teardown))
    }

    /// Its place in the guide, from 1; `None`: it is no step of the guide.
    pub fn number(self) -> Option<usize> {
        Self::guide().position(|step| step == self).map(|place| place + 1)
    }

    /// Its text.
    pub fn code(self) -> &'static str {
        self.as_str()
    }
}
