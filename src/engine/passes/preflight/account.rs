//! What is told of the account: who is signed in and where, its plan, what it is allowed, and how much of it.

use std::time::Duration;

use crate::engine::cost::{Bill, PriceTable};
use crate::engine::directive::Directive;
use crate::engine::fault::{Code, Disposition, Fault, Remedy};
use crate::engine::ids::{GroupId, VpcId};
use crate::engine::op::cloud::{AccountPlan, CloudFact, CloudOp, PlanKind, PlanStatus, Rights};
use crate::engine::op::net::Why;
use crate::engine::op::{Fact, Op};
use crate::engine::passes::reconcile;
use crate::engine::preflight::CheckCode;
use crate::engine::queries::server;
use crate::engine::slot::{Scheme, Slot};
use crate::engine::state::World;
use crate::engine::step_id::StepId;
use crate::engine::steps::{CheckResult, PreflightCheck, Step};

const IDENTITY: Op = Op::Cloud(CloudOp::LookIdentity);

/// A clock that is set by the network is never so many seconds off. From five minutes on AWS refuses what is signed by it (AWS General
/// Reference, "Signature Version 4"); then the adapter signs once more, by AWS's own time, so that it stops nothing.
const TOLD_FROM: u64 = 60;

/// A free plan that ends sooner than this is told.
const SOON: Duration = Duration::from_secs(30 * 86_400);

pub(super) fn checks(guide: &[&dyn Step], w: &World) -> Vec<PreflightCheck> {
    if !w.needs_aws(w.until()) {
        return Vec::new();
    }
    let step = to_do(guide, w).next().map_or(w.until(), |step| step.id());
    let mut all = vec![signed_in(w, step), clock(w, step), region(w, step)];
    // The first step that bills, or makes something in AWS at all.
    if let Some(first) = to_do(guide, w).map(|step| step.id()).find(|step| *step > StepId::Service) {
        all.push(plan(guide, w, first));
        all.push(untried(CheckCode::OtherRights, first));
    }
    let wants = |step: StepId| to_do(guide, w).any(|open| open.id() == step);
    if wants(StepId::Balancer) {
        all.extend(group_rights(w));
        all.extend((!w.holds(&Slot::Balancer)).then(|| balancer_quota(w)));
    }
    if let Some(first) = [StepId::Certificate, StepId::Balancer].into_iter().find(|step| wants(*step)) {
        all.push(untried(CheckCode::OtherQuotas, first));
    }
    all
}

/// The steps that make something which does not stand yet.
fn to_do<'a>(guide: &'a [&'a dyn Step], w: &'a World) -> impl Iterator<Item = &'a &'a dyn Step> {
    let stands = |slot: &Slot| w.ledger.resources.keys().any(|held| held.kind() == slot.kind() && held.server() == slot.server());
    let until = w.until();
    guide.iter().filter(move |step| step.id() <= until && step.parts(w).iter().any(|part| !stands(&part.slot)))
}

/// Nothing tells it but the attempt: AWS has no dry run for it, and no look.
fn untried(code: CheckCode, step: StepId) -> PreflightCheck {
    PreflightCheck { code, step, evidence: String::new(), reads: Vec::new(), result: CheckResult::Unknown(Why::NotKnownUntilTried) }
}

fn signed_in(w: &World, step: StepId) -> PreflightCheck {
    let (evidence, result) = match (w.observed.identity(), w.observed.failure(&IDENTITY)) {
        (Some((account, arn)), _) => (told(w, account, arn), other_account(w).map_or(CheckResult::Pass, CheckResult::Fail)),
        // The clock and the region have checks of their own.
        (None, Some(Fault { code: Code::ClockWrong | Code::RegionNotEnabled | Code::NoSuchRegion, .. })) => {
            (profile(w), CheckResult::Unknown(Why::Broken))
        }
        // Whatever else keeps us from signing in stops every step.
        (None, Some(fault)) if fault.disposition != Disposition::Transient => (profile(w), CheckResult::Fail(fault.clone())),
        (None, _) => (profile(w), PreflightCheck::unseen(w, &IDENTITY)),
    };
    PreflightCheck { code: CheckCode::SignedIn, step, evidence, reads: vec![IDENTITY], result }
}

/// `123456789012  user/somebody  profile heestagram`.
fn told(w: &World, account: &str, arn: &str) -> String {
    let who = arn.rsplit_once(':').map_or(arn, |(_, who)| who);
    format!("{account} {who} {}", profile(w)).trim_end().to_owned()
}

fn profile(w: &World) -> String {
    w.site.profile.as_ref().map(|profile| format!("--profile {profile}")).unwrap_or_default()
}

fn other_account(w: &World) -> Option<Fault> {
    match reconcile::account(w)? {
        Directive::Fail(fault) => Some(fault),
        _ => None,
    }
}

/// The time of AWS's answer to who we are.
fn clock(w: &World, step: StepId) -> PreflightCheck {
    let (evidence, result) = match (w.observed.clock_ahead(), w.observed.failure(&IDENTITY)) {
        (Some(ahead), _) => {
            let told = format!("{ahead:+} s");
            let drifts = || Fault::person(Code::ClockDrifts, Remedy::SetClock, &told);
            let result = match ahead.unsigned_abs() {
                off if off >= TOLD_FROM => CheckResult::Warn(drifts()),
                _ => CheckResult::Pass,
            };
            (told, result)
        }
        (None, Some(fault)) if fault.code == Code::ClockWrong => (String::new(), CheckResult::Fail(fault.clone())),
        // It answered, and without a time.
        (None, _) if w.observed.identity().is_some() => (String::new(), CheckResult::Unknown(Why::NotOffered)),
        (None, _) => (String::new(), PreflightCheck::unseen(w, &IDENTITY)),
    };
    PreflightCheck { code: CheckCode::Clock, step, evidence, reads: vec![IDENTITY], result }
}

/// EC2 answers in a region only where the account has it.
fn region(w: &World, step: StepId) -> PreflightCheck {
    let look = server::instances_look(w);
    let closed = |fault: &&Fault| matches!(fault.code, Code::RegionNotEnabled | Code::NoSuchRegion);
    let result = match [&look, &IDENTITY].into_iter().filter_map(|op| w.observed.failure(op)).find(closed) {
        Some(fault) => CheckResult::Fail(fault.clone()),
        None if w.observed.look(&look).is_some() => CheckResult::Pass,
        None => PreflightCheck::unseen(w, &look),
    };
    PreflightCheck { code: CheckCode::Region, step, evidence: w.site.region.to_string(), reads: vec![look], result }
}

fn plan(guide: &[&dyn Step], w: &World, step: StepId) -> PreflightCheck {
    let look = Op::Cloud(CloudOp::LookAccountPlan);
    let (evidence, result) = match w.observed.look(&look).map(|seen| &seen.fact) {
        Some(Fact::Cloud(CloudFact::AccountPlan(Some(plan)))) => (plan_told(plan), judged(guide, w, plan)),
        Some(Fact::Cloud(CloudFact::AccountPlan(None))) => (String::new(), CheckResult::Unknown(Why::NotOffered)),
        _ => (String::new(), PreflightCheck::unseen(w, &look)),
    };
    PreflightCheck { code: CheckCode::Plan, step, evidence, reads: vec![look], result }
}

/// `free 2027-05-29 83.12 USD`.
fn plan_told(plan: &AccountPlan) -> String {
    let credits = plan.credits.as_ref().map(|credits| format!("{:.2} {}", dollars(credits.cents), credits.unit));
    [Some(plan.kind.to_string()), plan.ends.map(crate::engine::time::Timestamp::day), credits]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

#[expect(clippy::cast_precision_loss, reason = "an amount of money is far below 2^53 cents")]
fn dollars(cents: i64) -> f64 {
    cents as f64 / 100.0
}

/// A free plan ends on its day, or once its credits are spent, whichever is first. A paid one goes on.
fn judged(guide: &[&dyn Step], w: &World, plan: &AccountPlan) -> CheckResult {
    match plan.kind {
        PlanKind::Paid => return CheckResult::Pass,
        PlanKind::Unknown => return CheckResult::Unknown(Why::Refused),
        PlanKind::Free => {}
    }
    let ends = plan.status == PlanStatus::Expired || plan.ends.is_some_and(|ends| ends.0 - w.now.0 <= as_millis(SOON));
    let (credits, bill) = (plan.credits.as_ref().filter(|credits| credits.unit == "USD"), whole_bill(guide, w));
    let short = credits.is_some_and(|credits| dollars(credits.cents) < bill.a_month().unwrap_or_default());
    let warn = |code| CheckResult::Warn(Fault::person(code, Remedy::UpgradePlan, plan_told(plan)));
    match (ends, short) {
        (true, _) => warn(Code::FreePlanEnds),
        (false, true) => warn(Code::CreditsLow),
        // What they would have to last for is not known.
        (false, false) if credits.is_some() && bill.has_unknown() => CheckResult::Unknown(Why::PriceUnknown),
        (false, false) => CheckResult::Pass,
    }
}

fn as_millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}

/// What a month of the whole site costs besides its server.
fn whole_bill(guide: &[&dyn Step], w: &World) -> Bill {
    let items: Vec<_> = guide.iter().flat_map(|step| step.parts(w)).flat_map(|part| part.bill).collect();
    Bill::of(&items, None, PriceTable::built_in(), &w.site.region)
}

/// EC2 alone has dry runs, and only what makes something is tried so: a security group, and a rule in the server's own. Never what
/// deletes, revokes, stops or terminates.
fn group_rights(w: &World) -> Option<PreflightCheck> {
    let slots =
        [Slot::BalancerGroup, Slot::Entrance(Scheme::Https)].into_iter().chain(w.site.servers().map(|(id, _)| Slot::ServerRule(id)));
    if slots.into_iter().all(|slot| w.holds(&slot)) {
        return None;
    }
    let look = rights_look(w);
    let (reads, result) = match &look {
        None => (Vec::new(), CheckResult::Unknown(Why::Broken)),
        Some(look) => (vec![look.clone()], rights(w, look)),
    };
    let evidence = if result == CheckResult::Pass { "ec2:CreateSecurityGroup ec2:AuthorizeSecurityGroupIngress" } else { "" };
    Some(PreflightCheck { code: CheckCode::GroupRights, step: StepId::Balancer, evidence: evidence.to_owned(), reads, result })
}

/// Where the server is: there the group would be made, and in the server's own group the rule.
fn rights_look(w: &World) -> Option<Op> {
    let (id, _) = w.site.servers().next()?;
    let instance = server::instance(w, &id)?;
    let (vpc, group): (&VpcId, &GroupId) = (instance.vpc.as_ref()?, instance.groups.first()?);
    Some(Op::Cloud(CloudOp::LookRights { name: w.site.balancer_group_name(), vpc: vpc.clone(), group: group.clone() }))
}

fn rights(w: &World, look: &Op) -> CheckResult {
    match w.observed.look(look).map(|seen| &seen.fact) {
        Some(Fact::Cloud(CloudFact::Rights(Rights { make_group, add_rule }))) => {
            make_group.as_ref().or(add_rule.as_ref()).map_or(CheckResult::Pass, |fault| CheckResult::Fail(fault.clone()))
        }
        _ => PreflightCheck::unseen(w, look),
    }
}

fn balancer_quota(w: &World) -> PreflightCheck {
    let look = Op::Cloud(CloudOp::LookBalancerQuota);
    let (evidence, result) = match w.observed.look(&look).map(|seen| &seen.fact) {
        Some(Fact::Cloud(CloudFact::BalancerQuota { standing, most, name })) => {
            let told = format!("{standing} / {most}");
            let full = || CheckResult::Fail(Fault::person(Code::Quota, Remedy::AskForQuota, format!("{name}: {told}")));
            let result = if standing < most { CheckResult::Pass } else { full() };
            (told, result)
        }
        _ => (String::new(), PreflightCheck::unseen(w, &look)),
    };
    PreflightCheck { code: CheckCode::BalancerQuota, step: StepId::Balancer, evidence, reads: vec![look], result }
}
