//! STS and EC2 of the first region of a partition: everybody's, whatever else an account has enabled.

use aws_config::{Region, SdkConfig};

use super::partition::Partition;

/// The partition's first region.
#[derive(Debug, Clone)]
pub(super) struct First {
    pub(super) region: &'static str,
    pub(super) sts: aws_sdk_sts::Client,
    pub(super) ec2: aws_sdk_ec2::Client,
}

impl First {
    /// The first region beside this one, with the same credentials.
    pub(super) fn beside(config: &SdkConfig, region: &str) -> Self {
        let region = Partition::of(region).first_region();
        let config = config.to_builder().region(Region::new(region)).build();
        Self { region, sts: aws_sdk_sts::Client::new(&config), ec2: aws_sdk_ec2::Client::new(&config) }
    }
}
