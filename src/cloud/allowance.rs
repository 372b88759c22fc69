//! The IAM policy with the least that Landfall needs, made from what each op needs: what `landfall policy` prints, and what
//! `assets/policy.json` holds. It is for a managed policy: an inline one of a user holds 2,048 characters, a managed one 6,144 (IAM and
//! STS quotas, whitespace not counted, read on 2026-11-29).

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Value, json};

use super::partition::Partition;
use super::permissions::{Action, Statement, actions};
use crate::engine::op::OpCode;

/// How much is to be allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// What looks: for `plan`, `status` and whatever else changes nothing. What is only tried (EC2's dry runs) is then refused.
    ReadOnly,
    /// The whole guide and its teardown.
    Guide,
    /// That, and `down --with-server` and `pause --stop-server`.
    WithServer,
}

impl Scope {
    fn covers(self, op: OpCode) -> bool {
        match self {
            Self::ReadOnly => op.as_str().starts_with("look-") && op != OpCode::LookRights,
            Self::Guide => !matches!(
                op,
                OpCode::TerminateInstance
                    | OpCode::DeleteVolume
                    | OpCode::ReleaseAddress
                    | OpCode::DeleteServerGroup
                    | OpCode::StopInstance
                    | OpCode::StartInstance
            ),
            Self::WithServer => true,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Policy {
    version: &'static str,
    statement: Vec<Allowed>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Allowed {
    sid: &'static str,
    effect: &'static str,
    action: Value,
    resource: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    condition: Option<Value>,
}

/// The policy that allows the ops of this scope in this partition, as text with a line end.
pub fn policy(scope: Scope, partition: Partition) -> String {
    let needed: BTreeSet<Action> = OpCode::ALL.iter().filter(|op| scope.covers(**op)).flat_map(|op| actions(*op)).copied().collect();
    let statement = Statement::ALL.iter().filter_map(|statement| allowed(*statement, scope, &needed, partition)).collect();
    let text = serde_json::to_string_pretty(&Policy { version: "2012-10-17", statement });
    // Texts, lists and maps: nothing that JSON could refuse.
    text.unwrap_or_else(|error| error.to_string()) + "\n"
}

fn allowed(statement: Statement, scope: Scope, needed: &BTreeSet<Action>, partition: Partition) -> Option<Allowed> {
    let actions: Vec<&str> = needed.iter().filter(|action| action.statement() == statement).map(|action| action.as_str()).collect();
    let resources: Vec<String> = statement.resources().iter().map(|arn| of(partition, arn)).collect();
    let (action, resource) = (one_or_many(&actions)?, one_or_many(&resources)?);
    // The server's own group does not bear our tag, and may go with the server.
    let any_group = scope == Scope::WithServer && statement == Statement::GroupDeleteOwn;
    let condition = statement.condition().filter(|_| !any_group);
    Some(Allowed { sid: statement.as_str(), effect: "Allow", action, resource, condition })
}

/// A resource as this partition names it.
fn of(partition: Partition, resource: &str) -> String {
    resource.strip_prefix("arn:aws:").map_or_else(|| resource.to_owned(), |rest| format!("arn:{partition}:{rest}"))
}

/// A single one stands alone in a policy, without a list around it.
fn one_or_many<T: Serialize>(texts: &[T]) -> Option<Value> {
    match texts {
        [] => None,
        [one] => Some(json!(one)),
        many => Some(json!(many)),
    }
}
