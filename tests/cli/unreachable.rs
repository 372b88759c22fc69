//! AWS that cannot be used: no credentials, refused ones, nobody there. What the journal knows is told all the same, and first.

use landfall::engine::op::{CloudOp, Op};
use landfall::engine::resource::Resource;
use landfall::engine::state::{JournalEntry, OpId, Seq, Token};
use landfall::engine::time::Timestamp;
use landfall::journal::SqliteJournal;
use landfall::ports::Journal;
use landfall::site::config::{self, Overrides};
use serde_json::Value;

use crate::place::{Place, SITE, silent_aws};
use crate::run::Run;

#[test]
fn without_credentials_it_says_how_to_get_some() {
    let place = Place::with(SITE);
    place.run(&["up", "--yes"]).ends(3).says("No AWS credentials").says("aws ");
    place.run(&["up", "--yes", "--lang", "ko"]).ends(3).says("자격 증명");
    place.run(&["down", "--yes"]).ends(3).says("No AWS credentials");
    let end = place.run(&["up", "--yes", "--json"]).ends(3).end();
    assert_eq!((&end["stuck"][0]["fault"]["code"], &end["reason"]), (&"no-credentials".into(), &"person".into()), "{end}");
}

#[test]
fn a_retry_is_said_at_once_and_a_signal_ends_it() {
    let place = Place::with(SITE).credentials();
    let run = place.start(&["up", "--yes"], |line| line.starts_with('↻')).signalled("INT").ends(130);
    assert!(run.out.contains("AWS could not be reached"), "{}", run.out);
    assert_eq!(run.out.matches('↻').count(), 1, "each reason is said once:\n{}", run.out);
    let run = place.start(&["up", "--yes", "--lang", "ko"], |line| line.starts_with('↻')).signalled("TERM").ends(143);
    assert!(!run.err.is_ascii(), "{}", run.err);
}

/// A site of which a zone of its own, or an adopted one, and a balancer stand, and whose certificate was being asked for.
pub fn half_built(adopted: bool) -> Place {
    let place = Place::with(SITE).credentials();
    let (mut journal, _) = SqliteJournal::open(&place.state(), &"heestagram".parse().unwrap()).unwrap();
    let site = config::parse(SITE, &Overrides::default()).unwrap();
    let zone = Resource::Zone { id: "Z1".into(), name_servers: Vec::new(), adopted };
    let balancer = Resource::Balancer {
        arn: "arn:balancer".into(),
        dns_name: "b.elb.test".parse().unwrap(),
        dns_zone: "ZELB".into(),
        zones: vec!["ap-northeast-2a".into(), "ap-northeast-2c".into()],
    };
    let request = Op::Cloud(CloudOp::EnsureCertificate { spec: site.certificate_spec(), domain: site.domain.clone() });
    let at = Timestamp(1);
    let records = [
        JournalEntry::Opened { at, site: Box::new(site) },
        JournalEntry::Adopted { at, resource: Box::new(zone) },
        JournalEntry::Adopted { at, resource: Box::new(balancer) },
        JournalEntry::Started { id: OpId(1), at, op: Box::new(request), token: Token("0".repeat(32)) },
    ];
    for (seq, record) in (1..).zip(&records) {
        journal.append(Seq(seq), record).unwrap();
    }
    place
}

/// Everything printed up to this line of the first answer, of which there is none.
fn tells_all_of_it(run: &Run) {
    for known in ["Domain", "Z1", "Load balancer", "arn:balancer", "Request the certificate", "not looked at yet", "www.heestagram.test"] {
        assert!(run.out.contains(known), "it does not tell of {known}:\n{}", run.out);
    }
    assert!(!run.out.contains('✔'), "nothing was looked at:\n{}", run.out);
}

#[test]
fn status_tells_what_the_journal_knows_while_aws_is_silent() {
    let aws = silent_aws();
    let place = half_built(false).aws_at(&aws);
    let run = place.start(&["status"], |line| line.starts_with("Now looking")).signalled("INT").ends(130);
    tells_all_of_it(&run);
    assert!(run.out.contains("$0.50 a month") && run.out.contains("Prices as of"), "{}", run.out);
    let korean = place.start(&["status", "--lang", "ko"], |line| line.contains("확인합니다…")).signalled("INT").ends(130);
    assert!(korean.out.contains("Z1") && korean.out.contains("진행 기록") && !korean.out.contains('✔'), "{}", korean.out);
}

#[test]
fn down_lists_what_it_would_remove_while_aws_is_silent() {
    let aws = silent_aws();
    let run = half_built(false).aws_at(&aws).start(&["down"], |line| line.starts_with("Now looking")).signalled("INT").ends(130);
    tells_all_of_it(&run);
    assert!(run.out.contains("would be removed") && !run.out.contains("stays"), "{}", run.out);
    let run = half_built(true).aws_at(&aws).start(&["down"], |line| line.starts_with("Now looking")).signalled("INT").ends(130);
    let (removed, kept) = run.out.split_once("stays:").unwrap();
    assert!(!removed.contains("Z1") && kept.contains("Z1"), "an adopted zone is not removed:\n{}", run.out);
}

#[test]
fn what_the_journal_knows_comes_before_what_the_looks_give() {
    let place = half_built(false);
    for command in ["status", "down"] {
        let run = place.start(&[command], |line| line.starts_with('↻')).signalled("INT").ends(130);
        let (known, found) = (run.out.find("not looked at yet").unwrap(), run.out.find("AWS could not be reached").unwrap());
        assert!(known < found, "{}", run.out);
    }
    let without = Place::with(SITE).run(&["down"]).ends(3);
    let (known, fault) = (without.out.find("knows of nothing").unwrap(), without.out.find("No AWS credentials").unwrap());
    assert!(known < fault, "{}", without.out);
}

#[test]
fn the_first_line_of_json_is_what_the_journal_knows() {
    let aws = silent_aws();
    let place = half_built(true).aws_at(&aws);
    for command in ["status", "down"] {
        let run = place.start(&[command, "--json"], |line| line.contains("\"started\"")).signalled("INT").ends(130);
        let known: Value = serde_json::from_str(run.out.lines().next().unwrap()).unwrap();
        assert_eq!((&known["type"], &known["looked"], &known["site"]), (&"journal".into(), &false.into(), &"heestagram".into()));
        let zone = serde_json::json!({ "step": "domain", "slot": "zone", "id": "Z1", "adopted": true });
        assert_eq!(known["resources"][0], zone, "{known}");
        assert_eq!(known["unfinished"], serde_json::json!([{ "op": "ensure-certificate", "slot": "certificate" }]), "{known}");
        assert_eq!(known["bills"]["lines"].as_array().map(Vec::len), Some(3), "zone, balancer and its addresses: {known}");
    }
    let plan = place.start(&["plan", "--json"], |line| line.contains("\"started\"")).signalled("INT").ends(130);
    assert!(!plan.out.contains("\"journal\""), "{}", plan.out);
}

#[test]
fn a_name_that_is_not_in_the_journal_is_looked_for_in_aws_and_it_says_so() {
    let place = Place::empty().credentials().env("AWS_REGION", "ap-northeast-2");
    let run = place.run(&["status", "--name", "heestagram"]).ends(1);
    let (looking, fault) = (run.err.find("by its tag").unwrap(), run.err.find("AWS could not be reached").unwrap());
    assert!(looking < fault, "{}", run.err);
}

/// Somebody who asks what would stop a build waits for the answer.
#[test]
fn a_mere_look_ends_soon_where_nobody_answers_and_says_what_was_met_and_what_helps() {
    let place = Place::with(SITE).credentials();
    for (command, code) in [("doctor", 3), ("plan", 1), ("status", 1)] {
        let begun = std::time::Instant::now();
        let run = place.run(&[command]).ends(code);
        assert!(begun.elapsed() < std::time::Duration::from_secs(90), "{command} took {:?}", begun.elapsed());
        for said in ["AWS could not be reached from this machine.", "→ Check this machine's internet connection"] {
            let told = run.out.lines().filter(|line| !line.starts_with('↻') && line.contains(said)).count();
            assert_eq!(told, 1, "{command}, {said}:\n{}", run.out);
        }
    }
}
