//! A server that does not answer over SSH: what EC2 is asked about it, and what that makes of the fault.

use std::net::IpAddr;

use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::ids::GroupId;
use crate::engine::op::cloud::{CloudFact, CloudOp, InstanceRef, InstanceState, Reach, Rule, StatusChecks};
use crate::engine::op::{Access, Fact, Op};
use crate::engine::queries::{no_route, server};
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
        InstanceRef::Id(id) if server::was_torn_down(w, id) => Some(Fault::person(Code::InstanceTornDown, Remedy::NewServer, id.as_str())),
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
    if let Some(stands_still) = state(w, reach) {
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
        Code::SshRefused if !fault.hangs_up() => {
            Some(Fault::person(Code::SshRefused, Remedy::StartSshd, &fault.detail)).filter(|_| given_up)
        }
        Code::SshTimeout => {
            let outside = groups(reach, access).or_else(|| no_route::explained(w, reach, access));
            outside.or_else(|| itself(reach, access, given_up))
        }
        _ => None,
    }
}

/// It does not run, or not any more.
fn state(w: &World, reach: &Reach) -> Option<Fault> {
    let told = format!("{} {}", reach.instance.id, reach.instance.state);
    match reach.instance.state {
        InstanceState::Stopped | InstanceState::Stopping if w.ledger.stopped.values().any(|id| *id == reach.instance.id) => {
            Some(Fault::person(Code::InstancePaused, server::start_paused(w), told))
        }
        InstanceState::Stopped | InstanceState::Stopping => Some(Fault::person(Code::InstanceNotRunning, Remedy::StartInstance, told)),
        InstanceState::Terminated | InstanceState::ShuttingDown if server::was_torn_down(w, &reach.instance.id) => {
            Some(Fault::person(Code::InstanceTornDown, Remedy::NewServer, told))
        }
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
        None if reach.instance.public_address.is_none() && !reach.addresses.contains(&tried) && !no_route::is_inner(tried) => {
            Some(Fault::person(Code::NoPublicAddress, Remedy::SetPublicAddress, reach.instance.id.as_str()))
        }
        None => None,
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
    format!("{}  {group}  {}", reach.instance.id, rule.source)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{instance, world};
    use crate::engine::ingress::RuleSource;
    use crate::engine::op::HostOp;
    use crate::engine::op::cloud::Instance;
    use crate::engine::op::host::SurveyHint;
    use crate::site::ServerId;

    fn rule(protocol: &str, ports: (i32, i32), source: RuleSource) -> (GroupId, Rule) {
        let (from_port, to_port) = (Some(ports.0), Some(ports.1));
        let rule = Rule { id: "sgr-1".into(), protocol: protocol.into(), from_port, to_port, source, description: None, tagged: false };
        ("sg-server".into(), rule)
    }

    fn tcp(port: i32, cidr: &str) -> (GroupId, Rule) {
        rule("tcp", (port, port), RuleSource::Cidr(cidr.into()))
    }

    /// A running instance at the configured address, whole and open.
    fn reach() -> Reach {
        let instance = instance();
        let addresses = vec![[198, 51, 100, 11].into(), [172, 31, 0, 11].into()];
        Reach { instance, addresses, rules: vec![tcp(80, "0.0.0.0/0"), tcp(22, "0.0.0.0/0")], checks: StatusChecks::Ok }
    }

    fn survey(w: &World) -> Op {
        server::on_host(w, &ServerId::MAIN, HostOp::Survey { hint: SurveyHint::default() }).unwrap()
    }

    fn told(w: &World, seen: Option<Reach>, fault: &Fault, given_up: bool) -> Option<(Code, Remedy, String)> {
        let met = survey(w);
        let w = w.clone().sees(look(w, &met, fault).unwrap(), Fact::Cloud(CloudFact::Reach(seen.map(Box::new))));
        explained(&w, &met, fault, given_up).map(|fault| match fault.disposition {
            crate::engine::fault::Disposition::Person(remedy) => (fault.code, remedy, fault.detail),
            other => panic!("{other:?}"),
        })
    }

    fn in_state(state: InstanceState) -> Reach {
        Reach { instance: Instance { state, ..instance() }, ..reach() }
    }

    fn with_rules(rules: Vec<(GroupId, Rule)>) -> Reach {
        Reach { rules, ..reach() }
    }

    fn at(public: Option<[u8; 4]>) -> Reach {
        let public_address = public.map(Into::into);
        let addresses = public.map(Into::into).into_iter().chain([[172, 31, 0, 11].into()]).collect();
        Reach { instance: Instance { public_address, ..instance() }, addresses, ..reach() }
    }

    #[test]
    fn the_cause_of_silence_is_what_ec2_tells() {
        use Remedy::*;
        let group = RuleSource::Group("sg-office".into());
        let open_otherwise = rule("-1", (-1, -1), RuleSource::Cidr("0.0.0.0/0".into()));
        let table = [
            ("stopped", Some(in_state(InstanceState::Stopped)), Some((Code::InstanceNotRunning, StartInstance))),
            ("stopping", Some(in_state(InstanceState::Stopping)), Some((Code::InstanceNotRunning, StartInstance))),
            ("terminated", Some(in_state(InstanceState::Terminated)), Some((Code::InstanceTerminated, ChooseInstance))),
            ("going", Some(in_state(InstanceState::ShuttingDown)), Some((Code::InstanceTerminated, ChooseInstance))),
            ("starting", Some(in_state(InstanceState::Pending)), None),
            ("gone", None, Some((Code::NoInstance, ChooseInstance))),
            ("elsewhere", Some(at(Some([203, 0, 113, 57]))), Some((Code::AddressChanged, WriteNewAddress))),
            ("without an address", Some(at(None)), Some((Code::NoPublicAddress, SetPublicAddress))),
            ("no rule at all", Some(with_rules(vec![])), Some((Code::SshPortClosed, OpenSshPort))),
            ("another port", Some(with_rules(vec![tcp(80, "0.0.0.0/0")])), Some((Code::SshPortClosed, OpenSshPort))),
            (
                "another protocol",
                Some(with_rules(vec![rule("udp", (22, 22), RuleSource::Cidr("0.0.0.0/0".into()))])),
                Some((Code::SshPortClosed, OpenSshPort)),
            ),
            ("one address", Some(with_rules(vec![tcp(22, "192.0.2.7/32")])), Some((Code::SshPortLimited, AddMyAddress))),
            ("only IPv6", Some(with_rules(vec![tcp(22, "::/0")])), Some((Code::SshPortLimited, AddMyAddress))),
            ("a group", Some(with_rules(vec![rule("tcp", (20, 30), group)])), Some((Code::SshPortLimited, AddMyAddress))),
            ("all protocols", Some(with_rules(vec![open_otherwise])), None),
            ("impaired", Some(Reach { checks: StatusChecks::Impaired, ..reach() }), Some((Code::InstanceImpaired, RebootInstance))),
            ("nothing in the way", Some(reach()), None),
        ];
        let fault = Fault::retry(Code::SshTimeout, "198.51.100.11:22");
        for (what, seen, expected) in table {
            let explained = told(&world(), seen, &fault, false);
            assert_eq!(explained.map(|(code, remedy, _)| (code, remedy)), expected, "{what}");
        }
        let last = |checks| told(&world(), Some(Reach { checks, ..reach() }), &fault, true).map(|(code, remedy, _)| (code, remedy));
        assert_eq!(last(StatusChecks::Ok), Some((Code::SshSilent, LookAtServer)));
        assert_eq!(last(StatusChecks::Unknown), Some((Code::SshSilent, LookAtServer)));
        assert_eq!(last(StatusChecks::Initializing), Some((Code::InstanceBooting, WaitForBoot)));
    }

    #[test]
    fn the_evidence_names_who_is_let_in_and_where_it_went() {
        let fault = Fault::retry(Code::SshTimeout, "");
        let limited = with_rules(vec![tcp(22, "192.0.2.7/32"), tcp(22, "198.51.100.0/24"), tcp(80, "0.0.0.0/0")]);
        let (_, _, detail) = told(&world(), Some(limited), &fault, false).unwrap();
        let line = |cidr: &str| format!("i-0123456789abcdef0  sg-server  {cidr}");
        assert_eq!(detail, [line("192.0.2.7/32"), line("198.51.100.0/24")].join("\n"));
        let (_, _, detail) = told(&world(), Some(at(Some([203, 0, 113, 57]))), &fault, false).unwrap();
        assert_eq!(detail, "198.51.100.11 → 203.0.113.57");
        let mut w = world();
        (w.site.server.address, w.site.server.instance) = (Some([198, 51, 100, 11].into()), None);
        let resting = Instance { state: InstanceState::Stopped, name: "web".into(), ..instance() };
        let seen = Fact::Cloud(CloudFact::Instances(vec![resting]));
        let w = w.sees(Op::Cloud(CloudOp::LookInstances { only: None }), seen);
        let (code, remedy, detail) = told(&w, None, &fault, false).unwrap();
        assert_eq!((code, remedy), (Code::AddressNotInEc2, Remedy::FindAddress));
        assert_eq!(detail, "198.51.100.11\ni-0123456789abcdef0 stopped web");
    }

    #[test]
    fn an_address_that_nobody_wrote_down_is_looked_up_again() {
        let mut w = world();
        w.site.server.address = None;
        let w = w.sees_instance();
        let fault = Fault::retry(Code::SshTimeout, "");
        let (code, remedy, _) = told(&w, Some(at(Some([203, 0, 113, 57]))), &fault, false).unwrap();
        assert_eq!((code, remedy), (Code::AddressChanged, Remedy::RunAgain));
    }

    #[test]
    fn a_way_of_its_own_to_the_server_is_not_judged() {
        let fault = Fault::retry(Code::SshTimeout, "");
        for inner in [[127, 0, 0, 1], [10, 0, 0, 5], [172, 31, 0, 11]] {
            let mut w = world();
            w.site.server.address = Some(inner.into());
            assert_eq!(told(&w, Some(reach()), &fault, false), None, "{inner:?}");
        }
    }

    #[test]
    fn a_refusal_is_the_servers_own_unless_it_went_elsewhere() {
        let refused = Fault::retry(Code::SshRefused, "Connection refused (os error 111)");
        let code = |seen, fault: &Fault, given_up| told(&world(), seen, fault, given_up).map(|(code, remedy, _)| (code, remedy));
        // Whatever the rules say: somebody answered.
        assert_eq!(code(Some(with_rules(vec![])), &refused, false), None, "sshd may be starting");
        assert_eq!(code(Some(with_rules(vec![])), &refused, true), Some((Code::SshRefused, Remedy::StartSshd)));
        let moved = at(Some([203, 0, 113, 57]));
        assert_eq!(code(Some(moved), &refused, false), Some((Code::AddressChanged, Remedy::WriteNewAddress)));
        assert_eq!(code(Some(reach()), &Fault::retry(Code::SshRefused, "Connection reset by peer"), true), None);
        let lost = Fault::retry(Code::SshLost, "");
        assert_eq!(look(&world(), &survey(&world()), &lost), None);
    }
}
