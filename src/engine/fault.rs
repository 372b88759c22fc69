//! What went wrong, whose move it is, and the remedy: as codes. Words stand in `assets/text` under `fault-…` and `remedy-…`.

mod again;

pub use again::Again;

use crate::codes::codes;
use crate::sanitize::cleaned;

codes! {
    /// What went wrong.
    serde Code {
        // The account.
        NoCredentials = "no-credentials",
        ExpiredCredentials = "expired-credentials",
        /// No policy of the user's allows it (or AWS does not say why it is denied).
        /// Credentials that are configured and could not be had.
        CredentialsNotLoaded = "credentials-not-loaded",
        /// A profile was named that the files do not have.
        NoSuchProfile = "no-such-profile",
        /// What stands in the profile cannot be used.
        ProfileBroken = "profile-broken",
        /// The profile's role wants a code of a device, for which the SDK does not ask.
        ProfileNeedsMfa = "profile-needs-mfa",
        /// `AWS_CA_BUNDLE` names a file without a certificate.
        CaBundleBroken = "ca-bundle-broken",
        AccessDenied = "access-denied",
        // Why AWS does not take the credentials, or the account.
        /// By AWS's time the request was signed in the past or the future.
        ClockWrong = "clock-wrong",
        /// This machine's clock is off, and AWS does not refuse it for that (yet).
        ClockDrifts = "clock-drifts",
        /// The key id is known, and was not used with its secret.
        WrongSecret = "wrong-secret",
        /// Mistyped, deleted or deactivated: AWS does not tell these apart.
        UnknownKey = "unknown-key",
        /// AWS does not take the key, and does not say what is wrong with it.
        KeyRefused = "key-refused",
        /// The region exists, and this account has not enabled it.
        RegionNotEnabled = "region-not-enabled",
        /// The same of a region that is not the site's, in which something of it may stand.
        OtherRegionClosed = "other-region-closed",
        /// No region of AWS is called so.
        NoSuchRegion = "no-such-region",
        /// Sign-up was never finished (`OptInRequired`).
        AccountUnfinished = "account-unfinished",
        AccountBeingVerified = "account-being-verified",
        AccountBlocked = "account-blocked",
        // Why it is denied, where a policy of the user's own does not help.
        /// A service or resource control policy of the organization.
        DeniedByOrganization = "denied-by-organization",
        DeniedByBoundary = "denied-by-boundary",
        DeniedBySession = "denied-by-session",
        /// A policy in the account forbids it explicitly.
        DeniedByPolicy = "denied-by-policy",
        // Something between this machine and AWS.
        /// What answered speaks another language than AWS.
        AnswerUnreadable = "answer-unreadable",
        /// What answered shows a certificate that this machine does not trust.
        AwsUntrusted = "aws-untrusted",
        /// A throttled, failed (5xx), slow or lost AWS answer.
        AwsBusy = "aws-busy",
        AwsUnreachable = "aws-unreachable",
        /// An AWS error that we do not know; its code and message are the detail.
        AwsRefused = "aws-refused",
        /// The credentials are of another account than the one in which the site was made.
        OtherAccount = "other-account",
        /// A quota: `TooMany…`, `LimitExceeded…`.
        Quota = "quota",
        /// The account is on a free plan that ends soon, or has ended.
        FreePlanEnds = "free-plan-ends",
        /// What is left of a free plan's credits is less than a month of the site.
        CreditsLow = "credits-low",
        /// New accounts may be barred from ELB (`OperationNotPermitted`).
        BalancersNotAllowed = "balancers-not-allowed",
        DeletionProtected = "deletion-protected",
        TerminationProtected = "termination-protected",
        /// Still referenced (`DependencyViolation`, `ResourceInUse`): goes away by itself.
        InUse = "in-use",
        // Something that Landfall did not make still uses it: it stays in use until the person lets it go.
        CertificateHeld = "certificate-held",
        GroupHeld = "group-held",
        TargetGroupHeld = "target-group-held",
        /// The security groups in which the server is to stand again do not exist any more.
        SharedGroupsGone = "shared-groups-gone",
        /// Just made, not visible everywhere (`InvalidGroup.NotFound`, `CertificateNotFound`, `UnsupportedCertificate`).
        NotYetVisible = "not-yet-visible",
        /// The exact name exists with other settings or without our tag.
        NotOurs = "not-ours",
        Gone = "gone",
        /// Something else in the account has it by now: it is left to that.
        HeldElsewhere = "held-elsewhere",
        // The instance and its network.
        NoInstance = "no-instance",
        InstanceNotRunning = "instance-not-running",
        InstanceTerminated = "instance-terminated",
        /// A teardown of ours terminated it.
        InstanceTornDown = "instance-torn-down",
        /// A pause of ours stopped it.
        InstancePaused = "instance-paused",
        /// EC2's own checks of it fail.
        InstanceImpaired = "instance-impaired",
        /// EC2 has not checked it since its start.
        InstanceBooting = "instance-booting",
        /// The server has another address than the one that was tried.
        AddressChanged = "address-changed",
        /// No instance has the address that was tried.
        AddressNotInEc2 = "address-not-in-ec2",
        NoPublicAddress = "no-public-address",
        OneZoneOnly = "one-zone-only",
        NoPublicSubnet = "no-public-subnet",
        /// Those with a way to the internet are too small, or have too few free addresses.
        SubnetsFull = "subnets-full",
        /// VPC Block Public Access keeps visitors out.
        PublicAccessBlocked = "public-access-blocked",
        /// The server stands where no balancer of ours can stand: a Local Zone, an Outpost.
        ServerZoneUnfit = "server-zone-unfit",
        ZoneDown = "zone-down",
        /// The server's zone is not among those that the person listed.
        ZoneNotListed = "zone-not-listed",
        /// A zone that the person listed is none for a balancer.
        ZoneUnfit = "zone-unfit",
        /// AWS makes no balancer in one of the zones, and does not say in which.
        ZoneRefused = "zone-refused",
        /// It does in none with the server's.
        ServerZoneRefused = "server-zone-refused",
        /// A rule lets the world reach the site past the balancer.
        SideDoorOpen = "side-door-open",
        /// The same, and it lets in more than visitors.
        SideDoorWide = "side-door-wide",
        /// The same, in a group in which others stand too.
        SideDoorShared = "side-door-shared",
        /// No rule lets the world in, and the server answers it all the same.
        SideDoorAnswers = "side-door-answers",
        /// No rule lets the world in on port 80.
        PortEightyClosed = "port-eighty-closed",
        // Why a site is not paused.
        /// Browsers that were told so come by https alone.
        PauseHsts = "pause-hsts",
        /// The server itself sends plain http to https.
        PauseLeadsToHttps = "pause-leads-to-https",
        /// Whether it does either could not be looked at.
        PauseUnseen = "pause-unseen",
        /// The server lets nobody in, or not everybody, on port 80, and it was not us.
        PauseUnreached = "pause-unreached",
        NothingToPause = "nothing-to-pause",
        StopProtected = "stop-protected",
        // The zone.
        ZoneNotEmpty = "zone-not-empty",
        /// DNSSEC signing is on: AWS deletes no such zone.
        ZoneSigned = "zone-signed",
        RecordClash = "record-clash",
        /// A record beside ours, at the same name, leads some visitors elsewhere.
        RecordLeadsPast = "record-leads-past",
        ZoneLimit = "zone-limit",
        /// Route 53 has no set of name servers left for another zone of this name.
        DelegationSetsTaken = "delegation-sets-taken",
        // The certificate.
        CertificateFailed = "certificate-failed",
        CertificateTimedOut = "certificate-timed-out",
        CertificateRevoked = "certificate-revoked",
        CertificateExpired = "certificate-expired",
        CertificateInactive = "certificate-inactive",
        /// The parent does not name just the zone's name servers (any more).
        DelegationElsewhere = "delegation-elsewhere",
        // The record that proves a name.
        ValidationMissing = "validation-missing",
        ValidationWrong = "validation-wrong",
        /// A form added the domain to a name that had it already.
        ValidationDoubled = "validation-doubled",
        // What is not as Landfall left it.
        Vanished = "vanished",
        RecordChanged = "record-changed",
        /// The site's record leads to an address that the server has no more.
        RecordOldAddress = "record-old-address",
        // The renewal of the certificate.
        RenewalByMail = "renewal-by-mail",
        RenewalWaits = "renewal-waits",
        RenewalFailed = "renewal-failed",
        RenewalRecordGone = "renewal-record-gone",
        /// Nothing serves it, so it is not renewed.
        RenewalUnused = "renewal-unused",
        BalancerFailed = "balancer-failed",
        /// The server answers the health check with something that is no sign of health: a login, or that there is no such page.
        HealthCheckRefused = "health-check-refused",
        /// Another block of nginx than the site's answers the health check.
        HealthCheckElsewhere = "health-check-elsewhere",
        /// Django does not take the health check's Host.
        HealthCheckHost = "health-check-host",
        TargetUnhealthy = "target-unhealthy",
        /// The site's record in the zone is not the one that was written.
        AliasElsewhere = "alias-elsewhere",
        /// Our https listener does not hand on to our targets with our certificate.
        ListenerElsewhere = "listener-elsewhere",
        /// One of AWS's own waits outlasted its fixed limit.
        TookTooLong = "took-too-long",
        // SSH.
        SshTimeout = "ssh-timeout",
        SshRefused = "ssh-refused",
        /// No rule of the server's groups is about the port.
        SshPortClosed = "ssh-port-closed",
        /// The rules let only some in.
        SshPortLimited = "ssh-port-limited",
        /// Nothing that EC2 tells is in the way.
        SshSilent = "ssh-silent",
        SshLost = "ssh-lost",
        SshAuth = "ssh-auth",
        /// There is nothing to offer: no key file, and no key in an agent.
        SshNoKey = "ssh-no-key",
        /// The server hung up before the right key's turn, or there were more than it is asked with.
        SshTooManyKeys = "ssh-too-many-keys",
        /// The server takes passwords alone.
        SshPasswordOnly = "ssh-password-only",
        /// The key was taken, and the server wants something else besides.
        SshSecondFactor = "ssh-second-factor",
        /// The server lets this user in and does not run what is asked.
        SshTurnedAway = "ssh-turned-away",
        /// `~/.ssh/config` cannot be followed for the server's alias.
        SshConfig = "ssh-config",
        KeyMissing = "key-missing",
        KeyUnreadable = "key-unreadable",
        KeyDirectory = "key-directory",
        /// It is the public half.
        KeyPublic = "key-public",
        /// No key stands in the file.
        KeyAbsent = "key-absent",
        KeyPermissions = "key-permissions",
        /// Others can read it, where `chmod` changes nothing.
        KeyOnWindowsDisk = "key-on-windows-disk",
        KeyFormat = "key-format",
        /// PuTTY's, and of a kind that is not read.
        KeyPutty = "key-putty",
        KeyPassphrase = "key-passphrase",
        KeyPassphraseWrong = "key-passphrase-wrong",
        HostKeyUnknown = "host-key-unknown",
        HostKeyChanged = "host-key-changed",
        HostKeyRevoked = "host-key-revoked",
        /// The login shell ended before our command began.
        ShellEnded = "shell-ended",
        /// It waits for a line of input.
        ShellAsks = "shell-asks",
        /// Something else runs in its place, and does not take our command.
        ShellReplaced = "shell-replaced",
        /// It has not come as far as our command.
        ShellSlow = "shell-slow",
        SudoPassword = "sudo-password",
        SudoDenied = "sudo-denied",
        // The server.
        NoSystemd = "no-systemd",
        NoPython = "no-python",
        NoProject = "no-project",
        /// No Python environment was found for the project, or where it was told to be.
        NoEnvironment = "no-environment",
        NoGunicorn = "no-gunicorn",
        /// gunicorn is there, and no worker of it that serves asgi.
        NoAsgiWorker = "no-asgi-worker",
        NoNginx = "no-nginx",
        UnitRefused = "unit-refused",
        /// Others changed the unit after us.
        UnitChanged = "unit-changed",
        ServiceCrashed = "service-crashed",
        ExecNotFound = "exec-not-found",
        WorkingDirectoryMissing = "working-directory-missing",
        UserMissing = "user-missing",
        PortInUse = "port-in-use",
        ModuleMissing = "module-missing",
        /// The settings read a variable of the environment that the service has not.
        VariableMissing = "variable-missing",
        /// Python cannot read a file of the project: what stands in it is no Python.
        SourceBroken = "code-broken",
        /// The same, as it is in another encoding than UTF-8.
        NotUtf8 = "not-utf-8",
        /// The service's user may not open a file.
        FileDenied = "file-denied",
        DatabaseRefused = "database-refused",
        /// Nobody typed the variable's value.
        VariableNotTyped = "variable-not-typed",
        /// The service is given a file of variables that is not there.
        EnvironmentFileMissing = "environment-file-missing",
        /// The environment file is none to which a line can be added.
        EnvironmentFileOdd = "environment-file-odd",
        /// Others changed our drop-in after us.
        DropInChanged = "drop-in-changed",
        OutOfMemory = "out-of-memory",
        DiskFull = "disk-full",
        NginxCannotReach = "nginx-cannot-reach",
        /// A directory above gunicorn's socket is closed to nginx.
        SocketShutOff = "socket-shut-off",
        // What answers the site's name there.
        NginxStopped = "nginx-stopped",
        NginxRefused = "nginx-refused",
        /// Files of its configuration were changed after it last read them.
        NginxUnread = "nginx-unread",
        NginxChanged = "nginx-changed",
        NginxEditFailed = "nginx-edit-failed",
        PortHeld = "port-held",
        NobodyAtPort = "nobody-at-port",
        DefaultSiteAnswers = "default-site-answers",
        OtherSiteAnswers = "other-site-answers",
        BlockAnswers = "block-answers",
        BlockLeadsElsewhere = "block-leads-elsewhere",
        OtherProjectAnswers = "other-project-answers",
        ChainNotKnown = "chain-not-known",
        /// The project's processes are root's.
        RunsAsRoot = "runs-as-root",
        UnitEndsAtLogout = "unit-ends-at-logout",
        SettingsNotFound = "settings-not-found",
        SettingsNotLiteral = "settings-not-literal",
        /// No change of the settings module that we make would have effect.
        SettingsNotEffective = "settings-not-effective",
        SettingsChanged = "settings-changed",
        SettingsBroken = "settings-broken",
        HostStillRefused = "host-still-refused",
        RemoteFailed = "remote-failed",
        // The public internet.
        DnsUnreachable = "dns-unreachable",
        DomainNotRegistered = "domain-not-registered",
        /// Nobody who knows of the registration answered.
        RegistryUnreachable = "registry-unreachable",
        /// The registry names our name servers no more, and no server of the parent could be asked.
        ParentUnseen = "parent-unseen",
        /// Registry or registrar took the domain out of the DNS.
        DomainOnHold = "domain-on-hold",
        DomainExpired = "domain-expired",
        DomainExpiresSoon = "domain-expires-soon",
        /// A lock keeps other name servers from being told.
        DomainLocked = "domain-locked",
        /// Nobody serves the domain: its parent names no name servers.
        NoNameServers = "no-name-servers",
        /// The site was built with its DNS somewhere else than it is configured now.
        DnsMoved = "dns-moved",
        /// A record that the person made where the domain's DNS runs is not what it should be.
        TheirRecordWrong = "their-record-wrong",
        /// Where the person makes the records, nobody but they can lead the name back.
        PauseDnsElsewhere = "pause-dns-elsewhere",
        /// The parent promises a signature that our zone will not have.
        DnssecOn = "dnssec-on",
        /// The same, and the domain is at our name servers already.
        DnssecLeft = "dnssec-left",
        /// Servers of the parent do not name the same name servers yet.
        ParentsDisagree = "parents-disagree",
        /// A server that the parent names answers, and not for this domain.
        NameServerLame = "name-server-lame",
        /// Mail goes to the domain by the name servers that it has now.
        MailInUse = "mail-in-use",
        /// Other records stand there.
        DomainInUse = "domain-in-use",
        /// Every name is answered there, and nothing else was found.
        DomainAnswersAll = "domain-answers-all",
        CaaForbids = "caa-forbids",
        /// A critical record of which nobody but its writer knows the meaning.
        CaaNotUnderstood = "caa-not-understood",
        /// Who may issue could not be told.
        CaaUnanswered = "caa-unanswered",
        /// Mail to the domain arrives nowhere.
        NoMail = "no-mail",
        ProbeUnreachable = "probe-unreachable",
        ProbeTls = "probe-tls",
        ProbeMalformed = "probe-malformed",
        // What a visitor of the site sees.
        /// A redirect leads to where it came from, or there are too many of them.
        RedirectLoop = "redirect-loop",
        /// To a host that is none of the site's.
        RedirectElsewhere = "redirect-elsewhere",
        /// From https back to http.
        RedirectToHttp = "redirect-to-http",
        /// Without a place to go to.
        RedirectBroken = "redirect-broken",
        /// Plain http does not lead to https.
        HttpStays = "http-stays",
        /// Another name of the site answers itself, in place of leading to the canonical one.
        NameStays = "name-stays",
        CertificateUntrusted = "certificate-untrusted",
        /// What arrives here was issued neither by Amazon nor by a public authority: somebody reads along, or the name leads elsewhere.
        CertificateForeign = "certificate-foreign",
        /// The last answer is of the 500s.
        SiteFails = "site-fails",
        /// The last answer is of the 400s, or none that a browser shows.
        NoPage = "no-page",
        PagePacked = "page-packed",
        /// nginx's, Apache's or Caddy's own page.
        DefaultPage = "default-page",
        /// Django's own page for a project that has none.
        EmptyProject = "empty-project",
        FormsRefused = "forms-refused",
        StaticMissing = "static-missing",
        // This machine.
        /// Nothing can be written where the journal lies.
        StateNotWritable = "state-not-writable",
        TerminalSmall = "terminal-small",
        TerminalNotUtf8 = "terminal-not-utf-8",
        JournalFailed = "journal-failed",
        Internal = "internal",
    }
}

impl Code {
    /// Whether nobody was reached: AWS, the server, or the DNS.
    pub fn is_out_of_reach(self) -> bool {
        matches!(
            self,
            Self::AwsUnreachable
                | Self::DnsUnreachable
                | Self::RegistryUnreachable
                | Self::ProbeUnreachable
                | Self::SshTimeout
                | Self::SshRefused
                | Self::SshLost
        )
    }

    /// Whether AWS knows who asks and does not allow it, whatever policy the reason is.
    pub fn is_denial(self) -> bool {
        matches!(
            self,
            Self::AccessDenied | Self::DeniedByOrganization | Self::DeniedByBoundary | Self::DeniedBySession | Self::DeniedByPolicy
        )
    }
}

codes! {
    /// What the person can do about it.
    serde Remedy {
        SignIn = "sign-in",
        SetUpCredentials = "set-up-credentials",
        LoginInBrowser = "login-in-browser",
        LoginSso = "login-sso",
        FetchSessionKeys = "fetch-session-keys",
        ExportNewKeys = "export-new-keys",
        RunCredentialProcess = "run-credential-process",
        ChooseProfile = "choose-profile",
        MendProfile = "mend-profile",
        PassMfaOn = "pass-mfa-on",
        MendCaBundle = "mend-ca-bundle",
        AttachPolicy = "attach-policy",
        AttachServerPolicy = "attach-server-policy",
        SetClock = "set-clock",
        EnterKeyAnew = "enter-key-anew",
        CheckKey = "check-key",
        EnableRegion = "enable-region",
        ChooseRegion = "choose-region",
        OpenOtherRegion = "open-other-region",
        FinishSignUp = "finish-sign-up",
        WaitForVerification = "wait-for-verification",
        AskToUnblock = "ask-to-unblock",
        AskOrganization = "ask-organization",
        AskAdministrator = "ask-administrator",
        CheckBetween = "check-between",
        AskForNameServers = "ask-for-name-servers",
        UseThatAccount = "use-that-account",
        CheckNetwork = "check-network",
        AskForQuota = "ask-for-quota",
        OpenSupportCase = "open-support-case",
        UpgradePlan = "upgrade-plan",
        LiftProtection = "lift-protection",
        ChooseOtherName = "choose-other-name",
        StartInstance = "start-instance",
        ChooseInstance = "choose-instance",
        NewServer = "new-server",
        SetPublicAddress = "set-public-address",
        AddSubnet = "add-subnet",
        LiftPublicAccessBlock = "lift-public-access-block",
        MoveServer = "move-server",
        WriteZones = "write-zones",
        CloseSideDoor = "close-side-door",
        NarrowRule = "narrow-rule",
        LeaveSharedGroup = "leave-shared-group",
        TakeOwnGroup = "take-own-group",
        StayInSharedGroup = "stay-in-shared-group",
        FindOtherWay = "find-other-way",
        TakeHstsBack = "take-hsts-back",
        TakeRedirectOut = "take-redirect-out",
        BringUpFirst = "bring-up-first",
        OpenPortEighty = "open-port-eighty",
        /// Nothing has to be done.
        LeaveUnpaused = "leave-unpaused",
        LiftStopProtection = "lift-stop-protection",
        StartPaused = "start-paused",
        /// Nothing has to be done.
        LeavePortEighty = "leave-port-eighty",
        RemoveForeignRecords = "remove-foreign-records",
        EndSigning = "end-signing",
        ReleaseCertificate = "release-certificate",
        ReleaseGroup = "release-group",
        ReleaseTargetGroup = "release-target-group",
        GiveAnotherGroup = "give-another-group",
        FixRecordClash = "fix-record-clash",
        ReadAwsMessage = "read-aws-message",
        RequestAnew = "request-anew",
        ReplaceCertificate = "replace-certificate",
        MakeAgain = "make-again",
        FollowAddress = "follow-address",
        EnterNameServers = "enter-name-servers",
        WriteValidation = "write-validation",
        MoveValidation = "move-validation",
        ApproveRenewal = "approve-renewal",
        ServeCertificate = "serve-certificate",
        FixCaa = "fix-caa",
        OpenSshPort = "open-ssh-port",
        StartSshd = "start-sshd",
        AddMyAddress = "add-my-address",
        WriteNewAddress = "write-new-address",
        FindAddress = "find-address",
        RebootInstance = "reboot-instance",
        WaitForBoot = "wait-for-boot",
        LookAtServer = "look-at-server",
        CheckUserAndKey = "check-user-and-key",
        NameKey = "name-key",
        NameOneKey = "name-one-key",
        LetKeySuffice = "let-key-suffice",
        ComeAsOther = "come-as-other",
        WriteServerKeys = "write-server-keys",
        CheckKeyPath = "check-key-path",
        TakeKey = "take-key",
        NameKeyFile = "name-key-file",
        NamePrivateHalf = "name-private-half",
        ChmodKey = "chmod-key",
        CopyKey = "copy-key",
        RewriteKey = "rewrite-key",
        ConvertKey = "convert-key",
        UseTerminalOrAgent = "use-terminal-or-agent",
        CheckPassphrase = "check-passphrase",
        ConfirmHostKey = "confirm-host-key",
        CheckHostKey = "check-host-key",
        QuietShell = "quiet-shell",
        UseTerminalForSudo = "use-terminal-for-sudo",
        GiveSudo = "give-sudo",
        UseSystemdServer = "use-systemd-server",
        InstallPython = "install-python",
        TellProject = "tell-project",
        TellHealthPath = "tell-health-path",
        ForwardToTargets = "forward-to-targets",
        WriteRecordAnew = "write-record-anew",
        AllowHealthCheck = "allow-health-check",
        AddAddressToBlock = "add-address-to-block",
        InstallGunicorn = "install-gunicorn",
        ReinstallGunicorn = "reinstall-gunicorn",
        MakeEnvironment = "make-environment",
        InstallNginx = "install-nginx",
        ReadServiceLog = "read-service-log",
        FreeThePort = "free-the-port",
        StopTheUnit = "stop-the-unit",
        StopInSupervisor = "stop-in-supervisor",
        StopTheContainer = "stop-the-container",
        StartNginx = "start-nginx",
        MendNginxConfig = "mend-nginx-config",
        ReloadNginx = "reload-nginx",
        FreePortEighty = "free-port-eighty",
        AddServerBlock = "add-server-block",
        AddNameToBlock = "add-name-to-block",
        ChangeThatBlock = "change-that-block",
        GiveProject = "give-project",
        LetItLinger = "let-it-linger",
        RestoreNginxByHand = "restore-nginx-by-hand",
        FixWsgi = "fix-wsgi",
        InstallModule = "install-module",
        SetVariable = "set-variable",
        MendCode = "mend-code",
        ConvertToUtf8 = "convert-to-utf-8",
        GiveFile = "give-file",
        StartDatabase = "start-database",
        MendEnvironmentFile = "mend-environment-file",
        RemoveDropInByHand = "remove-drop-in-by-hand",
        AddMemory = "add-memory",
        FreeDisk = "free-disk",
        FixPaths = "fix-paths",
        FixUser = "fix-user",
        /// In the person's own unit.
        FixUnit = "fix-unit",
        FindEnvironmentFile = "find-environment-file",
        FixNginx = "fix-nginx",
        OpenDirectory = "open-directory",
        EditSettingsByHand = "edit-settings-by-hand",
        AddToSettingsByHand = "add-to-settings-by-hand",
        TakeNamesOutByHand = "take-names-out-by-hand",
        RestoreUnitByHand = "restore-unit-by-hand",
        RunAgain = "run-again",
        RegisterDomain = "register-domain",
        LiftHold = "lift-hold",
        LookFromElsewhere = "look-from-elsewhere",
        RemoveWhatLeadsPast = "remove-what-leads-past",
        TellNameServers = "tell-name-servers",
        PutDnsBack = "put-dns-back",
        MakeTheirRecord = "make-their-record",
        SwitchProxyOff = "switch-proxy-off",
        TakeDownInstead = "take-down-instead",
        RenewDomain = "renew-domain",
        UnlockDomain = "unlock-domain",
        SwitchDnssecOff = "switch-dnssec-off",
        SwitchDnssecOffNow = "switch-dnssec-off-now",
        WaitForParents = "wait-for-parents",
        WaitForZone = "wait-for-zone",
        CorrectNameServers = "correct-name-servers",
        CarryRecordsOver = "carry-records-over",
        LookWhatAnswers = "look-what-answers",
        FixCaaElsewhere = "fix-caa-elsewhere",
        RemoveCriticalCaa = "remove-critical-caa",
        MendNameServers = "mend-name-servers",
        ValidateByDns = "validate-by-dns",
        ReadReason = "read-reason",
        HandOnProto = "hand-on-proto",
        FixRedirect = "fix-redirect",
        AnswerAtRoot = "answer-at-root",
        LeaveRootAsItIs = "leave-root-as-it-is",
        SendUnpacked = "send-unpacked",
        NameTheBlock = "name-the-block",
        WritePage = "write-page",
        TrustOrigin = "trust-origin",
        ServeStatic = "serve-static",
        GiveStateDirectory = "give-state-directory",
        EnlargeTerminal = "enlarge-terminal",
        SetUtf8 = "set-utf-8",
        Report = "report",
    }
}

/// What becomes of it: whose move it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disposition {
    /// Nobody's: asking again may do.
    Transient,
    /// The person's; asking again before that changes nothing.
    Person(Remedy),
    /// Nobody can mend it from here.
    Permanent,
}

/// What went wrong with an op.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {detail}", self.code.as_str())]
pub struct Fault {
    pub code: Code,
    pub disposition: Disposition,
    /// Evidence from outside, already stripped of control characters; may be empty. Never a secret.
    pub detail: String,
}

impl Fault {
    /// A fault that asking again may mend.
    pub fn retry(code: Code, detail: impl AsRef<str>) -> Self {
        Self { code, disposition: Disposition::Transient, detail: cleaned(detail.as_ref()) }
    }

    /// A fault that only the person can mend.
    pub fn person(code: Code, remedy: Remedy, detail: impl AsRef<str>) -> Self {
        Self { code, disposition: Disposition::Person(remedy), detail: cleaned(detail.as_ref()) }
    }

    /// A fault that ends the work.
    pub fn ended(code: Code, detail: impl AsRef<str>) -> Self {
        Self { code, disposition: Disposition::Permanent, detail: cleaned(detail.as_ref()) }
    }

    /// What the person can do: now; of a fault that passes by itself, once it has not passed. `None`: it is not their move.
    pub fn remedy(&self) -> Option<Remedy> {
        match self.disposition {
            Disposition::Person(remedy) => Some(remedy),
            Disposition::Transient => self.remedy_if_it_lasts(),
            Disposition::Permanent => None,
        }
    }

    /// A server that refuses is one where nothing listens; whoever hangs up before the login listens.
    pub fn hangs_up(&self) -> bool {
        self.code == Code::SshRefused && !self.detail.contains("refused")
    }

    fn remedy_if_it_lasts(&self) -> Option<Remedy> {
        match self.code {
            Code::AwsUnreachable | Code::DnsUnreachable => Some(Remedy::CheckNetwork),
            Code::AwsBusy | Code::SshLost => Some(Remedy::RunAgain),
            Code::SshTimeout => Some(Remedy::FindAddress),
            Code::SshRefused => Some(Remedy::StartSshd),
            _ => None,
        }
    }

    /// Whether a run that was signed in is not any more: signing in again, elsewhere, mends it.
    pub fn is_signed_out(&self) -> bool {
        // The environment of a program that runs cannot be changed from another terminal.
        let for_good = self.disposition == Disposition::Person(Remedy::ExportNewKeys);
        matches!(self.code, Code::NoCredentials | Code::ExpiredCredentials | Code::CredentialsNotLoaded) && !for_good
    }

    /// A fault of Landfall's own: something that was thought impossible.
    pub fn internal(detail: impl AsRef<str>) -> Self {
        Self::ended(Code::Internal, detail)
    }
}
