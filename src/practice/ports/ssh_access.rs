//! Who gets in over SSH, and what the others meet; and whether the login shell then lets a command run.

use std::net::{IpAddr, Ipv4Addr};

use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::op::cloud::KeyKind;
use crate::engine::op::host::Access;
use crate::practice::aws::ec2::ingress::From;
use crate::practice::server::files::USER;
use crate::practice::server::login_shell::Bashrc;
use crate::practice::state::SimState;
use crate::practice::state::ec2::InstanceState;

const SSH: u16 = 22;
/// Where the server is while no instance stands for it.
const ADDRESS: Ipv4Addr = Ipv4Addr::new(203, 0, 113, 10);

/// From where the person comes: what AWS shows them as "My IP".
pub const PERSONS_ADDRESS: Ipv4Addr = Ipv4Addr::new(198, 51, 100, 77);

/// Why somebody does not get in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Closed {
    /// No packet comes back.
    Silence,
    Refused(Fault),
}

/// Goes the way of a connection: the network, the port, the host key, the user, the login shell.
pub(super) fn enter(sim: &SimState, access: &Access) -> Result<(), Closed> {
    if !is_reached(sim, access.address) {
        return Err(Closed::Silence);
    }
    if access.port != SSH {
        return Err(Closed::Refused(Fault::retry(Code::SshRefused, "Connection refused (os error 111)")));
    }
    if !is_open(sim) {
        return Err(Closed::Silence);
    }
    host_key(&sim.server.host_key, access).map_err(Closed::Refused)?;
    if access.user.as_str() != USER {
        let who = format!("{}@{}:{}", access.user, access.address, access.port);
        return Err(Closed::Refused(Fault::person(Code::SshAuth, Remedy::CheckUserAndKey, who)));
    }
    login_shell(sim).map_err(Closed::Refused)
}

/// As the real connection tells it. What a shell prints before a command is no part of the answer, so it is not played.
fn login_shell(sim: &SimState) -> Result<(), Fault> {
    let (bashrc, printed) = sim.server.login_shell();
    let code = match bashrc {
        Bashrc::Passed => return Ok(()),
        Bashrc::Ended => Code::ShellEnded,
        Bashrc::Asks => Code::ShellAsks,
        Bashrc::Replaced => Code::ShellReplaced,
    };
    Err(Fault::person(code, Remedy::QuietShell, printed.join("\n")))
}

/// Whether the server is at this address, and runs.
fn is_reached(sim: &SimState, address: IpAddr) -> bool {
    let IpAddr::V4(address) = address else { return false };
    match sim.aws.ec2.server() {
        Some(instance) => {
            let is_there = instance.state == InstanceState::Running && instance.public_address == Some(address);
            is_there && sim.aws.ec2.is_reachable(&instance.subnet)
        }
        None => address == ADDRESS,
    }
}

fn is_open(sim: &SimState) -> bool {
    let ec2 = &sim.aws.ec2;
    ec2.server().is_none_or(|instance| ec2.lets_in(&instance.groups, SSH, &From::Address(PERSONS_ADDRESS)))
}

/// As the real connection judges it, with empty known_hosts: a pin counts, no pin is a question.
fn host_key(shown: &str, access: &Access) -> Result<(), Fault> {
    match &access.host_key {
        Some(pin) if pin.as_str() == shown => Ok(()),
        Some(pin) => Err(Fault::person(Code::HostKeyChanged, Remedy::CheckHostKey, format!("{}\n{shown}", pin.as_str()))),
        None => Err(Fault::person(Code::HostKeyUnknown, Remedy::ConfirmHostKey, format!("{shown}\n{}", KeyKind::Ed25519))),
    }
}
