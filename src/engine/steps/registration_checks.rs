//! What the registry says that stands in the way of the hand-over: nothing registered, taken out of the DNS, run out, locked.

use std::time::Duration;

use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::hop::HopCode;
use crate::engine::op::net::{Registered, Registration, RegistryStatus, Why};
use crate::engine::preflight::CheckCode;
use crate::engine::queries::{delegation, dns_elsewhere, registration};
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::engine::step_id::StepId;
use crate::engine::steps::{CheckResult, Hop, PreflightCheck};
use crate::engine::time::Timestamp;

/// How long before its end a registration is told to end soon.
const SOON: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// The check; `None`: a teardown is begun, or the certificate stands: then it was handed over, and the hop tells of it.
pub(super) fn check(w: &World) -> Option<PreflightCheck> {
    (w.begun_teardown().is_none() && !w.holds(&Slot::Certificate)).then(|| checked(w))
}

/// The same on the way of a visitor, once it was looked at.
pub(super) fn hop(w: &World) -> Option<Hop> {
    Some(link(w)).filter(|hop| hop.at.is_some())
}

/// The same as a link of the chain, looked at or not.
pub(super) fn link(w: &World) -> Hop {
    checked(w).into_hop(w, HopCode::Registration)
}

fn checked(w: &World) -> PreflightCheck {
    let (look, told) = (registration::look(w), registration::observed(w));
    let result = told.map_or_else(|| PreflightCheck::unseen(w, &look), |told| judged(w, told));
    let evidence = told.map(evidence).unwrap_or_default();
    PreflightCheck { code: CheckCode::Registration, step: StepId::NameServers, evidence, reads: vec![look], result }
}

fn judged(w: &World, told: &Registered) -> CheckResult {
    let domain = registration::domain(w);
    match told {
        Registered::NoSource => CheckResult::Unknown(Why::NobodyTells),
        Registered::Unknown { .. } => {
            CheckResult::Fail(Fault::person(Code::DomainNotRegistered, Remedy::RegisterDomain, domain.to_string()))
        }
        Registered::Known(registration) => of(w, registration),
    }
}

fn of(w: &World, registration: &Registration) -> CheckResult {
    // Where nothing is handed over, no lock stands in the way of that.
    let handed_over = delegation::is_handed_over(w) || dns_elsewhere::is(w);
    let says = |which: fn(&RegistryStatus) -> bool| registration.statuses.iter().copied().find(which);
    let seller = registration.registrar.as_ref().map(|registrar| registrar.name.clone()).unwrap_or_default();
    let fault = |code, remedy, first: &str| Fault::person(code, remedy, format!("{first}\n{seller}"));
    if let Some(status) = says(|status| status.takes_away()) {
        return CheckResult::Fail(fault(Code::DomainOnHold, Remedy::LiftHold, status.as_str()));
    }
    match registration.expires {
        // The name still leads somewhere, and a registrar changes nothing of what ran out.
        Some(end) if end <= w.now && !handed_over => return CheckResult::Fail(fault(Code::DomainExpired, Remedy::RenewDomain, &end.day())),
        Some(end) if end <= w.now => return CheckResult::Warn(fault(Code::DomainExpired, Remedy::RenewDomain, &end.day())),
        Some(end) if end - w.now <= SOON => return CheckResult::Warn(fault(Code::DomainExpiresSoon, Remedy::RenewDomain, &end.day())),
        Some(_) | None => {}
    }
    match says(|status| status.locks()).filter(|_| !handed_over) {
        Some(status) => CheckResult::Warn(fault(Code::DomainLocked, Remedy::UnlockDomain, status.as_str())),
        None => CheckResult::Pass,
    }
}

/// Who sold it, until when it is paid, who told.
fn evidence(told: &Registered) -> String {
    match told {
        Registered::Known(all) => {
            let seller = all.registrar.as_ref().map(|registrar| registrar.name.clone());
            let parts = [seller, all.expires.map(Timestamp::day), Some(format!("({})", all.source.host()))];
            parts.into_iter().flatten().collect::<Vec<_>>().join("  ")
        }
        Registered::Unknown { source } => format!("({})", source.host()),
        Registered::NoSource => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{NOW, OURS, world};
    use crate::engine::op::Fact;
    use crate::engine::op::net::{NetFact, Registrar, Source};

    fn told(statuses: &[RegistryStatus], ends_in_days: i64) -> Registered {
        Registered::Known(Box::new(Registration {
            source: Source::Rdap("rdap.verisign.com".into()),
            registrar: Some(Registrar { name: "Gabia, Inc.".into(), iana_id: Some(244) }),
            name_servers: Vec::new(),
            statuses: statuses.to_vec(),
            signed: None,
            expires: Some(Timestamp(NOW.0 + ends_in_days * 86_400_000)),
        }))
    }

    fn seen(w: World, told: Registered) -> World {
        let look = registration::look(&w);
        w.sees(look, Fact::Net(NetFact::Registration(told)))
    }

    fn comes_to(w: &World) -> (&'static str, Option<Code>) {
        let result = check(w).unwrap().result;
        (result.code(), result.fault().map(|fault| fault.code))
    }

    #[test]
    fn what_the_registry_says_stops_warns_or_is_nothing() {
        use RegistryStatus::{ClientHold, ClientUpdateProhibited, PendingDelete, ServerUpdateProhibited};
        let source = Source::Rdap("rdap.verisign.com".into());
        let table = [
            (told(&[], 365), ("pass", None)),
            (told(&[], 31), ("pass", None)),
            (told(&[], 29), ("warn", Some(Code::DomainExpiresSoon))),
            (told(&[], -1), ("fail", Some(Code::DomainExpired))),
            (told(&[ClientUpdateProhibited], 365), ("warn", Some(Code::DomainLocked))),
            (told(&[ServerUpdateProhibited], 29), ("warn", Some(Code::DomainExpiresSoon))),
            (told(&[ClientUpdateProhibited, ClientHold], 365), ("fail", Some(Code::DomainOnHold))),
            (told(&[PendingDelete], -40), ("fail", Some(Code::DomainOnHold))),
            (Registered::Unknown { source }, ("fail", Some(Code::DomainNotRegistered))),
            (Registered::NoSource, ("unknown", None)),
        ];
        for (told, expected) in table {
            assert_eq!(comes_to(&seen(world(), told.clone())), expected, "{told:?}");
        }
        assert_eq!(comes_to(&world()), ("unknown", None));
    }

    #[test]
    fn once_the_domain_is_handed_over_only_what_takes_it_away_stops() {
        let ours = || world().with_zone().sees_parent(&OURS);
        assert_eq!(comes_to(&seen(ours(), told(&[RegistryStatus::ClientUpdateProhibited], 365))), ("pass", None));
        assert_eq!(comes_to(&seen(ours(), told(&[], -1))), ("warn", Some(Code::DomainExpired)));
        assert_eq!(comes_to(&seen(ours(), told(&[RegistryStatus::ClientHold], 365))), ("fail", Some(Code::DomainOnHold)));
    }

    #[test]
    fn who_sold_it_is_in_the_evidence_and_in_the_fault() {
        let w = seen(world(), told(&[RegistryStatus::ClientHold], 365));
        let check = check(&w).unwrap();
        assert!(check.evidence.starts_with("Gabia, Inc.") && check.evidence.ends_with("(rdap.verisign.com)"), "{}", check.evidence);
        assert_eq!(check.result.fault().map(|fault| fault.detail.as_str()), Some("client hold\nGabia, Inc."));
        assert_eq!(hop(&w).map(|hop| hop.result), Some(check.result));
        assert_eq!(hop(&world()), None, "what was not looked at has no hop");
    }
}
