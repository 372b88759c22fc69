//! The profiles of `~/.aws/config` and `~/.aws/credentials`: how each signs in, whose it is and where. Nothing is asked of AWS.

use aws_config::profile::{self, Profile as Section, ProfileSet};
use aws_types::os_shim_internal::{Env, Fs};
use futures::FutureExt;
use sha2::{Digest, Sha256};

use crate::engine::fault::{Code, Fault, Remedy};

/// The name of the profile that is used where none is named.
pub const DEFAULT: &str = "default";
/// How long a chain of `source_profile` may be: longer ones are circles.
const LONGEST: usize = 16;

/// One profile, as far as the files tell of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    pub name: String,
    pub kind: ProfileKind,
    /// `None`: nobody knows before AWS is asked.
    pub account: Option<String>,
    pub region: Option<String>,
    /// The profile that the person signs in to: this one, or the one that its role is taken on from.
    pub signs_in: String,
    /// A role that wants a code of a device, which the SDK does not ask for.
    pub needs_mfa: bool,
    /// A file of certificate authorities, where no `AWS_CA_BUNDLE` names one.
    pub(super) ca_bundle: Option<String>,
}

/// How a profile comes to its credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProfileKind {
    /// `aws login`: the browser.
    Login,
    /// `aws sso login`.
    Sso,
    /// An access key, which lasts.
    Keys,
    /// Keys with a session token, which end.
    SessionKeys,
    /// A program of the person's.
    Process,
    /// From the machine itself: an instance's role, a container, a file of an identity provider.
    Machine,
    /// Nothing to sign in with stands in it.
    Nothing,
}

/// What the files say, and what the environment says of them.
#[derive(Debug, Clone)]
pub struct Profiles {
    pub all: Vec<Profile>,
    /// The environment's choice, else [`DEFAULT`].
    pub usual: String,
    /// The environment names it.
    pub chosen: bool,
    /// Keys stand in the environment itself: they come before the files.
    pub keys: Option<ProfileKind>,
    login_cache: Option<String>,
    sessions: Vec<(String, String)>,
}

impl Profiles {
    /// Reads the files as the SDK does.
    ///
    /// # Errors
    /// A [`Fault`] when they cannot be read.
    pub fn read() -> Result<Self, Fault> {
        // The SDK's `Fs` reads at once, and is async for later only (aws-types 1.7.0, os_shim_internal.rs).
        Self::of(&Fs::real(), &Env::real()).now_or_never().ok_or_else(|| Fault::internal("the profiles were not read at once"))?
    }

    /// The region of this profile; `None` in place of its name: of the one that would be used.
    pub fn region(&self, name: Option<&str>) -> Option<&str> {
        self.get(name.unwrap_or(&self.usual))?.region.as_deref()
    }

    /// The same of these files and this environment.
    pub(super) async fn of(fs: &Fs, env: &Env) -> Result<Self, Fault> {
        let broken = |error: profile::ProfileFileLoadError| Fault::person(Code::ProfileBroken, Remedy::MendProfile, chain(&error));
        let set = profile::load(fs, env, &Default::default(), None).await.map_err(broken)?;
        let said = |name: &str| env.get(name).ok().filter(|value| !value.is_empty());
        let token = if said("AWS_SESSION_TOKEN").is_some() { ProfileKind::SessionKeys } else { ProfileKind::Keys };
        let keys = said("AWS_ACCESS_KEY_ID").and(said("AWS_SECRET_ACCESS_KEY").or_else(|| said("SECRET_ACCESS_KEY"))).map(|_| token);
        let login_cache = said("AWS_LOGIN_CACHE_DIRECTORY").or_else(|| said("HOME").map(|home| format!("{home}/.aws/login/cache")));
        let mut all: Vec<Profile> = set.profiles().map(|name| read(&set, name)).collect();
        all.sort_by(|a, b| (a.name != DEFAULT, &a.name).cmp(&(b.name != DEFAULT, &b.name)));
        let session = |name: &str| Some((name.to_owned(), set.get_profile(name)?.get("login_session")?.trim().to_owned()));
        let sessions = set.profiles().filter_map(session).collect();
        let chosen = said("AWS_PROFILE");
        Ok(Self { all, chosen: chosen.is_some(), usual: chosen.unwrap_or_else(|| DEFAULT.to_owned()), keys, login_cache, sessions })
    }

    pub fn get(&self, name: &str) -> Option<&Profile> {
        self.all.iter().find(|profile| profile.name == name)
    }

    /// Those that can be signed in with.
    pub fn usable(&self) -> impl Iterator<Item = &Profile> {
        self.all.iter().filter(|profile| profile.kind != ProfileKind::Nothing && !profile.needs_mfa)
    }

    /// Where the credentials of this profile are fetched: `aws login` answers only in the region of its login, which is that of
    /// the profile, or another that it wrote down.
    pub(super) fn home(&self, name: &str) -> Option<String> {
        let profile = self.get(name)?;
        let own = || self.get(&profile.signs_in).and_then(|source| source.region.clone());
        self.login_region(&profile.signs_in).or_else(own).or_else(|| profile.region.clone())
    }

    /// `signInRegion` of the login's cached token (the AWS CLI writes it, the SDK for Rust does not read it).
    fn login_region(&self, name: &str) -> Option<String> {
        let (_, session) = self.sessions.iter().find(|(of, _)| of == name)?;
        let hash: String = Sha256::digest(session.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        let text = std::fs::read_to_string(format!("{}/{hash}.json", self.login_cache.as_ref()?)).ok()?;
        let token: serde_json::Value = serde_json::from_str(&text).ok()?;
        token.get("signInRegion")?.as_str().map(str::to_owned)
    }
}

fn read(set: &ProfileSet, name: &str) -> Profile {
    let links = links(set, name);
    let (first, last) = (links.first(), links.last());
    let kind = last.map_or(ProfileKind::Nothing, |last| kind(set, last, links.len() > 1));
    let text = |section: Option<&&Section>, key: &str| section.and_then(|s| s.get(key)).map(|value| value.trim().to_owned());
    let role = text(first, "role_arn").as_deref().and_then(account_of);
    let login = text(last, "login_session").filter(|_| kind == ProfileKind::Login).as_deref().and_then(account_of);
    let sso = text(last, "sso_account_id").filter(|_| kind == ProfileKind::Sso);
    let keys = text(last, "aws_account_id").filter(|_| matches!(kind, ProfileKind::Keys | ProfileKind::SessionKeys | ProfileKind::Process));
    Profile {
        name: name.to_owned(),
        kind,
        account: role.or(login).or(sso).or(keys),
        region: text(first, "region").filter(|region| !region.is_empty()),
        signs_in: last.map_or(name, |last| last.name()).to_owned(),
        ca_bundle: text(first, "ca_bundle").filter(|path| !path.is_empty()),
        needs_mfa: links.iter().any(|link| link.get("role_arn").is_some() && link.get("mfa_serial").is_some()),
    }
}

/// The profile, and those that its role is taken on from, one after another.
fn links<'a>(set: &'a ProfileSet, name: &str) -> Vec<&'a Section> {
    let mut links: Vec<&Section> = Vec::new();
    let mut next = Some(name);
    while let Some(section) = next.and_then(|name| set.get_profile(name)).filter(|_| links.len() < LONGEST) {
        next = section.get("source_profile").filter(|source| section.get("role_arn").is_some() && *source != section.name());
        links.push(section);
    }
    links
}

/// Which of its keys counts, in the order of the SDK for Rust (aws-config 1.13.0, profile/credentials/repr.rs, read on 2026-11-30).
fn kind(set: &ProfileSet, section: &Section, source: bool) -> ProfileKind {
    let has = |key: &str| section.get(key).is_some_and(|value| !value.trim().is_empty());
    let keys = has("aws_access_key_id") && has("aws_secret_access_key");
    let static_keys = if has("aws_session_token") { ProfileKind::SessionKeys } else { ProfileKind::Keys };
    // A role's source with keys of its own gives those.
    if keys && (source || has("source_profile")) {
        return static_keys;
    }
    let session = section.get("sso_session").and_then(|name| set.sso_session(name));
    if has("credential_source") || has("web_identity_token_file") {
        ProfileKind::Machine
    } else if has("sso_account_id") && (has("sso_start_url") || session.is_some() || has("sso_session")) {
        ProfileKind::Sso
    } else if has("login_session") {
        ProfileKind::Login
    } else if has("credential_process") {
        ProfileKind::Process
    } else if keys {
        static_keys
    } else {
        ProfileKind::Nothing
    }
}

/// The account in an ARN.
fn account_of(arn: &str) -> Option<String> {
    arn.split(':').nth(4).filter(|account| !account.is_empty()).map(str::to_owned)
}

fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let causes = std::iter::successors(Some(error), |e| (*e).source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

#[cfg(test)]
#[path = "profiles_tests.rs"]
mod tests;
