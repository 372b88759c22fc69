//! One entry of every kind, with every variant that can stand in it, and the values that are hardest on the JSON.

use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::goal::{PauseScope, Scope};
use crate::engine::ingress::{Permit, RuleSource};
use crate::engine::leftover::{Belongings, LeftoverId};
use crate::engine::op::host::{AppPaths, ChainQuestion, SettingsWanted, UnitName};
use crate::engine::op::{Access, CloudOp, HostOp, Op};
use crate::engine::own_group::InPlaceOf;
use crate::engine::question::Answer;
use crate::engine::record_set::{RecordSet, RecordValue};
use crate::engine::regional::Regional;
use crate::engine::resource::{NarrowRule, Resource, RevokedRule};
use crate::engine::slot::{Scheme, Slot};
use crate::engine::state::{JournalEntry, OpId, Outcome, Token};
use crate::engine::their_record::{TheirRecord, TheirUse};
use crate::engine::time::Timestamp;
use crate::site::config::{Overrides, parse};
use crate::site::{CertificateSpec, DomainName, HealthCheck, KeyType, Region, ServerId, Site, Validation};

pub const AT: Timestamp = Timestamp(1_790_000_000_000);

const PLAIN: &str = "name = \"heestagram\"\ndomain = \"가비아.한국\"\nregion = \"ap-northeast-2\"\n[server]\nkey = \"~/열쇠.pem\"";

const WHOLE: &str = r#"
name = "heestagram"
domain = "heestagram.com"
host = "@"
region = "ap-northeast-2"
profile = "희"
dns = "elsewhere"
[server]
manage = false
instance = "i-0123456789abcdef0"
address = "2001:db8::1"
public_address = "198.51.100.11"
port = 2222
user = "admin"
host_key = "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
close_http = true
[app]
project = "/srv/hee 1"
venv = "/srv/venv"
asgi = "hee.asgi"
[certificate]
validation = "email"
key_type = "ecdsa_p256"
names = ["*.heestagram.com", "heestagram.com"]
[balancer]
zones = "all"
redirect_http = false
[net]
resolver = "127.0.0.1:5353"
roots = ["[::1]:53"]
extra_ca = "/tmp/ca.pem"
"#;

pub fn every_kind() -> Vec<JournalEntry> {
    let mut all: Vec<JournalEntry> = sites().map(|site| JournalEntry::Opened { at: AT, site: Box::new(site) }).into();
    all.extend(answers().into_iter().map(|answer| JournalEntry::Answered { at: AT, answer }));
    let started = |(id, op)| JournalEntry::Started { id: OpId(id), at: AT, op: Box::new(op), token: Token("0f".repeat(16)) };
    all.extend((1..).zip(ops()).map(started));
    all.extend((1..).zip(outcomes()).map(|(id, outcome)| JournalEntry::Ended { id: OpId(id), at: AT, outcome }));
    all.extend(resources().into_iter().map(|resource| JournalEntry::Adopted { at: AT, resource: Box::new(resource) }));
    all.extend(slots().into_iter().map(|slot| JournalEntry::Forgotten { at: AT, slot }));
    all.push(JournalEntry::OldNameServers { at: AT, name_servers: vec![name("ns1.gabia.net"), name("가비아.한국")] });
    for of in TheirUse::ALL {
        let record = TheirRecord { of: *of, name: name("_a.www.heestagram.com"), target: name("b.acm-validations.aws") };
        all.push(JournalEntry::TheirRecord { at: AT, record: Box::new(record) });
    }
    all.push(JournalEntry::TheirRecordGone { at: AT, name: name("_a.www.heestagram.com") });
    all.push(JournalEntry::Account { at: AT, account: "123456789012".into() });
    all.push(JournalEntry::TearDown { at: AT, scope: Scope { with_server: true, abandon_delegation: false } });
    all.push(JournalEntry::Pause { at: AT, scope: PauseScope { stop_server: true } });
    all.push(JournalEntry::Paused { at: AT });
    all.push(JournalEntry::Resumed { at: AT });
    all.push(JournalEntry::Belonged { at: AT, belongings: Box::new(belongings()) });
    all.push(JournalEntry::Closed { at: AT });
    all.push(JournalEntry::Salvaged { at: AT, lost: 3 });
    all
}

fn belongings() -> Belongings {
    Belongings {
        instance: "i-0123456789abcdef0".parse().unwrap(),
        staying: vec!["vol-1".into()],
        going: vec!["vol-2".into(), "vol-3".into()],
        addresses: vec!["eipalloc-1".into()],
        groups: vec!["sg-2".into()],
    }
}

fn name(text: &str) -> DomainName {
    text.parse().or_else(|_| DomainName::from_wire(text)).unwrap()
}

fn sites() -> [Site; 2] {
    [PLAIN, WHOLE].map(|text| parse(text, &Overrides::default()).unwrap())
}

fn app() -> AppPaths {
    AppPaths {
        project: "/home/ubuntu/희".parse().unwrap(),
        venv: "/home/ubuntu/venv".parse().unwrap(),
        wsgi: "hee.wsgi:application".parse().unwrap(),
        worker: None,
        settings: "/home/ubuntu/희/hee/settings.py".parse().unwrap(),
        owner: "ubuntu".parse().unwrap(),
    }
}

fn wanted() -> SettingsWanted {
    SettingsWanted { hosts: vec!["a.com".into()], origins: vec!["https://a.com".into()], proto_reaches: true }
}

fn accesses() -> [Access; 2] {
    let host_key = format!("SHA256:{}", "A".repeat(43)).parse().ok();
    let plain = Access {
        address: "203.0.113.10".parse().unwrap(),
        port: 22,
        user: "ubuntu".parse().unwrap(),
        key: None,
        ssh_host: None,
        host_key: None,
    };
    let ssh_host = "hee".parse().ok();
    [Access { address: "2001:db8::1".parse().unwrap(), key: Some("/k ey".into()), ssh_host, host_key, ..plain.clone() }, plain]
}

fn sets() -> [RecordSet; 4] {
    let alias = RecordValue::Alias { target: name("lb.elb.amazonaws.com"), target_zone: "Z2".into(), evaluate_health: true };
    let routed = RecordValue::Other { kind: "TXT".into(), values: vec!["\"v=spf1 \\\"~all\\\"\"".into(), String::new()] };
    [
        RecordSet::plain(name("a.com"), RecordValue::A { ttl: 300, addresses: vec!["198.51.100.11".parse().unwrap()] }),
        RecordSet::plain(name("_a.a.com"), RecordValue::Cname { ttl: 60, target: name("_b.acm-validations.aws") }),
        RecordSet::plain(name("a.com"), alias),
        RecordSet { name: name("*.a.com"), value: routed, routed: true },
    ]
}

fn rules() -> Vec<RevokedRule> {
    let rule = |permit: Permit, description: Option<&str>| RevokedRule {
        group: "sg-1".into(),
        rule: "sgr-1".into(),
        permit: Permit { description: description.map(Into::into), ..permit },
    };
    let block = |block: &str| Permit::tcp(80, RuleSource::Cidr(block.into()));
    let all = |source| Permit { protocol: "-1".into(), from_port: None, to_port: None, source, description: None };
    let others = RuleSource::OthersGroup { account: "444455556666".into(), group: "sg-2".into() };
    vec![
        rule(block("0.0.0.0/0"), Some("누구나")),
        rule(block("::/0"), None),
        rule(all(RuleSource::PrefixList("pl-1".into())), None),
        rule(all(others), None),
        rule(all(RuleSource::Group("sg-3".into())), None),
        rule(all(RuleSource::Other), None),
    ]
}

fn narrow() -> Vec<NarrowRule> {
    vec![NarrowRule { group: "sg-1".into(), permit: Permit::tcp(22, RuleSource::Cidr("0.0.0.0/0".into())) }]
}

fn place() -> InPlaceOf {
    InPlaceOf { interface: "eni-1".into(), shared: vec!["sg-1".into(), "sg-2".into()] }
}

fn slots() -> Vec<Slot> {
    vec![
        Slot::Unit(ServerId::MAIN),
        Slot::Settings(ServerId::MAIN),
        Slot::Nginx(ServerId::MAIN),
        Slot::EnvironmentFile(ServerId::MAIN),
        Slot::DropIn(ServerId::MAIN),
        Slot::Zone,
        Slot::Address,
        Slot::OtherAddress(name("example.com")),
        Slot::Certificate,
        Slot::OldCertificate,
        Slot::Validation(name("_a.example.com")),
        Slot::BalancerGroup,
        Slot::Entrance(Scheme::Https),
        Slot::Entrance(Scheme::Http),
        Slot::ServerRule(ServerId::MAIN),
        Slot::TargetGroup,
        Slot::Registration(ServerId::MAIN),
        Slot::Balancer,
        Slot::Listener(Scheme::Https),
        Slot::Listener(Scheme::Http),
        Slot::Redirect(name("example.com")),
        Slot::SideDoor,
        Slot::OwnGroup(ServerId::MAIN),
        Slot::InOwnGroup(ServerId::MAIN),
        Slot::elsewhere(&there(), &regional()[0]),
        Slot::Instance(ServerId::MAIN),
    ]
}

fn there() -> Region {
    "us-east-1".parse().unwrap()
}

fn regional() -> [Regional; 5] {
    [
        Regional::Balancer { arn: "arn:b".into(), dns_name: name("lb.elb.amazonaws.com"), zones: vec!["us-east-1a".into()] },
        Regional::TargetGroup { arn: "arn:t".into() },
        Regional::Certificate { arn: "arn:c".into() },
        Regional::Rule { group: "sg-1".into(), id: "sgr-1".into() },
        Regional::Group { id: "sg-2".into() },
    ]
}

fn answers() -> Vec<Answer> {
    let [set, other, ..] = sets();
    vec![
        Answer::Costs,
        Answer::ZoneCosts,
        Answer::Instance(ServerId::MAIN, "i-0123456789abcdef0".parse().unwrap()),
        Answer::Project(ServerId::MAIN, app()),
        Answer::ReplaceUnit(ServerId::MAIN),
        Answer::EnableUnit { server: ServerId::MAIN, unit: UnitName("a.service".into()) },
        Answer::Nginx { server: ServerId::MAIN, sha256: "0f".repeat(32) },
        Answer::Settings { server: ServerId::MAIN, sha256: "0f".repeat(32) },
        Answer::TypeVariable { server: ServerId::MAIN, name: "SITE_SECRET".into() },
        Answer::GiveFile { server: ServerId::MAIN, path: "/srv/희/.env".into() },
        Answer::AdoptZone("Z1".into()),
        Answer::AdoptCertificate("arn:theirs".into()),
        Answer::OverwriteRecord(set),
        Answer::HostKey { address: "::1".parse().unwrap(), fingerprint: format!("SHA256:{}", "A".repeat(43)).parse().unwrap() },
        Answer::Remake(Slot::Validation(name("_a.example.com"))),
        Answer::RequestAnew("arn:aws:acm:1".into()),
        Answer::TearDown(Scope { with_server: false, abandon_delegation: true }),
        Answer::Unit(ServerId::MAIN, "[Unit]\nDescription=\"희\"\n\tx\\y\r\n\u{7f}\u{1F680}".into()),
        Answer::RevertSettings(ServerId::MAIN),
        Answer::DeleteRecord(other.clone()),
        Answer::KeepRecord(other.clone()),
        Answer::LeadNowhere(vec![other]),
        Answer::CloseSideDoor(vec!["sgr-1".into()]),
        Answer::OwnGroup { server: ServerId::MAIN, leaves: vec!["sgr-1".into(), "sgr-2".into()] },
        Answer::Pause(PauseScope { stop_server: false }),
        Answer::ReopenDoor,
        Answer::StartServer { server: ServerId::MAIN, instance: "i-0123456789abcdef0".parse().unwrap() },
        Answer::DeleteLeftover(LeftoverId::Volume("vol-1".into())),
        Answer::KeepLeftover(LeftoverId::Address("eipalloc-1".into())),
        Answer::KeepLeftover(LeftoverId::Group("sg-2".into())),
    ]
}

fn ops() -> Vec<Op> {
    let [with_key, with_agent] = accesses();
    let host = [HostOp::StartUnit { unit: UnitName("gunicorn.service".into()) }]
        .into_iter()
        .map(|op| Op::Host(ServerId::MAIN, with_key.clone(), op));
    let others = host_ops().into_iter().map(|op| Op::Host(ServerId::MAIN, with_agent.clone(), op));
    cloud_ops().into_iter().map(Op::Cloud).chain(host).chain(others).collect()
}

fn host_ops() -> Vec<HostOp> {
    let unit = UnitName("gunicorn.service".into());
    vec![
        HostOp::WriteUnit { unit: unit.clone(), text: "[Unit]\n".into() },
        HostOp::StartUnit { unit: unit.clone() },
        HostOp::EnableUnit { unit: unit.clone(), path: "/u.service".into() },
        HostOp::WriteNginx {
            question: ChainQuestion { name: "a.com".into(), project: "/srv/희".parse().unwrap(), unit: unit.clone(), address: None },
            path: "/n".into(),
            before_sha256: "0f".repeat(32),
        },
        HostOp::RestoreNginx { path: "/n".into() },
        HostOp::WriteSettings { app: app(), unit: unit.clone(), wanted: Box::new(wanted()), before_sha256: "0f".repeat(32) },
        HostOp::WriteVariable { name: "SITE_SECRET".into(), file: "/etc/a.env".into() },
        HostOp::WriteDropIn { unit: unit.clone(), files: vec!["/etc/a.env".into(), "/srv/희/.env".into()], theirs: true },
        HostOp::LeaveEnvironmentFile { path: "/etc/a.env".into() },
        HostOp::RemoveDropIn { path: "/d".into() },
        HostOp::LeaveDropIn { path: "/d".into() },
        HostOp::RestartUnit { unit },
        HostOp::RestoreSettings { path: "/s.py".into() },
        HostOp::RestoreUnit { path: "/etc/systemd/system/gunicorn.service".into() },
    ]
}

fn cloud_ops() -> Vec<CloudOp> {
    let [address, cname, alias, routed] = sets();
    let names = vec!["*.a.com".parse().unwrap(), "a.com".parse().unwrap()];
    let proof = Slot::Validation(name("_a.a.com"));
    vec![
        CloudOp::EnsureZone { domain: name("a.com") },
        CloudOp::UpsertRecord { slot: Slot::Address, zone: "Z1".into(), set: alias.clone(), prior: Some(address.clone()) },
        CloudOp::UpsertRecord { slot: proof.clone(), zone: "Z1".into(), set: cname.clone(), prior: None },
        CloudOp::EnsureCertificate {
            spec: CertificateSpec { names: names.clone(), validation: Validation::Dns, key_type: KeyType::EcdsaP256 },
            domain: name("a.com"),
        },
        CloudOp::EnsureCertificate {
            spec: CertificateSpec { names: names.clone(), validation: Validation::Email, key_type: KeyType::Rsa2048 },
            domain: name("a.com"),
        },
        CloudOp::ResendValidation { arn: "arn:c".into(), names, domain: name("a.com") },
        CloudOp::EnsureBalancerGroup { name: "hee-LB-SG".into(), vpc: "vpc-1".into() },
        CloudOp::EnsureEntrance { door: Scheme::Https, group: "sg-1".into() },
        CloudOp::EnsureEntrance { door: Scheme::Http, group: "sg-1".into() },
        CloudOp::EnsureServerRule { server: ServerId::MAIN, server_group: "sg-2".into(), balancer_group: "sg-1".into() },
        CloudOp::EnsureTargetGroup {
            name: "hee-LB-GROUP".into(),
            vpc: "vpc-1".into(),
            check: HealthCheck { path: "/healthz".parse().unwrap(), codes: "200,404".parse().unwrap() },
        },
        CloudOp::EnsureRegistration {
            server: ServerId::MAIN,
            target_group: "arn:t".into(),
            instance: "i-0123456789abcdef0".parse().unwrap(),
        },
        CloudOp::EnsureBalancer { name: "hee-LB".into(), subnets: vec!["subnet-1".into(), "subnet-2".into()], group: "sg-1".into() },
        CloudOp::EnsureListener { door: Scheme::Https, balancer: "arn:b".into(), forward: Some(("arn:t".into(), "arn:c".into())) },
        CloudOp::EnsureListener { door: Scheme::Http, balancer: "arn:b".into(), forward: None },
        CloudOp::EnsureRedirect { name: name("a.com"), listener: "arn:l".into(), to: name("www.a.com") },
        CloudOp::NarrowSideDoor { narrow: narrow(), revoked: rules() },
        CloudOp::CloseSideDoor { rules: rules(), narrow: narrow() },
        CloudOp::ReopenSideDoor { rules: rules(), narrow: Vec::new() },
        CloudOp::EnsureOwnGroup {
            server: ServerId::MAIN,
            name: "hee-SERVER-SG".into(),
            vpc: "vpc-1".into(),
            place: place(),
            permits: rules().into_iter().map(|rule| rule.permit).collect(),
        },
        CloudOp::EnterOwnGroup { server: ServerId::MAIN, own: "sg-9".into(), place: place(), before: vec!["sg-1".into()], tried: true },
        CloudOp::LeaveOwnGroup { server: ServerId::MAIN, own: "sg-9".into(), place: place(), before: vec!["sg-1".into()] },
        CloudOp::DeleteOwnGroup { server: ServerId::MAIN, group: "sg-9".into() },
        CloudOp::RestoreRecord { slot: Slot::Address, zone: "Z1".into(), set: alias, prior: Some(routed) },
        CloudOp::RestoreRecord { slot: proof, zone: "Z1".into(), set: cname, prior: None },
        CloudOp::DeleteBalancer { arn: "arn:b".into() },
        CloudOp::DeleteTargetGroup { arn: "arn:t".into() },
        CloudOp::DeleteRule { slot: Slot::ServerRule(ServerId::MAIN), group: "sg-1".into(), rule: "sgr-1".into() },
        CloudOp::DeleteBalancerGroup { group: "sg-1".into() },
        CloudOp::DeleteCertificate { arn: "arn:c".into() },
        CloudOp::DeleteOldCertificate { arn: "arn:o".into() },
        CloudOp::DeleteRedirect { name: name("a.com"), rule: "arn:r".into() },
        CloudOp::DeleteZone { zone: "Z1".into() },
        CloudOp::DeleteElsewhere { region: there(), thing: regional()[1].clone() },
        CloudOp::TerminateInstance { server: ServerId::MAIN, instance: "i-0123456789abcdef0".parse().unwrap() },
        CloudOp::StopInstance { server: ServerId::MAIN, instance: "i-0123456789abcdef0".parse().unwrap() },
        CloudOp::StartInstance { server: ServerId::MAIN, instance: "i-0123456789abcdef0".parse().unwrap() },
        CloudOp::DeleteVolume { volume: "vol-1".into(), of: "i-0123456789abcdef0".parse().unwrap() },
        CloudOp::ReleaseAddress { address: "eipalloc-1".into(), of: "i-0123456789abcdef0".parse().unwrap() },
        CloudOp::DeleteServerGroup { group: "sg-2".into() },
    ]
}

fn outcomes() -> Vec<Outcome> {
    let zone = Resource::Zone { id: "Z1".into(), name_servers: vec![name("ns-1.awsdns-01.org")], adopted: false };
    vec![
        Outcome::Failed(Fault::person(Code::RecordClash, Remedy::FixRecordClash, "\"quoted\" \u{1F680}\nline")),
        Outcome::Failed(Fault::retry(Code::AwsBusy, "")),
        Outcome::Failed(Fault::internal("x")),
        Outcome::Made(Box::new(zone)),
        Outcome::Unmade(Slot::Listener(Scheme::Https)),
        Outcome::Left(Slot::EnvironmentFile(ServerId::MAIN)),
        Outcome::Done,
        Outcome::Dropped,
    ]
}

fn resources() -> Vec<Resource> {
    let [address, cname, alias, routed] = sets();
    let instance = || "i-0123456789abcdef0".parse().unwrap();
    let proof = Slot::Validation(name("_a.a.com"));
    let mut all = vec![
        Resource::Unit { server: ServerId::MAIN, path: "/etc/systemd/system/gunicorn.service".into() },
        Resource::Nginx { server: ServerId::MAIN, path: "/n".into() },
        Resource::EnvironmentFile { server: ServerId::MAIN, path: "/etc/a.env".into(), names: vec!["SITE_SECRET".into()] },
        Resource::DropIn { server: ServerId::MAIN, path: "/d".into(), files: vec!["/etc/a.env".into()], theirs: false },
        Resource::Settings { server: ServerId::MAIN, path: "/home/ubuntu/희/hee/settings.py".into() },
        Resource::Zone { id: "Z1".into(), name_servers: vec![name("ns-1.awsdns-01.org")], adopted: true },
        Resource::Record { slot: Slot::Address, zone: "Z1".into(), set: alias, prior: Some(address), change: Some("C1".into()) },
        Resource::Record { slot: proof, zone: "Z1".into(), set: cname, prior: Some(routed), change: None },
        Resource::Certificate { arn: "arn:c".into(), adopted: false },
        Resource::Certificate { arn: "arn:theirs".into(), adopted: true },
        Resource::BalancerGroup { id: "sg-1".into() },
        Resource::Rule { slot: Slot::Entrance(Scheme::Http), group: "sg-1".into(), id: "sgr-1".into() },
        Resource::TargetGroup { arn: "arn:t".into() },
        Resource::Registration { server: ServerId::MAIN, target_group: "arn:t".into(), instance: instance() },
        Resource::Balancer {
            arn: "arn:b".into(),
            dns_name: name("lb.elb.amazonaws.com"),
            dns_zone: "Z2".into(),
            zones: vec!["ap-northeast-2a".into()],
        },
        Resource::Listener { door: Scheme::Https, arn: "arn:l".into() },
        Resource::Redirect { name: name("a.com"), arn: "arn:r".into() },
        Resource::OldCertificate { arn: "arn:o".into() },
        Resource::SideDoor { revoked: rules(), narrow: narrow() },
        Resource::OwnGroup { server: ServerId::MAIN, id: "sg-9".into() },
        Resource::InOwnGroup {
            server: ServerId::MAIN,
            own: "sg-9".into(),
            place: place(),
            before: vec!["sg-1".into(), "sg-0".into()],
            tried: false,
        },
        Resource::Instance { server: ServerId::MAIN, id: instance() },
    ];
    all.extend(regional().map(|thing| Resource::Elsewhere { region: there(), thing }));
    all
}
