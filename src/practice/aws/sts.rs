//! STS: who am I.

use super::wire::{Element, Refusal, Reply};
use super::{ACCOUNT, not_played};

pub(super) fn answer(operation: &str) -> Result<Reply, Refusal> {
    match operation {
        "GetCallerIdentity" => Ok(Reply::Query(vec![
            Element::text("Arn", format!("arn:aws:iam::{ACCOUNT}:user/practice")),
            Element::text("UserId", "AIDAPRACTICE00000001"),
            Element::text("Account", ACCOUNT),
        ])),
        other => Err(not_played(other)),
    }
}
