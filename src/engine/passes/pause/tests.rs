use super::*;
use crate::engine::cost::Item;
use crate::engine::fault::{Disposition, Fault};
use crate::engine::fixture::{OURS, a, instance, name, world};
use crate::engine::goal::Goal;
use crate::engine::hop::HopCode;
use crate::engine::ingress::Permit;
use crate::engine::op::cloud::{CloudFact, Elsewhere, Group, Instance, Rule, RuleSource, Volume};
use crate::engine::op::host::{HostFact, HostOp};
use crate::engine::op::net::{Cause, HttpAnswer, NetOp, Proof, Verdict, Visit};
use crate::engine::queries::visit;
use crate::engine::regional::Regional;
use crate::engine::resource::RevokedRule;
use crate::engine::slot::Scheme;
use crate::engine::state::{OpId, Outcome, Pause, Token};
use crate::engine::time::Timestamp;

const ALONE: PauseScope = PauseScope { stop_server: false };
const WITH_SERVER: PauseScope = PauseScope { stop_server: true };

fn alias() -> RecordSet {
    let value = RecordValue::Alias { target: name("lb.elb"), target_zone: "ZELB".into(), evaluate_health: false };
    RecordSet::plain(name("www.heestagram.com"), value)
}

fn record(set: RecordSet, prior: Option<RecordSet>) -> Resource {
    Resource::Record { slot: Slot::Address, zone: "Z1".into(), set, prior, change: None }
}

/// Live behind its balancer, with port 80 of the server let in as these blocks say.
fn live(scope: PauseScope, open: &[&str]) -> World {
    let mut w = world().sees_instance().with_zone().with_resource(record(alias(), None));
    w.options.goal = Goal::Pause(scope);
    w = w.with_resource(Resource::Balancer { arn: "lb".into(), dns_name: name("lb.elb"), dns_zone: "ZELB".into(), zones: vec![] });
    w = w.with_resource(Resource::Listener { door: Scheme::Https, arn: "l".into() });
    let rule = |cidr: &&str| Rule {
        id: "sgr-1".into(),
        protocol: "tcp".into(),
        from_port: Some(80),
        to_port: Some(80),
        source: RuleSource::Cidr((*cidr).to_owned()),
        description: None,
        tagged: false,
    };
    let rules = open.iter().map(rule).collect();
    let group = Group { id: "sg-server".into(), name: "web".into(), description: String::new(), vpc: None, rules, tagged: false };
    let look = server::groups_look(&w);
    w.sees(look, Fact::Cloud(CloudFact::Groups(vec![group])))
}

fn seen(hsts: Option<&str>, https: Verdict) -> Fact {
    let proofs = vec![Proof { code: HopCode::Https, verdict: https, required: true, evidence: "503".to_owned() }];
    Fact::Net(NetFact::Visit(Box::new(Visit { http: vec![], https: vec![], hsts: hsts.map(Into::into), page: None, proofs })))
}

fn answer(location: Option<&str>) -> HttpAnswer {
    HttpAnswer { status: if location.is_some() { 301 } else { 200 }, location: location.map(Into::into) }
}

/// A visitor came by https, and this was seen; the server itself answers so.
fn looked(w: World, hsts: Option<&str>, location: Option<&str>) -> World {
    let (visit, direct) = (Op::Net(visit::look(&w, false)), direct(&w));
    w.sees(visit, seen(hsts, Verdict::Good)).sees(direct, Fact::Net(NetFact::Http(answer(location))))
}

fn direct(w: &World) -> Op {
    at(w, "/")
}

/// The look at this page of the server's own.
fn at(w: &World, path: &str) -> Op {
    Op::Net(NetOp::DirectHttp { address: [198, 51, 100, 11].into(), host: w.site.fqdn(), path: path.into() })
}

fn fine(scope: PauseScope) -> World {
    without_elastic(looked(live(scope, &["0.0.0.0/0"]), None, None))
}

fn without_elastic(w: World) -> World {
    let look = paused::addresses_look(&w).unwrap();
    w.sees(look, Fact::Cloud(CloudFact::Addresses(vec![])))
}

fn wants(w: &World) -> Vec<String> {
    let Goal::Pause(scope) = w.options.goal else { panic!("no pause") };
    let tell = |next: &Directive| match next {
        Directive::Do(op) => op.code().to_string(),
        Directive::Poll(op, _) => format!("poll {}", op.code()),
        Directive::Fail(fault) => fault.code.to_string(),
        Directive::Ask(question) => format!("ask {}", question.code()),
        Directive::Note(JournalEntry::Pause { .. }) => "begins".to_owned(),
        Directive::Note(JournalEntry::Paused { .. }) => "paused".to_owned(),
        Directive::Note(JournalEntry::Forgotten { slot, .. }) => format!("forgets {}", slot.code()),
        Directive::Done => "done".to_owned(),
        other => format!("{other:?}"),
    };
    directives(w, scope).iter().map(tell).collect()
}

fn begun(mut w: World) -> World {
    let Goal::Pause(scope) = w.options.goal else { panic!("no pause") };
    w.ledger.apply(&JournalEntry::Pause { at: w.now, scope });
    w
}

#[test]
fn first_it_is_looked_at_whether_visitors_would_be_served_without_https() {
    assert_eq!(wants(&live(ALONE, &["0.0.0.0/0"])), ["visit"]);
    let w = live(ALONE, &["0.0.0.0/0"]);
    let visit = Op::Net(visit::look(&w, false));
    assert_eq!(wants(&w.clone().sees(visit.clone(), seen(None, Verdict::Good))), ["direct-http"]);
    let broken = Verdict::Bad(Cause::NoAnswer { url: String::new(), why: String::new() });
    assert_eq!(wants(&w.clone().sees(visit.clone(), seen(None, broken))), ["pause-unseen"]);
    let url = || "https://www.heestagram.com/".to_owned();
    let circle = Verdict::Bad(Cause::Loop { from: url(), url: url(), status: 301 });
    let circles = w.clone().sees(visit.clone(), seen(None, circle));
    let leads = Fact::Net(NetFact::Http(answer(Some("https://www.heestagram.com/"))));
    assert_eq!(wants(&circles.clone().sees(direct(&circles), leads)), ["pause-leads-to-https"], "a redirect was looked at");
    let mut silent = w;
    silent.observed.fail(visit, Fault::retry(Code::ProbeUnreachable, "timed out"));
    assert_eq!(wants(&silent), ["pause-unseen"], "what could not be looked at is no yes");
    let table = [
        (Some("max-age=60"), None, "pause-hsts"),
        (None, Some("https://www.heestagram.com/"), "pause-leads-to-https"),
        (None, Some("HTTPS://www.heestagram.com/login"), "pause-leads-to-https"),
        (None, Some("/login/?next=/"), "direct-http"),
        (None, Some("http://www.heestagram.com/"), "ask pause"),
        (None, Some("http://elsewhere.example/"), "ask pause"),
        (None, None, "ask pause"),
    ];
    for (hsts, location, expected) in table {
        assert_eq!(wants(&looked(live(ALONE, &["0.0.0.0/0"]), hsts, location)), [expected], "{hsts:?} {location:?}");
    }
    let mut unanswered = live(ALONE, &["0.0.0.0/0"]);
    unanswered = unanswered.sees(Op::Net(visit::look(&world(), false)), seen(None, Verdict::Good));
    let direct = direct(&unanswered);
    unanswered.observed.fail(direct, Fault::retry(Code::ProbeUnreachable, "timed out"));
    assert_eq!(wants(&unanswered), ["pause-unseen"]);
}

/// This page of the server's answers so.
fn answers(w: World, path: &str, status: u16, location: Option<&str>) -> World {
    let look = at(&w, path);
    w.sees(look, Fact::Net(NetFact::Http(HttpAnswer { status, location: location.map(Into::into) })))
}

/// What a person is told of the servers' answers before they agree.
fn odd(w: &World) -> Vec<String> {
    let asked = directives(w, ALONE);
    let [Directive::Ask(Question::Pause(offer))] = asked.as_slice() else { panic!("{asked:?}") };
    offer.odd.clone()
}

#[test]
fn wherever_the_way_by_plain_http_leads_to_https_it_is_no_pause() {
    let live = || looked(live(ALONE, &["0.0.0.0/0"]), None, Some("/login/?next=/"));
    assert_eq!(wants(&live()), ["direct-http"], "the second hop is looked at");
    let w = answers(live(), "/login/?next=/", 302, Some("https://www.heestagram.com/login/"));
    let Some(Directive::Fail(fault)) = directives(&w, ALONE).pop() else { panic!("{:?}", wants(&w)) };
    let told = "302 http://www.heestagram.com/login/?next=/ → https://www.heestagram.com/login/";
    assert_eq!((fault.code, fault.detail.as_str()), (Code::PauseLeadsToHttps, told));
    let w = answers(live(), "/login/?next=/", 302, Some("welcome"));
    let w = answers(w, "/login/welcome", 307, Some("HTTPS://www.heestagram.com/"));
    assert_eq!(wants(&w), ["pause-leads-to-https"], "the third");
    assert_eq!(odd(&answers(live(), "/login/?next=/", 200, None)), [""; 0]);
    let mut silent = live();
    let look = at(&silent, "/login/?next=/");
    silent.observed.fail(look, Fault::retry(Code::ProbeUnreachable, "timed out"));
    assert_eq!(wants(&silent), ["pause-unseen"]);
}

#[test]
fn a_server_that_answers_otherwise_than_the_site_is_told_of_before_it_is_agreed_to() {
    let live = || looked(live(ALONE, &["0.0.0.0/0"]), None, None);
    let name = "http://www.heestagram.com";
    let table = [
        (200, None, None),
        (204, None, None),
        (404, None, Some(format!("404 {name}/"))),
        (502, None, Some(format!("502 {name}/"))),
        (304, None, Some(format!("304 {name}/"))),
        (302, None, Some(format!("302 {name}/"))),
        (301, Some("/"), Some(format!("301 {name}/ → /"))),
        (301, Some("http://elsewhere.example/"), Some(format!("301 {name}/ → http://elsewhere.example/"))),
        (301, Some("http://www.heestagram.com:8000/"), Some(format!("301 {name}/ → {name}:8000/"))),
    ];
    for (status, location, expected) in table {
        assert_eq!(odd(&answers(live(), "/", status, location)), Vec::from_iter(expected), "{status} {location:?}");
    }
    let mut circle = answers(live(), "/", 302, Some("/a"));
    circle = answers(answers(circle, "/a", 302, Some("/b")), "/b", 302, Some("/a"));
    assert_eq!(odd(&circle), [format!("302 {name}/b → /a")]);
    let mut told = live();
    told.site.app.health_codes = Some("200,404".parse().unwrap());
    let (visit, direct) = (Op::Net(visit::look(&told, false)), direct(&told));
    told = told.sees(visit, seen(None, Verdict::Good)).sees(direct, Fact::Net(NetFact::Http(HttpAnswer { status: 404, location: None })));
    assert_eq!(odd(&told), [""; 0], "so the person told it");
}

#[test]
fn a_site_without_a_front_page_is_looked_at_where_its_page_is() {
    let mut w = live(ALONE, &["0.0.0.0/0"]);
    w.site.app.health = Some("/api/health".parse().unwrap());
    let proof = |code, evidence: &str| Proof { code, verdict: Verdict::Good, required: true, evidence: evidence.to_owned() };
    let proofs = vec![proof(HopCode::FrontPage, "404"), proof(HopCode::Https, "200")];
    let fact = Fact::Net(NetFact::Visit(Box::new(Visit { http: vec![], https: vec![], hsts: None, page: None, proofs })));
    let visit = Op::Net(visit::look(&w, false));
    w = answers(w.sees(visit, fact), "/", 404, None);
    assert_eq!(wants(&w), ["direct-http"], "the page that stands for it");
    assert_eq!(odd(&answers(w.clone(), "/api/health", 200, None)), [""; 0]);
    assert_eq!(odd(&answers(w.clone(), "/api/health", 500, None)), ["500 http://www.heestagram.com/api/health"]);
    let w = answers(answers(w, "/api/health", 200, None), "/", 301, Some("https://x/"));
    assert_eq!(wants(&w), ["pause-leads-to-https"]);
}

#[test]
fn a_server_that_lets_nobody_in_is_asked_on_itself_and_the_site_is_not_paused_but_with_the_server() {
    for open in [&[][..], &["203.0.113.0/24"]] {
        let mut w = live(ALONE, open);
        let visit = Op::Net(visit::look(&w, false));
        w = w.sees(visit, seen(None, Verdict::Good));
        assert_eq!(wants(&w), ["try-plain-http"], "{open:?}");
        let look =
            server::on_host(&w, &ServerId::MAIN, HostOp::TryPlainHttp { name: w.site.fqdn().to_string(), path: "/".into() }).unwrap();
        let told = |w: &World, told| w.clone().sees(look.clone(), Fact::Host(HostFact::Plain(told)));
        assert_eq!(wants(&told(&w, None)), ["pause-unseen"]);
        assert_eq!(wants(&told(&w, Some(answer(Some("https://x/"))))), ["pause-leads-to-https"]);
        assert_eq!(wants(&told(&w, Some(answer(None)))), ["pause-unreached"]);
        w.options.goal = Goal::Pause(WITH_SERVER);
        assert_eq!(wants(&without_elastic(told(&w, Some(answer(None))))), ["ask pause"]);
    }
}

/// Live, with its side door closed by us.
fn closed(scope: PauseScope) -> World {
    let mut w = live(scope, &[]);
    let (visit, name) = (Op::Net(visit::look(&w, false)), w.site.fqdn().to_string());
    let look = server::on_host(&w, &ServerId::MAIN, HostOp::TryPlainHttp { name, path: "/".into() }).unwrap();
    w = w.sees(visit, seen(None, Verdict::Good)).sees(look, Fact::Host(HostFact::Plain(Some(answer(None)))));
    let permit = Permit::tcp(80, RuleSource::Cidr("0.0.0.0/0".into()));
    let rule = RevokedRule { group: "sg-server".into(), rule: "sgr-1".into(), permit };
    w.with_resource(Resource::SideDoor { revoked: vec![rule], narrow: vec![] })
}

#[test]
fn a_door_that_we_closed_is_opened_only_on_a_yes_of_its_own() {
    let mut w = closed(ALONE);
    w.ledger.answers.push(Answer::Pause(ALONE));
    assert_eq!(wants(&w), ["ask reopen-door"], "the pause is agreed to, and not this");
    let asked = directives(&w, ALONE);
    let [Directive::Ask(question)] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!(question.answer_of_yes(), None, "--yes does not say it");
    w.ledger.answers.push(Answer::ReopenDoor);
    assert_eq!(wants(&w), ["begins"]);
    let mut w = begun(w);
    let Some(Directive::Do(reopen)) = directives(&w, ALONE).pop() else { panic!("not opened") };
    assert_eq!(reopen.code().as_str(), "reopen-side-door", "before the name leads there");
    w.ledger.resources.remove(&Slot::SideDoor);
    w.observed.did(reopen);
    assert_eq!(wants(&w), ["upsert-address"]);
    assert_eq!(wants(&without_elastic(closed(WITH_SERVER))), ["ask pause"], "nobody comes to a server that stands still");
}

#[test]
fn where_nobody_would_come_in_by_what_is_opened_again_it_is_refused_before_anything_is_opened() {
    let tcp = |port, block: &str| Permit::tcp(port, RuleSource::Cidr(block.into()));
    let table = [
        (tcp(80, "0.0.0.0/0"), "ask reopen-door"),
        (tcp(80, "::/0"), "pause-unreached"),
        (tcp(8000, "0.0.0.0/0"), "pause-unreached"),
        (tcp(80, "0.0.0.0/1"), "pause-unreached"),
        (Permit { protocol: "-1".into(), from_port: None, to_port: None, ..tcp(80, "0.0.0.0/0") }, "ask reopen-door"),
    ];
    for (permit, expected) in table {
        let rule = RevokedRule { group: "sg-server".into(), rule: "sgr-1".into(), permit: permit.clone() };
        let w = closed(ALONE).with_resource(Resource::SideDoor { revoked: vec![rule], narrow: vec![] });
        assert_eq!(wants(&w), [expected], "{permit}");
        let elsewhere = RevokedRule { group: "sg-other".into(), rule: "sgr-1".into(), permit: permit.clone() };
        let w = w.with_resource(Resource::SideDoor { revoked: vec![elsewhere], narrow: vec![] });
        assert_eq!(wants(&w), ["pause-unreached"], "a group in which the server is not");
    }
    // One that was begun, and opened what lets nobody in, by an earlier run.
    let mut w = closed(ALONE);
    w.ledger.answers.push(Answer::ReopenDoor);
    w = begun(w);
    w.ledger.resources.remove(&Slot::SideDoor);
    assert_eq!(wants(&w), ["pause-unreached"]);
}

#[test]
fn the_question_names_every_rule_with_what_it_lets_in_and_what_closes_it() {
    let world = || RuleSource::Cidr("0.0.0.0/0".into());
    let all = Permit { protocol: "-1".into(), from_port: None, to_port: None, ..Permit::tcp(80, world()) };
    let rule = |id: &str, permit| RevokedRule { group: "sg-server".into(), rule: id.into(), permit };
    let revoked = vec![rule("sgr-1", Permit::tcp(80, world())), rule("sgr-2", all), rule("sgr-3", Permit::tcp(9000, world()))];
    let mut w = closed(ALONE).with_resource(Resource::SideDoor { revoked, narrow: vec![] });
    w.site.server.close_http = true;
    let asked = |w: &World| match directives(w, ALONE).pop() {
        Some(Directive::Ask(question)) => question,
        other => panic!("{other:?}"),
    };
    let ids = |rules: &[RevokedRule]| rules.iter().map(|rule| rule.rule.to_string()).collect::<Vec<_>>();
    let Question::ReopenDoor { web, wide, own: false, asks: true, closed_again } = asked(&w) else { panic!("another question") };
    assert_eq!((ids(&web), ids(&wide), closed_again), (vec!["sgr-1".into(), "sgr-3".into()], vec!["sgr-2".into()], true));
    w.site.server.close_http = false;
    assert!(matches!(asked(&w), Question::ReopenDoor { closed_again: false, .. }));
}

#[test]
fn an_address_that_may_be_an_elastic_ip_is_not_counted_as_saved() {
    let address = |w: &World| {
        let (saves, stays) = crate::engine::inventory::paused(w, true);
        let of = |bill: &crate::engine::cost::Bill| bill.lines.iter().any(|l| l.item == crate::engine::cost::Item::InstanceAddress);
        (of(&saves), of(&stays))
    };
    assert_eq!(address(&fine(WITH_SERVER)), (true, false), "it was read that there is none");
    let unread = looked(live(WITH_SERVER, &["0.0.0.0/0"]), None, None);
    assert_eq!(address(&unread), (false, true));
}

#[test]
fn what_stands_in_another_region_is_looked_for_and_stays_on_the_bill() {
    let there: crate::site::Region = "us-east-1".parse().unwrap();
    let balancer = |zones: &[&str]| Regional::Balancer {
        arn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/heestagram-lb/1".into(),
        dns_name: name("lb2.elb"),
        zones: zones.iter().map(|zone| (*zone).into()).collect(),
    };
    let before = crate::engine::inventory::paused(&fine(ALONE), false);
    let held = Resource::Elsewhere { region: there.clone(), thing: balancer(&["us-east-1a", "us-east-1b"]) };
    let (saves, stays) = crate::engine::inventory::paused(&fine(ALONE).with_resource(held), false);
    assert_eq!(saves, before.0, "it goes by no pause");
    let more: Vec<_> = stays.lines.iter().filter(|line| !before.1.lines.contains(line)).collect();
    let told: Vec<_> = more.iter().map(|line| (line.item, line.count, line.id.as_deref())).collect();
    let id = Some("us-east-1 heestagram-lb");
    assert_eq!(told, [(Item::Balancer, 1, id), (Item::BalancerAddresses, 2, id)]);
    let mut w = fine(ALONE);
    let zone = crate::engine::op::cloud::Zone { regions: vec![there.clone()], ..crate::engine::fixture::zone("Z1", true, "") };
    let zones = Op::Cloud(CloudOp::LookZones { domain: Some(w.site.domain.clone()) });
    w = w.sees(zones, Fact::Cloud(CloudFact::Zones(vec![zone])));
    let look = Op::Cloud(CloudOp::LookElsewhere { region: there.clone() });
    assert_eq!(crate::engine::queries::elsewhere::looks(&w), std::slice::from_ref(&look));
    let w = w.sees(look, Fact::Cloud(CloudFact::Elsewhere(Elsewhere::nothing(there, true))));
    assert_eq!(wants(&w), ["ask pause"]);
}

#[test]
fn the_name_leads_to_the_server_before_the_balancer_goes_and_a_resolver_that_remembers_is_waited_for() {
    let mut w = fine(ALONE);
    w.ledger.answers.extend([Answer::Costs, Answer::Pause(ALONE)]);
    assert_eq!(wants(&w), ["begins"]);
    let w = begun(w);
    assert!(!w.answered(&Answer::Costs), "the costs are asked anew");
    assert_eq!(wants(&w), ["upsert-address"]);
    let led = w.with_resource(record(a("www.heestagram.com", [198, 51, 100, 11]), None));
    assert_eq!(wants(&led), ["delegation"]);
    assert_eq!(wants(&led.clone().sees_parent(&["ns1.gabia.net"])), ["delete-balancer"], "not delegated: nobody comes by it");
    let led = led.sees_parent(&OURS);
    assert_eq!(wants(&led), ["poll address"]);
    let look = Op::Net(web::address_look(&led));
    let told =
        |resolver| Fact::Net(NetFact::Address(crate::engine::op::net::AddressSeen { servers: vec![], resolver, over_https: vec![] }));
    assert_eq!(wants(&led.clone().sees(look.clone(), told(Ok(vec![[203, 0, 113, 80].into()])))), ["poll address"]);
    assert_eq!(wants(&led.clone().sees(look.clone(), told(Err("SERVFAIL".into())))), ["delete-balancer"]);
    let mut led = led.sees(look, told(Ok(vec![[198, 51, 100, 11].into()])));
    assert_eq!(wants(&led), ["delete-balancer"]);
    led.ledger.resources.remove(&Slot::Balancer);
    assert_eq!(wants(&led), ["forgets listener-https"]);
    led.ledger.resources.remove(&Slot::Listener(Scheme::Https));
    assert_eq!(wants(&led), ["paused"]);
    led.ledger.apply(&JournalEntry::Paused { at: led.now });
    assert_eq!(wants(&led), ["done"]);
    led.options.goal = Goal::Pause(WITH_SERVER);
    assert_eq!(wants(&led), ["ask pause"], "the server is another thing");
}

#[test]
fn with_the_server_the_record_goes_and_no_old_one_comes_back_that_leads_to_its_address() {
    let restored = |prior: Option<RecordSet>| {
        let w = begun(fine(WITH_SERVER).with_resource(record(alias(), prior)));
        let Some(Directive::Do(Op::Cloud(CloudOp::RestoreRecord { set, prior, .. }))) = directives(&w, WITH_SERVER).pop() else {
            panic!("no restore")
        };
        assert_eq!(set, alias());
        prior
    };
    let elsewhere = a("www.heestagram.com", [203, 0, 113, 9]);
    assert_eq!(restored(None), None);
    assert_eq!(restored(Some(elsewhere.clone())), Some(elsewhere));
    assert_eq!(restored(Some(a("www.heestagram.com", [198, 51, 100, 11]))), None, "it would lead to strangers");
}

/// What bills was read again, look by look, since the stop made it old.
fn stopped_again(mut w: World) -> World {
    let resting = Instance { state: InstanceState::Stopping, ..instance() };
    let disk = Volume {
        id: "vol-1".into(),
        gib: 8,
        kind: "gp3".into(),
        attached: Some(instance().id),
        device: None,
        goes_with_instance: true,
        name: String::new(),
    };
    let facts =
        [CloudFact::Instances(vec![resting]), CloudFact::Volumes(vec![disk]), CloudFact::Addresses(vec![]), CloudFact::Snapshots(vec![])];
    let expected = [["look-instances"], ["look-volumes"], ["look-addresses"], ["look-snapshots"]];
    for (fact, expected) in facts.into_iter().zip(expected) {
        assert_eq!(wants(&w), expected, "what bills on is read before it is told");
        let Goal::Pause(scope) = w.options.goal else { panic!("no pause") };
        let Some(Directive::Do(look)) = directives(&w, scope).pop() else { panic!("no look") };
        w = w.sees(look, Fact::Cloud(fact));
    }
    let items = |w: &World| crate::engine::inventory::bill_now(w).lines.iter().map(|line| line.item).collect::<Vec<_>>();
    assert!(items(&w).contains(&Item::Volume) && !items(&w).contains(&Item::Instance), "{:?}", items(&w));
    w
}

#[test]
fn the_server_stops_last_and_what_stops_already_is_waited_for() {
    let mut w = begun(fine(WITH_SERVER));
    w.ledger.resources.retain(|slot, _| !matches!(slot, Slot::Address | Slot::Balancer | Slot::Listener(_)));
    assert_eq!(wants(&w), ["stop-instance"]);
    let op = Op::Cloud(CloudOp::StopInstance { server: ServerId::MAIN, instance: instance().id });
    w.ledger.apply(&JournalEntry::Started { id: OpId(1), at: w.now, op: Box::new(op.clone()), token: Token(String::new()) });
    assert_eq!(w.ledger.stopped.get(&ServerId::MAIN), Some(&instance().id), "it may have happened");
    let mut stopping = w.clone();
    stopping.observed.did(op);
    stopping.observed.forget(|look| {
        matches!(look, Op::Cloud(CloudOp::LookInstances { .. } | CloudOp::LookAddresses { .. } | CloudOp::LookInstanceState { .. }))
    });
    let stopping = stopped_again(stopping);
    assert_eq!(wants(&stopping), ["poll look-instance-state"]);
    let look = Op::Cloud(CloudOp::LookInstanceState { instance: instance().id });
    for (state, expected) in [(InstanceState::Stopping, "poll look-instance-state"), (InstanceState::Stopped, "paused")] {
        let told = Fact::Cloud(CloudFact::InstanceState(Instance { state, ..instance() }));
        assert_eq!(wants(&stopping.clone().sees(look.clone(), told)), [expected]);
    }
    w.ledger.apply(&JournalEntry::Ended { id: OpId(1), at: w.now, outcome: Outcome::Failed(Fault::internal("refused")) });
    assert!(w.ledger.stopped.is_empty());
}

#[test]
fn a_pause_that_was_begun_with_the_server_is_gone_on_with_so_once_that_is_said_again() {
    let mut w = begun(fine(WITH_SERVER));
    assert_eq!(wants(&w), ["restore-address"], "told as it was begun");
    w.options.goal = Goal::Pause(ALONE);
    let asked = directives(&w, ALONE);
    let [Directive::Ask(question @ Question::Pause(offer))] = asked.as_slice() else { panic!("{asked:?}") };
    assert!(offer.begun && !offer.stops.is_empty(), "{offer:?}");
    assert_eq!(question.answer_of_yes(), None, "a yes to a pause is none to stopping the server");
    w.observed.pause_agreed = true;
    assert_eq!(wants(&w), ["restore-address"]);
}

#[test]
fn a_server_that_others_started_since_its_pause_is_stopped_again() {
    let mut w = begun(fine(WITH_SERVER));
    w.ledger.resources.retain(|slot, _| !matches!(slot, Slot::Address | Slot::Balancer | Slot::Listener(_)));
    w.ledger.apply(&JournalEntry::Paused { at: w.now });
    w.ledger.stopped.insert(ServerId::MAIN, instance().id);
    w.options.goal = Goal::Pause(WITH_SERVER);
    assert_eq!(wants(&w), ["ask pause"], "it was seen to run");
    let resting = Fact::Cloud(CloudFact::Instances(vec![Instance { state: InstanceState::Stopped, ..instance() }]));
    let look = server::instances_look(&w);
    assert_eq!(wants(&w.sees(look, resting)), ["done"]);
}

#[test]
fn what_others_wrote_in_the_records_place_stays_and_a_site_without_a_balancer_has_nothing_to_pause() {
    let mut w = begun(fine(ALONE));
    let theirs = a("www.heestagram.com", [203, 0, 113, 9]);
    let records = Op::Cloud(CloudOp::LookRecords { zone: "Z1".into() });
    w = w.sees(records, Fact::Cloud(CloudFact::Records { zone: "Z1".into(), sets: vec![theirs] }));
    assert_eq!(wants(&w), ["delete-balancer"]);
    let mut bare = world().sees_instance();
    bare.options.goal = Goal::Pause(ALONE);
    let Some(Directive::Fail(fault)) = directives(&bare, ALONE).pop() else { panic!("no fault") };
    assert_eq!((fault.code, fault.disposition), (Code::NothingToPause, Disposition::Person(Remedy::LeaveUnpaused)));
    bare.options.goal = Goal::Pause(WITH_SERVER);
    let bare = without_elastic(bare);
    assert_eq!(wants(&bare), ["ask pause"]);
    let resting = Fact::Cloud(CloudFact::Instances(vec![Instance { state: InstanceState::Stopped, ..instance() }]));
    let look = server::instances_look(&bare);
    let Some(Directive::Fail(fault)) = directives(&bare.sees(look, resting), WITH_SERVER).pop() else { panic!("no fault") };
    assert_eq!(fault.code, Code::NothingToPause, "it stands still already");
}

#[test]
fn a_pause_counts_from_its_end_and_ends_where_a_balancer_is_asked_for() {
    let mut w = begun(fine(ALONE));
    let at = |n: i64| Timestamp(w.now.0 + n);
    let (second, third, fourth) = (at(1), at(2), at(3));
    w.ledger.apply(&JournalEntry::Paused { at: second });
    assert_eq!(w.ledger.pause, Some(Pause { scope: ALONE, since: second, through: true, again: false }));
    w.ledger.apply(&JournalEntry::Pause { at: third, scope: WITH_SERVER });
    w.ledger.apply(&JournalEntry::Paused { at: fourth });
    assert_eq!(
        w.ledger.pause,
        Some(Pause { scope: WITH_SERVER, since: second, through: true, again: true }),
        "paused since then all the same"
    );
    let started = |op: CloudOp| JournalEntry::Started { id: OpId(1), at: third, op: Box::new(Op::Cloud(op)), token: Token(String::new()) };
    let to = |set| CloudOp::UpsertRecord { slot: Slot::Address, zone: "Z1".into(), set, prior: None };
    w.ledger.apply(&started(to(a("www.heestagram.com", [1, 2, 3, 4]))));
    assert!(w.ledger.pause.is_some());
    let mut again = w.clone();
    again.ledger.apply(&started(to(alias())));
    w.ledger.apply(&started(CloudOp::EnsureBalancer { name: "x".into(), subnets: vec![], group: "sg".into() }));
    assert!(w.ledger.pause.is_none() && again.ledger.pause.is_none());
}

#[test]
fn a_name_that_only_the_person_can_lead_back_is_not_paused() {
    let mut w = begun(fine(ALONE));
    w.ledger.pause = None;
    w.ledger.resources.remove(&Slot::Zone);
    w.ledger.resources.remove(&Slot::Address);
    w.site.dns = crate::site::DnsHost::Elsewhere;
    let Some(Directive::Fail(fault)) = directives(&w, ALONE).pop() else { panic!("no fault") };
    assert_eq!((fault.code, fault.disposition), (Code::PauseDnsElsewhere, Disposition::Person(Remedy::TakeDownInstead)));
}
