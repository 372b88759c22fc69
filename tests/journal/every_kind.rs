//! Records of every kind, with outcomes, answers, writes and resources of every kind, in the values that are hardest on JSON.

use landfall::engine::fault::{Code, Fault, Remedy};
use landfall::engine::goal::{PauseScope, Scope};
use landfall::engine::ingress::{Permit, RuleSource};
use landfall::engine::leftover::{Belongings, LeftoverId};
use landfall::engine::op::host::{AppPaths, ChainQuestion, SettingsWanted, UnitName};
use landfall::engine::op::{Access, CloudOp, HostOp, Op};
use landfall::engine::own_group::InPlaceOf;
use landfall::engine::question::Answer;
use landfall::engine::record_set::{RecordSet, RecordValue};
use landfall::engine::regional::Regional;
use landfall::engine::resource::{NarrowRule, Resource, RevokedRule};
use landfall::engine::slot::{Scheme, Slot};
use landfall::engine::state::{JournalEntry, OpId, Outcome, Token};
use landfall::engine::their_record::{TheirRecord, TheirUse};
use landfall::engine::time::Timestamp;
use landfall::site::{
    App, Balancer, Certificate, CertificateSpec, DnsHost, DomainName, HealthCheck, Host, KeyType, Net, Region, Server, ServerId, Site,
    SiteName, Spread, SshHost, Validation,
};

/// What a visit finds is no write's outcome: no journal holds these.
const OF_A_VISIT: [Code; 14] = [
    Code::RedirectLoop,
    Code::RedirectElsewhere,
    Code::RedirectToHttp,
    Code::RedirectBroken,
    Code::HttpStays,
    Code::NameStays,
    Code::CertificateUntrusted,
    Code::SiteFails,
    Code::NoPage,
    Code::PagePacked,
    Code::DefaultPage,
    Code::EmptyProject,
    Code::FormsRefused,
    Code::StaticMissing,
];
/// What DNS tells beside, which no write ends with.
const OF_DNS: [Code; 16] = [
    Code::ParentsDisagree,
    Code::NameServerLame,
    Code::RecordLeadsPast,
    Code::NoNameServers,
    Code::DnsMoved,
    Code::TheirRecordWrong,
    Code::PauseDnsElsewhere,
    Code::DnssecOn,
    Code::DnssecLeft,
    Code::MailInUse,
    Code::DomainInUse,
    Code::DomainAnswersAll,
    Code::CaaForbids,
    Code::CaaNotUnderstood,
    Code::CaaUnanswered,
    Code::NoMail,
];
const FOR_DNS: [Remedy; 18] = [
    Remedy::WaitForParents,
    Remedy::WaitForZone,
    Remedy::CorrectNameServers,
    Remedy::RemoveWhatLeadsPast,
    Remedy::EnterNameServers,
    Remedy::TellNameServers,
    Remedy::PutDnsBack,
    Remedy::MakeTheirRecord,
    Remedy::SwitchProxyOff,
    Remedy::TakeDownInstead,
    Remedy::SwitchDnssecOff,
    Remedy::SwitchDnssecOffNow,
    Remedy::CarryRecordsOver,
    Remedy::LookWhatAnswers,
    Remedy::FixCaaElsewhere,
    Remedy::RemoveCriticalCaa,
    Remedy::MendNameServers,
    Remedy::ValidateByDns,
];
const FOR_A_VISIT: [Remedy; 8] = [
    Remedy::HandOnProto,
    Remedy::FixRedirect,
    Remedy::AnswerAtRoot,
    Remedy::SendUnpacked,
    Remedy::NameTheBlock,
    Remedy::WritePage,
    Remedy::TrustOrigin,
    Remedy::ServeStatic,
];
/// What a survey finds is no write's outcome either.
const OF_A_SURVEY: (Code, Remedy) = (Code::NoEnvironment, Remedy::MakeEnvironment);
const AT: Timestamp = Timestamp(1_790_000_000_123);
/// Quotes, a backslash, a line's end, a tab, the smallest control character, Hangul, one beyond the first plane, a right-to-left mark.
const HARD: &str = "\"'\\ \n\t\u{1}{}[]:, 랜드폴 \u{1F680} \u{200F}</script>";

fn name(text: &str) -> DomainName {
    DomainName::from_wire(text).unwrap()
}

/// Every part of a site that may be left open is told.
fn full_site() -> Site {
    let server = Server {
        manage: false,
        instance: Some("i-0123456789abcdef0".parse().unwrap()),
        address: Some("2001:db8::17".parse().unwrap()),
        public_address: Some("203.0.113.255".parse().unwrap()),
        ssh_host: Some(SshHost::unread("서버_1".parse().unwrap())),
        port: u16::MAX,
        user: "_deploy-1".parse().unwrap(),
        key: Some("~/열쇠 \"가\"\\1.pem".into()),
        host_key: Some(format!("SHA256:{}", "aZ0+/".repeat(9).split_at(43).0).parse().unwrap()),
        close_http: true,
    };
    let app = App {
        project: Some("/home/ubuntu/사이트 \"1\"".parse().unwrap()),
        venv: Some("/".parse().unwrap()),
        wsgi: Some("앱.wsgi:application".parse().unwrap()),
        asgi: Some("앱.asgi".parse().unwrap()),
        health: Some("/health/?full=1".parse().unwrap()),
        health_codes: Some("200,404".parse().unwrap()),
    };
    let names = vec!["가비아.한국".parse().unwrap(), "*.xn--o39a101bg1e.xn--3e0b707e".parse().unwrap()];
    let net = Net {
        resolver: Some("[::1]:53".parse().unwrap()),
        roots: vec!["127.0.0.1:5353".parse().unwrap(), "[2001:db8::1]:53".parse().unwrap()],
        extra_ca: Some("/etc/ssl/사설.pem".into()),
    };
    Site {
        name: "a".parse().unwrap(),
        domain: "가비아.한국".parse().unwrap(),
        host: "서비스".parse().unwrap(),
        other_hosts: vec![landfall::site::Host::Apex, "가게".parse().unwrap()],
        region: "us-gov-east-1".parse().unwrap(),
        profile: Some(HARD.into()),
        dns: DnsHost::Elsewhere,
        server,
        app,
        certificate: Certificate { validation: Validation::Email, key_type: KeyType::EcdsaP256, names },
        balancer: Balancer { zones: Spread::All, redirect_http: false },
        net,
    }
}

/// Every part of a site that may be left open is left open.
fn empty_site() -> Site {
    let (site, region): (SiteName, Region) = ("abcdefghijklmnopqrstu-w".parse().unwrap(), "ap-northeast-2".parse().unwrap());
    Site::with_defaults(site, "heestagram.com".parse().unwrap(), Host::Apex, region)
}

fn paths() -> AppPaths {
    AppPaths {
        project: "/srv/hee \"1\"".parse().unwrap(),
        venv: "/srv/환경".parse().unwrap(),
        wsgi: "hee.wsgi".parse().unwrap(),
        worker: Some(landfall::engine::op::host::AsgiWorker::UvicornWorker),
        settings: "/srv/hee \"1\"/hee/settings.py".parse().unwrap(),
        owner: "www-data".parse().unwrap(),
    }
}

fn wanted() -> SettingsWanted {
    SettingsWanted { hosts: vec!["www.heestagram.com".into(), HARD.into()], origins: vec![HARD.into()], proto_reaches: true }
}

fn access(whole: bool) -> Access {
    let site = full_site().server;
    let (key, host_key) = if whole { (site.key, site.host_key) } else { (None, None) };
    let ssh_host = site.ssh_host.filter(|_| whole).map(|host| host.alias);
    let address = if whole { "2001:db8::17" } else { "198.51.100.11" };
    Access {
        address: address.parse().unwrap(),
        port: if whole { 65_535 } else { 22 },
        user: "ubuntu".parse().unwrap(),
        key,
        ssh_host,
        host_key,
    }
}

/// A record set of each kind.
fn sets() -> [RecordSet; 6] {
    let www = name("www.heestagram.com");
    let addresses = vec!["0.0.0.0".parse().unwrap(), "255.255.255.255".parse().unwrap()];
    let alias = |evaluate_health| RecordValue::Alias {
        target: name("dualstack.lb-1.ap-northeast-2.elb.amazonaws.com"),
        target_zone: "ZWKZPGTI48KDX".into(),
        evaluate_health,
    };
    [
        RecordSet::plain(www.clone(), RecordValue::A { ttl: u32::MAX, addresses }),
        RecordSet::plain(name("_a1b2.www.heestagram.com"), RecordValue::Cname { ttl: 0, target: name("_c3d4.acm-validations.aws") }),
        RecordSet::plain(www.clone(), alias(true)),
        RecordSet { routed: true, ..RecordSet::plain(name("*.heestagram.com"), alias(false)) },
        RecordSet::plain(www.clone(), RecordValue::Other { kind: "TXT".into(), values: vec![HARD.into(), String::new()] }),
        RecordSet::plain(www, RecordValue::A { ttl: 300, addresses: vec![] }),
    ]
}

fn validation() -> Slot {
    Slot::Validation(name("_a1b2.www.heestagram.com"))
}

fn slots() -> Vec<Slot> {
    let doors = [Scheme::Https, Scheme::Http];
    let mut all = vec![
        Slot::Unit(ServerId::MAIN),
        Slot::Settings(ServerId::MAIN),
        Slot::Nginx(ServerId::MAIN),
        Slot::EnvironmentFile(ServerId::MAIN),
        Slot::DropIn(ServerId::MAIN),
        Slot::Zone,
        Slot::Address,
        Slot::OtherAddress(name("heestagram.com")),
        Slot::Certificate,
        Slot::OldCertificate,
        validation(),
        Slot::BalancerGroup,
    ];
    all.extend(doors.map(Slot::Entrance));
    all.extend([Slot::ServerRule(ServerId::MAIN), Slot::TargetGroup, Slot::Registration(ServerId::MAIN), Slot::Balancer]);
    all.extend(doors.map(Slot::Listener));
    all.push(Slot::Redirect(name("heestagram.com")));
    all.extend([Slot::SideDoor, Slot::OwnGroup(ServerId::MAIN), Slot::InOwnGroup(ServerId::MAIN), Slot::Instance(ServerId::MAIN)]);
    all.extend(regional().iter().map(|thing| Slot::elsewhere(&there(), thing)));
    all
}

fn there() -> Region {
    "us-east-1".parse().unwrap()
}

fn regional() -> [Regional; 5] {
    let zones = vec!["us-east-1a".into(), "us-east-1b".into()];
    [
        Regional::Balancer {
            arn: "arn:aws:elasticloadbalancing:…:loadbalancer/가/1".into(),
            dns_name: name("lb.elb.amazonaws.com"),
            zones,
        },
        Regional::TargetGroup { arn: "arn:tg".into() },
        Regional::Certificate { arn: "arn:cert".into() },
        Regional::Rule { group: "sg-1".into(), id: "sgr-1".into() },
        Regional::Group { id: "sg-2".into() },
    ]
}

fn revoked() -> Vec<RevokedRule> {
    let rule = |cidr: &str, description: Option<&str>| RevokedRule {
        group: "sg-1".into(),
        rule: "sgr-1".into(),
        permit: Permit {
            protocol: "tcp".into(),
            from_port: Some(0),
            to_port: Some(65_535),
            source: RuleSource::Cidr(cidr.into()),
            description: description.map(Into::into),
        },
    };
    let whole = |source: RuleSource| RevokedRule {
        group: "sg-1".into(),
        rule: "sgr-2".into(),
        permit: Permit { protocol: "-1".into(), from_port: None, to_port: None, source, description: Some(HARD.into()) },
    };
    let others = RuleSource::OthersGroup { account: "444455556666".into(), group: "sg-3".into() };
    let sources = [RuleSource::Group("sg-2".into()), others, RuleSource::PrefixList("pl-1".into()), RuleSource::Other];
    [rule("0.0.0.0/0", None), rule("::/0", Some(HARD))].into_iter().chain(sources.map(whole)).collect()
}

fn narrow() -> Vec<NarrowRule> {
    let permit = Permit { description: Some(HARD.into()), ..Permit::tcp(2222, RuleSource::Cidr("2000::/3".into())) };
    vec![NarrowRule { group: "sg-1".into(), permit }]
}

/// A resource of each kind in each of its slots.
fn resources() -> Vec<Resource> {
    let [a, cname, alias, routed, other, _] = sets();
    let record = |slot: Slot, set: RecordSet, prior: Option<RecordSet>, change: Option<&str>| Resource::Record {
        slot,
        zone: "Z0123456789".into(),
        set,
        prior,
        change: change.map(Into::into),
    };
    let rule = |slot: Slot| Resource::Rule { slot, group: "sg-0a1b2c3d".into(), id: "sgr-0a1b2c3d".into() };
    let instance: landfall::site::InstanceId = "i-01234567".parse().unwrap();
    let name_servers = vec![name("ns-1.awsdns-01.com"), name("ns-2.awsdns-02.co.uk")];
    let mut all = vec![
        Resource::Unit { server: ServerId::MAIN, path: "/etc/systemd/system/gunicorn.service".into() },
        Resource::Settings { server: ServerId::MAIN, path: HARD.into() },
        Resource::Nginx { server: ServerId::MAIN, path: HARD.into() },
        Resource::EnvironmentFile { server: ServerId::MAIN, path: HARD.into(), names: vec![HARD.into(), String::new()] },
        Resource::DropIn { server: ServerId::MAIN, path: HARD.into(), files: vec![HARD.into()], theirs: true },
        Resource::Zone { id: "Z0".into(), name_servers: vec![], adopted: true },
        Resource::Zone { id: "Z0123456789".into(), name_servers, adopted: false },
        record(Slot::Address, a, Some(other), None),
        record(Slot::Address, alias, Some(routed), Some("C0123456789")),
        record(validation(), cname, None, Some("C1")),
        Resource::Certificate { arn: "arn:aws:acm:ap-northeast-2:123456789012:certificate/0".into(), adopted: false },
        Resource::Certificate { arn: "arn:aws:acm:ap-northeast-2:123456789012:certificate/1".into(), adopted: true },
        Resource::BalancerGroup { id: "sg-0a1b2c3d".into() },
        rule(Slot::Entrance(Scheme::Https)),
        rule(Slot::Entrance(Scheme::Http)),
        rule(Slot::ServerRule(ServerId::MAIN)),
        Resource::TargetGroup { arn: "arn:aws:elasticloadbalancing:…:targetgroup/가/1".into() },
        Resource::Registration { server: ServerId::MAIN, target_group: "arn:tg".into(), instance: instance.clone() },
        Resource::Balancer {
            arn: "arn:lb".into(),
            dns_name: name("lb.elb.amazonaws.com"),
            dns_zone: "Z1".into(),
            zones: vec!["ap-northeast-2a".into(), "ap-northeast-2c".into()],
        },
        Resource::Listener { door: Scheme::Https, arn: "arn:listener/443".into() },
        Resource::Listener { door: Scheme::Http, arn: "arn:listener/80".into() },
        Resource::Redirect { name: name("heestagram.com"), arn: "arn:listener-rule/1".into() },
        Resource::OldCertificate { arn: "arn:cert/old".into() },
        Resource::SideDoor { revoked: revoked(), narrow: narrow() },
        Resource::OwnGroup { server: ServerId::MAIN, id: "sg-9".into() },
        Resource::InOwnGroup { server: ServerId::MAIN, own: "sg-9".into(), place: place(), before: vec!["sg-1".into()], tried: false },
        Resource::Instance { server: ServerId::MAIN, id: instance },
    ];
    all.extend(regional().map(|thing| Resource::Elsewhere { region: there(), thing }));
    all
}

fn place() -> InPlaceOf {
    InPlaceOf { interface: "eni-1".into(), shared: vec!["sg-1".into(), "sg-2".into()] }
}

/// A write of each kind, with what may be left open both told and left open.
fn writes() -> Vec<Op> {
    let host = |op| Op::Host(ServerId::MAIN, access(true), op);
    let unit = || UnitName("gunicorn.service".into());
    let mut all: Vec<Op> = cloud_makes().into_iter().chain(cloud_unmakes()).map(Op::Cloud).collect();
    all.extend([
        host(HostOp::WriteUnit { unit: unit(), text: HARD.into() }),
        host(HostOp::StartUnit { unit: unit() }),
        host(HostOp::EnableUnit { unit: unit(), path: HARD.into() }),
        host(HostOp::WriteNginx { question: question(), path: HARD.into(), before_sha256: "0f".repeat(32) }),
        host(HostOp::RestoreNginx { path: HARD.into() }),
        host(HostOp::WriteVariable { name: HARD.into(), file: HARD.into() }),
        host(HostOp::WriteDropIn { unit: unit(), files: vec![HARD.into(), String::new()], theirs: false }),
        host(HostOp::LeaveEnvironmentFile { path: HARD.into() }),
        host(HostOp::RemoveDropIn { path: HARD.into() }),
        host(HostOp::LeaveDropIn { path: HARD.into() }),
        host(HostOp::WriteSettings { app: paths(), unit: unit(), wanted: Box::new(wanted()), before_sha256: "0f".repeat(32) }),
        Op::Host(ServerId::MAIN, access(false), HostOp::RestartUnit { unit: UnitName(HARD.into()) }),
        host(HostOp::RestoreSettings { path: HARD.into() }),
        host(HostOp::RestoreUnit { path: "/etc/systemd/system/gunicorn.service".into() }),
    ]);
    all
}

fn question() -> ChainQuestion {
    ChainQuestion {
        name: HARD.into(),
        project: "/home/ubuntu/사이트 \"1\"".parse().unwrap(),
        unit: UnitName(HARD.into()),
        address: "172.31.0.11".parse().ok(),
    }
}

fn cloud_makes() -> Vec<CloudOp> {
    let domain = name("xn--o39a101bg1e.xn--3e0b707e");
    let [a, cname, alias, routed, other, _] = sets();
    let upsert = |slot: Slot, set: &RecordSet, prior: Option<&RecordSet>| CloudOp::UpsertRecord {
        slot,
        zone: "Z1".into(),
        set: set.clone(),
        prior: prior.cloned(),
    };
    let names = full_site().certificate.names;
    let certificate = |validation, key_type| {
        let spec = CertificateSpec { names: names.clone(), validation, key_type };
        CloudOp::EnsureCertificate { spec, domain: domain.clone() }
    };
    let forward = || Some(("arn:tg".into(), "arn:cert".into()));
    vec![
        CloudOp::EnsureZone { domain: domain.clone() },
        upsert(Slot::Address, &a, None),
        upsert(Slot::Address, &alias, Some(&other)),
        upsert(validation(), &cname, Some(&routed)),
        certificate(Validation::Dns, KeyType::Rsa2048),
        certificate(Validation::Email, KeyType::EcdsaP256),
        CloudOp::ResendValidation { arn: "arn:cert".into(), names: names.clone(), domain: domain.clone() },
        CloudOp::EnsureBalancerGroup { name: "heestagram-LB-SG".into(), vpc: "vpc-1".into() },
        CloudOp::EnsureEntrance { door: Scheme::Https, group: "sg-1".into() },
        CloudOp::EnsureEntrance { door: Scheme::Http, group: "sg-1".into() },
        CloudOp::EnsureServerRule { server: ServerId::MAIN, server_group: "sg-2".into(), balancer_group: "sg-1".into() },
        CloudOp::EnsureTargetGroup { name: "heestagram-LB-GROUP".into(), vpc: "vpc-1".into(), check: HealthCheck::default() },
        CloudOp::EnsureRegistration { server: ServerId::MAIN, target_group: "arn:tg".into(), instance: "i-01234567".parse().unwrap() },
        CloudOp::EnsureBalancer { name: "heestagram-LB".into(), subnets: vec!["subnet-1".into(), "subnet-2".into()], group: "sg-1".into() },
        CloudOp::EnsureListener { door: Scheme::Https, balancer: "arn:lb".into(), forward: forward() },
        CloudOp::EnsureListener { door: Scheme::Http, balancer: "arn:lb".into(), forward: None },
        CloudOp::EnsureRedirect { name: name("heestagram.com"), listener: "arn:listener/443".into(), to: name("www.heestagram.com") },
        CloudOp::NarrowSideDoor { narrow: narrow(), revoked: revoked() },
        CloudOp::CloseSideDoor { rules: revoked(), narrow: narrow() },
        CloudOp::EnsureOwnGroup {
            server: ServerId::MAIN,
            name: "heestagram-SERVER-SG".into(),
            vpc: "vpc-1".into(),
            place: place(),
            permits: revoked().into_iter().map(|rule| rule.permit).collect(),
        },
        CloudOp::EnterOwnGroup { server: ServerId::MAIN, own: "sg-9".into(), place: place(), before: vec!["sg-1".into()], tried: true },
    ]
}

fn cloud_unmakes() -> Vec<CloudOp> {
    let [a, cname, _, _, other, _] = sets();
    let restore = |slot: Slot, set: RecordSet, prior: Option<RecordSet>| CloudOp::RestoreRecord { slot, zone: "Z1".into(), set, prior };
    let rule = |slot: Slot| CloudOp::DeleteRule { slot, group: "sg-1".into(), rule: "sgr-1".into() };
    vec![
        CloudOp::ReopenSideDoor { rules: vec![], narrow: vec![] },
        CloudOp::LeaveOwnGroup { server: ServerId::MAIN, own: "sg-9".into(), place: place(), before: vec!["sg-1".into()] },
        CloudOp::DeleteOwnGroup { server: ServerId::MAIN, group: "sg-9".into() },
        restore(Slot::Address, a, Some(other)),
        restore(validation(), cname, None),
        CloudOp::DeleteBalancer { arn: "arn:lb".into() },
        CloudOp::DeleteTargetGroup { arn: "arn:tg".into() },
        rule(Slot::Entrance(Scheme::Https)),
        rule(Slot::ServerRule(ServerId::MAIN)),
        CloudOp::DeleteBalancerGroup { group: "sg-1".into() },
        CloudOp::DeleteCertificate { arn: "arn:cert".into() },
        CloudOp::DeleteOldCertificate { arn: "arn:cert/old".into() },
        CloudOp::DeleteRedirect { name: name("heestagram.com"), rule: "arn:listener-rule/1".into() },
        CloudOp::DeleteZone { zone: "Z1".into() },
        CloudOp::DeleteElsewhere { region: there(), thing: regional()[0].clone() },
        CloudOp::TerminateInstance { server: ServerId::MAIN, instance: "i-0123456789abcdef0".parse().unwrap() },
        CloudOp::StopInstance { server: ServerId::MAIN, instance: "i-0123456789abcdef0".parse().unwrap() },
        CloudOp::StartInstance { server: ServerId::MAIN, instance: "i-0123456789abcdef0".parse().unwrap() },
        CloudOp::DeleteVolume { volume: "vol-1".into(), of: "i-0123456789abcdef0".parse().unwrap() },
        CloudOp::ReleaseAddress { address: "eipalloc-1".into(), of: "i-0123456789abcdef0".parse().unwrap() },
        CloudOp::DeleteServerGroup { group: "sg-2".into() },
    ]
}

/// An answer of each kind.
fn answers() -> Vec<Answer> {
    let fingerprint = full_site().server.host_key.unwrap();
    let mut all = vec![
        Answer::Costs,
        Answer::ZoneCosts,
        Answer::Instance(ServerId::MAIN, "i-0123456789abcdef0".parse().unwrap()),
        Answer::Project(ServerId::MAIN, paths()),
        Answer::ReplaceUnit(ServerId::MAIN),
        Answer::EnableUnit { server: ServerId::MAIN, unit: UnitName(HARD.into()) },
        Answer::Nginx { server: ServerId::MAIN, sha256: "0f".repeat(32) },
        Answer::Settings { server: ServerId::MAIN, sha256: "0f".repeat(32) },
        Answer::TypeVariable { server: ServerId::MAIN, name: HARD.into() },
        Answer::GiveFile { server: ServerId::MAIN, path: HARD.into() },
        Answer::AdoptZone("Z0123456789".into()),
        Answer::AdoptCertificate("arn:aws:acm:ap-northeast-2:123456789012:certificate/1".into()),
        Answer::HostKey { address: "198.51.100.11".parse().unwrap(), fingerprint: fingerprint.clone() },
        Answer::HostKey { address: "2001:db8::17".parse().unwrap(), fingerprint },
        Answer::RequestAnew("arn:cert".into()),
        Answer::Unit(ServerId::MAIN, HARD.into()),
        Answer::RevertSettings(ServerId::MAIN),
        Answer::Settings { server: ServerId::MAIN, sha256: "f0".repeat(32) },
        Answer::RevertSettings(ServerId::MAIN),
        Answer::OwnGroup { server: ServerId::MAIN, leaves: vec!["sgr-1".into()] },
        Answer::DeleteLeftover(LeftoverId::Volume("vol-1".into())),
        Answer::DeleteLeftover(LeftoverId::Address("eipalloc-1".into())),
        Answer::KeepLeftover(LeftoverId::Group("sg-2".into())),
    ];
    all.extend(sets().map(Answer::OverwriteRecord));
    all.extend(slots().into_iter().map(Answer::Remake));
    all.extend(scopes().map(Answer::TearDown));
    all.extend(pauses().map(Answer::Pause));
    all.push(Answer::ReopenDoor);
    all.push(Answer::StartServer { server: ServerId::MAIN, instance: "i-0123456789abcdef0".parse().unwrap() });
    all
}

fn scopes() -> [Scope; 4] {
    let scope = |with_server, abandon_delegation| Scope { with_server, abandon_delegation };
    [scope(false, false), scope(true, false), scope(false, true), scope(true, true)]
}

fn pauses() -> [PauseScope; 2] {
    [false, true].map(|stop_server| PauseScope { stop_server })
}

fn answered(answer: Answer) -> JournalEntry {
    JournalEntry::Answered { at: AT, answer }
}

fn started(id: u64, op: Op) -> JournalEntry {
    JournalEntry::Started { id: OpId(id), at: AT, op: Box::new(op), token: Token(format!("{id:032x}")) }
}

fn ended(id: u64, outcome: Outcome) -> JournalEntry {
    JournalEntry::Ended { id: OpId(id), at: AT, outcome }
}

/// A journal of every kind of record, in such an order that most of it is left in the ledger.
pub fn records() -> Vec<JournalEntry> {
    let mut all = vec![JournalEntry::Opened { at: Timestamp(i64::MIN), site: Box::new(empty_site()) }];
    all.extend(answers().into_iter().map(answered));
    all.extend(scopes().map(|scope| JournalEntry::TearDown { at: AT, scope }));
    all.extend(pauses().map(|scope| JournalEntry::Pause { at: AT, scope }));
    all.push(JournalEntry::Paused { at: AT });
    all.push(JournalEntry::Resumed { at: AT });
    all.extend(pauses().map(|scope| JournalEntry::Pause { at: AT, scope }));
    all.push(JournalEntry::Closed { at: Timestamp(i64::MAX) });
    all.push(JournalEntry::Salvaged { at: AT, lost: u64::MAX });
    let zones = ["us-gov-east-1a", "us-gov-east-1c"].map(|zone| zone.parse().unwrap()).to_vec();
    let listed = Site { balancer: Balancer { zones: Spread::These(zones), redirect_http: true }, ..full_site() };
    all.push(JournalEntry::Opened { at: Timestamp(0), site: Box::new(listed) });
    all.push(JournalEntry::Opened { at: Timestamp(0), site: Box::new(full_site()) });
    all.extend(resources().into_iter().map(|resource| JournalEntry::Adopted { at: AT, resource: Box::new(resource) }));
    all.extend((1..).zip(resources()).map(|(id, resource)| ended(id, Outcome::Made(Box::new(resource)))));
    all.extend((100..).zip(writes()).map(|(id, op)| started(id, op)));
    all.extend([ended(100, Outcome::Done), ended(101, Outcome::Dropped), ended(102, Outcome::Failed(Fault::retry(Code::AwsBusy, HARD)))]);
    all.push(JournalEntry::OldNameServers { at: AT, name_servers: vec![name("ns1.gabia.co.kr"), name(".")] });
    all.extend(TheirUse::ALL.iter().map(|of| {
        let record = TheirRecord { of: *of, name: name("_a.www.heestagram.com"), target: name("b.acm-validations.aws") };
        JournalEntry::TheirRecord { at: AT, record: Box::new(record) }
    }));
    all.push(JournalEntry::TheirRecordGone { at: AT, name: name("_a.www.heestagram.com") });
    all.push(JournalEntry::Account { at: AT, account: "123456789012".into() });
    all.extend((200..).zip(writes()).map(|(id, op)| started(id, op)));
    all.extend(answers().into_iter().map(answered));
    all.extend(forgotten());
    all.push(started(u64::MAX, Op::Cloud(CloudOp::DeleteZone { zone: "Z1".into() })));
    all.push(JournalEntry::TearDown { at: AT, scope: Scope { with_server: true, abandon_delegation: false } });
    all.extend(answers().into_iter().map(answered));
    all.extend(["i-0123456789abcdef0", "i-0123456789abcdef1"].map(belonged));
    all
}

/// What an instance had that was terminated.
fn belonged(instance: &str) -> JournalEntry {
    let belongings = Belongings {
        instance: instance.parse().unwrap(),
        staying: vec!["vol-1".into(), "vol-2".into()],
        going: vec!["vol-3".into()],
        addresses: vec!["eipalloc-1".into()],
        groups: vec![],
    };
    JournalEntry::Belonged { at: AT, belongings: Box::new(belongings) }
}

/// What empties a slot, for each slot. Afterwards some are filled again, and written into.
fn forgotten() -> Vec<JournalEntry> {
    let mut all: Vec<JournalEntry> = slots().into_iter().map(|slot| JournalEntry::Forgotten { at: AT, slot }).collect();
    all.extend((300..).zip(slots()).map(|(id, slot)| ended(id, Outcome::Unmade(slot))));
    // What is left is kept in mind only until something is made again, as it is below.
    all.extend((350..).zip(slots()).map(|(id, slot)| ended(id, Outcome::Left(slot))));
    all.extend(resources().into_iter().map(|resource| JournalEntry::Adopted { at: AT, resource: Box::new(resource) }));
    all.extend((400..).zip(writes()).map(|(id, op)| started(id, op)));
    all
}

/// What was answered about records of which nobody knows what stood there before, and those that lead to our balancer.
pub fn answers_about_records() -> Vec<JournalEntry> {
    let mut all: Vec<Answer> = sets().map(Answer::DeleteRecord).into();
    all.extend(sets().map(Answer::KeepRecord));
    all.extend([Answer::LeadNowhere(sets().into()), Answer::LeadNowhere(Vec::new())]);
    all.into_iter().map(answered).collect()
}

/// A failure with each fault code, and with each remedy.
pub fn faults() -> Vec<JournalEntry> {
    let codes = Code::ALL.iter().filter(|code| !OF_A_VISIT.contains(code) && !OF_DNS.contains(code) && **code != OF_A_SURVEY.0);
    let mut all: Vec<Fault> = codes.map(|code| Fault::retry(*code, "")).collect();
    let remedies =
        Remedy::ALL.iter().filter(|remedy| !FOR_A_VISIT.contains(remedy) && !FOR_DNS.contains(remedy) && **remedy != OF_A_SURVEY.1);
    all.extend(remedies.map(|remedy| Fault::person(Code::AccessDenied, *remedy, HARD)));
    all.push(Fault::ended(Code::Internal, "ended"));
    (1..).zip(all).map(|(id, fault)| ended(id, Outcome::Failed(fault))).collect()
}
