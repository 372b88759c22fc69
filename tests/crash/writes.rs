//! How the model's AWS carries writes out: ensures look first, deletes take gone for done, and nothing of others is touched.

use landfall::engine::fault::{Code, Fault, Remedy};
use landfall::engine::ids::{CertificateArn, GroupId, ListenerArn, ListenerRuleArn, SubnetId, TargetGroupArn, ZoneId};
use landfall::engine::made;
use landfall::engine::op::Fact;
use landfall::engine::op::cloud::{CloudOp, HostRedirect, RuleSource, Subnet};
use landfall::engine::resource::Resource;
use landfall::engine::slot::{Scheme, Slot};
use landfall::engine::state::Token;
use landfall::site::{CertificateSpec, DomainName, ServerId};

use crate::aws::{self, LINGER, name, tcp, world_rule};
use crate::looks::name_servers;
use crate::world::{Depth, World, secs};

impl World {
    pub fn write_to_aws(&mut self, op: &CloudOp, token: &Token, depth: Depth) -> Result<Fact, Fault> {
        if depth == Depth::Half && !has_parts(op) {
            return Err(cut_off());
        }
        match op.clone() {
            CloudOp::EnsureZone { domain } => self.ensure_zone(&domain, token, depth),
            CloudOp::UpsertRecord { slot, zone, set, prior } => self.upsert_record(slot, zone, set, prior),
            CloudOp::RestoreRecord { slot, zone, set, prior } => self.restore_record(slot, &zone, &set, prior),
            CloudOp::EnsureCertificate { spec, .. } => self.ensure_certificate(&spec, token),
            CloudOp::ResendValidation { .. } => Ok(Fact::Done),
            CloudOp::EnsureBalancerGroup { name, .. } => self.ensure_group(name),
            CloudOp::EnsureEntrance { door, group } => {
                self.ensure_rule(Slot::Entrance(door), group, i32::from(door.port()), world_rule("0.0.0.0/0"))
            }
            CloudOp::EnsureServerRule { server, server_group, balancer_group } => {
                self.ensure_rule(Slot::ServerRule(server), server_group, 80, RuleSource::Group(balancer_group))
            }
            CloudOp::EnsureTargetGroup { name, .. } => self.ensure_target_group(name),
            CloudOp::EnsureRegistration { target_group, instance, .. } => self.ensure_registration(target_group, instance),
            CloudOp::EnsureBalancer { name, subnets, group } => self.ensure_balancer(&name, &subnets, group),
            CloudOp::EnsureListener { door, balancer, forward } => self.ensure_listener(door, &balancer, forward),
            CloudOp::EnsureRedirect { name, listener, to } => self.ensure_redirect(name, &listener, to),
            CloudOp::DeleteRedirect { name, rule } => self.delete_redirect(name, &rule),
            CloudOp::DeleteOldCertificate { arn } => self.delete_certificate(&arn).map(|_| Fact::Unmade(Slot::OldCertificate)),
            CloudOp::NarrowSideDoor { narrow, revoked } => self.narrow_side_door(narrow, revoked, depth),
            CloudOp::CloseSideDoor { rules, narrow } => self.close_side_door(rules, narrow, depth),
            CloudOp::ReopenSideDoor { rules, narrow } => self.reopen_side_door(&rules, &narrow, depth),
            CloudOp::DeleteZone { zone } => self.delete_zone(&zone),
            CloudOp::DeleteCertificate { arn } => self.delete_certificate(&arn),
            CloudOp::DeleteBalancer { arn } => self.delete_balancer(&arn),
            CloudOp::DeleteTargetGroup { arn } => self.delete_target_group(&arn),
            CloudOp::DeleteRule { slot, group, rule } => self.delete_rule(slot, &group, &rule),
            CloudOp::DeleteBalancerGroup { group } => self.delete_group(&group),
            CloudOp::StopInstance { .. } => {
                self.aws.stop();
                Ok(Fact::Done)
            }
            CloudOp::StartInstance { .. } => {
                self.aws.start();
                Ok(Fact::Done)
            }
            CloudOp::TerminateInstance { server, instance } => {
                if instance == self.aws.instance.id {
                    let now = self.now;
                    self.aws.terminated.get_or_insert(now);
                }
                Ok(Fact::Unmade(Slot::Instance(server)))
            }
            other => Err(self.wrong(format!("{other:?} is not modelled"))),
        }
    }

    fn ensure_zone(&mut self, domain: &DomainName, token: &Token, depth: Depth) -> Result<Fact, Fault> {
        let named: Vec<ZoneId> = self.aws.zones.iter().filter(|(_, z)| z.name == *domain).map(|(id, _)| id.clone()).collect();
        let site = self.site.name.clone();
        let begun = |z: &aws::Zone| z.sets.is_empty() && made::token_in(&site, &z.caller_reference).is_some();
        let is_ours = |z: &aws::Zone| z.tagged || made::is_by(&site, &token.0, &z.caller_reference) || begun(z);
        let ours = named.iter().filter(|id| is_ours(&self.aws.zones[*id]));
        let made = |id: &ZoneId| made::token_in(&site, &self.aws.zones[id].caller_reference).and_then(made::at);
        let found = ours.min_by_key(|id| (made(id), (*id).clone())).cloned();
        if found.is_none() && !named.is_empty() {
            return Err(Fault::person(Code::NotOurs, Remedy::ChooseOtherName, domain.as_str()));
        }
        let id = found.unwrap_or_else(|| self.create_zone(domain, token));
        if depth == Depth::Half {
            return Err(cut_off());
        }
        let zone = self.aws.zones.get_mut(&id).unwrap();
        zone.tagged = true;
        Ok(Fact::Made(Resource::Zone { id, name_servers: zone.name_servers.clone(), adopted: false }))
    }

    fn create_zone(&mut self, domain: &DomainName, token: &Token) -> ZoneId {
        let n = self.fresh();
        let id = ZoneId(format!("Z{n}"));
        let zone = aws::Zone {
            name: domain.clone(),
            name_servers: name_servers(n),
            caller_reference: made::reference(&self.site.name, &token.0),
            tagged: false,
            sets: Vec::new(),
            remembered: std::collections::BTreeMap::new(),
        };
        self.aws.zones.insert(id.clone(), zone);
        id
    }

    fn delete_zone(&mut self, id: &ZoneId) -> Result<Fact, Fault> {
        let Some(zone) = self.aws.zones.get(id) else { return Ok(Fact::Unmade(Slot::Zone)) };
        if let Some(left) = zone.sets.first() {
            return Err(Fault::person(Code::ZoneNotEmpty, Remedy::RemoveForeignRecords, left.name.as_str()));
        }
        if zone.caller_reference == "console" {
            return Err(self.wrong("deletes somebody's zone"));
        }
        self.aws.zones.remove(id);
        Ok(Fact::Unmade(Slot::Zone))
    }

    fn ensure_certificate(&mut self, spec: &CertificateSpec, token: &Token) -> Result<Fact, Fault> {
        let CertificateSpec { names, validation, key_type } = spec;
        let (validation, key_type) = (*validation, *key_type);
        let wanted: Vec<String> = names.iter().map(ToString::to_string).collect();
        let same =
            |c: &aws::Certificate| c.tagged && !c.failed && c.names == wanted && (c.validation, c.key_type) == (validation, key_type);
        let ours = self.aws.certificates.iter().filter(|(_, c)| same(c) || c.token == token.0);
        if let Some((arn, _)) = ours.min_by_key(|(arn, c)| (c.requested, (*arn).clone())) {
            return Ok(Fact::Made(Resource::Certificate { arn: arn.clone(), adopted: false }));
        }
        let arn = CertificateArn(format!("arn:cert/{}", self.fresh()));
        let (token, requested) = (token.0.clone(), self.now);
        let failed = self.internet.caa_forbids || self.internet.caa_stands;
        let new =
            aws::Certificate { names: wanted, validation, key_type, tagged: true, token, requested, provable: None, issued: false, failed };
        self.aws.certificates.insert(arn.clone(), new);
        Ok(Fact::Made(Resource::Certificate { arn, adopted: false }))
    }

    fn delete_certificate(&mut self, arn: &CertificateArn) -> Result<Fact, Fault> {
        if self.aws.certificate_in_use(arn) {
            return Err(Fault::retry(Code::InUse, "ResourceInUseException"));
        }
        if self.aws.certificates.remove(arn).is_some_and(|c| !c.tagged) {
            return Err(self.wrong("deletes somebody's certificate"));
        }
        Ok(Fact::Unmade(Slot::Certificate))
    }

    fn ensure_target_group(&mut self, name: String) -> Result<Fact, Fault> {
        if let Some((arn, found)) = self.aws.target_groups.iter().find(|(_, t)| t.name == name) {
            return if found.tagged { Ok(Fact::Made(Resource::TargetGroup { arn: arn.clone() })) } else { Err(not_ours(&name)) };
        }
        let arn = TargetGroupArn(format!("arn:tg/{}", self.fresh()));
        self.aws.target_groups.insert(arn.clone(), aws::TargetGroup { name, tagged: true, targets: Vec::new() });
        Ok(Fact::Made(Resource::TargetGroup { arn }))
    }

    fn ensure_registration(&mut self, target_group: TargetGroupArn, instance: landfall::site::InstanceId) -> Result<Fact, Fault> {
        let Some(group) = self.aws.target_groups.get_mut(&target_group) else { return Err(self.wrong("registers in no target group")) };
        if !group.targets.iter().any(|t| t == instance.as_str()) {
            group.targets.push(instance.to_string());
        }
        Ok(Fact::Made(Resource::Registration { server: ServerId::MAIN, target_group, instance }))
    }

    fn delete_target_group(&mut self, arn: &TargetGroupArn) -> Result<Fact, Fault> {
        if self.aws.target_group_in_use(arn) {
            return Err(Fault::retry(Code::InUse, "ResourceInUse"));
        }
        if self.aws.target_groups.remove(arn).is_some_and(|t| !t.tagged) {
            return Err(self.wrong("deletes somebody's target group"));
        }
        Ok(Fact::Unmade(Slot::TargetGroup))
    }

    fn ensure_balancer(&mut self, named: &str, subnets: &[SubnetId], group: GroupId) -> Result<Fact, Fault> {
        if let Some((arn, found)) = self.aws.balancers.iter().find(|(_, b)| b.name == named) {
            return if found.tagged { Ok(made_balancer(arn.clone(), found)) } else { Err(not_ours(named)) };
        }
        if !self.aws.groups.contains_key(&group) {
            return Err(self.wrong("a balancer in a group that is not there"));
        }
        let is_refused = |s: &&Subnet| subnets.contains(&s.id) && self.aws.refusing.as_ref() == Some(&s.zone);
        if self.aws.subnets.iter().any(|s| is_refused(&s)) {
            return Err(Fault::person(Code::ZoneRefused, Remedy::WriteZones, "AvailabilityZoneNotSupported"));
        }
        let n = self.fresh();
        let zones = self.aws.subnets.iter().filter(|s| subnets.contains(&s.id)).map(|s| s.zone.clone()).collect::<Vec<_>>();
        let balancer = aws::Balancer {
            name: named.to_owned(),
            dns_name: name(&format!("lb-{n}.elb.amazonaws.com")),
            addresses: (1..=zones.len()).map(|i| [192, 0, 2, u8::try_from(i).unwrap()].into()).collect(),
            zones,
            group,
            tagged: true,
            made: self.now,
            listeners: Vec::new(),
        };
        let arn = landfall::engine::ids::BalancerArn(format!("arn:lb/{n}"));
        let fact = made_balancer(arn.clone(), &balancer);
        self.aws.balancers.insert(arn, balancer);
        Ok(fact)
    }

    fn ensure_listener(
        &mut self,
        door: Scheme,
        balancer: &landfall::engine::ids::BalancerArn,
        forward: Option<(TargetGroupArn, CertificateArn)>,
    ) -> Result<Fact, Fault> {
        let issued = forward.as_ref().is_none_or(|(_, c)| self.aws.certificates.get(c).is_some_and(|c| c.issued));
        if !issued {
            return Err(self.wrong("a listener with a certificate that is not issued"));
        }
        let n = self.fresh();
        let Some(standing) = self.aws.balancers.get_mut(balancer) else { return Err(self.wrong("a listener on no balancer")) };
        if let Some(found) = standing.listeners.iter_mut().find(|l| l.door == door) {
            found.forward = forward;
            return Ok(Fact::Made(Resource::Listener { door, arn: found.arn.clone() }));
        }
        let arn = landfall::engine::ids::ListenerArn(format!("arn:listener/{n}"));
        standing.listeners.push(aws::Listener { arn: arn.clone(), door, tagged: true, forward, redirects: Vec::new() });
        Ok(Fact::Made(Resource::Listener { door, arn }))
    }

    fn ensure_redirect(&mut self, from: DomainName, listener: &ListenerArn, to: DomainName) -> Result<Fact, Fault> {
        let n = self.fresh();
        let mut all = self.aws.balancers.values_mut().flat_map(|b| &mut b.listeners);
        let Some(standing) = all.find(|l| l.arn == *listener) else { return Err(self.wrong("a rule on no listener")) };
        if let Some(found) = standing.redirects.iter_mut().find(|rule| rule.hosts == [from.to_string()]) {
            found.to = Some(to);
            return Ok(Fact::Made(Resource::Redirect { name: from, arn: found.arn.clone() }));
        }
        let arn = ListenerRuleArn(format!("arn:listener-rule/{n}"));
        standing.redirects.push(HostRedirect { arn: arn.clone(), hosts: vec![from.to_string()], to: Some(to), tagged: true });
        Ok(Fact::Made(Resource::Redirect { name: from, arn }))
    }

    fn delete_redirect(&mut self, from: DomainName, rule: &ListenerRuleArn) -> Result<Fact, Fault> {
        self.aws.balancers.values_mut().flat_map(|b| &mut b.listeners).for_each(|l| l.redirects.retain(|r| r.arn != *rule));
        Ok(Fact::Unmade(Slot::Redirect(from)))
    }

    fn delete_balancer(&mut self, arn: &landfall::engine::ids::BalancerArn) -> Result<Fact, Fault> {
        let Some(gone) = self.aws.balancers.remove(arn) else { return Ok(Fact::Unmade(Slot::Balancer)) };
        if !gone.tagged {
            return Err(self.wrong("deletes somebody's balancer"));
        }
        let certificates = gone.listeners.into_iter().filter_map(|l| l.forward).map(|(_, c)| c).collect();
        self.aws.lingering.push(aws::Lingering { group: gone.group, certificates, until: self.now + secs(LINGER) });
        Ok(Fact::Unmade(Slot::Balancer))
    }
}

fn made_balancer(arn: landfall::engine::ids::BalancerArn, b: &aws::Balancer) -> Fact {
    Fact::Made(Resource::Balancer { arn, dns_name: b.dns_name.clone(), dns_zone: "ZONE-OF-ELB".into(), zones: b.zones.clone() })
}

/// A rule with a fresh id and our tag.
pub fn our_rule(id: u64, port: i32, source: RuleSource) -> landfall::engine::op::cloud::Rule {
    tcp(&format!("sgr-{id}"), port, source, true)
}

pub fn not_ours(what: &str) -> Fault {
    Fault::person(Code::NotOurs, Remedy::ChooseOtherName, what)
}

/// What the one who asked hears of an op that was cut off: nothing.
pub fn cut_off() -> Fault {
    Fault::retry(Code::AwsBusy, "cut off")
}

fn has_parts(op: &CloudOp) -> bool {
    let of_side_door = matches!(op, CloudOp::NarrowSideDoor { .. } | CloudOp::CloseSideDoor { .. } | CloudOp::ReopenSideDoor { .. });
    of_side_door || matches!(op, CloudOp::EnsureZone { .. })
}
