//! The keys that systemd knows in the sections of a service: those of 252 (`systemd --dump-configuration-items`) and a few newer ones.

/// The keys of `[Install]` that say where a unit is enabled.
pub(super) const INSTALLS: &[&str] = &["Alias", "WantedBy", "RequiredBy", "UpheldBy"];

/// `[Install]`.
const INSTALL: &str = "\
    Alias WantedBy RequiredBy Also DefaultInstance UpheldBy";

/// `[Unit]`.
const UNIT: &str = "\
    Description Documentation SourcePath Requires Requisite Wants BindsTo BindTo Upholds Conflicts Before After OnSuccess OnFailure \
    PropagatesReloadTo PropagateReloadTo ReloadPropagatedFrom PropagateReloadFrom PropagatesStopTo StopPropagatedFrom PartOf \
    JoinsNamespaceOf RequiresOverridable RequisiteOverridable RequiresMountsFor StopWhenUnneeded RefuseManualStart RefuseManualStop \
    AllowIsolate DefaultDependencies OnSuccessJobMode OnFailureJobMode OnFailureIsolate IgnoreOnIsolate JobTimeoutSec \
    JobRunningTimeoutSec JobTimeoutAction JobTimeoutRebootArgument StartLimitIntervalSec StartLimitInterval StartLimitBurst \
    StartLimitAction FailureAction SuccessAction FailureActionExitStatus SuccessActionExitStatus RebootArgument ConditionPathExists \
    ConditionPathExistsGlob ConditionPathIsDirectory ConditionPathIsSymbolicLink ConditionPathIsMountPoint ConditionPathIsReadWrite \
    ConditionPathIsEncrypted ConditionDirectoryNotEmpty ConditionFileNotEmpty ConditionFileIsExecutable ConditionNeedsUpdate \
    ConditionFirstBoot ConditionArchitecture ConditionFirmware ConditionVirtualization ConditionHost ConditionKernelCommandLine \
    ConditionKernelVersion ConditionCredential ConditionSecurity ConditionCapability ConditionACPower ConditionMemory \
    ConditionCPUFeature ConditionCPUs ConditionEnvironment ConditionUser ConditionGroup ConditionControlGroupController \
    ConditionOSRelease ConditionMemoryPressure ConditionCPUPressure ConditionIOPressure AssertPathExists AssertPathExistsGlob \
    AssertPathIsDirectory AssertPathIsSymbolicLink AssertPathIsMountPoint AssertPathIsReadWrite AssertPathIsEncrypted \
    AssertDirectoryNotEmpty AssertFileNotEmpty AssertFileIsExecutable AssertNeedsUpdate AssertFirstBoot AssertArchitecture \
    AssertVirtualization AssertHost AssertKernelCommandLine AssertKernelVersion AssertCredential AssertSecurity AssertCapability \
    AssertACPower AssertMemory AssertCPUFeature AssertCPUs AssertEnvironment AssertUser AssertGroup AssertControlGroupController \
    AssertOSRelease AssertMemoryPressure AssertCPUPressure AssertIOPressure CollectMode";

/// `[Service]`.
const SERVICE: &str = "\
    PIDFile ExecCondition ExecStartPre ExecStart ExecStartPost ExecReload ExecStop ExecStopPost RestartSec TimeoutSec TimeoutStartSec \
    TimeoutStopSec TimeoutAbortSec TimeoutStartFailureMode TimeoutStopFailureMode RuntimeMaxSec RuntimeRandomizedExtraSec WatchdogSec \
    StartLimitInterval StartLimitBurst StartLimitAction FailureAction RebootArgument Type ExitType Restart PermissionsStartOnly \
    RootDirectoryStartOnly RemainAfterExit GuessMainPID RestartPreventExitStatus RestartForceExitStatus SuccessExitStatus NonBlocking \
    BusName FileDescriptorStoreMax NotifyAccess Sockets USBFunctionDescriptors USBFunctionStrings OOMPolicy WorkingDirectory \
    RootDirectory RootImage RootImageOptions RootHash RootHashSignature RootVerity ExtensionDirectories ExtensionImages MountImages User \
    Group SupplementaryGroups Nice OOMScoreAdjust CoredumpFilter IOSchedulingClass IOSchedulingPriority CPUSchedulingPolicy \
    CPUSchedulingPriority CPUSchedulingResetOnFork CPUAffinity NUMAPolicy NUMAMask UMask Environment EnvironmentFile PassEnvironment \
    UnsetEnvironment DynamicUser RemoveIPC StandardInput StandardOutput StandardError StandardInputText StandardInputData TTYPath \
    TTYReset TTYVHangup TTYVTDisallocate TTYRows TTYColumns SyslogIdentifier SyslogFacility SyslogLevel SyslogLevelPrefix LogLevelMax \
    LogRateLimitIntervalSec LogRateLimitBurst LogExtraFields SecureBits CapabilityBoundingSet AmbientCapabilities TimerSlackNSec \
    NoNewPrivileges KeyringMode ProtectProc ProcSubset SystemCallFilter SystemCallArchitectures SystemCallErrorNumber SystemCallLog \
    MemoryDenyWriteExecute RestrictNamespaces RestrictRealtime RestrictSUIDSGID RestrictAddressFamilies LockPersonality \
    RestrictFileSystems LimitCPU LimitFSIZE LimitDATA LimitSTACK LimitCORE LimitRSS LimitNOFILE LimitAS LimitNPROC LimitMEMLOCK \
    LimitLOCKS LimitSIGPENDING LimitMSGQUEUE LimitNICE LimitRTPRIO LimitRTTIME ReadWriteDirectories ReadOnlyDirectories \
    InaccessibleDirectories ReadWritePaths ReadOnlyPaths InaccessiblePaths ExecPaths NoExecPaths ExecSearchPath BindPaths \
    BindReadOnlyPaths TemporaryFileSystem PrivateTmp PrivateDevices ProtectKernelTunables ProtectKernelModules ProtectKernelLogs \
    ProtectClock ProtectControlGroups NetworkNamespacePath IPCNamespacePath LogNamespace PrivateNetwork PrivateUsers PrivateMounts \
    PrivateIPC ProtectSystem ProtectHome MountFlags MountAPIVFS Personality RuntimeDirectoryPreserve RuntimeDirectoryMode \
    RuntimeDirectory StateDirectoryMode StateDirectory CacheDirectoryMode CacheDirectory LogsDirectoryMode LogsDirectory \
    ConfigurationDirectoryMode ConfigurationDirectory SetCredential SetCredentialEncrypted LoadCredential LoadCredentialEncrypted \
    TimeoutCleanSec PAMName IgnoreSIGPIPE UtmpIdentifier UtmpMode SELinuxContext AppArmorProfile SmackProcessLabel ProtectHostname Slice \
    AllowedCPUs StartupAllowedCPUs AllowedMemoryNodes StartupAllowedMemoryNodes CPUAccounting CPUWeight StartupCPUWeight CPUShares \
    StartupCPUShares CPUQuota CPUQuotaPeriodSec MemoryAccounting MemoryMin DefaultMemoryMin DefaultMemoryLow MemoryLow MemoryHigh \
    MemoryMax MemorySwapMax MemoryLimit DeviceAllow DevicePolicy IOAccounting IOWeight StartupIOWeight IODeviceWeight IOReadBandwidthMax \
    IOWriteBandwidthMax IOReadIOPSMax IOWriteIOPSMax IODeviceLatencyTargetSec BlockIOAccounting BlockIOWeight StartupBlockIOWeight \
    BlockIODeviceWeight BlockIOReadBandwidth BlockIOWriteBandwidth TasksAccounting TasksMax Delegate DisableControllers IPAccounting \
    IPAddressAllow IPAddressDeny IPIngressFilterPath IPEgressFilterPath ManagedOOMSwap ManagedOOMMemoryPressure \
    ManagedOOMMemoryPressureLimit ManagedOOMPreference BPFProgram SocketBindAllow SocketBindDeny RestrictNetworkInterfaces SendSIGKILL \
    SendSIGHUP KillMode KillSignal RestartKillSignal FinalKillSignal WatchdogSignal RestartSteps RestartMaxDelaySec ReloadSignal \
    OpenFile RootEphemeral FileDescriptorStorePreserve SetLoginEnvironment ImportCredential MemoryPressureWatch \
    MemoryPressureThresholdSec MemoryZSwapMax StartupMemoryMax DelegateSubgroup SurviveFinalKillSignal CoredumpReceive";

fn keys(section: &str) -> Option<&'static str> {
    match section {
        "Unit" => Some(UNIT),
        "Service" => Some(SERVICE),
        "Install" => Some(INSTALL),
        _ => None,
    }
}

pub(super) fn is_section(name: &str) -> bool {
    keys(name).is_some()
}

pub(super) fn is_known(section: &str, key: &str) -> bool {
    keys(section).is_some_and(|known| known.split_ascii_whitespace().any(|k| k == key))
}
