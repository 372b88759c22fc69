//! What trying again looks at, for a person who has just done something about a fault.

use super::Code;
use crate::codes::codes;

codes! {
    /// What is looked at again: the tail of a message id.
    Again {
        Account = "account",
        /// AWS is asked for the same once more.
        Aws = "aws",
        Instance = "instance",
        Network = "network",
        Zone = "zone",
        Certificate = "certificate",
        Balancer = "balancer",
        /// Who may come to the server past the balancer.
        Door = "door",
        Health = "health",
        Connection = "connection",
        Projects = "projects",
        Service = "service",
        Nginx = "nginx",
        Settings = "settings",
        Registry = "registry",
        Domain = "domain",
        Visit = "visit",
        /// A write is done once more, after a look at what stands.
        Write = "write",
        All = "all",
    }
}

impl Code {
    /// What tells whether it is over. A new run looks at everything; this is what is of interest.
    pub fn again(self) -> Again {
        match self {
            Self::NoCredentials | Self::ExpiredCredentials | Self::OtherAccount => Again::Account,
            Self::ClockWrong | Self::ClockDrifts | Self::WrongSecret | Self::UnknownKey | Self::KeyRefused | Self::RegionNotEnabled => {
                Again::Account
            }
            Self::NoSuchRegion | Self::AccountUnfinished | Self::AccountBeingVerified | Self::AccountBlocked => Again::Account,
            Self::AnswerUnreadable | Self::AwsUntrusted => Again::Account,
            Self::DeniedByOrganization | Self::DeniedByBoundary | Self::DeniedBySession | Self::DeniedByPolicy => Again::Aws,
            Self::CredentialsNotLoaded | Self::NoSuchProfile | Self::ProfileBroken | Self::ProfileNeedsMfa | Self::CaBundleBroken => {
                Again::Account
            }
            Self::AccessDenied
            | Self::AwsBusy
            | Self::AwsUnreachable
            | Self::AwsRefused
            | Self::Quota
            | Self::BalancersNotAllowed
            | Self::OtherRegionClosed => Again::Aws,
            Self::DeletionProtected | Self::TerminationProtected | Self::InUse | Self::NotYetVisible | Self::TookTooLong => Again::Aws,
            Self::CertificateHeld | Self::GroupHeld | Self::TargetGroupHeld | Self::SharedGroupsGone | Self::ZoneSigned => Again::Aws,
            Self::FreePlanEnds | Self::CreditsLow => Again::Account,
            Self::StateNotWritable | Self::TerminalSmall | Self::TerminalNotUtf8 => Again::All,
            Self::NoInstance | Self::InstanceNotRunning | Self::NoPublicAddress | Self::InstanceTerminated => Again::Instance,
            Self::InstancePaused | Self::InstanceTornDown => Again::Instance,
            Self::PauseHsts | Self::PauseLeadsToHttps | Self::PauseUnseen => Again::Visit,
            Self::PauseDnsElsewhere | Self::DnsMoved => Again::All,
            Self::PauseUnreached => Again::Door,
            Self::NothingToPause => Again::All,
            Self::StopProtected => Again::Aws,
            Self::InstanceImpaired | Self::InstanceBooting | Self::AddressChanged | Self::AddressNotInEc2 => Again::Instance,
            Self::OneZoneOnly | Self::NoPublicSubnet | Self::SubnetsFull | Self::PublicAccessBlocked | Self::ServerZoneUnfit => {
                Again::Network
            }
            Self::ZoneDown | Self::ZoneNotListed | Self::ZoneUnfit | Self::ZoneRefused | Self::ServerZoneRefused => Again::Network,
            Self::PortEightyClosed | Self::SideDoorOpen | Self::SideDoorWide | Self::SideDoorShared | Self::SideDoorAnswers => Again::Door,
            Self::ZoneNotEmpty
            | Self::RecordClash
            | Self::RecordLeadsPast
            | Self::ZoneLimit
            | Self::DelegationSetsTaken
            | Self::AliasElsewhere => Again::Zone,
            Self::CertificateFailed | Self::CertificateTimedOut | Self::CertificateRevoked | Self::CertificateExpired => Again::Certificate,
            Self::Vanished | Self::RecordChanged | Self::RecordOldAddress => Again::All,
            Self::CertificateInactive | Self::RenewalByMail | Self::RenewalWaits | Self::RenewalFailed => Again::Certificate,
            Self::RenewalRecordGone | Self::RenewalUnused => Again::Certificate,
            Self::DelegationElsewhere | Self::ValidationMissing | Self::ValidationWrong | Self::ValidationDoubled => Again::Domain,
            Self::BalancerFailed | Self::TargetUnhealthy | Self::ListenerElsewhere => Again::Balancer,
            Self::HealthCheckRefused | Self::HealthCheckElsewhere | Self::HealthCheckHost => Again::Health,
            Self::SshTimeout | Self::SshRefused | Self::SshLost | Self::SshAuth | Self::KeyUnreadable => Again::Connection,
            Self::KeyPermissions | Self::KeyFormat | Self::KeyPassphrase | Self::HostKeyUnknown | Self::HostKeyChanged => Again::Connection,
            Self::HostKeyRevoked | Self::SudoPassword | Self::SudoDenied => Again::Connection,
            Self::SshPortClosed | Self::SshPortLimited | Self::SshSilent | Self::SshNoKey | Self::SshTooManyKeys => Again::Connection,
            Self::SshPasswordOnly | Self::SshSecondFactor | Self::SshTurnedAway | Self::SshConfig | Self::KeyMissing => Again::Connection,
            Self::KeyDirectory | Self::KeyPublic | Self::KeyAbsent | Self::KeyOnWindowsDisk | Self::KeyPutty => Again::Connection,
            Self::KeyPassphraseWrong | Self::ShellEnded | Self::ShellAsks | Self::ShellReplaced | Self::ShellSlow => Again::Connection,
            Self::NoSystemd | Self::NoPython | Self::NoProject | Self::NoEnvironment | Self::NoGunicorn => Again::Projects,
            Self::NoAsgiWorker | Self::RunsAsRoot => Again::Projects,
            Self::UnitRefused | Self::UnitChanged | Self::ServiceCrashed | Self::ExecNotFound | Self::WorkingDirectoryMissing => {
                Again::Service
            }
            Self::UserMissing | Self::PortInUse | Self::ModuleMissing | Self::VariableMissing | Self::OutOfMemory => Again::Service,
            Self::DiskFull | Self::UnitEndsAtLogout | Self::SourceBroken | Self::NotUtf8 | Self::FileDenied => Again::Service,
            Self::DatabaseRefused
            | Self::VariableNotTyped
            | Self::EnvironmentFileOdd
            | Self::EnvironmentFileMissing
            | Self::DropInChanged => Again::Service,
            Self::NoNginx | Self::NginxCannotReach | Self::SocketShutOff | Self::NginxStopped | Self::NginxRefused => Again::Nginx,
            Self::NginxUnread | Self::NginxChanged | Self::NginxEditFailed | Self::PortHeld | Self::NobodyAtPort => Again::Nginx,
            Self::DefaultSiteAnswers | Self::OtherSiteAnswers | Self::BlockAnswers | Self::BlockLeadsElsewhere => Again::Nginx,
            Self::OtherProjectAnswers | Self::ChainNotKnown => Again::Nginx,
            Self::SettingsNotFound | Self::SettingsNotLiteral | Self::SettingsNotEffective | Self::SettingsChanged => Again::Settings,
            Self::SettingsBroken | Self::HostStillRefused => Again::Settings,
            Self::DnsUnreachable | Self::DomainNotRegistered | Self::RegistryUnreachable | Self::DomainOnHold => Again::Registry,
            Self::DomainExpired | Self::DomainExpiresSoon | Self::DomainLocked | Self::ParentUnseen => Again::Registry,
            Self::NoNameServers => Again::Registry,
            Self::DnssecOn | Self::DnssecLeft | Self::ParentsDisagree | Self::NameServerLame => Again::Domain,
            Self::TheirRecordWrong => Again::Domain,
            Self::MailInUse | Self::DomainInUse | Self::DomainAnswersAll | Self::CaaForbids | Self::CaaNotUnderstood => Again::Domain,
            Self::CaaUnanswered | Self::NoMail => Again::Domain,
            Self::ProbeUnreachable | Self::ProbeTls | Self::ProbeMalformed | Self::RedirectLoop | Self::RedirectElsewhere => Again::Visit,
            Self::RedirectToHttp
            | Self::RedirectBroken
            | Self::HttpStays
            | Self::NameStays
            | Self::CertificateUntrusted
            | Self::SiteFails => Again::Visit,
            Self::NoPage | Self::PagePacked | Self::DefaultPage | Self::EmptyProject | Self::FormsRefused => Again::Visit,
            Self::StaticMissing | Self::CertificateForeign => Again::Visit,
            Self::HeldElsewhere => Again::Aws,
            Self::NotOurs | Self::Gone | Self::RemoteFailed | Self::JournalFailed | Self::Internal => Again::All,
        }
    }
}
