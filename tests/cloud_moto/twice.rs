//! A zone and a certificate that two computers made at the same moment: what each computer's looks tell, who removes which, and that both
//! go on with one.

use landfall::cloud::Aws;
use landfall::engine::goal::{Goal, RunOptions};
use landfall::engine::made::{self, Removed};
use landfall::engine::op::{CloudOp, Op};
use landfall::engine::preflight::Machine;
use landfall::engine::queries::certificate;
use landfall::engine::queries::twice::{self, Twice, own_certificate, own_zone};
use landfall::engine::resource::Resource;
use landfall::engine::slot::{Slot, SlotKind};
use landfall::engine::state::{Ledger, Observations, Token, World};
use landfall::engine::step_id::StepId;
use landfall::engine::time::Timestamp;
use landfall::ports::Cloud;
use landfall::site::{CertificateSpec, KeyType, Validation};

use super::moto::{Moto, aws, site};

const EARLY: Timestamp = Timestamp(1_796_000_000_000);
const LATE: Timestamp = Timestamp(1_796_000_040_000);
const NOW: Timestamp = Timestamp(1_796_000_100_000);

/// One computer: what it made, and its way to AWS.
struct Computer {
    aws: Aws,
    token: Token,
}

impl Computer {
    fn new(moto: &Moto, author: &str, began: Timestamp) -> Self {
        let token = Token(made::token(began, [began.0.unsigned_abs(), 7]));
        Self { aws: aws(moto).made_by(author), token }
    }

    async fn ask(&self, op: CloudOp) -> landfall::engine::op::Fact {
        self.aws.perform(&op, &self.token).await.unwrap()
    }

    /// What it knows after this look, having made what stands in `slot`.
    async fn world(&self, slot: Slot, look: impl Fn(&World) -> Op) -> World {
        let goal = Goal::Build { until: StepId::Live };
        let options = RunOptions { goal, wait: None, sign_in: None, trust_delegation: false, regions: Vec::new(), seed: 7 };
        let (ledger, observed) = (Ledger::default(), Observations::default());
        let mut w = World { site: site(), options, now: NOW, ledger, observed, machine: Machine::default() };
        w.ledger.tokens.insert(slot, self.token.clone());
        let op = look(&w);
        let Op::Cloud(asked) = op.clone() else { panic!("{op:?}") };
        let fact = self.ask(asked).await;
        w.observed.keep(op, fact, NOW);
        w
    }
}

/// Two computers, each blind to the other until both have made theirs; the one that began second is named first.
fn two(moto: &Moto) -> [Computer; 2] {
    [Computer::new(moto, "hee@laptop", LATE), Computer::new(moto, "hee@desk", EARLY)]
}

fn zone_of(fact: landfall::engine::op::Fact) -> landfall::engine::ids::ZoneId {
    match fact {
        landfall::engine::op::Fact::Made(Resource::Zone { id, .. }) => id,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn of_two_zones_the_second_is_removed_by_its_maker_and_both_go_on_with_the_first() {
    let Some(moto) = Moto::start().await else { return };
    let [second, first] = two(&moto);
    let ensure = || CloudOp::EnsureZone { domain: site().domain };
    let made_second = zone_of(second.ask(ensure()).await);
    // The first one's create was on its way before the second one's could be seen.
    let reference = made::reference(&site().name, &first.token.0);
    moto.route53().create_hosted_zone().name("heestagram.com").caller_reference(&reference).send().await.unwrap();
    let made_first = zone_of(first.ask(ensure()).await);
    assert_ne!(made_first, made_second, "its answer came to its own");

    let sees = second.world(Slot::Zone, twice::zones_look).await;
    assert_eq!(own_zone(&sees), Twice::Second(made_second.clone()));
    assert_eq!(own_zone(&first.world(Slot::Zone, twice::zones_look).await), Twice::Alone);
    let removes = CloudOp::DeleteZone { zone: made_second };
    let removed = Removed { slot: SlotKind::Zone, by: "hee@desk".into(), before: Some(LATE - EARLY) };
    assert_eq!(twice::removed(&sees, &Op::Cloud(removes.clone())), Some(removed));
    second.ask(removes).await;
    let other = Computer::new(&moto, "hee@laptop", NOW);
    assert_eq!(zone_of(other.ask(ensure()).await), made_first);
    assert_eq!(moto.route53().list_hosted_zones().send().await.unwrap().hosted_zones().len(), 1);
}

#[tokio::test]
async fn of_two_certificates_the_second_is_removed_by_its_maker_and_both_go_on_with_the_first() {
    let Some(moto) = Moto::start().await else { return };
    let spec = CertificateSpec { names: site().certificate_names(), validation: Validation::Dns, key_type: KeyType::Rsa2048 };
    let ensure = || CloudOp::EnsureCertificate { spec: spec.clone(), domain: site().domain };
    let [second, first] = two(&moto);
    let arn = |fact| match fact {
        landfall::engine::op::Fact::Made(Resource::Certificate { arn, .. }) => arn,
        other => panic!("{other:?}"),
    };
    let made_first = arn(first.ask(ensure()).await);
    // What the second one's request is, sent before the first one's could be seen.
    let tag = |key: &str, value: String| aws_sdk_acm::types::Tag::builder().key(key).value(value).build().unwrap();
    let tags =
        [tag("landfall:site", "heestagram".into()), tag("landfall:made", format!("2026-11-30T00:00:00Z hee@laptop {}", second.token.0))];
    let asked = moto.acm().request_certificate().domain_name(spec.names[0].to_string()).validation_method("DNS".into());
    let others = spec.names.iter().skip(1).map(ToString::to_string).collect::<Vec<_>>();
    let asked = asked.set_subject_alternative_names(Some(others).filter(|o| !o.is_empty())).key_algorithm("RSA_2048".into());
    let told = asked.idempotency_token(&second.token.0).set_tags(Some(tags.into())).send().await.unwrap();
    let made_second = landfall::engine::ids::CertificateArn(told.certificate_arn.unwrap());
    assert_ne!(made_first, made_second);

    let views = [second.world(Slot::Certificate, certificate::survey).await, first.world(Slot::Certificate, certificate::survey).await];
    let views = [own_certificate(&views[0]), own_certificate(&views[1])];
    // By ACM's own time, and by the ARN where that is the same: whichever it is, both say the same, and one of the two goes.
    let gone = match &views {
        [Twice::Second(gone), Twice::Alone] if *gone == made_second => gone.clone(),
        [Twice::Alone, Twice::Second(gone)] if *gone == made_first => gone.clone(),
        other => panic!("{other:?}"),
    };
    second.ask(CloudOp::DeleteCertificate { arn: gone.clone() }).await;
    let kept = arn(second.ask(ensure()).await);
    assert!(kept != gone && [made_first, made_second].contains(&kept));
    assert_eq!(arn(first.ask(ensure()).await), kept);
    assert_eq!(moto.acm().list_certificates().send().await.unwrap().certificate_summary_list().len(), 1);
}
