//! The sites that are built, and what each finds.

use landfall::engine::policy::{Goal, Scope, StepId};
use landfall::site::{App, Balancer, Certificate, Host, Net, Server, Site, Spread, Validation};

use crate::faults::Faults;
use crate::person::Person;
use crate::run::Play;

/// The guide's site.
pub fn guide() -> Site {
    Site {
        name: "heestagram".parse().unwrap(),
        domain: "heestagram.com".parse().unwrap(),
        host: Host::Label("www".into()),
        region: "ap-northeast-2".parse().unwrap(),
        server: Server {
            manage: true,
            instance: Some("i-0123456789abcdef0".parse().unwrap()),
            address: None,
            public_address: None,
            port: 22,
            user: "ubuntu".parse().unwrap(),
            key: None,
            host_key: None,
            close_http: false,
        },
        app: App::default(),
        certificate: Certificate { validation: Validation::Dns, names: vec![] },
        balancer: Balancer { zones: Spread::Two, redirect_http: true },
        net: Net::default(),
    }
}

pub const BUILD: Goal = Goal::Build { until: StepId::Live };
pub const TEAR_DOWN: Goal = Goal::TearDown(Scope { with_server: false, abandon_delegation: false });

/// A run with a willing person and no faults.
pub fn willing(goal: Goal) -> Play {
    Play { goal, wait: None, person: Person::willing(), faults: Faults::NONE, points: false, crash_at: None }
}
