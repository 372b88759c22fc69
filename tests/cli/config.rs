//! `landfall.toml` refused: exit 2, where, what, and in the person's language.

use crate::place::{Place, SITE};

#[test]
fn without_a_file_it_says_what_to_do() {
    let place = Place::empty();
    for command in ["plan", "up", "status", "restart", "down"] {
        place.run(&[command]).ends(2).says("landfall.toml").says("--config").says("--name");
    }
    place.run(&["up", "--config", "other.toml"]).ends(2).says("other.toml");
    place.run(&["up", "--lang", "ko"]).ends(2).says("파일이 없습니다");
    assert!(!place.state().exists(), "it made a state directory for nothing");
}

#[test]
fn an_unknown_key_is_named_with_its_line() {
    let place = Place::with(&format!("{SITE}adress = \"198.51.100.11\"\n"));
    let line = SITE.lines().count() + 1;
    place.run(&["up", "--yes"]).ends(2).says(&format!("landfall.toml:{line}")).says("server.adress").says("public_address");
    let korean = place.run(&["up", "--yes", "--lang", "ko"]).ends(2);
    let korean = korean.says(&format!("landfall.toml:{line}")).says("server.adress");
    assert!(!korean.err.is_ascii(), "{}", korean.err);
}

#[test]
fn a_bad_value_is_named_with_its_line() {
    let bad = [
        ("host = \"www\"", "host = \"w_w\"", 3, "host"),
        ("domain = \"heestagram.test\"", "domain = \"heestagram\"", 2, "domain"),
        ("name = \"heestagram\"", "name = \"Heestagram\"", 1, "name"),
        ("manage = false", "manage = \"no\"", 11, "server.manage"),
        ("instance = \"i-0123456789abcdef0\"", "instance = \"heestagram\"", 12, "server.instance"),
        ("manage = false", "port = 70000", 11, "server.port"),
        ("manage = false", "manage = ", 11, "landfall.toml"),
    ];
    for (good, instead, line, key) in bad {
        let place = Place::with(&SITE.replace(good, instead));
        place.run(&["plan"]).ends(2).says(&format!("landfall.toml:{line}")).says(key);
    }
}

#[test]
fn a_refusal_ends_json_too() {
    let end = Place::empty().run(&["up", "--json"]).ends(2).end();
    assert_eq!((&end["type"], &end["ok"], &end["exit"]), (&"end".into(), &false.into(), &2.into()), "{end}");
    assert!(end["message"].as_str().is_some_and(|message| message.contains("landfall.toml")), "{end}");
}

#[test]
fn a_name_that_nobody_knows_is_2() {
    for command in ["up", "plan", "restart", "status"] {
        Place::empty().run(&[command, "--name", "heestagram"]).ends(2).says("heestagram");
    }
    // AWS may know it, whichever region is meant; but nobody is signed in.
    Place::empty().run(&["down", "--name", "heestagram"]).ends(1).says("heestagram").says("aws login");
}
