use super::*;
use crate::engine::fault::Disposition;

#[test]
fn what_never_left_is_told_apart() {
    let person = Disposition::Person;
    let table = [
        ("dispatch failure: other: the credential provider was not enabled", Code::NoCredentials, person(Remedy::SetUpCredentials)),
        (
            "dispatch failure: other: an error occurred while loading credentials: failed to load the cached SSO token",
            Code::ExpiredCredentials,
            person(Remedy::SignIn),
        ),
        ("an error occurred while loading credentials: the SSO token has expired", Code::ExpiredCredentials, person(Remedy::SignIn)),
        ("an error occurred while loading credentials: service error: request has timed out", Code::AwsUnreachable, Disposition::Transient),
        ("dispatch failure: io error: client error (Connect): dns error", Code::AwsUnreachable, Disposition::Transient),
        ("dispatch failure: timeout", Code::AwsUnreachable, Disposition::Transient),
    ];
    for (chain, meaning, disposition) in table {
        let fault = unsent(chain);
        assert_eq!((fault.code, fault.disposition), (meaning, disposition), "{chain}");
    }
}

#[test]
fn a_credential_process_own_words_are_not_shown() {
    let fault = unsent("an error occurred while loading credentials: external process exited with code 1. Stderr: AKIASECRET");
    assert_eq!(fault.code, Code::NoCredentials);
    assert!(!fault.detail.contains("AKIASECRET"), "{}", fault.detail);
}

/// A client of the SDK that has nowhere to take credentials from, or nobody to talk to.
fn client(port: u16, credentials: bool) -> aws_sdk_sts::Client {
    use aws_sdk_sts::config::{BehaviorVersion, Credentials, Region, SharedCredentialsProvider};
    let config = aws_sdk_sts::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .retry_config(aws_config::retry::RetryConfig::disabled())
        .endpoint_url(format!("http://127.0.0.1:{port}"));
    let provider = SharedCredentialsProvider::new(Credentials::for_tests());
    aws_sdk_sts::Client::from_conf(if credentials { config.credentials_provider(provider) } else { config }.build())
}

#[tokio::test]
async fn the_sdk_itself_without_credentials_and_without_a_network() {
    let closed = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().port()
    };
    let lost = fault(client(closed, true).get_caller_identity().send().await.unwrap_err());
    assert_eq!((lost.code, lost.disposition), (Code::AwsUnreachable, Disposition::Transient), "{lost}");
    let bare = fault(client(closed, false).get_caller_identity().send().await.unwrap_err());
    assert_eq!((bare.code, bare.disposition), (Code::NoCredentials, Disposition::Person(Remedy::SetUpCredentials)), "{bare}");
}
