//! What a server leaves behind that is terminated: named with its price, deleted by the typed id alone, and nothing of it twice.

use landfall::engine::goal::{Goal, Scope};
use landfall::engine::op::OpCode;
use landfall::engine::question::Answer;
use landfall::engine::state::JournalEntry;
use landfall::practice::{Scenario, SimState};
use landfall::text::{Language, Words};

use super::kills::{block_on, each};
use super::play::{Cut, DOWN, End, Kept, Played, UP, play, play_deleting, through};
use super::worlds::Runs;

const WITH_SERVER: Goal = Goal::TearDown(Scope { with_server: true, abandon_delegation: false });

fn world() -> Scenario {
    Scenario::named("leftovers").unwrap()
}

fn built() -> Kept {
    block_on(through(&world(), Kept::begin(&world()), UP, 1))
}

/// How many volumes, addresses, snapshots and groups stand.
fn standing(scene: &SimState) -> [usize; 4] {
    let ec2 = &scene.aws.ec2;
    [ec2.volumes.len(), ec2.addresses.len(), ec2.snapshots.len(), ec2.groups.len()]
}

fn deleted(journal: &[JournalEntry]) -> Vec<&'static str> {
    let started = journal.iter().filter_map(|record| if let JournalEntry::Started { op, .. } = record { Some(op.code()) } else { None });
    let discards = [OpCode::DeleteVolume, OpCode::ReleaseAddress, OpCode::DeleteServerGroup];
    started.filter(|code| discards.contains(code)).map(OpCode::as_str).collect()
}

#[test]
fn without_the_server_nothing_of_it_is_touched_and_with_it_yes_deletes_nothing_of_what_it_leaves() {
    let before = built();
    assert_eq!(standing(&before.scene), [2, 1, 2, 3]);
    let down = block_on(through(&world(), before.clone(), DOWN, 2));
    assert_eq!(standing(&down.scene), [2, 1, 2, 2], "our own group is gone");
    let gone = block_on(through(&world(), before, WITH_SERVER, 2));
    assert_eq!(standing(&gone.scene), [1, 1, 2, 2], "the disk that goes with the server went");
    assert_eq!(deleted(&gone.journal), Vec::<&str>::new());
    let kept = gone.journal.iter().filter(|r| matches!(r, JournalEntry::Answered { answer: Answer::KeepLeftover(_), .. })).count();
    assert_eq!(kept, 3, "each was offered, and kept");
}

#[test]
fn a_server_that_was_taken_down_with_the_site_is_told_as_that() {
    for language in Language::ALL {
        let runs = Runs::of("leftovers", language);
        runs.ends(&["up", "--yes"], 0, &["headless-done-up".to_owned()]);
        runs.ends(&["down", "--with-server", "--yes"], 0, &["headless-done-down".to_owned()]);
        let again = runs.run(&["down", "--with-server", "--yes"]);
        let said = runs.says(&again, &["headless-nothing-to-remove".to_owned()]);
        assert!(!said.contains(" are gone") && !said.contains("개를 삭제하거나 복원했습니다"), "nothing was gone in this run: {said}");
        let told = ["fault-instance-torn-down", "remedy-new-server"];
        for verb in ["status", "doctor"] {
            let output = runs.run(&[verb]);
            let said = runs.says(&output, &told.map(str::to_owned));
            assert!(!said.contains("Allocate") && !said.contains("탄력적 IP 주소 할당"), "{verb}: {said}");
        }
        runs.ends(&["up", "--yes"], 3, &told.map(str::to_owned));
    }
}

#[test]
fn who_types_each_id_has_all_deleted_but_the_snapshots() {
    let Played { kept, end, .. } = block_on(play_deleting(&world(), built(), WITH_SERVER, 2, None));
    assert!(matches!(end, End::Done), "{end:#?}");
    assert_eq!(standing(&kept.scene), [0, 0, 2, 1], "snapshots are only named, and a VPC's own group is nobody's to delete");
    assert_eq!(deleted(&kept.journal), ["delete-volume", "release-address", "delete-server-group"]);
    let place = |pick: fn(&JournalEntry) -> bool| kept.journal.iter().position(pick).unwrap();
    let written = place(|r| matches!(r, JournalEntry::Belonged { .. }));
    let told = place(|r| matches!(r, JournalEntry::Started { op, .. } if op.code() == OpCode::TerminateInstance));
    assert!(written < told, "on disk before the server is told to end");
}

#[test]
fn killed_anywhere_it_is_carried_on_and_nothing_is_left_but_the_snapshots() {
    let before = built();
    let Played { count, end, .. } = block_on(play_deleting(&world(), before.clone(), WITH_SERVER, 1, None));
    assert!(matches!(end, End::Done), "{end:#?}");
    println!("points of a down with the server: {count}");
    each(2 * count, async |number| {
        let cut = Cut { at: number / 2, after: number % 2 == 1 };
        let killed = play_deleting(&world(), before.clone(), WITH_SERVER, 1, Some(cut)).await;
        assert!(matches!(killed.end, End::Cut), "{cut:?}: {:#?}", killed.end);
        let Played { kept, end, .. } = play_deleting(&world(), killed.kept, WITH_SERVER, 6, None).await;
        assert!(matches!(end, End::Done), "{cut:?}: {end:#?}");
        assert_eq!(standing(&kept.scene), [0, 0, 2, 1], "{cut:?}");
    });
}

#[test]
fn what_another_server_has_by_now_is_neither_offered_nor_deleted() {
    let before = built();
    let Played { count, .. } = block_on(play(&world(), before.clone(), WITH_SERVER, 1, None));
    // Somewhere between the end of the server and that of the teardown, another machine takes the disk and the address over.
    let mut tried = 0;
    for at in 0..count {
        let killed = block_on(play(&world(), before.clone(), WITH_SERVER, 1, Some(Cut { at, after: true }))).kept;
        let open = killed.journal.iter().any(|r| matches!(r, JournalEntry::Belonged { .. }));
        let asked = killed.journal.iter().any(|r| matches!(r, JournalEntry::Answered { answer: Answer::KeepLeftover(_), .. }));
        let free = killed.scene.aws.ec2.volumes.iter().all(|v| v.attached.is_none());
        if !open || asked || !free {
            continue;
        }
        tried += 1;
        let mut taken = killed;
        for volume in &mut taken.scene.aws.ec2.volumes {
            let (instance, device) = ("i-0aaaaaaaaaaaaaaaa".to_owned(), "/dev/sdf".to_owned());
            volume.attached = Some(landfall::practice::state::storage::Attached { instance, device, goes: false });
        }
        taken.scene.aws.ec2.addresses.iter_mut().for_each(|e| e.instance = Some("i-0aaaaaaaaaaaaaaaa".to_owned()));
        let Played { kept, end, .. } = block_on(play_deleting(&world(), taken, WITH_SERVER, 6, None));
        assert!(matches!(end, End::Done), "{at}: {end:#?}");
        assert_eq!(standing(&kept.scene)[..2], [1, 1], "{at}");
        assert_eq!(deleted(&kept.journal), ["delete-server-group"], "{at}");
        if tried == 3 {
            return;
        }
    }
    panic!("no such moment: {tried}");
}

/// What is said of the bill, from its title to the registration.
fn bill<'a>(words: &Words, said: &'a str) -> Vec<&'a str> {
    let title = words.get("headless-still-bills");
    let after = said.rsplit_once(title.as_str()).unwrap_or_else(|| panic!("no bill:\n{said}")).1;
    let lines = after.lines().skip(1).take_while(|line| line.starts_with("    "));
    lines.collect()
}

#[test]
fn status_and_down_tell_the_same_bill_with_every_id() {
    for language in Language::ALL {
        let words = Words::new(language);
        for (down, ids) in [(&["down", "--yes"][..], 6), (&["down", "--with-server", "--yes"][..], 4)] {
            let runs = Runs::of("leftovers", language);
            runs.run(&["up", "--yes"]);
            let end = String::from_utf8(runs.run(down).stdout).unwrap();
            let later = String::from_utf8(runs.run(&["status"]).stdout).unwrap();
            let (told, now) = (bill(&words, &end), bill(&words, &later));
            assert_eq!(told, now, "{language:?} {down:?}:\n{end}\n{later}");
            let with_id = |line: &&&str| ["vol-", "snap-", "i-0", "203.0.113.10"].iter().any(|id| line.contains(id));
            assert_eq!(told.iter().filter(with_id).count(), ids, "{told:#?}");
            let elastic = |line: &&str| line.contains(&words.get("item-idle-address")) && line.contains("eipalloc-");
            assert_eq!(told.iter().filter(|line| elastic(line)).count(), 1, "while the server has it, too: {told:#?}");
            assert!(end.contains(&words.get("ends-idle-address")), "{end}");
        }
    }
}

/// Built, and the domain points at its zone still: nobody hands the name servers back.
fn stopped_at_the_zone(language: Language, down: &[&str]) -> String {
    let runs = Runs::of("leftovers", language);
    runs.run(&["up", "--yes"]);
    let output = runs.run(down);
    let said = runs.says(&output, &["headless-teardown-waits", "headless-zone-kept", "headless-still-bills"].map(str::to_owned));
    assert_eq!(output.status.code(), Some(3), "{said}");
    said
}

#[test]
fn a_teardown_that_stops_at_the_zone_tells_before_and_after_all_that_bills_on() {
    for language in Language::ALL {
        let words = Words::new(language);
        for (down, of_the_server) in
            [(&["down", "--yes", "--wait", "0s"][..], 6), (&["down", "--with-server", "--yes", "--wait", "0s"][..], 4)]
        {
            let said = stopped_at_the_zone(language, down);
            let zone = words.get("item-zone");
            let priced = |line: &&str| line.contains(&zone) && line.contains("  Z") && line.contains("$0.50");
            let after = said.split_once(words.get("headless-bills-after").as_str()).unwrap().1;
            assert!(after.lines().skip(1).take_while(|line| line.starts_with("    ")).any(|line| priced(&line)), "{said}");
            let told = bill(&words, &said);
            assert!(told.iter().any(priced), "{said}");
            let with_id = |line: &&&str| ["vol-", "snap-", "i-0", "203.0.113.10"].iter().any(|id| line.contains(id));
            assert_eq!(told.iter().filter(with_id).count(), of_the_server, "{down:?}:\n{said}");
            assert!(
                said.contains(
                    &words.with(
                        "ends-zone-waits",
                        &[("flags", &down[1..down.len() - 3].iter().map(|f| format!(" {f}")).collect::<String>())]
                    )
                ),
                "{said}"
            );
            let renewal = match language {
                Language::En => "at the renewal",
                Language::Ko => "해마다 갱신할 때",
            };
            assert_eq!(said.matches(renewal).count(), 2, "before and at the end: {said}");
            let kept = said.lines().find(|line| line.starts_with(words.get("headless-zone-kept").split('{').next().unwrap())).unwrap();
            assert!(kept.contains("$0.50"), "{kept}");
        }
    }
}

#[test]
fn in_json_the_zone_that_stays_bills_on_and_the_registration_has_no_price() {
    let runs = Runs::of("leftovers", Language::En);
    runs.run(&["up", "--yes"]);
    let said = String::from_utf8(runs.run(&["down", "--yes", "--wait", "0s", "--json"]).stdout).unwrap();
    let event = |kind: &str| -> serde_json::Value {
        let line = said.lines().find(|line| line.contains(&format!("\"type\":\"{kind}\""))).unwrap_or_else(|| panic!("{said}"));
        serde_json::from_str(line).unwrap()
    };
    let teardown = event("teardown");
    let zone = teardown["items"].as_array().unwrap().iter().find(|item| item["slot"] == "zone").unwrap().clone();
    assert_eq!((&zone["becomes"], &zone["usd_a_month"]), (&"waits".into(), &0.5.into()), "{teardown}");
    for bills in [&teardown["bills_after"], &event("end")["bills"]] {
        let lines = bills["lines"].as_array().unwrap();
        let of = |item: &str| lines.iter().find(|line| line["item"] == item).unwrap_or_else(|| panic!("no {item}: {bills}"));
        assert_eq!(of("zone")["usd_a_month"], 0.5);
        let registration = of("registration");
        assert_eq!((&registration["id"], &registration["usd_a_month"]), (&"heestagram.com".into(), &serde_json::Value::Null));
        assert_eq!(bills["price_unknown"], true);
    }
    let read = event("end")["read"].as_array().unwrap().clone();
    let beside: Vec<&str> = read.iter().flat_map(|place| place["beside"].as_array().unwrap()).map(|code| code.as_str().unwrap()).collect();
    assert_eq!(beside, ["instances", "volumes", "snapshots", "addresses"]);
}

fn last(output: &std::process::Output) -> serde_json::Value {
    serde_json::from_str(String::from_utf8_lossy(&output.stdout).lines().last().unwrap()).unwrap()
}

#[test]
fn a_server_that_nothing_names_any_more_is_listed_and_goes_when_that_is_told() {
    let told = ["headless-teardown-goes", "op-terminate-instance", "headless-done-down"].map(str::to_owned);
    for language in Language::ALL {
        // As the first `down` says at its end; and one that somebody stopped before anything was made.
        for (world, first) in [("happy", &["down", "--yes"][..]), ("server-stopped", &["status"][..])] {
            let runs = Runs::of(world, language);
            runs.run(&["up", "--yes"]);
            runs.run(first);
            let output = runs.run(&["down", "--with-server", "--yes"]);
            let said = runs.says(&output, &told);
            assert_eq!(output.status.code(), Some(0), "{said}");
            let (list, done) = said.split_once("i-0").unwrap();
            assert!(!list.contains('✔') && done.contains('✔'), "the server is told by its id before it goes: {said}");
            let status = last(&runs.run(&["status", "--json"]));
            let items: Vec<&str> = status["bills"]["lines"].as_array().unwrap().iter().map(|l| l["item"].as_str().unwrap()).collect();
            assert_eq!(items, ["registration"], "{world}: {status}");
        }
    }
}

#[test]
fn a_pause_with_a_server_that_stands_still_already_has_nothing_to_pause_and_its_disk_is_told() {
    for language in Language::ALL {
        let runs = Runs::of("server-stopped", language);
        let told = ["fault-nothing-to-pause", "remedy-leave-unpaused"].map(str::to_owned);
        runs.ends(&["pause", "--stop-server", "--yes"], 3, &told);
        runs.ends(&["status"], 0, &["headless-still-bills".to_owned()]);
    }
}

#[test]
fn the_group_that_a_terminated_server_left_is_told_where_it_stays() {
    for language in Language::ALL {
        let runs = Runs::of("leftovers", language);
        runs.run(&["up", "--yes"]);
        let down = last(&runs.run(&["down", "--with-server", "--yes", "--json"]));
        assert_eq!(down["groups_left"][0]["name"], "launch-wizard-1", "{down}");
        let status = last(&runs.run(&["status", "--json"]));
        assert_eq!(status["groups_left"], down["groups_left"], "{status}");
        runs.ends(&["status"], 0, &["leftover-group-stays".to_owned()]);
    }
}
