use super::*;
use crate::engine::fault::{Code, Fault};
use crate::engine::fixture::{instance, world};
use crate::engine::goal::Scope;
use crate::engine::ingress::{ALL, Permit, RuleSource};
use crate::engine::op::Fact;
use crate::engine::op::cloud::{CloudFact, Group, GroupUser, Holder, HolderKind, Instance, Rule};
use crate::engine::op::host::HostFact;
use crate::engine::queries::server;
use crate::engine::slots;

const OTHER: &str = "i-0fedcba9876543210";

fn rule(id: &str, protocol: &str, port: i32, source: RuleSource) -> Rule {
    let ports = (protocol != ALL).then_some(port);
    Rule { id: id.into(), protocol: protocol.into(), from_port: ports, to_port: ports, source, description: None, tagged: false }
}

fn world_wide() -> RuleSource {
    RuleSource::Cidr("0.0.0.0/0".into())
}

fn web() -> Rule {
    rule("sgr-80", "tcp", 80, world_wide())
}

fn everything() -> Rule {
    rule("sgr-all", ALL, -1, world_wide())
}

/// The office and another account may come by SSH, a list to another port, and the balancer to its own.
fn theirs() -> Vec<Rule> {
    let others = RuleSource::OthersGroup { account: "444455556666".into(), group: "sg-2".into() };
    let office = Rule { description: Some("office".into()), ..rule("sgr-22", "tcp", 22, RuleSource::Cidr("203.0.113.0/24".into())) };
    vec![
        office,
        rule("sgr-23", "tcp", 22, others),
        rule("sgr-9", "tcp", 9000, RuleSource::PrefixList("pl-1".into())),
        Rule { tagged: true, ..rule("sgr-lb", "tcp", 80, RuleSource::Group("sg-lb".into())) },
    ]
}

fn group(id: &str, description: &str, rules: Vec<Rule>) -> Group {
    Group { id: id.into(), name: format!("{id}-name"), description: description.into(), vpc: None, rules, tagged: id == "sg-own" }
}

fn reads(w: World, groups: Vec<Group>) -> World {
    let look = server::groups_look(&w);
    w.sees(look, Fact::Cloud(CloudFact::Groups(groups)))
}

fn user(interface: &str, instance: Option<&str>, groups: &[&str]) -> GroupUser {
    let groups = groups.iter().map(|id| GroupId::from(*id)).collect();
    GroupUser { interface: interface.into(), groups, instance: instance.and_then(|id| id.parse().ok()), description: "RDS".into() }
}

/// The server stands in a group with these rules, in which others stand too.
fn shared_with(rules: Vec<Rule>, mut users: Vec<GroupUser>) -> World {
    let mut w = world();
    w.site.server.close_http = true;
    let seen = CloudFact::Instances(vec![Instance { groups: vec!["sg-1".into(), "sg-0".into()], ..instance() }]);
    let look = server::instances_look(&w);
    let w = reads(w.sees(look, Fact::Cloud(seen)), vec![group("sg-1", "", rules), group("sg-0", "", vec![])]);
    users.push(user("eni-1", Some(instance().id.as_str()), &["sg-1", "sg-0"]));
    let look = side_door::users_look(&w).unwrap();
    w.sees(look, Fact::Cloud(CloudFact::GroupUsers(users)))
}

fn shared(rules: Vec<Rule>) -> World {
    shared_with(rules, vec![user("eni-2", Some(OTHER), &["sg-1"])])
}

fn with_web() -> World {
    shared(theirs().into_iter().chain([web()]).collect())
}

fn named_by(w: World, holders: Vec<Holder>) -> World {
    w.sees(own_group::naming_look(&"sg-1".into()), Fact::Cloud(CloudFact::Holders(holders)))
}

fn agreed(mut w: World) -> World {
    let leaves = own_group::plain_offer(&w, &ServerId::MAIN).unwrap().leaves();
    w.ledger.answers.push(Answer::OwnGroup { server: ServerId::MAIN, leaves });
    w
}

fn logged_in(w: World) -> World {
    let login = side_door::login(&w, &ServerId::MAIN).unwrap();
    w.sees(login, Fact::Host(HostFact::LoggedIn))
}

fn locked_out(w: World) -> World {
    let login = side_door::login(&w, &ServerId::MAIN).unwrap();
    w.sees(login, Fact::Host(HostFact::LockedOut(Fault::retry(Code::SshTimeout, "203.0.113.10:22"))))
}

fn ready(w: World) -> World {
    logged_in(agreed(named_by(w, vec![])))
}

fn place() -> InPlaceOf {
    InPlaceOf { interface: "eni-1".into(), shared: vec!["sg-1".into()] }
}

/// The server's own group stands, with all but `without` of the rules that it is to have.
fn with_own(w: World, without: usize) -> World {
    let permits = own_group::plain_offer(&w, &ServerId::MAIN).unwrap().permits();
    let rules = permits.into_iter().skip(without).enumerate().map(|(n, permit)| {
        let Permit { protocol, from_port, to_port, source, description } = permit;
        Rule { id: format!("sgr-own-{n}").as_str().into(), protocol, from_port, to_port, source, description, tagged: false }
    });
    let own = group("sg-own", &place().description(), rules.collect());
    let others = w.observed.groups().unwrap().to_vec();
    let w = w.with_resource(Resource::OwnGroup { server: ServerId::MAIN, id: "sg-own".into() });
    reads(w, others.into_iter().chain([own]).collect())
}

fn inside(tried: bool) -> Resource {
    let before = vec!["sg-1".into(), "sg-0".into()];
    Resource::InOwnGroup { server: ServerId::MAIN, own: "sg-own".into(), place: place(), before, tried }
}

fn code(flow: Flow<()>) -> String {
    match flow {
        Continue(()) => "done".to_owned(),
        Break(Directive::Do(op)) => op.code().to_string(),
        Break(Directive::Ask(question)) => format!("ask {}", question.code()),
        Break(other) => format!("{other:?}"),
    }
}

fn changed(mut w: World, change: impl Fn(&mut World)) -> World {
    change(&mut w);
    w
}

#[test]
fn a_group_of_its_own_is_offered_where_all_of_it_is_known_and_made_only_on_a_yes() {
    let odd = || shared(vec![web(), rule("sgr-?", "tcp", 22, RuleSource::Other)]);
    let two =
        || shared_with(vec![web()], vec![user("eni-2", Some(OTHER), &["sg-1"]), user("eni-3", Some(instance().id.as_str()), &["sg-1"])]);
    let denied = |w: World, op: CloudOp| {
        changed(w, |w| w.observed.fail(Op::Cloud(op.clone()), Fault::person(Code::AccessDenied, Remedy::AttachPolicy, "")))
    };
    let ensure = |w: &World| match wanted(w) {
        Break(Directive::Do(Op::Cloud(op))) => op,
        other => panic!("{other:?}"),
    };
    let refused = denied(ready(with_web()), ensure(&ready(with_web())));
    let enter = ensure(&with_own(ready(with_web()), 0));
    let table = [
        ("shared", with_web(), "look-holders"),
        ("what names the group was read", named_by(with_web(), vec![]), "ask own-group"),
        ("a mere look", changed(named_by(with_web(), vec![]), |w| w.options.goal = crate::engine::goal::Goal::PREFLIGHT), "done"),
        ("left", changed(named_by(with_web(), vec![]), |w| w.observed.shared_group_left = true), "done"),
        ("alone", shared_with(vec![web()], vec![]), "done"),
        ("no way", shared(theirs()), "done"),
        ("not managed", changed(with_web(), |w| w.site.server.manage = false), "done"),
        ("a rule that cannot be asked for", odd(), "done"),
        ("two interfaces of the server's", two(), "done"),
        ("agreed", agreed(named_by(with_web(), vec![])), "try-login"),
        ("nobody gets in as it is", locked_out(agreed(named_by(with_web(), vec![]))), "done"),
        (
            "agreed to other rules",
            changed(ready(with_web()), |w| {
                w.ledger.answers = vec![Answer::OwnGroup { server: ServerId::MAIN, leaves: vec!["sgr-0".into()] }];
            }),
            "ask own-group",
        ),
        ("a login came through", ready(with_web()), "ensure-own-group"),
        ("it was refused", refused, "done"),
        ("it is not whole", with_own(ready(with_web()), 1), "ensure-own-group"),
        ("it is whole", with_own(ready(with_web()), 0), "enter-own-group"),
        ("entering is refused", denied(with_own(ready(with_web()), 0), enter), "done"),
        ("inside", with_own(ready(with_web()), 0).with_resource(inside(false)), "keep-own-group"),
        ("inside, and tried", with_own(ready(with_web()), 0).with_resource(inside(true)), "done"),
    ];
    for (what, w, expected) in table {
        assert_eq!(code(wanted(&w)), expected, "{what}");
    }
}

#[test]
fn every_rule_but_the_ways_is_taken_along_and_ssh_comes_in_place_of_a_wide_one() {
    let offer = |rules: Vec<Rule>| own_group::plain_offer(&shared(rules), &ServerId::MAIN).unwrap();
    let told = |permits: &[Permit]| permits.iter().map(ToString::to_string).collect::<Vec<_>>();
    let narrow = offer(theirs().into_iter().chain([web()]).collect());
    let all = ["tcp 22 ← 203.0.113.0/24", "tcp 22 ← 444455556666/sg-2", "tcp 9000 ← pl-1", "tcp 80 ← sg-lb"];
    assert_eq!((told(&narrow.taken), told(&narrow.added)), (all.map(String::from).to_vec(), vec![]));
    assert_eq!(narrow.taken[0].description.as_deref(), Some("office"));
    assert_eq!((narrow.leaves(), &narrow.place), (vec!["sgr-80".into()], &place()));
    assert_eq!((narrow.before, narrow.shared), (vec!["sg-1".into(), "sg-0".into()], vec!["sg-1 (sg-1-name)".to_owned()]));
    assert_eq!(narrow.others, [format!("+ {OTHER}")]);
    let wide = offer(theirs().into_iter().chain([everything()]).collect());
    assert_eq!((told(&wide.taken), told(&wide.added)), (all.map(String::from).to_vec(), vec!["tcp 22 ← 0.0.0.0/0".to_owned()]));
    let ssh = rule("sgr-ssh", "tcp", 22, world_wide());
    assert_eq!(offer(vec![everything(), ssh]).added, [], "it comes in by a rule of its own already");
}

#[test]
fn what_means_whoever_stands_in_the_shared_group_is_told() {
    let itself = rule("sgr-self", ALL, -1, RuleSource::Group("sg-1".into()));
    let database = Holder { kind: HolderKind::Rule, id: "sgr-db".into(), within: "sg-db".into(), name: "rds".into() };
    let interface = Holder { kind: HolderKind::InstanceInterface, id: "eni-2".into(), within: OTHER.into(), name: String::new() };
    let w = named_by(shared(vec![itself, web()]), vec![interface, database]);
    assert_eq!(own_group::offer(&w, &ServerId::MAIN).unwrap().naming, ["sg-1  all ← sg-1", "sg-db  sgr-db"]);
    assert_eq!(own_group::offer(&shared(vec![web()]), &ServerId::MAIN), None, "it was not read");
}

#[test]
fn who_gets_in_no_more_is_let_in_again_at_once_and_it_is_not_tried_twice() {
    let w = with_own(agreed(named_by(with_web(), vec![])), 0).with_resource(inside(false));
    assert_eq!(code(reached(&w)), "try-login");
    assert_eq!(code(reached(&logged_in(w.clone()))), "done");
    assert_eq!(code(reached(&locked_out(w.clone()))), "leave-own-group");
    assert_eq!(code(reached(&locked_out(w.clone()).with_resource(inside(true)))), "done", "it was seen before");
    let mut back = locked_out(w);
    back.ledger.resources.remove(&Slot::InOwnGroup(ServerId::MAIN));
    let before = vec!["sg-1".into(), "sg-0".into()];
    back.observed.did(Op::Cloud(CloudOp::LeaveOwnGroup { server: ServerId::MAIN, own: "sg-own".into(), place: place(), before }));
    assert_eq!(code(wanted(&back)), "done");
    let (remedy, told) = remedy(&back, &ServerId::MAIN, vec![]);
    assert_eq!((remedy, told), (Remedy::StayInSharedGroup, vec!["203.0.113.10:22".to_owned()]));
}

#[test]
fn a_site_that_nobody_sees_any_more_has_the_groups_back() {
    let mut w = with_own(agreed(named_by(with_web(), vec![])), 0).with_resource(inside(false));
    let fails = || Directive::Fail(Fault::person(Code::SiteFails, Remedy::ReadServiceLog, "500"));
    let asked = |w: &World| Directive::Do(side_door::users_look(w).unwrap());
    let told = |w: &World, next: Directive| given_up(w, &[Directive::Done, next]).map(|next| code(Break(next)));
    let leaves = Some("leave-own-group".to_owned());
    assert_eq!((told(&w, Directive::Done), told(&w, asked(&w)), told(&w, fails())), (None, None, leaves.clone()));
    w.observed.made(SlotKind::InOwnGroup, w.now);
    w.now = w.now + PATIENCE;
    assert_eq!((told(&w, Directive::Done), told(&w, asked(&w))), (None, leaves));
    assert_eq!(told(&w.with_resource(inside(true)), fails()), None, "it was seen before");
}

#[test]
fn the_server_stands_where_this_run_has_put_it() {
    let mut w = with_web();
    let groups = |w: &World| server::groups(w, &ServerId::MAIN).unwrap().iter().map(ToString::to_string).collect::<Vec<_>>();
    let before: Vec<GroupId> = vec!["sg-1".into(), "sg-0".into()];
    let (server, own) = (ServerId::MAIN, GroupId::from("sg-own"));
    let enter = CloudOp::EnterOwnGroup { server: server.clone(), own: own.clone(), place: place(), before: before.clone(), tried: false };
    w.observed.did(Op::Cloud(enter));
    assert_eq!(groups(&w), ["sg-own", "sg-0"]);
    w.observed.undo(|_| true);
    w.observed.did(Op::Cloud(CloudOp::LeaveOwnGroup { server, own, place: place(), before }));
    assert_eq!(groups(&w), ["sg-1", "sg-0"]);
}

#[test]
fn teardown_puts_the_groups_back_then_deletes_ours_and_then_the_balancers() {
    let balancers = Resource::BalancerGroup { id: "sg-lb".into() };
    let own = Resource::OwnGroup { server: ServerId::MAIN, id: "sg-own".into() };
    let mut w = with_web().with_resource(balancers.clone()).with_resource(own.clone()).with_resource(inside(true));
    let codes = |w: &World| {
        let all = w.ledger.resources.values().flat_map(|resource| slots::undo(w, Scope::default(), resource));
        all.map(|next| code(Break(next))).collect::<Vec<_>>()
    };
    assert_eq!(codes(&w), ["leave-own-group"]);
    w.ledger.resources.remove(&Slot::InOwnGroup(ServerId::MAIN));
    assert_eq!(codes(&w), ["delete-own-group"]);
    w.ledger.resources.remove(&Slot::OwnGroup(ServerId::MAIN));
    assert_eq!(codes(&w), ["delete-balancer-group"]);
    let before = vec!["sg-1".into()];
    let begun =
        CloudOp::EnterOwnGroup { server: ServerId::MAIN, own: "sg-own".into(), place: place(), before: before.clone(), tried: false };
    let put_back = slots::put_back(&Op::Cloud(begun));
    assert!(matches!(put_back, Some(Resource::InOwnGroup { before: of, .. }) if of == before), "cut off in between");
}

#[test]
fn without_a_journal_it_is_known_by_its_name_and_tag() {
    let mut w = with_web();
    let seen = CloudFact::Instances(vec![Instance { groups: vec!["sg-own".into(), "sg-0".into()], ..instance() }]);
    let look = server::instances_look(&w);
    w = w.sees(look, Fact::Cloud(seen));
    w.observed.forget(|look| matches!(look, Op::Cloud(CloudOp::LookGroups { .. })));
    let own = Group { name: w.site.own_group_name(), ..group("sg-own", &place().description(), vec![]) };
    let found = slots::found(&reads(w, vec![own]));
    assert_eq!(found, [Resource::OwnGroup { server: ServerId::MAIN, id: "sg-own".into() }, inside(false)]);
}
