//! Step 2: the hosted zone, found or made.

use std::ops::ControlFlow::{Break, Continue};

use crate::engine::directive::{Directive, Flow, need, wanted};
use crate::engine::op::cloud::{CloudOp, Zone};
use crate::engine::queries::{delegation, zone};
use crate::engine::question::{Answer, Question};
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::state::{JournalEntry, World};
use crate::engine::step_id::StepId;
use crate::engine::steps::{Part, Step, consent};
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
        vec![Part::new(Slot::Zone, w.site.domain.as_str())]
    }

    fn directives(&self, w: &World) -> Vec<Directive> {
        vec![wanted(zone_in_hand(w))]
    }
}

fn zone_in_hand(w: &World) -> Flow<()> {
    if zone::held(w).is_some() {
        return Continue(());
    }
    let strangers = w.observed.zones().unwrap_or_default();
    if !strangers.is_empty() && !strangers.iter().any(|z| zone::is_ours(w, z)) {
        return adopt(w, strangers);
    }
    consent::consented(w)?;
    Break(Directive::cloud(CloudOp::EnsureZone { domain: w.site.domain.clone() }))
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
    use crate::engine::fixture::{world, zone};
    use crate::engine::op::Op;
    use crate::engine::state::Token;

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
