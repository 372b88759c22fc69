//! How long things take in a practice world, in seconds of scene time. What a world does not tell is life-like.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Seconds of scene time. Sources: `shared/facts.md` (AWS's own words, and what others measured).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Timing {
    /// From the registrar's button until the parent zone names the new name servers.
    pub delegation: u64,
    /// A Route 53 change: PENDING to INSYNC.
    pub change: u64,
    /// From `RequestCertificate` until ACM tells the CNAME.
    pub cname: u64,
    /// From the first look at which ACM finds the CNAME (or the approval) until the certificate is issued.
    pub issue: u64,
    /// How often ACM looks for the CNAME.
    pub acm_look: u64,
    /// From the request until an approval mail lies in the mailbox.
    pub mail: u64,
    /// Load balancer: provisioning to active.
    pub balancer: u64,
    /// How long a deleted balancer's interfaces linger.
    pub interfaces: u64,
    /// How long ACM believes a certificate in use after the last listener that used it is gone.
    pub unlink: u64,
    /// From a target's registration (or its balancer's becoming active) to its first health check.
    pub first_check: u64,
    /// Instance: shutting-down to terminated.
    pub shutdown: u64,
    /// How long a terminated instance is still shown.
    pub tombstone: u64,
    /// From `start` until gunicorn answers.
    pub gunicorn: u64,
}

impl Default for Timing {
    fn default() -> Self {
        Self {
            delegation: 720,
            change: 25,
            cname: 6,
            issue: 210,
            acm_look: 30,
            mail: 40,
            balancer: 150,
            interfaces: 80,
            unlink: 30,
            first_check: 12,
            shutdown: 35,
            tombstone: 3_600,
            gunicorn: 1,
        }
    }
}

/// Seconds as a duration.
pub(super) fn secs(n: u64) -> Duration {
    Duration::from_secs(n)
}
