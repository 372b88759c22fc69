//! How long things take in a practice world, in seconds of simulated time. What a world does not set is life-like.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Seconds of simulated time. Where the defaults come from stands beside them, as read on 2026-11-23; where AWS gives no figure they are
/// chosen within what is usually seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Timing {
    /// From the registrar's button until the parent zone names the new name servers.
    pub delegation: u64,
    /// A Route 53 change: PENDING to INSYNC.
    pub change: u64,
    /// From `RequestCertificate` until ACM shows the CNAME.
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
            // A new delegation shows at the parent within minutes to hours (Route 53 developer guide).
            delegation: 720,
            // Normally within 60 s (Route 53 API reference, GetChange).
            change: 25,
            // Details come some seconds late (ACM API reference, DescribeCertificate); Terraform allows five minutes for them.
            cname: 6,
            // Usually minutes once the CNAME is visible; AWS speaks of up to 30 (ACM user guide, DNS validation).
            issue: 210,
            // Chosen: AWS gives no figure.
            acm_look: 30,
            // Chosen: AWS gives no figure.
            mail: 40,
            // Two to five minutes, as usually seen; the SDK's own waiter gives up after ten.
            balancer: 150,
            // One to five minutes, as usually seen; Terraform allows 35.
            interfaces: 80,
            // Chosen; Terraform goes on deleting a certificate for 20 minutes, since it is unlinked slowly.
            unlink: 30,
            // The first registration needs one good check only (Application Load Balancer user guide).
            first_check: 12,
            // Chosen within the ten minutes of the SDK's own waiter.
            shutdown: 35,
            // "Approximately one hour" (EC2 API reference, TerminateInstances).
            tombstone: 3_600,
            // Measured in this project's lab: 1.5 s.
            gunicorn: 1,
        }
    }
}

/// Seconds as a duration.
pub(super) fn secs(n: u64) -> Duration {
    Duration::from_secs(n)
}
