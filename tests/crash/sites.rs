//! The sites that are built, and what each finds.

use landfall::engine::goal::{Goal, Scope};
use landfall::engine::op::cloud::{Rule, RuleSource};
use landfall::engine::record_set::{RecordSet, RecordValue};
use landfall::engine::step_id::StepId;
use landfall::engine::time::Timestamp;
use landfall::site::{App, Balancer, Certificate, DnsHost, Host, KeyType, Net, Server, Site, Spread, Validation};

use crate::aws::{Zone, name, proof_of};
use crate::faults::Faults;
use crate::person::Person;
use crate::run::Play;
use crate::server::{self, Running, settings_with};
use crate::world::World;

/// The guide's site.
pub fn guide() -> Site {
    Site {
        name: "heestagram".parse().unwrap(),
        domain: "heestagram.com".parse().unwrap(),
        host: Host::Label("www".into()),
        other_hosts: vec![],
        region: "ap-northeast-2".parse().unwrap(),
        profile: None,
        dns: DnsHost::Route53,
        server: Server {
            manage: true,
            instance: Some("i-0123456789abcdef0".parse().unwrap()),
            address: None,
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

/// A site that differs from the guide's in everything that may differ: the side door is closed, two names, all zones, no
/// redirect, an old unit stands, and the settings already know the name (but not the private address).
pub fn other() -> World {
    let mut site = guide();
    site.server.close_http = true;
    site.server.instance = None;
    site.host = Host::Apex;
    site.balancer = Balancer { zones: Spread::All, redirect_http: false };
    site.certificate.names = vec!["heestagram.com".parse().unwrap(), "*.heestagram.com".parse().unwrap()];
    let mut world = World::new(site);
    world.server.unit = Some("[Unit]\nold\n".into());
    world.server.loaded = world.server.unit.clone();
    world.server.settings = settings_with(&["heestagram.com"]);
    world
}

/// The zone is there already, with a mail record, an old address of the site's name, and another certificate's proof.
pub fn adopting() -> World {
    let mut site = guide();
    site.server.close_http = true;
    let mut world = World::new(site);
    let a = RecordValue::A { ttl: 60, addresses: vec![[203, 0, 113, 9].into()] };
    let theirs = vec![name("ns-100.awsdns-01.com"), name("ns-200.awsdns-02.net")];
    let mx = RecordValue::Other { kind: "MX".into(), values: vec!["10 mail.heestagram.com".into()] };
    let zone = Zone {
        name: name("heestagram.com"),
        name_servers: theirs.clone(),
        caller_reference: "console".into(),
        tagged: false,
        sets: vec![
            RecordSet::plain(name("heestagram.com"), mx),
            RecordSet::plain(name("www.heestagram.com"), a),
            proof_of("www.heestagram.com"),
        ],
        remembered: std::collections::BTreeMap::new(),
    };
    world.aws.zones.insert("Z-THEIRS".into(), zone);
    world.internet.parent = theirs;
    world
}

/// The domain's DNS stays where it runs: the person makes the records there.
pub fn elsewhere() -> World {
    let mut site = guide();
    site.dns = DnsHost::Elsewhere;
    site.server.close_http = true;
    site.certificate.names = vec!["heestagram.com".parse().unwrap(), "www.heestagram.com".parse().unwrap()];
    World::new(site)
}

/// The server's group lets everybody in to everything, and nothing else lets its owner in by SSH.
pub fn wide() -> World {
    let mut site = guide();
    site.server.close_http = true;
    let mut world = World::new(site);
    let rule = |id: &str, protocol: &str, ports: Option<(i32, i32)>, from: &str| Rule {
        id: id.into(),
        protocol: protocol.into(),
        from_port: ports.map(|ports| ports.0),
        to_port: ports.map(|ports| ports.1),
        source: RuleSource::Cidr(from.into()),
        description: Some("as the tutorial had it".into()),
        tagged: false,
    };
    let rules = vec![
        rule("sgr-all", "-1", None, "0.0.0.0/0"),
        rule("sgr-six", "tcp", Some((0, 65_535)), "::/0"),
        rule("sgr-http", "tcp", Some((80, 80)), "0.0.0.0/0"),
        rule("sgr-db", "tcp", Some((5432, 5432)), "203.0.113.0/24"),
    ];
    world.aws.groups.values_mut().filter(|group| group.name == "launch-wizard-1").for_each(|group| group.rules.clone_from(&rules));
    world
}

/// The project has a unit of its own, which neither runs nor starts at boot, and nginx overwrites the balancer's word of https.
pub fn own_unit() -> World {
    let mut world = World::new(guide());
    world.server.unit = Some(format!("[Service]\nWorkingDirectory={}\n", server::app().project));
    world.server.loaded = world.server.unit.clone();
    world.server.nginx = server::OVERWRITES.into();
    world
}

/// The certificate is approved by mail, and nothing on the server is ours to manage.
pub fn mail() -> World {
    let mut site = guide();
    site.certificate.validation = Validation::Email;
    site.certificate.key_type = KeyType::EcdsaP256;
    site.server.manage = false;
    let mut world = World::new(site);
    let unit = Some("[Unit]\ntheirs\n".to_owned());
    let settings = settings_with(&["www.heestagram.com", "172.31.0.11", "https://www.heestagram.com"]);
    let running = Running { unit: "theirs".into(), settings: settings.clone(), pid: 7, since: Timestamp(0) };
    world.server = server::Server { unit: unit.clone(), loaded: unit, settings, running: Some(running), enabled: true, ..world.server };
    world
}

/// It has two names, in a zone that is there already and has an old address of the other one.
pub fn two_names() -> World {
    let mut world = adopting();
    world.site.other_hosts = vec![Host::Apex];
    world.site.server.close_http = false;
    let zone = world.aws.zones.values_mut().next().unwrap();
    let old = RecordValue::A { ttl: 60, addresses: vec![[203, 0, 113, 10].into()] };
    zone.sets.push(RecordSet::plain(name("heestagram.com"), old));
    world
}

/// The guide's own.
pub fn plain() -> World {
    World::new(guide())
}

pub const BUILD: Goal = Goal::Build { until: StepId::Live };
pub const TEAR_DOWN: Goal = Goal::TearDown(Scope { with_server: false, abandon_delegation: false });
pub const LOOK: Goal = Goal::Look { until: StepId::Live };

/// Each site, and its name.
/// A site's name and how its world is made.
pub type Named = (&'static str, fn() -> World);

pub const SITES: [Named; 7] = [
    ("plain", plain),
    ("other", other),
    ("adopting", adopting),
    ("mail", mail),
    ("own-unit", own_unit),
    ("wide", wide),
    ("two-names", two_names),
];

/// A run with a willing person and no faults.
pub fn willing(goal: Goal) -> Play {
    Play { goal, wait: None, person: Person::willing(), faults: Faults::NONE, points: false, crash_at: None }
}

/// The same with many faults.
pub fn stormy(goal: Goal) -> Play {
    Play { faults: Faults::MANY, ..willing(goal) }
}
