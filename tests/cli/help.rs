//! Wrong usage, help in the person's language, and the commands that print what is compiled in.

use serde_json::Value;

use crate::place::Place;

#[test]
fn wrong_usage_is_2() {
    let place = Place::empty();
    let wrong: [&[&str]; 8] = [
        &[],
        &["frobnicate"],
        &["up", "--frobnicate"],
        &["up", "--wait", "soon"],
        &["up", "--wait", "-5s"],
        &["up", "--until", "nowhere"],
        &["up", "--lang", "fr"],
        &["status", "--config", "a.toml", "--name", "heestagram"],
    ];
    for args in wrong {
        let run = place.run(args).ends(2);
        assert!(!run.err.is_empty() && run.out.is_empty(), "{args:?}: {run:?}");
    }
}

#[test]
fn wrong_usage_ends_json_too() {
    let run = Place::empty().run(&["up", "--json", "--until", "nowhere"]).ends(2);
    let end = run.end();
    assert_eq!((&end["type"], &end["ok"], &end["exit"]), (&"end".into(), &false.into(), &2.into()), "{end}");
}

#[test]
fn help_is_in_the_person_s_language() {
    let english = Place::empty();
    let korean = Place::empty().env("LANG", "ko_KR.UTF-8");
    let (up, about) = ("Do the whole guide", "and back.");
    let (up_ko, about_ko) = ("전체 과정을 진행하거나", "다시 되돌립니다");
    english.run(&["--help"]).ends(0).says(up).says(about);
    english.run(&["help", "up"]).ends(0).says(up).says("How long to wait");
    for args in [["--help", "--lang", "ko"], ["--lang", "ko", "--help"], ["--help", "--lang=ko", "--lang=ko"]] {
        english.run(&args).ends(0).says(up_ko).says(about_ko);
    }
    korean.run(&["--help"]).ends(0).says(up_ko).says(about_ko);
    korean.run(&["help", "up"]).ends(0).says(up_ko).says("외부에 반영되기를 기다릴");
    korean.run(&["--help", "--lang", "en"]).ends(0).says(up);
}

#[test]
fn every_argument_has_help_in_both_languages() {
    let english = Place::empty();
    for command in ["plan", "doctor", "up", "status", "restart", "logs", "repair", "down", "policy"] {
        let (en, ko) = (english.run(&[command, "--help"]).ends(0).out, english.run(&[command, "--help", "--lang", "ko"]).ends(0).out);
        let documented = |text: &str| text.lines().filter(|line| line.trim_start().starts_with("--")).count();
        assert_eq!(documented(&en), documented(&ko), "{command}");
        for line in en.lines().map(str::trim).filter(|line| line.starts_with("--")) {
            let described = line.split("  ").count() > 1 || en.contains(&format!("{line}\n          "));
            assert!(described, "{command}: {line} has no help\n{en}");
        }
    }
}

#[test]
fn version_and_policy_need_nothing() {
    let place = Place::empty();
    place.run(&["--version"]).ends(0).says(env!("CARGO_PKG_VERSION"));
    let policy: Value = serde_json::from_str(&place.run(&["policy"]).ends(0).out).unwrap();
    assert_eq!(policy["Version"], "2012-10-17");
    assert!(policy["Statement"].as_array().is_some_and(|all| !all.is_empty()));
    assert!(!place.state().exists(), "it made a state directory for nothing");
}

#[test]
fn policy_has_variants_and_follows_the_region() {
    let place = Place::empty();
    let printed = |args: &[&str]| place.run(&[&["policy"], args].concat()).ends(0).out;
    assert!(!printed(&[]).contains("TerminateInstances") && printed(&[]).contains("CreateLoadBalancer"));
    assert!(printed(&["--with-server"]).contains("TerminateInstances"));
    assert!(!printed(&["--read-only"]).contains("CreateLoadBalancer"));
    place.run(&["policy", "--read-only", "--with-server"]).ends(2);
    place.run(&["policy", "--partition", "aws-moon"]).ends(2);
    assert!(printed(&[]).contains("arn:aws:route53") && printed(&["--partition", "aws-us-gov"]).contains("arn:aws-us-gov:route53"));
    let china = Place::empty().env("AWS_REGION", "cn-north-1");
    assert!(china.run(&["policy"]).ends(0).out.contains("arn:aws-cn:route53"));
    assert!(china.run(&["policy", "--partition", "aws"]).ends(0).out.contains("arn:aws:route53"));
}

/// Beside the program stands a binary for the compiler alone: without this, the README's `cargo run` asks which one is meant.
#[test]
fn cargo_run_means_the_program() {
    let manifest = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    assert_eq!(manifest["package"]["default-run"].as_str(), Some("landfall"));
}

#[test]
fn a_name_that_is_none_is_told_in_words() {
    let place = Place::empty();
    for (lang, words) in [("en", "It is not an AWS region."), ("ko", "AWS 리전이 아닙니다.")] {
        let run = place.run(&["doctor", "--region", "xx", "--lang", lang]).ends(2);
        assert!(run.err.contains(words) && run.err.contains("--region") && !run.err.contains("bad-region"), "{}", run.err);
    }
}
