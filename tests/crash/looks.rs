//! What the model's AWS answers to looks.

use landfall::engine::fault::{Code, Fault};
use landfall::engine::ids::{BalancerArn, CertificateArn, GroupId, TargetGroupArn, VpcId, ZoneId};
use landfall::engine::made::{self, Made};
use landfall::engine::op::Fact;
use landfall::engine::op::cloud::{
    Among, Balancer, BalancerState, Beside, Certificate, CloudFact, CloudOp, Elsewhere, Group, GroupUser, Held, Holder, HolderKind,
    Instance, InstanceState, Listener, Network, Reach, Rights, Rule, RuleSource, StatusChecks, TargetGroup, TargetHealth, Told, Zone,
};
use landfall::engine::record_set::{RecordSet, RecordValue};
use landfall::engine::slot::Scheme;
use landfall::site::{CertificateName, CertificateSpecSeen, InstanceId, Validation};

use crate::aws::{self, name};
use crate::world::{World, secs};

const IN_SYNC_AFTER: u64 = 15;

impl World {
    pub fn look_at_aws(&mut self, op: &CloudOp) -> Result<Fact, Fault> {
        self.aws_fact(op).map(Fact::Cloud)
    }

    fn aws_fact(&mut self, op: &CloudOp) -> Result<CloudFact, Fault> {
        Ok(match op {
            CloudOp::LookIdentity => CloudFact::Identity { account: self.aws.account.clone(), arn: "arn:user".into(), ahead: Some(0) },
            CloudOp::LookInstances { only } => CloudFact::Instances(self.instances(only.as_ref())),
            CloudOp::LookNetwork { vpc } => CloudFact::Network(self.network(vpc)),
            CloudOp::LookZones { domain } => CloudFact::Zones(self.zones(domain.as_ref())),
            CloudOp::LookRecords { zone } => CloudFact::Records { zone: zone.clone(), sets: self.records(zone)? },
            CloudOp::LookCertificates { among } => CloudFact::Certificates(self.our_certificates(among)),
            CloudOp::LookCovering { names } => CloudFact::Covering(self.covering(names)),
            CloudOp::LookBalancers => CloudFact::Balancers(self.balancers()),
            CloudOp::LookTargetGroups => CloudFact::TargetGroups(self.target_groups()),
            CloudOp::LookGroups { server_groups } => CloudFact::Groups(self.groups(server_groups)),
            // The model's server has nothing beside it that bills.
            CloudOp::LookVolumes { .. } => CloudFact::Volumes(Vec::new()),
            CloudOp::LookAddresses { .. } => CloudFact::Addresses(Vec::new()),
            CloudOp::LookSnapshots { .. } => CloudFact::Snapshots(Vec::new()),
            CloudOp::LookElsewhere { region } => CloudFact::Elsewhere(Elsewhere::nothing(region.clone(), true)),
            CloudOp::LookBeside { region, .. } => {
                let (volumes, addresses, snapshots) = (Vec::new(), Vec::new(), Vec::new());
                CloudFact::Beside(Beside { region: region.clone(), instances: Vec::new(), volumes, addresses, snapshots })
            }
            CloudOp::LookIdleGroups { .. } => CloudFact::IdleGroups(Vec::new()),
            CloudOp::LookChange { change } => {
                let made = self.aws.changes.get(change).copied().unwrap_or_default();
                CloudFact::Change { change: change.clone(), in_sync: self.since(made) >= secs(IN_SYNC_AFTER) }
            }
            CloudOp::LookCertificate { arn } => CloudFact::CertificateState(self.certificate(arn)?),
            CloudOp::LookBalancer { arn } => {
                let state = self.aws.balancers.get(arn).map_or(BalancerState::Gone, |b| b.state(self.now));
                CloudFact::BalancerState { arn: arn.clone(), state, reason: String::new() }
            }
            CloudOp::LookTargetHealth { target_group, instance } => self.target_health(target_group, instance),
            CloudOp::LookInstanceState { instance } => {
                if *instance != self.aws.instance.id {
                    return Err(self.wrong("an instance nobody has"));
                }
                CloudFact::InstanceState(self.aws.instance_now())
            }
            CloudOp::LookAccountPlan => CloudFact::AccountPlan(None),
            CloudOp::LookRights { .. } => CloudFact::Rights(Rights { make_group: None, add_rule: None }),
            CloudOp::LookBalancerQuota => {
                let standing = u32::try_from(self.aws.balancers.len()).unwrap();
                CloudFact::BalancerQuota { standing, most: 50, name: "Service Quotas".to_owned() }
            }
            CloudOp::LookGroupUsers { groups } => CloudFact::GroupUsers(self.group_users(groups)),
            CloudOp::LookReach { .. } => CloudFact::Reach(self.reach().map(Box::new)),
            CloudOp::LookHolders { of } => CloudFact::Holders(self.holders(of)),
            write => return Err(self.wrong(format!("{write:?} is no look"))),
        })
    }

    /// What a deleted balancer left, rules that name a group, and a zone's records.
    fn holders(&self, of: &Held) -> Vec<Holder> {
        let holder = |kind, id: &str, within: &str| Holder { kind, id: id.into(), within: within.into(), name: String::new() };
        let left = |holds: bool| holds.then(|| holder(HolderKind::LetGo, "lingers", "")).into_iter().collect();
        match of {
            Held::Certificate(arn) => left(self.aws.certificate_in_use(arn)),
            Held::TargetGroup(arn) => left(self.aws.target_group_in_use(arn)),
            Held::Group(group) => {
                let lingers: Vec<Holder> = left(self.aws.lingering.iter().any(|l| l.group == *group));
                let names_it = |r: &&Rule| r.source == RuleSource::Group(group.clone());
                let others = self.aws.groups.iter().filter(|(id, _)| *id != group);
                let rules =
                    others.flat_map(|(id, g)| g.rules.iter().filter(names_it).map(move |r| holder(HolderKind::Rule, &r.id.0, &id.0)));
                lingers.into_iter().chain(rules).collect()
            }
            Held::Zone(zone) => {
                let sets = self.aws.zones.get(zone).map(|zone| zone.sets.as_slice()).unwrap_or_default();
                sets.iter().map(|set| holder(HolderKind::Record, set.name.as_str(), set.value.kind())).collect()
            }
            Held::Elsewhere { of, .. } => self.holders(of),
        }
    }

    /// Nothing that EC2 tells is in the way to the server, as long as it is there.
    fn reach(&self) -> Option<Reach> {
        let [instance] = self.instances(None).try_into().ok()?;
        let (protocol, source) = ("tcp".to_owned(), RuleSource::Cidr("0.0.0.0/0".to_owned()));
        let ssh = Rule { id: "sgr-ssh".into(), protocol, from_port: Some(22), to_port: Some(22), source, description: None, tagged: false };
        let addresses = instance.public_address.into_iter().map(Into::into).collect();
        let checks = StatusChecks::Ok;
        Some(Reach { addresses, rules: instance.groups.iter().map(|group| (group.clone(), ssh.clone())).collect(), instance, checks })
    }

    fn group_users(&self, groups: &[GroupId]) -> Vec<GroupUser> {
        let instance = self.aws.instance_now();
        let (interface, description) = ("eni-1".to_owned(), String::new());
        let user = GroupUser { interface, groups: instance.groups.clone(), instance: Some(instance.id), description };
        Some(user).filter(|user| user.groups.iter().any(|group| groups.contains(group))).into_iter().collect()
    }

    fn network(&self, vpc: &VpcId) -> Network {
        Network {
            vpc: vpc.clone(),
            blocks: vec!["172.31.0.0/16".parse().unwrap()],
            gateway: Some("igw-1".into()),
            way_out: Some("rtb-1".into()),
            blocked: None,
            zones: self.aws.subnets.iter().map(|subnet| subnet.zone.clone()).collect(),
            subnets: self.aws.subnets.clone(),
        }
    }

    fn instances(&self, only: Option<&InstanceId>) -> Vec<Instance> {
        let instance = self.aws.instance_now();
        let told = only.map_or(instance.state != InstanceState::Terminated, |id| *id == instance.id);
        (told && !self.aws.forgotten).then_some(instance).into_iter().collect()
    }

    fn zones(&self, domain: Option<&landfall::site::DomainName>) -> Vec<Zone> {
        let wanted = |z: &aws::Zone| domain.map_or(z.tagged, |d| *d == z.name);
        let told = |(id, z): (&ZoneId, &aws::Zone)| Zone {
            id: id.clone(),
            name: z.name.clone(),
            name_servers: z.name_servers.clone(),
            caller_reference: z.caller_reference.clone(),
            tagged: z.tagged,
            regions: vec![],
            record_count: u64::try_from(z.sets.len()).unwrap() + 2,
            made: made::token_in(&self.site.name, &z.caller_reference).filter(|_| z.tagged).map(made_by),
        };
        self.aws.zones.iter().filter(|(_, z)| wanted(z)).map(told).collect()
    }

    fn records(&self, zone: &ZoneId) -> Result<Vec<RecordSet>, Fault> {
        let zone = self.aws.zones.get(zone).ok_or_else(|| Fault::retry(Code::NotYetVisible, &zone.0))?;
        let other = |kind: &str| RecordValue::Other { kind: kind.into(), values: vec![] };
        let own = ["NS", "SOA"].map(|kind| RecordSet::plain(zone.name.clone(), other(kind)));
        Ok(own.into_iter().chain(zone.sets.iter().cloned()).collect())
    }

    fn our_certificates(&self, among: &Among) -> Vec<Certificate> {
        // The one that the journal has is told of, whosever it is.
        let held = |arn: &CertificateArn| matches!(among, Among::Names { held: Some(held), .. } if held == arn);
        let all = self.aws.certificates.iter().filter(|(arn, c)| (c.tagged || held(arn)) && among.picks(arn, Some(&c.names)));
        all.map(|(arn, _)| arn.clone()).collect::<Vec<_>>().iter().filter_map(|arn| self.certificate(arn).ok()).collect()
    }

    /// Others' that are issued and have every one of these names.
    fn covering(&self, names: &[CertificateName]) -> Vec<Certificate> {
        let has = |c: &aws::Certificate, wanted: &CertificateName| {
            c.names.iter().filter_map(|name| name.parse::<CertificateName>().ok()).any(|name| name.covers_all_of(wanted))
        };
        let covers = |c: &aws::Certificate| !c.tagged && c.issued && names.iter().all(|name| has(c, name));
        let all = self.aws.certificates.iter().filter(|(_, c)| covers(c));
        all.map(|(arn, _)| arn.clone()).collect::<Vec<_>>().iter().filter_map(|arn| self.certificate(arn).ok()).collect()
    }

    fn certificate(&self, arn: &CertificateArn) -> Result<Certificate, Fault> {
        let c = self.aws.certificates.get(arn).ok_or_else(|| Fault::retry(Code::NotYetVisible, &arn.0))?;
        let dns = c.validation == Validation::Dns;
        Ok(Certificate {
            arn: arn.clone(),
            spec: CertificateSpecSeen { names: c.names.clone(), validation: Some(c.validation), key_type: Some(c.key_type) },
            state: c.state(),
            records: if dns { c.proofs(self.now) } else { Vec::new() },
            mailboxes: if dns { Vec::new() } else { vec![format!("admin@{}", self.site.domain)] },
            failure: c.failed.then(|| "CAA_ERROR".into()),
            not_after: None,
            in_use: self.aws.certificate_in_use(arn),
            told: Told::default(),
            tagged: c.tagged,
            created: Some(c.requested),
            made: c.tagged.then(|| made_by(&c.token)),
        })
    }

    fn balancers(&self) -> Vec<Balancer> {
        let ours = self.site.balancer_name();
        let told = |(arn, b): (&BalancerArn, &aws::Balancer)| Balancer {
            arn: arn.clone(),
            name: b.name.clone(),
            dns_name: b.dns_name.clone(),
            dns_zone: "ZONE-OF-ELB".into(),
            state: b.state(self.now),
            zones: b.zones.clone(),
            vpc: self.aws.instance.vpc.clone(),
            listeners: b.listeners.iter().map(|l| listener(l, !self.site.other_hosts.is_empty())).collect(),
            tagged: b.tagged,
        };
        self.aws.balancers.iter().filter(|(_, b)| b.tagged || b.name == ours).map(told).collect()
    }

    fn target_groups(&self) -> Vec<TargetGroup> {
        let ours = self.site.target_group_name();
        let told = |(arn, t): (&TargetGroupArn, &aws::TargetGroup)| TargetGroup {
            arn: arn.clone(),
            name: t.name.clone(),
            vpc: self.aws.instance.vpc.clone(),
            targets: t.targets.clone(),
            check: Some(self.site.health_check()),
            tagged: t.tagged,
        };
        self.aws.target_groups.iter().filter(|(_, t)| t.tagged || t.name == ours).map(told).collect()
    }

    fn groups(&self, server_groups: &[GroupId]) -> Vec<Group> {
        let ours = self.site.balancer_group_name();
        let wanted = |id: &GroupId, g: &aws::Group| g.tagged || g.name == ours || server_groups.contains(id);
        let told = |(id, g): (&GroupId, &aws::Group)| Group {
            id: id.clone(),
            name: g.name.clone(),
            description: String::new(),
            vpc: self.aws.instance.vpc.clone(),
            rules: g.rules.clone(),
            tagged: g.tagged,
        };
        self.aws.groups.iter().filter(|(id, g)| wanted(id, g)).map(told).collect()
    }

    fn target_health(&self, target_group: &TargetGroupArn, instance: &InstanceId) -> CloudFact {
        let health = self.health_of(target_group, instance);
        CloudFact::TargetHealth { health, reason: String::new(), description: String::new() }
    }

    pub fn health_of(&self, target_group: &TargetGroupArn, instance: &InstanceId) -> TargetHealth {
        let registered = self.aws.target_groups.get(target_group).is_some_and(|t| t.targets.iter().any(|i| i == instance.as_str()));
        let forwards = |b: &&aws::Balancer| b.listeners.iter().any(|l| l.forward.as_ref().is_some_and(|(t, _)| t == target_group));
        let Some(balancer) = self.aws.balancers.values().find(forwards).filter(|_| registered) else { return TargetHealth::Unused };
        let reached = self.aws.server_lets_in(&RuleSource::Group(balancer.group.clone()));
        let private = self.aws.instance.private_address.map(|a| a.to_string()).unwrap_or_default();
        aws::health(balancer, self.now, reached, self.server.http_status(&private, self.now))
    }

    /// The zone that the parent points at.
    pub fn delegated_zone(&self) -> Option<&ZoneId> {
        let told = &self.internet.parent;
        self.aws.zones.iter().find(|(_, z)| z.name == self.site.domain && z.name_servers.iter().all(|n| told.contains(n))).map(|(id, _)| id)
    }
}

fn made_by(token: &str) -> Made {
    Made { by: "hee@somewhere".into(), token: token.to_owned() }
}

fn listener(l: &aws::Listener, reads_rules: bool) -> Listener {
    let certificates = l.forward.iter().map(|(_, c)| c.clone()).collect();
    let forwards = l.forward.iter().map(|(group, _)| group.clone()).collect();
    let redirects = (reads_rules && l.door == Scheme::Https).then(|| l.redirects.clone());
    Listener { arn: l.arn.clone(), port: l.door.port(), forwards, certificates, redirects, tagged: l.tagged }
}

/// The name servers of the zone with this number.
pub fn name_servers(n: u64) -> Vec<landfall::site::DomainName> {
    ["com", "net", "org", "co.uk"].iter().map(|tld| name(&format!("ns-{n}.awsdns-{n}.{tld}"))).collect()
}
