//! What ELBv2's balancers do with requests from the world.

use std::net::Ipv4Addr;

use landfall::practice::SimState;
use landfall::practice::aws::elb::routing::{Answer, Routed, route};
use landfall::practice::state::elb::Health;

use super::bench::Bench;
use super::elb_fixture::{
    ISSUED, balancer_arn, bench, close_server, fixed, forward, http_listener, https_listener, internal, redirect, register, target_group,
};

/// What becomes of a connection to the first balancer's first address.
fn routed(bench: &Bench, port: u16) -> Routed {
    bench.stage.see(|scene| route(scene, scene.aws.elb.balancers[0].addresses()[0], port, "www.heestagram.com"))
}

fn plain(answer: Answer) -> Routed {
    Routed::Taken { certificate: None, answer }
}

/// A balancer that is up, the server behind its https, port 80 leading there.
async fn standing() -> (Bench, String) {
    let bench = bench();
    let elb = bench.elb();
    let (balancer, group) = (balancer_arn(&elb, "lb").await, target_group(&elb, "web").await);
    register(&elb, &group, "i-server").await;
    https_listener(&elb, &balancer, ISSUED, forward(&group)).await;
    http_listener(&elb, &balancer, 80, redirect(|r| r.protocol("HTTPS").port("443"))).await;
    bench.wait(150).await;
    (bench, group)
}

#[tokio::test]
async fn nothing_comes_back_before_the_balancer_is_up_or_through_closed_groups() {
    let bench = bench();
    let elb = bench.elb();
    let balancer = balancer_arn(&elb, "lb").await;
    for port in [80, 9090] {
        http_listener(&elb, &balancer, port, fixed("200")).await;
    }
    bench.wait(149).await;
    assert_eq!(routed(&bench, 80), Routed::TimedOut);
    bench.wait(1).await;
    let body = Some("hello".to_owned());
    assert_eq!(routed(&bench, 80), plain(Answer::Fixed { status: 200, kind: Some("text/plain".to_owned()), body }));
    assert_eq!(routed(&bench, 9090), Routed::TimedOut, "its group does not let 9090 in");
    assert_eq!(routed(&bench, 443), Routed::Refused, "its group does, and nobody listens");
    bench.change(|scene| scene.aws.ec2.groups.iter_mut().for_each(|g| g.rules.clear()));
    assert_eq!(routed(&bench, 80), Routed::TimedOut);
}

#[tokio::test]
async fn only_public_addresses_of_standing_balancers_lead_anywhere() {
    let bench = bench();
    let elb = bench.elb();
    let balancer = balancer_arn(&elb, "lb").await;
    elb.create_load_balancer().name("in").subnets("subnet-a").subnets("subnet-c").scheme(internal()).send().await.unwrap();
    let (public, inner) = bench.stage.see(|scene| {
        let addresses = |n: usize| scene.aws.elb.balancers[n].addresses();
        (addresses(0), addresses(1))
    });
    let seen = |address: Ipv4Addr| bench.stage.see(|scene| route(scene, address, 80, "www.heestagram.com"));
    for address in public.iter().copied() {
        assert_eq!(seen(address), Routed::TimedOut);
    }
    for address in inner.into_iter().chain([Ipv4Addr::new(203, 0, 113, 1)]) {
        assert_eq!(seen(address), Routed::Elsewhere);
    }
    elb.delete_load_balancer().load_balancer_arn(balancer).send().await.unwrap();
    assert_eq!(seen(public[0]), Routed::Elsewhere);
}

#[tokio::test]
async fn plain_http_leads_to_https_on_the_same_host() {
    let (bench, _) = standing().await;
    let Routed::Taken { certificate: None, answer: Answer::Redirect { status, to } } = routed(&bench, 80) else {
        panic!("{:?}", routed(&bench, 80))
    };
    assert_eq!((status, to.location("www.heestagram.com", "/").as_str()), (301, "https://www.heestagram.com/"));
}

#[tokio::test]
async fn https_is_served_with_the_certificate_and_forwarded_to_the_server() {
    let (bench, _) = standing().await;
    let https = |answer| Routed::Taken { certificate: Some(ISSUED.to_owned()), answer };
    let believe = |health| bench.change(move |scene: &mut SimState| scene.aws.elb.target_groups[0].targets[0].health = health);
    assert_eq!(routed(&bench, 443), https(Answer::Failed(503)), "nothing is known of the target yet");
    let server = || https(Answer::Instance { id: "i-server".to_owned(), port: 80 });
    for health in [Health::Healthy, Health::Unhealthy] {
        believe(health);
        assert_eq!(routed(&bench, 443), server(), "{health:?}: when all are unhealthy, they get requests all the same");
    }
    bench.change(|scene| scene.aws.elb.target_groups[0].protocol = "HTTPS".into());
    assert_eq!(routed(&bench, 443), https(Answer::Failed(502)), "the server speaks no TLS");
    bench.change(close_server);
    assert_eq!(routed(&bench, 443), https(Answer::Failed(504)));
}

#[tokio::test]
async fn without_a_registered_target_nobody_answers() {
    let (bench, group) = standing().await;
    let elb = bench.elb();
    bench.change(|scene| scene.aws.elb.target_groups[0].targets[0].health = Health::Healthy);
    let failed = Routed::Taken { certificate: Some(ISSUED.to_owned()), answer: Answer::Failed(503) };
    assert_ne!(routed(&bench, 443), failed);
    let server = super::elb_fixture::target("i-server");
    elb.deregister_targets().target_group_arn(&group).targets(server).send().await.unwrap();
    assert_eq!(routed(&bench, 443), failed, "it drains");
    bench.wait(300).await;
    assert_eq!(routed(&bench, 443), failed, "it is gone");
}
