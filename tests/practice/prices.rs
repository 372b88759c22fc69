//! Where the price of what is to be made is not known, that is said, and nobody agrees to it without saying so.

use std::process::Output;

use landfall::text::Language;

use super::worlds::Runs;

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn ends(output: &Output, code: i32) -> String {
    let said = said(output);
    assert_eq!(output.status.code(), Some(code), "{said}");
    said
}

fn end_of(output: &Output) -> serde_json::Value {
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    serde_json::from_str(text.lines().last().unwrap()).unwrap()
}

#[test]
fn yes_alone_agrees_to_no_unknown_price_and_makes_nothing_that_bills() {
    for language in Language::ALL {
        let runs = Runs::of("unknown-price", language);
        let told = ends(&runs.run(&["up", "--yes"]), 3);
        let unknown = if language == Language::En { "price not known" } else { "가격을 알 수 없음" };
        assert!(told.contains(unknown) && told.contains("--yes --accept-unknown-price"), "{told}");
        assert!(told.contains("https://aws.amazon.com/elasticloadbalancing/pricing/"), "{told}");
        let again = runs.run(&["up", "--yes", "--json"]);
        ends(&again, 3);
        let end = end_of(&again);
        assert_eq!((&end["reason"], &end["questions"][0]["question"]), (&"person".into(), &"costs".into()), "{end}");
        let made: Vec<&str> = end["resources"].as_array().unwrap().iter().map(|made| made["slot"].as_str().unwrap()).collect();
        assert!(!made.iter().any(|slot| ["zone", "balancer", "certificate"].contains(slot)), "{made:?}");
        ends(&runs.run(&["down", "--yes"]), 0);
    }
}

#[test]
fn plan_says_that_the_price_is_unknown_and_sums_what_is_known() {
    let runs = Runs::of("unknown-price", Language::En);
    let told = ends(&runs.run(&["plan"]), 0);
    let balancer = told.lines().find(|line| line.contains("Load balancer: heestagram")).unwrap();
    assert!(balancer.ends_with("price not known"), "its addresses alone are no price of it: {balancer}");
    assert!(told.contains("Together more than $7.80 a month") && told.contains("Not in it: Load balancer."), "{told}");
    let end = end_of(&runs.run(&["plan", "--json"]));
    let part = end["plan"].as_array().unwrap().iter().find(|part| part["slot"] == "balancer").unwrap();
    assert_eq!(
        (&part["bill"]["price_unknown"], &part["bill"]["lines"][0]["usd_a_month"]),
        (&true.into(), &serde_json::Value::Null),
        "{part}"
    );
    assert_eq!((&part["bill"]["lines"][0]["sure"], &part["bill"]["lines"][1]["sure"]), (&serde_json::Value::Null, &"published".into()));
}

#[test]
fn who_says_so_goes_on_and_the_end_tells_how_to_be_warned() {
    let runs = Runs::of("unknown-price", Language::En);
    let until = ends(&runs.run(&["up", "--yes", "--until", "domain"]), 0);
    assert!(!until.contains("price not known"), "a zone has the same price everywhere: {until}");
    let told = ends(&runs.run(&["up", "--yes", "--accept-unknown-price"]), 0);
    assert!(told.contains("Landfall has no price in this region for: Load balancer. That comes on top."), "{told}");
    assert!(told.contains("Create budget") && told.contains("the most that this account may cost"), "{told}");
    let status = ends(&runs.run(&["status"]), 0);
    assert!(status.contains("1 × Load balancer  price not known"), "{status}");
    ends(&runs.run(&["down", "--yes"]), 0);
}

#[test]
fn the_end_of_up_suggests_a_budget_that_is_above_what_bills() {
    let runs = Runs::of("happy", Language::En);
    let told = ends(&runs.run(&["up", "--yes"]), 0);
    let bills = end_of(&runs.run(&["status", "--json"]))["bills"]["usd_a_month"].as_f64().unwrap();
    let budget = told.lines().find(|line| line.contains("Give it a name")).unwrap().trim();
    let amount: f64 = budget.split(['$', ' ']).find_map(|word| word.parse().ok()).unwrap();
    assert!(amount > bills && amount <= bills + 5.0 && amount % 5.0 == 0.0, "{bills}: {budget}");
}

#[test]
fn it_is_a_flag_of_up_beside_yes() {
    let runs = Runs::of("unknown-price", Language::En);
    for wrong in [&["up", "--accept-unknown-price"][..], &["down", "--yes", "--accept-unknown-price"], &["plan", "--accept-unknown-price"]]
    {
        ends(&runs.run(wrong), 2);
    }
}
