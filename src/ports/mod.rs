//! What the program needs of the world outside, as small traits in the engine's words. The adapters implement them, the driver
//! and the fronts use them, and `cli` chooses which one stands behind which.

mod dns;
mod errands;
mod reporter;
mod server;
mod web;
mod whois;

use std::time::Duration;

use async_trait::async_trait;

pub use dns::{DnsAnswer, DnsData, DnsExchange, DnsKind, DnsQuestion, DnsRecord};
pub use errands::{Elsewhere, Errands, FormRefusal, Mail};
pub use reporter::{Reporter, UserInput};
pub use server::{
    Command, HttpGet, LogFrom, LogSource, MARK, NginxVerb, Output, Remote, Script, Secret, SecretKind, Secrets, SystemctlVerb,
};
pub use web::{BODY_LIMIT, NoAnswer, Probe, WebAnswer, WebCertificate, WebMethod, WebRequest};
pub use whois::WhoisExchange;

use crate::engine::fault::Fault;
use crate::engine::op::host::Access;
use crate::engine::op::{CloudOp, Fact, HostOp, NetOp};
use crate::engine::state::{JournalEntry, Seq, Token};
use crate::engine::time::Timestamp;

/// AWS.
#[async_trait]
pub trait Cloud: Send + Sync {
    /// Carries out one op: looks first and creates second, takes "already gone" for done, never retries by itself.
    ///
    /// # Errors
    /// A [`Fault`] by AWS's error code: retry, the person's move, or ended.
    async fn perform(&self, op: &CloudOp, token: &Token) -> Result<Fact, Fault>;
}

/// The server, as the engine asks it. Implemented above [`Remote`].
#[async_trait]
pub trait Host: Send + Sync {
    /// Carries out one op on the server.
    ///
    /// # Errors
    /// A [`Fault`]; a lost connection is a retry.
    async fn perform(&self, access: &Access, op: &HostOp) -> Result<Fact, Fault>;
}

/// The public internet, as the engine asks it. Implemented above [`DnsExchange`] and [`Probe`].
#[async_trait]
pub trait Internet: Send + Sync {
    /// Carries out one look.
    ///
    /// # Errors
    /// A [`Fault`] when nothing could be learned; an unwelcome answer is a fact, not a fault.
    async fn perform(&self, op: &NetOp) -> Result<Fact, Fault>;
}

/// Time.
#[async_trait]
pub trait Clock: Send + Sync + std::fmt::Debug {
    fn now(&self) -> Timestamp;
    /// Returns at `at`, or at once when it is past.
    async fn sleep_until(&self, at: Timestamp);
    /// Waits so long inside an op that is under way, which then keeps no clock from jumping.
    async fn nap(&self, length: Duration) {
        self.sleep_until(self.now() + length).await;
    }
    /// Held while an op is under way: a clock that jumps from wake to wake does not jump meanwhile. Real time passes anyway.
    fn hold(&self) -> Hold {
        Hold(None)
    }
}

/// Keeps a clock from jumping until it is dropped.
#[derive(Default)]
pub struct Hold(pub Option<Box<dyn std::any::Any + Send>>);

/// The durable list of records.
pub trait Journal: Send {
    /// Appends; on return the record is on disk.
    ///
    /// # Errors
    /// A [`Fault`] with [`crate::engine::fault::Code::JournalFailed`]; nothing was appended then.
    fn append(&mut self, seq: Seq, record: &JournalEntry) -> Result<(), Fault>;
}
