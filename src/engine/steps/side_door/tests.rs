use super::*;
use crate::engine::fixture::{instance, world};
use crate::engine::ingress::RuleSource;
use crate::engine::op::Fact;
use crate::engine::op::cloud::{CloudFact, Group, GroupUser, Instance, Rule};
use crate::engine::op::host::HostFact;
use crate::engine::op::net::{NetFact, NetOp, PortAnswer};
use crate::engine::resource::Resource;

fn rule(id: &str, protocol: &str, ports: (i32, i32), from: &str) -> Rule {
    let (from_port, to_port, source) = (Some(ports.0), Some(ports.1), RuleSource::Cidr(from.to_owned()));
    Rule { id: id.into(), protocol: protocol.into(), from_port, to_port, source, description: None, tagged: false }
}

fn all() -> Rule {
    rule("sgr-all", "-1", (-1, -1), "0.0.0.0/0")
}

fn tcp(id: &str, port: i32) -> Rule {
    rule(id, "tcp", (port, port), "0.0.0.0/0")
}

fn reads(w: World, rules: Vec<Rule>) -> World {
    let group = Group { id: "sg-1".into(), name: "launch-wizard-1".into(), description: String::new(), vpc: None, rules, tagged: false };
    let look = server::groups_look(&w);
    w.sees(look, Fact::Cloud(CloudFact::Groups(vec![group])))
}

/// A site that is live, to be closed, whose server's only group has these rules and these other instances.
fn live(rules: Vec<Rule>, others: &[&str]) -> World {
    let mut w = world();
    w.site.server.close_http = true;
    let seen = CloudFact::Instances(vec![Instance { groups: vec!["sg-1".into()], ..instance() }]);
    let look = server::instances_look(&w);
    let w = reads(w.sees(look, Fact::Cloud(seen)), rules);
    let user = |id: &str| GroupUser {
        interface: format!("eni-{id}"),
        groups: vec!["sg-1".into()],
        instance: id.parse().ok(),
        description: String::new(),
    };
    let own = instance().id;
    let users = [own.as_str()].into_iter().chain(others.iter().copied()).map(user).collect();
    let look = side_door::users_look(&w).unwrap();
    w.sees(look, Fact::Cloud(CloudFact::GroupUsers(users)))
}

fn answers(w: World, answer: PortAnswer) -> World {
    let NetOp::TryPorts { ports, .. } = side_door::attempt(&w, &ServerId::MAIN).unwrap() else { panic!("no attempt") };
    let look = Op::Net(side_door::attempt(&w, &ServerId::MAIN).unwrap());
    w.sees(look, Fact::Net(NetFact::Ports(ports.into_iter().map(|port| (port, answer)).collect())))
}

fn agreed(mut w: World, ids: &[&str]) -> World {
    w.ledger.answers.push(Answer::CloseSideDoor(ids.iter().map(|id| RuleId::from(*id)).collect()));
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

fn did(mut w: World, op: CloudOp) -> World {
    w.observed.did(Op::Cloud(op));
    w
}

fn wants(w: &World) -> String {
    match wanted(w) {
        Continue(()) => "done".to_owned(),
        Break(Directive::Do(op) | Directive::Poll(op, _)) => op.code().to_string(),
        Break(Directive::Ask(question)) => format!("ask {}", question.code()),
        Break(other) => format!("{other:?}"),
    }
}

#[test]
fn a_rule_that_allows_more_than_web_is_closed_only_behind_a_question_a_rule_for_ssh_and_a_new_login() {
    let ssh = || Rule { tagged: true, ..tcp("sgr-ours", 22) };
    let unmanaged = |mut w: World| {
        w.site.server.manage = false;
        w
    };
    let left = |mut w: World| {
        w.observed.side_door_left = true;
        w
    };
    let yes = |w: World| agreed(w, &["sgr-all"]);
    let table = [
        ("web alone", live(vec![tcp("sgr-80", 80), tcp("sgr-22", 22)], &[]), "close-side-door"),
        ("web alone, not managed", unmanaged(live(vec![tcp("sgr-80", 80)], &[])), "close-side-door"),
        ("all traffic", live(vec![all()], &[]), "ask side-door"),
        ("all traffic and web: what is plain goes first", live(vec![all(), tcp("sgr-80", 80)], &[]), "close-side-door"),
        ("left", left(live(vec![all()], &[])), "try-ports"),
        ("not managed: nobody could see whether SSH still works", unmanaged(yes(live(vec![all()], &[]))), "try-ports"),
        ("agreed", yes(live(vec![all()], &[])), "narrow-side-door"),
        ("agreed to another list", agreed(live(vec![all()], &[]), &["sgr-0"]), "ask side-door"),
        ("SSH has a rule of its own", yes(live(vec![all(), ssh()], &[])), "try-login"),
        ("a login came through", logged_in(yes(live(vec![all(), ssh()], &[]))), "close-side-door"),
        ("nobody gets in", locked_out(yes(live(vec![all(), ssh()], &[]))), "try-ports"),
        ("shared", yes(live(vec![all(), tcp("sgr-80", 80)], &["i-0fedcba9876543210"])), "look-holders"),
        ("nothing open", live(vec![tcp("sgr-22", 22)], &[]), "try-ports"),
    ];
    for (what, w, expected) in table {
        assert_eq!(wants(&w), expected, "{what}");
    }
}

#[test]
fn nothing_is_closed_before_it_was_read_who_else_stands_in_the_group() {
    let mut w = live(vec![tcp("sgr-80", 80)], &[]);
    w.observed.forget(|op| matches!(op, Op::Cloud(CloudOp::LookGroupUsers { .. })));
    assert_eq!(wants(&w), "look-group-users");
    w.observed.fail(side_door::users_look(&w).unwrap(), Fault::person(Code::AccessDenied, Remedy::AttachPolicy, "no"));
    assert_eq!(wants(&w), "try-ports");
    let CheckResult::Warn(fault) = hop(&w, &ServerId::MAIN).result else { panic!("no warning") };
    assert_eq!((fault.code, fault.disposition), (Code::SideDoorOpen, Disposition::Person(Remedy::AttachPolicy)));
}

#[test]
fn what_is_closed_is_journaled_whole_with_what_was_closed_before() {
    let before = RevokedRule { group: "sg-1".into(), rule: "sgr-0".into(), permit: tcp("", 8000).permit() };
    let narrow = NarrowRule { group: "sg-1".into(), permit: tcp("", 22).permit() };
    let held = Resource::SideDoor { revoked: vec![before.clone()], narrow: vec![narrow.clone()] };
    let ssh = Rule { tagged: true, ..tcp("sgr-ours", 22) };
    let w = logged_in(agreed(live(vec![all(), ssh], &[]).with_resource(held), &["sgr-all"]));
    let now = RevokedRule { group: "sg-1".into(), rule: "sgr-all".into(), permit: all().permit() };
    let close = CloudOp::CloseSideDoor { rules: vec![now, before], narrow: vec![narrow] };
    assert_eq!(wanted(&w), Break(Directive::cloud(close)));
}

#[test]
fn who_is_locked_out_after_it_is_let_in_again_at_once_and_it_is_not_tried_twice() {
    let revoked = vec![RevokedRule { group: "sg-1".into(), rule: "sgr-all".into(), permit: all().permit() }];
    let held = Resource::SideDoor { revoked: revoked.clone(), narrow: vec![] };
    let closed = || CloudOp::CloseSideDoor { rules: revoked.clone(), narrow: vec![] };
    let w = did(live(vec![tcp("sgr-22", 22)], &[]).with_resource(held), closed());
    assert_eq!(wants(&w), "try-login");
    assert_eq!(wants(&logged_in(w.clone())), "try-ports");
    assert_eq!(wants(&locked_out(w)), "reopen-side-door");
    let reopened = CloudOp::ReopenSideDoor { rules: revoked.clone(), narrow: vec![] };
    let again = did(did(agreed(live(vec![all()], &[]), &["sgr-all"]), closed()), reopened);
    assert_eq!(wants(&locked_out(again.clone())), "try-ports");
    let CheckResult::Warn(fault) = hop(&locked_out(again), &ServerId::MAIN).result else { panic!("no warning") };
    assert_eq!((fault.code, fault.disposition), (Code::SideDoorWide, Disposition::Person(Remedy::NarrowRule)));
}

#[test]
fn closed_is_said_of_what_was_tried_and_of_nothing_else() {
    let result = |w: &World| hop(w, &ServerId::MAIN).result;
    let code = |w: &World| match result(w) {
        CheckResult::Warn(fault) => fault.code.to_string(),
        CheckResult::Unknown(why) => why.to_string(),
        other => other.code().to_owned(),
    };
    let (nobody, http) = (|w| answers(w, PortAnswer::Nobody), |w| answers(w, PortAnswer::Http(200)));
    let shut = || live(vec![tcp("sgr-22", 22)], &[]);
    let without_address = {
        let mut w = shut();
        let seen = CloudFact::Instances(vec![Instance { groups: vec!["sg-1".into()], public_address: None, ..instance() }]);
        let look = server::instances_look(&w);
        w.observed.keep(look, Fact::Cloud(seen), crate::engine::fixture::NOW);
        w
    };
    let table = [
        ("shut, and not tried", shut(), "not-yet"),
        ("shut, and tried", nobody(shut()), "pass"),
        ("shut, and somebody answers all the same", http(shut()), "side-door-answers"),
        ("no address to try", without_address, "no-address"),
        ("open", http(live(vec![tcp("sgr-80", 80)], &[])), "side-door-open"),
        ("open, and nobody answers at the moment", nobody(live(vec![tcp("sgr-8000", 8000)], &[])), "side-door-open"),
        ("all traffic", http(live(vec![all()], &[])), "side-door-wide"),
        ("shared", http(live(vec![all()], &["i-0fedcba9876543210"])), "side-door-shared"),
        ("not read", world().sees_instance(), "not-yet"),
    ];
    for (what, w, expected) in table {
        assert_eq!(code(&w), expected, "{what}");
    }
    let CheckResult::Warn(fault) = result(&http(live(vec![all()], &["i-0fedcba9876543210"]))) else { panic!("no warning") };
    let address = instance().public_address.unwrap();
    assert!(fault.detail.contains(&format!("http://{address}")) && fault.detail.contains("sg-1 all ← 0.0.0.0/0"), "{}", fault.detail);
    assert!(fault.detail.contains("i-0fedcba9876543210"), "{}", fault.detail);
}

#[test]
fn a_rule_that_was_revoked_a_moment_ago_is_given_some_seconds() {
    let closed = CloudOp::CloseSideDoor { rules: vec![], narrow: vec![] };
    let mut w = did(answers(live(vec![tcp("sgr-22", 22)], &[]), PortAnswer::Http(200)), closed);
    assert_eq!(wants(&w), "try-ports");
    let look = Op::Net(side_door::attempt(&w, &ServerId::MAIN).unwrap());
    let fact = w.observed.look(&look).unwrap().fact.clone();
    w.observed.keep(look, fact, crate::engine::fixture::NOW + SETTLES);
    assert_eq!(wants(&w), "done");
}
