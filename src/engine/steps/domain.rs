//! Step 2: the hosted zone, found or made.

use std::ops::ControlFlow::{Break, Continue};

use crate::engine::directive::{Directive, Flow, need, wanted};
use crate::engine::goal::Goal;
use crate::engine::ids::ZoneId;
use crate::engine::op::cloud::{CloudOp, Zone};
use crate::engine::poll::PollPolicy;
use crate::engine::queries::twice::{self, Twice};
use crate::engine::queries::{self, delegation, zone};
use crate::engine::question::{Answer, Question};
use crate::engine::resource::Resource;
use crate::engine::slot::{Slot, SlotKind};
use crate::engine::state::{JournalEntry, World};
use crate::engine::step_id::StepId;
use crate::engine::steps::{Part, Step, consent, dns_elsewhere};
use crate::site::DomainName;

#[derive(Debug)]
pub struct Domain;

impl Step for Domain {
    fn id(&self) -> StepId {
        StepId::Domain
    }

    fn needs(&self) -> &'static [StepId] {
        &[StepId::Service]
    }

    fn parts(&self, w: &World) -> Vec<Part> {
        if queries::dns_elsewhere::is(w) {
            return Vec::new();
        }
        vec![Part::new(Slot::Zone, w.site.domain.as_str())]
    }

    fn directives(&self, w: &World) -> Vec<Directive> {
        vec![wanted(zone_in_hand(w))]
    }
}

fn zone_in_hand(w: &World) -> Flow<()> {
    dns_elsewhere::unchanged(w)?;
    if queries::dns_elsewhere::is(w) {
        return dns_elsewhere::runs(w);
    }
    if let Some((held, _)) = zone::held(w) {
        stands_alone(w)?;
        return tells_of_this_region(w, held);
    }
    let strangers = w.observed.zones().unwrap_or_default();
    if !strangers.is_empty() && !strangers.iter().any(|z| zone::is_ours(w, z)) {
        return adopt(w, strangers);
    }
    consent::consented(w)?;
    Break(Directive::cloud(CloudOp::EnsureZone { domain: w.site.domain.clone() }))
}

/// Nobody is told the name servers of a zone that goes again: another computer may have made one at the same moment.
fn stands_alone(w: &World) -> Flow<()> {
    let unknown_parent = || twice::zones(w).len() > 1 && delegation::observed(w).is_none();
    match twice::own_zone(w) {
        Twice::Alone => Continue(()),
        Twice::Unknown => Break(Directive::Poll(twice::zones_look(w), PollPolicy::SECOND)),
        Twice::Second(_) if unknown_parent() => Break(Directive::Do(delegation::look(w))),
        Twice::Second(zone) => Break(Directive::cloud(CloudOp::DeleteZone { zone })),
    }
}

/// Whoever finds our zone without a journal looks where its tag says: it is told of this region before anything is made here. One without the
/// tag is of before there was one.
fn tells_of_this_region(w: &World, held: &ZoneId) -> Flow<()> {
    let builds = matches!(w.options.goal, Goal::Build { .. } | Goal::Restart);
    let adopted = matches!(w.resource(&Slot::Zone), Some(Resource::Zone { adopted: true, .. }));
    let mut ours = w.observed.zones().unwrap_or_default().iter().filter(|zone| zone.id == *held && zone.tagged && !adopted);
    let silent = ours.any(|zone| !zone.regions.is_empty() && !zone.regions.contains(&w.site.region));
    if builds && silent && w.observed.made_at(SlotKind::Zone).is_none() {
        return Break(Directive::cloud(CloudOp::EnsureZone { domain: w.site.domain.clone() }));
    }
    Continue(())
}

/// Zones of this very name which are not ours: the person chooses; the parent's word is shown to help them.
fn adopt(w: &World, strangers: &[Zone]) -> Flow<()> {
    if let Some(zone) = strangers.iter().find(|z| w.answered(&Answer::AdoptZone(z.id.clone()))) {
        let resource = Resource::Zone { id: zone.id.clone(), name_servers: zone.name_servers.clone(), adopted: true };
        return Break(Directive::Note(JournalEntry::Adopted { at: w.now, resource: Box::new(resource) }));
    }
    let theirs = name_servers_of_parent(w)?;
    let delegated = strangers.iter().find(|z| delegation::same(&z.name_servers, theirs)).map(|z| z.id.clone());
    Break(Directive::Ask(Question::AdoptZone { zones: strangers.to_vec(), delegated }))
}

/// What the parent names, or the look that will tell.
fn name_servers_of_parent(w: &World) -> Flow<&[DomainName]> {
    let observed = need(delegation::observed(w), || Directive::Do(delegation::look(w)))?;
    Continue(&observed.name_servers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{NOW, world, zone};
    use crate::engine::op::Op;
    use crate::engine::state::Token;
    use crate::engine::time::Timestamp;

    /// A zone of this site whose write was begun so many seconds before now.
    fn made(id: &str, ago: i64) -> (Zone, Token) {
        let token = Token(crate::engine::made::token(Timestamp(NOW.0 - ago * 1000), [ago.unsigned_abs(), 1]));
        let reference = crate::engine::made::reference(&world().site.name, &token.0);
        (zone(id, true, &reference), token)
    }

    /// What a run wants that made the zone `held` with this token, where a look shows these.
    fn holding(held: &str, token: &Token, zones: Vec<Zone>) -> World {
        let mut w = world().with_zone().sees_zones(zones);
        w.ledger.tokens.insert(Slot::Zone, token.clone());
        let Some(Resource::Zone { id, .. }) = w.ledger.resources.get_mut(&Slot::Zone) else { panic!("no zone") };
        *id = held.into();
        w
    }

    #[test]
    fn of_two_zones_that_two_computers_made_the_second_goes_and_its_maker_alone_takes_it_away() {
        let ((early, by_other), (late, by_us)) = (made("ZB", 90), made("ZA", 50));
        let both = || vec![late.clone(), early.clone()];
        let parent = Directive::Do(Op::Net(crate::engine::op::net::NetOp::Delegation { domain: world().site.domain }));
        let removes = [Directive::cloud(CloudOp::DeleteZone { zone: "ZA".into() })];
        let ours = holding("ZA", &by_us, both());
        assert_eq!(Domain.directives(&ours), [parent], "nothing goes at which the parent may point");
        assert_eq!(Domain.directives(&ours.clone().sees_parent(&["ns1.registrar.example"])), removes);
        assert_eq!(Domain.directives(&holding("ZB", &by_other, both())), [Directive::Done], "the first stays where it is");
        assert_eq!(Domain.directives(&world().with_zone().sees_zones(both())), [Directive::Done], "whoever made neither takes none away");
        // A run that was cut off goes on with the other's; the one that it left is its own to remove.
        assert_eq!(Domain.directives(&holding("ZB", &by_us, both()).sees_parent(&["ns1.registrar.example"])), removes);

        let written = Zone { record_count: 3, ..late.clone() };
        assert_eq!(Domain.directives(&holding("ZA", &by_us, vec![written, early.clone()])), [Directive::Done], "something stands in it");
        let pointed_at = Zone { name_servers: vec![crate::engine::fixture::name("ns-9.awsdns-9.com")], ..late.clone() };
        let pointed_at = holding("ZA", &by_us, vec![pointed_at, early.clone()]).sees_parent(&["ns-9.awsdns-9.com"]);
        assert_eq!(Domain.directives(&pointed_at), [Directive::Done], "the parent points at it: it comes first");
        assert_eq!(Domain.directives(&holding("ZA", &by_us, vec![late.clone()])), [Directive::Done]);
        let mut looks = ours;
        looks.options.goal = crate::engine::goal::Goal::LOOK;
        assert_eq!(Domain.directives(&looks), [Directive::Done], "a mere look removes nothing");
    }

    #[test]
    fn our_zone_is_told_of_another_region_before_anything_is_made_there_and_an_adopted_one_never() {
        let ensure = [Directive::cloud(CloudOp::EnsureZone { domain: world().site.domain })];
        let told = |regions: &[&str]| {
            let regions = regions.iter().map(|code| code.parse().unwrap()).collect();
            world().with_zone().sees_zones(vec![Zone { regions, ..zone("Z1", true, "") }])
        };
        assert_eq!(Domain.directives(&told(&["us-east-1"])), ensure);
        assert_eq!(Domain.directives(&told(&["ap-northeast-2", "us-east-1"])), [Directive::Done]);
        assert_eq!(Domain.directives(&told(&[])), [Directive::Done], "of before there was such a tag");
        let mut looks = told(&["us-east-1"]);
        looks.options.goal = Goal::LOOK;
        assert_eq!(Domain.directives(&looks), [Directive::Done], "a mere look writes nothing");
        let adopted = Resource::Zone { id: "Z1".into(), name_servers: vec![], adopted: true };
        assert_eq!(Domain.directives(&told(&["us-east-1"]).with_resource(adopted)), [Directive::Done]);
        let mut done = told(&["us-east-1"]);
        done.observed.made(SlotKind::Zone, NOW);
        assert_eq!(Domain.directives(&done), [Directive::Done], "once a run");
    }

    #[test]
    fn a_zone_that_was_just_made_is_looked_for_again_before_anybody_is_told_its_name_servers() {
        let looks = |w: &World| matches!(Domain.directives(w).as_slice(), [Directive::Poll(Op::Cloud(CloudOp::LookZones { .. }), _)]);
        let (just_made, token) = made("ZA", 1);
        let w = holding("ZA", &token, vec![just_made.clone()]);
        assert!(looks(&w), "the list may be late");
        let mut forgotten = w.clone();
        forgotten.observed.forget(|_| true);
        assert!(looks(&forgotten));
        let mut slow = holding("ZA", &made("ZA", 60).1, vec![just_made.clone()]);
        slow.observed.made(crate::engine::slot::SlotKind::Zone, Timestamp(NOW.0 - 1000));
        assert!(looks(&slow), "the write itself took long");
        assert!(!looks(&holding("ZA", &made("ZA", 4).1, vec![just_made.clone()])));
        let ahead = made("ZA", -3600).1;
        assert!(!looks(&holding("ZA", &ahead, vec![just_made])), "a clock that was put back is not waited for");
    }

    #[test]
    fn a_zone_is_made_finished_adopted_on_a_yes_or_left_alone() {
        let ensure = [Directive::Do(Op::Cloud(CloudOp::EnsureZone { domain: world().site.domain }))];
        let agreed = |zones| {
            let mut w = world().sees_zones(zones);
            w.ledger.answers.push(Answer::Costs);
            w
        };
        assert!(matches!(Domain.directives(&world().sees_zones(vec![])).as_slice(), [Directive::Ask(Question::Costs(_))]));
        assert_eq!(Domain.directives(&agreed(vec![])), ensure);

        // Made by a run that was cut off before the tag: only our caller reference tells.
        let mut cut_off = agreed(vec![zone("Z1", false, "token")]);
        cut_off.ledger.tokens.insert(Slot::Zone, Token("token".into()));
        assert_eq!(Domain.directives(&cut_off), ensure);

        let stranger = agreed(vec![zone("Z1", false, "console")]);
        assert!(matches!(Domain.directives(&stranger).as_slice(), [Directive::Do(Op::Net(_))]), "the parent's word first");
        let mut asked = stranger.sees_parent(&crate::engine::fixture::OURS);
        let question = |w: &World| Domain.directives(w);
        assert!(matches!(question(&asked).as_slice(), [Directive::Ask(Question::AdoptZone { delegated: Some(_), .. })]));
        asked.ledger.answers.push(Answer::AdoptZone("Z1".into()));
        assert!(matches!(question(&asked).as_slice(), [Directive::Note(JournalEntry::Adopted { .. })]));
    }
}
