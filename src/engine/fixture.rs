//! A world for tables: the guide's site, its looks told, nothing made.

use std::net::Ipv4Addr;

use crate::engine::goal::{Goal, RunOptions};
use crate::engine::ids::{SubnetId, ZoneId, ZoneName};
use crate::engine::op::cloud::{CloudFact, CloudOp, Instance, InstanceState, Network, Obstacle, ObstacleKind, Subnet, Zone};
use crate::engine::op::host::{
    AppPaths, Candidate, Chain, ChainEnd, Chosen, Commands, Environment, ForwardedProto, HealthHost, Holder, HostFact, Keeper, NginxEdit,
    ServerBlock, ServiceState, Survey, Tool, UnitLines, UnitName, Upstream,
};
use crate::engine::op::net::{
    Asked, Authority, Delegation, HandOverSeen, NetFact, NetOp, OldRecord, OldRecords, Signer, SignerSeen, ToldBy,
};
use crate::engine::op::{Fact, Op};
use crate::engine::preflight::Machine;
use crate::engine::queries::{authorities, old_records, server, signature};
use crate::engine::record_set::{RecordSet, RecordValue};
use crate::engine::resource::Resource;
use crate::engine::state::{Ledger, Observations, World};
use crate::engine::step_id::StepId;
use crate::engine::time::Timestamp;
use crate::site::{App, Balancer, Certificate, CertificateName, DnsHost, DomainName, Host, Net, Server, ServerId, Site, Spread};

pub const NOW: Timestamp = Timestamp(1_790_000_000_000);

pub fn name(text: &str) -> DomainName {
    DomainName::from_wire(text).unwrap()
}

pub fn site() -> Site {
    Site {
        name: "heestagram".parse().unwrap(),
        domain: name("heestagram.com"),
        host: Host::Label("www".into()),
        other_hosts: vec![],
        region: "ap-northeast-2".parse().unwrap(),
        profile: None,
        dns: DnsHost::Route53,
        server: Server {
            manage: true,
            instance: Some("i-0123456789abcdef0".parse().unwrap()),
            address: Some([198, 51, 100, 11].into()),
            public_address: None,
            port: 22,
            user: "ubuntu".parse().unwrap(),
            key: None,
            ssh_host: None,
            host_key: None,
            close_http: false,
        },
        app: App::default(),
        certificate: Certificate::default(),
        balancer: Balancer { zones: Spread::Two, redirect_http: true },
        net: Net::default(),
    }
}

pub fn options(goal: Goal) -> RunOptions {
    RunOptions { goal, wait: None, sign_in: None, trust_delegation: false, regions: Vec::new(), seed: 7 }
}

/// Nothing made, nothing seen.
pub fn world() -> World {
    let goal = Goal::Build { until: StepId::Live };
    World {
        site: site(),
        options: options(goal),
        now: NOW,
        ledger: Ledger::default(),
        observed: Observations::default(),
        machine: Machine::default(),
    }
}

impl World {
    pub fn with_names(mut self, names: &[&str]) -> Self {
        self.site.certificate.names = names.iter().map(|n| n.parse::<CertificateName>().unwrap()).collect();
        self
    }

    pub fn sees(mut self, op: Op, fact: Fact) -> Self {
        self.observed.keep(op, fact, NOW);
        self
    }

    pub fn sees_instance(self) -> Self {
        let op = CloudOp::LookInstances { only: self.site.server.instance.clone() };
        self.sees(Op::Cloud(op), Fact::Cloud(CloudFact::Instances(vec![instance()])))
    }

    pub fn sees_zones(self, zones: Vec<Zone>) -> Self {
        let op = CloudOp::LookZones { domain: Some(self.site.domain.clone()) };
        self.sees(Op::Cloud(op), Fact::Cloud(CloudFact::Zones(zones)))
    }

    pub fn sees_subnets(self, subnets: Vec<Subnet>) -> Self {
        self.sees_network(Network { subnets, ..network() })
    }

    pub fn sees_network(self, network: Network) -> Self {
        self.sees(Op::Cloud(CloudOp::LookNetwork { vpc: network.vpc.clone() }), Fact::Cloud(CloudFact::Network(network)))
    }

    pub fn sees_parent(self, name_servers: &[&str]) -> Self {
        let observed = Delegation {
            told_by: ToldBy::Parent,
            parent: name("com"),
            server: name("a.gtld-servers.net"),
            name_servers: name_servers.iter().map(|n| name(n)).collect(),
        };
        let op = NetOp::Delegation { domain: self.site.domain.clone() };
        self.sees(Op::Net(op), Fact::Net(NetFact::Delegation(observed)))
    }

    /// What the parent promises of the domain's signature, remembered for an hour; none: it is not signed.
    pub fn sees_signature(self, key_tags: &[u16]) -> Self {
        let signer = |tag: &u16| Signer { key_tag: *tag, algorithm: 13, digest_type: 2, digest: "AB".to_owned() };
        let signers = key_tags.iter().map(signer).collect();
        let seen = SignerSeen { server: Some(name("a.gtld-servers.net")), signers, ttl: 3_600, keys: Vec::new() };
        let look = signature::look(&self);
        self.sees(look, Fact::Net(NetFact::Signer(seen)))
    }

    /// Every server of the parent names what one of them was seen to.
    pub fn sees_hand_over(self) -> Self {
        let named = crate::engine::queries::delegation::observed(&self).map(|seen| seen.name_servers.clone()).unwrap_or_default();
        self.sees_parents(&[named])
    }

    /// What each server of the parent names, beside the one that was seen.
    pub fn sees_parents(self, named: &[Vec<DomainName>]) -> Self {
        let server = |n: usize| name(&format!("{n}.gtld-servers.net"));
        let parents = named.iter().enumerate().map(|(n, named)| (server(n), Ok(named.clone()))).collect();
        let look = crate::engine::queries::hand_over::look(&self);
        self.sees(look, Fact::Net(NetFact::HandOver(Box::new(HandOverSeen { parents, ..HandOverSeen::default() }))))
    }

    /// These records at the name servers of now, as `NAME KIND VALUE`; `any`: what these answer for any name.
    pub fn sees_old_records(self, records: &[&str], any: &[&str]) -> Self {
        let record = |line: &&str| {
            let (at, rest) = line.split_once(' ').unwrap();
            let (kind, value) = rest.split_once(' ').unwrap();
            let kind = ["A", "AAAA", "CNAME", "MX", "TXT", "CAA"].into_iter().find(|known| *known == kind).unwrap();
            OldRecord { name: name(at), kind, value: value.to_owned() }
        };
        let [records, catch_all] = [records, any].map(|lines| lines.iter().map(record).collect::<Vec<_>>());
        let (name_servers, server) = (vec![name("ns1.registrar.example")], Some(name("ns1.registrar.example")));
        let seen = OldRecords { name_servers, server, answered: 50, records, catch_all, unanswered: Vec::new() };
        let look = old_records::look(&self);
        self.sees(look, Fact::Net(NetFact::OldRecords(Box::new(seen))))
    }

    /// One answer about who may issue, for every name of the certificate: these records, as `TAG VALUE`, at the domain.
    pub fn sees_authorities(mut self, records: &[&str]) -> Self {
        for look in authorities::looks(&self) {
            let record = |line: &&str| {
                let (tag, value) = line.split_once(' ').unwrap();
                Authority { critical: false, tag: tag.to_owned(), value: value.to_owned() }
            };
            let (at, found) = (self.site.domain.clone(), Ok(records.iter().map(record).collect()));
            let asked = Asked { name: at.clone(), server: Some(name(OURS[0])), at, found };
            self = self.sees(look, Fact::Net(NetFact::Authorities(vec![asked])));
        }
        self
    }

    /// No certificate of others covers the site's names.
    pub fn sees_no_covering(self) -> Self {
        let look = CloudOp::LookCovering { names: self.site.certificate_names() };
        self.sees(Op::Cloud(look), Fact::Cloud(CloudFact::Covering(vec![])))
    }

    pub fn sees_survey(self, survey: Survey) -> Self {
        let op = server::survey(&self, &ServerId::MAIN).unwrap();
        self.sees(op, Fact::Host(HostFact::Survey(Box::new(survey))))
    }

    pub fn sees_chain(self, chain: Chain) -> Self {
        let op = server::chain(&self, &ServerId::MAIN, &app()).unwrap();
        self.sees(op, Fact::Host(HostFact::Chain(Box::new(chain))))
    }

    pub fn with_resource(mut self, resource: Resource) -> Self {
        self.ledger.resources.insert(resource.slot(), resource);
        self
    }

    pub fn with_zone(self) -> Self {
        let name_servers = OURS.iter().map(|n| name(n)).collect();
        self.with_resource(Resource::Zone { id: ZoneId("Z1".into()), name_servers, adopted: false })
    }
}

pub const OURS: [&str; 4] = ["ns-1.awsdns-1.com", "ns-2.awsdns-2.net", "ns-3.awsdns-3.org", "ns-4.awsdns-4.co.uk"];

pub fn zone(id: &str, tagged: bool, caller_reference: &str) -> Zone {
    Zone {
        id: ZoneId(id.into()),
        name: name("heestagram.com"),
        name_servers: OURS.iter().map(|n| name(n)).collect(),
        caller_reference: caller_reference.into(),
        tagged,
        regions: vec![],
        record_count: 2,
        made: None,
    }
}

pub fn instance() -> Instance {
    Instance {
        id: "i-0123456789abcdef0".parse().unwrap(),
        name: "server".into(),
        state: InstanceState::Running,
        public_address: Some([198, 51, 100, 11].into()),
        private_address: Some([172, 31, 0, 11].into()),
        zone: ZoneName("2c".into()),
        vpc: Some("vpc-1".into()),
        subnet: None,
        groups: vec!["sg-server".into()],
        instance_type: "t3.micro".into(),
    }
}

/// A network of four zones, without subnets.
pub fn network() -> Network {
    Network {
        vpc: "vpc-1".into(),
        blocks: vec!["172.31.0.0/16".parse().unwrap()],
        gateway: Some("igw-1".into()),
        way_out: Some("rtb-1".into()),
        blocked: None,
        zones: ["2a", "2b", "2c", "2d"].map(Into::into).to_vec(),
        subnets: vec![],
    }
}

/// A subnet that suits a balancer.
pub fn subnet(id: &str, zone: &str) -> Subnet {
    Subnet { id: SubnetId(id.into()), zone: ZoneName(zone.into()), block: None, free_addresses: 100, default: false, obstacles: vec![] }
}

/// A subnet with this in the way.
pub fn subnet_with(kind: ObstacleKind, id: &str, zone: &str) -> Subnet {
    Subnet { obstacles: vec![Obstacle { kind, seen: "seen".into() }], ..subnet(id, zone) }
}

pub fn app() -> AppPaths {
    AppPaths {
        project: "/home/ubuntu/env/django-sample".parse().unwrap(),
        venv: "/home/ubuntu/env".parse().unwrap(),
        wsgi: "heestagram.wsgi".parse().unwrap(),
        worker: None,
        settings: "/home/ubuntu/env/django-sample/heestagram/settings.py".parse().unwrap(),
        owner: "ubuntu".parse().unwrap(),
    }
}

pub fn candidate(app: AppPaths) -> Candidate {
    let pip = format!("{}/bin/python -m pip install", app.venv);
    let listed = format!("{pip} -r {}/requirements.txt", app.project);
    let commands = Commands { again: format!("{pip} --force-reinstall"), install: pip, listed };
    let environment = Environment { tool: Tool::Venv, python: "3.12.3".into(), django: "5.2".into(), gunicorn: "23.0.0".into(), commands };
    Candidate { app, environment }
}

pub fn survey() -> Survey {
    Survey {
        system: "Ubuntu".into(),
        candidates: vec![candidate(app())],
        lacking: None,
        skipped: vec![],
        web_group: None,
        upstream: None,
        unit: None,
        second: None,
        own_units: vec![],
        managed_unit: None,
        managed_nginx: None,
        unit_is_theirs: false,
        managed_settings: None,
        managed_environment: None,
        managed_drop_in: None,
        strays: vec![],
    }
}

/// The site's name leads to the project, run by this unit.
pub fn chain(unit: &str) -> Chain {
    let keeper = Keeper::Unit { name: UnitName(unit.to_owned().into()), user: None, socket: None };
    Chain {
        end: ChainEnd::OurProject,
        block: Some(ServerBlock { file: "/etc/nginx/sites-enabled/heestagram".into(), line: 1, names: vec![], chosen: Chosen::Default }),
        upstream: Some(Upstream::Tcp("127.0.0.1:8000".into())),
        proto: ForwardedProto::Reaches,
        health: HealthHost::Address,
        holder: Some(Holder { pid: Some(100), program: "gunicorn".into(), user: Some("ubuntu".into()), keeper }),
        project: Some(app().project.to_string()),
        free: Upstream::Tcp("127.0.0.1:8000".into()),
        units: vec![],
        unread: vec![],
        edit: NginxEdit::None,
    }
}

/// A service that runs and answers.
pub fn running() -> ServiceState {
    ServiceState {
        load: "loaded".into(),
        active: "active".into(),
        sub: "running".into(),
        result: "success".into(),
        exit_status: 0,
        restarts: 0,
        main_pid: 100,
        enabled: true,
        needs_reload: false,
        says: UnitLines::default(),
        processes: vec![],
        cause: None,
        log: vec![],
        http_status: Some(200),
        unreached: None,
    }
}

pub fn a(host: &str, address: [u8; 4]) -> RecordSet {
    RecordSet::plain(name(host), RecordValue::A { ttl: 300, addresses: vec![Ipv4Addr::from(address)] })
}
