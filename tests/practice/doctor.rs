//! `doctor` in practice: what it prints in each language, what it exits with, and that it leaves everything as it was.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Output;

use landfall::text::{Language, Words};
use serde_json::Value;

use super::worlds::Runs;

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The first line that is a check's: before it stand what world it is, and what is asked again.
fn first_check(said: &str) -> &str {
    said.lines().find(|line| line.starts_with(['✖', '!', '○', '✔'])).unwrap()
}

/// Every file below, with a sum of its bytes. SQLite opens even a journal that is only read with two files beside it, which it empties.
fn files(dir: &Path) -> BTreeMap<PathBuf, u64> {
    let Ok(entries) = std::fs::read_dir(dir) else { return BTreeMap::new() };
    let mut all = BTreeMap::new();
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            all.extend(files(&path));
        } else {
            let mut sum = std::hash::DefaultHasher::new();
            std::fs::read(&path).unwrap().hash(&mut sum);
            all.insert(path.clone(), sum.finish());
        }
    }
    all.retain(|path, _| !path.to_string_lossy().ends_with("-wal") && !path.to_string_lossy().ends_with("-shm"));
    all
}

fn checks(output: &Output) -> Vec<Value> {
    let lines = out(output).lines().map(|line| serde_json::from_str::<Value>(line).unwrap()).collect::<Vec<_>>();
    lines.into_iter().filter(|line| line["type"] == "check").collect()
}

#[test]
fn a_healthy_world_has_nothing_that_stops() {
    for language in Language::ALL {
        let (runs, words) = (Runs::of("happy", language), Words::new(language));
        let output = runs.run(&["doctor"]);
        let said = out(&output);
        assert_eq!(output.status.code(), Some(0), "{said}");
        for id in ["check-signed-in", "check-server-reached", "check-group-rights", "checks-nothing-stops"] {
            assert!(said.contains(&words.get(id)), "{id}: {said}");
        }
        assert!(said.contains(&format!("✔ {}: {}", words.get("check-clock"), words.get("verdict-good"))), "{said}");
        assert!(said.contains("111122223333 user/practice"), "{said}");
        let untried = words.with("not-looked-at", &[("why", &words.get("unseen-not-known-until-tried"))]);
        assert!(said.contains(&format!("○ {}: {untried}", words.get("check-other-rights"))), "{said}");
    }
}

#[test]
fn what_stops_is_told_first_with_its_remedy_and_exits_with_1() {
    for language in Language::ALL {
        let (runs, words) = (Runs::of("ssh-group-closed", language), Words::new(language));
        let output = runs.run(&["doctor"]);
        let said = out(&output);
        assert_eq!(output.status.code(), Some(1), "{said}");
        let first = first_check(&said);
        assert!(first.starts_with(&format!("✖ {}", words.get("check-server-reached"))), "{said}");
        assert!(first.contains(&words.get("fault-ssh-port-closed")) && first.contains(&words.get("step-service")), "{first}");
        assert!(said.contains("sg-"), "the group is named: {said}");
        assert!(said.lines().any(|line| line.starts_with("    →")), "{said}");
        assert!(said.contains(&words.with("checks-stop", &[("count", &1)])), "{said}");
    }
}

#[test]
fn json_has_one_object_a_check() {
    let output = Runs::of("server-stopped", Language::En).run(&["doctor", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let all = checks(&output);
    let (first, keys) = (&all[0], ["check", "step", "result", "evidence", "why", "fault"]);
    assert!(all.iter().all(|check| keys.iter().all(|key| check.get(key).is_some())), "{all:#?}");
    assert_eq!((&first["check"], &first["result"], &first["step"]), (&"server-runs".into(), &"fail".into(), &"service".into()));
    assert_eq!((&first["fault"]["code"], &first["fault"]["remedy"]), (&"instance-not-running".into(), &"start-instance".into()));
    let last: Value = serde_json::from_str(out(&output).lines().rfind(|line| line.contains("\"end\"")).unwrap()).unwrap();
    assert_eq!((&last["type"], &last["reason"], &last["exit"]), (&"end".into(), &"stopped".into(), &1.into()));
}

#[test]
fn nothing_is_written_not_even_the_world_s_own_time() {
    let runs = Runs::of("happy", Language::En);
    runs.run(&["doctor"]);
    assert_eq!(files(&runs.room.path().join("state")), BTreeMap::new(), "nothing begun, nothing kept");
    runs.run(&["up", "--yes", "--until", "domain"]);
    let before = files(&runs.room.path().join("state"));
    assert!(!before.is_empty());
    let output = runs.run(&["doctor"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(!out(&output).contains("awsdns"), "what is to be done at the registrar is none of its business: {}", out(&output));
    runs.run(&["plan"]);
    assert_eq!(files(&runs.room.path().join("state")), before);
}

#[test]
fn a_plan_begins_with_what_does_not_pass() {
    let runs = Runs::of("ssh-group-closed", Language::En);
    let said = out(&runs.run(&["plan"]));
    let words = Words::new(Language::En);
    let first = first_check(&said);
    assert!(first.starts_with("✖ ") && first.contains(&words.get("fault-ssh-port-closed")), "{said}");
    let [good, plan] = ["Checks that are good: ", "What `landfall up` would do"].map(|text| said.find(text).unwrap());
    assert!(good < plan, "{said}");
    let told = said.lines().filter(|line| line.contains(&words.get("fault-ssh-port-closed")));
    assert_eq!(told.count(), 1, "told once: {said}");
}
