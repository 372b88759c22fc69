//! The way past the load balancer in a security group that others use too: it is not changed, and the server is given one of its own on a
//! person's yes, out of which it comes again at the end.

use std::collections::BTreeSet;

use landfall::engine::fault::{Code, Fault, Remedy};
use landfall::engine::goal::{Goal, PauseScope};
use landfall::engine::question::Answer;
use landfall::engine::resource::Resource;
use landfall::engine::slot::Slot;
use landfall::engine::state::JournalEntry;
use landfall::practice::Scenario;
use landfall::practice::state::ec2::Group;
use landfall::site::ServerId;
use landfall::text::{About, Language, Words};

use super::play::{Cut, DOWN, End, Kept, UP, picture, play, play_closing, site, through};
use super::quoted::quoted;
use super::side_door::{ledger, open};

fn shared() -> Scenario {
    Scenario::named("shared-group").unwrap()
}

/// All traffic is let in, by a rule of a group that another instance uses too.
fn shared_and_wide() -> Scenario {
    Scenario::named("shared-group:shared-all-traffic").unwrap()
}

/// Its groups, the other instance's, and the shared group as it stands.
fn standing(kept: &Kept) -> (Vec<String>, Vec<String>, Group) {
    let ec2 = &kept.scene.aws.ec2;
    let of = |n: usize| ec2.interfaces.iter().find(|i| i.instance.as_ref() == Some(&ec2.instances[n].id)).unwrap().groups.clone();
    let shared = of(1);
    (of(0), shared.clone(), ec2.group(&shared[0]).unwrap().clone())
}

fn inside(kept: &Kept) -> Option<Resource> {
    ledger(kept).resources.get(&Slot::InOwnGroup(ServerId::MAIN)).cloned()
}

fn is_tried(kept: &Kept) -> Option<bool> {
    inside(kept).map(|resource| matches!(resource, Resource::InOwnGroup { tried: true, .. }))
}

#[tokio::test]
async fn a_server_in_a_group_that_others_use_is_given_one_of_its_own_on_a_persons_yes() {
    let remedy = Fault::person(Code::SideDoorShared, Remedy::TakeOwnGroup, "");
    for language in Language::ALL {
        let told = Words::new(language).fault(&remedy, &About::of(&site(&shared()))).remedy.unwrap();
        assert!(quoted(&told).iter().any(|line| line == "close_http = true"), "{told}");
    }
    for (world, left) in
        [(shared(), vec!["tcp 22 0.0.0.0/0", "tcp 80 0.0.0.0/0", "tcp 80 group"]), (shared_and_wide(), vec!["* 0.0.0.0/0", "tcp 80 group"])]
    {
        let before = picture(&Kept::begin(&world).scene);
        let by_yes = through(&world, Kept::begin(&world), UP, 21).await;
        assert_eq!(open(&by_yes), left, "--yes alone leaves it");
        let (server, other, group) = standing(&by_yes);
        assert_eq!((&server, inside(&by_yes)), (&other, None));
        let played = play_closing(&world, by_yes, UP, 22, None).await;
        assert!(matches!(played.end, End::Done), "{:#?}", played.end);
        assert_eq!(open(&played.kept), ["tcp 22 0.0.0.0/0", "tcp 80 group"]);
        let (own, still, same) = standing(&played.kept);
        assert_ne!(own, server);
        assert_eq!((&still, &same), (&other, &group), "the others' group is as it was");
        assert_eq!(is_tried(&played.kept), Some(true));
        // Whoever goes on with it asks nothing, and changes nothing.
        let again = through(&world, played.kept, UP, 23).await;
        assert_eq!(standing(&again).0, own);
        let torn = through(&world, again.clone(), DOWN, 24).await;
        assert_eq!(picture(&torn.scene), before);
        assert_eq!(standing(&torn).0, server);
        // Its name, tag and description tell of it without a journal.
        let torn = through(&world, Kept { journal: Vec::new(), ..again }, DOWN, 25).await;
        assert_eq!(picture(&torn.scene), before, "without a journal");
    }
}

#[tokio::test]
async fn killed_anywhere_in_between_the_server_is_reached_and_its_groups_come_back() {
    let world = shared_and_wide();
    let before = picture(&Kept::begin(&world).scene);
    let built = through(&world, Kept::begin(&world), UP, 26).await;
    let (shared, ..) = standing(&built);
    let whole = play_closing(&world, built.clone(), UP, 27, None).await;
    // Where the cut fell, by the groups then and how much the journal holds: each place once.
    let mut met = BTreeSet::new();
    for at in 0..whole.count {
        for after in [false, true] {
            let cut = play_closing(&world, built.clone(), UP, 27, Some(Cut { at, after })).await;
            let ssh = open(&cut.kept).iter().any(|rule| rule.starts_with("* 0.") || rule == "tcp 22 0.0.0.0/0");
            assert!(ssh, "{at} {after}: nobody gets in: {:?}", open(&cut.kept));
            let groups = cut.kept.scene.aws.ec2.groups.clone();
            if !met.insert((standing(&cut.kept).0, groups.iter().map(|g| g.rules.len()).collect::<Vec<_>>(), cut.kept.journal.len())) {
                continue;
            }
            let on = play_closing(&world, cut.kept.clone(), UP, 28, None).await;
            assert!(matches!(on.end, End::Done), "{at} {after}: {:#?}", on.end);
            assert_eq!((open(&on.kept), is_tried(&on.kept)), (open(&whole.kept), Some(true)), "{at} {after}");
            let torn = play(&world, cut.kept, DOWN, 29, None).await;
            assert!(matches!(torn.end, End::Done), "{at} {after}: {:#?}", torn.end);
            assert_eq!((picture(&torn.kept.scene) == before, standing(&torn.kept).0), (true, shared.clone()), "{at} {after}");
        }
    }
    // The answer, the group and its rules, the change of groups, and that it was tried: each announced and done.
    assert!(met.len() >= 9, "{met:#?}");
}

/// The run in which the server was just put in its own group, cut off there.
async fn just_entered(world: &Scenario, built: &Kept) -> Kept {
    let whole = play_closing(world, built.clone(), UP, 30, None).await;
    for at in 0..whole.count {
        let cut = play_closing(world, built.clone(), UP, 30, Some(Cut { at, after: true })).await;
        if is_tried(&cut.kept) == Some(false) {
            return cut.kept;
        }
    }
    panic!("it never entered");
}

#[tokio::test]
async fn who_gets_in_no_more_has_the_groups_put_back_at_once_and_is_asked_anew() {
    let world = shared();
    let before = picture(&Kept::begin(&world).scene);
    let built = through(&world, Kept::begin(&world), UP, 31).await;
    let (shared, ..) = standing(&built);
    let mut entered = just_entered(&world, &built).await;
    let own = standing(&entered).0;
    assert_ne!(own, shared);
    let groups = &mut entered.scene.aws.ec2.groups;
    groups.iter_mut().filter(|g| own.contains(&g.id)).for_each(|g| g.rules.retain(|rule| rule.from_port != Some(22)));
    let on = play(&world, entered, UP, 32, None).await;
    assert!(matches!(on.end, End::Done), "{:#?}", on.end);
    assert_eq!((standing(&on.kept).0, inside(&on.kept)), (shared, None));
    assert!(!ledger(&on.kept).answers.iter().any(|answer| matches!(answer, Answer::OwnGroup { .. })), "a yes is none to trying it again");
    assert_eq!(picture(&through(&world, on.kept, DOWN, 33).await.scene), before);
}

#[tokio::test]
async fn who_is_called_ill_after_a_kill_has_the_groups_put_back_and_up_does_not_wait_for_ever() {
    let world = shared();
    let before = picture(&Kept::begin(&world).scene);
    let built = through(&world, Kept::begin(&world), UP, 51).await;
    let (shared, ..) = standing(&built);
    let mut entered = just_entered(&world, &built).await;
    let own = standing(&entered).0;
    assert_ne!(own, shared);
    // The balancer gets through no more, though whoever comes by SSH does.
    let groups = &mut entered.scene.aws.ec2.groups;
    groups.iter_mut().filter(|g| own.contains(&g.id)).for_each(|g| g.rules.retain(|rule| rule.from_port != Some(80)));
    for target in entered.scene.aws.elb.target_groups.iter_mut().flat_map(|group| &mut group.targets) {
        target.health = landfall::practice::state::elb::Health::Unhealthy;
    }
    let on = play(&world, entered, UP, 52, None).await;
    assert!(matches!(on.end, End::Done), "{:#?}", on.end);
    assert_eq!((standing(&on.kept).0, inside(&on.kept)), (shared, None));
    assert_eq!(picture(&through(&world, on.kept, DOWN, 53).await.scene), before);
}

#[tokio::test]
async fn where_the_shared_groups_are_gone_the_server_is_given_another_by_the_remedy() {
    let world = shared();
    let built = play_closing(&world, Kept::begin(&world), UP, 54, None).await.kept;
    let (own, shared, _) = standing(&built);
    let mut kept = built;
    let ec2 = &mut kept.scene.aws.ec2;
    let default = ec2.groups.iter().find(|group| group.name == "default").unwrap().id.clone();
    // The others left it, and it was deleted.
    for interface in ec2.interfaces.iter_mut().filter(|i| i.groups == shared) {
        interface.groups = vec![default.clone()];
    }
    for instance in ec2.instances.iter_mut().filter(|i| i.groups == shared) {
        instance.groups = vec![default.clone()];
    }
    ec2.groups.retain(|group| !shared.contains(&group.id));
    let played = play(&world, kept, DOWN, 55, None).await;
    let End::Rest(status) = &played.end else { panic!("{:#?}", played.end) };
    let [stuck] = status.stuck.as_slice() else { panic!("{:#?}", status.stuck) };
    assert_eq!(stuck.fault.code, Code::SharedGroupsGone);
    for language in Language::ALL {
        let text = Words::new(language).fault(&stuck.fault, &About::of(&site(&world)));
        assert!(text.remedy.unwrap().contains(&own[0]) && text.why.contains(&shared[0]), "{}", text.why);
    }
    // To the letter: a group is added, and that one removed.
    let mut kept = played.kept;
    let ec2 = &mut kept.scene.aws.ec2;
    for interface in ec2.interfaces.iter_mut().filter(|i| i.groups == own) {
        interface.groups = vec![default.clone()];
    }
    for instance in ec2.instances.iter_mut().filter(|i| i.groups == own) {
        instance.groups = vec![default.clone()];
    }
    let torn = through(&world, kept, DOWN, 56).await;
    assert!(torn.scene.aws.ec2.group(&own[0]).is_none());
    assert_eq!(standing(&torn).0, [default]);
}

#[tokio::test]
async fn a_pause_puts_the_groups_back_on_its_own_yes_and_up_takes_the_server_out_again() {
    let world = shared();
    let before = picture(&Kept::begin(&world).scene);
    let built = play_closing(&world, Kept::begin(&world), UP, 37, None).await;
    assert!(matches!(built.end, End::Done), "{:#?}", built.end);
    let (own, shared, _) = standing(&built.kept);
    let pause = |stop_server| Goal::Pause(PauseScope { stop_server });
    let asked = play(&world, built.kept.clone(), pause(false), 38, None).await;
    let End::Rest(status) = &asked.end else { panic!("{:#?}", asked.end) };
    assert_eq!(status.asks.iter().map(|(_, question)| question.code()).collect::<Vec<_>>(), ["reopen-door"]);
    assert_eq!(standing(&asked.kept).0, own, "nobody said yes");
    let mut kept = asked.kept;
    kept.journal.push(JournalEntry::Answered { at: kept.scene.now, answer: Answer::ReopenDoor });
    let paused = through(&world, kept, pause(false), 39).await;
    assert_eq!((standing(&paused).0, inside(&paused)), (shared.clone(), None));
    // It was agreed to once: `up --yes` goes on as it was.
    let up = through(&world, paused.clone(), UP, 40).await;
    assert_eq!((standing(&up).0, is_tried(&up)), (own.clone(), Some(true)));
    let stopped = through(&world, up, pause(true), 41).await;
    assert_eq!(standing(&stopped).0, own, "nobody has to come to a server that stands still");
    let started = through(&world, stopped, UP, 45).await;
    assert_eq!(standing(&started).0, own);
    for kept in [paused, started] {
        let torn = through(&world, kept, DOWN, 42).await;
        assert_eq!((standing(&torn).0, picture(&torn.scene) == before), (shared.clone(), true));
    }
}

#[tokio::test]
async fn what_somebody_changed_meanwhile_stays_and_our_group_goes() {
    let world = shared();
    let built = play_closing(&world, Kept::begin(&world), UP, 43, None).await;
    let (own, shared, _) = standing(&built.kept);
    let mut kept = built.kept;
    let ec2 = &mut kept.scene.aws.ec2;
    let more = ec2.groups.iter().find(|group| group.name == "default").unwrap().id.clone();
    let server = ec2.instances[0].id.clone();
    ec2.interfaces.iter_mut().filter(|i| i.instance.as_ref() == Some(&server)).for_each(|i| i.groups.push(more.clone()));
    ec2.instances[0].groups.push(more.clone());
    let torn = through(&world, kept, DOWN, 44).await;
    assert_eq!(standing(&torn).0, [shared[0].clone(), more]);
    assert!(torn.scene.aws.ec2.group(&own[0]).is_none());
}

#[tokio::test]
async fn under_an_older_policy_the_site_goes_on_and_the_server_stays_where_it_is() {
    for denied in ["ec2:ModifyNetworkInterfaceAttribute", "ec2:CreateSecurityGroup"] {
        let world = shared();
        let before = picture(&Kept::begin(&world).scene);
        let mut built = through(&world, Kept::begin(&world), UP, 34).await;
        let (shared, ..) = standing(&built);
        built.scene.aws.denied = vec![denied.to_owned()];
        let played = play_closing(&world, built, UP, 35, None).await;
        assert!(matches!(played.end, End::Done), "{denied}: {:#?}", played.end);
        assert_eq!(standing(&played.kept).0, shared, "{denied}");
        assert_eq!(picture(&through(&world, played.kept, DOWN, 36).await.scene), before, "{denied}");
    }
}
