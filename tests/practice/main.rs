//! The practice world through the real SDK: one test a rule.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bench;
mod elb_balancers;
mod elb_fixture;
mod elb_listeners;
mod elb_lists;
mod elb_routing;
mod elb_target_groups;
mod elb_targets;
mod sts;
mod troubles;
