//! A moto server of the test's own: started, recorded, killed. And what a person's account holds before Landfall comes.

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_ec2::types::{Filter, IpPermission, IpRange};
use landfall::cloud::Aws;
use landfall::engine::fault::Fault;
use landfall::engine::ids::{GroupId, VpcId};
use landfall::engine::op::{CloudFact, CloudOp, Fact};
use landfall::engine::resource::Resource;
use landfall::engine::state::Token;
use landfall::ports::Cloud;
use landfall::site::{Host, InstanceId, Site};

/// A running moto server; gone when dropped.
pub struct Moto {
    child: Child,
    recording: PathBuf,
    _room: tempfile::TempDir,
    pub config: SdkConfig,
}

impl Moto {
    /// Starts the server that `LANDFALL_MOTO` names, on a port of its own choice. `None`: there is none, and the test is skipped
    /// (which CI may not do).
    pub async fn start() -> Option<Self> {
        let Some(program) = std::env::var_os("LANDFALL_MOTO") else {
            assert!(std::env::var("CI").as_deref() != Ok("true"), "LANDFALL_MOTO must name moto_server in CI");
            // Not `eprintln!`, which the test harness swallows when a test passes.
            std::io::stderr().write_all(b"SKIPPED cloud_moto: set LANDFALL_MOTO to the path of moto_server\n").unwrap();
            return None;
        };
        let room = tempfile::tempdir().unwrap();
        let recording = room.path().join("recording");
        let mut server = Command::new(program);
        server.args(["-H", "127.0.0.1", "-p", "0"]).current_dir(room.path());
        server.env("MOTO_ACM_VALIDATION_WAIT", "1");
        server.env("MOTO_ENABLE_RECORDING", "true").env("MOTO_RECORDER_FILEPATH", &recording);
        let mut child = server.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let address = listening(&mut child);
        Some(Self { child, recording, _room: room, config: config(&address).await })
    }

    /// Every call so far that changes something, by AWS's name for it (Route 53: method and path).
    pub fn writes(&self) -> Vec<String> {
        let text = std::fs::read_to_string(&self.recording).unwrap_or_default();
        let calls = text.lines().map(|line| call(&serde_json::from_str(line).unwrap()));
        let is_look = |c: &String| ["Describe", "List", "Get"].iter().any(|verb| c.starts_with(verb));
        calls.filter(|c| !is_look(c)).collect()
    }

    pub fn ec2(&self) -> aws_sdk_ec2::Client {
        aws_sdk_ec2::Client::new(&self.config)
    }

    pub fn elb(&self) -> aws_sdk_elasticloadbalancingv2::Client {
        aws_sdk_elasticloadbalancingv2::Client::new(&self.config)
    }

    pub fn acm(&self) -> aws_sdk_acm::Client {
        aws_sdk_acm::Client::new(&self.config)
    }

    pub fn route53(&self) -> aws_sdk_route53::Client {
        aws_sdk_route53::Client::new(&self.config)
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _reaped = self.child.wait();
    }
}

/// Waits for the server to tell its address, then lets a thread drain what else it says.
fn listening(child: &mut Child) -> String {
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let told = lines.by_ref().map(Result::unwrap).find_map(|l| l.split_once("Running on ").map(|(_, url)| url.trim().to_owned()));
    std::thread::spawn(move || lines.for_each(drop));
    told.expect("moto ended before it listened")
}

async fn config(address: &str) -> SdkConfig {
    let chain = aws_config::defaults(BehaviorVersion::latest()).empty_test_environment().test_credentials();
    let retry = aws_config::retry::RetryConfig::disabled();
    chain.region(Region::new("ap-northeast-2")).endpoint_url(address).retry_config(retry).load().await
}

fn call(line: &serde_json::Value) -> String {
    let headers = &line["headers"];
    if let Some(target) = headers["X-Amz-Target"].as_str() {
        return target.rsplit('.').next().unwrap().to_owned();
    }
    let body = aws_smithy_types::base64::decode(line["body"].as_str().unwrap_or_default()).unwrap_or_default();
    let body = String::from_utf8_lossy(&body).into_owned();
    if let Some(action) = body.split('&').find_map(|pair| pair.strip_prefix("Action=")) {
        return action.to_owned();
    }
    let path = line["url"].as_str().unwrap().split("/2013-04-01/").last().unwrap().to_owned();
    let method = line["method"].as_str().unwrap();
    // `ListTagsForResources` is a POST; `ChangeTagsForResource` has the zone's id behind it.
    let is_look = method == "GET" || (method, path.as_str()) == ("POST", "tags/hostedzone");
    if is_look { format!("Get {path}") } else { format!("{method} {path}") }
}

/// What stands in the account before Landfall: a public VPC and a web server in it.
pub struct Account {
    pub vpc: VpcId,
    pub instance: InstanceId,
    pub server_group: GroupId,
}

impl Account {
    /// moto's default VPC has no way out: an internet gateway and a default route make it public, as AWS's is.
    pub async fn furnish(moto: &Moto) -> Self {
        let ec2 = moto.ec2();
        let default = Filter::builder().name("is-default").values("true").build();
        let vpc = ec2.describe_vpcs().filters(default).send().await.unwrap().vpcs.unwrap().remove(0).vpc_id.unwrap();
        let gateway = ec2.create_internet_gateway().send().await.unwrap().internet_gateway.unwrap().internet_gateway_id.unwrap();
        ec2.attach_internet_gateway().vpc_id(&vpc).internet_gateway_id(&gateway).send().await.unwrap();
        let of = Filter::builder().name("vpc-id").values(&vpc).build();
        let table = ec2.describe_route_tables().filters(of).send().await.unwrap().route_tables.unwrap().remove(0).route_table_id.unwrap();
        let route = ec2.create_route().route_table_id(table).destination_cidr_block("0.0.0.0/0");
        route.gateway_id(gateway).send().await.unwrap();
        let server_group = web_group(&ec2, &vpc).await;
        let started = ec2.run_instances().image_id("ami-12c6146b").min_count(1).max_count(1).security_group_ids(&server_group);
        let instance = started.send().await.unwrap().instances.unwrap().remove(0).instance_id.unwrap();
        Self { vpc: VpcId(vpc), instance: instance.parse().unwrap(), server_group: GroupId(server_group) }
    }
}

/// The server's own group: port 80 open to the world.
async fn web_group(ec2: &aws_sdk_ec2::Client, vpc: &str) -> String {
    let group = ec2.create_security_group().group_name("web").description("web").vpc_id(vpc).send().await.unwrap().group_id.unwrap();
    let world = IpRange::builder().cidr_ip("0.0.0.0/0").description("web").build();
    let http = IpPermission::builder().ip_protocol("tcp").from_port(80).to_port(80).ip_ranges(world).build();
    ec2.authorize_security_group_ingress().group_id(&group).ip_permissions(http).send().await.unwrap();
    group
}

pub fn site() -> Site {
    let site = Site::with_defaults(
        "heestagram".parse().unwrap(),
        "heestagram.com".parse().unwrap(),
        "www".parse().unwrap(),
        "ap-northeast-2".parse().unwrap(),
    );
    Site { other_hosts: vec![Host::Apex], ..site }
}

/// Landfall's AWS over moto.
pub fn aws(moto: &Moto) -> Aws {
    Aws::from_config(&moto.config, &site())
}

pub fn token() -> Token {
    Token("0123456789abcdef0123456789abcdef".into())
}

pub async fn ask(aws: &Aws, op: CloudOp) -> Result<Fact, Fault> {
    aws.perform(&op, &token()).await
}

pub async fn look(aws: &Aws, op: CloudOp) -> CloudFact {
    match ask(aws, op).await {
        Ok(Fact::Cloud(fact)) => fact,
        other => panic!("a look answered {other:?}"),
    }
}

pub async fn make(aws: &Aws, op: CloudOp) -> Resource {
    match ask(aws, op.clone()).await {
        Ok(Fact::Made(resource)) => resource,
        other => panic!("{op:?} answered {other:?}"),
    }
}

/// Makes it twice: the second time AWS is asked to change nothing, and the answer is the same.
pub async fn make_twice(moto: &Moto, aws: &Aws, op: CloudOp) -> Resource {
    let first = make(aws, op.clone()).await;
    let before = moto.writes();
    assert_eq!(make(aws, op.clone()).await, settled(&first), "{op:?} the second time");
    let after = moto.writes();
    let new: HashSet<_> = after.get(before.len()..).unwrap().iter().collect();
    assert!(new.is_empty(), "{op:?} the second time wrote {new:?}");
    assert!(!before.is_empty(), "the recording is broken");
    first
}

/// A resource without a change to wait for: that is how it is found when nothing had to be written.
fn settled(resource: &Resource) -> Resource {
    match resource.clone() {
        Resource::Record { slot, zone, set, prior, .. } => Resource::Record { slot, zone, set, prior, change: None },
        other => other,
    }
}
