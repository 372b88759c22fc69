//! ACM, strict: a certificate is pending until its CNAME stands where the world would find it, or its mail was approved.

mod arns;
mod caa;
mod cname;
mod delete;
mod describe;
mod input;
mod list;
mod look;
mod names;
mod options;
mod request;
mod resend;
mod tags;
mod told;

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

pub(super) fn answer(scene: &mut Scene, operation: &str, input: &Value) -> Result<Reply, Refusal> {
    let input = input::Input::of(input)?;
    match operation {
        "RequestCertificate" => request::request(scene, input),
        "DescribeCertificate" => describe::describe(scene, input),
        "ListCertificates" => list::list(scene, input),
        "DeleteCertificate" => delete::delete(scene, input),
        "ResendValidationEmail" => resend::resend(scene, input),
        "AddTagsToCertificate" => tags::add(scene, input),
        "RemoveTagsFromCertificate" => tags::remove(scene, input),
        "ListTagsForCertificate" => tags::list(scene, input),
        other => Err(super::not_played(other)),
    }
}

pub(super) fn settle(scene: &mut Scene) {
    look::settle(scene);
}

pub(super) fn due(scene: &Scene) -> Option<Timestamp> {
    look::due(scene)
}
