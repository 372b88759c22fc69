//! Approval mails are sent once more name by name, on purpose alone.

use landfall::practice::Scenario;
use landfall::practice::state::acm::CertificateName;

use super::play::{Kept, UP, play, play_resending};

/// A site that is proven by mail for two names, whose mails nobody reads.
fn by_mail() -> Scenario {
    let mut world = Scenario::named("no-mx").unwrap();
    let text = "[certificate]\nvalidation = \"email\"\nnames = [\"heestagram.com\", \"www.heestagram.com\"]";
    let certificate: toml::Table = toml::from_str(text).unwrap();
    world.landfall.insert("certificate".into(), certificate["certificate"].clone());
    world.person.approves = false;
    world
}

/// When the last mail of each name was sent.
fn sent(kept: &Kept) -> Vec<(String, i64)> {
    let told = |name: &CertificateName| (name.name.clone(), name.mailed.0);
    kept.scene.aws.acm.certificates.iter().flat_map(|c| c.names.iter().map(told)).collect()
}

#[tokio::test]
async fn the_mails_of_one_name_are_sent_again_and_no_other_s() {
    let world = by_mail();
    // The first run ends where no mail arrives; the person mends that.
    let mended = play(&world, Kept::begin(&world), UP, 6, None).await.kept;
    let kept = play_resending(&world, mended, UP, 7, Some("www.heestagram.com".parse().unwrap())).await;
    let [(bare, first), (www, again)] = <[_; 2]>::try_from(sent(&kept)).unwrap();
    assert_eq!((bare.as_str(), www.as_str()), ("heestagram.com", "www.heestagram.com"));
    assert!(again > first, "{first} {again}");
    let both = play_resending(&world, kept, UP, 8, None).await;
    assert!(sent(&both).iter().all(|(_, at)| *at > again), "{:?}", sent(&both));
}
