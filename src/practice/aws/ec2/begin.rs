//! The network with which a world begins: the region's default VPC, and the server in one of its zones.

use std::net::Ipv4Addr;

use super::{console, ids, names};
use crate::practice::scenario::{Network, Opening, Scenario};
use crate::practice::state::account::ACCOUNT;
use crate::practice::state::ec2::{
    Ec2, Gateway, Group, Instance, InstanceState, Interface, LAUNCHED, RouteTable, Rule, Source, Subnet, Tags, Vpc, Zone,
};
use crate::site::Site;

/// Where the server answers to the world.
const PUBLIC_ADDRESS: Ipv4Addr = Ipv4Addr::new(203, 0, 113, 10);
/// The server's place in its subnet.
const SERVER_HOST: u32 = 11;

/// The numbers from which the ids of the beginning are made: a state's own, which count from one, never come so far.
fn number(n: u64) -> u64 {
    u64::MAX - n
}

impl Ec2 {
    /// The default VPC of the region, its zones, and the server in one of them.
    pub fn begin(scenario: &Scenario, region: &str) -> Self {
        let vpc = Vpc { id: ids::VPC.nth(number(0)), cidr: "172.31.0.0/16".to_owned(), default: true, tags: Tags::new() };
        let name = scenario.site().map(|site| site.name.to_string()).unwrap_or_default();
        let mut ec2 = Self {
            zones: zones(&scenario.network, region),
            groups: groups(&vpc.id, &scenario.network.open),
            vpcs: vec![vpc],
            key_pair: name.clone(),
            ..Self::default()
        };
        let named = |letters: &[char]| letters.iter().map(|letter| format!("{region}{letter}")).collect::<Vec<String>>();
        ec2.lay_out(&[named(&scenario.network.zones), scenario.network.local_zones.clone()].concat());
        ec2.hide(&named(&scenario.network.private));
        ec2.launch(scenario, &format!("{region}{}", scenario.network.server_zone), name);
        if scenario.network.shared_group {
            ec2.launch_another();
        }
        ec2
    }

    /// The default VPC of a region in which the site was made before: its balancer's group still stands, its server does not.
    pub fn of_before(scenario: &Scenario, site: &Site, region: &str, tags: &Tags) -> Self {
        let mut ec2 = Self::begin(scenario, region);
        (ec2.instances, ec2.interfaces) = (Vec::new(), Vec::new());
        let vpc = ec2.default_vpc().map(|vpc| vpc.id.clone()).unwrap_or_default();
        let open = |n, port| Rule { tags: tags.clone(), ..rule(n, "tcp", Some(port), source("0.0.0.0/0")) };
        let rules = vec![open(101, 443), open(102, 80)];
        let own = group(ids::GROUP.nth(number(100)), &site.balancer_group_name(), "of before", &vpc, rules);
        ec2.groups.push(Group { tags: tags.clone(), ..own });
        ec2
    }

    /// A public subnet in each of these zones.
    fn lay_out(&mut self, zones: &[String]) {
        let vpc = self.default_vpc().map(|v| v.id.clone()).unwrap_or_default();
        let gateway = Gateway { id: ids::GATEWAY.nth(number(0)), vpc: Some(vpc.clone()) };
        let routes = vec![("172.31.0.0/16".to_owned(), "local".to_owned()), ("0.0.0.0/0".to_owned(), gateway.id.clone())];
        let table = RouteTable { id: ids::ROUTE_TABLE.nth(number(0)), vpc: vpc.clone(), main: true, subnets: Vec::new(), routes };
        let blocks = (0..=15_u8).map(|n| format!("172.31.{}.0/20", n * 16));
        let subnet = |(n, (zone, cidr)): (u64, (&Zone, String))| Subnet {
            id: ids::SUBNET.nth(number(n)),
            vpc: vpc.clone(),
            zone: zone.name.clone(),
            cidr,
            default_for_zone: !zone.local,
            gateway_block: "off".to_owned(),
            tags: Tags::new(),
        };
        let laid_out = self.zones.iter().filter(|zone| zones.contains(&zone.name));
        self.subnets = (0..).zip(laid_out.zip(blocks)).map(subnet).collect();
        self.gateways = vec![gateway];
        self.route_tables = vec![table];
    }

    /// A route table of their own for the subnets of these zones, from which nothing leads out.
    fn hide(&mut self, zones: &[String]) {
        let subnets: Vec<String> = self.subnets.iter().filter(|s| zones.contains(&s.zone)).map(|s| s.id.clone()).collect();
        let vpc = self.default_vpc().map(|v| (v.id.clone(), v.cidr.clone()));
        let Some((vpc, cidr)) = vpc.filter(|_| !subnets.is_empty()) else { return };
        let routes = vec![(cidr, "local".to_owned())];
        self.route_tables.push(RouteTable { id: ids::ROUTE_TABLE.nth(number(1)), vpc, main: false, subnets, routes });
    }

    /// The server, in this zone (or the first) and in the group that the launch wizard made for it. One that was stopped has no public
    /// address any more.
    fn launch(&mut self, scenario: &Scenario, zone: &str, name: String) {
        let stopped = scenario.server.stopped;
        let Some(subnet) = self.subnets.iter().find(|s| s.zone == zone).or(self.subnets.first()) else { return };
        let groups: Vec<String> = self.groups.iter().filter(|g| g.name == WIZARD).map(|g| g.id.clone()).collect();
        let private_address = hosts(&subnet.cidr, SERVER_HOST);
        let state = if stopped { InstanceState::Stopped } else { InstanceState::Running };
        let instance = Instance {
            id: ids::INSTANCE.nth(number(0)),
            state,
            since: LAUNCHED,
            kind: "t3.micro".to_owned(),
            subnet: subnet.id.clone(),
            groups,
            private_address,
            public_address: (!stopped).then_some(PUBLIC_ADDRESS),
            protected: false,
            console: console::first_boot(&names::host(private_address)),
            tags: vec![("Name".to_owned(), name)],
        };
        self.interfaces.push(interface(&instance));
        self.instances.push(instance);
        self.furnish(&scenario.extras);
    }
}

impl Ec2 {
    /// Another machine of the person's, beside the server and in its groups; it does not run at the moment.
    fn launch_another(&mut self) {
        let Some(server) = self.instances.first().cloned() else { return };
        let private_address = Ipv4Addr::from(u32::from(server.private_address) + 1);
        let tags = vec![("Name".to_owned(), "blog".to_owned())];
        let (id, state) = (ids::INSTANCE.nth(number(1)), InstanceState::Stopped);
        let another = Instance { id, state, private_address, public_address: None, tags, ..server };
        self.interfaces.push(Interface { id: ids::INTERFACE.nth(number(1)), ..interface(&another) });
        self.instances.push(another);
    }
}

/// The region's availability zones, then the Local Zones that the account has.
fn zones(network: &Network, region: &str) -> Vec<Zone> {
    let usual = network
        .zones
        .iter()
        .chain(&network.empty_zones)
        .map(|letter| (format!("{region}{letter}"), false, !network.no_balancers.contains(letter)));
    let all = usual.chain(network.local_zones.iter().map(|name| (name.clone(), true, true)));
    all.map(|(name, local, balancers)| Zone { name, local, state: "available".to_owned(), balancers }).collect()
}

/// The address with this number in a block.
fn hosts(cidr: &str, number: u32) -> Ipv4Addr {
    let base = cidr.split_once('/').and_then(|(base, _)| base.parse::<Ipv4Addr>().ok());
    Ipv4Addr::from(base.map_or(0, u32::from) + number)
}

fn interface(instance: &Instance) -> Interface {
    Interface {
        id: ids::INTERFACE.nth(number(0)),
        description: String::new(),
        subnet: instance.subnet.clone(),
        groups: instance.groups.clone(),
        private_address: instance.private_address,
        public_address: instance.public_address,
        owner: ACCOUNT.to_owned(),
        instance: Some(instance.id.clone()),
        balancer: None,
        gone_at: None,
    }
}

/// The group that the launch wizard makes.
const WIZARD: &str = "launch-wizard-1";

/// AWS's own group, and the server's.
fn groups(vpc: &str, open: &[Opening]) -> Vec<Group> {
    let id = ids::GROUP.nth(number(0));
    let itself = rule(0, "-1", None, Source::Group(id.clone()));
    let own = group(id, "default", "default VPC security group", vpc, vec![itself]);
    let opened = (1..).zip(open).map(|(n, opening)| opened(n, opening));
    let made = format!("{WIZARD} created {}", names::moment(LAUNCHED));
    vec![own, group(ids::GROUP.nth(number(1)), WIZARD, &made, vpc, opened.collect())]
}

fn group(id: String, name: &str, description: &str, vpc: &str, rules: Vec<Rule>) -> Group {
    Group { id, name: name.to_owned(), description: description.to_owned(), vpc: vpc.to_owned(), rules, tags: Tags::new() }
}

fn rule(n: u64, protocol: &str, port: Option<i32>, source: Source) -> Rule {
    Rule {
        id: ids::RULE.nth(number(n)),
        protocol: protocol.to_owned(),
        from_port: port,
        to_port: port,
        source,
        description: None,
        tags: Tags::new(),
    }
}

fn opened(n: u64, opening: &Opening) -> Rule {
    let protocol = if opening.port.is_some() { "tcp" } else { "-1" };
    let from = opening.port.map(i32::from);
    let to = opening.to.map(i32::from).or(from);
    Rule { to_port: to, description: opening.description.clone(), ..rule(n, protocol, from, source(&opening.cidr)) }
}

fn source(cidr: &str) -> Source {
    match cidr {
        list if list.starts_with("pl-") => Source::PrefixList(list.to_owned()),
        six if six.contains(':') => Source::Cidr6(six.to_owned()),
        four => Source::Cidr(four.to_owned()),
    }
}
