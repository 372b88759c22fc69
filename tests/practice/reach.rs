//! A server that does not answer over SSH: the cause as EC2 tells it, nothing changed by looking, and the remedy carried out to the
//! letter as each language has it.

use aws_sdk_ec2::types::{Filter, IpPermission, IpRange};
use landfall::engine::fault::{Code, Fault, Remedy};
use landfall::engine::goal::Goal;
use landfall::engine::step_id::StepId;
use landfall::practice::state::ec2::Source;
use landfall::practice::{
    Forget, PERSONS_ADDRESS, Scenario, SimClock, SimState, Simulator, Speed, TroubleKind, TroubleRule, TroubleScript,
};
use landfall::site::Site;
use landfall::text::{About, Language, Words};

use super::bench::config;
use super::play::{End, Kept, UP, play_site, site};
use super::quoted::quoted;

/// What AWS shows a person as their own address.
const MY_ADDRESS: &str = "$(curl -s https://checkip.amazonaws.com)";

/// The one fault that a run over this stops at. Nothing in EC2 is changed by it.
async fn stopped(site: &Site, kept: Kept, goal: Goal) -> (Fault, Kept) {
    let before = kept.scene.aws.ec2.clone();
    let played = play_site(site.clone(), kept, goal, 7, None).await;
    let End::Rest(standing) = played.end else { panic!("{:?}", played.end) };
    let [stuck] = standing.stuck.as_slice() else { panic!("{:?} {:?}", standing.stuck, standing.asks) };
    assert_eq!(played.kept.scene.aws.ec2, before, "looking changed something");
    (stuck.fault.clone(), played.kept)
}

async fn through(site: &Site, kept: Kept) -> Kept {
    let played = play_site(site.clone(), kept, UP, 8, None).await;
    assert!(matches!(played.end, End::Done), "{:#?}", played.end);
    played.kept
}

pub fn remedy(language: Language, site: &Site, fault: &Fault) -> String {
    Words::new(language).fault(fault, &About::of(site)).remedy.unwrap()
}

/// The `aws` command of this verb that the remedy has between its backquotes.
pub fn command(remedy: &str, verb: &str) -> Vec<String> {
    let line = quoted(remedy).into_iter().find(|quoted| quoted.contains(verb)).unwrap();
    let line = line.replace(MY_ADDRESS, &PERSONS_ADDRESS.to_string());
    line.split(' ').map(str::to_owned).collect()
}

/// What stands behind this option.
pub fn option<'a>(words: &'a [String], name: &str) -> &'a str {
    let at = words.iter().position(|word| word == name).unwrap();
    &words[at + 1]
}

/// Carries the command out, as the AWS command line would.
pub async fn typed(kept: Kept, words: &[String]) -> Kept {
    let clock = SimClock::new(kept.scene.now, Speed::Instant);
    let stage = Simulator::new(kept.scene, clock, Box::new(Forget));
    let ec2 = aws_sdk_ec2::Client::new(&config(&stage, option(words, "--region")));
    assert_eq!(words[..2], ["aws", "ec2"]);
    match words[2].as_str() {
        "start-instances" => drop(ec2.start_instances().instance_ids(option(words, "--instance-ids")).send().await.unwrap()),
        "authorize-security-group-ingress" => {
            let port = option(words, "--port").parse().unwrap();
            let range = IpRange::builder().cidr_ip(option(words, "--cidr")).build();
            let rule = IpPermission::builder().ip_protocol(option(words, "--protocol")).from_port(port).to_port(port).ip_ranges(range);
            let asked = ec2.authorize_security_group_ingress().group_id(option(words, "--group-id")).ip_permissions(rule.build());
            asked.send().await.unwrap();
        }
        other => panic!("{other}"),
    }
    Kept { scene: stage.see(SimState::clone), journal: kept.journal }
}

#[tokio::test]
async fn a_stopped_server_is_named_and_started_by_the_remedys_command() {
    let world = Scenario::named("server-stopped").unwrap();
    let site = site(&world);
    let (fault, kept) = stopped(&site, Kept::begin(&world), UP).await;
    let id = kept.scene.aws.ec2.instances[0].id.clone();
    assert_eq!((fault.code, fault.detail.as_str()), (Code::InstanceNotRunning, format!("{id} stopped heestagram").as_str()));
    for language in Language::ALL {
        let words = command(&remedy(language, &site, &fault), "start-instances");
        assert_eq!(option(&words, "--instance-ids"), id);
        let started = typed(kept.clone(), &words).await;
        assert_eq!(started.scene.aws.ec2.instances[0].public_address, Some([203, 0, 113, 57].into()), "another address");
        through(&site, started).await;
    }
}

#[tokio::test]
async fn a_closed_group_is_named_and_opened_by_the_remedys_command() {
    let world = Scenario::named("ssh-group-closed").unwrap();
    let site = site(&world);
    let (fault, kept) = stopped(&site, Kept::begin(&world), UP).await;
    let group = kept.scene.aws.ec2.instances[0].groups[0].clone();
    assert!(fault.code == Code::SshPortClosed && fault.detail.contains(&group), "{fault:?}");
    for language in Language::ALL {
        let words = command(&remedy(language, &site, &fault), "authorize-security-group-ingress");
        assert_eq!((option(&words, "--group-id"), option(&words, "--port")), (group.as_str(), "22"));
        through(&site, typed(kept.clone(), &words).await).await;
    }
}

/// The happy world, with its group open on port 22 to this block only.
fn open_to(cidr: &str) -> Kept {
    let mut kept = Kept::begin(&Scenario::named("happy").unwrap());
    let rules = kept.scene.aws.ec2.groups.iter_mut().flat_map(|group| &mut group.rules);
    rules.filter(|rule| rule.from_port == Some(22)).for_each(|rule| rule.source = Source::Cidr(cidr.to_owned()));
    kept
}

#[tokio::test]
async fn whom_the_group_lets_in_is_named_and_the_remedy_adds_the_person() {
    let site = site(&Scenario::named("happy").unwrap());
    let (fault, kept) = stopped(&site, open_to("192.0.2.0/24"), UP).await;
    assert!(fault.code == Code::SshPortLimited && fault.detail.ends_with("  192.0.2.0/24"), "{fault:?}");
    for language in Language::ALL {
        let words = command(&remedy(language, &site, &fault), "authorize-security-group-ingress");
        through(&site, typed(kept.clone(), &words).await).await;
    }
    through(&site, open_to(&format!("{PERSONS_ADDRESS}/32"))).await;
}

/// Gives the subnet another route table, as the console's form "Edit route table association" does.
async fn led_out(kept: Kept, subnet: &str, table: &str) -> Kept {
    let stage = Simulator::new(kept.scene.clone(), SimClock::new(kept.scene.now, Speed::Instant), Box::new(Forget));
    let ec2 = aws_sdk_ec2::Client::new(&config(&stage, "ap-northeast-2"));
    let of = Filter::builder().name("association.subnet-id").values(subnet).build();
    let tables = ec2.describe_route_tables().filters(of).send().await.unwrap();
    let mut all = tables.route_tables().iter().flat_map(|table| table.associations());
    let own = all.find(|association| association.subnet_id() == Some(subnet)).unwrap().route_table_association_id().unwrap();
    ec2.replace_route_table_association().association_id(own).route_table_id(table).send().await.unwrap();
    Kept { scene: stage.see(SimState::clone), journal: kept.journal }
}

#[tokio::test]
async fn a_subnet_without_a_way_out_explains_silence_and_is_led_out_as_the_remedy_says() {
    let mut world = Scenario::named("no-public-subnet:of-the-server").unwrap();
    world.person.mends = false;
    let (site, before) = (site(&world), Kept::begin(&world));
    let subnet = before.scene.aws.ec2.instances[0].subnet.clone();
    let played = play_site(site.clone(), before, UP, 7, None).await;
    let End::Rest(standing) = played.end else { panic!("{:?}", played.end) };
    let faults: Vec<&Fault> = standing.stuck.iter().map(|stuck| &stuck.fault).collect();
    let fault = *faults.iter().find(|fault| fault.code == Code::SshSilent).unwrap_or_else(|| panic!("{faults:?}"));
    for language in Language::ALL {
        let (words, remedy) = (Words::new(language).fault(fault, &About::of(&site)), remedy(language, &site, fault));
        let word = |start: &str| remedy.split_whitespace().find(|word| word.starts_with(start)).unwrap().to_owned();
        assert!(words.why.contains(&subnet) && word("subnet-") == subnet, "{} {remedy}", words.why);
        through(&site, led_out(played.kept.clone(), &word("subnet-"), &word("rtb-")).await).await;
    }
}

#[tokio::test]
async fn a_server_that_moved_is_found_and_its_new_address_is_the_remedy() {
    let world = Scenario::named("happy").unwrap();
    let mut site = site(&world);
    let kept = Kept::begin(&world);
    site.server.instance = kept.scene.aws.ec2.instances[0].id.parse().ok();
    site.server.address = Some([203, 0, 113, 99].into());
    let (fault, kept) = stopped(&site, kept, UP).await;
    assert_eq!((fault.code, fault.detail.as_str()), (Code::AddressChanged, "203.0.113.99 → 203.0.113.10"));
    for language in Language::ALL {
        let remedy = remedy(language, &site, &fault);
        assert!(remedy.contains("`203.0.113.10`") && remedy.contains("`address`"), "{remedy}");
        let mut told = site.clone();
        told.server.address = Some("203.0.113.10".parse().unwrap());
        through(&told, kept.clone()).await;
    }
}

#[tokio::test]
async fn what_answers_nothing_at_an_address_that_ec2_does_not_know_is_said_to_be_unknown_there() {
    let world = Scenario::named("happy").unwrap();
    let mut site = site(&world);
    site.server.address = Some([203, 0, 113, 99].into());
    let (fault, _) = stopped(&site, Kept::begin(&world), Goal::Build { until: StepId::Service }).await;
    assert_eq!((fault.code, fault.detail.as_str()), (Code::AddressNotInEc2, "203.0.113.99"));
    site.server.address = Some([203, 0, 113, 10].into());
    site.server.port = 2222;
    let (fault, _) = stopped(&site, Kept::begin(&world), Goal::Build { until: StepId::Service }).await;
    assert_eq!((fault.code, fault.disposition), (Code::SshRefused, landfall::engine::fault::Disposition::Person(Remedy::StartSshd)));
}

#[tokio::test]
async fn where_ec2_may_not_be_read_the_fault_stays_what_it_was() {
    let world = Scenario::named("ssh-group-closed").unwrap();
    let mut site = site(&world);
    site.server.address = Some([203, 0, 113, 10].into());
    let mut kept = Kept::begin(&world);
    let (service, operation) = (Some("ec2".to_owned()), Some("DescribeInstances".to_owned()));
    kept.scene.script =
        TroubleScript::new(vec![TroubleRule { kind: TroubleKind::AccessDenied, service, operation, every: 1, times: None }]);
    let (fault, _) = stopped(&site, kept, Goal::Build { until: StepId::Service }).await;
    assert_eq!((fault.code, fault.detail.as_str()), (Code::SshTimeout, "203.0.113.10:22"));
}
