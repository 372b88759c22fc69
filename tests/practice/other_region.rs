//! The world in which the same site was made in another region before: a teardown takes down what stands there too, killed anywhere.

use landfall::practice::{Scenario, SimState};

use super::kills::{block_on, each};
use super::play::{Cut, DOWN, End, Kept, UP, play, through};

fn world() -> Scenario {
    Scenario::named("other-region").unwrap()
}

/// What bears a tag of Landfall's, in whichever region.
fn tagged(scene: &SimState) -> Vec<String> {
    let is_ours = |tags: &[(String, String)]| tags.iter().any(|(key, _)| key.starts_with("landfall:"));
    let aws = &scene.aws;
    let regions = aws.elsewhere.iter().map(|other| (&other.name, &other.acm, &other.ec2, &other.elb));
    let mut all: Vec<String> = aws.route53.zones.iter().filter(|z| is_ours(&z.tags)).map(|z| z.name.clone()).collect();
    for (region, acm, ec2, elb) in regions.chain([(&aws.region, &aws.acm, &aws.ec2, &aws.elb)]) {
        let mut add = |what: &str, tags: &[(String, String)]| {
            if is_ours(tags) {
                all.push(format!("{region} {what}"));
            }
        };
        acm.certificates.iter().for_each(|c| add(&c.arn, &c.tags));
        elb.balancers.iter().for_each(|b| add(&b.arn, &b.tags));
        elb.listeners.iter().for_each(|l| add(&l.arn, &l.tags));
        elb.target_groups.iter().for_each(|t| add(&t.arn, &t.tags));
        for group in &ec2.groups {
            add(&group.id, &group.tags);
            group.rules.iter().for_each(|rule| add(&rule.id, &rule.tags));
        }
    }
    all
}

#[test]
fn a_down_over_two_regions_that_was_killed_anywhere_leaves_nothing_in_either() {
    const SEED: u64 = 1;
    let built = block_on(play(&world(), Kept::begin(&world()), UP, SEED, None)).kept;
    let [here, there] =
        ["ap-northeast-2 ", "us-east-1 "].map(|region| tagged(&built.scene).iter().filter(|t| t.starts_with(region)).count());
    assert!(here > 5 && there > 5, "{:?}", tagged(&built.scene));
    let whole = block_on(play(&world(), built.clone(), DOWN, SEED, None));
    assert!(matches!(whole.end, End::Done), "{:#?}", whole.end);
    assert_eq!(tagged(&whole.kept.scene), Vec::<String>::new());
    let tag = |key: &str| built.scene.aws.route53.zones[0].tags.iter().find(|(of, _)| of == key).map(|(_, value)| value.as_str());
    assert_eq!(tag("landfall:region"), Some("ap-northeast-2 us-east-1"), "whoever has no journal is told of both");
    println!("points of a down over two regions: {}", whole.count);
    each(2 * whole.count, async |number| {
        let cut = Cut { at: number / 2, after: number % 2 == 1 };
        let killed = play(&world(), built.clone(), DOWN, SEED, Some(cut)).await;
        assert!(matches!(killed.end, End::Cut), "{cut:?}: {:#?}", killed.end);
        let torn = through(&world(), killed.kept, DOWN, 2).await;
        assert_eq!(tagged(&torn.scene), Vec::<String>::new(), "{cut:?}");
    });
}

#[test]
fn a_server_there_is_taken_out_of_its_own_group_before_that_is_deleted() {
    block_on(async {
        let mut kept = play(&world(), Kept::begin(&world()), UP, 3, None).await.kept;
        let mut interface = kept.scene.aws.ec2.interfaces.iter().find(|i| i.instance.is_some()).unwrap().clone();
        let ec2 = &mut kept.scene.aws.elsewhere.iter_mut().find(|other| other.name == "us-east-1").unwrap().ec2;
        let ours = ec2.groups.iter().find(|group| group.name.ends_with("-LB-SG")).unwrap().clone();
        let group = |id: &str, name: &str, description: &str, tags| landfall::practice::state::ec2::Group {
            id: id.to_owned(),
            name: name.to_owned(),
            description: description.to_owned(),
            tags,
            rules: Vec::new(),
            ..ours.clone()
        };
        let description = "Landfall: in place of sg-0aaaaaaaaaaaaaaaa on eni-0aaaaaaaaaaaaaaaa";
        let own = group("sg-0bbbbbbbbbbbbbbbb", "heestagram-SERVER-SG", description, ours.tags.clone());
        let shared = group("sg-0aaaaaaaaaaaaaaaa", "web", "web", Vec::new());
        interface.subnet = ec2.subnets.iter().find(|subnet| subnet.vpc == ours.vpc).unwrap().id.clone();
        // Its instance is none of this world's.
        interface.instance = None;
        (interface.id, interface.groups) = ("eni-0aaaaaaaaaaaaaaaa".to_owned(), vec![own.id.clone()]);
        ec2.groups.extend([own, shared]);
        ec2.interfaces.push(interface);
        let torn = through(&world(), kept, DOWN, 4).await;
        assert_eq!(tagged(&torn.scene), Vec::<String>::new());
        let interfaces = torn.scene.aws.elsewhere.iter().flat_map(|other| &other.ec2.interfaces);
        let left: Vec<&Vec<String>> = interfaces.filter(|i| i.id == "eni-0aaaaaaaaaaaaaaaa").map(|i| &i.groups).collect();
        assert_eq!(left, [&vec!["sg-0aaaaaaaaaaaaaaaa".to_owned()]]);
    });
}
