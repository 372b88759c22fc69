//! Step 8: everything we made goes, in the order in which nothing holds anything else; then AWS is read again.

use std::time::Duration;

use crate::engine::bills;
use crate::engine::directive::Directive;
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::goal::Scope;
use crate::engine::leftover::Leftover;
use crate::engine::op::cloud::{CloudFact, CloudOp, InstanceState};
use crate::engine::op::{Fact, Op};
use crate::engine::poll::PollPolicy;
use crate::engine::queries::{certificate, holders, leftovers, server, unread};
use crate::engine::question::{Answer, Question};
use crate::engine::resource::Resource;
use crate::engine::slot::{Slot, SlotKind};
use crate::engine::slots;
use crate::engine::state::{JournalEntry, World};
use crate::engine::steps::dns_elsewhere;
use crate::site::{InstanceId, ServerId};

/// As old as what hangs on the server may have been looked at when it is told to end.
const FRESH: Duration = Duration::from_secs(60);

pub fn directives(w: &World, scope: Scope) -> Vec<Directive> {
    if over(w, scope) {
        return vec![dns_elsewhere::left(w).unwrap_or(Directive::Done)];
    }
    if let Some(note) = w.site.servers().find_map(|(id, _)| the_server_is(w, &id)) {
        return vec![note];
    }
    // Where nothing else is left, nobody is asked to agree to what cannot be done.
    let unknown = w.site.servers().find_map(|(id, _)| nobody_knows(w, scope, &id));
    if let Some(unknown) = unknown.filter(|_| w.ledger.resources.values().all(Resource::stays)) {
        return vec![unknown];
    }
    if w.ledger.teardown != Some(scope) {
        return consent(w, scope);
    }
    // Whoever goes on with one is told too what goes and what stays.
    if let Some(looks) = looks_first(w, scope) {
        return looks;
    }
    let servers = w.site.servers().filter_map(|(id, _)| instance(w, scope, &id));
    let gone = w.ledger.resources.values().flat_map(|r| slots::undo(w, scope, r)).chain(servers);
    let directives: Vec<Directive> = gone.chain(left_behind(w)).collect();
    if directives.is_empty() { vec![finish(w)] } else { directives }
}

/// This run brought the teardown to its end, or an earlier one did and nothing was made since. (The end is written down
/// with everything that led to it forgotten: without this it would begin again.)
fn over(w: &World, scope: Scope) -> bool {
    let nothing_left = w.ledger.resources.is_empty() && server::servers_left(w, scope) == 0;
    w.ledger.closed && (w.observed.swept || nothing_left)
}

/// Who the server is may follow only from its registration, which goes before it: written down.
fn the_server_is(w: &World, id: &ServerId) -> Option<Directive> {
    let instance = server::instance(w, id).map(|i| i.id.clone()).filter(|_| !server::is_chosen(w, id))?;
    Some(Directive::Note(JournalEntry::Answered { at: w.now, answer: Answer::Instance(id.clone(), instance) }))
}

fn consent(w: &World, scope: Scope) -> Vec<Directive> {
    // What stays on the server is not removed: there is nothing to ask.
    let servers = server::servers_left(w, scope);
    let nothing = w.ledger.resources.values().all(Resource::stays) && servers == 0;
    if nothing || w.answered(&Answer::TearDown(scope)) {
        return vec![Directive::Note(JournalEntry::TearDown { at: w.now, scope })];
    }
    if let Some(looks) = looks_first(w, scope) {
        return looks;
    }
    let resources = w.ledger.resources.values().cloned().collect();
    vec![Directive::Ask(Question::TearDown { domain: w.site.domain.clone(), scope, resources, servers })]
}

/// What is still to be looked at before it is told what goes and what stays: the parent's word, and what others hold. `None`: nothing.
fn looks_first(w: &World, scope: Scope) -> Option<Vec<Directive>> {
    let unasked = holders::unasked(w, scope);
    (!unasked.is_empty()).then(|| unasked.into_iter().map(Directive::Do).collect())
}

/// Whether the instance waits until this is gone. What others may hold for long, and what needs no server, does not keep it: it bills.
/// What lies on it goes with it.
fn keeps_the_instance(slot: &Slot) -> bool {
    use SlotKind::{BalancerGroup, Certificate, EntranceHttp, EntranceHttps, OldCertificate, OwnGroup, Validation, Zone};
    let held_long = matches!(slot.kind(), Zone | Certificate | OldCertificate | BalancerGroup | OwnGroup);
    let needs_none = held_long || matches!(slot.kind(), Validation | EntranceHttps | EntranceHttp);
    !(needs_none || slot.kind().is_file())
}

/// The instance, last, and only when told.
fn instance(w: &World, scope: Scope, id: &ServerId) -> Option<Directive> {
    let configured = w.site.server_by_id(id).and_then(|server| server.instance.clone());
    // EC2 lists no terminated instance: one that an earlier start told to end is asked for by what was written down.
    let ending = || server::instance_id(w, id).filter(|chosen| is_ending(w, chosen)).cloned();
    let Some(instance) = server::instance(w, id).map(|i| i.id.clone()).or(configured).or_else(ending) else {
        return nobody_knows(w, scope, id);
    };
    let others = w.ledger.resources.keys().any(keeps_the_instance);
    if !scope.with_server || others {
        return None;
    }
    let state = Op::Cloud(CloudOp::LookInstanceState { instance: instance.clone() });
    match w.observed.look(&state).map(|l| &l.fact) {
        Some(Fact::Cloud(CloudFact::InstanceState(i))) if i.state == InstanceState::Terminated => None,
        _ => Some(written_down(w, id, &instance).unwrap_or_else(|| terminate(w, id, instance, state))),
    }
}

/// Whether this teardown wrote down what the instance has, to terminate it.
fn is_ending(w: &World, instance: &InstanceId) -> bool {
    w.ledger.terminating.as_ref().is_some_and(|b| b.instance == *instance)
}

/// It is to go, and nothing tells any more which one it is: of those that live, none is ours to guess.
fn nobody_knows(w: &World, scope: Scope, id: &ServerId) -> Option<Directive> {
    let named = server::instance_id(w, id).is_some() || server::was_told_to_end(w, id);
    let unknown = scope.with_server && !named && !server::candidates(w).is_empty();
    unknown.then(|| Directive::Fail(Fault::person(Code::NoInstance, Remedy::ChooseInstance, "")))
}

fn terminate(w: &World, id: &ServerId, instance: InstanceId, state: Op) -> Directive {
    if server::instance(w, id).is_none() && !is_ending(w, &instance) && may_run_elsewhere(w) {
        return Directive::Fail(Fault::person(Code::NoInstance, Remedy::ChooseInstance, instance.as_str()));
    }
    let ended = instance.clone();
    let op = Op::Cloud(CloudOp::TerminateInstance { server: id.clone(), instance });
    // An earlier start told it to end: only whether it has is looked at.
    let told = w.ledger.gone.contains(&Resource::Instance { server: id.clone(), id: ended });
    if told || w.observed.has_done(|done| *done == op) { Directive::Poll(state, PollPolicy::INSTANCE) } else { Directive::Do(op) }
}

/// Whether an instance that is not here may run, and bill, in another region, rather than be gone: something of ours was in one, or this
/// journal does not tell that the site was made here.
fn may_run_elsewhere(w: &World) -> bool {
    !w.ledger.regions.is_empty() || !(certificate::knows_all(w) || w.ledger.ended)
}

/// What hangs on the instance is written down before it is told to end: afterwards nothing tells what it had. `None`: it is.
fn written_down(w: &World, id: &ServerId, instance: &InstanceId) -> Option<Directive> {
    if is_ending(w, instance) {
        return None;
    }
    // One that has ended already has nothing any more.
    let seen = leftovers::servers(w).into_iter().find(|i| i.id == *instance && server::instance_id(w, id) == Some(instance))?;
    let looks = leftovers::looks(w);
    if let Some(fault) = looks.iter().find_map(|look| w.observed.failure(look)) {
        return Some(Directive::Fail(fault.clone()));
    }
    // What was seen before all else was taken away may be minutes old.
    let old = |look: &&Op| w.observed.at(look).is_none_or(|at| w.now - at > FRESH);
    if let Some(look) = looks.iter().find(old) {
        return Some(Directive::Do(look.clone()));
    }
    let belongings = Box::new(leftovers::belongings(w, seen)?);
    Some(Directive::Note(JournalEntry::Belonged { at: w.now, belongings }))
}

/// What the terminated server left behind: looked for once it has ended, then each thing in its turn as the person says.
fn left_behind(w: &World) -> Vec<Directive> {
    if !w.ledger.terminating.as_ref().is_some_and(|b| leftovers::has_ended(w, &b.instance)) {
        return Vec::new();
    }
    let looks = leftovers::looks(w).into_iter().chain(leftovers::groups_look(w)).chain(leftovers::snapshots_look(w));
    let missing: Vec<Directive> = looks.filter(|op| !w.observed.is_over(op)).map(Directive::Do).collect();
    if !missing.is_empty() {
        return missing;
    }
    let all = leftovers::left_behind(w);
    let agreed = |one: &Leftover| w.answered(&Answer::DeleteLeftover(one.id()));
    let open = all.iter().find(|one| !agreed(one) && !w.answered(&Answer::KeepLeftover(one.id())));
    let goes = all.iter().filter(|one| agreed(one)).filter_map(|one| leftovers::deletion(w, one.id())).map(Directive::Do);
    let asks = open.map(|one| Directive::Ask(Question::DeleteLeftover { what: one.clone(), bill: bills::bill_of_leftover(w, one) }));
    goes.chain(asks).collect()
}

/// Nothing of ours is in the ledger: AWS is read once more, and has the last word.
fn finish(w: &World) -> Directive {
    if !w.observed.swept {
        return Directive::Refresh;
    }
    // What could not be looked for may stand: that is no end.
    if let Some((_, fault)) = unread::looks(w).first() {
        return Directive::Fail((*fault).clone());
    }
    // A server could not be asked whether it still holds files of ours: likewise.
    if let Some(fault) = w.site.servers().find_map(|(id, _)| server::survey_failure(w, &id)) {
        return Directive::Fail(fault.clone());
    }
    dns_elsewhere::left(w).unwrap_or(Directive::Note(JournalEntry::Closed { at: w.now }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::OURS;
    use crate::engine::fixture::{self, world};
    use crate::engine::goal::Goal;
    use crate::engine::leftover::Belongings;
    use crate::engine::op::cloud::{ElasticAddress, Held, Holder, HolderKind, IdleGroup, Instance, Volume};
    use crate::engine::queries::delegation;
    use crate::engine::removal::{self, Fate};

    const ALL: Scope = Scope { with_server: true, abandon_delegation: false };

    /// What stands before a teardown begins, once it was looked at who else uses what is to go.
    fn agreed(w: &World, scope: Scope) -> Directive {
        consent(&held_by_nobody(w.clone()), scope).remove(0)
    }

    fn held_by_nobody(w: World) -> World {
        let looks: Vec<Op> = holders::looks(&w).collect();
        looks.into_iter().fold(w, |w, look| w.sees(look, Fact::Cloud(CloudFact::Holders(vec![]))))
    }

    /// After a teardown that left the server: nothing of it is remembered.
    fn after(named: bool) -> World {
        let mut w = world();
        w.site.server.instance = w.site.server.instance.filter(|_| named);
        let mut w = w.sees_instance();
        w.options.goal = Goal::TearDown(ALL);
        w.ledger.teardown = Some(ALL);
        w
    }

    #[test]
    fn where_only_what_stays_is_left_nothing_is_asked() {
        let asks = |w: &World, scope| matches!(agreed(w, scope), Directive::Ask(_));
        let file = Resource::EnvironmentFile { server: ServerId::MAIN, path: "/etc/heestagram.env".to_owned(), names: vec![] };
        let left = world().with_resource(file);
        assert!(!asks(&left, Scope::default()));
        assert!(asks(&left, ALL), "the server itself goes");
        assert!(asks(&left.with_resource(Resource::TargetGroup { arn: "tg".into() }), Scope::default()));
    }

    #[test]
    fn a_teardown_that_goes_on_asks_the_parent_first_as_one_that_begins_does() {
        let mut w = world().with_zone();
        w.ledger.teardown = Some(Scope::default());
        let look = delegation::look(&w);
        w = held_by_nobody(w);
        assert_eq!(directives(&w, Scope::default()), [Directive::Do(look.clone())]);
        let told = directives(&w.clone().sees_parent(&OURS), Scope::default());
        assert!(!told.contains(&Directive::Do(look.clone())), "{told:?}");
        w.observed.fail(look.clone(), Fault::retry(Code::DnsUnreachable, "timed out"));
        assert!(!directives(&w, Scope::default()).contains(&Directive::Do(look)), "nobody could tell: it goes on");
    }

    #[test]
    fn where_no_server_is_left_and_nothing_else_there_is_nothing_to_ask() {
        let instances = |w: World, all| {
            let look = server::instances_look(&w);
            w.sees(look, Fact::Cloud(CloudFact::Instances(all)))
        };
        let again = |named: bool, all: Vec<Instance>| {
            let mut w = world();
            w.site.server.instance = w.site.server.instance.filter(|_| named);
            w.options.goal = Goal::TearDown(ALL);
            let mut w = instances(w, all);
            w.ledger.gone.clear();
            let (staying, going, addresses, groups) = (vec![], vec![], vec![], vec![]);
            w.ledger.belongings.push(Belongings { instance: fixture::instance().id, staying, going, addresses, groups });
            (w.ledger.closed, w.ledger.ended) = (true, true);
            w
        };
        let ended = Instance { state: InstanceState::Terminated, ..fixture::instance() };
        for w in [again(true, vec![]), again(true, vec![ended.clone()]), again(false, vec![]), again(false, vec![ended])] {
            assert_eq!(directives(&w, ALL), [Directive::Done]);
            assert!(!matches!(agreed(&w, ALL), Directive::Ask(_)));
        }
        let other = Instance { id: "i-0aaaaaaaaaaaaaaaa".parse().unwrap(), ..fixture::instance() };
        let mut w = again(true, vec![other.clone()]);
        w.site.server.instance = Some(other.id);
        assert!(matches!(agreed(&w, ALL), Directive::Ask(Question::TearDown { servers: 1, .. })), "a new one stands");
    }

    #[test]
    fn before_it_is_asked_the_parent_tells_whether_the_zone_goes_or_stays() {
        let first = |w: &World, scope| match agreed(w, scope) {
            Directive::Do(op) => op.code().to_string(),
            Directive::Ask(question) => question.code().to_owned(),
            other => format!("{other:?}"),
        };
        let scope = Scope::default();
        let w = world().with_zone();
        assert_eq!(first(&w, scope), "delegation");
        assert_eq!(first(&w, Scope { abandon_delegation: true, ..scope }), "tear-down", "it goes, whatever is told");
        assert_eq!(first(&w.clone().sees_parent(&OURS), scope), "tear-down");
        let mut silent = w;
        silent.observed.fail(delegation::look(&silent), Fault::retry(Code::DnsUnreachable, "timed out"));
        assert_eq!(first(&silent, scope), "tear-down", "it is told that nobody could tell");
        let zone = Resource::Zone { id: "Z1".into(), name_servers: vec![], adopted: true };
        assert_eq!(first(&world().with_resource(zone), scope), "tear-down", "it stays, whatever is told");
    }

    #[test]
    fn before_it_is_asked_it_is_looked_at_who_else_uses_what_is_to_go_and_a_zone_with_others_records_is_not_said_to_go() {
        let w = world().with_zone().sees_parent(&["ns1.registrar.example"]);
        let look = Op::Cloud(CloudOp::LookHolders { of: Held::Zone("Z1".into()) });
        assert_eq!(consent(&w, ALL), [Directive::Do(look.clone())]);
        let mail = Holder { kind: HolderKind::Record, id: "heestagram.com".into(), within: "MX".into(), name: String::new() };
        let fates = |w: &World| removal::fates(w, ALL).into_iter().map(|(fate, _)| fate).collect::<Vec<_>>();
        let seen = |all| w.clone().sees(look.clone(), Fact::Cloud(CloudFact::Holders(all)));
        assert_eq!((fates(&seen(vec![])), fates(&seen(vec![mail.clone()]))), (vec![Fate::Deleted], vec![Fate::Held]));
        let held = seen(vec![mail]);
        assert!(removal::ends(&held, ALL).lines.is_empty() && bills::bill_after(&held, ALL).lines.len() == 1, "it bills on");
        assert!(matches!(consent(&held, ALL).as_slice(), [Directive::Ask(_)]));
        let mut refused = w.clone();
        refused.observed.fail(look, Fault::person(Code::AccessDenied, Remedy::AttachPolicy, ""));
        assert!(matches!(consent(&refused, ALL).as_slice(), [Directive::Ask(_)]), "nobody could look: it goes on");
    }

    #[test]
    fn the_zone_is_deleted_on_a_word_of_the_parents_that_is_not_old() {
        let mut w = world().with_zone().sees_parent(&["ns1.registrar.example"]);
        let zone = w.resource(&Slot::Zone).cloned().unwrap();
        let undo = |w: &World, scope| match slots::undo(w, scope, &zone).as_slice() {
            [Directive::Do(op)] => op.code().to_string(),
            other => format!("{other:?}"),
        };
        assert_eq!(undo(&w, Scope::default()), "delete-zone");
        w.now = w.now + Duration::from_secs(301);
        assert_eq!(undo(&w, Scope::default()), "delegation", "told while the person was asked, an hour ago it may be");
        assert_eq!(undo(&w, Scope { abandon_delegation: true, ..Scope::default() }), "delete-zone");
    }

    #[test]
    fn a_server_that_is_not_here_is_gone_only_where_the_journal_tells_that_it_was_here() {
        let mut w = after(true);
        w.observed.forget(|_| true);
        let fails = |w: &World| matches!(super::directives(w, ALL).as_slice(), [Directive::Fail(fault)] if fault.code == Code::NoInstance);
        assert!(fails(&w), "no journal");
        w.ledger.ended = true;
        assert!(matches!(super::directives(&w, ALL).as_slice(), [Directive::Do(Op::Cloud(CloudOp::TerminateInstance { .. }))]));
        w.ledger.regions.insert("us-east-1".parse().unwrap());
        assert!(fails(&w), "something of ours was elsewhere");
    }

    #[test]
    fn a_server_that_nothing_names_is_not_guessed_and_not_forgotten() {
        let fails = |directives: &[Directive]| matches!(directives, [Directive::Fail(fault)] if fault.code == Code::NoInstance);
        let directives = super::directives(&after(false), ALL);
        assert!(fails(&directives), "{directives:?}");
        let directives = super::directives(&after(true), ALL);
        let [Directive::Do(Op::Cloud(CloudOp::LookVolumes { of, .. }))] = directives.as_slice() else { panic!("{directives:?}") };
        assert_eq!(of, &[fixture::instance().id], "what hangs on it is looked for first");
        assert!(!fails(&super::directives(&after(false), Scope::default())), "it was not asked for");
    }

    fn disk(id: &str, attached: bool, goes: bool) -> Volume {
        Volume {
            id: id.into(),
            gib: 8,
            kind: "gp3".into(),
            attached: attached.then(|| fixture::instance().id),
            device: None,
            goes_with_instance: goes,
            name: String::new(),
        }
    }

    fn elastic(attached: bool) -> ElasticAddress {
        let instance = attached.then(|| fixture::instance().id);
        ElasticAddress { id: "eipalloc-1".into(), address: [198, 51, 100, 11].into(), in_use: attached, instance, managed_by: None }
    }

    /// A teardown with the server that was agreed to, at the server's turn.
    fn with_the_server() -> World {
        let mut w = after(true);
        w.observed.refreshed = true;
        w
    }

    fn sees_beside(w: World, volumes: Vec<Volume>, addresses: Vec<ElasticAddress>) -> World {
        let facts = [CloudFact::Volumes(volumes), CloudFact::Addresses(addresses)];
        leftovers::looks(&w).into_iter().zip(facts).fold(w, |w, (op, fact)| w.sees(op, Fact::Cloud(fact)))
    }

    #[test]
    fn what_hangs_on_the_server_is_on_disk_before_it_is_told_to_end() {
        let w = sees_beside(with_the_server(), vec![disk("vol-root", true, true), disk("vol-2", true, false)], vec![elastic(true)]);
        let mut w = w;
        let wanted = directives(&w, ALL);
        let [Directive::Note(note @ JournalEntry::Belonged { belongings, .. })] = wanted.as_slice() else { panic!("{wanted:?}") };
        assert_eq!((&belongings.staying, &belongings.going), (&vec!["vol-2".into()], &vec!["vol-root".into()]));
        assert_eq!((&belongings.addresses, &belongings.groups), (&vec!["eipalloc-1".into()], &vec!["sg-server".into()]));
        w.ledger.apply(note);
        let wanted = directives(&w, ALL);
        assert!(matches!(wanted.as_slice(), [Directive::Do(Op::Cloud(CloudOp::TerminateInstance { .. }))]), "{wanted:?}");
    }

    #[test]
    fn a_server_of_which_it_is_not_known_what_hangs_on_it_is_not_terminated() {
        let mut w = with_the_server();
        let denied = Fault::person(Code::AccessDenied, Remedy::AttachPolicy, "ec2:DescribeVolumes");
        let look = leftovers::looks(&w).remove(0);
        w.observed.fail(look, denied.clone());
        assert_eq!(directives(&w, ALL), [Directive::Fail(denied)]);
    }

    /// The server has ended, and this is what stands of what it had.
    fn ended(volumes: Vec<Volume>, addresses: Vec<ElasticAddress>, groups: Vec<IdleGroup>) -> World {
        let mut w = sees_beside(with_the_server(), vec![disk("vol-2", true, false)], vec![elastic(true)]);
        let belongings = leftovers::belongings(&w, &fixture::instance()).unwrap();
        w.ledger.apply(&JournalEntry::Belonged { at: w.now, belongings: Box::new(belongings) });
        // Its end makes old what was seen.
        w.observed.forget(|op| matches!(op, Op::Cloud(op) if op.is_of_leftovers()));
        let state = Op::Cloud(CloudOp::LookInstanceState { instance: fixture::instance().id });
        let terminated = Instance { state: InstanceState::Terminated, ..fixture::instance() };
        let w = w.sees(state, Fact::Cloud(CloudFact::InstanceState(terminated)));
        let look = leftovers::groups_look(&w).unwrap();
        let w = sees_beside(w.sees(look, Fact::Cloud(CloudFact::IdleGroups(groups))), volumes, addresses);
        let Some(look) = leftovers::snapshots_look(&w) else { return w };
        assert!(
            w.observed.look(&look).is_none() && directives(&w, ALL).contains(&Directive::Do(look.clone())),
            "they bill on, and are told"
        );
        w.sees(look, Fact::Cloud(CloudFact::Snapshots(vec![])))
    }

    #[test]
    fn one_that_was_terminated_before_this_start_is_asked_for_though_nothing_lists_it() {
        let mut w = ended(vec![], vec![], vec![]);
        w.site.server.instance = None;
        let chosen = Answer::Instance(ServerId::MAIN, fixture::instance().id);
        w.ledger.apply(&JournalEntry::Answered { at: w.now, answer: chosen });
        w.observed.forget(|_| true);
        let none = Op::Cloud(CloudOp::LookInstances { only: None });
        let mut w = w.sees(none, Fact::Cloud(CloudFact::Instances(vec![])));
        let wanted = directives(&w, ALL);
        assert!(matches!(wanted.as_slice(), [Directive::Do(Op::Cloud(CloudOp::TerminateInstance { .. }))]), "{wanted:?}");
        w.ledger.gone.push(Resource::Instance { server: ServerId::MAIN, id: fixture::instance().id });
        let wanted = directives(&w, ALL);
        let looks = matches!(wanted.as_slice(), [Directive::Poll(Op::Cloud(CloudOp::LookInstanceState { .. }), _)]);
        assert!(looks, "it was told to: only whether it has is looked at: {wanted:?}");
    }

    #[test]
    fn what_it_left_is_asked_about_one_by_one_and_goes_only_on_its_own_word() {
        let group = IdleGroup { id: "sg-server".into(), name: "launch-wizard-1".into() };
        let strange = IdleGroup { id: "sg-strange".into(), name: "strange".into() };
        let mut w = ended(vec![disk("vol-2", false, false), disk("vol-3", false, false)], vec![elastic(false)], vec![group, strange]);
        let say = |w: &mut World, answer| w.ledger.apply(&JournalEntry::Answered { at: w.now, answer });
        for (typed, keep) in [("vol-2", false), ("eipalloc-1", true), ("launch-wizard-1", true)] {
            let wanted = directives(&w, ALL);
            let asked: Vec<&Question> = wanted.iter().filter_map(|d| if let Directive::Ask(q) = d { Some(q) } else { None }).collect();
            let [Question::DeleteLeftover { what, .. }] = asked.as_slice() else { panic!("{wanted:?}") };
            assert_eq!(what.typed(), typed);
            let answer = if keep { Answer::KeepLeftover(what.id()) } else { Answer::DeleteLeftover(what.id()) };
            say(&mut w, answer);
        }
        let goes = directives(&w, ALL);
        let [Directive::Do(Op::Cloud(CloudOp::DeleteVolume { volume, of }))] = goes.as_slice() else { panic!("{goes:?}") };
        assert_eq!((volume, of), (&"vol-2".into(), &fixture::instance().id));
    }

    #[test]
    fn what_another_has_by_now_is_not_offered_and_at_the_end_nothing_is() {
        let other = Some("i-0aaaaaaaaaaaaaaaa".parse().unwrap());
        let taken = Volume { attached: other.clone(), ..disk("vol-2", false, false) };
        let moved = ElasticAddress { instance: other, in_use: true, ..elastic(false) };
        let w = ended(vec![taken], vec![moved], vec![]);
        assert_eq!(directives(&w, ALL), [Directive::Refresh]);
        let theirs = ElasticAddress { managed_by: Some("alb".into()), ..elastic(false) };
        assert_eq!(directives(&ended(vec![], vec![theirs], vec![]), ALL), [Directive::Refresh]);
        let mut w = ended(vec![disk("vol-2", false, false)], vec![], vec![]);
        assert!(!leftovers::left_behind(&w).is_empty());
        w.ledger.apply(&JournalEntry::Closed { at: w.now });
        assert!(leftovers::left_behind(&w).is_empty(), "only the run that terminated it deletes it");
        assert_eq!(
            bills::bill_now(&w).lines.iter().filter_map(|l| l.id.as_deref()).collect::<Vec<_>>(),
            ["vol-2"],
            "it bills all the same"
        );
    }
}
