//! The client of the service that tells of an account's plan.

use aws_config::{Region, SdkConfig};
use aws_sdk_freetier::Client;

/// Where it is asked, whatever the site's region (endpoint rules of aws-sdk-freetier 1.117).
const HOME: &str = "us-east-1";

/// The client for the one place that knows.
pub(super) fn client(config: &SdkConfig) -> Client {
    let here = aws_sdk_freetier::config::Builder::from(config).region(Region::new(HOME)).build();
    Client::from_conf(here)
}
