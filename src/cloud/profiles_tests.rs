use super::*;

const CONFIG: &str = "
[default]
region = us-east-1
login_session = arn:aws:iam::111111111111:user/hee

[profile school]
sso_session = school
sso_account_id = 222222222222
sso_role_name = Student
region = ap-northeast-2

[sso-session school]
sso_region = us-west-2
sso_start_url = https://school.awsapps.com/start

[profile guarded]
role_arn = arn:aws:iam::333333333333:role/Deploy
source_profile = keys
mfa_serial = arn:aws:iam::111111111111:mfa/hee

[profile over-login]
role_arn = arn:aws:iam::444444444444:role/Deploy
source_profile = default
region = eu-west-1

[profile tool]
credential_process = /opt/creds
aws_account_id = 555555555555

[profile circle]
role_arn = arn:aws:iam::666666666666:role/Deploy
source_profile = circle-back

[profile circle-back]
role_arn = arn:aws:iam::666666666666:role/Deploy
source_profile = circle

[profile output-only]
output = json
";

const CREDENTIALS: &str = "
[keys]
aws_access_key_id = AKIA
aws_secret_access_key = secret

[ending]
aws_access_key_id = ASIA
aws_secret_access_key = secret
aws_session_token = token
";

async fn profiles(env: &[(&str, &str)]) -> Profiles {
    let fs = Fs::from_slice(&[("/home/hee/.aws/config", CONFIG), ("/home/hee/.aws/credentials", CREDENTIALS)]);
    let env: Vec<_> = [("HOME", "/home/hee")].into_iter().chain(env.iter().copied()).collect();
    Profiles::of(&fs, &Env::from_slice(&env)).await.unwrap()
}

#[tokio::test]
async fn each_profile_tells_how_it_signs_in_whose_it_is_and_where() {
    use ProfileKind::{Keys, Login, Nothing, Process, SessionKeys, Sso};
    let read = profiles(&[]).await;
    let table = [
        ("default", Login, Some("111111111111"), Some("us-east-1"), "default", false),
        ("school", Sso, Some("222222222222"), Some("ap-northeast-2"), "school", false),
        ("guarded", Keys, Some("333333333333"), None, "keys", true),
        ("over-login", Login, Some("444444444444"), Some("eu-west-1"), "default", false),
        ("tool", Process, Some("555555555555"), None, "tool", false),
        ("keys", Keys, None, None, "keys", false),
        ("ending", SessionKeys, None, None, "ending", false),
        ("output-only", Nothing, None, None, "output-only", false),
    ];
    for (name, kind, account, region, signs_in, needs_mfa) in table {
        let profile = read.get(name).unwrap();
        let seen = (profile.kind, profile.account.as_deref(), profile.region.as_deref(), profile.signs_in.as_str(), profile.needs_mfa);
        assert_eq!(seen, (kind, account, region, signs_in, needs_mfa), "{name}");
    }
    assert_eq!(read.get("circle").unwrap().kind, Nothing, "a circle ends");
    assert_eq!(read.all.first().map(|p| p.name.as_str()), Some("default"));
    assert!(read.usable().all(|p| p.name != "output-only"));
}

#[tokio::test]
async fn the_environment_chooses_a_profile_or_brings_keys_of_its_own() {
    let read = profiles(&[]).await;
    assert_eq!((read.usual.as_str(), read.chosen, read.keys), ("default", false, None));
    let read = profiles(&[("AWS_PROFILE", "school")]).await;
    assert_eq!((read.usual.as_str(), read.chosen), ("school", true));
    let keys = [("AWS_ACCESS_KEY_ID", "AKIA"), ("AWS_SECRET_ACCESS_KEY", "s")];
    assert_eq!(profiles(&keys).await.keys, Some(ProfileKind::Keys));
    let ending = [keys[0], keys[1], ("AWS_SESSION_TOKEN", "t")];
    assert_eq!(profiles(&ending).await.keys, Some(ProfileKind::SessionKeys));
}

#[tokio::test]
async fn credentials_come_from_the_region_of_the_login_and_not_of_the_site() {
    let read = profiles(&[]).await;
    assert_eq!(read.home("default").as_deref(), Some("us-east-1"));
    assert_eq!(read.home("over-login").as_deref(), Some("us-east-1"), "the role is taken on from the login's region");
    assert_eq!(read.home("school").as_deref(), Some("ap-northeast-2"));
    assert_eq!(read.home("keys"), None);
    let room = tempfile::tempdir().unwrap();
    let hash: String = Sha256::digest(b"arn:aws:iam::111111111111:user/hee").iter().map(|byte| format!("{byte:02x}")).collect();
    std::fs::write(room.path().join(format!("{hash}.json")), r#"{"signInRegion": "us-east-2", "accessToken": {}}"#).unwrap();
    let read = profiles(&[("AWS_LOGIN_CACHE_DIRECTORY", room.path().to_str().unwrap())]).await;
    assert_eq!(read.home("default").as_deref(), Some("us-east-2"));
    assert_eq!(read.home("over-login").as_deref(), Some("us-east-2"));
}
