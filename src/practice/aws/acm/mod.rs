//! ACM, strict: a certificate is pending until its CNAME stands where the world would find it, or its mail was approved.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::wire::{Refusal, Reply};
use crate::engine::time::Timestamp;
use crate::practice::scene::Scene;

/// Every certificate of the account.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Acm {
    pub certificates: Vec<Certificate>,
}

/// One certificate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Certificate {
    pub arn: String,
    /// The first name, then the others, each once; lower case.
    pub names: Vec<CertificateName>,
    pub method: Method,
    /// `RSA_2048`, `EC_prime256v1`, …
    pub key_algorithm: String,
    pub token: Option<String>,
    pub requested: Timestamp,
    pub status: Status,
    /// `CAA_ERROR`, …
    pub failure: Option<String>,
    /// When ACM first found every name proven.
    pub proven: Option<Timestamp>,
    pub issued: Option<Timestamp>,
    pub not_after: Option<Timestamp>,
    /// When it looks next.
    pub next_look: Timestamp,
    pub tags: Vec<(String, String)>,
}

/// One name of a certificate and how it is proven.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CertificateName {
    pub name: String,
    /// EMAIL: the domain whose mailboxes get the mail.
    pub validation_domain: String,
    /// EMAIL: when the last mail was sent.
    pub mailed: Timestamp,
    /// EMAIL: the link was followed.
    pub approved: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Method {
    Dns,
    Email,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    Pending,
    Issued,
    TimedOut,
    Failed,
}

pub(super) fn answer(_scene: &mut Scene, operation: &str, _input: &Value) -> Result<Reply, Refusal> {
    Err(super::not_played(operation))
}

pub(super) fn settle(_scene: &mut Scene) {}

pub(super) fn due(_scene: &Scene) -> Option<Timestamp> {
    None
}
