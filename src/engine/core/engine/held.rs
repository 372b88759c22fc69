//! A teardown in which others hold something: it is looked at once, the rest goes first, and the person's word lets it go on.

use super::*;
use crate::engine::fault::{Code, Remedy};
use crate::engine::fixture::{NOW, options, site};
use crate::engine::goal::Scope;
use crate::engine::op::CloudFact;
use crate::engine::op::cloud::{Held, Holder, HolderKind};
use crate::engine::poll::WaitKind;
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::status::Gone;

const SCOPE: Scope = Scope { with_server: false, abandon_delegation: false };

/// An account in which a certificate and a group stand, and who holds them.
struct Account {
    holds: Vec<Holder>,
    certificate: bool,
    asked: Vec<Op>,
}

fn holder(kind: HolderKind) -> Holder {
    Holder { kind, id: "arn:b".into(), within: String::new(), name: "shop-001".into() }
}

impl Account {
    fn answer(&mut self, op: &Op) -> Result<Fact, Fault> {
        self.asked.push(op.clone());
        let Op::Cloud(op) = op else { panic!("{op:?}") };
        Ok(Fact::Cloud(match op {
            CloudOp::LookIdentity => CloudFact::Identity { account: "123456789012".into(), arn: "arn:user".into(), ahead: Some(0) },
            CloudOp::LookInstances { .. } => CloudFact::Instances(vec![]),
            CloudOp::LookZones { .. } => CloudFact::Zones(vec![]),
            CloudOp::LookCertificates { .. } => CloudFact::Certificates(vec![]),
            CloudOp::LookBalancers => CloudFact::Balancers(vec![]),
            CloudOp::LookTargetGroups => CloudFact::TargetGroups(vec![]),
            CloudOp::LookGroups { .. } => CloudFact::Groups(vec![]),
            CloudOp::LookHolders { of: Held::Certificate(_) } => CloudFact::Holders(self.holds.clone()),
            CloudOp::LookHolders { .. } => CloudFact::Holders(vec![]),
            CloudOp::DeleteCertificate { .. } if !self.holds.is_empty() => return Err(Fault::retry(Code::InUse, "ResourceInUseException")),
            CloudOp::DeleteCertificate { .. } => {
                self.certificate = false;
                return Ok(Fact::Unmade(Slot::Certificate));
            }
            CloudOp::DeleteBalancerGroup { .. } => return Ok(Fact::Unmade(Slot::BalancerGroup)),
            other => panic!("{other:?}"),
        }))
    }

    fn count(&self, wanted: &str) -> usize {
        self.asked.iter().filter(|op| op.code().as_str() == wanted).count()
    }
}

/// A certificate and a group stand in the journal.
fn engine() -> Engine {
    let all = [Resource::Certificate { arn: "arn:c".into(), adopted: false }, Resource::BalancerGroup { id: "sg-1".into() }];
    let ledger = Ledger {
        resources: all.into_iter().map(|resource| (resource.slot(), resource)).collect(),
        account: Some("123456789012".into()),
        answers: vec![Answer::TearDown(SCOPE)],
        ..Ledger::default()
    };
    started(ledger)
}

fn started(ledger: Ledger) -> Engine {
    let mut site = site();
    (site.server.manage, site.server.public_address) = (false, Some([198, 51, 100, 11].into()));
    let mut engine = Engine::new(site, options(Goal::TearDown(SCOPE)), ledger);
    // What stands is what the journal says.
    engine.world.observed.refreshed = true;
    engine
}

/// Takes this event, and answers whatever leaves, in no time at all.
fn take(engine: &mut Engine, account: &mut Account, event: Event) {
    let mut events = VecDeque::from([event]);
    while let Some(event) = events.pop_front() {
        for effect in engine.handle(NOW, event) {
            match effect {
                Effect::Append(seq, _) => events.push_back(Event::Saved(seq)),
                Effect::Start { id, op, .. } => events.push_back(Event::Ended(id, account.answer(&op))),
                Effect::Abort(_) | Effect::WakeAt(_) => {}
            }
        }
    }
}

#[test]
fn a_stranger_is_named_without_a_second_try_and_keeps_nothing_else() {
    let mut account = Account { holds: vec![holder(HolderKind::Balancer)], certificate: true, asked: Vec::new() };
    let mut engine = engine();
    take(&mut engine, &mut account, Event::Begin);
    let status = engine.status();
    let [stuck] = status.stuck.as_slice() else { panic!("{status:?}") };
    assert_eq!(stuck.fault, Fault::person(Code::CertificateHeld, Remedy::ReleaseCertificate, holder(HolderKind::Balancer).line()));
    assert_eq!((account.count("delete-certificate"), account.count("look-holders")), (1, 2), "each thing was looked at once");
    assert!(status.at_rest && status.waits.is_empty());
    assert_eq!(status.gone, Some(Gone { all: 2, gone: 1, before: 0 }), "the group does not depend on it");
    // Killed, and begun again: what was gone is still counted.
    let mut again = started(engine.world.ledger.clone());
    take(&mut again, &mut account, Event::Begin);
    assert_eq!(again.status().gone, Some(Gone { all: 2, gone: 1, before: 1 }));
    // One that was through counts for who begins it anew without anything left.
    let mut through = again.world.ledger.clone();
    through.resources.clear();
    through.apply(&JournalEntry::Closed { at: NOW });
    let through = Engine::new(site(), options(Goal::TearDown(SCOPE)), through);
    assert_eq!(through.status().gone, Some(Gone { all: 1, gone: 1, before: 1 }));
    // The person mended it, and says so.
    account.holds.clear();
    engine.world.observed.refreshed = true;
    engine.attempts.clear();
    take(&mut engine, &mut account, Event::Woke);
    assert!(!account.certificate);
    assert_eq!(engine.status().gone, Some(Gone { all: 2, gone: 2, before: 0 }));
}

#[test]
fn who_held_it_when_it_was_told_is_looked_for_again_once_it_is_refused() {
    let mut account = Account { holds: vec![holder(HolderKind::LetGo)], certificate: true, asked: Vec::new() };
    let mut engine = engine();
    // It was looked at long before the person said yes: a balancer used it, which is gone by now.
    let look = Op::Cloud(CloudOp::LookHolders { of: Held::Certificate("arn:c".into()) });
    let seen = Fact::Cloud(CloudFact::Holders(vec![holder(HolderKind::Balancer)]));
    engine.world = engine.world.clone().sees(look.clone(), seen);
    let later = Timestamp(NOW.0 + 600);
    let mut events = VecDeque::from([Event::Begin]);
    while let Some(event) = events.pop_front() {
        for effect in engine.handle(later, event) {
            match effect {
                Effect::Append(seq, _) => events.push_back(Event::Saved(seq)),
                Effect::Start { id, op, .. } => events.push_back(Event::Ended(id, account.answer(&op))),
                Effect::Abort(_) | Effect::WakeAt(_) => {}
            }
        }
    }
    assert!(engine.status().stuck.is_empty() && account.asked.contains(&look), "{:?}", engine.status().stuck);
}

#[test]
fn who_only_looks_is_told_what_others_hold_of_a_teardown_that_was_begun_and_of_no_other() {
    let of_zone = Holder { kind: HolderKind::Record, id: "heestagram.com".into(), within: "MX".into(), name: String::new() };
    let status = |begun: bool| {
        let mut engine = engine();
        engine.world.options.goal = Goal::LOOK;
        engine.world.ledger.teardown = begun.then_some(SCOPE);
        let look = Op::Cloud(CloudOp::LookHolders { of: Held::Certificate("arn:c".into()) });
        engine.world = engine.world.clone().sees(look, Fact::Cloud(CloudFact::Holders(vec![of_zone.clone()])));
        engine.status().stuck.into_iter().map(|stuck| (stuck.op, stuck.fault.code)).collect::<Vec<_>>()
    };
    assert_eq!((status(true), status(false)), (vec![(None, Code::CertificateHeld)], vec![]));
}

#[test]
fn what_aws_only_has_to_let_go_of_is_told_as_its_wait() {
    let mut account = Account { holds: vec![holder(HolderKind::LetGo)], certificate: true, asked: Vec::new() };
    let mut engine = engine();
    take(&mut engine, &mut account, Event::Begin);
    let status = engine.status();
    assert!(status.stuck.is_empty() && !status.at_rest, "{:?}", status.stuck);
    let [wait] = status.waits.as_slice() else { panic!("{:?}", status.waits) };
    assert_eq!((wait.kind, wait.op.code().as_str(), wait.world), (WaitKind::Release, "delete-certificate", false));
}
