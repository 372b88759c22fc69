//! Who denies, by the end of AWS's sentence (IAM User Guide, "Troubleshoot access denied error messages"). Only where no policy of the
//! user's allows it does the policy that Landfall prints help.

use crate::engine::fault::{Code, Remedy};

/// Kinds of policy as the sentences name them, the strongest first, and what a denial by one means.
const KINDS: [(&str, Code, Remedy); 6] = [
    ("service control policy", Code::DeniedByOrganization, Remedy::AskOrganization),
    ("resource control policy", Code::DeniedByOrganization, Remedy::AskOrganization),
    ("permissions boundary", Code::DeniedByBoundary, Remedy::AskAdministrator),
    ("session policy", Code::DeniedBySession, Remedy::AskAdministrator),
    ("vpc endpoint policy", Code::DeniedByPolicy, Remedy::AskAdministrator),
    ("explicit deny", Code::DeniedByPolicy, Remedy::AskAdministrator),
];

/// What a denial with this sentence means, and what helps.
pub(super) fn denied(message: &str) -> (Code, Remedy) {
    let low = message.to_ascii_lowercase();
    // Before the reason stand names that somebody chose.
    let reason = [" because no ", " with an explicit deny"].iter().filter_map(|start| low.rfind(start)).max();
    let reason = reason.and_then(|at| low.get(at..)).unwrap_or_default();
    let kind = KINDS.iter().find(|(kind, ..)| reason.contains(kind));
    kind.map_or((Code::AccessDenied, Remedy::AttachPolicy), |(_, code, remedy)| (*code, *remedy))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_the_sentence_says_who_denies() {
        let who = "User: arn:aws:iam::123456789012:user/explicit-deny is not authorized to perform: route53:CreateHostedZone";
        let organization = (Code::DeniedByOrganization, Remedy::AskOrganization);
        let asks = |code| (code, Remedy::AskAdministrator);
        let ours = (Code::AccessDenied, Remedy::AttachPolicy);
        let table = [
            ("", ours),
            (" on resource: * because no identity-based policy allows the route53:CreateHostedZone action", ours),
            (" because no resource-based policy allows the route53:CreateHostedZone action", ours),
            (" with an explicit deny in an identity-based policy", asks(Code::DeniedByPolicy)),
            (" with an explicit deny in a resource-based policy", asks(Code::DeniedByPolicy)),
            (" with an explicit deny", asks(Code::DeniedByPolicy)),
            (" because no permissions boundary allows the route53:CreateHostedZone action", asks(Code::DeniedByBoundary)),
            (" with an explicit deny in a permissions boundary", asks(Code::DeniedByBoundary)),
            (" because no session policy allows the route53:CreateHostedZone action", asks(Code::DeniedBySession)),
            (" with an explicit deny in a session policy", asks(Code::DeniedBySession)),
            (" because no VPC endpoint policy allows the route53:CreateHostedZone action", asks(Code::DeniedByPolicy)),
            (" because no service control policy allows the route53:CreateHostedZone action", organization),
            (" with an explicit deny in a service control policy", organization),
            (
                " with an explicit deny in a service control policy: arn:aws:organizations::1:policy/o-1/service_control_policy/p-1",
                organization,
            ),
            (" with an explicit deny in a resource control policy", organization),
            (". Ask about the service control policy of your company", ours),
        ];
        for (end, meaning) in table {
            assert_eq!(denied(&format!("{who}{end}")), meaning, "{end}");
        }
    }
}
