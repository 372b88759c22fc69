//! The AWS account, with what each service keeps in it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::acm::Acm;
use super::ec2::Ec2;
use super::elb::Elb;
use super::route53::Route53;
use crate::engine::time::Timestamp;

/// The account in which everything of a practice world lies.
pub const ACCOUNT: &str = "111122223333";

/// What stands in the account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// The region of this world.
    pub region: String,
    /// Whether the account has that region, where one has to ask for it.
    pub opted_in: bool,
    /// What the organisation's policy denies, as IAM names it: `ec2:CreateSecurityGroup`.
    pub denied: Vec<String>,
    /// The free plan that it is on; `None`: the paid one.
    pub free_plan: Option<FreePlan>,
    /// How much may be asked at this moment; `None`: as much as anybody likes.
    pub pace: Option<BTreeMap<String, Bucket>>,
    pub acm: Acm,
    pub route53: Route53,
    pub ec2: Ec2,
    pub elb: Elb,
    /// What stands in other regions.
    #[serde(default)]
    pub elsewhere: Vec<OtherRegion>,
}

/// What the account has in a region besides the world's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OtherRegion {
    pub name: String,
    pub acm: Acm,
    pub ec2: Ec2,
    pub elb: Elb,
}

/// An account's free plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreePlan {
    pub ends: Timestamp,
    /// What is left of its credits, in whole US dollars.
    pub credits: u32,
}

/// What is left of a rate's allowance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bucket {
    /// Calls that may be made at once, in thousandths.
    pub left: u64,
    /// When it held that.
    pub at: Timestamp,
}
