//! Quotas by the names that AWS's console of Service Quotas has for them (read there, in a list of 2026-11-30).

const ELB: &str = "Elastic Load Balancing (ELB)";
const BALANCERS: &str = "Application Load Balancers per Region";
const VPC: &str = "Amazon Virtual Private Cloud (Amazon VPC)";

/// AWS's code (as the table of refusals has it), and where the quota stands: the service and its quota.
const QUOTAS: [(&str, &str, &str); 13] = [
    ("TooManyLoadBalancers", ELB, BALANCERS),
    ("TooManyTargetGroups", ELB, "Target Groups per Region"),
    ("TooManyListeners", ELB, "Listeners per Application Load Balancer"),
    ("TooManyTargets", ELB, "Targets per Application Load Balancer"),
    ("TooManyRules", ELB, "Rules per Application Load Balancer"),
    ("TooManyUniqueTargetGroupsPerLoadBalancer", ELB, "Target Groups per Application Load Balancer"),
    ("TooManyRegistrationsForTargetId", ELB, "Number of times a target can be registered per Application Load Balancer"),
    ("SecurityGroupLimitExceeded", VPC, "VPC security groups per Region"),
    ("RulesPerSecurityGroupLimitExceeded", VPC, "Inbound or outbound rules per security group"),
    ("SecurityGroupsPerInterfaceLimitExceeded", VPC, "Security groups per network interface"),
    ("NetworkInterfaceLimitExceeded", VPC, "Network interfaces per Region"),
    ("TooManyHostedZones", "Amazon Route 53 (us-east-1)", "Hosted zones"),
    // ACM has this one code for several.
    (
        "LimitExceeded",
        "AWS Certificate Manager (ACM)",
        "ACM certificates / ACM certificates created in last 365 days / Domain names per ACM certificate",
    ),
];

/// Whether the code is that of a quota.
pub(super) fn is_quota(code: &str) -> bool {
    code.starts_with("TooMany") || code.contains("LimitExceeded")
}

/// The quota of this code as the console has it, as a line of evidence.
pub(super) fn quota(code: &str) -> Option<String> {
    let (_, service, name) = QUOTAS.iter().find(|(of, ..)| *of == code)?;
    Some(in_console(service, name))
}

/// The quota of load balancers, in the same words.
pub(super) fn of_balancers() -> String {
    in_console(ELB, BALANCERS)
}

fn in_console(service: &str, name: &str) -> String {
    format!("Service Quotas → {service} → {name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_named_quota_is_known_as_one() {
        for (code, ..) in QUOTAS {
            assert!(is_quota(code) && quota(code).is_some(), "{code}");
        }
        assert_eq!(quota("TooManyLoadBalancers"), Some(of_balancers()));
        assert!(is_quota("TooManyTags") && quota("TooManyTags").is_none());
        assert!(!is_quota("AccessDenied"));
    }
}
