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
mod shown;
mod standing;
mod tags;

use serde_json::Value;

use super::wire::{Refusal, Reply};
use crate::engine::time::Timestamp;
use crate::practice::state::SimState;

pub(super) fn answer(sim: &mut SimState, operation: &str, input: &Value) -> Result<Reply, Refusal> {
    let input = input::Input::of(input)?;
    match operation {
        "RequestCertificate" => request::request(sim, input),
        "DescribeCertificate" => describe::describe(sim, input),
        "ListCertificates" => list::list(sim, input),
        "DeleteCertificate" => delete::delete(sim, input),
        "ResendValidationEmail" => resend::resend(sim, input),
        "AddTagsToCertificate" => tags::add(sim, input),
        "RemoveTagsFromCertificate" => tags::remove(sim, input),
        "ListTagsForCertificate" => tags::list(sim, input),
        other => Err(crate::practice::aws::wire::not_played(other)),
    }
}

pub(super) fn settle(sim: &mut SimState) {
    look::settle(sim);
}

pub(super) fn due(sim: &SimState) -> Option<Timestamp> {
    look::due(sim)
}
