//! What the registry knows of a domain, and the registrar's form through which that is changed.

use super::records::{plain, within};
use crate::engine::op::net::RegistryStatus;
use crate::engine::time::Timestamp;
use crate::ports::FormRefusal;
use crate::practice::state::SimState;
use crate::practice::state::internet::Registration;
use crate::practice::timing::secs;
use crate::site::DomainName;

/// The most fields of a registrar's form.
const MOST_FIELDS: usize = 13;
/// The registries' TTL for delegations.
pub(super) const DELEGATION_TTL: u32 = 172_800;
/// Their TTL for what they tell of signatures.
pub(super) const SIGNER_TTL: u32 = 3_600;

impl Registration {
    fn next(&self) -> Option<Timestamp> {
        self.arrives.iter().chain(&self.planned).map(|(at, _)| *at).chain(self.unsigned_at).min()
    }

    fn settle(&mut self, now: Timestamp, delegation: u64) {
        while let Some(place) = self.planned.iter().position(|(at, _)| *at <= now) {
            let (at, typed) = self.planned.remove(place);
            self.form.clone_from(&typed);
            self.arrives = Some((at + secs(delegation), typed));
        }
        if self.unsigned_at.take_if(|at| *at <= now).is_some() {
            self.signers.clear();
        }
        if let Some((_, name_servers)) = self.arrives.take_if(|(at, _)| *at <= now) {
            self.delegation = name_servers;
        }
    }
}

/// The registration that covers this name; a domain that nobody asked for before is as it was bought.
pub(in crate::practice) fn covering(sim: &SimState, name: &str) -> Option<Registration> {
    let known = sim.internet.registrations.iter().filter(|r| within(name, &r.domain));
    let known = known.max_by_key(|r| r.domain.len()).cloned();
    known.or_else(|| registrable(name).map(|domain| Registration::bought(&domain, &sim.internet.registrar)))
}

/// The registration of the domain that was bought, in which this name lies: what its registry knows. A part of it that was handed over is
/// its own servers' to tell.
pub(super) fn bought(sim: &SimState, name: &str) -> Option<Registration> {
    let domain = registrable(name)?;
    let known = sim.internet.registrations.iter().find(|r| r.domain == domain).cloned();
    known.or_else(|| Some(Registration::bought(&domain, &sim.internet.registrar)))
}

/// The part of a name that is sold: `example.com` of `www.example.com`, `example.co.kr` of `a.example.co.kr`.
fn registrable(name: &str) -> Option<String> {
    Some(DomainName::from_wire(name).ok()?.registered()?.to_string())
}

/// Whether this is a second level below which domains are sold.
pub(super) fn is_second_level(name: &str) -> bool {
    name.contains('.') && DomainName::from_wire(name).is_ok_and(|name| name.registered().is_none())
}

/// Whether registry or registrar took what was bought here out of the DNS.
pub(super) fn is_held(sim: &SimState) -> bool {
    sim.internet.statuses.iter().filter_map(|text| RegistryStatus::read(text)).any(RegistryStatus::takes_away)
}

/// The form's refusal of an input that it does not take; else what it keeps.
fn checked(typed: &[String]) -> Result<Vec<String>, FormRefusal> {
    let fields: Vec<(usize, String)> =
        typed.iter().enumerate().map(|(n, t)| (n + 1, plain(t.trim()))).filter(|(_, t)| !t.is_empty()).take(MOST_FIELDS).collect();
    for (place, (number, name)) in fields.iter().enumerate() {
        if !is_host_name(name) {
            return Err(FormRefusal::NoHostName(*number));
        }
        if fields.iter().take(place).any(|(_, before)| before == name) {
            return Err(FormRefusal::Twice(*number));
        }
    }
    if fields.len() < 2 { Err(FormRefusal::TooFew) } else { Ok(fields.into_iter().map(|(_, name)| name).collect()) }
}

fn is_host_name(name: &str) -> bool {
    let fine = |label: &str| {
        let inside = label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        !label.is_empty() && label.len() <= 63 && inside && !label.starts_with('-') && !label.ends_with('-')
    };
    name.contains('.') && name.len() <= 253 && name.split('.').all(fine)
}

/// The registration of exactly this domain, to be changed.
fn of<'a>(sim: &'a mut SimState, domain: &str) -> Option<&'a mut Registration> {
    if !sim.internet.registrations.iter().any(|r| r.domain == domain) {
        let bought = Registration::bought(domain, &sim.internet.registrar);
        sim.internet.registrations.push(bought);
    }
    sim.internet.registrations.iter_mut().find(|r| r.domain == domain)
}

/// Fills the registrar's form in at once, and presses its button.
pub(in crate::practice) fn hand_over(sim: &mut SimState, domain: &str, typed: &[String]) -> Result<(), FormRefusal> {
    let typed = checked(typed)?;
    let at = sim.now + secs(sim.timing.delegation);
    let registration = of(sim, domain).ok_or(FormRefusal::NotFromHere)?;
    // A person who sits down at the form overtakes what they had planned.
    registration.planned.clear();
    registration.form.clone_from(&typed);
    registration.arrives = (registration.delegation != typed).then_some((at, typed));
    Ok(())
}

/// Somebody will fill the form in at `at`.
pub(in crate::practice) fn plan(sim: &mut SimState, domain: &str, at: Timestamp, typed: Vec<String>) {
    if let Some(registration) = of(sim, domain) {
        registration.planned.push((at, typed));
    }
}

/// Somebody switches DNSSEC off at the registrar at `at`; the registry follows as it does with name servers.
pub(in crate::practice) fn switch_off(sim: &mut SimState, domain: &str, at: Timestamp) {
    let at = at + secs(sim.timing.delegation);
    if let Some(registration) = of(sim, domain).filter(|r| !r.signers.is_empty()) {
        registration.unsigned_at = Some(at);
    }
}

/// Whether resolvers that check signatures refuse what the domain's servers answer: the registrar signs what it serves, and nobody else.
pub(super) fn is_forged(sim: &SimState, name: &str) -> bool {
    covering(sim, name).is_some_and(|r| !r.signers.is_empty() && !r.delegation.iter().all(|server| sim.internet.registrar.contains(server)))
}

pub(super) fn settle(sim: &mut SimState) {
    let (now, delegation) = (sim.now, sim.timing.delegation);
    sim.internet.registrations.iter_mut().for_each(|r| r.settle(now, delegation));
}

pub(super) fn due(sim: &SimState) -> Option<Timestamp> {
    sim.internet.registrations.iter().filter_map(Registration::next).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::practice::Scenario;

    fn sim() -> SimState {
        SimState::begin(&Scenario::named("happy").unwrap(), Timestamp(0))
    }

    fn names(all: &[&str]) -> Vec<String> {
        all.iter().map(|n| (*n).to_owned()).collect()
    }

    #[test]
    fn domains_are_sold_below_top_levels_and_some_second_levels() {
        for (name, expected) in [
            ("www.example.com", Some("example.com")),
            ("example.com", Some("example.com")),
            ("a.b.example.co.kr", Some("example.co.kr")),
            ("co.kr", None),
            ("com", None),
        ] {
            assert_eq!(registrable(name).as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn the_form_takes_names_with_dots_and_blanks_and_refuses_what_is_none() {
        let table: [(&[&str], Result<usize, FormRefusal>); 6] = [
            (&["NS-1.awsdns-00.com.", " ns-2.awsdns-00.net ", "", ""], Ok(2)),
            (&["ns-1.awsdns-00.com"], Err(FormRefusal::TooFew)),
            (&[], Err(FormRefusal::TooFew)),
            (&["ns-1.awsdns-00.com", "가나다"], Err(FormRefusal::NoHostName(2))),
            (&["ns-1.awsdns-00.com", "nodots"], Err(FormRefusal::NoHostName(2))),
            (&["a.b.c", "d.e.f", "a.b.c."], Err(FormRefusal::Twice(3))),
        ];
        for (typed, expected) in table {
            assert_eq!(checked(&names(typed)).map(|kept| kept.len()), expected, "{typed:?}");
        }
    }

    #[test]
    fn what_was_typed_arrives_at_the_parent_later_and_typing_again_starts_anew() {
        let mut sim = sim();
        let (first, second) = (names(&["a.b.c", "d.e.f"]), names(&["g.h.i", "j.k.l"]));
        let parent = |sim: &SimState| covering(sim, "heestagram.com").unwrap().delegation;
        let bought = parent(&sim);
        hand_over(&mut sim, "heestagram.com", &first).unwrap();
        sim.pass(Timestamp(700_000));
        assert_eq!(parent(&sim), bought, "not yet");
        hand_over(&mut sim, "heestagram.com", &second).unwrap();
        sim.pass(Timestamp(1_400_000));
        assert_eq!(parent(&sim), bought, "typed again");
        sim.pass(Timestamp(1_420_000));
        assert_eq!(parent(&sim), second);
    }

    #[test]
    fn a_planned_form_is_filled_in_at_its_moment() {
        let mut sim = sim();
        plan(&mut sim, "other.com", Timestamp(90_000), names(&["a.b.c", "d.e.f"]));
        sim.pass(Timestamp(89_000));
        assert_eq!(covering(&sim, "other.com").unwrap().form.first().map(String::as_str), Some("ns.gabia.co.kr"));
        sim.pass(Timestamp(90_000 + 720_000));
        assert_eq!(covering(&sim, "www.other.com").unwrap().delegation, names(&["a.b.c", "d.e.f"]));
    }
}
