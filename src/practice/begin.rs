//! The state with which a world begins, made from what its file says. Used once, when a world is played for the first time.

use super::scenario::Scenario;
use super::server;
use super::state::SimState;
use super::state::account::Account;
use super::state::acm::Acm;
use super::state::ec2::Ec2;
use super::state::elb::Elb;
use super::state::internet::{Internet, Registration};
use super::state::route53::{Route53, Zone};
use super::state::server::ServerState;
use super::trouble::TroubleScript;
use crate::engine::time::Timestamp;
use crate::practice::dns;

impl SimState {
    /// The state with which `scenario` begins, at `now`.
    pub fn begin(scenario: &Scenario, now: Timestamp) -> Self {
        let aws = Account::begin(scenario);
        let internet = Internet::begin(scenario, &aws.route53.zones);
        Self {
            now,
            serial: 0,
            timing: scenario.timing.clone(),
            aws,
            server: ServerState::begin(scenario),
            internet,
            script: TroubleScript::new(scenario.trouble.clone()),
            habits: scenario.person.clone(),
        }
    }
}

impl Account {
    /// What stands in it before anybody came.
    pub fn begin(scenario: &Scenario) -> Self {
        let region = scenario.region().map(|r| r.to_string()).unwrap_or_default();
        Self { acm: Acm::default(), route53: Route53::begin(scenario), ec2: Ec2::begin(scenario, &region), elb: Elb::default(), region }
    }
}

impl ServerState {
    /// The server that the guide starts from: nginx runs, gunicorn does not, so the site answers 502.
    pub fn begin(scenario: &Scenario) -> Self {
        let (files, dirs) = server::files::begin(scenario.files());
        Self { files, dirs, ..Self::empty() }
    }
}

impl Internet {
    /// The site's domain as it was bought, or already handed over to a zone that stands.
    pub fn begin(scenario: &Scenario, zones: &[Zone]) -> Self {
        let registrar: Vec<String> = scenario.registrar.name_servers.iter().map(|n| dns::records::plain(n.as_str())).collect();
        let bought = |domain: &str| Registration::bought(domain, &registrar);
        let mut registrations: Vec<Registration> = scenario.site().map(|s| bought(s.domain.as_str())).into_iter().collect();
        for (standing, zone) in scenario.zone.iter().zip(zones).filter(|(standing, _)| standing.delegated) {
            let domain = standing.domain.as_str();
            registrations.retain(|r| r.domain != domain);
            registrations.push(Registration::bought(domain, &zone.name_servers));
        }
        Self { registrations, registrar, parked_at: scenario.registrar.parked_at, cache: Vec::new() }
    }
}
