//! A record at the site's name that leads some visitors past ours.

use landfall::engine::fault::Code;
use landfall::practice::Scenario;

use super::play::{DOWN, End, Kept, UP, play, through};

const ZONE: &str = r#"
[[zone]]
domain = "heestagram.com"
delegated = true
tags = { "landfall:site" = "heestagram" }
records = ["www.heestagram.com. AAAA 300 2001:db8::1"]
"#;

#[tokio::test]
async fn a_record_that_leads_past_ours_stops_the_build_until_it_is_gone() {
    let happy = std::fs::read_to_string("assets/practice/happy.toml").unwrap();
    let world = Scenario::read("happy", &format!("{happy}\n{ZONE}")).unwrap();
    let stopped = play(&world, Kept::begin(&world), UP, 7, None).await;
    let End::Rest(standing) = stopped.end else { panic!("{:?}", stopped.end) };
    let fault = standing.stuck.iter().map(|stuck| &stuck.fault).find(|fault| fault.code == Code::RecordLeadsPast).unwrap();
    assert_eq!(fault.detail, "AAAA www.heestagram.com: 2001:db8::1");
    let mut kept = stopped.kept;
    let zone = &mut kept.scene.aws.route53.zones[0];
    assert!(zone.records.iter().all(|set| set.kind != "A"), "ours is not written beside it");
    zone.records.retain(|set| set.kind != "AAAA");
    zone.published.retain(|set| set.kind != "AAAA");
    let built = through(&world, kept, UP, 8).await;
    assert!(built.scene.aws.route53.zones[0].records.iter().any(|set| set.alias.is_some()));
    play(&world, built, DOWN, 9, None).await;
}
