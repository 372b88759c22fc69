//! A server that does not answer over SSH: what EC2 is asked about it, and what that makes of the fault.

use std::net::IpAddr;

use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::ids::GroupId;
use crate::engine::op::cloud::{CloudFact, CloudOp, InstanceRef, InstanceState, Reach, Rule, RuleSource, StatusChecks};
use crate::engine::op::{Access, Fact, Op};
use crate::engine::queries::server;
use crate::engine::state::World;

/// The look at the server that did not answer; `None`: the op met something else.
pub fn look(w: &World, met: &Op, fault: &Fault) -> Option<Op> {
    let Op::Host(server, access, _) = met else { return None };
    let silent = matches!(fault.code, Code::SshTimeout | Code::SshRefused);
    silent.then(|| Op::Cloud(CloudOp::LookReach { of: server::instance_ref(w, server, access.address) }))
}

/// The fault as EC2 explains it; `None`: it does not (yet), or it was not asked. `given_up`: the op is not asked again.
pub fn explained(w: &World, met: &Op, fault: &Fault, given_up: bool) -> Option<Fault> {
    let Op::Host(_, access, _) = met else { return None };
    let look = look(w, met, fault)?;
    let Fact::Cloud(CloudFact::Reach(reach)) = &w.observed.look(&look)?.fact else { return None };
    let Op::Cloud(CloudOp::LookReach { of }) = look else { return None };
    match reach {
        Some(reach) => from(w, reach, access, fault, given_up),
        None => nowhere(w, &of, fault),
    }
}

/// EC2 knows no such instance. Who refuses at an address is somebody: perhaps a server that is not in EC2.
fn nowhere(w: &World, of: &InstanceRef, fault: &Fault) -> Option<Fault> {
    match of {
        InstanceRef::Id(id) => Some(Fault::person(Code::NoInstance, Remedy::ChooseInstance, id.as_str())),
        InstanceRef::Address(address) if fault.code == Code::SshTimeout => Some(Fault::person(
            Code::AddressNotInEc2,
            Remedy::FindAddress,
            [address.to_string()].into_iter().chain(stopped(w)).collect::<Vec<_>>().join("\n"),
        )),
        InstanceRef::Address(_) => None,
    }
}

/// The instances that stand still, and so have no address: it may have been one of theirs.
fn stopped(w: &World) -> impl Iterator<Item = String> {
    let all = w.observed.instances().unwrap_or_default().iter();
    all.filter(|i| i.state == InstanceState::Stopped).map(|i| format!("{} {} {}", i.id, i.state, i.name).trim_end().to_owned())
}

fn from(w: &World, reach: &Reach, access: &Access, fault: &Fault, given_up: bool) -> Option<Fault> {
    if let Some(stands_still) = state(reach) {
        return Some(stands_still);
    }
    if reach.instance.state != InstanceState::Running {
        return None;
    }
    if let Some(elsewhere) = address(w, reach, access.address) {
        return Some(elsewhere);
    }
    match fault.code {
        // A refusal comes from the server: the groups let it through. A connection that broke off tells nothing.
        Code::SshRefused if fault.detail.contains("refused") => {
            Some(Fault::person(Code::SshRefused, Remedy::StartSshd, &fault.detail)).filter(|_| given_up)
        }
        Code::SshTimeout => groups(reach, access).or_else(|| itself(reach, access, given_up)),
        _ => None,
    }
}

/// It does not run, or not any more.
fn state(reach: &Reach) -> Option<Fault> {
    let told = format!("{} {}", reach.instance.id, reach.instance.state);
    match reach.instance.state {
        InstanceState::Stopped | InstanceState::Stopping => Some(Fault::person(Code::InstanceNotRunning, Remedy::StartInstance, told)),
        InstanceState::Terminated | InstanceState::ShuttingDown => {
            Some(Fault::person(Code::InstanceTerminated, Remedy::ChooseInstance, told))
        }
        InstanceState::Pending | InstanceState::Running | InstanceState::Unknown => None,
    }
}

/// It runs at another address, or without one.
fn address(w: &World, reach: &Reach, tried: IpAddr) -> Option<Fault> {
    let told = w
        .site
        .servers()
        .any(|(_, server)| server.address == Some(tried) || server.public_address.is_some_and(|address| IpAddr::V4(address) == tried));
    match reach.moved_from(tried) {
        // What a look told meanwhile, a new look tells anew.
        Some(now) => {
            let remedy = if told { Remedy::WriteNewAddress } else { Remedy::RunAgain };
            Some(Fault::person(Code::AddressChanged, remedy, format!("{tried} → {now}")))
        }
        None if reach.instance.public_address.is_none() && !reach.addresses.contains(&tried) && !is_inner(tried) => {
            Some(Fault::person(Code::NoPublicAddress, Remedy::SetPublicAddress, reach.instance.id.as_str()))
        }
        None => None,
    }
}

fn is_inner(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_private() || address.is_loopback() || address.is_link_local(),
        IpAddr::V6(_) => true,
    }
}

/// Its groups let nobody in on this port, or only some.
fn groups(reach: &Reach, access: &Access) -> Option<Fault> {
    let openings = reach.openings(access.port);
    if openings.is_empty() {
        let groups: Vec<String> = reach.instance.groups.iter().map(ToString::to_string).collect();
        let told = format!("{}  {}", reach.instance.id, groups.join(" "));
        return Some(Fault::person(Code::SshPortClosed, Remedy::OpenSshPort, told));
    }
    let told: Vec<String> = openings.iter().map(|opening| opening_told(reach, opening)).collect();
    let limited = !reach.is_open_to_all(access.port, access.address);
    limited.then(|| Fault::person(Code::SshPortLimited, Remedy::AddMyAddress, told.join("\n")))
}

/// `i-0123  sg-0123  203.0.113.0/24`.
fn opening_told(reach: &Reach, (group, rule): &(GroupId, Rule)) -> String {
    let source = match &rule.source {
        RuleSource::Cidr(cidr) => cidr.clone(),
        RuleSource::Group(group) => group.to_string(),
        RuleSource::Other => "pl-…".to_owned(),
    };
    format!("{}  {group}  {source}", reach.instance.id)
}

/// Nothing in EC2 that was looked at is in the way.
fn itself(reach: &Reach, access: &Access, given_up: bool) -> Option<Fault> {
    let id = &reach.instance.id;
    let (code, remedy) = match reach.checks {
        StatusChecks::Impaired => (Code::InstanceImpaired, Remedy::RebootInstance),
        // It may still be starting: it is asked again as long as anything is.
        _ if !given_up => return None,
        StatusChecks::Initializing => (Code::InstanceBooting, Remedy::WaitForBoot),
        StatusChecks::Ok | StatusChecks::Unknown => (Code::SshSilent, Remedy::LookAtServer),
    };
    Some(Fault::person(code, remedy, format!("{id}  {}:{}", access.address, access.port)))
}
