//! Questions as lines, and replies as answers.

use crate::engine::question::{Answer, Question};
use crate::engine::state::World;
use crate::headless::{Manner, bill, lines, paused};
use crate::text::Words;

/// The answer that needs no person: `--yes` (with `--accept-unknown-price` to costs of any kind), or what is named with `--adopt-zone` or
/// `--adopt-certificate`; in
/// practice also what the person of the world says.
pub fn without_a_person(manner: &Manner, question: &Question) -> Option<Answer> {
    if let (Question::AdoptZone { zones, .. }, Some(id)) = (question, &manner.adopt_zone) {
        return zones.iter().any(|z| z.id == *id).then(|| Answer::AdoptZone(id.clone()));
    }
    if let (Question::AdoptCertificate(all), Some(arn)) = (question, &manner.adopt_certificate) {
        return all.iter().any(|c| c.arn == *arn).then(|| Answer::AdoptCertificate(arn.clone()));
    }
    if manner.typist && matches!(question, Question::Variable { .. }) {
        return question.choices().into_iter().next();
    }
    if manner.accept_unknown_price && matches!(question, Question::Costs(_)) {
        return question.choices().into_iter().next();
    }
    if manner.yes { question.answer_of_yes() } else { None }
}

/// Shows the question with all that is needed to decide; returns the line at which the person types.
pub fn show(words: &Words, question: &Question, world: &World) -> String {
    let asked = format!("? {}", words.question(question));
    // Of a teardown all that it does was told before.
    lines::put(&asked);
    details(words, question, world);
    match question.choices().len() {
        _ if matches!(question, Question::TearDown { .. } | Question::DeleteLeftover { .. }) => ">".to_owned(),
        1 => words.get("headless-yes-no"),
        n => words.with("headless-choose", &[("count", &n)]),
    }
}

/// What is needed to decide.
pub fn details(words: &Words, question: &Question, world: &World) {
    match question {
        Question::Costs(costs) => bill::bill(words, costs),
        Question::StartServer { bill, .. } => bill::bill(words, bill),
        Question::Pause(offer) => paused::offer(words, world, offer),
        Question::ReplaceUnit { diff, .. } | Question::Settings { diff, .. } => lines::put_under(diff),
        Question::Nginx { change, .. } => lines::put_under(&change.diff),
        Question::Instance(_, all) if all.len() > 1 => {
            numbered(all.iter().map(|i| format!("{}  {}  {}", i.id, i.name, i.public_address.map(|a| a.to_string()).unwrap_or_default())));
        }
        Question::Project(_, all) if all.len() > 1 => numbered(words.candidates(all).into_iter()),
        Question::AdoptZone { zones, delegated } => {
            let mark = |id| if delegated.as_ref() == Some(id) { "●" } else { "○" };
            numbered(
                zones
                    .iter()
                    .map(|z| format!("{} {}  {}", mark(&z.id), z.id, words.with("headless-records", &[("count", &z.record_count)]))),
            );
        }
        Question::AdoptCertificate(_) => numbered(words.answers(question).into_iter()),
        Question::Variable { odd, .. } => {
            odd.iter().for_each(|dotenv| lines::put_under(&words.odd_dotenv(dotenv)));
            if question.choices().len() > 1 {
                numbered(words.answers(question).into_iter());
            }
        }
        Question::UnknownPrior(_) => numbered(words.answers(question).into_iter()),
        Question::SideDoor { .. } => {
            words.side_door(question).iter().for_each(|told| lines::put_under(told));
            numbered(words.answers(question).into_iter());
        }
        Question::ReopenDoor { .. } => words.reopened(question).iter().for_each(|told| lines::put_under(told)),
        Question::OwnGroup(offer) => {
            words.own_group(offer).iter().for_each(|told| lines::put_under(told));
            numbered(words.answers(question).into_iter());
        }
        Question::LeadsToBalancer(sets) => {
            sets.iter().for_each(|set| lines::put_under(&set.label()));
            numbered(words.answers(question).into_iter());
        }
        Question::HostKey { .. } => {
            words.host_key_check(question).iter().flatten().for_each(|said| lines::put_under(said));
            numbered(words.answers(question).into_iter());
        }
        Question::RequestAnew { reason, .. } if !reason.is_empty() => {
            words.acm_reason_whole(reason).iter().for_each(|told| lines::put_under(told));
        }
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
        return choices.into_iter().next().filter(|_| domain.is_meant_by(reply));
    }
    if let Question::DeleteLeftover { what, .. } = question {
        let [keep, delete] = choices.try_into().ok()?;
        return Some(if reply == what.typed() { delete } else { keep });
    }
    match choices.as_slice() {
        [only] => words.is_yes(reply).then(|| only.clone()),
        several => several.get(reply.parse::<usize>().ok()?.checked_sub(1)?).cloned(),
    }
}

/// What is said before it is asked once more, where neither an answer nor a no was typed; `None`: one was, or whatever was typed is a no.
pub fn mistyped(words: &Words, question: &Question, reply: &str) -> Option<String> {
    let reply = reply.trim();
    if reply.is_empty() || words.is_no(reply) {
        return None;
    }
    match question {
        Question::TearDown { .. } => None,
        Question::DeleteLeftover { what, .. } => {
            (reply != what.typed()).then(|| words.with("headless-not-that", &[("typed", &what.typed())]))
        }
        _ => {
            let count = question.choices().len();
            (count > 1 && understood(words, question, reply).is_none()).then(|| words.with("headless-choose", &[("count", &count)]))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::cost::{Bill, Item, PriceTable};
    use crate::engine::leftover::{Leftover, LeftoverId};
    use crate::engine::op::cloud::Volume;
    use crate::headless::Task;
    use crate::text::Language;

    fn manner(yes: bool, accept_unknown_price: bool) -> Manner {
        let (program, banner, adopt_zone, wait) = ("landfall".to_owned(), None, None, None);
        Manner {
            task: Task::Up,
            program,
            banner,
            json: false,
            yes,
            accept_unknown_price,
            interactive: false,
            typist: false,
            adopt_zone,
            adopt_certificate: None,
            mail_again: Vec::new(),
            wait,
        }
    }

    fn costs(region: &str, items: &[(Item, u32)]) -> Question {
        Question::Costs(Bill::of(items, None, PriceTable::built_in(), &region.parse().unwrap()))
    }

    #[test]
    fn yes_agrees_to_what_was_told_and_to_an_unknown_price_only_where_that_was_said() {
        let (known, unknown) = (costs("eu-west-1", &[(Item::Balancer, 1)]), costs("sa-east-1", &[(Item::Balancer, 1)]));
        let zone = costs("sa-east-1", &[(Item::Zone, 1)]);
        let table = [
            (&known, [None, Some(Answer::Costs), Some(Answer::Costs)]),
            (&unknown, [None, None, Some(Answer::Costs)]),
            (&zone, [None, Some(Answer::ZoneCosts), Some(Answer::ZoneCosts)]),
        ];
        for (question, expected) in table {
            let said = [(false, false), (true, false), (true, true)].map(|(yes, accept)| without_a_person(&manner(yes, accept), question));
            assert_eq!(said, expected, "{question:?}");
        }
    }

    #[test]
    fn a_person_may_agree_to_an_unknown_price_and_is_told_that_it_is() {
        let unknown = costs("sa-east-1", &[(Item::Balancer, 1), (Item::BalancerAddresses, 2)]);
        for language in Language::ALL {
            let words = Words::new(language);
            let asked = words.question(&unknown);
            assert!(asked.contains("$7.30") && asked.contains(&words.get("item-balancer")), "{asked}");
            assert_eq!(understood(&words, &unknown, "y"), Some(Answer::Costs));
        }
        let alone = Words::new(Language::En).question(&costs("sa-east-1", &[(Item::Balancer, 1)]));
        assert!(alone.contains("does not know what this costs") && !alone.contains('$'), "{alone}");
    }

    #[test]
    fn what_a_server_left_is_deleted_by_its_typed_id_alone() {
        let words = Words::new(Language::En);
        let volume = Volume {
            id: "vol-0a".into(),
            gib: 8,
            kind: "gp3".into(),
            attached: None,
            device: None,
            goes_with_instance: false,
            name: String::new(),
        };
        let question = Question::DeleteLeftover { what: Leftover::Volume(volume), bill: Bill::default() };
        let id = || LeftoverId::Volume("vol-0a".into());
        assert_eq!(understood(&words, &question, " vol-0a\n"), Some(Answer::DeleteLeftover(id())));
        for other in ["", "y", "yes", "vol-0", "vol-0ab", "2"] {
            assert_eq!(understood(&words, &question, other), Some(Answer::KeepLeftover(id())), "{other}");
        }
        let again = |reply: &str| mistyped(&words, &question, reply).is_some();
        assert_eq!(["", "n", "no", "vol-0a", "vol-0b", "y"].map(again), [false, false, false, false, true, true]);
        assert_eq!(without_a_person(&manner(true, true), &question), Some(Answer::KeepLeftover(id())));
        assert_eq!(without_a_person(&manner(false, false), &question), None);
    }
}
