//! Django's settings on a server: what they are to have, and what the last look at them told.

use crate::engine::op::Op;
use crate::engine::op::host::{ForwardedProto, HostOp, SettingsPlan, SettingsWanted};
use crate::engine::queries::{health, server, service};
use crate::engine::state::World;
use crate::site::{DomainName, ServerId};

/// What the settings on this server are to have.
pub fn wanted(w: &World, id: &ServerId) -> SettingsWanted {
    let names = exact_names(w);
    let origins = names.iter().map(|name| format!("https://{name}")).collect();
    let mut hosts: Vec<String> = names.iter().map(ToString::to_string).collect();
    // The balancer's health check sends it as Host.
    let address = server::instance(w, id).filter(|_| health::by_address(w, id)).and_then(|i| i.private_address);
    hosts.extend(address.map(|a| a.to_string()));
    SettingsWanted { hosts, origins, proto_reaches: proto_reaches(w, id) }
}

/// The site's names and the certificate's exact ones: each a Host that visitors send.
fn exact_names(w: &World) -> Vec<DomainName> {
    let exact = w.site.certificate_names().into_iter().filter(|n| n.covers(n.base()) && n.base().is_within(&w.site.domain));
    let mut names = w.site.names();
    for name in exact.map(|n| n.base().clone()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Whether Django learns that a visitor came over HTTPS: whether the balancer's word reaches it past nginx. Where nobody has looked, it
/// is taken not to.
fn proto_reaches(w: &World, id: &ServerId) -> bool {
    w.observed.chain(id).is_some_and(|chain| chain.proto == ForwardedProto::Reaches)
}

/// The look at the settings; `None` while the project or the server's address is not known.
pub fn look(w: &World, id: &ServerId) -> Option<Op> {
    let app = server::app(w, id)?.clone();
    server::on_host(w, id, HostOp::LookSettings { app, unit: service::unit(w, id), wanted: Box::new(wanted(w, id)) })
}

/// What the look told.
pub fn plan<'a>(w: &'a World, id: &ServerId) -> Option<&'a SettingsPlan> {
    w.observed.settings(&look(w, id)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{chain, survey, world};
    use crate::engine::op::Fact;
    use crate::engine::op::host::{Chain, HealthHost, HostFact};

    #[test]
    fn the_private_address_is_wanted_only_where_the_health_check_comes_with_it() {
        let address = |w: &World| wanted(w, &ServerId::MAIN).hosts.contains(&"172.31.0.11".to_owned());
        let w = world().sees_survey(survey()).sees_instance().sees_chain(chain("gunicorn.service"));
        assert!(address(&w));
        assert!(!address(&w.clone().sees_chain(Chain { health: HealthHost::Name, ..chain("gunicorn.service") })));
        let mut told = w;
        told.site.app.health = Some("/healthz".parse().unwrap());
        for (status, by_address) in [(Some(200), false), (Some(404), false), (Some(400), true)] {
            let look = health::look(&told, &ServerId::MAIN).unwrap();
            assert_eq!(address(&told.clone().sees(look, Fact::Host(HostFact::Health(status)))), by_address, "{status:?}");
        }
    }

    #[test]
    fn django_must_know_the_exact_names_and_the_private_address() {
        let names = ["heestagram.com", "*.heestagram.com", "www.heestagram.com"];
        let all = wanted(&world().with_names(&names).sees_instance(), &ServerId::MAIN);
        assert_eq!(all.hosts, ["www.heestagram.com", "heestagram.com", "172.31.0.11"]);
        assert_eq!(all.origins, ["https://www.heestagram.com", "https://heestagram.com"]);
        assert_eq!(wanted(&world(), &ServerId::MAIN).hosts, ["www.heestagram.com"], "no instance, no private address");
    }
}
