use super::*;
use crate::engine::op::{CloudOp, NetOp, Op};
use crate::engine::question::Answer;
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::state::{OpId, Token};
use crate::journal::samples::{AT, every_kind};
use crate::site::ServerId;

#[test]
fn every_entry_can_be_read_again() {
    for record in every_kind() {
        let body = encode(&record).unwrap();
        assert_eq!(decode(&body), Ok(record), "{body}");
    }
}

#[test]
fn what_is_for_one_run_only_has_no_form() {
    let started = |op| Record::Started { id: OpId(1), at: AT, op: Box::new(op), token: Token(String::new()) };
    let looks = [Op::Cloud(CloudOp::LookIdentity), Op::Net(NetOp::Https { name: "a.com".parse().unwrap() })];
    let answers = [Answer::MailAgain, Answer::Retry].map(|answer| Record::Answered { at: AT, answer });
    for record in looks.map(started).into_iter().chain(answers) {
        assert!(matches!(encode(&record), Err(WireError::NotJournaled(_))), "{record:?}");
    }
}

/// This form has no word for another server: written down as the main one's, its files would be put back on the wrong one.
#[test]
fn what_is_about_another_server_has_no_form_yet() {
    let second = || "second".parse::<ServerId>().unwrap();
    let resources = [
        Resource::Unit { server: second(), path: "/unit".into() },
        Resource::Settings { server: second(), path: "/settings.py".into() },
        Resource::Registration { server: second(), target_group: "arn:t".into(), instance: "i-01234567".parse().unwrap() },
        Resource::Instance { server: second(), id: "i-01234567".parse().unwrap() },
        Resource::Rule { slot: Slot::ServerRule(second()), group: "sg-1".into(), id: "sgr-1".into() },
    ];
    let adopted = resources.map(|resource| Record::Adopted { at: AT, resource: Box::new(resource) });
    let answers = [
        Answer::Instance(second(), "i-01234567".parse().unwrap()),
        Answer::ReplaceUnit(second()),
        Answer::Settings { server: second(), sha256: String::new() },
        Answer::Unit(second(), String::new()),
        Answer::RevertSettings(second()),
    ];
    let answered = answers.map(|answer| Record::Answered { at: AT, answer });
    for record in adopted.into_iter().chain(answered) {
        assert!(matches!(encode(&record), Err(WireError::NotJournaled(_))), "{record:?}");
    }
}

#[test]
fn a_field_that_nobody_knows_is_refused_wherever_it_stands() {
    for record in every_kind() {
        let body = encode(&record).unwrap();
        for (at, _) in body.match_indices("\":{\"") {
            let (before, after) = body.split_at(at + 3);
            let more = format!("{before}\"unheard of\":1,{after}");
            assert!(decode(&more).is_err(), "{more}");
        }
    }
}
