//! What ACM tells of a certificate beside its state: how far the proof of each name is, and how its renewal goes.

use crate::codes::codes;
use crate::engine::record_set::RecordSet;
use crate::engine::time::Timestamp;

/// What ACM tells beside a certificate's state. Some seconds after the request it tells nothing of this.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    pub issued: Option<Timestamp>,
    pub names: Vec<NameProof>,
    /// `None`: ACM has begun none, or this is none that it renews.
    pub renewal: Option<Renewal>,
    /// Whether ACM would renew it as it stands now; `None`: it does not tell.
    pub eligible: Option<bool>,
}

/// How far the proof of one name is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameProof {
    pub name: String,
    pub state: ProofState,
    /// The CNAME that ACM wants to see (DNS).
    pub record: Option<RecordSet>,
    /// Where its approval mails went (EMAIL).
    pub mailboxes: Vec<String>,
}

/// A renewal that ACM has begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewal {
    pub state: RenewalState,
    /// `RenewalStatusReason`, as AWS names it.
    pub reason: Option<String>,
    pub updated: Option<Timestamp>,
    pub names: Vec<NameProof>,
}

codes! {
    /// How the proof of one name stands, as ACM tells it.
    ProofState {
        Pending = "pending",
        Success = "success",
        Failed = "failed",
        Unknown = "unknown",
    }
}

codes! {
    /// How a renewal stands, as ACM tells it.
    RenewalState {
        /// ACM tries by itself.
        PendingAuto = "pending-auto-renewal",
        /// It waits for a proof: a CNAME that it does not find, or a click.
        PendingValidation = "pending-validation",
        Success = "success",
        Failed = "failed",
        Unknown = "unknown",
    }
}
