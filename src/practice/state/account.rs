//! The AWS account, with what each service keeps in it.

use serde::{Deserialize, Serialize};

use super::acm::Acm;
use super::ec2::Ec2;
use super::elb::Elb;
use super::route53::Route53;

/// The account in which everything of a practice world lies.
pub const ACCOUNT: &str = "111122223333";

/// What stands in the account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// The one region of this world.
    pub region: String,
    pub acm: Acm,
    pub route53: Route53,
    pub ec2: Ec2,
    pub elb: Elb,
}
