//! Polling as data: how long until the next look, and when to stop.

use std::time::Duration;

use crate::codes::codes;

const fn secs(n: u64) -> Duration {
    Duration::from_secs(n)
}

/// How often a look is repeated, what is usual, and when waiting ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PollPolicy {
    pub wait: WaitKind,
    /// The first pause between looks; it grows by half each time.
    pub first: Duration,
    /// The longest pause.
    pub most: Duration,
    /// How long it usually takes, at least and at most: shown, never enforced.
    pub usual: (Duration, Duration),
    pub limit: Limit,
}

codes! {
    /// What a repeated look waits for.
    WaitKind {
        Delegation = "delegation",
        Signature = "signature",
        HandBack = "hand-back",
        Record = "record",
        Change = "change",
        Certificate = "certificate",
        CertificateMail = "certificate-mail",
        Balancer = "balancer",
        Target = "target",
        Address = "address",
        Https = "https",
        Service = "service",
        SideDoor = "side-door",
        Instance = "instance",
        Stop = "stop",
        Start = "start",
        Second = "second",
        Release = "release",
    }
}

/// What ends a wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// The world takes what it takes; the person limits it with `--wait`.
    World,
    /// AWS's or the server's own wait: longer than this is a fault.
    Fixed(Duration),
}

impl PollPolicy {
    /// Route 53 spreading a change over its servers: normally within 60 s.
    pub const CHANGE: PollPolicy =
        PollPolicy { wait: WaitKind::Change, first: secs(4), most: secs(10), usual: (secs(10), secs(60)), limit: Limit::Fixed(secs(600)) };
    /// The registrar and the registry: minutes to two days.
    pub const DELEGATION: PollPolicy =
        PollPolicy { wait: WaitKind::Delegation, first: secs(5), most: secs(60), usual: (secs(600), secs(172_800)), limit: Limit::World };
    /// DNSSEC switched off at the registrar, seen at the parent, and forgotten by resolvers.
    pub const SIGNATURE: PollPolicy =
        PollPolicy { wait: WaitKind::Signature, first: secs(10), most: secs(60), usual: (secs(600), secs(86_400)), limit: Limit::World };
    /// The same at the end: the name servers given back.
    pub const HAND_BACK: PollPolicy = PollPolicy { wait: WaitKind::HandBack, ..Self::DELEGATION };
    /// A record that the person makes where the domain's DNS runs: they, then their provider's servers.
    pub const RECORD: PollPolicy =
        PollPolicy { wait: WaitKind::Record, first: secs(5), most: secs(60), usual: (secs(60), secs(3_600)), limit: Limit::World };
    /// A record becoming visible through a resolver: its old answer's TTL.
    pub const ADDRESS: PollPolicy =
        PollPolicy { wait: WaitKind::Address, first: secs(3), most: secs(30), usual: (secs(5), secs(300)), limit: Limit::World };
    /// ACM looking for the CNAME: minutes, at most 30 by AWS's word.
    pub const CERTIFICATE: PollPolicy =
        PollPolicy { wait: WaitKind::Certificate, first: secs(4), most: secs(30), usual: (secs(120), secs(1_800)), limit: Limit::World };
    /// The person's mailbox.
    pub const MAIL: PollPolicy = PollPolicy {
        wait: WaitKind::CertificateMail,
        first: secs(10),
        most: secs(60),
        usual: (secs(300), secs(86_400)),
        limit: Limit::World,
    };
    /// A load balancer being provisioned: 2 to 5 minutes.
    pub const BALANCER: PollPolicy = PollPolicy {
        wait: WaitKind::Balancer,
        first: secs(5),
        most: secs(15),
        usual: (secs(120), secs(300)),
        limit: Limit::Fixed(secs(900)),
    };
    /// The first health check of a new target.
    pub const TARGET: PollPolicy =
        PollPolicy { wait: WaitKind::Target, first: secs(3), most: secs(10), usual: (secs(10), secs(60)), limit: Limit::Fixed(secs(420)) };
    /// gunicorn starting: measured 1.5 s in the lab; failing five times takes 0.7 to some seconds.
    pub const SERVICE: PollPolicy =
        PollPolicy { wait: WaitKind::Service, first: secs(2), most: secs(3), usual: (secs(3), secs(10)), limit: Limit::Fixed(secs(60)) };
    /// The site as a visitor sees it.
    pub const VISIT: PollPolicy =
        PollPolicy { wait: WaitKind::Https, first: secs(3), most: secs(20), usual: (secs(5), secs(120)), limit: Limit::World };
    /// The server answering to the name, asked at its own address: a part of the name's way to it.
    pub const DIRECT: PollPolicy = PollPolicy { wait: WaitKind::Address, ..Self::VISIT };
    /// A rule that was revoked taking effect: seconds.
    pub const SIDE_DOOR: PollPolicy =
        PollPolicy { wait: WaitKind::SideDoor, first: secs(2), most: secs(5), usual: (secs(1), secs(20)), limit: Limit::Fixed(secs(120)) };
    /// An instance shutting down.
    pub const INSTANCE: PollPolicy = PollPolicy {
        wait: WaitKind::Instance,
        first: secs(5),
        most: secs(15),
        usual: (secs(30), secs(120)),
        limit: Limit::Fixed(secs(900)),
    };

    /// What was just made, seen alone in a list that may show late what others made.
    pub const SECOND: PollPolicy =
        PollPolicy { wait: WaitKind::Second, first: secs(4), most: secs(4), usual: (secs(3), secs(5)), limit: Limit::Fixed(secs(120)) };

    /// How long AWS usually keeps what a deleted balancer used: its interfaces 1 to 5 minutes, a certificate up to 20.
    pub const RELEASE: (Duration, Duration) = (secs(60), secs(1_200));

    /// An instance coming to a stand.
    pub const STOP: PollPolicy = PollPolicy { wait: WaitKind::Stop, ..Self::INSTANCE };
    /// One starting again.
    pub const START: PollPolicy = PollPolicy { wait: WaitKind::Start, usual: (secs(10), secs(60)), ..Self::INSTANCE };

    /// The pause after the `count`-th look (from 1), with `unit` in 0..1 for jitter of ±10 %.
    pub fn pause(&self, count: u32, unit: f64) -> Duration {
        let grown = self.first.as_secs_f64() * 1.5f64.powi(i32::try_from(count.saturating_sub(1).min(30)).unwrap_or(30));
        Duration::from_secs_f64(grown.min(self.most.as_secs_f64()) * (0.9 + 0.2 * unit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_stay_within_the_jitter_of_their_bounds() {
        for count in 1..40 {
            for u in [0.0, 0.3, 1.0] {
                let p = PollPolicy::DELEGATION.pause(count, u);
                assert!(p >= secs(4) && p <= secs(66), "{p:?}");
            }
        }
    }
}
