//! A pause in words: what it comes to, and how a paused site stands.

use super::Words;
use super::amounts::moment;
use crate::engine::queries;
use crate::engine::question::PauseOffer;
use crate::engine::record_set::RecordSet;
use crate::engine::state::World;
use crate::site::DomainName;

impl Words {
    /// That a site is paused, or on its way there, since when, and the way back.
    pub fn paused(&self, world: &World) -> Option<String> {
        // Once a teardown was begun `up` brings back no pause: that is told in its place.
        let pause = world.ledger.pause.filter(|_| world.ledger.teardown.is_none())?;
        let rests = || world.site.servers().any(|(id, _)| queries::paused::rests(world, &id));
        let id = match (pause.through, world.ledger.stopped.is_empty()) {
            (false, _) if pause.scope.stop_server => "pause-begun-stopping",
            (false, _) => "pause-begun",
            (true, true) => "pause-since",
            (true, false) if rests() => "pause-since-stopped",
            (true, false) => "pause-since-started",
        };
        let since = moment(pause.since).replace('T', " ").replace('Z', " UTC");
        let said = self.with(id, &[("since", &since)]);
        Some(if queries::paused::door_is_open(world) { format!("{said} {}", self.door_open(world)) } else { said })
    }

    /// That the servers' port 80 was opened for it, and what closes it.
    fn door_open(&self, world: &World) -> String {
        let again = if world.site.server.close_http { "yes" } else { "no" };
        self.with("pause-door-open", &[("again", &again)])
    }

    /// What could not be read of AWS before a pause: more may bill than it says.
    pub fn pause_unread(&self, world: &World) -> Option<String> {
        let looks: Vec<String> = queries::unread::looks(world).into_iter().map(|(op, _)| self.look(op)).collect();
        (!looks.is_empty()).then(|| self.with("pause-unread", &[("looks", &looks.join(", "))]))
    }

    /// What visitors and the person have of it meanwhile, one thing a line: besides what it costs.
    pub fn pause_offer(&self, offer: &PauseOffer) -> Vec<String> {
        let stops = !offer.stops.is_empty();
        let names = || listed(&offer.names);
        let led = match (stops, offer.leads_to.is_empty()) {
            (false, true) => Vec::new(),
            (false, false) => vec![self.with("pause-led-back", &[("name", &names()), ("addresses", &listed(&offer.leads_to))])],
            (true, _) => self.led_elsewhere(offer),
        };
        let ids: &[&str] = match (stops, offer.keeps_address) {
            (false, _) => &["pause-in-clear"],
            (true, Some(true)) => &["pause-server-stops", "pause-address-stays"],
            (true, Some(false)) => &["pause-server-stops", "pause-address-changes"],
            (true, None) => &["pause-server-stops", "pause-address-unknown"],
        };
        let kept = ["pause-zone-stays", "pause-certificate-stays", if stops { "pause-way-back-stopped" } else { "pause-way-back" }];
        let odd = offer.odd.iter().map(|told| self.with("pause-odd-answer", &[("told", told)]));
        let begun = offer.begun.then(|| self.get("pause-goes-on-stopping"));
        begun.into_iter().chain(led).chain(odd).chain(ids.iter().chain(&kept).map(|id| self.get(id))).collect()
    }

    /// Where the names lead while the server stands still.
    fn led_elsewhere(&self, offer: &PauseOffer) -> Vec<String> {
        let before = |set: &RecordSet| self.with("pause-led-as-before", &[("name", &set.name), ("value", &set.value.shown())]);
        let is_bare = |name: &&DomainName| !offer.puts_back.iter().any(|set| set.name == **name);
        let bare: Vec<&DomainName> = offer.names.iter().filter(is_bare).collect();
        let nowhere = (!bare.is_empty()).then(|| self.with("pause-led-nowhere", &[("name", &listed(&bare))]));
        offer.puts_back.iter().map(before).chain(nowhere).collect()
    }
}

pub(super) fn listed(all: &[impl ToString]) -> String {
    all.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::ingress::Permit;
    use crate::engine::op::cloud::RuleSource;
    use crate::engine::question::Question;
    use crate::engine::resource::RevokedRule;
    use crate::text::Language;

    #[test]
    fn a_port_that_a_pause_opened_before_it_stopped_is_told_with_what_closes_it() {
        use crate::engine::fixture::world;
        use crate::engine::goal::PauseScope;
        use crate::engine::question::Answer;
        use crate::engine::resource::Resource;
        use crate::engine::state::JournalEntry;
        for language in Language::ALL {
            let words = Words::new(language);
            let mut w = world();
            w.site.server.close_http = true;
            w.ledger.answers.push(Answer::ReopenDoor);
            w.ledger.apply(&JournalEntry::Pause { at: w.now, scope: PauseScope::default() });
            let open = words.get("pause-door-open");
            let start = open.split(". ").next().unwrap();
            let said = words.paused(&w).unwrap();
            assert!(said.contains(start) && said.contains("`landfall up`") && said.contains("--yes"), "{said}");
            let closed = w.clone().with_resource(Resource::SideDoor { revoked: vec![], narrow: vec![] });
            assert!(!words.paused(&closed).unwrap().contains(start), "it is closed still");
            w.site.server.close_http = false;
            assert!(words.paused(&w).unwrap().contains("`close_http = true`"));
            w.ledger.apply(&JournalEntry::Paused { at: w.now });
            assert!(!words.paused(&w).unwrap().contains(start), "what was agreed to is no news");
        }
    }

    #[test]
    fn a_region_that_could_not_be_read_is_told_before_a_pause() {
        use crate::engine::fault::{Code, Fault, Remedy};
        use crate::engine::fixture::world;
        use crate::engine::op::Op;
        use crate::engine::op::cloud::CloudOp;
        let mut w = world();
        for language in Language::ALL {
            assert_eq!(Words::new(language).pause_unread(&w), None);
        }
        let look = Op::Cloud(CloudOp::LookElsewhere { region: "eu-west-1".parse().unwrap() });
        w.observed.fail(look, Fault::person(Code::AccessDenied, Remedy::AttachPolicy, ""));
        for language in Language::ALL {
            assert!(Words::new(language).pause_unread(&w).unwrap().contains("eu-west-1"));
        }
    }

    #[test]
    fn before_a_door_is_opened_each_rule_is_told_with_what_it_lets_in_and_whether_up_closes_it() {
        let world = || RuleSource::Cidr("0.0.0.0/0".into());
        let rule = |permit| RevokedRule { group: "sg-9".into(), rule: "sgr-1".into(), permit };
        let all = || rule(Permit { protocol: "-1".into(), from_port: None, to_port: None, ..Permit::tcp(80, world()) });
        let web = || rule(Permit::tcp(80, world()));
        let told = |language, web: Vec<RevokedRule>, wide: Vec<RevokedRule>, closed_again| {
            Words::new(language).reopened(&Question::ReopenDoor { asks: !wide.is_empty(), web, wide, own: false, closed_again })
        };
        let (web_line, all_line) = ("for web traffic alone: sg-9  tcp 80 ← 0.0.0.0/0", "for more than web traffic: sg-9  ");
        let lines = told(Language::En, vec![web()], vec![all()], true);
        assert!(lines[0].ends_with(web_line) && lines[1].contains(all_line) && lines.len() == 3, "{lines:?}");
        assert!(lines[2].contains("asks whether to close the rest") && lines[2].contains("--yes"), "{lines:?}");
        for language in Language::ALL {
            let last = |web, wide, again| told(language, web, wide, again).pop().unwrap();
            let all = [
                last(vec![web()], vec![], true),
                last(vec![web()], vec![all()], true),
                last(vec![], vec![all()], true),
                last(vec![web()], vec![all()], false),
            ];
            let yes: Vec<bool> = all.iter().map(|said| said.contains("--yes")).collect();
            assert_eq!((yes, all[3].contains("close_http")), (vec![false, true, true, false], true), "{all:?}");
        }
    }
}
