//! The world as a set of lines without ids: two worlds with the same picture are the same to a person.

use std::collections::BTreeSet;

use landfall::engine::op::cloud::{Rule, RuleSource};
use landfall::engine::record_set::{RecordSet, RecordValue};
use landfall::engine::resource::Resource;
use landfall::engine::state::Ledger;

use crate::aws::Certificate;
use crate::world::World;

pub type Picture = BTreeSet<String>;

/// Everything that stands, twice as often when it stands twice.
pub fn of(w: &World) -> Picture {
    let mut lines: Vec<String> = Vec::new();
    for zone in w.aws.zones.values() {
        lines.push(format!("zone {} tagged={}", zone.name, zone.tagged));
        lines.extend(zone.sets.iter().map(|s| format!("zone {} record {}", zone.name, record(w, s))));
    }
    lines.extend(w.aws.certificates.values().map(|c| format!("certificate {}", certificate(c))));
    for group in w.aws.groups.values() {
        lines.push(format!("group {} tagged={}", group.name, group.tagged));
        lines.extend(group.rules.iter().map(|r| format!("group {} rule {}", group.name, rule(w, r))));
    }
    lines.extend(w.aws.target_groups.values().map(|t| format!("target group {} tagged={} {:?}", t.name, t.tagged, t.targets)));
    for b in w.aws.balancers.values() {
        let group = w.aws.groups.get(&b.group).map_or("?", |g| g.name.as_str());
        lines.push(format!("balancer {} tagged={} {:?} {group}", b.name, b.tagged, b.zones));
        lines.extend(b.listeners.iter().map(|l| format!("balancer {} listener {:?} {}", b.name, l.door, forward(w, l))));
        let rules = b.listeners.iter().flat_map(|l| &l.redirects);
        lines.extend(rules.map(|r| format!("balancer {} rule {:?} to {:?} tagged={}", b.name, r.hosts, r.to, r.tagged)));
    }
    lines.push(format!("instance terminated={} stopped={}", w.aws.terminated.is_some(), w.aws.stopped));
    lines.push(format!("parent {:?}", names_of_servers(w)));
    lines.extend(server(w));
    counted(lines)
}

fn counted(mut lines: Vec<String>) -> Picture {
    lines.sort();
    let mut picture = Picture::new();
    for line in lines {
        let mut again = line.clone();
        let mut n = 1;
        while !picture.insert(again) {
            n += 1;
            again = format!("{line} #{n}");
        }
    }
    picture
}

fn names_of_servers(w: &World) -> Vec<String> {
    if w.delegated_zone().is_some() { vec!["ours".into()] } else { w.internet.parent.iter().map(ToString::to_string).collect() }
}

fn record(w: &World, set: &RecordSet) -> String {
    match &set.value {
        RecordValue::Alias { target, .. } => {
            let balancer = w.aws.balancers.values().find(|b| b.dns_name == *target).map_or("nothing", |b| b.name.as_str());
            format!("{} alias {balancer}", set.name)
        }
        value => format!("{} {value:?}", set.name),
    }
}

fn certificate(c: &Certificate) -> String {
    format!("{:?} {:?} tagged={} {:?}", c.names, c.key_type, c.tagged, c.state())
}

fn rule(w: &World, r: &Rule) -> String {
    let from = match &r.source {
        RuleSource::Group(id) => w.aws.groups.get(id).map_or("nothing".to_owned(), |g| g.name.clone()),
        other => other.to_string(),
    };
    format!("{} {:?}-{:?} from {from} tagged={} {:?}", r.protocol, r.from_port, r.to_port, r.tagged, r.description)
}

fn forward(w: &World, l: &crate::aws::Listener) -> String {
    let Some((target_group, arn)) = &l.forward else { return "redirect".into() };
    let to = w.aws.target_groups.get(target_group).map_or("nothing", |t| t.name.as_str());
    let with = w.aws.certificates.get(arn).map_or("nothing".to_owned(), certificate);
    format!("to {to} with {with}")
}

fn server(w: &World) -> Vec<String> {
    let s = &w.server;
    let running = s.running.as_ref().map(|r| (&r.unit, &r.settings));
    vec![
        format!("unit {:?}", s.unit),
        format!("settings {:?}", s.settings),
        format!("manifest {:?}", s.manifest),
        format!("systemd loaded={:?} enabled={} running={running:?}", s.loaded, s.enabled),
    ]
}

/// What the ledger holds, without ids.
pub fn of_ledger(w: &World, ledger: &Ledger) -> Picture {
    let line = |r: &Resource| match r {
        Resource::Record { slot, set, prior, .. } => {
            format!("{slot:?} {} prior {:?}", record(w, set), prior.as_ref().map(|p| record(w, p)))
        }
        Resource::Zone { adopted, .. } => format!("zone adopted={adopted}"),
        Resource::SideDoor { revoked, narrow } => {
            let revoked: BTreeSet<String> = revoked.iter().map(|r| r.permit.to_string()).collect();
            format!("side door {revoked:?} {:?}", narrow.iter().map(|n| n.permit.to_string()).collect::<BTreeSet<_>>())
        }
        other => format!("{:?}", other.slot()),
    };
    counted(ledger.resources.values().map(line).collect())
}
