//! What stands in AWS, and what of it changes by itself.

use std::collections::BTreeMap;

use landfall::engine::ids::{BalancerArn, CertificateArn, ChangeId, GroupId, ListenerArn, TargetGroupArn, ZoneId, ZoneName};
use landfall::engine::op::cloud::{
    BalancerState, CertificateState, HostRedirect, Instance, InstanceState, Rule, RuleSource, Subnet, TargetHealth,
};
use landfall::engine::record_set::{RecordSet, RecordValue};
use landfall::engine::slot::Scheme;
use landfall::engine::time::Timestamp;
use landfall::site::{DomainName, KeyType, Validation};

use crate::world::secs;

/// ACM tells the CNAME this long after the request.
const CNAME_AFTER: u64 = 4;
const ISSUED_AFTER: u64 = 60;
const ACTIVE_AFTER: u64 = 90;
const HEALTHY_AFTER: u64 = 15;
/// A deleted balancer's interfaces hold its group and certificate this long.
pub const LINGER: u64 = 150;

#[derive(Debug, Clone)]
pub struct Zone {
    pub name: DomainName,
    pub name_servers: Vec<DomainName>,
    pub caller_reference: String,
    pub tagged: bool,
    pub sets: Vec<RecordSet>,
    /// What the resolver still remembers of a changed name, and until when.
    pub remembered: BTreeMap<DomainName, (Vec<std::net::Ipv4Addr>, Timestamp)>,
}

#[derive(Debug, Clone)]
pub struct Certificate {
    pub names: Vec<String>,
    pub validation: Validation,
    pub key_type: KeyType,
    pub tagged: bool,
    pub token: String,
    pub requested: Timestamp,
    /// Since when its CNAMEs have been visible.
    pub provable: Option<Timestamp>,
    pub issued: bool,
    /// ACM refuses it (CAA).
    pub failed: bool,
}

#[derive(Debug, Clone)]
pub struct Group {
    pub name: String,
    pub tagged: bool,
    pub rules: Vec<Rule>,
}

#[derive(Debug, Clone)]
pub struct TargetGroup {
    pub name: String,
    pub tagged: bool,
    pub targets: Vec<String>,
}

#[derive(Debug, Clone)]
pub struct Listener {
    pub arn: ListenerArn,
    pub door: Scheme,
    pub tagged: bool,
    pub forward: Option<(TargetGroupArn, CertificateArn)>,
    pub redirects: Vec<HostRedirect>,
}

#[derive(Debug, Clone)]
pub struct Balancer {
    pub name: String,
    pub dns_name: DomainName,
    pub zones: Vec<ZoneName>,
    pub group: GroupId,
    pub tagged: bool,
    pub made: Timestamp,
    pub listeners: Vec<Listener>,
    pub addresses: Vec<std::net::Ipv4Addr>,
}

/// What a deleted balancer still holds.
#[derive(Debug, Clone)]
pub struct Lingering {
    pub group: GroupId,
    pub certificates: Vec<CertificateArn>,
    pub until: Timestamp,
}

#[derive(Debug, Clone)]
pub struct Aws {
    pub account: String,
    pub zones: BTreeMap<ZoneId, Zone>,
    pub changes: BTreeMap<ChangeId, Timestamp>,
    /// Every record that Landfall ever wrote.
    pub written: Vec<RecordSet>,
    pub certificates: BTreeMap<CertificateArn, Certificate>,
    pub groups: BTreeMap<GroupId, Group>,
    pub target_groups: BTreeMap<TargetGroupArn, TargetGroup>,
    pub balancers: BTreeMap<BalancerArn, Balancer>,
    pub lingering: Vec<Lingering>,
    pub instance: Instance,
    pub terminated: Option<Timestamp>,
    /// It stands still, and has no public address.
    pub stopped: bool,
    /// What it is started with next.
    pub next_address: std::net::Ipv4Addr,
    /// AWS has forgotten the terminated instance.
    pub forgotten: bool,
    pub subnets: Vec<Subnet>,
    /// In this zone no balancer is made.
    pub refusing: Option<ZoneName>,
}

pub fn name(text: &str) -> DomainName {
    DomainName::from_wire(text).unwrap()
}

pub fn tcp(id: &str, port: i32, source: RuleSource, tagged: bool) -> Rule {
    Rule { id: id.into(), protocol: "tcp".into(), from_port: Some(port), to_port: Some(port), source, description: None, tagged }
}

pub fn world_rule(cidr: &str) -> RuleSource {
    RuleSource::Cidr(cidr.into())
}

/// The CNAME that proves `name`, the same for every certificate of it.
pub fn proof_of(certified: &str) -> RecordSet {
    let base = certified.strip_prefix("*.").unwrap_or(certified);
    let target = name(&format!("_{:x}.acm-validations.aws", base.len() * 4919));
    RecordSet::plain(name(&format!("_proof.{base}")), RecordValue::Cname { ttl: 300, target })
}

impl Aws {
    /// Somebody's account: their server, and things of theirs that are none of our business.
    pub fn before(now: Timestamp) -> Self {
        let theirs = |zone: &str, mx: &str| Zone {
            name: name(zone),
            name_servers: vec![name("ns-7.awsdns-00.com"), name("ns-9.awsdns-00.org")],
            caller_reference: "console".into(),
            tagged: false,
            sets: vec![RecordSet::plain(name(zone), RecordValue::Other { kind: "MX".into(), values: vec![mx.into()] })],
            remembered: BTreeMap::new(),
        };
        let server_rules = vec![
            tcp("sgr-ssh", 22, world_rule("0.0.0.0/0"), false),
            tcp("sgr-http4", 80, world_rule("0.0.0.0/0"), false),
            tcp("sgr-http6", 80, world_rule("::/0"), false),
            tcp("sgr-8000", 8000, world_rule("0.0.0.0/0"), false),
        ];
        let other_certificate = Certificate {
            names: vec!["other.example".into()],
            validation: Validation::Dns,
            key_type: KeyType::Rsa2048,
            tagged: false,
            token: String::new(),
            requested: now,
            provable: None,
            issued: true,
            failed: false,
        };
        Self {
            zones: BTreeMap::from([("Z-OTHER".into(), theirs("other.example", "10 mail.other.example"))]),
            changes: BTreeMap::new(),
            written: Vec::new(),
            certificates: BTreeMap::from([("arn:cert/other".into(), other_certificate)]),
            groups: BTreeMap::from([
                ("sg-server".into(), Group { name: "launch-wizard-1".into(), tagged: false, rules: server_rules }),
                ("sg-other".into(), Group { name: "other".into(), tagged: false, rules: vec![] }),
            ]),
            target_groups: BTreeMap::from([(
                "arn:tg/other".into(),
                TargetGroup { name: "other".into(), tagged: false, targets: vec!["i-0fffffffffffffff0".into()] },
            )]),
            balancers: BTreeMap::new(),
            lingering: Vec::new(),
            account: "123456789012".into(),
            instance: server_instance(),
            terminated: None,
            stopped: false,
            next_address: [198, 51, 100, 77].into(),
            forgotten: false,
            subnets: ["a", "b", "c", "d"].into_iter().map(subnet).collect(),
            refusing: None,
        }
    }

    pub fn instance_now(&self) -> Instance {
        let state = match (self.terminated.is_some(), self.stopped) {
            (true, _) => InstanceState::Terminated,
            (false, true) => InstanceState::Stopped,
            (false, false) => InstanceState::Running,
        };
        Instance { state, ..self.instance.clone() }
    }

    pub fn runs(&self) -> bool {
        self.terminated.is_none() && !self.stopped
    }

    pub fn stop(&mut self) {
        self.stopped = true;
        self.instance.public_address = None;
    }

    pub fn start(&mut self) {
        if std::mem::take(&mut self.stopped) {
            self.instance.public_address = Some(self.next_address);
        }
    }

    /// `theirs`: the CNAMEs that stand where the domain's DNS runs, where that is none of these zones.
    pub fn issue_certificates(&mut self, now: Timestamp, delegated: Option<&ZoneId>, theirs: &[(DomainName, DomainName)]) {
        let visible: Vec<RecordSet> = delegated.and_then(|id| self.zones.get(id)).map(|z| z.sets.clone()).unwrap_or_default();
        for certificate in self.certificates.values_mut().filter(|c| !c.issued && !c.failed) {
            let there = |proof: &RecordSet| {
                theirs
                    .iter()
                    .any(|(name, to)| *name == proof.name && matches!(&proof.value, RecordValue::Cname { target, .. } if target == to))
            };
            let proven = certificate.names.iter().map(|n| proof_of(n)).all(|proof| visible.contains(&proof) || there(&proof));
            let told = now - certificate.requested >= secs(CNAME_AFTER);
            if !(proven && told && certificate.validation == Validation::Dns) {
                certificate.provable = None;
                continue;
            }
            let since = *certificate.provable.get_or_insert(now);
            certificate.issued = now - since >= secs(ISSUED_AFTER);
        }
    }

    pub fn forget_lingering(&mut self, now: Timestamp) {
        self.lingering.retain(|l| l.until > now);
    }

    pub fn certificate_in_use(&self, arn: &CertificateArn) -> bool {
        let listens = |b: &Balancer| b.listeners.iter().any(|l| l.forward.as_ref().is_some_and(|(_, c)| c == arn));
        self.balancers.values().any(listens) || self.lingering.iter().any(|l| l.certificates.contains(arn))
    }

    pub fn group_in_use(&self, id: &GroupId) -> bool {
        let named = |r: &Rule| r.source == RuleSource::Group(id.clone());
        self.balancers.values().any(|b| b.group == *id)
            || self.lingering.iter().any(|l| l.group == *id)
            || self.groups.iter().any(|(other, g)| other != id && g.rules.iter().any(named))
    }

    pub fn target_group_in_use(&self, arn: &TargetGroupArn) -> bool {
        self.balancers.values().any(|b| b.listeners.iter().any(|l| l.forward.as_ref().is_some_and(|(t, _)| t == arn)))
    }

    /// Whether the server's port 80 lets this source in.
    pub fn server_lets_in(&self, source: &RuleSource) -> bool {
        let own = self.instance.groups.iter().filter_map(|g| self.groups.get(g));
        own.flat_map(|g| &g.rules).any(|r| r.covers(80) && r.source == *source)
    }

    /// Whether its owner still gets in by SSH.
    pub fn server_lets_its_owner_in(&self) -> bool {
        let own = self.instance.groups.iter().filter_map(|g| self.groups.get(g));
        own.flat_map(|g| &g.rules).any(|r| r.covers(22) && r.source == world_rule("0.0.0.0/0"))
    }

    /// Whether the world reaches this door of the balancer.
    pub fn balancer_lets_in(&self, balancer: &Balancer, door: Scheme) -> bool {
        let port = Some(i32::from(door.port()));
        self.groups.get(&balancer.group).is_some_and(|g| g.rules.iter().any(|r| r.from_port == port && r.source == world_rule("0.0.0.0/0")))
    }
}

impl Certificate {
    pub fn state(&self) -> CertificateState {
        match (self.failed, self.issued) {
            (true, _) => CertificateState::Failed,
            (_, true) => CertificateState::Issued,
            _ => CertificateState::Pending,
        }
    }

    pub fn proofs(&self, now: Timestamp) -> Vec<RecordSet> {
        if now - self.requested < secs(CNAME_AFTER) {
            return Vec::new();
        }
        let mut proofs: Vec<RecordSet> = self.names.iter().map(|n| proof_of(n)).collect();
        proofs.sort();
        proofs.dedup();
        proofs
    }
}

impl Balancer {
    pub fn state(&self, now: Timestamp) -> BalancerState {
        if now - self.made >= secs(ACTIVE_AFTER) { BalancerState::Active } else { BalancerState::Provisioning }
    }
}

/// The health of a target that is registered and forwarded to; `status`: what it answers to its own address as Host.
pub fn health(balancer: &Balancer, now: Timestamp, reached: bool, status: u16) -> TargetHealth {
    match now - balancer.made {
        age if age < secs(ACTIVE_AFTER + HEALTHY_AFTER) => TargetHealth::Initial,
        _ if reached && status == 200 => TargetHealth::Healthy,
        _ => TargetHealth::Unhealthy,
    }
}

fn server_instance() -> Instance {
    Instance {
        id: "i-0123456789abcdef0".parse().unwrap(),
        name: "server".into(),
        state: InstanceState::Running,
        public_address: Some([198, 51, 100, 11].into()),
        private_address: Some([172, 31, 0, 11].into()),
        zone: "ap-northeast-2c".into(),
        vpc: Some("vpc-1".into()),
        subnet: Some("subnet-c".into()),
        groups: vec!["sg-server".into()],
        instance_type: "t3.micro".into(),
    }
}

fn subnet(letter: &str) -> Subnet {
    let zone = ZoneName(format!("ap-northeast-2{letter}"));
    let id = landfall::engine::ids::SubnetId(format!("subnet-{letter}"));
    Subnet { id, zone, block: None, free_addresses: 4000, default: true, obstacles: Vec::new() }
}
