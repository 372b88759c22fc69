//! A pause, and the way back from it: what is said, what bills, what is refused, and each remedy carried out to the letter.

use landfall::engine::fault::{Code, Fault};
use landfall::engine::goal::{Goal, PauseScope};
use landfall::engine::question::Answer;
use landfall::engine::state::JournalEntry;
use landfall::practice::state::ec2::InstanceState;
use landfall::practice::{Scenario, SimState};
use landfall::site::Site;
use landfall::text::Language;

use super::kills::{block_on, each};
use super::play::{Cut, DOWN, End, Kept, UP, picture, play, play_site, site, through};
use super::reach::{command, option, remedy, typed};
use super::worlds::Runs;

const PAUSE: Goal = Goal::Pause(PauseScope { stop_server: false });
const WITH_SERVER: Goal = Goal::Pause(PauseScope { stop_server: true });

fn ids(all: &[&str]) -> Vec<String> {
    all.iter().map(|id| (*id).to_owned()).collect()
}

fn end(output: &std::process::Output) -> serde_json::Value {
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    serde_json::from_str(text.lines().rev().find(|line| line.contains("\"type\":\"end\"")).unwrap()).unwrap()
}

fn items(end: &serde_json::Value) -> Vec<&str> {
    end["bills"]["lines"].as_array().unwrap().iter().map(|line| line["item"].as_str().unwrap()).collect()
}

#[test]
fn a_pause_says_what_it_comes_to_and_up_brings_all_of_it_back() {
    for language in Language::ALL {
        let runs = Runs::of("happy", language);
        runs.ends(&["pause"], 3, &ids(&["fault-nothing-to-pause", "remedy-leave-unpaused"]));
        runs.ends(&["up", "--yes"], 0, &ids(&["headless-done-up"]));
        let told = ["pause-deleted", "pause-led-back", "pause-in-clear", "pause-zone-stays", "pause-certificate-stays", "pause-way-back"];
        runs.ends(&["pause"], 3, &ids(&[&told[..], &["pause-stays"]].concat()));
        runs.ends(&["status"], 0, &ids(&["status-title"]));
        runs.ends(&["pause", "--yes"], 0, &ids(&[&told[..], &["headless-done-pause", "headless-still-bills"]].concat()));
        runs.ends(&["status"], 0, &ids(&["pause-since", "headless-still-bills"]));
        runs.ends(&["plan"], 0, &ids(&["pause-since", "headless-plan-title"]));
        runs.ends(&["pause", "--yes"], 0, &ids(&["headless-done-pause"]));
        let status = end(&runs.run(&["status", "--json"]));
        assert_eq!((&status["paused"]["through"], &status["paused"]["server_stopped"]), (&true.into(), &false.into()), "{status}");
        assert_eq!(items(&status), ["zone", "instance", "instance-address", "volume", "registration"]);
        runs.ends(&["up"], 3, &ids(&["question-costs"]));
        runs.ends(&["up", "--yes"], 0, &ids(&["question-costs", "headless-done-up"]));
        let (up, status) = (end(&runs.run(&["up", "--yes", "--json"])), end(&runs.run(&["status", "--json"])));
        assert!(status["paused"].is_null() && items(&status).contains(&"volume"), "{status}");
        // The registration is told where something ends.
        let told: Vec<&str> = items(&status).into_iter().filter(|item| *item != "registration").collect();
        assert_eq!(items(&up), told, "what bills is the same, whoever tells it");
        let paused = String::from_utf8(runs.run(&["pause", "--yes", "--json"]).stdout).unwrap();
        let at = |what: &str| paused.find(what).unwrap_or_else(|| panic!("no {what}: {paused}"));
        assert!(at("\"type\":\"pause\"") < at("\"write\":true"), "it is told before anything is changed: {paused}");
        runs.ends(&["down", "--yes"], 0, &ids(&["pause-since", "headless-done-down"]));
    }
}

#[test]
fn with_the_server_the_site_is_off_and_its_new_address_is_followed() {
    for language in Language::ALL {
        let runs = Runs::of("happy", language);
        runs.ends(&["up", "--yes"], 0, &ids(&["headless-done-up"]));
        let told = ["pause-led-nowhere", "pause-server-stops", "pause-way-back-stopped"];
        runs.ends(&["pause", "--stop-server"], 3, &ids(&told));
        runs.ends(
            &["pause", "--stop-server", "--yes"],
            0,
            &ids(&[&told[..], &["op-stop-instance", "headless-done-pause-stopped"]].concat()),
        );
        runs.ends(&["status"], 0, &ids(&["pause-since-stopped", "fault-instance-paused"]));
        let status = end(&runs.run(&["status", "--json"]));
        assert_eq!(
            (&status["paused"]["server_stopped"], items(&status)),
            (&true.into(), vec!["zone", "volume", "registration"]),
            "{status}"
        );
        runs.ends(&["up"], 3, &ids(&["question-start-server"]));
        runs.ends(&["up", "--yes"], 0, &ids(&["question-start-server", "op-start-instance", "question-costs", "headless-done-up"]));
        runs.ends(&["down", "--yes"], 0, &ids(&["headless-done-down"]));
    }
}

#[test]
fn a_side_door_that_was_closed_is_opened_by_nobody_but_the_person() {
    for language in Language::ALL {
        let runs = Runs::of("side-door-open", language);
        runs.ends(&["up", "--yes"], 0, &ids(&["op-close-side-door"]));
        runs.ends(&["pause", "--yes"], 3, &ids(&["question-reopen-door", "reopens-web"]));
        assert!(end(&runs.run(&["status", "--json"]))["paused"].is_null(), "nothing was changed");
        runs.ends(&["pause", "--stop-server", "--yes"], 0, &ids(&["headless-done-pause-stopped"]));
        runs.ends(&["up", "--yes"], 0, &ids(&["headless-done-up"]));
        runs.ends(&["down", "--yes"], 0, &ids(&["op-reopen-side-door", "headless-done-down"]));
    }
}

/// Says yes to the open port, and to what else is asked.
async fn agreed(world: &Scenario, kept: Kept, goal: Goal) -> Kept {
    let mut kept = kept;
    kept.journal.push(JournalEntry::Answered { at: kept.scene.now, answer: Answer::ReopenDoor });
    through(world, kept, goal, 5).await
}

#[test]
fn the_door_is_open_while_the_site_is_paused_and_closed_again_after_it() {
    block_on(async {
        let world = Scenario::named("side-door-open").unwrap();
        let live = through(&world, Kept::begin(&world), UP, 1).await;
        let open = |scene: &SimState| {
            let rules = scene.aws.ec2.groups.iter().flat_map(|group| &group.rules);
            rules.filter(|rule| rule.from_port == Some(80) && rule.protocol == "tcp").count()
        };
        let before = open(&live.scene);
        let paused = agreed(&world, live, PAUSE).await;
        assert_eq!(open(&paused.scene), before + 2, "both families");
        let up = through(&world, paused, UP, 6).await;
        assert_eq!(open(&up.scene), before, "closed again");
    });
}

/// The one fault that a pause stops at; nothing is changed by it.
async fn refused(site: &Site, kept: Kept) -> (Fault, Kept) {
    let before = picture(&kept.scene);
    let played = play_site(site.clone(), kept, PAUSE, 7, None).await;
    let End::Rest(standing) = played.end else { panic!("{:?}", played.end) };
    let [stuck] = standing.stuck.as_slice() else { panic!("{standing:#?}") };
    assert_eq!(picture(&played.kept.scene), before, "it changed something");
    (stuck.fault.clone(), played.kept)
}

/// The settings with another line in place of this one, as the service has them after a restart.
async fn rewritten(world: &Scenario, mut kept: Kept, from: &str, to: &str) -> Kept {
    let path = "/home/ubuntu/env/django-sample/heestagram/settings.py";
    let file = kept.scene.server.files.get_mut(path).unwrap();
    let text = String::from_utf8(file.content.clone()).unwrap();
    assert!(text.contains(from), "{text}");
    file.content = text.replace(from, to).into_bytes();
    through(world, kept, Goal::Restart, 8).await
}

#[test]
fn a_site_that_sends_browsers_to_https_is_not_paused_until_the_remedy() {
    block_on(async {
        let world = Scenario::named("hsts").unwrap();
        let site = site(&world);
        let live = through(&world, Kept::begin(&world), UP, 1).await;
        let (fault, live) = refused(&site, live).await;
        assert_eq!((fault.code, fault.detail.as_str()), (Code::PauseHsts, "Strict-Transport-Security: max-age=3600"));
        for language in Language::ALL {
            assert!(remedy(language, &site, &fault).contains("`SECURE_HSTS_SECONDS = 0`"));
        }
        let live = rewritten(&world, live, "SECURE_HSTS_SECONDS = 3600", "SECURE_HSTS_SECONDS = 0\nSECURE_SSL_REDIRECT = True").await;
        let (fault, live) = refused(&site, live).await;
        assert_eq!(
            (fault.code, fault.detail.as_str()),
            (Code::PauseLeadsToHttps, "301 http://www.heestagram.com/ → https://www.heestagram.com/")
        );
        for language in Language::ALL {
            assert!(remedy(language, &site, &fault).contains("`SECURE_SSL_REDIRECT = True`"));
        }
        let live = rewritten(&world, live, "\nSECURE_SSL_REDIRECT = True", "").await;
        through(&world, live, PAUSE, 9).await;
    });
}

#[test]
fn a_world_that_wants_https_says_so_in_both_languages() {
    for language in Language::ALL {
        let runs = Runs::of("hsts", language);
        runs.ends(&["up", "--yes"], 0, &ids(&["headless-done-up"]));
        runs.ends(&["pause", "--yes"], 3, &ids(&["fault-pause-hsts", "remedy-take-hsts-back"]));
        runs.ends(&["pause", "--yes", "--stop-server"], 3, &ids(&["fault-pause-hsts"]));
    }
}

#[test]
fn a_server_that_lets_nobody_in_is_not_paused_until_the_remedy_s_command() {
    block_on(async {
        let world = Scenario::named("port-80-closed").unwrap();
        let site = site(&world);
        let live = through(&world, Kept::begin(&world), UP, 1).await;
        let (fault, live) = refused(&site, live).await;
        assert_eq!(fault.code, Code::PauseUnreached);
        for language in Language::ALL {
            let words = command(&remedy(language, &site, &fault), "authorize-security-group-ingress");
            assert_eq!((option(&words, "--port"), option(&words, "--cidr")), ("80", "0.0.0.0/0"));
            through(&world, typed(live.clone(), &words).await, PAUSE, 9).await;
        }
        through(&world, live, WITH_SERVER, 9).await;
    });
}

#[test]
fn the_last_list_of_a_pause_is_what_status_then_says() {
    for language in Language::ALL {
        for more in [&[][..], &["--stop-server"]] {
            let runs = Runs::of("leftovers", language);
            runs.ends(&["up", "--yes"], 0, &ids(&["headless-done-up"]));
            let paused = end(&runs.run(&[&["pause", "--yes", "--json"], more].concat()));
            let status = end(&runs.run(&["status", "--json"]));
            assert_eq!(paused["bills"], status["bills"], "{more:?}");
            let (running, kept) = (items(&paused).contains(&"instance"), items(&paused).contains(&"volume"));
            assert_eq!((running, kept), (more.is_empty(), true), "{more:?}: {paused}");
            let elastic = (items(&paused).contains(&"idle-address"), items(&paused).contains(&"instance-address"));
            assert_eq!(elastic, (true, false), "an Elastic IP is one with and without its server: {more:?}: {paused}");
        }
    }
}

#[test]
fn a_pause_that_is_not_waited_for_says_what_still_bills() {
    for language in Language::ALL {
        let runs = Runs::of("happy", language);
        runs.ends(&["up", "--yes"], 0, &ids(&["headless-done-up"]));
        runs.ends(&["pause", "--yes", "--wait", "0s"], 3, &ids(&["headless-still-bills", "item-balancer", "headless-carry-on"]));
        runs.ends(&["pause", "--yes"], 0, &ids(&["headless-done-pause"]));
    }
}

#[test]
fn rules_that_let_nobody_in_by_the_name_are_not_opened_for_a_pause() {
    block_on(async {
        let world = Scenario::named("shared-group:ipv6").unwrap();
        let site = site(&world);
        let mut live = through(&world, Kept::begin(&world), UP, 1).await;
        live.journal.push(JournalEntry::Answered { at: live.scene.now, answer: Answer::ReopenDoor });
        let (fault, live) = refused(&site, live).await;
        assert_eq!(fault.code, Code::PauseUnreached);
        let (again, live) = refused(&site, live).await;
        assert_eq!(again, fault, "and so it is told the second time");
        assert!(live.ledger().pause.is_none());
        for language in Language::ALL {
            let words = command(&remedy(language, &site, &fault), "authorize-security-group-ingress");
            through(&world, typed(live.clone(), &words).await, PAUSE, 9).await;
        }
    });
}

/// What the balancers bill a month, by whether they stand in another region.
fn balancers(end: &serde_json::Value) -> [f64; 2] {
    let lines = || end["bills"]["lines"].as_array().unwrap().iter().filter(|l| l["item"].as_str().unwrap().starts_with("balancer"));
    let there = |line: &serde_json::Value| line["id"].as_str().is_some_and(|id| id.starts_with("us-east-1 "));
    [false, true].map(|of| lines().filter(|l| there(l) == of).map(|l| l["usd_a_month"].as_f64().unwrap()).sum())
}

#[test]
fn a_balancer_in_another_region_bills_on_and_is_no_saving() {
    for language in Language::ALL {
        for (confirmed, more) in [(false, &[][..]), (true, &[]), (true, &["--stop-server"])] {
            let runs = Runs::of("other-region", language);
            runs.ends(&["up", "--yes"], 0, &ids(&["headless-done-up"]));
            let before = if confirmed { end(&runs.run(&["status", "--json"])) } else { serde_json::Value::Null };
            if !confirmed {
                assert_eq!(runs.run(&["down"]).status.code(), Some(3));
            }
            let said = runs.run(&[&["pause"], more].concat());
            let said = String::from_utf8_lossy(&said.stdout).into_owned();
            assert_eq!(said.matches("us-east-1 ").count(), 2, "the balancer and its addresses, once each: {said}");
            let paused = end(&runs.run(&[&["pause", "--yes", "--json"], more].concat()));
            let [here, there] = balancers(&paused);
            assert!(here == 0.0 && there > 20.0, "{here} {there}: {paused}");
            let status = end(&runs.run(&["status", "--json"]));
            assert_eq!((&status["bills"], balancers(&status)), (&paused["bills"], [0.0, there]));
            if confirmed {
                let [here, same] = balancers(&before);
                assert!(here > 20.0 && same == there, "{before}");
            }
        }
    }
}

#[test]
fn a_server_that_stands_still_is_not_asked_for_its_project() {
    let mut world = Scenario::named("happy").unwrap();
    world.extras.elastic_ip = true;
    let site = site(&world);
    let live = block_on(through(&world, Kept::begin(&world), UP, 1));
    let paused = block_on(through(&world, live, WITH_SERVER, 2));
    let played = block_on(play_site(site, paused, Goal::LOOK, 3, None));
    let End::Rest(standing) = played.end else { panic!("{:?}", played.end) };
    assert!(!standing.stuck.is_empty(), "{standing:#?}");
    assert!(standing.stuck.iter().all(|stuck| stuck.fault.code == Code::InstancePaused && stuck.op.is_none()), "{:#?}", standing.stuck);
}

#[test]
fn a_stopped_server_stands_still_until_up_starts_it_and_down_says_so() {
    block_on(async {
        let world = Scenario::named("happy").unwrap();
        let site = site(&world);
        let begin = Kept::begin(&world);
        let before = picture(&begin.scene);
        let live = through(&world, begin, UP, 1).await;
        let paused = through(&world, live, WITH_SERVER, 2).await;
        let server = &paused.scene.aws.ec2.instances[0];
        assert_eq!((server.state, server.public_address), (InstanceState::Stopped, None));
        assert!(!format!("{:?}", paused.scene.aws.route53.zones).contains("203.0.113.10"), "the name leads to strangers");
        let played = play_site(site.clone(), paused.clone(), DOWN, 3, None).await;
        let End::Rest(standing) = played.end else { panic!("{:?}", played.end) };
        let fault = standing.stuck.iter().map(|stuck| &stuck.fault).find(|fault| fault.code == Code::InstancePaused).unwrap();
        for language in Language::ALL {
            let words = command(&remedy(language, &site, fault), "start-instances");
            assert_eq!(option(&words, "--instance-ids"), server.id);
            let torn = through(&world, typed(played.kept.clone(), &words).await, DOWN, 4).await;
            assert_eq!(picture(&torn.scene), before, "{language:?}");
        }
        let up = through(&world, paused, UP, 5).await;
        assert_eq!(up.scene.aws.ec2.instances[0].public_address, Some([203, 0, 113, 57].into()), "another address");
        assert!(up.ledger().pause.is_none() && up.ledger().stopped.is_empty());
    });
}

#[test]
fn an_elastic_ip_stays_with_a_server_that_stands_still_and_bills_on() {
    block_on(async {
        let mut world = Scenario::named("happy").unwrap();
        world.extras.elastic_ip = true;
        let live = through(&world, Kept::begin(&world), UP, 1).await;
        let address = live.scene.aws.ec2.instances[0].public_address;
        let mut without = live.clone();
        without.scene.aws.ec2.addresses.clear();
        for (kept, keeps) in [(live, true), (without, false)] {
            let paused = through(&world, kept, WITH_SERVER, 2).await;
            assert_eq!(paused.scene.aws.ec2.instances[0].public_address, address.filter(|_| keeps));
            let up = through(&world, paused, UP, 3).await;
            assert_eq!(up.scene.aws.ec2.instances[0].public_address == address, keeps);
        }
    });
}

/// Every so-manieth point is played.
const STRIDE: usize = 3;

#[test]
fn a_pause_that_is_killed_anywhere_is_gone_on_with_and_taken_back() {
    let world = Scenario::named("happy").unwrap();
    let live = block_on(through(&world, Kept::begin(&world), UP, 1));
    for goal in [PAUSE, WITH_SERVER] {
        let count = block_on(play(&world, live.clone(), goal, 2, None)).count;
        each(count.div_ceil(STRIDE), async |n| {
            let cut = Cut { at: n * STRIDE, after: n % 2 == 0 };
            let kept = play(&world, live.clone(), goal, 2, Some(cut)).await.kept;
            let paused = through(&world, kept.clone(), goal, 3).await;
            assert!(paused.scene.aws.elb.balancers.is_empty(), "{goal:?} {cut:?}");
            let back = through(&world, kept, UP, 4).await;
            assert_eq!(back.scene.aws.elb.balancers.len(), 1, "{goal:?} {cut:?}");
        });
        println!("{goal:?}: killed at {} of {count} points", count.div_ceil(STRIDE));
    }
}
