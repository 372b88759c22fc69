//! What each op needs of IAM, and in which statement of a policy it is allowed.

use serde_json::{Value, json};

use crate::codes::codes;
use crate::engine::op::OpCode;

codes! {
    /// A permission, as IAM spells it.
    Action {
        AddTagsToCertificate = "acm:AddTagsToCertificate",
        DeleteCertificate = "acm:DeleteCertificate",
        DescribeCertificate = "acm:DescribeCertificate",
        ListCertificates = "acm:ListCertificates",
        ListTagsForCertificate = "acm:ListTagsForCertificate",
        RequestCertificate = "acm:RequestCertificate",
        ResendValidationEmail = "acm:ResendValidationEmail",
        AuthorizeSecurityGroupIngress = "ec2:AuthorizeSecurityGroupIngress",
        CreateSecurityGroup = "ec2:CreateSecurityGroup",
        CreateTags = "ec2:CreateTags",
        DeleteSecurityGroup = "ec2:DeleteSecurityGroup",
        DeleteVolume = "ec2:DeleteVolume",
        DescribeAccountAttributes = "ec2:DescribeAccountAttributes",
        DescribeAddresses = "ec2:DescribeAddresses",
        DescribeAvailabilityZones = "ec2:DescribeAvailabilityZones",
        DescribeInstanceAttribute = "ec2:DescribeInstanceAttribute",
        DescribeInstances = "ec2:DescribeInstances",
        DescribeInstanceStatus = "ec2:DescribeInstanceStatus",
        DescribeInternetGateways = "ec2:DescribeInternetGateways",
        DescribeNetworkInterfaces = "ec2:DescribeNetworkInterfaces",
        DescribeRegions = "ec2:DescribeRegions",
        DescribeRouteTables = "ec2:DescribeRouteTables",
        DescribeSecurityGroupRules = "ec2:DescribeSecurityGroupRules",
        DescribeSecurityGroups = "ec2:DescribeSecurityGroups",
        DescribeSnapshots = "ec2:DescribeSnapshots",
        DescribeSubnets = "ec2:DescribeSubnets",
        DescribeVolumes = "ec2:DescribeVolumes",
        DescribeVpcs = "ec2:DescribeVpcs",
        GetConsoleOutput = "ec2:GetConsoleOutput",
        ModifyNetworkInterfaceAttribute = "ec2:ModifyNetworkInterfaceAttribute",
        ReleaseAddress = "ec2:ReleaseAddress",
        RevokeSecurityGroupIngress = "ec2:RevokeSecurityGroupIngress",
        StartInstances = "ec2:StartInstances",
        StopInstances = "ec2:StopInstances",
        TerminateInstances = "ec2:TerminateInstances",
        AddTags = "elasticloadbalancing:AddTags",
        CreateListener = "elasticloadbalancing:CreateListener",
        CreateLoadBalancer = "elasticloadbalancing:CreateLoadBalancer",
        CreateRule = "elasticloadbalancing:CreateRule",
        CreateTargetGroup = "elasticloadbalancing:CreateTargetGroup",
        DeleteLoadBalancer = "elasticloadbalancing:DeleteLoadBalancer",
        DeleteListenerRule = "elasticloadbalancing:DeleteRule",
        DeleteTargetGroup = "elasticloadbalancing:DeleteTargetGroup",
        DescribeAccountLimits = "elasticloadbalancing:DescribeAccountLimits",
        DescribeListenerCertificates = "elasticloadbalancing:DescribeListenerCertificates",
        DescribeListeners = "elasticloadbalancing:DescribeListeners",
        DescribeLoadBalancers = "elasticloadbalancing:DescribeLoadBalancers",
        DescribeRules = "elasticloadbalancing:DescribeRules",
        DescribeSslPolicies = "elasticloadbalancing:DescribeSSLPolicies",
        DescribeTags = "elasticloadbalancing:DescribeTags",
        DescribeTargetGroups = "elasticloadbalancing:DescribeTargetGroups",
        DescribeTargetHealth = "elasticloadbalancing:DescribeTargetHealth",
        ModifyListener = "elasticloadbalancing:ModifyListener",
        ModifyRule = "elasticloadbalancing:ModifyRule",
        ModifyTargetGroup = "elasticloadbalancing:ModifyTargetGroup",
        RegisterTargets = "elasticloadbalancing:RegisterTargets",
        GetAccountPlanState = "freetier:GetAccountPlanState",
        CreateServiceLinkedRole = "iam:CreateServiceLinkedRole",
        ChangeResourceRecordSets = "route53:ChangeResourceRecordSets",
        ChangeTagsForResource = "route53:ChangeTagsForResource",
        CreateHostedZone = "route53:CreateHostedZone",
        DeleteHostedZone = "route53:DeleteHostedZone",
        GetChange = "route53:GetChange",
        GetDnssec = "route53:GetDNSSEC",
        GetHostedZone = "route53:GetHostedZone",
        ListHostedZones = "route53:ListHostedZones",
        ListHostedZonesByName = "route53:ListHostedZonesByName",
        ListResourceRecordSets = "route53:ListResourceRecordSets",
        ListTagsForResources = "route53:ListTagsForResources",
    }
}

/// What carrying out an op needs, its own looks and what AWS asks for besides the calls among it. What is asked of the server and of
/// the public internet needs nothing of AWS.
pub fn actions(op: OpCode) -> &'static [Action] {
    use Action::*;
    match op {
        // GetCallerIdentity is allowed to everybody. Whoever is refused is asked for the regions besides (`doubt.rs`).
        OpCode::LookIdentity => &[DescribeRegions],
        OpCode::LookInstances | OpCode::LookInstanceState => &[DescribeInstances],
        OpCode::LookVolumes => &[DescribeInstances, DescribeVolumes],
        OpCode::LookAddresses => &[DescribeAddresses],
        OpCode::LookSnapshots => &[DescribeSnapshots],
        OpCode::LookIdleGroups => &[DescribeNetworkInterfaces, DescribeSecurityGroups],
        OpCode::LookHostKeys => &[DescribeInstances, GetConsoleOutput],
        OpCode::LookAccountPlan => &[GetAccountPlanState],
        // Asked as dry runs: what the balancer's step needs.
        OpCode::LookRights => &[CreateSecurityGroup, AuthorizeSecurityGroupIngress, CreateTags],
        OpCode::LookBalancerQuota => &[DescribeAccountLimits, DescribeLoadBalancers],
        OpCode::LookReach => &[DescribeInstances, DescribeInstanceStatus, DescribeSecurityGroupRules],
        OpCode::LookHolders => &[
            DescribeCertificate,
            DescribeListenerCertificates,
            DescribeListeners,
            DescribeLoadBalancers,
            DescribeNetworkInterfaces,
            DescribeSecurityGroupRules,
            DescribeSecurityGroups,
            DescribeTargetGroups,
            GetDnssec,
            ListResourceRecordSets,
        ],
        OpCode::LookNetwork => &[DescribeAvailabilityZones, DescribeInternetGateways, DescribeRouteTables, DescribeSubnets, DescribeVpcs],
        OpCode::LookZones => &[GetHostedZone, ListHostedZones, ListHostedZonesByName, ListTagsForResources],
        OpCode::LookRecords => &[ListResourceRecordSets],
        OpCode::LookCertificates | OpCode::LookCovering => &[DescribeCertificate, ListCertificates, ListTagsForCertificate],
        // Rules only where a name leads on.
        OpCode::LookBalancers => &[DescribeListeners, DescribeLoadBalancers, DescribeRules, DescribeTags],
        OpCode::LookTargetGroups => &[DescribeTags, DescribeTargetGroups, DescribeTargetHealth],
        OpCode::LookGroups => &[DescribeSecurityGroupRules, DescribeSecurityGroups],
        // As each of the four looks above, in another region.
        OpCode::LookElsewhere => &[
            DescribeCertificate,
            ListCertificates,
            ListTagsForCertificate,
            DescribeSecurityGroupRules,
            DescribeSecurityGroups,
            DescribeListeners,
            DescribeLoadBalancers,
            DescribeRules,
            DescribeTags,
            DescribeTargetGroups,
            DescribeTargetHealth,
        ],
        // As the four looks at what bills, likewise.
        OpCode::LookBeside => &[DescribeAddresses, DescribeInstances, DescribeSnapshots, DescribeVolumes],
        OpCode::LookChange => &[GetChange],
        OpCode::LookCertificate => &[DescribeCertificate, ListTagsForCertificate],
        OpCode::LookBalancer => &[DescribeLoadBalancers],
        OpCode::LookTargetHealth => &[DescribeTargetHealth],
        // DescribeVpcs: CreateHostedZone's own documentation wants it.
        OpCode::EnsureZone => &[
            CreateHostedZone,
            GetHostedZone,
            ListHostedZones,
            ListHostedZonesByName,
            ListTagsForResources,
            ChangeTagsForResource,
            DescribeVpcs,
        ],
        OpCode::UpsertValidation | OpCode::UpsertAlias | OpCode::UpsertAddress | OpCode::DeleteValidation | OpCode::RestoreAddress => {
            &[ChangeResourceRecordSets, ListResourceRecordSets]
        }
        // The tags in the request are a permission of their own, here and below.
        OpCode::EnsureCertificate => {
            &[RequestCertificate, AddTagsToCertificate, DescribeCertificate, ListCertificates, ListTagsForCertificate]
        }
        OpCode::ResendValidation => &[ResendValidationEmail],
        OpCode::EnsureBalancerGroup => &[CreateSecurityGroup, CreateTags, DescribeSecurityGroups],
        OpCode::EnsureEntranceHttps | OpCode::EnsureEntranceHttp | OpCode::EnsureServerRule => {
            &[AuthorizeSecurityGroupIngress, CreateTags, DescribeSecurityGroupRules]
        }
        OpCode::EnsureTargetGroup => &[CreateTargetGroup, ModifyTargetGroup, AddTags, DescribeTags, DescribeTargetGroups],
        OpCode::EnsureRegistration => &[RegisterTargets, DescribeTargetHealth],
        // CreateLoadBalancer reads the network in the caller's name, as AWS's own policies for its callers have it, and makes the
        // service's role in an account that never had a balancer.
        OpCode::EnsureBalancer => &[
            CreateLoadBalancer,
            AddTags,
            DescribeLoadBalancers,
            DescribeTags,
            DescribeAccountAttributes,
            DescribeAddresses,
            DescribeAvailabilityZones,
            DescribeInternetGateways,
            DescribeNetworkInterfaces,
            CreateServiceLinkedRole,
        ],
        OpCode::EnsureListenerHttps | OpCode::EnsureListenerHttp => {
            &[CreateListener, ModifyListener, AddTags, DescribeListeners, DescribeSslPolicies, DescribeTags]
        }
        OpCode::EnsureRedirect => &[CreateRule, ModifyRule, AddTags, DescribeRules, DescribeTags],
        OpCode::LookGroupUsers => &[DescribeNetworkInterfaces],
        OpCode::NarrowSideDoor => &[AuthorizeSecurityGroupIngress, CreateTags, DescribeSecurityGroupRules],
        // What stands in place of a rule is there before that is revoked.
        OpCode::CloseSideDoor => &[RevokeSecurityGroupIngress, AuthorizeSecurityGroupIngress, CreateTags, DescribeSecurityGroupRules],
        OpCode::ReopenSideDoor => &[AuthorizeSecurityGroupIngress, RevokeSecurityGroupIngress, DescribeSecurityGroupRules],
        OpCode::EnsureOwnGroup => {
            &[CreateSecurityGroup, AuthorizeSecurityGroupIngress, CreateTags, DescribeSecurityGroups, DescribeSecurityGroupRules]
        }
        OpCode::EnterOwnGroup | OpCode::KeepOwnGroup => &[ModifyNetworkInterfaceAttribute, DescribeNetworkInterfaces],
        OpCode::LeaveOwnGroup => &[ModifyNetworkInterfaceAttribute, DescribeNetworkInterfaces, DescribeSecurityGroups],
        OpCode::DeleteOwnGroup => &[DeleteSecurityGroup],
        OpCode::DeleteBalancer => &[DeleteLoadBalancer],
        OpCode::DeleteTargetGroup => &[DeleteTargetGroup],
        OpCode::DeleteRule => &[RevokeSecurityGroupIngress],
        OpCode::DeleteBalancerGroup => &[DeleteSecurityGroup],
        OpCode::DeleteCertificate | OpCode::DeleteOldCertificate => &[DeleteCertificate],
        OpCode::DeleteRedirect => &[DeleteListenerRule],
        OpCode::DeleteZone => &[DeleteHostedZone, ListResourceRecordSets],
        OpCode::DeleteElsewhere => {
            &[
                DeleteCertificate,
                DeleteSecurityGroup,
                RevokeSecurityGroupIngress,
                DeleteLoadBalancer,
                DeleteTargetGroup,
                // Where the group is one of a server's own.
                ModifyNetworkInterfaceAttribute,
                DescribeNetworkInterfaces,
                DescribeSecurityGroups,
            ]
        }
        OpCode::TerminateInstance => &[TerminateInstances, DescribeInstanceAttribute],
        OpCode::StopInstance => &[StopInstances, DescribeInstances],
        OpCode::StartInstance => &[StartInstances, DescribeInstances],
        OpCode::DeleteVolume => &[DeleteVolume, DescribeVolumes],
        OpCode::ReleaseAddress => &[ReleaseAddress, DescribeAddresses],
        OpCode::DeleteServerGroup => &[DeleteSecurityGroup, DescribeNetworkInterfaces, DescribeSecurityGroups],
        OpCode::Survey
        | OpCode::LookService
        | OpCode::TryHealth
        | OpCode::TryLogin
        | OpCode::TryPlainHttp
        | OpCode::LookSettings
        | OpCode::WriteUnit
        | OpCode::StartUnit
        | OpCode::LookChain
        | OpCode::EnableUnit
        | OpCode::WriteNginx
        | OpCode::RestoreNginx
        | OpCode::LookVariable
        | OpCode::WriteVariable
        | OpCode::WriteDropIn
        | OpCode::LeaveEnvironmentFile
        | OpCode::RemoveDropIn
        | OpCode::LeaveDropIn
        | OpCode::WriteSettings
        | OpCode::RestartUnit
        | OpCode::RestoreSettings
        | OpCode::RestoreUnit
        | OpCode::Delegation
        | OpCode::Registration
        | OpCode::DelegationSigner
        | OpCode::Authorities
        | OpCode::Mail
        | OpCode::OldRecords
        | OpCode::HandOver
        | OpCode::ValidationRecord
        | OpCode::Address
        | OpCode::TheirDns
        | OpCode::DirectHttp
        | OpCode::TryPorts
        | OpCode::Visit => &[],
    }
}

codes! {
    /// A statement of the policy, by its Sid: actions on the same resources under the same condition.
    Statement {
        Look = "Look",
        /// What the server itself printed as its host keys, to compare with.
        ServerConsole = "ServerConsole",
        ZoneCreate = "ZoneCreate",
        ZoneAndRecords = "ZoneAndRecords",
        ZoneChange = "ZoneChange",
        CertificateRequest = "CertificateRequest",
        Certificate = "Certificate",
        GroupCreate = "GroupCreate",
        GroupTagOnCreate = "GroupTagOnCreate",
        GroupRules = "GroupRules",
        GroupDeleteOwn = "GroupDeleteOwn",
        /// Which groups the server stands in: the shared ones and its own.
        GroupOfServer = "GroupOfServer",
        Balancer = "Balancer",
        BalancerRoleOfANewAccount = "BalancerRoleOfANewAccount",
        /// Alone, and only in the policy of whoever asks for it.
        ServerTerminateOnRequest = "ServerTerminateOnRequest",
        /// Likewise.
        ServerPauseOnRequest = "ServerPauseOnRequest",
        /// What such a server leaves behind, likewise.
        ServerLeftoversOnRequest = "ServerLeftoversOnRequest",
    }
}

impl Action {
    /// The statement that allows it.
    pub(super) fn statement(self) -> Statement {
        match self {
            Self::ListCertificates
            | Self::DescribeAccountAttributes
            | Self::DescribeAccountLimits
            | Self::DescribeAddresses
            | Self::DescribeAvailabilityZones
            | Self::DescribeInstanceAttribute
            | Self::DescribeInstances
            | Self::DescribeInstanceStatus
            | Self::DescribeInternetGateways
            | Self::DescribeNetworkInterfaces
            | Self::DescribeRegions
            | Self::DescribeRouteTables
            | Self::DescribeSecurityGroupRules
            | Self::DescribeSecurityGroups
            | Self::DescribeSnapshots
            | Self::DescribeSubnets
            | Self::DescribeVolumes
            | Self::DescribeVpcs
            | Self::DescribeListenerCertificates
            | Self::DescribeListeners
            | Self::DescribeLoadBalancers
            | Self::DescribeRules
            | Self::DescribeSslPolicies
            | Self::DescribeTags
            | Self::DescribeTargetGroups
            | Self::DescribeTargetHealth
            | Self::ListHostedZones
            | Self::ListHostedZonesByName
            | Self::GetAccountPlanState => Statement::Look,
            Self::GetConsoleOutput => Statement::ServerConsole,
            Self::CreateHostedZone => Statement::ZoneCreate,
            Self::ChangeResourceRecordSets
            | Self::ChangeTagsForResource
            | Self::DeleteHostedZone
            | Self::GetDnssec
            | Self::GetHostedZone
            | Self::ListResourceRecordSets
            | Self::ListTagsForResources => Statement::ZoneAndRecords,
            Self::GetChange => Statement::ZoneChange,
            Self::RequestCertificate => Statement::CertificateRequest,
            Self::AddTagsToCertificate
            | Self::DeleteCertificate
            | Self::DescribeCertificate
            | Self::ListTagsForCertificate
            | Self::ResendValidationEmail => Statement::Certificate,
            Self::CreateSecurityGroup => Statement::GroupCreate,
            Self::CreateTags => Statement::GroupTagOnCreate,
            Self::AuthorizeSecurityGroupIngress | Self::RevokeSecurityGroupIngress => Statement::GroupRules,
            Self::DeleteSecurityGroup => Statement::GroupDeleteOwn,
            Self::ModifyNetworkInterfaceAttribute => Statement::GroupOfServer,
            Self::AddTags
            | Self::CreateListener
            | Self::CreateLoadBalancer
            | Self::CreateRule
            | Self::CreateTargetGroup
            | Self::ModifyTargetGroup
            | Self::DeleteLoadBalancer
            | Self::DeleteListenerRule
            | Self::DeleteTargetGroup
            | Self::ModifyListener
            | Self::ModifyRule
            | Self::RegisterTargets => Statement::Balancer,
            Self::CreateServiceLinkedRole => Statement::BalancerRoleOfANewAccount,
            Self::TerminateInstances => Statement::ServerTerminateOnRequest,
            Self::StartInstances | Self::StopInstances => Statement::ServerPauseOnRequest,
            Self::DeleteVolume | Self::ReleaseAddress => Statement::ServerLeftoversOnRequest,
        }
    }
}

impl Statement {
    /// The resources on which its actions are allowed, in AWS's usual partition.
    pub(super) fn resources(self) -> &'static [&'static str] {
        match self {
            Self::Look | Self::ZoneCreate | Self::CertificateRequest => &["*"],
            Self::ZoneAndRecords => &["arn:aws:route53:::hostedzone/*"],
            Self::ZoneChange => &["arn:aws:route53:::change/*"],
            Self::Certificate => &["arn:aws:acm:*:*:certificate/*"],
            Self::GroupCreate => &["arn:aws:ec2:*:*:vpc/*", "arn:aws:ec2:*:*:security-group/*"],
            Self::GroupTagOnCreate | Self::GroupRules => &["arn:aws:ec2:*:*:security-group/*", "arn:aws:ec2:*:*:security-group-rule/*"],
            Self::GroupDeleteOwn => &["arn:aws:ec2:*:*:security-group/*"],
            Self::GroupOfServer => {
                &["arn:aws:ec2:*:*:network-interface/*", "arn:aws:ec2:*:*:instance/*", "arn:aws:ec2:*:*:security-group/*"]
            }
            Self::Balancer => &[
                "arn:aws:elasticloadbalancing:*:*:loadbalancer/app/*/*",
                "arn:aws:elasticloadbalancing:*:*:targetgroup/*/*",
                "arn:aws:elasticloadbalancing:*:*:listener/app/*/*/*",
                "arn:aws:elasticloadbalancing:*:*:listener-rule/app/*/*/*/*",
            ],
            Self::BalancerRoleOfANewAccount => &["arn:aws:iam::*:role/aws-service-role/elasticloadbalancing.amazonaws.com/*"],
            Self::ServerConsole | Self::ServerTerminateOnRequest | Self::ServerPauseOnRequest => &["arn:aws:ec2:*:*:instance/*"],
            Self::ServerLeftoversOnRequest => &["arn:aws:ec2:*:*:elastic-ip/*", "arn:aws:ec2:*:*:volume/*"],
        }
    }

    /// When they are allowed only.
    pub(super) fn condition(self) -> Option<Value> {
        match self {
            Self::GroupTagOnCreate => {
                Some(json!({ "StringEquals": { "ec2:CreateAction": ["CreateSecurityGroup", "AuthorizeSecurityGroupIngress"] } }))
            }
            Self::GroupDeleteOwn => Some(json!({ "Null": { "aws:ResourceTag/landfall:site": "false" } })),
            Self::BalancerRoleOfANewAccount => {
                Some(json!({ "StringEquals": { "iam:AWSServiceName": "elasticloadbalancing.amazonaws.com" } }))
            }
            Self::Look
            | Self::ServerConsole
            | Self::ZoneCreate
            | Self::ZoneAndRecords
            | Self::ZoneChange
            | Self::CertificateRequest
            | Self::Certificate
            | Self::GroupCreate
            | Self::GroupRules
            | Self::GroupOfServer
            | Self::Balancer
            | Self::ServerTerminateOnRequest
            | Self::ServerLeftoversOnRequest
            | Self::ServerPauseOnRequest => None,
        }
    }
}
