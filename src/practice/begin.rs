//! The state with which a world begins, made from what its file says. Used once, when a world is played for the first time.

use std::collections::BTreeMap;

use super::scenario::{AwsAccount, Registrar, Running, Scenario};
use super::server;
use super::server::at::At;
use super::state::SimState;
use super::state::account::{Account, FreePlan, OtherRegion};
use super::state::acm::Acm;
use super::state::ec2::Ec2;
use super::state::elb::Elb;
use super::state::internet::{Internet, Record, Registration};
use super::state::route53::{Route53, Zone};
use super::state::server::ServerState;
use super::timing::secs;
use super::trouble::TroubleScript;
use crate::engine::time::Timestamp;
use crate::ports::SystemctlVerb;
use crate::practice::dns;

/// The DS record of a domain whose registrar signs it.
const SIGNER: &str = "34505 13 2 1F5B4E5C0E9D2A7B8C6D3E4F5A6B7C8D9E0F1A2B3C4D5E6F7A8B9C0D1E2F3A4B";

/// How long ago what runs already was started, in milliseconds: long enough that it answers.
const UP_FOR: i64 = 3_600_000;

impl SimState {
    /// The state with which `scenario` begins, at `now`.
    pub fn begin(scenario: &Scenario, now: Timestamp) -> Self {
        let aws = Account::begin(scenario, now);
        let internet = Internet::begin(scenario, &aws.route53.zones);
        Self {
            now,
            clock_off: scenario.computer.clock_off.0,
            serial: 0,
            timing: scenario.timing.clone(),
            aws,
            server: ServerState::begin(scenario, now),
            internet,
            script: TroubleScript::new(scenario.trouble.clone()),
            habits: scenario.person.clone(),
        }
    }
}

impl Account {
    /// What stands in it before anybody came.
    pub fn begin(scenario: &Scenario, now: Timestamp) -> Self {
        let region = scenario.region().map(|r| r.to_string()).unwrap_or_default();
        let AwsAccount { opted_in, denied, paced, free_plan_days, credits, .. } = &scenario.account;
        let (opted_in, denied, pace) = (*opted_in, denied.clone(), paced.then(BTreeMap::new));
        let ends = now + secs(free_plan_days * 86_400);
        let free_plan = (*free_plan_days > 0).then_some(FreePlan { ends, credits: *credits });
        let mut ec2 = Ec2::begin(scenario, &region);
        let elb = Elb::begin(scenario, &region, &mut ec2, now);
        let acm = Acm::begin(scenario, &region, now);
        let before = scenario.account.before_in.iter();
        let elsewhere = before.filter_map(|region| OtherRegion::begin(scenario, region.as_str(), now)).collect();
        Self { acm, route53: Route53::begin(scenario), ec2, elb, elsewhere, region, opted_in, denied, free_plan, pace }
    }
}

impl ServerState {
    /// The server that the guide starts from: nginx runs and gunicorn does not, so the site answers 502, unless the scenario has services
    /// that run.
    pub fn begin(scenario: &Scenario, now: Timestamp) -> Self {
        let (files, dirs) = server::files::begin(scenario.files());
        let mut state = Self { files, dirs, ailments: scenario.server.ailments.iter().copied().collect(), ..Self::empty() };
        let at = At { now: Timestamp(now.0.saturating_sub(UP_FOR)), boot: secs(scenario.timing.gunicorn) };
        for Running { unit, enabled } in &scenario.server.running {
            if *enabled {
                state.systemctl(SystemctlVerb::Enable, Some(unit), &at);
            }
            state.systemctl(SystemctlVerb::Start, Some(unit), &at);
        }
        while let Some(now) = state.due().filter(|due| *due <= now) {
            state.settle(&At { now, ..at });
        }
        state
    }
}

impl Internet {
    /// The site's domain as it was bought, or already handed over to a zone that stands.
    pub fn begin(scenario: &Scenario, zones: &[Zone]) -> Self {
        let registrar: Vec<String> = scenario.registrar.name_servers.iter().map(|n| dns::records::plain(n.as_str())).collect();
        let bought = |domain: &str| Registration::bought(domain, &registrar);
        let mut registrations: Vec<Registration> = scenario.site().map(|s| bought(s.domain.as_str())).into_iter().collect();
        if scenario.registrar.signed {
            registrations.iter_mut().for_each(|r| r.signers = vec![SIGNER.to_owned()]);
        }
        let made = scenario.registrar.records.iter().filter_map(|line| Record::read(line)).collect();
        for (standing, zone) in scenario.zone.iter().zip(zones).filter(|(standing, _)| standing.delegated) {
            let domain = standing.domain.as_str();
            registrations.retain(|r| r.domain != domain);
            registrations.push(Registration::bought(domain, &zone.name_servers));
        }
        let Registrar { parked_at, statuses, .. } = scenario.registrar.clone();
        let port_53_shut = scenario.computer.port_53_shut;
        Self { registrations, registrar, parked_at, statuses, port_53_shut, made, planned_records: Vec::new(), cache: Vec::new() }
    }
}
