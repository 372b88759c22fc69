//! The practice world through the real SDK: one test a rule.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod acm;
mod acm_email;
mod acm_issue;
mod acm_lists;
mod bench;
mod beside;
mod command;
mod compare;
mod doctor;
mod ec2;
mod ec2_groups;
mod ec2_instances;
mod ec2_interfaces;
mod ec2_network;
mod ec2_places;
mod ec2_rules;
mod ec2_tags;
mod elb_balancers;
mod elb_fixture;
mod elb_health;
mod elb_listeners;
mod elb_lists;
mod elb_routing;
mod elb_target_groups;
mod elb_targets;
mod faults;
mod gate;
#[path = "../support/golden.rs"]
mod golden;
mod host_key;
mod internet;
mod json;
mod key_type;
mod kills;
mod own_unit;
mod play;
#[path = "../support/quoted.rs"]
mod quoted;
mod reach;
mod remedies;
mod remedy_table;
mod route53;
mod route53_aliases;
mod route53_lists;
mod route53_records;
mod route53_tags;
mod secret;
mod server;
mod server_door;
mod server_failures;
mod server_http;
mod server_scripts;
mod sts;
mod troubles;
mod worlds;
