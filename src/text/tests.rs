use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::*;
use crate::engine::cost::{Bill, Item, Line};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::op::cloud::{ConsoleKeys, HostKey, KeyCheck, KeyKind};
use crate::engine::question::Question;
use crate::journal::JournalError;
use crate::site::ServerId;
use crate::site::config::{Overrides, parse};

/// What every message about a host key is given.
const HOST_KEY: &[&str] = &["address", "fingerprint", "console", "instance", "keys", "file", "written", "why"];

/// The ids of a file and each one's variables, read line by line: an id starts a line, what is indented belongs to it.
pub(super) fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let path = format!("{}/landfall.ftl", language.tag());
    let text = FILES.iter().find(|(p, _)| *p == path).unwrap().1;
    let mut all = BTreeMap::new();
    let mut current = String::new();
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        if let Some((id, _)) = line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase())) {
            current = id.to_owned();
            assert!(all.insert(current.clone(), BTreeSet::new()).is_none(), "{id} twice in {path}");
        }
        all.entry(current.clone()).or_default().extend(variables(line));
    }
    all.remove("");
    all
}

fn variables(line: &str) -> impl Iterator<Item = String> {
    let name = |rest: &str| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>();
    line.split('$').skip(1).map(name).filter(|n| n.starts_with(|c: char| c.is_ascii_alphabetic()))
}

fn hangul(text: &str) -> bool {
    text.chars().any(|c| ('가'..='힣').contains(&c))
}

fn site() -> crate::site::Site {
    parse("name = \"hee\"\ndomain = \"hee.com\"\nregion = \"ap-northeast-2\"", &Overrides::default()).unwrap()
}

/// The lines that `headless` says, after `headless-`.
const LINES: &str = "plan-title plan-nothing total price-unknown prices-date done-up done-until done-down nothing-to-remove done-restart records an-hour a-month \
    stopped outlasted failed carry-on hand-over hand-back zone-kept still-bills bills-nothing adopted-left \
    signal no-config no-journal yes-no yes-words no-words choose not-that";
const HELP: &str = "about plan up status restart policy down config name lang json yes accept-unknown-price until wait trust-delegation with-server \
    abandon-delegation pause stop-server pause-yes adopt-zone adopt-certificate resend-mail practice world speed reset listen command serve repair logs nginx follow lines \
    read-only policy-with-server partition";

/// The practice worlds, as their files are named.
fn worlds() -> Vec<String> {
    let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/practice")).unwrap().map(|f| f.unwrap().path());
    let worlds: Vec<String> =
        files.filter(|p| p.extension().is_some_and(|e| e == "toml")).map(|p| p.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    assert!(worlds.len() > 5);
    worlds
}

/// Every id that the program makes from a code that is no enum of codes; the others are [`families`]'.
fn wanted() -> Vec<String> {
    let mut ids = Vec::new();
    let mut want = |prefix: &str, codes: Vec<String>| ids.extend(codes.iter().map(|code| format!("{prefix}{code}")));
    let text = |codes: &[&str]| codes.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
    want("headless-", LINES.split_whitespace().map(str::to_owned).collect());
    want("help-", HELP.split_whitespace().map(str::to_owned).collect());
    want("link-", text(&["ok", "not-yet", "broken"]));
    want("evidence-", text(&["resolver"]));
    want("proof-", text(&["service", "zone", "delegation", "address", "target"]));
    want("world-", worlds());
    want("repair-", text(&["whole", "salvaged", "lost", "none-lost", "aside", "next", "set-aside"]));
    want("practice-store-", text(&["locked", "unreadable", "io"]));
    ids
}

/// The variables that the callers give, by the start of the id; the longest start decides. What is not here has none.
const GIVEN: &[(&str, &[&str])] = &[
    ("checks-", &["count"]),
    ("verdict-warns", &["what"]),
    // The shell's own variable, in a line to be copied.
    ("remedy-give-state-directory", &["USER", "directory"]),
    ("verdict-stops", &["number", "step", "what"]),
    ("remedy-", &About::NAMES),
    // nginx's own variables, in lines to be copied.
    ("remedy-hand-on-proto", &["fqdn", "host", "remote_addr", "proxy_add_x_forwarded_for", "http_x_forwarded_proto"]),
    ("config-problem-", &["detail"]),
    ("journal-problem-", &["detail", "mend"]),
    ("left-to", &["sites"]),
    ("logs-empty", &["log"]),
    ("ui-log-service", &["unit"]),
    ("ui-log-lines", &["count"]),
    ("ui-log-cut", &["count"]),
    ("ui-log-above", &["count"]),
    ("ui-log-below", &["count"]),
    ("again-write", &["op"]),
    ("headless-again", &["what"]),
    ("ui-retry-what", &["what"]),
    ("ui-trying", &["time"]),
    ("ui-tried-", &["time", "count"]),
    ("repair-", &["site", "kept", "count", "numbers", "aside", "up", "down"]),
    ("wait-", &["elapsed", "usual", "evidence"]),
    ("second-before", &["before"]),
    ("second-zone", &["by", "when"]),
    ("second-certificate", &["by", "when"]),
    ("duration-", &["n"]),
    ("status-title", &["site"]),
    ("status-would", &["what"]),
    ("ui-an-hour", &["amount"]),
    ("ui-a-month", &["amount"]),
    ("ui-too-small", &["width", "height"]),
    ("ui-copied", &["what"]),
    ("ui-not-kept", &["why"]),
    ("ui-type-domain", &["domain"]),
    ("ui-type-leftover", &["id"]),
    ("question-delete-leftover", &["kind", "id", "size", "named", "label", "month"]),
    ("question-delete-leftover-stop", &["id", "flags"]),
    ("bills-registration", &["domain"]),
    ("bills-registration-at", &["domain", "registrar"]),
    ("ui-asked-there", &["step"]),
    ("ui-stuck-there", &["step"]),
    ("ui-comes-after", &["steps"]),
    ("ui-does-before", &["steps"]),
    ("ui-records-where", &["zone", "servers"]),
    ("ui-records-doubling", &["zone"]),
    ("ui-record-now", &["seen"]),
    ("headless-records-where", &["zone", "servers"]),
    ("headless-records-doubling", &["zone", "doubled"]),
    ("headless-records-bare", &["zone"]),
    ("headless-records-left", &["servers"]),
    ("headless-record-doubled", &["name", "seen"]),
    ("headless-record-proxied", &["name", "seen"]),
    ("headless-record-other", &["name", "seen"]),
    ("proof-elsewhere", &["servers"]),
    ("proof-elsewhere-address", &[]),
    ("headless-gone", &["all", "gone", "before"]),
    ("headless-teardown-goes-on", &["all", "gone"]),
    ("headless-teardown-ends", &["known", "month"]),
    ("holds-", &["id", "within", "name"]),
    ("ui-wait-times", &["elapsed", "usual"]),
    ("ui-again-in", &["next"]),
    ("ui-copy-key", &["number"]),
    ("ui-letter-again", &["key"]),
    ("ui-enter-alone", &["key"]),
    ("ui-start-carry-on", &["site", "fqdn"]),
    ("ui-start-writes", &["file"]),
    ("ui-start-mend", &["file"]),
    ("ui-form-servers", &["count"]),
    ("ui-form-name-budget", &["group", "used", "most"]),
    ("ui-form-names", &["fqdn", "others"]),
    ("ui-form-covered", &["fqdn", "domain"]),
    ("ui-form-sub-domain", &["domain", "registered"]),
    ("ui-form-apart", &["domain"]),
    ("ui-form-punycode", &["domain"]),
    ("ui-form-not-covered", &["fqdn", "domain"]),
    ("ui-form-account", &["account", "arn"]),
    ("evidence-resolver", &["answer"]),
    ("evidence-behind", &["servers"]),
    ("evidence-remembers-until", &["names", "time"]),
    ("not-looked-at", &["why"]),
    ("proof-zone", &["zone"]),
    ("proof-delegation", &["names"]),
    ("ui-file-of-another", &["site"]),
    ("ui-service-more", &["count"]),
    ("ui-free-parts", &["parts"]),
    ("ui-checks-good", &["count", "names"]),
    ("ui-preflight-stop-", &["count"]),
    ("ui-adds", &["known", "month"]),
    ("ui-adds-date", &["date", "sure"]),
    ("ui-adds-unknown", &["unknown", "pages"]),
    ("ui-adds-part", &["part", "number"]),
    ("ui-go-on", &["number", "step"]),
    ("ui-service-project", &["project"]),
    ("ui-service-venv", &["venv"]),
    ("ui-service-wsgi", &["wsgi"]),
    ("ui-live-open", &["url"]),
    ("ui-service-upstream", &["to"]),
    ("ui-service-http", &["status"]),
    ("ui-nameservers-says", &["server", "names"]),
    ("ui-address-leads", &["fqdn", "address"]),
    ("ui-address-resolver", &["answer"]),
    ("ui-address-hosts", &["hosts"]),
    ("ui-address-forms-accepted", &["origin"]),
    ("ui-address-forms-refused", &["origin"]),
    ("ui-address-by-text", &["why"]),
    ("ui-value-zones", &["count", "month"]),
    ("ui-value-zones-these", &["zones", "count", "month"]),
    ("ui-balancer-stands-in", &["zones"]),
    ("ui-teardown-adopted", &["thing", "id"]),
    ("ui-mail-again-name", &["name"]),
    ("acm-reason-", &["reason"]),
    ("renewal-by-itself", &["until"]),
    ("sight-", &["evidence"]),
    ("answer-adopt-certificate", &["names", "until", "id"]),
    ("ui-teardown-hand-back", &["domain"]),
    ("ui-registrar-title", &["domain"]),
    ("registrar-sure", &["sure", "month", "doubted", "old"]),
    ("registrar-typed", &["dot", "addresses"]),
    ("registrar-dnssec", &["how"]),
    ("registrar-dnssec-at", &["registrar", "how"]),
    ("ui-dns-runs-", &["dns"]),
    ("ui-pick-registrar", &["domain"]),
    ("ui-paste-title", &["domain"]),
    ("ui-registrar-field", &["number"]),
    ("ui-registrar-no-name", &["number"]),
    ("ui-registrar-twice", &["number"]),
    ("ui-mailbox-title", &["domain"]),
    ("ui-mailbox-subject", &["name"]),
    ("ui-mailbox-to", &["to"]),
    ("ui-mailbox-body", &["name"]),
    ("practice-banner", &["world"]),
    ("practice-no-world", &["name", "worlds"]),
    ("skipped-", &["path"]),
    ("unsuited-", &["subnet", "zone", "seen"]),
    ("missing-subnet", &["vpc", "zone", "block"]),
    ("way-out", &["vpc", "gateway", "wayout"]),
    ("practice-store-", &["detail"]),
    ("practice-listen", &["address", "why"]),
    ("practice-serving", &["world", "address", "region"]),
    ("headless-total", &["known", "hour", "month", "unknown", "pages"]),
    ("headless-prices-date", &["date", "sure"]),
    ("headless-done-up", &["url"]),
    ("headless-done-until", &["step"]),
    ("headless-outlasted", &["what", "wait"]),
    ("hops-seen", &["time"]),
    ("ui-address-off", &["names"]),
    ("headless-carry-on", &["command"]),
    ("headless-hand-over", &["domain"]),
    ("headless-unanswered", &["names"]),
    ("headless-dnssec-", &["domain", "ttl", "until"]),
    ("headless-hand-over-takes", &[]),
    ("headless-dns-", &["dns"]),
    ("headless-sold-by", &["registrar"]),
    ("headless-parent-zone", &["domain", "parent", "label"]),
    ("headless-hand-back", &["known", "old"]),
    ("headless-zone-kept", &["month"]),
    ("entered-", &["name", "is", "should", "what"]),
    ("headless-records", &["count"]),
    ("headless-not-the-domain", &["domain"]),
    ("headless-an-hour", &["amount"]),
    ("headless-a-month", &["amount"]),
    ("headless-no-config", &["path"]),
    ("headless-no-journal", &["name"]),
    ("headless-nowhere-in-aws", &["name", "regions"]),
    ("headless-found-in-region", &["region"]),
    ("teardown-read", &["places"]),
    ("teardown-not-read", &["name"]),
    ("teardown-look-there", &["name"]),
    ("headless-journal-title", &["site"]),
    ("headless-journal-nothing", &["site"]),
    ("headless-silent", &["seconds"]),
    ("headless-by-tag", &["name"]),
    ("headless-choose", &["count"]),
    ("headless-not-that", &["typed"]),
    ("headless-other-site", &["site", "fqdn", "region", "keys"]),
    ("ui-form-profiles", &["count"]),
    ("ui-form-profile-of", &["account", "region"]),
    ("signed-out-until", &["limit"]),
    ("headless-other-region", &["fqdn", "region", "new"]),
    ("secret-key-passphrase", &["key"]),
    ("secret-sudo-password", &["user", "address"]),
    ("proof-https", &["issuer", "expiry", "status"]),
    ("budget-alarm-what", &["known", "amount"]),
    ("ui-live-alarm-how", &["known", "amount"]),
    ("question-costs", &["known", "hour", "month", "unknown", "pages"]),
    ("question-instance", &["instance", "label", "many"]),
    ("question-project", &["project", "lines", "many"]),
    ("question-replace-unit", &["path"]),
    ("question-settings", &["path"]),
    ("question-enable-unit", &["unit"]),
    ("question-nginx", &["path", "others"]),
    ("question-variable", &["name", "unit", "file", "ready", "many"]),
    ("answer-give-file", &["ready"]),
    ("odd-dotenv", &["path", "lines"]),
    ("stays-environment-file", &["path", "names"]),
    ("stays-drop-in", &["path"]),
    ("secret-variable", &["name"]),
    ("question-adopt-zone", &["domain", "zone", "many"]),
    ("question-adopt-certificate", &["names", "arn", "until", "many"]),
    ("question-overwrite-record", &["record", "value"]),
    ("question-unknown-prior", &["record", "value"]),
    ("question-unknown-prior-stop", &["record", "value", "flags"]),
    ("question-leads-to-balancer", &["records", "many"]),
    ("question-leads-to-balancer-stop", &["records", "many", "flags"]),
    ("question-side-door", &["many"]),
    ("side-door-shut", &["address"]),
    ("side-door-closed", &["rule"]),
    ("side-door-kept", &["rule"]),
    ("question-own-group", &["groups"]),
    ("own-group-", &["rule", "others"]),
    ("question-host-key", HOST_KEY),
    ("console-", HOST_KEY),
    ("question-vanished", &["thing", "label"]),
    ("question-changed", &["thing", "label"]),
    ("question-request-anew", &["arn"]),
    ("question-tear-down", &["domain", "server"]),
    ("question-tear-down-stop", &["domain", "server", "flags"]),
    ("ui-pause", &["amount"]),
    ("question-pause", &["name", "stops"]),
    ("reopens-web", &["rule"]),
    ("reopens-wide", &["rule"]),
    ("reopens-until", &["again"]),
    ("pause-odd-answer", &["told"]),
    ("question-start-server", &["instance"]),
    ("pause-led-", &["name", "addresses", "value"]),
    ("pause-since", &["since"]),
    ("pause-begun", &["since"]),
    ("teardown-zones-not-read", &["balancer", "name"]),
    ("pause-door-open", &["again"]),
    ("pause-unread", &["looks"]),
    ("pause-begun-stopping", &["since"]),
    ("teardown-start-server", &["instance", "region", "again", "with_server"]),
    ("ends-server-disk", &["instance"]),
    ("more-holders", &["count"]),
    ("ends-there", &["region", "end"]),
    ("ends-zone-waits", &["flags"]),
    ("leftover-group-stays", &["name", "id"]),
    ("teardown-begun", &["all", "gone", "server", "command"]),
];

#[test]
fn both_languages_have_the_same_ids_and_variables() {
    let (en, ko) = (messages(Language::En), messages(Language::Ko));
    assert!(en.len() > 300);
    assert_eq!(en, ko);
}

#[test]
fn every_such_id_has_words() {
    let reported = messages(Language::En);
    let missing: Vec<String> = wanted().into_iter().filter(|id| !reported.contains_key(id)).collect();
    assert_eq!(missing, Vec::<String>::new());
}

/// The sources of the rooms that speak.
fn speaking_sources(dir: &std::path::Path) -> Vec<String> {
    let entries = std::fs::read_dir(dir).unwrap().map(|e| e.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { speaking_sources(&path) } else { vec![std::fs::read_to_string(path).unwrap()] }).collect()
}

#[test]
fn every_id_that_the_sources_name_has_words() {
    let reported = messages(Language::En);
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let sources = ["cli", "headless", "ui"].map(|room| speaking_sources(&root.join(room)).concat()).concat();
    let starts = ["ui-", "left-", "practice-", "headless-", "secret-", "link-", "logs-", "status-", "wait-", "usual-", "help-"];
    let is_id = |s: &&str| starts.iter().any(|start| s.starts_with(start)) && !s.ends_with('-') && !s.contains(['{', ' ', '\n']);
    let named: BTreeSet<&str> = sources.split('"').filter(is_id).collect();
    assert!(named.len() > 20, "{named:?}");
    let missing: Vec<_> = named.into_iter().filter(|id| !reported.contains_key(*id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn messages_name_only_what_they_are_given() {
    for (id, variables) in messages(Language::En) {
        let rules = GIVEN.iter().filter(|(start, _)| id.starts_with(start));
        let given = rules.max_by_key(|(start, _)| start.len()).map_or(&[][..], |(_, given)| given);
        assert!(variables.iter().all(|v| given.contains(&v.as_str())), "{id} names {variables:?}, is given {given:?}");
    }
}

/// Messages that are the same in every language, or name another on purpose.
const NEUTRAL: &[&str] = &[
    "headless-yes-no",
    "headless-yes-words",
    "headless-no-words",
    "ui-keys-language",
    "ui-keys-f2",
    "ui-form-account",
    "read-in-no-region",
    "ui-place-life",
    "hop-server-block",
    "ui-nameservers-says",
    "ui-address-leads",
    "ui-value-validation-dns",
    "ui-option-dns",
    "ui-value-dns-route53",
    "ui-value-key-type-rsa_2048",
    "ui-value-key-type-ecdsa_p256",
    "ui-mailbox-approve",
];

#[test]
fn every_message_is_read_by_fluent_and_filled_in_without_marks() {
    for language in Language::ALL {
        let words = Words::new(language);
        let all = messages(language);
        let read = words.loader.with_message_iter(&tag(language), |messages| messages.count());
        assert_eq!(read, all.len(), "Fluent could not read some of {language:?}");
        for (id, variables) in &all {
            let args: Vec<(&str, &dyn Display)> = variables.iter().map(|v| (v.as_str(), &"VALUE" as &dyn Display)).collect();
            let text = words.with(id, &args);
            assert!(!text.trim().is_empty() && text.trim() == text, "{id} is empty or has loose ends: {text:?}");
            assert!(!text.contains(['{', '}', '\u{2068}', '\u{2069}']), "{id}: {text}");
            let other_language = hangul(&text) == (language == Language::En);
            assert!(!other_language || NEUTRAL.contains(&id.as_str()), "{language:?} {id}: {text}");
        }
    }
}

/// After a value a particle would have to follow its last sound (을/를, 이/가, …), which nobody knows beforehand.
#[test]
fn no_korean_particle_hangs_on_a_value() {
    let particles = ["을", "를", "이", "가", "은", "는", "과", "와", "으로", "로", "이라", "라"];
    let text = FILES[1].1;
    for (line, piece) in text.lines().flat_map(|l| l.split('}').skip(1).map(move |piece| (l, piece))) {
        let word: String = piece.trim_start_matches(['`', '\'', '"']).chars().take_while(|c| hangul(&c.to_string())).collect();
        assert!(!particles.contains(&word.as_str()), "{word:?} in {line}");
    }
}

#[test]
fn an_unknown_id_is_told_as_itself_at_run_time() {
    assert_eq!(Words::new(Language::Ko).find("no-such-id", &[]), None);
    assert!(Words::new(Language::Ko).has("step-look"));
}

#[test]
fn the_language_comes_from_the_locale() {
    let cases = [
        ("ko_KR.UTF-8", Language::Ko),
        ("ko", Language::Ko),
        ("KO-kr", Language::Ko),
        ("kok_IN", Language::En),
        ("C", Language::En),
        ("", Language::En),
    ];
    for (locale, language) in cases {
        assert_eq!(Language::from_tag(locale), language, "{locale}");
    }
    let detect = |set: &[(&str, &str)]| Language::detect(|name| set.iter().find(|(k, _)| *k == name).map(|(_, v)| (*v).to_owned()));
    assert_eq!(detect(&[("LANG", "ko_KR.UTF-8")]), Language::Ko);
    assert_eq!(detect(&[("LC_ALL", ""), ("LC_MESSAGES", "ko_KR"), ("LANG", "en_US")]), Language::Ko);
    assert_eq!(detect(&[("LC_ALL", "C"), ("LANG", "ko_KR")]), Language::En);
    assert_eq!(detect(&[]), Language::En);
    assert_eq!(("ko".parse(), "fr".parse::<Language>()), (Ok(Language::Ko), Err(UnknownLanguage)));
}

#[test]
fn amounts_are_told_as_people_read_them() {
    let (en, ko) = (Words::new(Language::En), Words::new(Language::Ko));
    let reported = |s| (en.duration(Duration::from_secs(s)), ko.duration(Duration::from_secs(s)));
    assert_eq!(reported(125), ("2 min 5 s".into(), "2분 5초".into()));
    assert_eq!(reported(0), ("0 s".into(), "0초".into()));
    assert_eq!(reported(3600), ("1 h".into(), "1시간".into()));
    assert_eq!(reported(86_400 + 7), ("1 d".into(), "1일".into()), "two units next to each other, no more");
    assert_eq!(reported(49 * 3600), ("2 d 1 h".into(), "2일 1시간".into()));
    let usd = [0.0225, 0.5, 24.225, 0.005, 0.0, 16.4, 0.0325].map(|a| en.usd(a));
    assert_eq!(usd, ["$0.0225", "$0.50", "$24.23", "$0.005", "$0.00", "$16.40", "$0.0325"]);
    assert_eq!(ko.price(None), "가격을 알 수 없음");
    assert_eq!([0.7296, 0.5, 24.225, 0.004, 0.0].map(|a| en.usd_a_month(a)), ["$0.73", "$0.50", "$24.23", "$0.01", "$0.00"]);
}

#[test]
fn a_fault_says_what_why_and_what_to_do() {
    let about = About::of(&site());
    let fault = Fault::person(Code::KeyPermissions, Remedy::ChmodKey, "/home/김 씨's/a.pem\n0644");
    let reported = Words::new(Language::Ko).fault(&fault, &about);
    assert!(hangul(&reported.what) && reported.why.ends_with("\n0644"));
    assert!(reported.remedy.unwrap().contains(r"`chmod 400 '/home/김 씨'\''s/a.pem'`"));
    let other = Fault::person(Code::SshAuth, Remedy::ChmodKey, "ubuntu@198.51.100.11:22");
    let remedy = |key: &str| Words::new(Language::En).fault(&other, &About { key: key.to_owned(), ..about.clone() }).remedy.unwrap();
    assert!(remedy("KEY.pem").contains("`chmod 400 KEY.pem`") && remedy("~/a b.pem").contains("`chmod 400 ~/'a b.pem'`"));
    let passing = |code| Words::new(Language::En).fault(&Fault::retry(code, ""), &about).remedy;
    assert_eq!(
        (passing(Code::NotYetVisible), passing(Code::AwsBusy)),
        (None, Some("Try again.".to_owned())),
        "once asking again has ended"
    );
    let refused = |detail: &str| Words::new(Language::En).fault(&Fault::retry(Code::SshRefused, detail), &about).remedy.unwrap();
    assert!(refused("Disconnected").contains("hangs up before the login") && !refused("Disconnected").contains("nothing listens"));
    assert!(refused("Connection refused (os error 111)").contains("nothing listens there"));
}

#[test]
fn questions_are_told_with_their_values() {
    let words = Words::new(Language::En);
    let line = Line { item: Item::Balancer, count: 1, id: None, an_hour: Some(0.0225), a_month: Some(16.425), read: None };
    let costs = words.question(&Question::Costs(Bill { lines: vec![line] }));
    assert!(costs.contains("$0.0225") && costs.contains("$16.4"), "{costs}");
    let fingerprint = format!("SHA256:{}", "a".repeat(43));
    let shown = HostKey { kind: KeyKind::Ed25519, fingerprint: fingerprint.parse().unwrap() };
    let check = Box::new(KeyCheck::compared(&shown, &ConsoleKeys::NoInstance));
    let key = Question::HostKey { address: "198.51.100.11".parse().unwrap(), fingerprint: shown.fingerprint, check };
    assert!(words.question_stop(&key, "").contains(&format!("host_key = \"{fingerprint}\"")));
    let paths = crate::engine::op::host::AppPaths {
        project: "/srv/hee".parse().unwrap(),
        venv: "/srv/env".parse().unwrap(),
        wsgi: "hee.wsgi".parse().unwrap(),
        worker: None,
        settings: "/srv/hee/hee/settings.py".parse().unwrap(),
        owner: "ubuntu".parse().unwrap(),
    };
    let other = crate::engine::op::host::AppPaths { project: "/srv/other".parse().unwrap(), ..paths.clone() };
    let [paths, other] = [paths, other].map(crate::engine::fixture::candidate);
    assert_eq!(words.question(&Question::Project(ServerId::MAIN, vec![paths.clone()])), "Is /srv/hee the project?");
    let several = Question::Project(ServerId::MAIN, vec![paths, other]);
    assert_eq!(words.question(&several), "Which of these is the project?");
    let stop = words.question_stop(&several, "");
    let lines = stop.lines().skip(1).collect::<Vec<_>>().join("\n");
    let whole = format!("name = \"hee\"\ndomain = \"hee.com\"\nregion = \"us-east-1\"\n{lines}");
    let site = parse(&whole, &Overrides::default()).expect("the lines to write are read back");
    assert_eq!(site.app.project, None, "copied as they are, they choose nothing:\n{whole}");
    let chosen = parse(&whole.replace("# ", ""), &Overrides::default());
    assert!(chosen.is_err() && lines.matches("project = ").count() == 2, "{whole}");
}

#[test]
fn reasons_that_aws_adds_later_are_told_as_other() {
    let words = Words::new(Language::En);
    assert_eq!(target_reason_id("Target.ResponseCodeMismatch"), "target-reason-target-response-code-mismatch");
    assert!(words.target_reason("Target.ResponseCodeMismatch").contains("error status"));
    assert_eq!(words.target_reason("Target.Novelty"), words.get("target-reason-other"));
    assert!(words.acm_reason("CAA_ERROR").contains("CAA"));
    assert!(words.acm_reason("PCA_LIMIT_EXCEEDED").contains("PCA_LIMIT_EXCEEDED"));
    assert!(words.acm_reason("NOVELTY").contains("NOVELTY") && words.acm_reason("OTHER") != words.acm_reason("NOVELTY"));
}

#[test]
fn a_bad_config_is_told_with_path_line_and_key() {
    let error = parse(
        "name = \"hee\"\ndomain = \"hee.com\"\n[server]\nport = 0",
        &Overrides { region: Some("us-east-1".into()), ..Overrides::default() },
    )
    .unwrap_err();
    let reported = |language| Words::new(language).config_error(std::path::Path::new("landfall.toml"), &error);
    assert_eq!(reported(Language::En), "landfall.toml:4: server.port: A port is a number from 1 to 65535.");
    assert!(hangul(&reported(Language::Ko)));
    let locked = Words::new(Language::En).journal_error(&JournalError::Locked { pid: Some(42) });
    assert!(locked.contains("42"));
}

#[test]
fn only_a_yes_is_a_yes() {
    let words = Words::new(Language::Ko);
    assert!(["y", " YES\n", "네", "예"].iter().all(|typed| words.is_yes(typed)));
    assert!(["", "n", "no", "yep", "아니요", "y yes"].iter().all(|typed| !words.is_yes(typed)));
}
