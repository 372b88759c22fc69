//! A domain whose DNS stays where it runs: what the steps are about then, and the records in the form that its provider has for them.

use super::Words;
use crate::engine::directive::Errand;
use crate::engine::queries::delegation;
use crate::engine::queries::dns_elsewhere::{self, Found};
use crate::engine::state::World;
use crate::engine::step_id::StepId;
use crate::engine::their_record::{Instead, TheirRecord};
use crate::site::{DomainName, joined};

/// What a screen says of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    Why,
    Story,
    Next,
    Do,
}

/// The message with which a screen says it.
pub fn of_step(world: Option<&World>, said: Said, step: StepId) -> String {
    let elsewhere = world.filter(|world| dns_elsewhere::is(world)).and_then(|_| elsewhere(said, step));
    elsewhere.map_or_else(|| ours(said, step), str::to_owned)
}

fn ours(said: Said, step: StepId) -> String {
    let what = match said {
        Said::Why => "why",
        Said::Story => "story",
        Said::Next => "next",
        Said::Do => "do",
    };
    format!("ui-{what}-{}", step.code())
}

/// What is another thing where the DNS is not ours.
fn elsewhere(said: Said, step: StepId) -> Option<&'static str> {
    match (said, step) {
        (Said::Why, StepId::Domain) => Some("ui-elsewhere-why-domain"),
        (Said::Why, StepId::NameServers) => Some("ui-elsewhere-why-nameservers"),
        (Said::Why, StepId::Address) => Some("ui-elsewhere-why-address"),
        (Said::Why, StepId::Certificate) => Some("ui-elsewhere-why-certificate"),
        (Said::Why, StepId::Live) => Some("ui-elsewhere-why-live"),
        (Said::Story, StepId::Address) => Some("ui-elsewhere-story-address"),
        (Said::Story, StepId::Domain | StepId::NameServers | StepId::Certificate | StepId::Live) => Some("ui-elsewhere-story"),
        (Said::Next, StepId::Domain) => Some("ui-elsewhere-next-domain"),
        (Said::Next, StepId::NameServers) => Some("ui-elsewhere-next-nameservers"),
        (Said::Next, StepId::Address) => Some("ui-elsewhere-next-address"),
        (Said::Do, StepId::Domain | StepId::NameServers) => Some("ui-elsewhere-do-domain"),
        (Said::Do, StepId::Address) => Some("ui-elsewhere-do-address"),
        (Said::Do, StepId::Live) => Some("ui-elsewhere-do-live"),
        (Said::Why | Said::Story | Said::Next | Said::Do, _) => None,
    }
}

/// A record as its provider's form has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TheirForm {
    /// What it is for.
    pub what: String,
    pub kind: String,
    pub host: String,
    pub value: String,
    /// What stands in its place.
    pub instead: Option<String>,
}

impl Words {
    /// Where these records are made, in one sentence.
    pub fn where_made(&self, world: &World, zone: &DomainName) -> String {
        self.with("headless-records-where", &[("zone", zone), ("servers", &servers(world, zone))])
    }

    /// The same where there is little room.
    pub fn where_made_in_short(&self, world: &World, zone: &DomainName) -> String {
        self.with("ui-records-where", &[("zone", zone), ("servers", &servers(world, zone))])
    }

    /// What is to be known of the form, where there is little room: the rest stands in the step's story.
    pub fn about_forms_in_short(&self, world: &World, on: &Errand) -> Vec<String> {
        let Errand::Records { zone, records } = on else { return Vec::new() };
        let bare = records.iter().any(|(record, _)| record.is_bare(zone));
        let first =
            if bare { self.with("headless-records-bare", &[("zone", zone)]) } else { self.with("ui-records-doubling", &[("zone", zone)]) };
        let cloudflare = is_at_cloudflare(world).then(|| self.get("headless-records-cloudflare"));
        std::iter::once(first).chain(cloudflare).collect()
    }

    /// The records of an errand, each as a form has it.
    pub fn their_forms(&self, on: &Errand) -> Vec<TheirForm> {
        let Errand::Records { zone, records } = on else { return Vec::new() };
        records.iter().map(|(record, instead)| self.their_form(zone, record, instead.as_ref())).collect()
    }

    fn their_form(&self, zone: &DomainName, record: &TheirRecord, instead: Option<&Instead>) -> TheirForm {
        let bare = record.is_bare(zone);
        TheirForm {
            what: self.get(&format!("headless-record-of-{}", record.of)),
            kind: if bare { self.get("headless-record-bare-kind") } else { "CNAME".to_owned() },
            host: record.host_in(zone),
            value: record.target.to_string(),
            instead: instead.map(|instead| self.instead(record, instead)),
        }
    }

    /// What stands in place of a record, and what to do about it.
    fn instead(&self, record: &TheirRecord, instead: &Instead) -> String {
        let id = match instead {
            Instead::Doubled(_) => "headless-record-doubled",
            Instead::Proxied(_) => "headless-record-proxied",
            Instead::Other(_) => "headless-record-other",
        };
        self.with(id, &[("name", &record.name), ("seen", &instead.seen())])
    }

    /// What is to be known of the form: who puts the zone behind a name, and what stands at the zone's own name.
    pub fn about_forms(&self, world: &World, on: &Errand) -> Vec<String> {
        let Errand::Records { zone, records } = on else { return Vec::new() };
        let doubled = records.iter().find_map(|(record, _)| record.doubled(zone).filter(|_| !record.is_bare(zone)));
        let doubles = doubled.map(|doubled| self.with("headless-records-doubling", &[("zone", zone), ("doubled", &doubled)]));
        let bare = records.iter().any(|(record, _)| record.is_bare(zone));
        let bare = bare.then(|| self.with("headless-records-bare", &[("zone", zone)]));
        let cloudflare = is_at_cloudflare(world).then(|| self.get("headless-records-cloudflare"));
        doubles.into_iter().chain(bare).chain(cloudflare).collect()
    }

    /// After a teardown, what the person made and may remove: the sentence, and a line each with what was seen of it.
    pub fn records_left(&self, world: &World) -> Option<(String, Vec<String>)> {
        let lines: Vec<String> = dns_elsewhere::left(world).map(|record| self.record_left(world, record)).collect();
        let asked = dns_elsewhere::left(world).find_map(|record| dns_elsewhere::seen(world, record));
        let servers: Vec<&str> = asked.iter().flat_map(|seen| &seen.servers).map(|(server, _)| server.as_str()).collect();
        let servers = if servers.is_empty() { world.site.domain.to_string() } else { servers.join(", ") };
        (!lines.is_empty()).then(|| (self.with("headless-records-left", &[("servers", &servers)]), lines))
    }

    fn record_left(&self, world: &World, record: &TheirRecord) -> String {
        let seen = match dns_elsewhere::found(world, record) {
            Some(Found::Right | Found::Instead(_)) => self.get("headless-record-left-stands"),
            Some(Found::Missing) => self.get("headless-record-left-gone"),
            Some(Found::Unanswered(_)) | None => self.get("headless-record-left-unseen"),
        };
        format!("CNAME {} → {} ({seen})", record.name, record.target)
    }

    /// Where the domain's DNS stays; `None`: it is to run with us, or nobody looked.
    pub fn dns_stays(&self, world: &World) -> Option<String> {
        let zone = dns_elsewhere::zone(world).filter(|_| dns_elsewhere::is(world))?;
        Some(self.with("proof-elsewhere", &[("servers", &servers(world, &zone))]))
    }
}

/// Who serves the domain; where it has no servers of its own, the zone in which its names lie.
fn servers(world: &World, zone: &DomainName) -> String {
    let names = delegation::observed(world).map(|seen| seen.name_servers.as_slice()).unwrap_or_default();
    if names.is_empty() { zone.to_string() } else { joined(names) }
}

fn is_at_cloudflare(world: &World) -> bool {
    delegation::observed(world).is_some_and(|seen| seen.name_servers.iter().any(|name| name.as_str().ends_with(".ns.cloudflare.com")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{name, world};
    use crate::engine::their_record::TheirUse;
    use crate::site::DnsHost;
    use crate::text::Language;

    fn errand(of: TheirUse, at: &str, instead: Option<Instead>) -> Errand {
        let record = TheirRecord { of, name: name(at), target: name("lb.elb.amazonaws.com") };
        Errand::Records { zone: name("heestagram.com"), records: vec![(record, instead)] }
    }

    #[test]
    fn a_form_is_told_its_fields_and_its_traps() {
        let mut w = world().sees_parent(&["ana.ns.cloudflare.com"]);
        w.site.dns = DnsHost::Elsewhere;
        for language in Language::ALL {
            let words = Words::new(language);
            let www = errand(TheirUse::Site, "www.heestagram.com", Some(Instead::Proxied("A 104.16.20.1".into())));
            let [form] = words.their_forms(&www).try_into().unwrap();
            assert_eq!((form.kind.as_str(), form.host.as_str(), form.value.as_str()), ("CNAME", "www", "lb.elb.amazonaws.com"));
            assert!(form.instead.is_some_and(|told| told.contains("104.16.20.1") && told.contains("DNS only")));
            let about = words.about_forms(&w, &www).join("\n");
            assert!(about.contains("www.heestagram.com.heestagram.com") && about.contains("Cloudflare"), "{about}");
            let bare = errand(TheirUse::Site, "heestagram.com", None);
            let [form] = words.their_forms(&bare).try_into().unwrap();
            assert!(form.kind.contains("ALIAS") && form.host == "@", "{form:?}");
            let about = words.about_forms(&w, &bare);
            assert!(
                about.iter().any(|line| line.contains("ANAME")) && !about.iter().any(|line| line.contains("heestagram.com.")),
                "{about:?}"
            );
        }
    }

    #[test]
    fn no_step_says_that_a_zone_is_made_or_the_domain_handed_over() {
        let mut w = world();
        w.site.dns = DnsHost::Elsewhere;
        let words = Words::new(Language::En);
        for step in StepId::guide().filter(|step| ![StepId::Service, StepId::Balancer].contains(step)) {
            for said in [Said::Why, Said::Story, Said::Next, Said::Do] {
                let (ours, theirs) = (of_step(None, said, step), of_step(Some(&w), said, step));
                let text = words.get(&theirs);
                let wrong = ["writes that record", "A record", "enter these name servers", "has arrived", "Put the four"];
                assert!(!wrong.iter().any(|wrong| text.contains(wrong)), "{theirs}: {text}");
                assert!(ours == theirs || of_step(Some(&world()), said, step) == ours);
            }
        }
    }
}
