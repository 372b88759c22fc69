//! What ACM keeps: certificates.

use serde::{Deserialize, Serialize};

use crate::engine::time::Timestamp;

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
    /// What ACM's last look at it found.
    pub proof: Proof,
}

/// How far the proof of one name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Proof {
    Pending,
    Success,
    Failed,
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
