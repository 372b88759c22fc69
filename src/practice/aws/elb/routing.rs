//! What a balancer does with a request from the world: the internet asks here.

use std::net::Ipv4Addr;

use super::redirects::{HOST, PATH, PORT, PROTOCOL, QUERY};
use super::uses::Use;
use crate::practice::aws::ec2::ingress::From;
use crate::practice::state::SimState;
use crate::practice::state::account::Account;
use crate::practice::state::elb::{Action, Balancer, Health, Listener, Rule, Target, TargetGroup};

/// What becomes of a connection to an address and a port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Routed {
    /// No balancer has this address.
    Elsewhere,
    /// Nothing comes back: the balancer does not work yet, or its groups let nobody in on this port.
    TimedOut,
    /// The balancer does not listen on this port.
    Refused,
    /// It is taken; with TLS when there is a certificate, named by its ARN.
    Taken { certificate: Option<String>, answer: Answer },
}

/// What a request gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Redirect {
        status: u16,
        to: Redirection,
    },
    Fixed {
        status: u16,
        kind: Option<String>,
        body: Option<String>,
    },
    /// What this instance answers on this port, over plain HTTP.
    Instance {
        id: String,
        port: u16,
    },
    /// An error of the balancer's own: 502, 503, 504.
    Failed(u16),
}

/// Where a redirect leads, in terms of the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirection {
    /// The listener's own.
    from: (String, u16),
    protocol: String,
    port: String,
    host: String,
    path: String,
    query: String,
}

/// What the balancer with this public address does with a request of this host that comes from the world to this port.
pub fn route(sim: &SimState, address: Ipv4Addr, port: u16, host: &str) -> Routed {
    let account = &sim.aws;
    let Some(balancer) = at(account, address) else { return Routed::Elsewhere };
    let of_it = balancer.zones.iter().find(|(_, _, own)| *own == address);
    let is_blocked = of_it.and_then(|(_, id, _)| account.ec2.subnet(id)).is_some_and(|subnet| subnet.gateway_block != "off");
    if is_blocked || balancer.active_at > sim.now || !account.ec2.lets_in(&balancer.groups, port, &From::Internet) {
        return Routed::TimedOut;
    }
    match account.elb.on_port(&balancer.arn, port) {
        Some(listener) => taken(account, listener, host),
        None => Routed::Refused,
    }
}

/// The balancer that has this public address.
fn at(account: &Account, address: Ipv4Addr) -> Option<&Balancer> {
    account.elb.balancers.iter().filter(|b| b.is_public()).find(|b| b.addresses().contains(&address))
}

/// The first rule that is for the host counts, else what the listener does by default.
fn taken(account: &Account, listener: &Listener, host: &str) -> Routed {
    let certificate = listener.certificates.first().cloned();
    let is_for = |rule: &&Rule| rule.listener == listener.arn && rule.hosts.iter().any(|of| of.eq_ignore_ascii_case(host));
    let rule = account.elb.rules.iter().filter(is_for).min_by_key(|rule| rule.priority);
    let answer = match rule.map_or(&listener.action, |rule| &rule.action).clone() {
        Action::Forward(group) => account.elb.target_group(&group).map_or(Answer::Failed(503), |group| forward(account, group)),
        Action::FixedResponse { status, kind, body } => Answer::Fixed { status: status.parse().unwrap_or(500), kind, body },
        Action::Redirect { protocol, port, host, path, query, status } => {
            let from = (listener.protocol.clone(), listener.port);
            let status = if status == "HTTP_302" { 302 } else { 301 };
            Answer::Redirect { status, to: Redirection { from, protocol, port, host, path, query } }
        }
    };
    Routed::Taken { certificate, answer }
}

/// To a healthy target; to an unhealthy one when there are no others (the balancer fails open).
fn forward(account: &Account, group: &TargetGroup) -> Answer {
    let used = |target: &&Target| matches!(Use::of(account, group, target), Use::Used { .. });
    let first = |health| group.targets.iter().filter(used).find(|target| target.health == health);
    let Some(target) = first(Health::Healthy).or_else(|| first(Health::Unhealthy)) else { return Answer::Failed(503) };
    let used = Use::of(account, group, target);
    if !used.is_open(account, target.port) {
        Answer::Failed(504)
    } else if group.protocol == "HTTP" && used.is_served(account, target.port) {
        Answer::Instance { id: target.instance.clone(), port: target.port }
    } else {
        Answer::Failed(502)
    }
}

impl Redirection {
    /// The `Location` for a request for this path (with its query) of this host; the port is left out where it is the protocol's own.
    pub fn location(&self, host: &str, path: &str) -> String {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let (own_protocol, own_port) = &self.from;
        let protocol = self.protocol.replace(PROTOCOL, own_protocol).to_ascii_lowercase();
        let port = self.port.replace(PORT, &own_port.to_string());
        let fill = |text: &str| {
            let text = text.replace(PROTOCOL, &own_protocol.to_ascii_lowercase()).replace(PORT, &own_port.to_string());
            text.replace(PATH, path.trim_start_matches('/')).replace(QUERY, query).replace(HOST, host)
        };
        let query = Some(fill(&self.query)).filter(|query| !query.is_empty()).map_or_else(String::new, |query| format!("?{query}"));
        let is_usual = matches!((protocol.as_str(), port.as_str()), ("http", "80") | ("https", "443"));
        let door = if is_usual { String::new() } else { format!(":{port}") };
        format!("{protocol}://{}{door}{}{query}", fill(&self.host), fill(&self.path))
    }
}

#[cfg(test)]
#[path = "routing_tests.rs"]
mod tests;
