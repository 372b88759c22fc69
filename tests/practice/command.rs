//! `landfall practice` as it is typed: what it refuses, what it does not read, and that it may be killed.

use std::io::{BufRead, BufReader};
use std::process::{Command, Output, Stdio};

use landfall::text::Language;

use super::worlds::Runs;

fn happy() -> Runs {
    Runs::of("happy", Language::En)
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn ends(output: &Output, code: i32, words: &str) {
    assert_eq!(output.status.code(), Some(code), "{}", said(output));
    assert!(said(output).contains(words), "{words}: {}", said(output));
}

#[test]
fn without_a_terminal_it_plays_the_whole_guide_as_lines_and_says_so() {
    let output = happy().command().stdin(Stdio::null()).output().unwrap();
    ends(&output, 0, "Done: https://www.heestagram.com");
    assert!(String::from_utf8_lossy(&output.stderr).contains("landfall practice -- up --yes"));
}

#[test]
fn what_is_not_there_is_refused_with_what_is() {
    let runs = happy();
    ends(&Runs::of("nowhere", Language::En).run(&["status"]), 2, "one-zone-vpc");
    ends(&runs.run(&["frobnicate"]), 2, "frobnicate");
    ends(&runs.run(&["up", "--config", "x.toml"]), 2, "--config");
    ends(&runs.command_at("0").output().unwrap(), 2, "instant");
    ends(&runs.command().args(["--listen", "0.0.0.0:0", "--", "status"]).output().unwrap(), 2, "of this machine alone");
}

#[test]
fn nothing_of_the_person_is_read() {
    let runs = happy();
    std::fs::write(runs.room.path().join("landfall.toml"), "not = [toml").unwrap();
    std::fs::create_dir(runs.room.path().join(".aws")).unwrap();
    std::fs::write(runs.room.path().join(".aws/config"), "[broken").unwrap();
    let mut command = runs.command();
    command.env("AWS_PROFILE", "nobody").env("AWS_ENDPOINT_URL", "http://127.0.0.1:1").env("AWS_REGION", "eu-west-1");
    command.env("SSH_AUTH_SOCK", "/nowhere").env("LANDFALL_CONFIG", "x");
    ends(&command.args(["--", "up", "--yes"]).output().unwrap(), 0, "Done: https://www.heestagram.com");
    assert_eq!(std::fs::read_to_string(runs.room.path().join("landfall.toml")).unwrap(), "not = [toml");
}

#[test]
fn json_says_that_it_is_practice_first() {
    let output = happy().run(&["status", "--json"]);
    let first: serde_json::Value = serde_json::from_slice(output.stdout.split(|b| *b == b'\n').next().unwrap()).unwrap();
    assert_eq!(first["type"], "banner");
    assert!(first["text"].as_str().unwrap().contains("practice"), "{first}");
}

#[test]
fn a_look_changes_nothing_and_begins_no_world() {
    let runs = happy();
    ends(&runs.run(&["plan"]), 0, "$0.50 a month");
    ends(&runs.run(&["status"]), 0, "Where www.heestagram.com stands");
    assert!(!runs.room.path().join("state/practice/happy/scene.sqlite").exists());
}

#[test]
fn a_world_begun_anew_knows_nothing_of_the_old_one() {
    let runs = happy();
    ends(&runs.run(&["up", "--yes"]), 0, "Done");
    ends(&runs.run(&["status"]), 0, "Load balancer: good");
    let output = runs.command().args(["--reset", "--", "up", "--yes", "--until", "service"]).output().unwrap();
    ends(&output, 0, "Start gunicorn");
    ends(&runs.run(&["status"]), 0, "Domain: not yet");
}

/// Starts `up` so slowly that it does not end by itself, and reads what it says until a line has these words.
fn begun(runs: &Runs, words: &str) -> std::process::Child {
    let mut command: Command = runs.command_at("20");
    command.args(["--", "up", "--yes"]).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let met = lines.map_while(Result::ok).any(|line| line.contains(words));
    assert!(met, "it never said {words}");
    child
}

#[test]
fn a_world_is_played_by_one_at_a_time_and_a_look_locks_nobody_out() {
    let runs = happy();
    let mut child = begun(&runs, "Create the hosted zone");
    let second = runs.run(&["up", "--yes"]);
    let look = runs.run(&["status"]);
    child.kill().unwrap();
    child.wait().unwrap();
    ends(&second, 3, "Another Landfall plays in this practice world");
    ends(&look, 0, "Where www.heestagram.com stands");
}

#[test]
fn a_run_that_was_killed_is_carried_on_where_its_scene_stood() {
    let runs = happy();
    for words in ["Start gunicorn", "handed to these name servers"] {
        let mut child = begun(&runs, words);
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let rest = runs.run(&["up", "--yes"]);
    ends(&rest, 0, "Done: https://www.heestagram.com");
    assert!(!said(&rest).contains("Create the hosted zone"), "it was made before the kill");
    ends(&runs.run(&["down", "--yes"]), 0, "everything that Landfall made is removed");
}

#[test]
fn serve_listens_until_it_is_told_to_stop_and_holds_the_world() {
    let runs = happy();
    let mut command = runs.command();
    command.args(["--listen", "127.0.0.1:0", "--", "serve"]).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let told = lines.next().unwrap();
    assert!(told.contains("http://127.0.0.1:"), "{told}");
    let refused = runs.run(&["up", "--yes"]);
    assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(143));
    ends(&refused, 3, "Another Landfall");
}

#[test]
fn status_and_down_tell_what_the_journal_knows_before_they_look() {
    let runs = happy();
    ends(&runs.run(&["up", "--yes"]), 0, "Done");
    for (command, end) in [("status", "Where www.heestagram.com stands"), ("down", "Stopped: the next move is yours")] {
        let said = String::from_utf8(runs.run(&[command]).stdout).unwrap();
        let (known, found) = said.split_once("Now looking").unwrap();
        assert!(known.contains("not looked at yet") && known.contains("heestagram-LB") && !known.contains('✔'), "{said}");
        assert!(found.contains(end), "{said}");
    }
}
