//! STS: who am I.

use super::wire::{Element, Refusal, Reply};
use crate::practice::aws::gate::user;
use crate::practice::aws::wire::not_played;
use crate::practice::state::account::ACCOUNT;

pub(super) fn answer(operation: &str) -> Result<Reply, Refusal> {
    match operation {
        "GetCallerIdentity" => Ok(Reply::Query(vec![
            Element::text("Arn", user()),
            Element::text("UserId", "AIDAPRACTICE00000001"),
            Element::text("Account", ACCOUNT),
        ])),
        other => Err(not_played(other)),
    }
}
