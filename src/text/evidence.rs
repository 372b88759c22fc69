//! What looks told, in words: the last evidence of a wait, and what proves a step.

pub use super::amounts::{moment, time_of_day};
use super::{About, Words};
use crate::engine::fault::Remedy;
use crate::engine::hop::HopCode;
use crate::engine::op::cloud::CloudFact;
use crate::engine::op::host::{HostFact, ServiceState};
use crate::engine::op::net::{AddressSeen, Delegation, HandOverSeen, NetFact, TheirAnswer, TheirDns, ToldBy, Why};
use crate::engine::op::{Fact, Op};
use crate::engine::preflight::CheckCode;
use crate::engine::queries::{self, dns_elsewhere};
use crate::engine::state::World;
use crate::engine::step_id::StepId;
use crate::engine::steps::{self, CheckResult, Hop, PreflightCheck};
use crate::engine::time::Timestamp;
use crate::site::{DomainName, ServerId, Validation, joined};

/// The last answer to this look, short; `None` when there is none.
pub fn of(words: &Words, world: &World, op: &Op) -> Option<String> {
    if let Some(all) = queries::holders::seen_of(world, op) {
        let all: Vec<String> = all.iter().map(|holder| words.holder(holder)).collect();
        return Some(format!("{}: {}", words.get(&format!("op-{}", op.code())), all.join(" ")));
    }
    Some(match &world.observed.look(op)?.fact {
        Fact::Cloud(fact) => cloud(words, fact)?,
        Fact::Host(HostFact::Service(state)) => service(state),
        Fact::Net(NetFact::Delegation(d)) => delegation(words, d),
        Fact::Net(NetFact::Signer(seen)) if seen.signers.is_empty() => "DS: -".to_owned(),
        Fact::Net(NetFact::Signer(seen)) => queries::signature::evidence(world, seen).replace('\n', "; "),
        Fact::Net(NetFact::HandOver(seen)) => hand_over(words, world, seen),
        Fact::Net(NetFact::Address(seen)) => address(words, seen) + &remembered(words, world),
        Fact::Net(NetFact::TheirDns(seen)) => their_dns(words, seen),
        Fact::Net(NetFact::Http(a)) => format!("HTTP {} {}", a.status, a.location.clone().unwrap_or_default()).trim().to_owned(),
        Fact::Net(NetFact::Visit(seen)) => words.fault_line(&seen.first_broken().and_then(queries::visit::fault)?),
        _ => return None,
    })
}

fn cloud(words: &Words, fact: &CloudFact) -> Option<String> {
    Some(match fact {
        CloudFact::CertificateState(c) if c.spec.validation == Some(Validation::Email) => c.mailboxes.join(", "),
        CloudFact::CertificateState(c) => match (&c.failure, c.state) {
            (Some(reason), _) => words.acm_reason(reason),
            (None, state) => words.state(state.as_str()),
        },
        CloudFact::BalancerState { state, reason, .. } => format!("{} {reason}", words.state(state.as_str())).trim().to_owned(),
        CloudFact::TargetHealth { reason, description, .. } if !reason.is_empty() => {
            format!("{} {description}", words.target_reason(reason)).trim().to_owned()
        }
        CloudFact::TargetHealth { health, .. } => words.state(health.as_str()),
        CloudFact::InstanceState(i) => words.state(i.state.as_str()),
        _ => return None,
    })
}

fn service(state: &ServiceState) -> String {
    let http = state.http_status.map_or_else(|| "-".to_owned(), |s| s.to_string());
    format!("{} ({}), PID {}, HTTP {http}", state.active, state.sub, state.main_pid)
}

/// Who names which name servers, and what that is worth where it is not the parent itself.
fn delegation(words: &Words, seen: &Delegation) -> String {
    let named = if seen.name_servers.is_empty() { "-".to_owned() } else { joined(&seen.name_servers) };
    let told = format!("{}: {named}", seen.server);
    match seen.told_by {
        ToldBy::Parent => told,
        ToldBy::Registry => format!("{told}. {}", words.get("evidence-by-registry")),
    }
}

fn address(words: &Words, seen: &AddressSeen) -> String {
    let list = |answer: &Result<Vec<std::net::Ipv4Addr>, String>| match answer {
        Ok(found) if found.is_empty() => "-".to_owned(),
        Ok(found) => found.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
        Err(why) => why.clone(),
    };
    let mut parts: Vec<String> = seen.servers.iter().map(|(name, answer)| format!("{name}: {}", list(answer))).collect();
    parts.push(words.with("evidence-resolver", &[("answer", &list(&seen.resolver))]));
    parts.extend(seen.over_https.iter().map(|(name, answer)| format!("{name} (HTTPS): {}", list(answer))));
    let worth = if seen.over_https.is_empty() { String::new() } else { format!(". {}", words.get("evidence-over-https")) };
    parts.join("; ") + &remembers(words, seen) + &worth
}

fn their_dns(words: &Words, seen: &TheirDns) -> String {
    let told = |(server, answer): &(String, Result<TheirAnswer, String>), by: &str| match answer {
        Ok(answer) => format!("{server}{by}: {answer}"),
        Err(why) => format!("{server}{by}: {why}"),
    };
    let servers = seen.servers.iter().map(|one| told(one, ""));
    let all: Vec<String> = servers.chain(seen.over_https.iter().map(|one| told(one, " (HTTPS)"))).collect();
    let worth = if seen.over_https.is_empty() { String::new() } else { format!(". {}", words.get("evidence-over-https")) };
    all.join("; ") + &worth
}

/// Where the zone's own servers agree on an address that the resolver does not tell: why that is so, and that nothing has to be done.
fn remembers(words: &Words, seen: &AddressSeen) -> String {
    let first = seen.servers.first().and_then(|(_, answer)| answer.as_ref().ok()).filter(|found| !found.is_empty());
    let agree = first.is_some_and(|first| seen.servers.iter().all(|(_, answer)| answer.as_ref() == Ok(first)));
    let told = first.is_some_and(|first| seen.resolver.as_ref() == Ok(first));
    if agree && !told { format!(". {}", words.get("evidence-remembers")) } else { String::new() }
}

/// Which servers of the parent name others yet; else who of the named servers answers for the domain.
fn hand_over(words: &Words, world: &World, seen: &HandOverSeen) -> String {
    let behind = queries::hand_over::behind(world, seen);
    if behind.is_empty() {
        return seen.servers.iter().map(|(name, serves)| queries::hand_over::line(name, serves)).collect::<Vec<_>>().join("; ");
    }
    let lines: Vec<String> = behind.iter().map(|(server, named)| format!("{server}: {}", joined(named))).collect();
    words.with("evidence-behind", &[("servers", &lines.join("; "))])
}

/// Which name servers the resolver of this computer has in its memory, and until when, where those are none of ours.
fn remembered(words: &Words, world: &World) -> String {
    let Some((old, until)) = queries::hand_over::remembered(world) else { return String::new() };
    format!(". {}", words.with("evidence-remembers-until", &[("names", &joined(old)), ("time", &day_and_time(until))]))
}

/// What goes dark when the domain is handed over: a sentence, and the records below it.
pub fn goes_dark(words: &Words, world: &World) -> Option<(String, Vec<String>)> {
    use queries::old_records;
    let Some(seen) = old_records::seen(world) else {
        let hops = steps::hops(world);
        let unseen = hops.iter().find(|(_, hop)| hop.code == HopCode::OldRecords);
        return unseen.and_then(|(_, unseen)| hop(words, unseen)).map(|told| (told, Vec::new()));
    };
    if seen.name_servers.is_empty() || old_records::are_ours(world, seen) {
        return None;
    }
    let mut lines: Vec<String> = old_records::go_dark(world, seen).map(ToString::to_string).collect();
    let sentence = match (lines.is_empty(), seen.catch_all.is_empty()) {
        (false, _) => words.get("headless-goes-dark"),
        (true, false) => words.get("fault-domain-answers-all"),
        (true, true) => words.get("headless-nothing-found"),
    };
    lines.extend(seen.catch_all.iter().map(ToString::to_string));
    if !seen.unanswered.is_empty() {
        lines.push(words.with("headless-unanswered", &[("names", &joined(&seen.unanswered))]));
    }
    Some((sentence, lines))
}

/// What is to be done about it before the switch, where there is something to carry over.
pub fn carried_over(words: &Words, world: &World) -> Option<String> {
    let fault = queries::old_records::fault(world).filter(|fault| fault.remedy() == Some(Remedy::CarryRecordsOver))?;
    words.fault(&fault, &about(world)).remedy
}

/// What the person is told of DNSSEC, which is to be off before the domain moves.
pub fn dnssec(words: &Words, domain: &DomainName, left: bool, ttl: u32, until: Option<Timestamp>) -> String {
    let ttl = words.duration(std::time::Duration::from_secs(u64::from(ttl)));
    let until_text = until.map(day_and_time).unwrap_or_default();
    let id = match (left, until) {
        (true, _) => "headless-dnssec-left",
        (false, Some(_)) => "headless-dnssec-remembered",
        (false, None) => "headless-dnssec-off",
    };
    words.with(id, &[("domain", domain), ("ttl", &ttl), ("until", &until_text)])
}

/// What shows that a step is done.
pub fn proofs(words: &Words, step: StepId, world: &World) -> Vec<String> {
    let managed = world.site.server.manage;
    match step {
        StepId::Service if managed => {
            let passed_over = world.observed.survey(&ServerId::MAIN).map(|survey| survey.skipped.as_slice()).unwrap_or_default();
            [words.get("proof-service")].into_iter().chain(passed_over.iter().map(|skipped| words.skipped(skipped))).collect()
        }
        // Nothing of these is a zone's of ours.
        StepId::Domain if dns_elsewhere::is(world) => words.dns_stays(world).into_iter().collect(),
        StepId::NameServers if dns_elsewhere::is(world) => Vec::new(),
        StepId::Address if dns_elsewhere::is(world) => answers(world).then(|| words.get("proof-elsewhere-address")).into_iter().collect(),
        StepId::Domain => queries::zone::held(world).map(|(id, _)| words.with("proof-zone", &[("zone", id)])).into_iter().collect(),
        StepId::NameServers => {
            let named = |d: &Delegation| words.with("proof-delegation", &[("names", &joined(&d.name_servers))]);
            queries::delegation::observed(world).map(named).into_iter().collect()
        }
        StepId::Address => vec![words.get(where_it_leads(world))],
        StepId::Balancer => vec![words.get("proof-target")],
        _ => Vec::new(),
    }
}

/// What the record shows: that it leads to the load balancer is no word about the server.
fn where_it_leads(world: &World) -> &'static str {
    if queries::records::is_behind_balancer(world) {
        return "proof-leads-on";
    }
    if answers(world) { "proof-address" } else { "proof-record" }
}

/// Whether each server was seen to answer to the name: by itself, without which the step of one that is managed is not done, or from
/// outside.
fn answers(world: &World) -> bool {
    world.site.servers().all(|(id, server)| server.manage || queries::port_eighty::answered(world, &id))
}

/// That nothing was looked at of a step that is done, and why; `None`: what it shows was.
pub fn unseen(words: &Words, step: StepId, world: &World) -> Option<String> {
    let why = steps::unseen(world, step)?;
    Some(words.with("not-looked-at", &[("why", &words.get(&format!("unseen-{why}")))]))
}

/// A hop on one line: what it is, and what proves or breaks it. `None`: a page has no such thing, and there is nothing to say.
pub fn hop(words: &Words, hop: &Hop) -> Option<String> {
    let name = words.get(&format!("hop-{}", hop.code));
    let found = match &hop.result {
        CheckResult::Unknown(Why::NoneOnPage) => return None,
        // It was looked at, and is what is waited for.
        CheckResult::Unknown(_) if hop.code == HopCode::Issuer && hop.at.is_some() => words.state(&hop.evidence),
        CheckResult::Unknown(why) => words.with("not-looked-at", &[("why", &words.get(&format!("unseen-{why}")))]),
        CheckResult::Pass if hop.code == HopCode::SideDoor => words.with("side-door-shut", &[("address", &hop.evidence)]),
        CheckResult::Pass if hop.code == HopCode::OldRecords => words.get("verdict-nothing-found"),
        CheckResult::Pass if hop.code == HopCode::Renewal => words.with("renewal-by-itself", &[("until", &hop.evidence)]),
        CheckResult::Pass => hop.evidence.clone(),
        CheckResult::Warn(fault) | CheckResult::Fail(fault) => words.fault_line(fault),
    };
    Some(format!("{name}: {found}"))
}

impl Words {
    /// A preflight check on one line: what it is about, what it came to, and what was seen.
    pub fn check(&self, check: &PreflightCheck) -> String {
        let seen = if check.evidence.is_empty() { String::new() } else { format!("  ({})", check.evidence) };
        format!("{}: {}{seen}", self.check_name(check), self.verdict(check))
    }

    /// What a preflight check is about.
    pub fn check_name(&self, check: &PreflightCheck) -> String {
        self.get(&format!("check-{}", check.code))
    }

    /// What it came to.
    pub fn verdict(&self, check: &PreflightCheck) -> String {
        match &check.result {
            CheckResult::Unknown(why) => self.with("not-looked-at", &[("why", &self.get(&format!("unseen-{why}")))]),
            CheckResult::Pass if check.code == CheckCode::OldRecords => self.get("verdict-nothing-found"),
            CheckResult::Pass => self.get("verdict-good"),
            CheckResult::Warn(fault) => self.with("verdict-warns", &[("what", &self.get(&format!("fault-{}", fault.code)))]),
            CheckResult::Fail(fault) => {
                let step = self.get(&format!("step-{}", check.step.code()));
                let number = check.step.number().unwrap_or_default();
                self.with("verdict-stops", &[("number", &number), ("step", &step), ("what", &self.get(&format!("fault-{}", fault.code)))])
            }
        }
    }
}

/// Since when all of these hops were looked at; `None`: none was.
pub fn hops_seen<'a>(words: &Words, hops: impl IntoIterator<Item = &'a Hop>) -> Option<String> {
    let oldest = hops.into_iter().filter_map(|hop| hop.at).min()?;
    Some(seen_since(words, oldest))
}

fn day_and_time(at: Timestamp) -> String {
    moment(at).replace('T', " ").replace('Z', " UTC")
}

/// That it was looked at then.
pub fn seen_since(words: &Words, oldest: Timestamp) -> String {
    words.with("hops-seen", &[("time", &day_and_time(oldest))])
}

/// What remedies may name: the site's own values, completed by what was seen.
pub fn about(world: &World) -> About {
    let mut about = About::of(&world.site);
    if let Some(instance) = queries::server::instance(world, &ServerId::MAIN) {
        about.instance = instance.id.to_string();
    }
    if let Some(access) = queries::server::access(world, &ServerId::MAIN) {
        about.address = access.address.to_string();
        about.port = access.port.to_string();
    }
    let unit = queries::service::unit(world, &ServerId::MAIN).to_string();
    about.unit = unit.strip_suffix(".service").unwrap_or(&unit).to_owned();
    if let Some(app) = queries::server::app(world, &ServerId::MAIN) {
        (about.project, about.venv, about.owner) = (app.project.to_string(), app.venv.to_string(), app.owner.to_string());
    }
    if let Some(environment) = queries::server::environment(world, &ServerId::MAIN) {
        about.commands = environment.commands.clone();
    }
    // The environment of the unit that runs it, by whom ever that was written.
    if let Some(venv) = service_of(world).and_then(|state| environment_of(&state.says.program)) {
        venv.clone_into(&mut about.venv);
    }
    about
}

fn service_of(world: &World) -> Option<&ServiceState> {
    world.observed.service(&ServerId::MAIN, &queries::service::unit(world, &ServerId::MAIN), world.site.fqdn().as_str())
}

/// The environment to which this gunicorn (or Python) belongs.
fn environment_of(program: &str) -> Option<&str> {
    let (venv, name) = program.rsplit_once("/bin/")?;
    let runs = name == "gunicorn" || name.starts_with("python") || name == "uvicorn";
    (runs && !venv.is_empty()).then_some(venv)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resolver_that_remembers_is_told_apart_from_name_servers_that_do_not_agree() {
        let (words, here) = (Words::new(crate::text::Language::En), || Ok(vec![std::net::Ipv4Addr::new(203, 0, 113, 10)]));
        let server = |answer| ("ns-1.awsdns-1.org".parse().unwrap(), answer);
        let old = || Ok(vec![std::net::Ipv4Addr::new(198, 51, 100, 1)]);
        let table = [
            (vec![server(here())], Err("SERVFAIL".to_owned()), true),
            (vec![server(here()), server(here())], old(), true),
            (vec![server(here())], here(), false),
            (vec![server(here()), server(old())], old(), false),
            (vec![server(Err("timeout".to_owned()))], Err("SERVFAIL".to_owned()), false),
            (vec![server(Ok(vec![]))], old(), false),
        ];
        for (servers, resolver, expected) in table {
            let told = address(&words, &AddressSeen { servers, resolver, over_https: vec![] });
            assert_eq!(told.contains(&words.get("evidence-remembers")), expected, "{told}");
        }
    }
    use crate::engine::fixture::{a, world};
    use crate::engine::op::net::HttpAnswer;
    use crate::engine::record_set::{RecordSet, RecordValue};
    use crate::engine::resource::Resource;
    use crate::engine::slot::Slot;
    use crate::text::Language;

    /// The record leads to the server, or to the load balancer.
    fn leading(set: RecordSet, manage: bool) -> World {
        let mut w = world().sees_instance().with_zone();
        w.site.server.manage = manage;
        w.with_resource(Resource::Record { slot: Slot::Address, zone: "Z1".into(), set, prior: None, change: None })
    }

    #[test]
    fn django_is_said_to_answer_where_it_was_seen_to() {
        let words = Words::new(Language::En);
        let said = |w: &World| proofs(&words, StepId::Address, w) == [words.get("proof-address")];
        let to_server = || a("www.heestagram.com", [198, 51, 100, 11]);
        let alias = RecordSet::plain(
            world().site.fqdn(),
            RecordValue::Alias { target: "lb.example".parse().unwrap(), target_zone: "ZELB".into(), evaluate_health: false },
        );
        let visit = |w: &World| Op::Net(queries::port_eighty::visit(w, &ServerId::MAIN).unwrap());
        let seeing = |w: World, status| {
            let look = visit(&w);
            w.sees(look, Fact::Net(NetFact::Http(HttpAnswer { status, location: None })))
        };
        assert!(said(&leading(to_server(), true)), "a managed server's step is done by that look");
        assert!(!said(&leading(to_server(), false)), "nobody looked");
        assert!(!said(&leading(alias.clone(), false)), "nobody looks any more behind the load balancer");
        assert!(!said(&seeing(leading(to_server(), false), 502)));
        assert!(said(&seeing(leading(to_server(), false), 200)));
        let mut nowhere = leading(alias, false);
        nowhere.observed.forget(|_| true);
        assert!(!said(&nowhere), "not even where it is");
        assert_eq!(proofs(&words, StepId::Address, &nowhere), [words.get("proof-leads-on")]);
    }

    #[test]
    fn the_service_of_a_server_that_nobody_logs_in_to_was_not_looked_at() {
        let words = Words::new(Language::En);
        let mut w = world();
        assert_eq!(unseen(&words, StepId::Service, &w), None);
        w.site.server.manage = false;
        let said = unseen(&words, StepId::Service, &w).unwrap();
        assert!(said.contains("manage = false"), "{said}");
        assert!(StepId::guide().filter(|step| *step != StepId::Service).all(|step| unseen(&words, step, &w).is_none()));
    }

    #[test]
    fn a_remedy_names_the_environment_of_the_unit_that_runs_the_project() {
        assert_eq!(environment_of("/home/ubuntu/old env/bin/gunicorn"), Some("/home/ubuntu/old env"));
        assert_eq!(environment_of("/srv/v/bin/python3.12"), Some("/srv/v"));
        for other in ["/bin/gunicorn", "/usr/local/bin/start.sh", "/bin/sh", ""] {
            assert_eq!(environment_of(other), None, "{other}");
        }
    }

    #[test]
    fn a_remedy_names_the_unit_that_runs_the_project() {
        assert_eq!(about(&world()).unit, "gunicorn");
        let path = "/etc/systemd/system/heestagram.service".to_owned();
        assert_eq!(about(&world().with_resource(Resource::Unit { server: ServerId::MAIN, path })).unit, "heestagram");
    }
}
