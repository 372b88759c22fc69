//! A wait that outlasted its limit, although its looks told something: what they tell, and what to do.

use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::op::cloud::CloudFact;
use crate::engine::op::host::{HostFact, HostOp, LogCauseKind, ServiceState};
use crate::engine::op::{Fact, Op};
use crate::engine::state::World;
use crate::engine::steps::{self, chain};

/// The fault that the last look at `op` amounts to; `None`: it tells nothing nearer than "it takes long".
pub fn overdue(w: &World, op: &Op) -> Option<Fault> {
    match &w.observed.look(op)?.fact {
        Fact::Cloud(CloudFact::TargetHealth { reason, description, .. }) => {
            Some(Fault::person(Code::TargetUnhealthy, Remedy::ReadReason, format!("{reason} {description}")))
        }
        Fact::Cloud(CloudFact::BalancerState { reason, .. }) if !reason.is_empty() => Some(Fault::ended(Code::TookTooLong, reason)),
        Fact::Host(HostFact::Service(state)) => Some(service(state)),
        Fact::Host(HostFact::Health(status)) => Some(health(op, *status)),
        Fact::Host(HostFact::Chain(chain)) => chain::fault(chain),
        _ => None,
    }
}

fn health(op: &Op, status: Option<u16>) -> Fault {
    let status = status.map_or_else(|| "-".to_owned(), |status| status.to_string());
    let asked = match op {
        Op::Host(_, _, HostOp::TryHealth { address, path }) => format!("{status} GET {path} (Host: {address})"),
        Op::Host(..) | Op::Cloud(_) | Op::Net(_) => status,
    };
    Fault::person(Code::HealthCheckRefused, Remedy::TellHealthPath, asked)
}

fn service(state: &ServiceState) -> Fault {
    let log = state.log.join("\n");
    // A worker that is killed over and over leaves the unit running.
    if state.cause.as_ref().is_some_and(|cause| cause.kind == LogCauseKind::OutOfMemory) {
        return steps::service::crashed(state, None);
    }
    match state.http_status {
        None => Fault::person(Code::NoNginx, Remedy::InstallNginx, log),
        Some(502..=504) => {
            let said = state.unreached.as_ref().map(|unreached| unreached.line.clone()).into_iter();
            Fault::person(Code::NginxCannotReach, Remedy::FixNginx, said.chain([log]).collect::<Vec<_>>().join("\n"))
        }
        Some(status) => {
            Fault::person(Code::ServiceCrashed, Remedy::ReadServiceLog, format!("{} {} HTTP {status}\n{log}", state.active, state.sub))
        }
    }
}
