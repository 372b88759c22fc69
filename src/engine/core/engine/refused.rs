//! A teardown in an account that does not show everything: it goes on by what the journal knows, and does not call that the end.

use super::*;
use crate::engine::fault::{Code, Remedy};
use crate::engine::fixture::{NOW, options, site};
use crate::engine::goal::Scope;
use crate::engine::op::cloud::{Among, Balancer, BalancerState};
use crate::engine::op::{CloudFact, OpCode};
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::state::Pending;
use crate::engine::status::RunStatus;

const SCOPE: Scope = Scope { with_server: false, abandon_delegation: false };

/// An account with a balancer in it, and what it was asked.
struct Account {
    /// Looks that it refuses, each so many times.
    refuses: Vec<(OpCode, usize)>,
    balancer: bool,
    asked: Vec<Op>,
}

impl Account {
    fn refusing(refuses: &[(OpCode, usize)]) -> Self {
        Self { refuses: refuses.to_vec(), balancer: true, asked: Vec::new() }
    }

    fn answer(&mut self, op: &Op) -> Result<Fact, Fault> {
        self.asked.push(op.clone());
        if let Some((_, left)) = self.refuses.iter_mut().find(|(code, left)| *code == op.code() && *left > 0) {
            *left -= 1;
            return Err(Fault::person(Code::AccessDenied, Remedy::AttachPolicy, op.code().as_str()));
        }
        let Op::Cloud(op) = op else { panic!("{op:?}") };
        Ok(Fact::Cloud(match op {
            CloudOp::LookIdentity => CloudFact::Identity { account: "123456789012".into(), arn: "arn:user".into(), ahead: Some(0) },
            CloudOp::LookInstances { .. } => CloudFact::Instances(vec![]),
            CloudOp::LookZones { .. } => CloudFact::Zones(vec![]),
            CloudOp::LookCertificates { .. } => CloudFact::Certificates(vec![]),
            CloudOp::LookBalancers => CloudFact::Balancers(self.balancer.then(balancer).into_iter().collect()),
            CloudOp::LookTargetGroups => CloudFact::TargetGroups(vec![]),
            CloudOp::LookGroups { .. } => CloudFact::Groups(vec![]),
            CloudOp::LookHolders { .. } => CloudFact::Holders(vec![]),
            CloudOp::LookVolumes { .. } => CloudFact::Volumes(vec![]),
            CloudOp::LookAddresses { .. } => CloudFact::Addresses(vec![]),
            CloudOp::LookSnapshots { .. } => CloudFact::Snapshots(vec![]),
            CloudOp::DeleteBalancer { .. } => {
                self.balancer = false;
                return Ok(Fact::Unmade(Slot::Balancer));
            }
            CloudOp::DeleteCertificate { .. } => return Ok(Fact::Unmade(Slot::Certificate)),
            other => panic!("{other:?}"),
        }))
    }

    fn codes(&self, pick: impl Fn(&Op) -> bool) -> Vec<&'static str> {
        self.asked.iter().filter(|op| pick(op)).map(|op| op.code().as_str()).collect()
    }
}

fn balancer() -> Balancer {
    Balancer {
        arn: "arn:b".into(),
        name: "heestagram-LB".into(),
        dns_name: "b.elb.test".parse().unwrap(),
        dns_zone: "ZELB".into(),
        state: BalancerState::Active,
        zones: vec![],
        vpc: None,
        listeners: vec![],
        tagged: true,
    }
}

/// A balancer and a certificate stand, and the person has said yes.
fn ledger() -> Ledger {
    let Balancer { arn, dns_name, dns_zone, zones, .. } = balancer();
    let all = [Resource::Balancer { arn, dns_name, dns_zone, zones }, Resource::Certificate { arn: "arn:c".into(), adopted: false }];
    Ledger {
        resources: all.into_iter().map(|resource| (resource.slot(), resource)).collect(),
        account: Some("123456789012".into()),
        answers: vec![Answer::TearDown(SCOPE)],
        ..Ledger::default()
    }
}

/// The teardown, until it rests.
fn torn_down(account: &mut Account, ledger: Ledger) -> (RunStatus, Engine) {
    let mut site = site();
    (site.server.manage, site.server.public_address) = (false, Some([198, 51, 100, 11].into()));
    let mut engine = Engine::new(site, options(Goal::TearDown(SCOPE)), ledger);
    let mut events = VecDeque::from([Event::Begin]);
    while let Some(event) = events.pop_front() {
        for effect in engine.handle(NOW, event) {
            match effect {
                Effect::Append(seq, _) => events.push_back(Event::Saved(seq)),
                Effect::Start { id, op, .. } => events.push_back(Event::Ended(id, account.answer(&op))),
                Effect::Abort(_) | Effect::WakeAt(_) => {}
            }
        }
    }
    (engine.status(), engine)
}

#[test]
fn what_the_journal_knows_goes_although_a_look_is_refused_and_the_end_says_what_was_not_looked_for() {
    let mut account = Account::refusing(&[(OpCode::LookCertificates, usize::MAX), (OpCode::LookZones, usize::MAX)]);
    let (status, engine) = torn_down(&mut account, ledger());
    assert_eq!(account.codes(Op::is_write), ["delete-balancer", "delete-certificate"]);
    let ledger = &engine.world().ledger;
    assert!(ledger.resources.is_empty() && !ledger.closed && !status.done && status.at_rest, "{status:?}");
    let refused: Vec<&str> = status.stuck.iter().map(|stuck| stuck.fault.detail.as_str()).collect();
    assert!(refused.contains(&"look-certificates") && refused.contains(&"look-zones"), "{refused:?}");
    let unread: Vec<&str> = crate::engine::queries::unread::looks(engine.world()).iter().map(|(op, _)| op.code().as_str()).collect();
    assert_eq!(unread, ["look-certificates", "look-zones"]);
    assert_eq!(account.codes(|op| op.code() == OpCode::LookCertificates).len(), 2, "asked once more at the end");
}

#[test]
fn a_teardown_that_was_not_all_shown_is_ended_by_the_next_one_that_is() {
    let hidden = [(OpCode::LookCertificates, usize::MAX)];
    let (_, first) = torn_down(&mut Account::refusing(&hidden), ledger());
    let left = first.world().ledger.clone();
    for (refuses, ends) in [(&hidden[..], false), (&[], true)] {
        let mut account = Account { balancer: false, ..Account::refusing(refuses) };
        let (status, engine) = torn_down(&mut account, left.clone());
        assert_eq!((status.done, engine.world().ledger.closed, status.at_rest), (ends, ends, true), "{status:?}");
        assert!(status.asks.is_empty() && account.codes(Op::is_write).is_empty(), "{status:?}");
        assert_eq!(status.stuck.is_empty(), ends, "{status:?}");
    }
}

#[test]
fn what_is_shown_at_the_end_ends_it() {
    let mut account = Account::refusing(&[(OpCode::LookCertificates, 1)]);
    let (status, engine) = torn_down(&mut account, ledger());
    assert!(status.done && engine.world().ledger.closed && status.stuck.is_empty(), "{status:?}");
}

#[test]
fn whose_account_it_is_must_be_known_before_anything_goes() {
    let mut account = Account::refusing(&[(OpCode::LookIdentity, usize::MAX)]);
    let (status, engine) = torn_down(&mut account, ledger());
    assert!(account.codes(Op::is_write).is_empty() && !status.done && status.at_rest, "{:?}", account.asked);
    assert_eq!(engine.world().ledger.resources.len(), 2);
}

#[test]
fn a_request_that_never_ended_is_not_forgotten_while_certificates_are_not_shown() {
    let pending = |mut ledger: Ledger| {
        let site = site();
        let op = Op::Cloud(CloudOp::EnsureCertificate { spec: site.certificate_spec(), domain: site.domain });
        ledger.pending.insert(OpId(1), Pending { op, token: Token("t".into()) });
        ledger.resources.remove(&Slot::Certificate);
        ledger
    };
    let mut account = Account::refusing(&[(OpCode::LookCertificates, usize::MAX)]);
    assert_eq!(torn_down(&mut account, pending(ledger())).1.world().ledger.pending.len(), 1);
    let mut account = Account::refusing(&[]);
    assert!(torn_down(&mut account, pending(ledger())).1.world().ledger.pending.is_empty());
}

#[test]
fn a_journal_that_was_there_from_the_start_searches_the_domain_and_another_the_whole_account() {
    let among = |ledger: Ledger| {
        let mut account = Account::refusing(&[]);
        torn_down(&mut account, ledger);
        let looks = account.asked.into_iter().filter_map(|op| match op {
            Op::Cloud(CloudOp::LookCertificates { among }) => Some(among),
            _ => None,
        });
        looks.collect::<Vec<_>>()
    };
    let domain = Among::Domain(site().domain);
    assert_eq!(among(ledger()), [domain.clone(), domain]);
    let agreed = Ledger { answers: vec![Answer::TearDown(SCOPE)], ..Ledger::default() };
    assert!(among(agreed).iter().all(|among| *among == Among::Everything));
    assert_eq!(among(Ledger { behind: true, ..ledger() }), [Among::Everything, Among::Everything]);
}
