//! With whose credentials a run goes, and what is wrong where it gets none: what happens before a request leaves.

use super::profiles::{ProfileKind, Profiles};
use crate::engine::fault::{Code, Disposition, Fault, Remedy};

/// Where the credentials come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Source {
    /// The environment's own keys.
    Environment(ProfileKind),
    /// The profile to which the person signs in, and how.
    Profile(String, ProfileKind),
    /// The files have nothing for it. These profiles they have.
    Nowhere(Vec<String>),
}

impl Source {
    /// What would be used with this profile (`None`: whatever the environment says).
    ///
    /// # Errors
    /// A [`Fault`] where that is known to fail before AWS is asked.
    pub fn of(named: Option<&str>, profiles: &Profiles) -> Result<Self, Fault> {
        // A profile that is named comes before keys of the environment, as with the AWS CLI's --profile.
        if let (None, Some(kind)) = (named, profiles.keys) {
            return Ok(Self::Environment(kind));
        }
        let name = named.unwrap_or(&profiles.usual);
        let Some(profile) = profiles.get(name) else {
            return if named.is_some() || profiles.chosen { Err(missing(name, profiles)) } else { Ok(Self::Nowhere(usable(profiles))) };
        };
        if profile.needs_mfa {
            return Err(Fault::person(Code::ProfileNeedsMfa, Remedy::PassMfaOn, told(name, "role_arn, mfa_serial")));
        }
        if profile.kind == ProfileKind::Nothing && named.is_none() && !profiles.chosen {
            return Ok(Self::Nowhere(usable(profiles)));
        }
        Ok(Self::Profile(profile.signs_in.clone(), profile.kind))
    }

    /// The fault with the remedy that fits these credentials, and the profile that it is about.
    pub fn explained(&self, fault: Fault) -> Fault {
        let own = matches!(fault.code, Code::NoCredentials | Code::ExpiredCredentials | Code::CredentialsNotLoaded | Code::ProfileBroken);
        let Disposition::Person(remedy) = fault.disposition else { return fault };
        if !own {
            return fault;
        }
        let Fault { code, detail, .. } = fault;
        match self {
            Self::Environment(_) if code == Code::ExpiredCredentials => Fault::person(code, Remedy::ExportNewKeys, detail),
            Self::Profile(name, kind) => Fault::person(code, by_kind(code, *kind).unwrap_or(remedy), told(name, &detail)),
            Self::Nowhere(_) if code == Code::ExpiredCredentials => Fault::person(code, remedy, detail),
            Self::Nowhere(others) if !others.is_empty() => Fault::person(Code::NoCredentials, Remedy::ChooseProfile, others.join(", ")),
            Self::Nowhere(_) => Fault::person(Code::NoCredentials, Remedy::SetUpCredentials, detail),
            Self::Environment(_) => Fault::person(code, remedy, detail),
        }
    }
}

/// What gets these credentials again. `None`: what is said of the fault anyway.
fn by_kind(code: Code, kind: ProfileKind) -> Option<Remedy> {
    match (code, kind) {
        (Code::ProfileBroken, _) => None,
        (_, ProfileKind::Login) => Some(Remedy::LoginInBrowser),
        (_, ProfileKind::Process) => Some(Remedy::RunCredentialProcess),
        // A role that is not given, a name that is mistyped: no sign-in mends that.
        (Code::CredentialsNotLoaded, _) => Some(Remedy::MendProfile),
        (_, ProfileKind::Sso) => Some(Remedy::LoginSso),
        (Code::ExpiredCredentials, ProfileKind::SessionKeys) => Some(Remedy::FetchSessionKeys),
        (_, ProfileKind::SessionKeys | ProfileKind::Keys | ProfileKind::Machine | ProfileKind::Nothing) => None,
    }
}

/// A detail that names its profile as the file does: `[NAME]`.
fn told(name: &str, detail: &str) -> String {
    format!("[{name}] {detail}")
}

fn missing(name: &str, profiles: &Profiles) -> Fault {
    let others = usable(profiles);
    let remedy = if others.is_empty() { Remedy::SetUpCredentials } else { Remedy::ChooseProfile };
    Fault::person(Code::NoSuchProfile, remedy, told(name, &others.join(", ")))
}

fn usable(profiles: &Profiles) -> Vec<String> {
    profiles.usable().map(|profile| profile.name.clone()).collect()
}

/// The words of the SDK for a sign-in that is over or never was (aws-config 1.13.0: login/token.rs, sso/token.rs, sso/cache.rs).
const SIGNED_OUT: [&str; 10] = [
    "cached Login token is expired",
    "lease reauthenticate",
    "insufficient permissions. You may be missing permission for the 'CreateOAuth2Token'",
    "failed to refresh cached Login token",
    "/login/cache/",
    "/sso/cache/",
    "cached SSO token",
    "token has expired",
    "UnauthorizedException",
    "InvalidGrant",
];
/// Its words for a profile that it cannot use (aws-config 1.13.0, profile/credentials.rs).
const BROKEN: [&str; 8] = [
    "sso-session named",
    "has invalid SSO config",
    "will resolve an access token instead of credentials",
    "ProfileFile provider could not be built",
    "invalid profile",
    "missing credential source",
    "infinite loop",
    "was not defined",
];
const NO_WAY: [&str; 4] = ["timed out", "timeout", "io error", "dispatch failure"];

/// What kept a request from leaving at all: no credentials, old ones, or no way to AWS. `chain` is the SDK's error with its causes.
pub(super) fn unsent(chain: &str) -> Fault {
    // A credential process's own words are not shown.
    let shown = chain.split("Stderr:").next().unwrap_or_default();
    let says = |texts: &[&str]| texts.iter().any(|text| chain.contains(text));
    // Every error of a provider begins with a sentence about credentials (aws-credential-types 1.3.1, provider/error.rs).
    let Some((_, provider)) = shown.split_once("credential") else { return Fault::retry(Code::AwsUnreachable, shown) };
    if says(&BROKEN) {
        Fault::person(Code::ProfileBroken, Remedy::MendProfile, shown)
    } else if says(&["credential provider was not enabled", "there was no identity resolver"]) {
        Fault::person(Code::NoCredentials, Remedy::SetUpCredentials, shown)
    } else if NO_WAY.iter().any(|text| provider.contains(text)) {
        Fault::retry(Code::AwsUnreachable, shown)
    } else if says(&SIGNED_OUT) || says(&["expired"]) {
        Fault::person(Code::ExpiredCredentials, Remedy::SignIn, shown)
    } else {
        Fault::person(Code::CredentialsNotLoaded, Remedy::SetUpCredentials, shown)
    }
}

#[cfg(test)]
#[path = "credentials_tests.rs"]
mod tests;
