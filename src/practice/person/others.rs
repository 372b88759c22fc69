//! Others with whom the account is shared: once the site is live, they come to use what Landfall made.

use super::console::{asked, change_record};
use crate::practice::aws::wire::Service;
use crate::practice::state::SimState;
use crate::practice::state::route53::RecordSet;

type Tags = [(String, String)];

fn is_landfalls(tags: &Tags) -> bool {
    tags.iter().any(|(key, _)| key == "landfall:site")
}

/// A balancer of theirs serves the certificate, a group of theirs lets the balancer's group in, and a record of theirs stands in the zone.
pub(super) fn come(sim: &mut SimState) {
    serve(sim);
    let_in(sim);
    write_record(sim);
}

fn serve(sim: &mut SimState) {
    let certificate = sim.aws.acm.certificates.iter().find(|c| is_landfalls(&c.tags)).map(|c| c.arn.clone());
    let balancer = sim.aws.elb.balancers.iter().find(|b| !is_landfalls(&b.tags)).map(|b| b.arn.clone());
    let (Some(certificate), Some(balancer)) = (certificate, balancer) else { return };
    let given = [
        ("LoadBalancerArn", balancer.as_str()),
        ("Protocol", "HTTPS"),
        ("Port", "443"),
        ("Certificates.member.1.CertificateArn", &certificate),
        ("DefaultActions.member.1.Type", "fixed-response"),
        ("DefaultActions.member.1.FixedResponseConfig.StatusCode", "200"),
    ];
    asked(sim, Service::Elb, "CreateListener", &given);
}

fn let_in(sim: &mut SimState) {
    let ours = sim.aws.ec2.groups.iter().find(|group| is_landfalls(&group.tags)).map(|group| group.id.clone());
    let theirs = sim.aws.ec2.groups.iter().find(|group| group.name == "default").map(|group| group.id.clone());
    let (Some(ours), Some(theirs)) = (ours, theirs) else { return };
    let given = [
        ("GroupId", theirs.as_str()),
        ("IpPermissions.1.IpProtocol", "tcp"),
        ("IpPermissions.1.FromPort", "5432"),
        ("IpPermissions.1.ToPort", "5432"),
        ("IpPermissions.1.Groups.1.GroupId", &ours),
    ];
    asked(sim, Service::Ec2, "AuthorizeSecurityGroupIngress", &given);
}

fn write_record(sim: &mut SimState) {
    let zone = sim.aws.route53.zones.iter().find(|zone| is_landfalls(&zone.tags)).map(|zone| (zone.id.clone(), zone.name.clone()));
    let Some((id, domain)) = zone else { return };
    let set = RecordSet {
        name: format!("blog.{domain}"),
        kind: "A".to_owned(),
        ttl: Some(300),
        values: vec!["203.0.113.77".to_owned()],
        alias: None,
        set_identifier: None,
        routing: Vec::new(),
    };
    change_record(sim, &id, "CREATE", &set);
}
