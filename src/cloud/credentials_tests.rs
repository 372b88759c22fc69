use aws_types::os_shim_internal::{Env, Fs};

use super::*;

fn judged(chain: &str) -> (Code, Disposition) {
    let fault = unsent(chain);
    (fault.code, fault.disposition)
}

#[test]
fn what_never_left_is_told_apart() {
    let person = Disposition::Person;
    let (signed_out, broken) = ((Code::ExpiredCredentials, person(Remedy::SignIn)), (Code::ProfileBroken, person(Remedy::MendProfile)));
    let unreachable = (Code::AwsUnreachable, Disposition::Transient);
    let not_loaded = (Code::CredentialsNotLoaded, person(Remedy::SetUpCredentials));
    let nobody = (Code::NoCredentials, person(Remedy::SetUpCredentials));
    let loading = "dispatch failure: other: an error occurred while loading credentials: ";
    let odd = "dispatch failure: other: unexpected credentials error: ";
    let table = [
        ("dispatch failure: other: ", "the credential provider was not enabled", nobody),
        (
            "dispatch failure: other: the credential provider was not enabled: no credentials found in chain. Attempted:",
            " Ec2InstanceMetadata: the credential provider was not enabled: could not communicate with IMDS: dispatch failure: timeout",
            nobody,
        ),
        // `aws login`: never, over, after a new password, without the right, and without a way there.
        (odd, "failed to read `/home/hee/.aws/login/cache/0a1b.json`: No such file or directory (os error 2)", signed_out),
        (odd, "cached Login token is expired", signed_out),
        (loading, "failed to refresh cached Login token: Your session has expired. Please reauthenticate.", signed_out),
        (
            loading,
            "failed to refresh cached Login token: Unable to refresh credentials because of a change in your password. Please reauthenticate with your new password.",
            signed_out,
        ),
        (
            loading,
            "failed to refresh cached Login token: Unable to refresh credentials due to insufficient permissions. You may be missing permission for the 'CreateOAuth2Token' action.",
            signed_out,
        ),
        (loading, "failed to refresh cached Login token: unhandled error: dispatch failure: io error: dns error", unreachable),
        // Identity Center.
        (loading, "failed to load the cached SSO token", signed_out),
        (loading, "the SSO token has expired and cannot be refreshed", signed_out),
        (loading, "failed to read `/home/hee/.aws/sso/cache/0a1b.json`: No such file or directory", signed_out),
        (loading, "service error: UnauthorizedException: Session token not found or invalid", signed_out),
        (loading, "service error: request has timed out", unreachable),
        (loading, "service error: ForbiddenException: No access", not_loaded),
        (loading, "service error: AccessDenied: User: arn:… is not authorized to perform: sts:AssumeRole", not_loaded),
        ("dispatch failure: other: credentials provider ", "timed out after 60 seconds", unreachable),
        // The file.
        (loading, "sso-session named `x` (referenced by profile `p`) was not found", broken),
        (
            "dispatch failure: other: the credential provider was not enabled: ",
            "profile `base` was not defined: could not find source profile",
            broken,
        ),
        (
            "dispatch failure: other: the credential provider was not enabled: ",
            "selected profile will resolve an access token instead of credentials since it doesn't have `sso_account_id` and `sso_role_name` set.",
            broken,
        ),
        // The way.
        ("dispatch failure: io error: client error (Connect): ", "dns error", unreachable),
        ("dispatch failure: ", "timeout", unreachable),
    ];
    for (before, words, meaning) in table {
        assert_eq!(judged(&format!("{before}{words}")), meaning, "{before}{words}");
    }
}

#[test]
fn a_credential_process_own_words_are_not_shown() {
    let fault = unsent("an error occurred while loading credentials: external process exited with code 1. Stderr: AKIASECRET");
    assert_eq!(fault.code, Code::CredentialsNotLoaded);
    assert!(!fault.detail.contains("AKIASECRET"), "{}", fault.detail);
    let fault = unsent("an error occurred while loading credentials: external process exited with code 1. Stderr: the session has expired");
    assert_eq!(fault.code, Code::ExpiredCredentials);
}

const CONFIG: &str = "
[profile console]
login_session = arn:aws:iam::111111111111:user/hee
[profile over]
role_arn = arn:aws:iam::111111111111:role/Deploy
source_profile = console
[profile school]
sso_start_url = https://school.awsapps.com/start
sso_region = us-east-1
sso_account_id = 222222222222
sso_role_name = Student
[profile tool]
credential_process = /opt/creds
[profile ending]
aws_access_key_id = ASIA
aws_secret_access_key = s
aws_session_token = t
[profile keys]
aws_access_key_id = AKIA
aws_secret_access_key = s
[profile guarded]
role_arn = arn:aws:iam::111111111111:role/Deploy
source_profile = keys
mfa_serial = arn:aws:iam::111111111111:mfa/hee
";

async fn profiles(config: &str, env: &[(&str, &str)]) -> Profiles {
    let env: Vec<_> = [("HOME", "/home/hee")].into_iter().chain(env.iter().copied()).collect();
    Profiles::of(&Fs::from_slice(&[("/home/hee/.aws/config", config)]), &Env::from_slice(&env)).await.unwrap()
}

#[tokio::test]
async fn a_session_that_is_over_is_renewed_by_the_kind_of_its_profile() {
    let read = profiles(CONFIG, &[]).await;
    let expired = || Fault::person(Code::ExpiredCredentials, Remedy::SignIn, "over");
    let table = [
        ("console", Remedy::LoginInBrowser, "[console] over"),
        ("over", Remedy::LoginInBrowser, "[console] over"),
        ("school", Remedy::LoginSso, "[school] over"),
        ("tool", Remedy::RunCredentialProcess, "[tool] over"),
        ("ending", Remedy::FetchSessionKeys, "[ending] over"),
        ("keys", Remedy::SignIn, "[keys] over"),
    ];
    for (name, remedy, detail) in table {
        let fault = Source::of(Some(name), &read).unwrap().explained(expired());
        assert_eq!((fault.disposition, fault.detail.as_str()), (Disposition::Person(remedy), detail), "{name}");
    }
    let denied = Fault::person(Code::AccessDenied, Remedy::AttachPolicy, "no");
    assert_eq!(Source::of(Some("console"), &read).unwrap().explained(denied.clone()), denied, "nothing to do with the sign-in");
}

#[tokio::test]
async fn what_is_known_to_fail_is_told_before_anything_is_sent() {
    let read = profiles(CONFIG, &[]).await;
    let refused = |name: Option<&str>| Source::of(name, &read).unwrap_err();
    let guarded = refused(Some("guarded"));
    assert_eq!((guarded.code, guarded.disposition), (Code::ProfileNeedsMfa, Disposition::Person(Remedy::PassMfaOn)));
    assert!(guarded.detail.starts_with("[guarded] "), "{guarded}");
    let missing = refused(Some("skool"));
    assert_eq!((missing.code, missing.disposition), (Code::NoSuchProfile, Disposition::Person(Remedy::ChooseProfile)));
    assert!(missing.detail.starts_with("[skool] ") && missing.detail.contains("school"), "{missing}");
    let from_environment = Source::of(None, &profiles(CONFIG, &[("AWS_PROFILE", "skool")]).await).unwrap_err();
    assert_eq!(from_environment.code, Code::NoSuchProfile);
}

#[tokio::test]
async fn keys_of_the_environment_come_after_a_profile_that_is_named() {
    let keys = [("AWS_ACCESS_KEY_ID", "ASIA"), ("AWS_SECRET_ACCESS_KEY", "s"), ("AWS_SESSION_TOKEN", "t"), ("AWS_PROFILE", "school")];
    let read = profiles(CONFIG, &keys).await;
    let own = Source::of(None, &read).unwrap();
    assert_eq!(own, Source::Environment(ProfileKind::SessionKeys));
    let expired = Fault::person(Code::ExpiredCredentials, Remedy::SignIn, "ExpiredToken");
    assert_eq!(own.explained(expired).disposition, Disposition::Person(Remedy::ExportNewKeys));
    assert_eq!(Source::of(Some("school"), &read).unwrap(), Source::Profile("school".into(), ProfileKind::Sso));
}

#[tokio::test]
async fn who_has_profiles_and_chose_none_is_told_which() {
    let nobody = || unsent("dispatch failure: other: the credential provider was not enabled: profile `default` was not defined");
    let fault = Source::of(None, &profiles(CONFIG, &[]).await).unwrap().explained(nobody());
    assert_eq!((fault.code, fault.disposition), (Code::NoCredentials, Disposition::Person(Remedy::ChooseProfile)));
    assert!(fault.detail.contains("console, ending"), "{fault}");
    let fault = Source::of(None, &profiles("", &[]).await).unwrap().explained(nobody());
    assert_eq!((fault.code, fault.disposition), (Code::NoCredentials, Disposition::Person(Remedy::SetUpCredentials)));
}
