//! Tags of hosted zones.

use aws_sdk_route53::types::{Tag, TagResourceType};

use super::bench::{Bench, code};
use super::route53::{id, zone};

fn tag(key: &str, value: &str) -> Tag {
    Tag::builder().key(key).value(value).build()
}

async fn tags(bench: &Bench, zone: &str) -> Vec<(String, String)> {
    let asked = bench.route53().list_tags_for_resource().resource_type(TagResourceType::Hostedzone).resource_id(zone);
    let told = asked.send().await.unwrap().resource_tag_set.unwrap();
    assert_eq!((told.resource_type(), told.resource_id()), (Some(&TagResourceType::Hostedzone), Some(zone)));
    told.tags().iter().map(|t| (t.key().unwrap().to_owned(), t.value().unwrap().to_owned())).collect()
}

fn pairs(tags: &[(&str, &str)]) -> Vec<(String, String)> {
    tags.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
}

#[tokio::test]
async fn tags_are_added_changed_removed_and_told() {
    let bench = Bench::happy();
    let zone = id(&zone(&bench, "heestagram.com", "r1").await).replace("/hostedzone/", "");
    let ask = || bench.route53().change_tags_for_resource().resource_type(TagResourceType::Hostedzone).resource_id(&zone);
    ask().add_tags(tag("site", "a")).add_tags(tag("old", "")).send().await.unwrap();
    assert_eq!(tags(&bench, &zone).await, pairs(&[("site", "a"), ("old", "")]));
    ask().add_tags(tag("site", "b")).remove_tag_keys("old").remove_tag_keys("never").send().await.unwrap();
    assert_eq!(tags(&bench, &zone).await, pairs(&[("site", "b")]));
    for (wrong, why) in [
        (ask(), "nothing"),
        (ask().add_tags(tag("", "x")), "an empty key"),
        (ask().add_tags(tag(&"k".repeat(129), "x")), "a long key"),
        (ask().add_tags(tag("k", &"v".repeat(257))), "a long value"),
        (ask().add_tags(tag("aws:x", "x")), "a reserved key"),
        (ask().add_tags(tag("k", "1")).add_tags(tag("k", "2")), "a key twice"),
        (ask().set_add_tags(Some((0..11).map(|n| tag(&n.to_string(), "")).collect())), "eleven at once"),
        (ask().set_add_tags(Some((0..10).map(|n| tag(&n.to_string(), "")).collect())), "eleven in all"),
    ] {
        assert_eq!(code(wrong.send().await), "InvalidInput", "{why}");
    }
    assert_eq!(tags(&bench, &zone).await, pairs(&[("site", "b")]));
}

#[tokio::test]
async fn several_zones_tags_are_told_at_once_and_only_zones() {
    let bench = Bench::happy();
    let (a, b) = (id(&zone(&bench, "a.com", "a").await), id(&zone(&bench, "b.com", "b").await));
    let tagged = bench.route53().change_tags_for_resource().resource_type(TagResourceType::Hostedzone).resource_id(&b);
    tagged.add_tags(tag("site", "b")).send().await.unwrap();
    let ask = |kind: TagResourceType| bench.route53().list_tags_for_resources().resource_type(kind);
    let told = ask(TagResourceType::Hostedzone).resource_ids(&a).resource_ids(&b).send().await.unwrap();
    let sets: Vec<_> = told.resource_tag_sets().iter().map(|s| (s.resource_id().unwrap(), s.tags().len())).collect();
    assert_eq!(sets, [(a.trim_start_matches("/hostedzone/"), 0), (b.trim_start_matches("/hostedzone/"), 1)]);
    let zones = TagResourceType::Hostedzone;
    assert_eq!(code(ask(zones.clone()).resource_ids(&a).resource_ids("Z0").send().await), "NoSuchHostedZone");
    assert_eq!(code(ask(zones.clone()).set_resource_ids(Some(vec![a.clone(); 11])).send().await), "InvalidInput");
    assert_eq!(code(ask(zones).set_resource_ids(Some(vec![])).send().await), "InvalidInput");
    assert_eq!(code(ask(TagResourceType::Healthcheck).resource_ids("h1").send().await), "NoSuchHealthCheck");
    assert_eq!(code(ask("other".into()).resource_ids(&a).send().await), "InvalidInput");
    let one = bench.route53().list_tags_for_resource().resource_type(TagResourceType::Healthcheck).resource_id("h1");
    assert_eq!(code(one.send().await), "NoSuchHealthCheck");
}
