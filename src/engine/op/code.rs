//! The codes of all ops.

use crate::codes::codes;

codes! {
    /// What an op asks for, without its values.
    OpCode {
        // Looks at AWS.
        LookIdentity = "look-identity",
        LookInstances = "look-instances",
        LookNetwork = "look-network",
        LookZones = "look-zones",
        LookRecords = "look-records",
        LookCertificates = "look-certificates",
        LookBalancers = "look-balancers",
        LookTargetGroups = "look-target-groups",
        LookGroups = "look-groups",
        LookChange = "look-change",
        LookCertificate = "look-certificate",
        LookBalancer = "look-balancer",
        LookTargetHealth = "look-target-health",
        LookInstanceState = "look-instance-state",
        // Writes to AWS.
        EnsureZone = "ensure-zone",
        UpsertValidation = "upsert-validation",
        UpsertAlias = "upsert-alias",
        UpsertAddress = "upsert-address",
        EnsureCertificate = "ensure-certificate",
        ResendValidation = "resend-validation",
        EnsureBalancerGroup = "ensure-balancer-group",
        EnsureEntranceHttps = "ensure-entrance-https",
        EnsureEntranceHttp = "ensure-entrance-http",
        EnsureServerRule = "ensure-server-rule",
        EnsureTargetGroup = "ensure-target-group",
        EnsureRegistration = "ensure-registration",
        EnsureBalancer = "ensure-balancer",
        EnsureListenerHttps = "ensure-listener-https",
        EnsureListenerHttp = "ensure-listener-http",
        CloseSideDoor = "close-side-door",
        ReopenSideDoor = "reopen-side-door",
        DeleteValidation = "delete-validation",
        RestoreAddress = "restore-address",
        DeleteBalancer = "delete-balancer",
        DeleteTargetGroup = "delete-target-group",
        DeleteRule = "delete-rule",
        DeleteBalancerGroup = "delete-balancer-group",
        DeleteCertificate = "delete-certificate",
        DeleteZone = "delete-zone",
        TerminateInstance = "terminate-instance",
        // The server.
        Survey = "survey",
        LookService = "look-service",
        LookSettings = "look-settings",
        WriteUnit = "write-unit",
        StartUnit = "start-unit",
        WriteSettings = "write-settings",
        RestartUnit = "restart-unit",
        RestoreSettings = "restore-settings",
        RestoreUnit = "restore-unit",
        // The public internet.
        Delegation = "delegation",
        Address = "address",
        DirectHttp = "direct-http",
        Visit = "visit",
    }
}
