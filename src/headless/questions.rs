//! Questions as lines, and replies as answers.

use crate::engine::ask::{Answer, Question};
use crate::engine::resource::{RecordSet, RecordValue};
use crate::engine::world::World;
use crate::headless::{lines, report, Manner};
use crate::text::Words;

/// The answer that needs no person: `--yes`, or a zone named with `--adopt-zone`.
pub fn without_a_person(manner: &Manner, question: &Question) -> Option<Answer> {
    if let (Question::AdoptZone { zones, .. }, Some(id)) = (question, &manner.adopt_zone) {
        return zones.iter().any(|z| z.id == *id).then(|| Answer::AdoptZone(id.clone()));
    }
    if manner.yes { question.answer_of_yes() } else { None }
}

/// Shows the question with all that is needed to decide; returns the line at which the person types.
pub fn show(words: &Words, question: &Question, world: &World) -> String {
    lines::put(&format!("? {}", sentence(words, question, world)));
    details(words, question);
    match question.choices().len() {
        1 => words.get("headless-yes-no"),
        n => words.with("headless-choose", &[("count", &n.to_string())]),
    }
}

/// What to do when nobody can answer here.
pub fn stop(words: &Words, question: &Question, world: &World) -> String {
    with_args(words, &format!("question-{}-stop", question.code()), question, world)
}

/// The question's sentence.
pub fn sentence(words: &Words, question: &Question, world: &World) -> String {
    with_args(words, &format!("question-{}", question.code()), question, world)
}

fn with_args(words: &Words, id: &str, question: &Question, world: &World) -> String {
    let args = args(words, question, world);
    let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
    words.with(id, &args)
}

fn args(words: &Words, question: &Question, world: &World) -> Vec<(&'static str, String)> {
    let many = |n: usize| ("many", if n == 1 { "one" } else { "many" }.to_owned());
    match question {
        Question::Costs(bill) => vec![("hour", report::usd(words, bill.an_hour())), ("month", report::usd(words, bill.a_month()))],
        Question::Instance(all) => {
            vec![many(all.len()), ("instance", all.first().map(|i| format!("{} {}", i.id, i.name).trim().to_owned()).unwrap_or_default())]
        }
        Question::Project(all) => {
            let first = all.first();
            vec![
                many(all.len()),
                ("project", first.map(|a| a.project.to_string()).unwrap_or_default()),
                ("venv", first.map(|a| a.venv.to_string()).unwrap_or_default()),
                ("wsgi", first.map(|a| a.wsgi.to_string()).unwrap_or_default()),
            ]
        }
        Question::ReplaceUnit { path, .. } | Question::Settings { path, .. } => vec![("path", path.clone())],
        Question::AdoptZone { zones, delegated } => {
            let zone = delegated.as_ref().or(zones.first().map(|z| &z.id)).map(ToString::to_string).unwrap_or_default();
            vec![many(zones.len()), ("domain", world.site.domain.to_string()), ("zone", zone)]
        }
        Question::OverwriteRecord(set) => vec![("record", format!("{} {}", set.value.kind(), set.name)), ("value", value(set))],
        Question::HostKey { address, fingerprint } => vec![("address", address.to_string()), ("fingerprint", fingerprint.to_string())],
        Question::Vanished { slot, label } | Question::Changed { slot, label } => {
            vec![("thing", words.get(&format!("slot-{}", slot.code()))), ("label", label.clone())]
        }
        Question::RequestAnew { reason, .. } => vec![("reason", reason.clone())],
        Question::TearDown { domain, resources, .. } => vec![("domain", domain.to_string()), ("count", resources.len().to_string())],
    }
}

fn value(set: &RecordSet) -> String {
    match &set.value {
        RecordValue::A { addresses, .. } => addresses.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
        RecordValue::Cname { target, .. } | RecordValue::Alias { target, .. } => target.to_string(),
        RecordValue::Other { values, .. } => values.join(" "),
    }
}

fn details(words: &Words, question: &Question) {
    match question {
        Question::Costs(bill) => report::bill(words, bill),
        Question::ReplaceUnit { diff, .. } | Question::Settings { diff, .. } => lines::put_under(diff),
        Question::Instance(all) if all.len() > 1 => {
            numbered(all.iter().map(|i| format!("{}  {}  {}", i.id, i.name, i.public_address.map(|a| a.to_string()).unwrap_or_default())));
        }
        Question::Project(all) if all.len() > 1 => numbered(all.iter().map(|a| format!("{}  {}  {}", a.project, a.venv, a.wsgi))),
        Question::AdoptZone { zones, delegated } => {
            let mark = |id| if delegated.as_ref() == Some(id) { "●" } else { "○" };
            numbered(zones.iter().map(|z| format!("{} {}  {} records", mark(&z.id), z.id, z.record_count)));
        }
        Question::RequestAnew { reason, .. } if !reason.is_empty() => lines::put_under(&words.acm_reason(reason)),
        Question::TearDown { resources, .. } => report::resources(words, resources.iter()),
        _ => {}
    }
}

fn numbered(all: impl Iterator<Item = String>) {
    for (n, text) in all.enumerate() {
        lines::put(&format!("    {}  {}", n + 1, text));
    }
}

/// What was typed, as an answer: a number among several, the domain before a teardown, else a yes.
pub fn understood(words: &Words, question: &Question, reply: &str) -> Option<Answer> {
    let reply = reply.trim();
    let choices = question.choices();
    if let Question::TearDown { domain, .. } = question {
        return choices.into_iter().next().filter(|_| reply == domain.as_str());
    }
    match choices.as_slice() {
        [only] => words.get("headless-yes-words").split_whitespace().any(|yes| reply.eq_ignore_ascii_case(yes)).then(|| only.clone()),
        several => several.get(reply.parse::<usize>().ok()?.checked_sub(1)?).cloned(),
    }
}
