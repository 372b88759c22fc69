//! The load balancer's place in the network: what is missing is named, the remedy is carried out to the letter as each language has it,
//! and zones that refuse balancers give way. And a server whose port 80 is closed to the world.

use landfall::engine::fault::{Code, Fault};
use landfall::engine::step_id::StepId;
use landfall::practice::{Forget, Scenario, SimClock, SimState, Simulator, Speed};
use landfall::site::Site;
use landfall::text::{About, Language, Words};

use super::bench::config;
use super::play::{End, Kept, UP, play_site, site};
use super::quoted::quoted;

/// The happy world with this network.
fn world(network: &str) -> Scenario {
    let happy = std::fs::read_to_string("assets/practice/happy.toml").unwrap();
    Scenario::read("test", &format!("{happy}\n[network]\n{network}")).unwrap()
}

/// The one fault at which a run stops, the network as it was before.
async fn stopped(site: &Site, kept: Kept) -> (Fault, Kept) {
    let played = play_site(site.clone(), kept, UP, 7, None).await;
    let End::Rest(standing) = played.end else { panic!("{:?}", played.end) };
    let [stuck] = standing.stuck.as_slice() else { panic!("{:?} {:?}", standing.stuck, standing.asks) };
    assert_eq!(stuck.step, StepId::Balancer);
    (stuck.fault.clone(), played.kept)
}

async fn through(site: &Site, kept: Kept) -> Kept {
    let played = play_site(site.clone(), kept, UP, 8, None).await;
    assert!(matches!(played.end, End::Done), "{:#?}", played.end);
    played.kept
}

/// What stands behind this option of the remedy's command.
fn option(remedy: &str, verb: &str, name: &str) -> String {
    let line = quoted(remedy).into_iter().find(|quoted| quoted.contains(verb)).unwrap();
    let words: Vec<&str> = line.split(' ').collect();
    let at = words.iter().position(|word| *word == name).unwrap();
    words[at + 1].to_owned()
}

/// Makes the subnet as the remedy's commands would.
async fn made(kept: Kept, remedy: &str) -> Kept {
    let stage = Simulator::new(kept.scene.clone(), SimClock::new(kept.scene.now, Speed::Instant), Box::new(Forget));
    let of = |name| option(remedy, "create-subnet", name);
    let ec2 = aws_sdk_ec2::Client::new(&config(&stage, &of("--region")));
    let asked = ec2.create_subnet().vpc_id(of("--vpc-id")).availability_zone(of("--availability-zone")).cidr_block(of("--cidr-block"));
    let subnet = asked.send().await.unwrap().subnet.unwrap().subnet_id.unwrap();
    let table = option(remedy, "associate-route-table", "--route-table-id");
    ec2.associate_route_table().route_table_id(table).subnet_id(subnet).send().await.unwrap();
    Kept { scene: stage.see(SimState::clone), journal: kept.journal }
}

/// The zones of the balancer that stands.
fn zones(kept: &Kept) -> Vec<String> {
    let balancers = &kept.scene.aws.elb.balancers;
    let mut zones: Vec<String> = balancers.iter().flat_map(|b| &b.zones).map(|(zone, ..)| zone.clone()).collect();
    zones.sort();
    zones
}

#[tokio::test]
async fn a_missing_subnet_is_made_as_the_remedy_says() {
    let shut = world("private = ['a', 'b', 'd']");
    for (world, lines) in [(Scenario::named("one-zone-vpc").unwrap(), 1), (shut, 4)] {
        let site = site(&world);
        let (fault, kept) = stopped(&site, Kept::begin(&world)).await;
        assert_eq!((fault.code, fault.detail.lines().count()), (Code::OneZoneOnly, lines), "{fault:?}");
        for language in Language::ALL {
            let words = Words::new(language).fault(&fault, &About::of(&site));
            assert!(words.why.contains("ap-northeast-2a") && !words.why.contains("unsuited"), "{}", words.why);
            let built = through(&site, made(kept.clone(), &words.remedy.unwrap()).await).await;
            assert_eq!(zones(&built), ["ap-northeast-2a", "ap-northeast-2c"]);
        }
    }
}

#[tokio::test]
async fn a_zone_that_refuses_balancers_gives_way_and_the_servers_own_is_told() {
    let without_a = world("no_balancers = ['a']");
    let built = through(&site(&without_a), Kept::begin(&without_a)).await;
    assert_eq!(zones(&built), ["ap-northeast-2b", "ap-northeast-2c"], "as many addresses as were agreed to");
    let without_c = world("no_balancers = ['c']");
    let (fault, _) = stopped(&site(&without_c), Kept::begin(&without_c)).await;
    let tried: Vec<&str> = fault.detail.lines().collect();
    assert_eq!(fault.code, Code::ServerZoneRefused);
    assert_eq!(tried, ["a", "b", "d"].map(|other| format!("ap-northeast-2c + ap-northeast-2{other}")));
}

#[tokio::test]
async fn the_zones_that_a_person_lists_are_taken() {
    let world = world("");
    let listed = |zones: &[&str]| {
        let zones = zones.iter().map(|zone| zone.parse().unwrap()).collect();
        let mut site = site(&world);
        site.balancer.zones = landfall::site::Spread::These(zones);
        site
    };
    let built = through(&listed(&["ap-northeast-2d", "ap-northeast-2c"]), Kept::begin(&world)).await;
    assert_eq!(zones(&built), ["ap-northeast-2c", "ap-northeast-2d"]);
    let (fault, _) = stopped(&listed(&["ap-northeast-2a", "ap-northeast-2b"]), Kept::begin(&world)).await;
    assert_eq!(fault.code, Code::ZoneNotListed);
}

#[tokio::test]
async fn a_port_80_that_is_closed_to_the_world_stops_nothing() {
    let world = world("open = [{ port = 22, cidr = '0.0.0.0/0' }]");
    let built = through(&site(&world), Kept::begin(&world)).await;
    let rules = built.scene.aws.ec2.groups.iter().flat_map(|group| &group.rules).filter(|rule| rule.from_port == Some(80));
    // The balancer's own door, and the server's to the balancer.
    assert_eq!(rules.count(), 2);
}
