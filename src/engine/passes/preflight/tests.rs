//! Tables: what the checks come to, in which order, and what they have looked at.

use super::*;
use crate::engine::fault::{Code, Disposition, Fault, Remedy};
use crate::engine::fixture::{NOW, instance, survey, world};
use crate::engine::op::cloud::{AccountPlan, CloudFact, CloudOp, Credits, PlanKind, PlanStatus, Rights};
use crate::engine::op::net::Why;
use crate::engine::op::{Fact, OpCode};
use crate::engine::preflight::{CheckCode, Found, Terminal};
use crate::engine::queries::server;
use crate::engine::time::Timestamp;
use crate::site::ServerId;

const IDENTITY: Op = Op::Cloud(CloudOp::LookIdentity);
const DAY: i64 = 86_400_000;

/// Signed in, with a clock that is so far ahead, and the server in sight.
fn signed_in(ahead: i64) -> World {
    let identity =
        CloudFact::Identity { account: "123456789012".into(), arn: "arn:aws:iam::123456789012:user/me".into(), ahead: Some(ahead) };
    let mut w = world().sees(IDENTITY, Fact::Cloud(identity)).sees_instance();
    w.options.goal = Goal::PREFLIGHT;
    w
}

fn found(w: &World, code: CheckCode) -> PreflightCheck {
    checks(w).into_iter().find(|check| check.code == code).unwrap_or_else(|| panic!("{code} is not checked"))
}

/// `pass`, or the result with its fault or why.
fn told(w: &World, code: CheckCode) -> String {
    match found(w, code).result {
        CheckResult::Pass => "pass".to_owned(),
        CheckResult::Unknown(why) => format!("unknown {why}"),
        CheckResult::Warn(fault) => format!("warn {}", fault.code),
        CheckResult::Fail(fault) => format!("fail {}", fault.code),
    }
}

fn fails(mut w: World, op: Op, fault: Fault) -> World {
    w.observed.fail(op, fault);
    w
}

#[test]
fn a_clock_is_told_from_a_minute_on_and_stops_nothing_while_aws_answers() {
    for (ahead, expected) in [
        (0, "pass"),
        (59, "pass"),
        (-59, "pass"),
        (60, "warn clock-drifts"),
        (-120, "warn clock-drifts"),
        (299, "warn clock-drifts"),
        (300, "warn clock-drifts"),
        (-3600, "warn clock-drifts"),
    ] {
        assert_eq!(told(&signed_in(ahead), CheckCode::Clock), expected, "{ahead}");
    }
    assert_eq!(found(&signed_in(-90), CheckCode::Clock).evidence, "-90 s");
    let silent = CloudFact::Identity { account: "1".into(), arn: "a".into(), ahead: None };
    assert_eq!(told(&world().sees(IDENTITY, Fact::Cloud(silent)), CheckCode::Clock), "unknown not-offered");
}

#[test]
fn who_is_not_signed_in_is_told_just_that() {
    let table = [
        (
            Fault::person(Code::NoCredentials, Remedy::SetUpCredentials, ""),
            "fail no-credentials",
            "unknown broken-before",
            "unknown broken-before",
        ),
        (Fault::person(Code::ClockWrong, Remedy::SetClock, ""), "unknown broken-before", "fail clock-wrong", "unknown broken-before"),
        (
            Fault::person(Code::RegionNotEnabled, Remedy::EnableRegion, ""),
            "unknown broken-before",
            "unknown broken-before",
            "fail region-not-enabled",
        ),
        (Fault::retry(Code::AwsUnreachable, ""), "unknown not-reached", "unknown not-reached", "unknown not-reached"),
    ];
    for (fault, who, clock, region) in table {
        let mut w = world();
        w.options.goal = Goal::PREFLIGHT;
        // The first looks leave side by side.
        let instances = server::instances_look(&w);
        let w = fails(fails(w, IDENTITY, fault.clone()), instances, fault.clone());
        let all = [CheckCode::SignedIn, CheckCode::Clock, CheckCode::Region].map(|code| told(&w, code));
        assert_eq!(all, [who, clock, region].map(str::to_owned), "{}", fault.code);
        assert_eq!(told(&w, CheckCode::Plan), "unknown broken-before");
        let told_there = fault.disposition != Disposition::Transient;
        let behind = if told_there { "unknown broken-before" } else { "unknown not-reached" };
        for code in [CheckCode::ServerRuns, CheckCode::Subnets, CheckCode::PublicAccess, CheckCode::PortEighty] {
            assert_eq!(told(&w, code), behind, "{code} {}", fault.code);
        }
        assert_eq!(told(&w, CheckCode::Names), "unknown broken-before");
        let wanted: Vec<Op> = missing(&w, &checks(&w));
        assert!(wanted.iter().all(|op| !matches!(op, Op::Cloud(_))), "asked in vain: {wanted:?}");
    }
}

#[test]
fn what_no_other_check_tells_is_a_look_that_failed() {
    let instances = server::instances_look(&world());
    let mut w = signed_in(0);
    w.observed.forget(|op| *op == instances);
    let seeing = |code, remedy| fails(w.clone(), instances.clone(), Fault::person(code, remedy, ""));
    let unfinished = seeing(Code::AccountUnfinished, Remedy::FinishSignUp);
    assert_eq!([CheckCode::SignedIn, CheckCode::ServerRuns].map(|code| told(&unfinished, code)), ["pass", "unknown refused"]);
    let closed = seeing(Code::RegionNotEnabled, Remedy::EnableRegion);
    assert_eq!(
        [CheckCode::Region, CheckCode::ServerRuns].map(|code| told(&closed, code)),
        ["fail region-not-enabled", "unknown broken-before"]
    );
}

#[test]
fn a_free_plan_warns_when_it_ends_soon_or_its_credits_do_and_never_stops() {
    let look = Op::Cloud(CloudOp::LookAccountPlan);
    let seen =
        |plan: Option<AccountPlan>| told(&signed_in(0).sees(look.clone(), Fact::Cloud(CloudFact::AccountPlan(plan))), CheckCode::Plan);
    let free = |days: i64, cents: i64| {
        let credits = Some(Credits { cents, unit: "USD".into() });
        Some(AccountPlan { kind: PlanKind::Free, status: PlanStatus::Active, ends: Some(Timestamp(NOW.0 + days * DAY)), credits })
    };
    assert_eq!(seen(free(31, 10_000)), "pass");
    assert_eq!(seen(free(30, 10_000)), "warn free-plan-ends");
    assert_eq!(seen(free(-1, 10_000)), "warn free-plan-ends");
    assert_eq!(seen(free(100, 2_000)), "warn credits-low", "less than a month of zone, balancer and two addresses");
    assert_eq!(seen(free(100, 3_000)), "pass");
    let ended = free(100, 10_000).map(|plan| AccountPlan { status: PlanStatus::Expired, ..plan });
    assert_eq!(seen(ended), "warn free-plan-ends");
    let paid = AccountPlan { kind: PlanKind::Paid, status: PlanStatus::NotStarted, ends: None, credits: None };
    assert_eq!(seen(Some(paid)), "pass");
    assert_eq!(seen(None), "unknown not-offered");
    let denied = Fault::person(Code::AccessDenied, Remedy::AttachPolicy, "");
    assert_eq!(told(&fails(signed_in(0), look, denied), CheckCode::Plan), "unknown not-allowed-to-look");
}

#[test]
fn a_full_quota_and_a_denied_right_stop_the_balancer_s_step() {
    let quota = |standing, most| {
        let name = "Service Quotas → Elastic Load Balancing (ELB) → Application Load Balancers per Region".to_owned();
        signed_in(0).sees(Op::Cloud(CloudOp::LookBalancerQuota), Fact::Cloud(CloudFact::BalancerQuota { standing, most, name }))
    };
    assert_eq!(told(&quota(49, 50), CheckCode::BalancerQuota), "pass");
    assert_eq!(told(&quota(50, 50), CheckCode::BalancerQuota), "fail quota");
    let full = found(&quota(50, 50), CheckCode::BalancerQuota);
    assert_eq!((full.step, full.evidence.as_str()), (StepId::Balancer, "50 / 50"));
    let named = "Service Quotas → Elastic Load Balancing (ELB) → Application Load Balancers per Region: 50 / 50";
    assert_eq!(full.result.fault().map(|fault| fault.detail.as_str()), Some(named), "as the console has it");
    let look = CloudOp::LookRights { name: "heestagram-LB-SG".into(), vpc: "vpc-1".into(), group: "sg-server".into() };
    let denied = || Some(Fault::person(Code::DeniedByOrganization, Remedy::AskOrganization, "p-1"));
    let rights =
        |make_group, add_rule| signed_in(0).sees(Op::Cloud(look.clone()), Fact::Cloud(CloudFact::Rights(Rights { make_group, add_rule })));
    assert_eq!(told(&rights(None, None), CheckCode::GroupRights), "pass");
    assert_eq!(told(&rights(denied(), None), CheckCode::GroupRights), "fail denied-by-organization");
    assert_eq!(told(&rights(None, denied()), CheckCode::GroupRights), "fail denied-by-organization");
    assert_eq!(told(&signed_in(0), CheckCode::OtherRights), "unknown not-known-until-tried");
}

#[test]
fn what_stands_is_not_asked_about() {
    let mut w = signed_in(0);
    w.options.goal = Goal::Preflight { until: StepId::Service };
    w.site.server.address = None;
    let codes: Vec<CheckCode> = checks(&w).iter().map(|check| check.code).collect();
    assert!(!codes.contains(&CheckCode::BalancerQuota) && !codes.contains(&CheckCode::Plan), "not up to there: {codes:?}");
    w.site.server.address = Some([198, 51, 100, 11].into());
    w.site.server.manage = true;
    assert!(checks(&w).iter().all(|check| check.code != CheckCode::SignedIn), "AWS is not needed for that");
}

#[test]
fn a_server_that_lets_nobody_in_is_told_with_what_keeps_us_out() {
    let w = signed_in(0);
    let look = server::survey(&w, &ServerId::MAIN).unwrap();
    let at = |fault: Fault| {
        let w = fails(signed_in(0), look.clone(), fault);
        [CheckCode::ServerReached, CheckCode::ServerTools, CheckCode::ServerChain].map(|code| told(&w, code))
    };
    let closed = at(Fault::person(Code::SshPortClosed, Remedy::OpenSshPort, "i-1  sg-1"));
    assert_eq!(closed, ["fail ssh-port-closed", "unknown broken-before", "unknown broken-before"]);
    let without_python = at(Fault::person(Code::NoPython, Remedy::InstallPython, ""));
    assert_eq!(without_python, ["pass", "fail no-python", "unknown broken-before"]);
    let met = signed_in(0).sees_survey(survey());
    assert_eq!(told(&met, CheckCode::ServerTools), "pass");
    assert_eq!(told(&met, CheckCode::ServerChain), "unknown not-yet");
    assert!(found(&met, CheckCode::ServerChain).reads.iter().any(|op| op.code() == OpCode::LookChain));
    let mut unmanaged = signed_in(0);
    unmanaged.site.server.manage = false;
    assert_eq!(told(&unmanaged, CheckCode::ServerReached), "unknown not-managed");
    assert!(checks(&unmanaged).iter().all(|check| check.code != CheckCode::ServerChain));
}

#[test]
fn a_server_that_stands_still_is_told_and_one_that_nobody_named_is_not_guessed() {
    use crate::engine::op::cloud::{Instance, InstanceState};
    let seeing = |all: Vec<Instance>, named: bool| {
        let mut w = signed_in(0);
        if !named {
            w.site.server.instance = None;
        }
        w.observed.forget(|op| matches!(op, Op::Cloud(CloudOp::LookInstances { .. })));
        let look = server::instances_look(&w);
        w.sees(look, Fact::Cloud(CloudFact::Instances(all)))
    };
    let stopped = Instance { state: InstanceState::Stopped, ..instance() };
    let other = Instance { id: "i-0fffffffffffffff0".parse().unwrap(), ..instance() };
    assert_eq!(told(&seeing(vec![instance()], true), CheckCode::ServerRuns), "pass");
    assert_eq!(told(&seeing(vec![stopped], true), CheckCode::ServerRuns), "fail instance-not-running");
    assert_eq!(told(&seeing(vec![other.clone()], true), CheckCode::ServerRuns), "fail no-instance");
    assert_eq!(told(&seeing(vec![], false), CheckCode::ServerRuns), "fail no-instance");
    assert_eq!(told(&seeing(vec![instance(), other], false), CheckCode::ServerRuns), "unknown not-chosen");
}

#[test]
fn what_stops_comes_first_and_what_is_good_last() {
    let full = CloudFact::BalancerQuota { standing: 2, most: 2, name: String::new() };
    let mut w = signed_in(90).sees(Op::Cloud(CloudOp::LookBalancerQuota), Fact::Cloud(full));
    let wrong = Fault::person(Code::KeyMissing, Remedy::CheckKeyPath, "/k.pem");
    w.machine.key_file = Some(Found { evidence: "/k.pem".into(), fault: Some(wrong) });
    w.machine.terminal = Some(Terminal::Of { columns: 79, rows: 24, utf8: true, colours: true });
    let ranks: Vec<u8> = checks(&w).iter().map(|check| rank(&check.result)).collect();
    assert!(ranks.is_sorted(), "{ranks:?}");
    let all = checks(&w);
    let first: Vec<CheckCode> = all.iter().take(4).map(|check| check.code).collect();
    assert_eq!(first, [CheckCode::KeyFile, CheckCode::BalancerQuota, CheckCode::Terminal, CheckCode::Clock]);
    assert_eq!(found(&w, CheckCode::SignedIn).evidence, "123456789012 user/me");
    w.machine.terminal = Some(Terminal::None);
    assert_eq!(found(&w, CheckCode::Terminal).result, CheckResult::Unknown(Why::NoneHere));
    assert!(!Why::NoneHere.leaves_open() && !Why::NotKnownUntilTried.leaves_open() && Why::NotReached.leaves_open());
}

#[test]
fn what_a_look_met_is_kept_with_the_check_that_it_left_open() {
    let look = server::instances_look(&world());
    let refused = Fault::ended(Code::AwsRefused, "Unavailable: the service is down");
    let identity = CloudFact::Identity { account: "1".into(), arn: "a".into(), ahead: Some(0) };
    let w = fails(world().sees(IDENTITY, Fact::Cloud(identity)), look.clone(), refused.clone());
    let region = found(&w, CheckCode::Region);
    assert_eq!((region.result.clone(), region.met(&w)), (CheckResult::Unknown(Why::Refused), Some(&refused)));
    // Whoever is not signed in is told that by the sign-in's own check.
    let nobody = || Fault::person(Code::NoCredentials, Remedy::SetUpCredentials, "");
    let signed_out = fails(fails(world(), IDENTITY, nobody()), look, nobody());
    assert_eq!(found(&signed_out, CheckCode::ServerRuns).met(&signed_out), None);
}

#[test]
fn a_key_that_is_wrong_is_told_once() {
    let w = signed_in(0);
    let look = server::survey(&w, &ServerId::MAIN).unwrap();
    let wrong = Fault::person(Code::KeyPermissions, Remedy::ChmodKey, "/k.pem");
    let mut w = fails(w, look, wrong.clone());
    assert_eq!(told(&w, CheckCode::ServerReached), "fail key-permissions");
    w.machine.key_file = Some(Found { evidence: "/k.pem".into(), fault: Some(wrong) });
    assert_eq!(
        (told(&w, CheckCode::KeyFile), told(&w, CheckCode::ServerReached)),
        ("fail key-permissions".into(), "unknown broken-before".into())
    );
}
