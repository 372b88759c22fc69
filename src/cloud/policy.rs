//! `assets/policy.json` allows exactly what the code calls: the calls are read from the source text itself.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

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
const SERVICES: [(&str, &str); 5] =
    [("acm", "acm"), ("ec2", "ec2"), ("elb", "elasticloadbalancing"), ("route53", "route53"), ("sts", "sts")];

fn sources() -> Vec<String> {
    let room = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cloud");
    let files = std::fs::read_dir(room).unwrap().map(|f| f.unwrap().path());
    files
        .filter(|p| p.extension().is_some_and(|e| e == "rs") && p.file_name().is_some_and(|n| n != "policy.rs"))
        .map(|p| std::fs::read_to_string(p).unwrap())
        .collect()
}

/// `describe_ssl_policies` as AWS writes it.
fn action(service: &str, method: &str) -> String {
    let word = |w: &str| {
        let (first, rest) = w.split_at(1);
        if w == "ssl" { "SSL".to_owned() } else { first.to_uppercase() + rest }
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

fn allowed() -> BTreeSet<String> {
    let policy: Value = serde_json::from_str(include_str!("../../assets/policy.json")).unwrap();
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
    assert_eq!(allowed(), needed);
}

#[test]
fn terminating_the_server_stands_alone() {
    let policy: Value = serde_json::from_str(include_str!("../../assets/policy.json")).unwrap();
    let statements = policy["Statement"].as_array().unwrap();
    let naming: Vec<&Value> = statements.iter().filter(|s| s["Action"].to_string().contains("TerminateInstances")).collect();
    assert_eq!(naming.len(), 1);
    assert_eq!(naming[0]["Action"], "ec2:TerminateInstances");
}
