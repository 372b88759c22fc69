//! Step 4: the A record of each name to the servers, and the names in Django's settings; 400 becomes 200, and forms are taken.

use std::net::Ipv4Addr;
use std::ops::ControlFlow::{Break, Continue};

use crate::engine::directive::{Directive, Flow, need, wanted};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::hop::HopCode;
use crate::engine::op::Op;
use crate::engine::op::cloud::CloudOp;
use crate::engine::op::host::{AppPaths, ByHand, HostOp, SettingsPlan};
use crate::engine::op::net::{NetFact, NetOp, Why};
use crate::engine::poll::PollPolicy;
use crate::engine::preflight::CheckCode;
use crate::engine::queries::port_eighty::{self, Door};
use crate::engine::queries::{delegation, dns_elsewhere, health, records, server, service, settings, web, zone};
use crate::engine::question::{Answer, Question};
use crate::engine::record_set::{RecordSet, RecordValue};
use crate::engine::resource::Resource;
use crate::engine::slot::{Slot, SlotKind};
use crate::engine::slots;
use crate::engine::state::World;
use crate::engine::step_id::StepId;
use crate::engine::steps::on_host::{ask_host, no_address};
use crate::engine::steps::service::service_state;
use crate::engine::steps::{CheckResult, Hop, Part, PreflightCheck, Step, chain, health_check, record_write};
use crate::site::{DomainName, ServerId};

/// The TTL of the A record in seconds: the console's own default.
const TTL: u32 = 300;

#[derive(Debug)]
pub struct Address;

impl Step for Address {
    fn id(&self) -> StepId {
        StepId::Address
    }

    fn needs(&self) -> &'static [StepId] {
        &[StepId::Domain]
    }

    fn parts(&self, w: &World) -> Vec<Part> {
        let managed = w.site.servers().filter(|(_, server)| server.manage);
        let parts = managed.map(|(id, _)| Part::new(Slot::Settings(id), "ALLOWED_HOSTS"));
        let records = if dns_elsewhere::is(w) { Vec::new() } else { records::slots(w) };
        records.into_iter().map(|(slot, name)| Part::new(slot, name.as_str())).chain(parts).collect()
    }

    fn observable(&self, w: &World) -> bool {
        // Without a zone of ours, what was written on the server tells that it was begun.
        let begun = || w.ledger.resources.keys().any(|slot| slot.kind() == SlotKind::Settings);
        w.holds(&Slot::Zone) || (dns_elsewhere::is(w) && begun())
    }

    fn hops(&self, w: &World) -> Vec<Hop> {
        w.site.servers().flat_map(|(id, _)| [health_check::hop(w, &id), plain_http(w, &id)]).flatten().collect()
    }

    fn checks(&self, w: &World) -> Vec<PreflightCheck> {
        if w.holds(&Slot::Balancer) {
            return Vec::new();
        }
        w.site.servers().map(|(id, _)| port_eighty(w, &id)).collect()
    }

    fn directives(&self, w: &World) -> Vec<Directive> {
        if w.looking() && !self.observable(w) {
            // Nothing was begun: a mere look has nothing to compare with.
            return Vec::new();
        }
        // The records and the settings need nothing from each other.
        let managed = w.site.servers().filter(|(_, server)| server.manage);
        // Where the person makes the records, the name goes to the balancer at once: one record less to make.
        let slots = if dns_elsewhere::is(w) { Vec::new() } else { records::slots(w) };
        let named = slots.into_iter().map(|(slot, name)| wanted(record(w, &slot, &name)));
        let settings = managed.map(|(id, _)| wanted(django(w, &id)));
        let directives: Vec<Directive> = named.chain([wanted(given_up(w))]).chain(settings).collect();
        if directives.iter().all(|n| *n == Directive::Done) { vec![wanted(proof(w))] } else { directives }
    }
}

fn record(w: &World, slot: &Slot, name: &DomainName) -> Flow<()> {
    let (zone, _) = need(zone::held(w), || Directive::cloud(CloudOp::EnsureZone { domain: w.site.domain.clone() }))?;
    let held = records::held_in(w, slot);
    if held.is_none() && records::is_behind_balancer(w) {
        // It leads there at once, when the balancer has a certificate for it: visitors of it never come to the server itself.
        return Continue(());
    }
    let addresses = need(server::public_addresses(w), || no_address(w))?;
    let ours = record_to(name.clone(), addresses);
    match held {
        Some(held) if records::is_alias(held.set) || *held.set == ours => record_write::in_sync(w, held.change),
        Some(held) => record_write::upsert(slot, zone, ours, held.prior.cloned()),
        None => record_write::first(w, slot, zone, ours),
    }
}

/// A record of the site's name as it leads to these servers.
pub fn record_to(name: DomainName, addresses: Vec<Ipv4Addr>) -> RecordSet {
    RecordSet::plain(name, RecordValue::A { ttl: TTL, addresses })
}

/// A name that is the site's no more is as it was before us.
fn given_up(w: &World) -> Flow<()> {
    let names = w.site.names();
    let is_given_up = |resource: &&Resource| matches!(resource.slot(), Slot::OtherAddress(name) if !names.contains(&name));
    let old = w.ledger.resources.values().filter(is_given_up).flat_map(|resource| slots::taken_away(w, resource)).next();
    old.map_or(Continue(()), Break)
}

fn django(w: &World, id: &ServerId) -> Flow<()> {
    if let (true, Some(Resource::Settings { path, .. })) =
        (w.answered(&Answer::RevertSettings(id.clone())), w.resource(&Slot::Settings(id.clone())))
    {
        return ask_host(w, id, HostOp::RestoreSettings { path: path.clone() });
    }
    if w.site.app.health.is_some()
        && let Some(look) = health::look(w, id)
    {
        // Whether Django has to know the server's address depends on how that path is answered.
        need(health::tried(w, id), || Directive::Do(look))?;
    }
    let app = need(server::app(w, id), || Directive::Fail(server::lacking(w, id)))?;
    let look = need(settings::look(w, id), || no_address(w))?;
    if let Some(fault) = w.observed.failure(&look).filter(|f| f.code == Code::SettingsNotFound) {
        return answered_all(w, id, fault);
    }
    let plan = need(w.observed.settings(&look), || Directive::Do(look.clone()))?;
    match &plan.by_hand {
        Some(by_hand) => left_to_hand(w, id, plan, by_hand),
        None if plan.missing.is_empty() => serves(w, id),
        None => agree_and_write(w, id, plan, app),
    }
}

/// Nothing that we write would have effect. By the text alone nobody can tell what the settings are: there Django's answers decide.
fn left_to_hand(w: &World, id: &ServerId, plan: &SettingsPlan, by_hand: &ByHand) -> Flow<()> {
    let refused = |code| Fault::person(code, Remedy::AddToSettingsByHand, by_hand.evidence());
    if plan.by_text.is_some() {
        return answered_all(w, id, &refused(Code::SettingsNotLiteral));
    }
    Break(Directive::Fail(refused(Code::SettingsNotEffective)))
}

/// What counts is that Django answers to the names, however they came in.
fn answered_all(w: &World, id: &ServerId, fault: &Fault) -> Flow<()> {
    let names = settings::wanted(w, id).hosts;
    for host in [names.first(), names.last()].into_iter().flatten() {
        let Some(state) = w.observed.service(id, &service::unit(w, id), host) else {
            return ask_host(w, id, HostOp::LookService { unit: service::unit(w, id), host: host.clone() });
        };
        if !web::answers(state.http_status) {
            return Break(Directive::Fail(fault.clone()));
        }
    }
    Continue(())
}

fn agree_and_write(w: &World, id: &ServerId, plan: &SettingsPlan, app: &AppPaths) -> Flow<()> {
    let (path, diff, sha256) = (plan.path.clone(), plan.diff.clone(), plan.after_sha256.clone());
    if !w.answered(&Answer::Settings { server: id.clone(), sha256: sha256.clone() }) {
        let live = w.holds(&Slot::Balancer);
        return Break(Directive::Ask(Question::Settings { server: id.clone(), path, diff, sha256, live }));
    }
    // The module that the service reads may be another than the one that the project's own files name.
    let settings = need(path.parse().ok(), || Directive::Fail(Fault::internal(path)))?;
    let (app, wanted) = (AppPaths { settings, ..app.clone() }, Box::new(settings::wanted(w, id)));
    ask_host(w, id, HostOp::WriteSettings { app, unit: service::unit(w, id), wanted, before_sha256: plan.before_sha256.clone() })
}

/// The running service answers to the name. gunicorn reads settings at its start, so it is restarted once they are written,
/// though it may answer to the name already (the private address that the health check sends may be new to it).
fn serves(w: &World, id: &ServerId) -> Flow<()> {
    let state = service_state(w, id)?;
    let restart = |op: &Op| matches!(op, Op::Host(of, _, HostOp::RestartUnit { .. }) if of == id);
    let unfinished = w.ledger.pending.values().any(|p| restart(&p.op));
    if unfinished || w.ledger.restart_due.contains(id) || (!web::answers(state.http_status) && !w.observed.has_done(restart)) {
        return ask_host(w, id, HostOp::RestartUnit { unit: service::unit(w, id) });
    }
    if web::answers(state.http_status) && service::healthy(state) && service::steady(w, id) {
        // Of a site that is behind its balancer already, that one tells how it is.
        return if w.holds(&Slot::Balancer) { Continue(()) } else { health_check::passes(w, id) };
    }
    if state.http_status == Some(400) && service::steady(w, id) {
        return Break(Directive::Fail(Fault::person(Code::HostStillRefused, Remedy::EditSettingsByHand, state.log.join("\n"))));
    }
    Break(Directive::Poll(need(service::look(w, id), || no_address(w))?, PollPolicy::SERVICE))
}

/// From outside: the servers answer to each name, and, once the domain is delegated, it leads to them.
fn proof(w: &World) -> Flow<()> {
    if dns_elsewhere::is(w) {
        let addresses = server::public_addresses(w).filter(|_| !w.holds(&Slot::Balancer)).unwrap_or_default();
        let each = |(_, name): (Slot, DomainName)| addresses.iter().try_for_each(|address| answers_by_http(w, *address, &name));
        return records::slots(w).into_iter().try_for_each(each);
    }
    if records::is_behind_balancer(w) {
        return Continue(());
    }
    records::of_the_site(w).try_for_each(|held| proof_of(w, held.set))
}

fn proof_of(w: &World, set: &RecordSet) -> Flow<()> {
    // Behind the balancer these are Live's to prove, and the side door may be closed.
    let RecordValue::A { addresses, .. } = &set.value else { return Continue(()) };
    addresses.iter().try_for_each(|address| answers_by_http(w, *address, &set.name))?;
    if !delegation::is_handed_over(w) {
        return Continue(());
    }
    let look = web::look_at(w, set.name.clone());
    match w.observed.net(&look) {
        Some(NetFact::Address(seen)) if web::everybody_answers(seen, |found| found == addresses) => Continue(()),
        _ => Break(Directive::Poll(Op::Net(look), PollPolicy::ADDRESS)),
    }
}

/// The server at this address answers to the name by plain http, or nobody has to: what matters is that the balancer gets in, by a rule
/// of its own.
fn answers_by_http(w: &World, address: Ipv4Addr, name: &DomainName) -> Flow<()> {
    let direct = NetOp::direct(address, name.clone());
    let seen = w.observed.net(&direct);
    if matches!(seen, Some(NetFact::Http(a)) if web::answers(Some(a.status))) {
        return Continue(());
    }
    let server = w.site.servers().map(|(id, _)| id).find(|id| server::public_address(w, id) == Some(address));
    let Some(id) = server else { return Break(Directive::Poll(Op::Net(direct), PollPolicy::DIRECT)) };
    if port_eighty::unseen(w, &id).is_some() {
        return answers_on_the_server(w, &id);
    }
    // Where silence may well be meant it is not waited for without end.
    let to_be_tried = seen.is_none() && !w.looking() && port_eighty::may_be_silent(w, &id);
    Break(if to_be_tried { Directive::Do(Op::Net(direct)) } else { Directive::Poll(Op::Net(direct), PollPolicy::DIRECT) })
}

/// What answers the name on the server itself is the project. Where nobody looks there, nobody knows.
fn answers_on_the_server(w: &World, id: &ServerId) -> Flow<()> {
    if !w.site.server_by_id(id).is_some_and(|server| server.manage) {
        return Continue(());
    }
    let app = need(server::app(w, id), || Directive::Fail(server::lacking(w, id)))?;
    let chain = chain::seen(w, id, app)?;
    chain::fault(chain).map_or(Continue(()), |fault| Break(Directive::Fail(fault)))
}

/// The visit by plain http that nobody has to answer, and so nobody has seen answered.
fn plain_http(w: &World, id: &ServerId) -> Option<Hop> {
    let why = port_eighty::unseen(w, id)?;
    let evidence = server::public_address(w, id).map(|address| format!("http://{}/ ({address})", w.site.fqdn()));
    Some(Hop { code: HopCode::PlainHttp, evidence: evidence.unwrap_or_default(), result: CheckResult::Unknown(why), at: None })
}

/// Whether the phase before https will be seen from outside. It stops nothing.
fn port_eighty(w: &World, id: &ServerId) -> PreflightCheck {
    let instance = server::instance(w, id);
    let named = instance.map(|instance| instance.groups.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
    let evidence = [instance.map(|instance| instance.id.to_string()), named].into_iter().flatten().collect::<Vec<_>>().join("  ");
    // Which groups are the server's the instance tells.
    let groups = instance.map(|_| server::groups_look(w));
    let result = match port_eighty::door(w, id) {
        None => PreflightCheck::unseen_behind_instances(w, groups.as_ref()),
        Some(Door::Open) => CheckResult::Pass,
        Some(Door::Ajar) => CheckResult::Unknown(Why::PortLimited),
        Some(Door::Closed) => CheckResult::Warn(Fault::person(Code::PortEightyClosed, Remedy::LeavePortEighty, &evidence)),
    };
    let reads = [server::instances_look(w)].into_iter().chain(groups).collect();
    PreflightCheck { code: CheckCode::PortEighty, step: StepId::Address, evidence, reads, result }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{running, survey, world};
    use crate::engine::op::Fact;
    use crate::engine::op::host::{HostFact, Place, PlaceKind, UnitName};

    /// A world in which the look at the settings told this.
    fn seeing(plan: SettingsPlan) -> World {
        let w = world().sees_survey(survey()).sees_instance();
        let look = settings::look(&w, &ServerId::MAIN).unwrap();
        w.sees(look, Fact::Host(HostFact::Settings(Box::new(plan))))
    }

    fn left(by_text: Option<&str>) -> SettingsPlan {
        let place = |kind, at: &str, variable: Option<&str>| Place { kind, at: at.into(), variable: variable.map(Into::into) };
        let by_hand = ByHand {
            add: vec![
                ("ALLOWED_HOSTS".into(), vec!["www.heestagram.com".into(), "172.31.0.11".into()]),
                ("CSRF_TRUSTED_ORIGINS".into(), vec!["https://www.heestagram.com".into()]),
            ],
            places: vec![
                place(PlaceKind::Settings, "/s/settings.py", None),
                place(PlaceKind::Dotenv, "/s/.env", Some("HOSTS")),
                place(PlaceKind::Unit, "gunicorn.service", Some("HOSTS")),
            ],
        };
        SettingsPlan { path: "/s/settings.py".into(), by_text: by_text.map(Into::into), by_hand: Some(by_hand), ..SettingsPlan::default() }
    }

    /// The service answers this to every name.
    fn answering(mut w: World, status: u16) -> World {
        for host in settings::wanted(&w, &ServerId::MAIN).hosts {
            let look = server::on_host(&w, &ServerId::MAIN, HostOp::LookService { unit: UnitName::GUNICORN, host }).unwrap();
            w = w.sees(
                look,
                Fact::Host(HostFact::Service(Box::new(crate::engine::op::host::ServiceState { http_status: Some(status), ..running() }))),
            );
        }
        w
    }

    fn failed(flow: Flow<()>) -> Option<(Code, String)> {
        match flow {
            Break(Directive::Fail(fault)) => Some((fault.code, fault.detail)),
            _ => None,
        }
    }

    #[test]
    fn where_nobody_looked_for_a_project_it_is_not_said_that_there_is_none() {
        use crate::engine::fault::Fault;
        use crate::engine::fixture::instance;
        use crate::engine::goal::Goal;
        use crate::engine::op::cloud::{CloudFact, Instance, InstanceState};
        use crate::engine::queries::health;
        for (state, address) in [(InstanceState::Stopped, None), (InstanceState::Stopping, instance().public_address)] {
            let seen = CloudFact::Instances(vec![Instance { state, public_address: address, ..instance() }]);
            let mut w = world().sees(server::instances_look(&world()), Fact::Cloud(seen));
            w.options.goal = Goal::LOOK;
            let code = |w: &World| failed(django(w, &ServerId::MAIN)).map(|(code, _)| code);
            assert_eq!(code(&w), Some(Code::InstanceNotRunning), "{state:?}");
            w.ledger.stopped.insert(ServerId::MAIN, instance().id);
            assert_eq!(code(&w), Some(Code::InstancePaused), "{state:?}");
            assert_eq!(health::look(&w, &ServerId::MAIN), None, "nobody answers there");
        }
        let mut w = world().sees_instance();
        let look = server::survey(&w, &ServerId::MAIN).unwrap();
        w.observed.fail(look, Fault::retry(Code::SshLost, "timed out"));
        assert_eq!(failed(django(&w, &ServerId::MAIN)), Some((Code::SshLost, "timed out".to_owned())));
    }

    #[test]
    fn what_has_no_effect_is_refused_with_all_that_must_be_added() {
        let all = "ALLOWED_HOSTS: www.heestagram.com, 172.31.0.11\nCSRF_TRUSTED_ORIGINS: https://www.heestagram.com\n\
                   -> /s/settings.py\n-> /s/.env (HOSTS=)\n-> gunicorn.service (Environment=HOSTS=)";
        // Django told itself what it has: an answer of today's process proves nothing against it.
        let effective = answering(seeing(left(None)), 200);
        assert_eq!(failed(django(&effective, &ServerId::MAIN)), Some((Code::SettingsNotEffective, all.to_owned())));
        // By the text alone nobody knows: there the answers decide.
        let by_text = seeing(left(Some("missing-module: x")));
        assert_eq!(failed(django(&answering(by_text.clone(), 400), &ServerId::MAIN)), Some((Code::SettingsNotLiteral, all.to_owned())));
        assert_eq!(django(&answering(by_text, 200), &ServerId::MAIN), Continue(()));
    }

    /// The record leads to the server, whose group has these rules on port 80.
    fn reached(cidrs: &[&str]) -> World {
        let set = crate::engine::fixture::a("www.heestagram.com", [198, 51, 100, 11]);
        let record = Resource::Record { slot: Slot::Address, zone: "Z1".into(), set, prior: None, change: None };
        let rule = |cidr: &&str| crate::engine::op::cloud::Rule {
            id: "sgr-1".into(),
            protocol: "tcp".into(),
            from_port: Some(80),
            to_port: Some(80),
            source: crate::engine::op::cloud::RuleSource::Cidr((*cidr).to_owned()),
            description: None,
            tagged: false,
        };
        let rules = cidrs.iter().map(rule).collect();
        let group = crate::engine::op::cloud::Group {
            id: "sg-server".into(),
            name: "web".into(),
            description: String::new(),
            vpc: None,
            rules,
            tagged: false,
        };
        let w = world().sees_instance().sees_survey(survey()).with_zone().with_resource(record);
        let look = server::groups_look(&w);
        w.sees(look, Fact::Cloud(crate::engine::op::cloud::CloudFact::Groups(vec![group])))
    }

    fn step(flow: Flow<()>) -> String {
        match flow {
            Continue(()) => "done".into(),
            Break(Directive::Do(op)) => format!("do {}", op.code()),
            Break(Directive::Poll(op, _)) => format!("poll {}", op.code()),
            Break(Directive::Fail(fault)) => fault.code.to_string(),
            Break(other) => format!("{other:?}"),
        }
    }

    #[test]
    fn a_closed_port_80_is_no_reason_to_wait_and_the_server_itself_proves_the_name() {
        use crate::engine::fixture::chain;
        use crate::engine::op::host::{Chain, ChainEnd};
        let open = reached(&["0.0.0.0/0"]);
        assert_eq!(step(proof(&open)), "poll direct-http");
        assert!(Address.hops(&open).is_empty(), "waited for, not left unseen");
        let closed = reached(&[]);
        assert_eq!(step(proof(&closed)), "do look-chain", "never from outside");
        assert_eq!(step(proof(&closed.clone().sees_chain(chain("gunicorn.service")))), "done");
        let other = Chain { end: ChainEnd::OtherProject, ..chain("gunicorn.service") };
        assert_eq!(step(proof(&closed.clone().sees_chain(other))), "other-project-answers");
        let hops = Address.hops(&closed);
        assert_eq!((hops[0].code, &hops[0].result, hops[0].at), (HopCode::PlainHttp, &CheckResult::Unknown(Why::PortClosed), None));
    }

    #[test]
    fn where_some_are_let_in_or_nobody_looks_at_the_server_it_is_tried_and_silence_is_no_end() {
        let direct = Op::Net(port_eighty::visit(&reached(&[]), &ServerId::MAIN).unwrap());
        let silent = |mut w: World| {
            w.observed.fail(direct.clone(), Fault::retry(Code::ProbeUnreachable, ""));
            w
        };
        let some = reached(&["203.0.113.0/24"]);
        assert_eq!(step(proof(&some)), "do direct-http");
        assert_eq!(step(proof(&silent(some))), "do look-chain");
        let mut unmanaged = reached(&["0.0.0.0/0"]);
        unmanaged.site.server.manage = false;
        assert_eq!(step(proof(&unmanaged)), "do direct-http");
        assert_eq!(step(proof(&silent(unmanaged.clone()))), "done");
        assert_eq!(Address.hops(&silent(unmanaged.clone()))[0].result, CheckResult::Unknown(Why::PortSilent));
        // Who answers, and wrongly, is waited for as ever.
        let bad = Fact::Net(NetFact::Http(crate::engine::op::net::HttpAnswer { status: 502, location: None }));
        assert_eq!(step(proof(&unmanaged.sees(direct.clone(), bad))), "poll direct-http");
        assert_eq!(step(proof(&silent(reached(&["0.0.0.0/0"])))), "poll direct-http", "open, and silent: a fault");
    }

    #[test]
    fn a_closed_port_80_warns_and_stops_nothing() {
        let of = |w: &World| Address.checks(w).into_iter().map(|check| check.result).collect::<Vec<_>>();
        assert_eq!(of(&world().sees_instance()), [CheckResult::Unknown(Why::NotYet)]);
        let failing = |mut w: World, look: Op, code, remedy| {
            w.observed.fail(look, Fault::person(code, remedy, ""));
            w
        };
        let identity = Op::Cloud(CloudOp::LookIdentity);
        let signed_out = failing(world(), identity, Code::NoCredentials, Remedy::SetUpCredentials);
        assert_eq!(of(&signed_out), [CheckResult::Unknown(Why::Broken)], "not signed in");
        let groups = server::groups_look(&world().sees_instance());
        let denied = failing(world().sees_instance(), groups, Code::AccessDenied, Remedy::AttachPolicy);
        assert_eq!(of(&denied), [CheckResult::Unknown(Why::NotAllowedToLook)]);
        assert_eq!(of(&reached(&["0.0.0.0/0"])), [CheckResult::Pass]);
        assert_eq!(of(&reached(&["203.0.113.0/24"])), [CheckResult::Unknown(Why::PortLimited)]);
        let evidence = "i-0123456789abcdef0  sg-server";
        let warning = Fault::person(Code::PortEightyClosed, Remedy::LeavePortEighty, evidence);
        assert_eq!(of(&reached(&[])), [CheckResult::Warn(warning)]);
    }

    #[test]
    fn a_yes_is_to_the_very_result_and_the_file_is_the_one_that_is_read() {
        let plan = SettingsPlan {
            path: "/s/prod.py".into(),
            missing: vec!["www.heestagram.com".into()],
            before_sha256: "before".into(),
            after_sha256: "after".into(),
            ..SettingsPlan::default()
        };
        let mut w = seeing(plan);
        w.ledger.answers.push(Answer::Settings { server: ServerId::MAIN, sha256: "before".into() });
        assert!(matches!(django(&w, &ServerId::MAIN), Break(Directive::Ask(Question::Settings { path, .. })) if path == "/s/prod.py"));
        w.ledger.answers.push(Answer::Settings { server: ServerId::MAIN, sha256: "after".into() });
        let Break(Directive::Do(Op::Host(_, _, HostOp::WriteSettings { app, before_sha256, .. }))) = django(&w, &ServerId::MAIN) else {
            panic!("no write")
        };
        assert_eq!((app.settings.as_str(), before_sha256.as_str()), ("/s/prod.py", "before"));
    }
}
