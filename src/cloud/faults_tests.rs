use super::*;
use crate::engine::fault::Disposition;

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
