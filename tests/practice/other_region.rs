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
