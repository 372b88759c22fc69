//! `assets/policy.json` is what the ops need, and allows exactly what the code calls: the calls are read from the source text itself.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use super::allowance::{Scope, policy};
use super::partition::Partition;
use super::permissions::{Action, actions};
use crate::engine::op::OpCode;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/policy.json");

/// Actions that AWS asks for besides the call itself, and why.
const IMPLIED: [&str; 10] = [
    "acm:AddTagsToCertificate", // tags in RequestCertificate
    "ec2:CreateTags",           // TagSpecifications
    // Read by CreateLoadBalancer in the caller's name, as AWS's own policies for its callers have it.
    "ec2:DescribeAccountAttributes",
    "ec2:DescribeAddresses",
    "ec2:DescribeAvailabilityZones",
    "ec2:DescribeInternetGateways",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeVpcs",             // CreateHostedZone's documentation wants it
    "elasticloadbalancing:AddTags", // tags in the Create calls
    "iam:CreateServiceLinkedRole",  // the first balancer of an account
];
/// Needs no permission.
const FREE: &str = "sts:GetCallerIdentity";

/// The field of `Aws` and the policy's name of the service.
const SERVICES: [(&str, &str); 8] = [
    ("acm", "acm"),
    ("ec2", "ec2"),
    ("elb", "elasticloadbalancing"),
    ("freetier", "freetier"),
    ("route53", "route53"),
    ("sts", "sts"),
    ("first.ec2", "ec2"),
    ("first.sts", "sts"),
];

/// Files of this room that call nothing of AWS's: the policy itself, and tests.
const NOT_READ: [&str; 9] = [
    "policy.rs",
    "permissions.rs",
    "allowance.rs",
    "canned.rs",
    "causes.rs",
    "twice_tests.rs",
    "wire.rs",
    "faults_tests.rs",
    "refusals_tests.rs",
];

fn sources() -> Vec<String> {
    let room = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cloud");
    let files = std::fs::read_dir(room).unwrap().map(|f| f.unwrap().path());
    files
        .filter(|p| p.extension().is_some_and(|e| e == "rs") && p.file_name().is_some_and(|n| NOT_READ.iter().all(|of| n != *of)))
        .map(|p| std::fs::read_to_string(p).unwrap())
        .collect()
}

/// `describe_ssl_policies` as AWS writes it.
fn action(service: &str, method: &str) -> String {
    let word = |w: &str| {
        let (first, rest) = w.split_at(1);
        if matches!(w, "ssl" | "dnssec") { w.to_uppercase() } else { first.to_uppercase() + rest }
    };
    format!("{service}:{}", method.split('_').map(word).collect::<String>())
}

fn calls(source: &str) -> BTreeSet<String> {
    let packed: String = source.chars().filter(|c| !c.is_whitespace()).collect();
    let of = |(field, service): &(&str, &str)| {
        let calls: Vec<String> =
            packed.split(&format!("self.{field}.")).skip(1).map(|rest| action(service, rest.split('(').next().unwrap())).collect();
        calls
    };
    SERVICES.iter().flat_map(of).collect()
}

fn allowed(policy: &str) -> BTreeSet<String> {
    let policy: Value = serde_json::from_str(policy).unwrap();
    let one_or_many = |v: &Value| v.as_array().cloned().unwrap_or_else(|| vec![v.clone()]);
    let statements = policy["Statement"].as_array().unwrap();
    let actions = statements.iter().flat_map(|s| one_or_many(&s["Action"]));
    actions.map(|a| a.as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_policy_allows_what_is_called_and_nothing_else() {
    let mut needed: BTreeSet<String> = sources().iter().flat_map(|s| calls(s)).collect();
    assert!(needed.contains("elasticloadbalancing:DescribeSSLPolicies"), "the reading of the source is broken: {needed:?}");
    assert!(needed.remove(FREE));
    needed.extend(IMPLIED.map(str::to_owned));
    assert_eq!(allowed(&policy(Scope::WithServer, Partition::Usual)), needed);
}

/// Whoever does not ask for it does not allow that a server is stopped or terminated.
#[test]
fn only_who_asks_for_it_may_stop_or_terminate_the_server() {
    let [usual, whole] = [Scope::Guide, Scope::WithServer].map(|scope| allowed(&policy(scope, Partition::Usual)));
    let more: Vec<&String> = whole.difference(&usual).collect();
    let expected = [
        "ec2:DeleteVolume",
        "ec2:DescribeInstanceAttribute",
        "ec2:ReleaseAddress",
        "ec2:StartInstances",
        "ec2:StopInstances",
        "ec2:TerminateInstances",
    ];
    assert_eq!(more, expected);
    assert!(usual.is_subset(&whole));
}

#[test]
fn what_only_looks_allows_no_change() {
    let reads = allowed(&policy(Scope::ReadOnly, Partition::Usual));
    let changes = |action: &&String| !["Describe", "Get", "List"].iter().any(|verb| action.contains(&format!(":{verb}")));
    assert_eq!(reads.iter().filter(changes).collect::<Vec<_>>(), Vec::<&String>::new());
    let looks = OpCode::ALL.iter().filter(|op| op.as_str().starts_with("look-") && **op != OpCode::LookRights).flat_map(|op| actions(*op));
    assert!(looks.map(ToString::to_string).all(|action| reads.contains(&action)));
}

/// Without whitespace (which IAM does not count) it is for a managed policy, and no inline one of a user.
#[test]
fn it_fits_a_managed_policy_in_every_partition() {
    for scope in [Scope::ReadOnly, Scope::Guide, Scope::WithServer] {
        for partition in Partition::ALL {
            let text = policy(scope, *partition);
            let counted = text.chars().filter(|c| !c.is_whitespace()).count();
            assert!(counted <= 6_144, "{scope:?} {partition}: {counted}");
            assert!(text.chars().all(|c| c <= '\u{ff}'), "{scope:?} {partition}");
            assert!(scope == Scope::ReadOnly || counted > 2_048, "{scope:?}: an inline policy would do: the remedy says it does not");
        }
    }
}

#[test]
fn resources_are_those_of_the_partition() {
    for partition in Partition::ALL {
        let text = policy(Scope::WithServer, *partition);
        let arns: Vec<&str> = text.split('"').filter(|word| word.starts_with("arn:")).collect();
        assert!(arns.len() > 5 && arns.iter().all(|arn| arn.starts_with(&format!("arn:{partition}:"))), "{arns:?}");
    }
}

fn usual() -> String {
    policy(Scope::Guide, Partition::Usual)
}

/// `LANDFALL_POLICY=write` writes the file anew.
#[test]
fn the_file_is_what_the_ops_need() {
    if std::env::var("LANDFALL_POLICY").is_ok_and(|value| value == "write") {
        std::fs::write(FILE, usual()).unwrap();
    }
    assert_eq!(std::fs::read_to_string(FILE).unwrap(), usual());
}

#[test]
fn every_action_is_needed_by_an_op() {
    let idle: Vec<_> = Action::ALL.iter().filter(|action| !OpCode::ALL.iter().any(|op| actions(*op).contains(action))).collect();
    assert!(idle.is_empty(), "{idle:?}");
}

/// What the functions of these sources call of AWS, and which others of them they call, by name.
fn functions(sources: &[String]) -> BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)> {
    let mut all: BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)> = BTreeMap::new();
    let name = |text: &str| text.chars().take_while(|c| *c == '_' || c.is_alphanumeric()).collect::<String>();
    for body in sources.iter().flat_map(|source| source.split("#[cfg(test)]\nmod tests").next().unwrap().split("fn ").skip(1)) {
        let packed: String = body.chars().filter(|c| !c.is_whitespace()).collect();
        let called =
            |at: usize| packed.get(..at).unwrap().chars().rev().take_while(|c| *c == '_' || c.is_alphanumeric()).collect::<String>();
        let others = packed.match_indices('(').map(|(at, _)| called(at).chars().rev().collect());
        let entry = all.entry(name(body)).or_default();
        entry.0.extend(calls(body));
        entry.1.extend(others);
    }
    all
}

/// What the function calls of AWS, itself and through others.
fn reached(name: &str, all: &BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)>, seen: &mut BTreeSet<String>) -> BTreeSet<String> {
    let Some((own, others)) = all.get(name).filter(|_| seen.insert(name.to_owned())) else { return BTreeSet::new() };
    let through = others.iter().flat_map(|other| reached(other, all, seen)).collect::<Vec<_>>();
    own.iter().cloned().chain(through).collect()
}

/// The ops' codes that the dispatch sends to this variant.
fn codes(variant: &str) -> Vec<OpCode> {
    use OpCode::{DeleteValidation, EnterOwnGroup, KeepOwnGroup, RestoreAddress, UpsertAddress, UpsertAlias, UpsertValidation};
    match variant {
        "EnterOwnGroup" => vec![EnterOwnGroup, KeepOwnGroup],
        "UpsertRecord" => vec![UpsertAddress, UpsertAlias, UpsertValidation],
        "RestoreRecord" => vec![DeleteValidation, RestoreAddress],
        _ => {
            let is_it = |op: &&OpCode| ["", "Https", "Http"].iter().any(|door| format!("{op:?}") == format!("{variant}{door}"));
            OpCode::ALL.iter().filter(is_it).copied().collect()
        }
    }
}

#[test]
fn each_op_needs_what_it_calls() {
    let (sources, dispatch) = (sources(), include_str!("mod.rs"));
    let all = functions(&sources);
    let arms =
        dispatch.split("CloudOp::").skip(1).filter_map(|arm| arm.split_once("=>")?.1.split_once("self.").map(|(_, rest)| (arm, rest)));
    let (mut met, mut wrong) = (0, Vec::new());
    for (variant, rest) in arms {
        let (variant, function) = (variant.split([' ', '{']).next().unwrap(), rest.split('(').next().unwrap());
        let mut called = reached(function, &all, &mut BTreeSet::new());
        if variant == "LookIdentity" {
            // What the dispatch asks besides, whichever op is refused.
            called.extend(reached("true_cause", &all, &mut BTreeSet::new()));
        }
        called.remove(FREE);
        for op in codes(variant) {
            met += 1;
            // What AWS reads in the caller's name is no call of this op's, where it is not one of its own.
            let is_called = |a: &String| !IMPLIED.contains(&a.as_str()) || called.contains(a);
            let needed: BTreeSet<String> = actions(op).iter().map(ToString::to_string).filter(is_called).collect();
            if needed != called {
                wrong.push((op, needed, called.clone()));
            }
        }
    }
    assert_eq!(wrong, [], "op, what it is said to need, what it calls");
    assert_eq!(met, 69, "ops of AWS");
}
