//! ACM, strict: a certificate is pending until its CNAME stands where the world would find it, or its mail was approved.

mod arns;
mod caa;
mod cname;
mod delete;
mod describe;
mod input;
mod list;
mod look;
pub(in crate::practice) mod mails;
mod names;
mod options;
mod request;
mod resend;
mod tags;
mod told;

use serde_json::Value;

use super::wire::{Refusal, Reply};
use crate::engine::time::Timestamp;
use crate::practice::state::Scene;

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
        other => Err(crate::practice::aws::wire::not_played(other)),
    }
}

pub(super) fn settle(scene: &mut Scene) {
    look::settle(scene);
}

pub(super) fn due(scene: &Scene) -> Option<Timestamp> {
    look::due(scene)
}
